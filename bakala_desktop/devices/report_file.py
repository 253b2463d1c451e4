"""A report as an .xlsx file: its table on the first sheet, right to left, with facts and notes on a second one.

Amounts and quantities are numbers, so that an accountant can go on with them. Days are texts as 1405/09/01: they sort
rightly, and no spreadsheet program has the Jalali calendar everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from bakala_desktop.devices.whole_file import write_whole
from bakala_desktop.documents.about import writable
from bakala_desktop.documents.report_cells import NOTHING, TOTAL, subtotal_of
from bakala_desktop.documents.shaping import clean
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import TEHRAN, format_day, shop_day
from bakala_desktop.domain.quantity import SCALE, Quantity
from bakala_desktop.domain.report import Cell, ColumnKind, Report, ReportColumn, ReportFact, Sums

MOST_ROWS = 1_000_000
"""A sheet ends at 1,048,576 rows; the rest is for headings and sums."""

TABLE, SUMMARY = "گزارش", "خلاصه"
_MOST_EXACT = 10**15
"""A spreadsheet keeps 15 digits: a longer number would be changed in silence, and is written as text."""

_LONGEST_TEXT = 32_000
_FORMULA = ("=", "+", "-", "@")
_WHOLE, _PERCENT, _PERCENT_WITH_PARTS = "#,##0", "0%", "0.00%"
_WIDTHS = {ColumnKind.TEXT: 34, ColumnKind.AMOUNT: 20, ColumnKind.SERIAL: 20, ColumnKind.QUANTITY: 14}
_NARROW = 12
_HEAD_ROW = 3


def write_report_xlsx(report: Report, target: Path) -> None:
    """Write the report as an .xlsx file, whole or not at all.

    A text that begins like a formula stays a text. Raises ShopError ``report_too_long`` (rows, most) for more rows than
    a sheet holds, ShopTrouble ``file_unwritable``.
    """
    count = sum(len(group.rows) for group in report.groups)
    if count > MOST_ROWS:
        raise ShopError("report_too_long", rows=count, most=MOST_ROWS)
    write_whole(target, _book(report))


def _book(report: Report) -> bytes:
    # openpyxl costs a start 200 ms, and few calls write such a file.
    from openpyxl import Workbook

    book: Any = Workbook(write_only=True)
    book.properties.title = _text(report.title)
    book.properties.creator = _text(report.made_by)
    _Sheet(book.create_sheet(TABLE), report).write()
    if report.facts or report.notes:
        _write_summary(book.create_sheet(SUMMARY), report)
    whole = BytesIO()
    book.save(whole)
    return whole.getvalue()


class _Sheet:
    """The sheet with the table. What says how it looks must stand in the file before its first row."""

    def __init__(self, sheet: Any, report: Report):
        self._sheet = sheet
        self._report = report

    def write(self) -> None:
        """Write title, headings, rows and sums."""
        report = self._report
        self._prepare()
        self._sheet.append([_cell(self._sheet, report.title, ColumnKind.TEXT, is_bold=True)])
        self._sheet.append([_cell(self._sheet, _about(report), ColumnKind.TEXT)])
        self._append_texts([column.heading for column in report.columns])
        for group in report.groups:
            if group.rows and group.heading:
                self._append_texts([group.heading])
            for row in group.rows:
                self._append(row)
            if group.rows and group.has_subtotal:
                self._append_sums(subtotal_of(group.heading), report.sums_of(group.rows))
        if report.is_empty:
            self._sheet.append([_cell(self._sheet, NOTHING, ColumnKind.TEXT)])
        if report.has_sums:
            self._append_sums(TOTAL, report.totals)

    def _prepare(self) -> None:
        from openpyxl.utils import get_column_letter

        sheet, report = self._sheet, self._report
        sheet.sheet_view.rightToLeft = True
        sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
        for place, column in enumerate(report.columns, 1):
            width = max(_WIDTHS.get(column.kind, _NARROW), min(len(column.heading) + 2, 40))
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
        count = sum(len(group.rows) for group in report.groups)
        if count and not any(group.heading or group.has_subtotal for group in report.groups):
            # Sorting would carry headings and sums of groups away from their rows.
            sheet.auto_filter.ref = f"A{_HEAD_ROW}:{get_column_letter(len(report.columns))}{_HEAD_ROW + count}"

    def _append_texts(self, texts: Sequence[str]) -> None:
        self._sheet.append([_cell(self._sheet, text, ColumnKind.TEXT, is_bold=True) for text in texts])

    def _append(self, row: Sequence[Cell]) -> None:
        self._sheet.append([_cell(self._sheet, cell, column.kind) for cell, column in self._beside(row)])

    def _append_sums(self, title: str, sums: Sums) -> None:
        cells = [_cell(self._sheet, cell, column.kind, is_bold=True) for cell, column in self._beside(sums)]
        cells[0] = _cell(self._sheet, title, ColumnKind.TEXT, is_bold=True)
        self._sheet.append(cells)

    def _beside(self, row: Sequence[Cell]) -> Iterator[tuple[Cell, ReportColumn]]:
        return zip(row, self._report.columns, strict=True)


def _write_summary(sheet: Any, report: Report) -> None:
    """Write the facts, a name and a value a row, then the notes."""
    sheet.sheet_view.rightToLeft = True
    for letter in "AB":
        sheet.column_dimensions[letter].width = _WIDTHS[ColumnKind.TEXT]
    for fact in report.facts:
        sheet.append(_fact(sheet, fact))
    for note in report.notes:
        sheet.append([_cell(sheet, note, ColumnKind.TEXT)])


def _fact(sheet: Any, fact: ReportFact) -> list[Any]:
    return [_cell(sheet, fact.name, ColumnKind.TEXT, is_bold=True), _cell(sheet, fact.value, fact.kind)]


def _about(report: Report) -> str:
    made = report.made_at.astimezone(TEHRAN)
    return " | ".join((*report.subtitles, f"{format_day(shop_day(made))} {made:%H:%M}", report.made_by))


def _cell(sheet: Any, value: Cell, kind: ColumnKind, is_bold: bool = False) -> Any:
    """Return a cell with its value and the format of its kind; without a value there is none."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    if value is None:
        return None
    number, number_format = _number(value, kind)
    if number is None:
        text = _text(format_day(value) if isinstance(value, date) else str(value))
        cell = WriteOnlyCell(sheet, text)
        # Openpyxl takes «=…» for a formula, which whoever opens the file would run; without the prefix a touch of the
        # cell would make it one again.
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_FORMULA)
    else:
        cell = WriteOnlyCell(sheet, number)
        cell.number_format = number_format
    if is_bold:
        cell.font = Font(bold=True)
    return cell


def _number(value: Cell, kind: ColumnKind) -> tuple[int | Decimal | None, str]:
    """Return what a number is in a sheet and how it is shown, or None for a text."""
    if not isinstance(value, int | Quantity):
        return None, ""
    if kind is ColumnKind.QUANTITY:
        e8 = value.e8 if isinstance(value, Quantity) else value
        whole, parts = divmod(abs(e8), SCALE)
        decimals = f"{parts:08d}".rstrip("0")
        shown = f"{_WHOLE}.{'0' * len(decimals)}" if decimals else _WHOLE
        return (Decimal(e8) / SCALE if len(f"{whole}{decimals}") <= 15 else None), shown
    if isinstance(value, Quantity):
        return None, ""
    if kind is ColumnKind.PERCENT:
        return Decimal(value) / 10_000, _PERCENT_WITH_PARTS if value % 100 else _PERCENT
    return (value if abs(value) < _MOST_EXACT else None), _WHOLE


def _text(text: str) -> str:
    """Return a text without what XML and a cell cannot hold."""
    return writable(clean(text))[:_LONGEST_TEXT]
