"""Tables from files: .csv in UTF-8 or Windows-1256 with comma, semicolon or tab, and .xlsx (interface.md, «import»).

What cannot be read without doubt is refused; nothing is ever taken in garbled.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Sequence
from io import StringIO
from pathlib import Path

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.table import Table, column_name

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_DELIMITERS = (",", ";", "\t")
_LONGEST_FIELD = 10_000_000

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NON_ASCII = re.compile("[^\x00-\x7f]")
# Letters, digits and signs of Arabic script, half-space and direction marks, and the punctuation of Persian typing.
_PERSIAN = re.compile("[\u0600-\u06ff\u200c-\u200f\u00a0«»–—‘’“”…×÷°·•±®©™½¼¾²³]")
_UTF8_PAIR = re.compile(rb"[\xd8-\xdb][\x80-\xbf]")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")


def read_table(path: Path, known: Collection[str]) -> Table:
    """Read the table of a file; ``known`` columns tell which separator is meant.

    Raises ShopError ``file_unreadable`` (also for what is no table at all), ``encoding_unknown``, ``table_empty``.
    """
    try:
        start = _first_bytes(path)
        if start.startswith(_OLD_EXCEL):
            raise ShopError("file_unreadable", file=path.name, reason="old_excel")
        if start.startswith(_ZIP):
            from bakala_desktop.devices.excel_file import read_sheet

            rows: Iterable[Sequence[str]] = read_sheet(path)
        else:
            rows = _csv_rows(path, path.read_bytes(), known)
    except OSError as error:
        raise ShopError("file_unreadable", file=path.name, detail=error.strerror or "") from error
    return _table(path, rows)


def _first_bytes(path: Path) -> bytes:
    if not path.is_file():
        reason = "not_a_file" if path.exists() else "not_found"
        raise ShopError("file_unreadable", file=path.name, reason=reason)
    with path.open("rb") as file:
        return file.read(8)


def _table(path: Path, rows: Iterable[Sequence[str]]) -> Table:
    filled = [(number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    if not filled:
        raise ShopError("table_empty", file=path.name)
    (_, header), *body = filled
    return Table(header, [row for _, row in body], [number for number, _ in body])


def decode(content: bytes) -> str:
    """Return the text of a file in UTF-8 or Windows-1256.

    Raises ShopError ``encoding_unknown`` where neither gives Persian text: UTF-8 with a broken place would be garbled
    by any other reading, and Windows-1256 gives every byte some letter.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        high = len(_HIGH_BYTE.findall(content))
        if len(_UTF8_PAIR.findall(content)) * 2 > high / 2:
            raise ShopError("encoding_unknown", reason="broken_utf8", position=error.start) from error
        text = content.decode("cp1256")
        persian, foreign = len(_PERSIAN.findall(text)), len(_NON_ASCII.findall(text))
        if persian < foreign * 0.9:
            raise ShopError("encoding_unknown") from error
    control = _CONTROLS.search(text)
    if control:
        # Its row as a spreadsheet counts it, but for cells of several lines.
        row = text.count("\n", 0, control.start()) + 1
        raise ShopError("file_unreadable", reason="not_a_text", row=row)
    return text


def _csv_rows(path: Path, content: bytes, known: Collection[str]) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        text = decode(content)
    except ShopError as error:
        raise ShopError(error.code, **{**error.data, "file": path.name}) from error
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text, known), strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as error:
        raise ShopError("file_unreadable", file=path.name, row=len(rows) + 1, reason="bad_quotes") from error
    return rows


def _delimiter(text: str, known: Collection[str]) -> str:
    """Return the separator under which the first line shows most known columns."""
    first = next((line.strip("\r\n") for line in StringIO(text, newline="") if line.strip()), "")

    def score(delimiter: str) -> int:
        cells = next(csv.reader([first], delimiter=delimiter), [])
        return sum(column_name(cell) in known for cell in cells)

    return max(_DELIMITERS, key=score)
