"""The first sheet of an .xlsx file as rows of texts, numbers written out exactly."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from bakala_desktop.domain.errors import ShopError


def read_sheet(path: Path) -> list[list[str]]:
    """Return the rows of the sheet that was in front when the file was saved; of formulas what they last gave.

    Raises ShopError ``file_unreadable`` for whatever is no sound .xlsx file.
    """
    # openpyxl costs a start 200 ms, and few files are of this kind.
    from openpyxl import load_workbook

    try:
        # Opened here: by a path openpyxl would judge the file by its name.
        with warnings.catch_warnings(), path.open("rb") as file:
            # It warns of styles and extensions that it leaves out; none of them carries a value.
            warnings.simplefilter("ignore")
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            try:
                return list(_rows(book.active))
            finally:
                book.close()
    except OSError:
        raise
    except Exception as error:
        # A damaged file fails in many places and ways: in the zip, the XML, or the numbers.
        raise ShopError("file_unreadable", file=path.name, reason="damaged_excel") from error


def _rows(sheet: Any) -> Iterator[list[str]]:
    # The size that a file claims for its sheet is often wrong.
    sheet.reset_dimensions()
    for row in sheet.iter_rows():
        yield [_text(cell.value, cell.number_format) if cell.value is not None else "" for cell in row]


def _text(value: object, number_format: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        # Not 1 and 0: a price or a stock must not be made of it.
        return "true" if value else "false"
    if isinstance(value, int | float) and "%" in (number_format or ""):
        # What the sheet shows as 10 % it holds as 0.1.
        return _exact(value, 100)
    if isinstance(value, int):
        # A code shown with leading zeros is a number under the format 00000.
        zeros = number_format if number_format and not number_format.strip("0") else ""
        return str(value).zfill(len(zeros))
    if isinstance(value, float):
        return _exact(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def _exact(value: float, times: int = 1) -> str:
    """Write a number as the sheet shows it, without an exponent: of its 15 digits that Excel itself goes by.

    >>> _exact(6260000000000.0), _exact(0.1 + 0.2), _exact(9.5), _exact(0.0925, 100)
    ('6260000000000', '0.3', '9.5', '9.25')
    """
    text = format(Decimal(format(value, ".15g")) * times, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
