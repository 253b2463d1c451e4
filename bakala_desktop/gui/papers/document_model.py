"""The list of documents as a table that grows as one scrolls: page after page, the newest first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from bakala_desktop.domain.document_filter import DocumentPage, DocumentRow
from bakala_desktop.domain.jalali import format_day, shop_day
from bakala_desktop.domain.money import MoneyUnit, format_amount
from bakala_desktop.domain.text import persian_digits
from bakala_desktop.gui.document_words import DOCUMENT_KINDS, MARKS
from bakala_desktop.gui.sell.paper_words import serial_text
from bakala_desktop.gui.table_model import AMOUNT, START, Index
from bakala_desktop.gui.widgets.document_view import ROW, marks_in_order
from bakala_desktop.gui.widgets.number_edit import UNIT_NAMES

_TITLES = ("نوع", "شماره", "تاریخ", "خریدار", "مبلغ", "صادرکننده")


class DocumentModel(QAbstractTableModel):
    """Holds the rows that were asked for so far; ``ask_more(after)`` is called when the rest is wanted."""

    def __init__(self, ask_more: Callable[[int], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask_more = ask_more
        self._rows: list[DocumentRow] = []
        self._after: int | None = None
        self._is_waiting = False
        self._unit = MoneyUnit.RIAL

    @property
    def is_whole(self) -> bool:
        """Whether no further document fits."""
        return self._after is None

    def set_unit(self, unit: MoneyUnit) -> None:
        """Write amounts in the unit of the screen."""
        self._unit = unit
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 4, 4)
        if self._rows:
            self.dataChanged.emit(self.index(0, 4), self.index(len(self._rows) - 1, 4))

    def show_page(self, page: DocumentPage) -> None:
        """Begin anew with a first page."""
        self.beginResetModel()
        self._rows = list(page.rows)
        self._after, self._is_waiting = page.after, False
        self.endResetModel()

    def add_page(self, page: DocumentPage) -> None:
        """Put the next page under what is there."""
        self._after, self._is_waiting = page.after, False
        if page.rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(page.rows) - 1)
            self._rows += page.rows
            self.endInsertRows()

    def stop_waiting(self) -> None:
        """Ask again when the rest is wanted: the last question failed."""
        self._is_waiting = False

    def row(self, at: int) -> DocumentRow:
        """Return a document. Raises IndexError."""
        return self._rows[at]

    def find(self, serial: str) -> int | None:
        """Return the row of a document, or None where it is not among those shown so far."""
        return next((at for at, row in enumerate(self._rows) if str(row.serial) == serial), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature; never changed)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_TITLES)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._after is not None and not self._is_waiting

    def fetchMore(self, parent: Index) -> None:
        if self._after is not None and not self._is_waiting:
            self._is_waiting = True
            self._ask_more(self._after)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join((self._text(row, index.column()), *self._marks(row))) if index.column() == 0 else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{_TITLES[section]} ({UNIT_NAMES[self._unit]})" if section == 4 else _TITLES[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return AMOUNT if section in (2, 4) else START
        return None

    def _text(self, row: DocumentRow, column: int) -> str:
        if column == 0:
            return DOCUMENT_KINDS[row.kind]
        if column == 1:
            return serial_text(row.serial)
        if column == 2:
            return persian_digits(format_day(shop_day(row.issued_at)))
        if column == 3:
            return row.buyer
        return format_amount(row.payable, self._unit) if column == 4 else row.cashier

    def _tip(self, row: DocumentRow, column: int) -> str:
        if column == 3:
            return "\n".join((row.buyer or "بدون نام خریدار", *self._marks(row)))
        return self._text(row, column)

    def _marks(self, row: DocumentRow) -> tuple[str, ...]:
        return tuple(MARKS[mark] for mark in marks_in_order(row))
