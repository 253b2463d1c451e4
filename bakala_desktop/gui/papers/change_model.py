"""The lines of an invoice as a table to type into: what comes back of each, or how each is corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from bakala_desktop.domain.changes import LineChange, corrected_line, returned_line
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import MoneyUnit, format_amount
from bakala_desktop.gui.papers.change_drafts import LineDraft
from bakala_desktop.gui.papers.change_jobs import Asked
from bakala_desktop.gui.table_model import AMOUNT, START, WIDTH, Index
from bakala_desktop.gui.widgets.line_table import FIELD, TOUCHED, CellField

_NOTHING = "—"


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its title, what it shows, and the field of the draft that is typed into it, "" where none is."""

    title: str
    text: Callable[[LineDraft, MoneyUnit], str]
    field: str = ""
    is_text: bool = False
    width: int = 112


def _title(draft: LineDraft, unit: MoneyUnit) -> str:
    return draft.line.title


def _left(draft: LineDraft, unit: MoneyUnit) -> str:
    return f"{draft.left.for_eyes()} {draft.line.unit}"


def _returned(draft: LineDraft, unit: MoneyUnit) -> str:
    return draft.quantity.for_eyes() if draft.quantity else _NOTHING


def _given_back(draft: LineDraft, unit: MoneyUnit) -> str:
    if not draft.quantity:
        return _NOTHING
    try:
        return format_amount(returned_line(draft.line, draft.left_e8, draft.quantity).figures.total, unit)
    except ShopError:
        return _NOTHING


def _quantity(draft: LineDraft, unit: MoneyUnit) -> str:
    return (draft.quantity or draft.line.quantity).for_eyes()


def _price(draft: LineDraft, unit: MoneyUnit) -> str:
    price = draft.line.price if draft.unit_price is None else draft.unit_price
    return _NOTHING if price is None else format_amount(price, unit)


def _discount(draft: LineDraft, unit: MoneyUnit) -> str:
    return format_amount(draft.line.figures.discount if draft.discount is None else draft.discount, unit)


def _corrected(draft: LineDraft, unit: MoneyUnit) -> str:
    change = LineChange(draft.quantity, draft.unit_price, draft.discount) if draft.is_touched else None
    try:
        return format_amount(corrected_line(draft.line, change).figures.total, unit)
    except ShopError:
        return _NOTHING


_COLUMNS = {
    Asked.NOTHING: (),
    Asked.RETURNED: (
        _Column("کالا", _title, is_text=True),
        _Column("مانده", _left, width=92),
        _Column("برگشت", _returned, "quantity", width=92),
        _Column("مبلغ برگشتی", _given_back),
    ),
    Asked.CORRECTED: (
        _Column("کالا", _title, is_text=True),
        _Column("تعداد", _quantity, "quantity", width=76),
        _Column("قیمت واحد", _price, "unit_price"),
        _Column("تخفیف", _discount, "discount", width=100),
        _Column("جمع با مالیات", _corrected),
    ),
}


class ChangeModel(QAbstractTableModel):
    """Holds the drafts. ``changed`` follows each value that was typed, ``refused`` carries why one is none."""

    changed = Signal()
    refused = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[_Column, ...] = ()
        self._asked = Asked.NOTHING
        self._unit = MoneyUnit.RIAL
        self.drafts: list[LineDraft] = []

    def start(self, asked: Asked, drafts: Sequence[LineDraft], unit: MoneyUnit) -> None:
        """Begin with untouched lines."""
        self.beginResetModel()
        self._asked, self._columns, self._unit = asked, _COLUMNS[asked], unit
        self.drafts = list(drafts)
        self.endResetModel()

    def take_all(self) -> None:
        """Let all that is left come back."""
        for draft in self.drafts:
            draft.quantity = draft.left
        self._tell(0, len(self.drafts) - 1)

    def toggle_all(self, row: int) -> None:
        """Let all that is left of one line come back, or nothing of it."""
        if self._asked is Asked.RETURNED:
            draft = self.drafts[row]
            draft.quantity = None if draft.quantity == draft.left else draft.left
            self._tell(row, row)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature; never changed)
        return 0 if parent.isValid() else len(self.drafts)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        column = self._columns[index.column()] if index.isValid() else None
        if column is None or not column.field:
            return flags
        # A line of the first version of documents holds no price that could be changed.
        has_value = column.field != "unit_price" or self.drafts[index.row()].line.price is not None
        return flags | Qt.ItemFlag.ItemIsEditable if has_value else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, draft = self._columns[index.column()], self.drafts[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(draft, self._unit)
        if role == Qt.ItemDataRole.ToolTipRole and column.is_text:
            return draft.line.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return START if column.is_text else AMOUNT
        if role == FIELD and column.field:
            return self._field(column.field, draft)
        if role == TOUCHED:
            return bool(column.field) and getattr(draft, column.field) is not None
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take over a typed value: a Quantity or an amount of rials, None for nothing, or the ShopError it raised."""
        if isinstance(value, ShopError):
            self.refused.emit(value)
            return False
        draft, field = self.drafts[index.row()], self._columns[index.column()].field
        setattr(draft, field, None if value == self._standing(draft, field) else value)
        self._tell(index.row(), index.row())
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical or section >= len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return START if self._columns[section].is_text else AMOUNT
        return self._columns[section].width if role == WIDTH else None

    def _standing(self, draft: LineDraft, field: str) -> object:
        """What stands in the invoice: typing it again changes nothing. A return has nothing that stands."""
        if self._asked is Asked.RETURNED:
            return None
        line = draft.line
        return {"quantity": line.quantity, "unit_price": line.price, "discount": line.figures.discount}[field]

    def _field(self, field: str, draft: LineDraft) -> CellField:
        value = getattr(draft, field)
        if value is None:
            value = self._standing(draft, field)
        if field == "quantity":
            return CellField(value, None, draft.line.is_measured, draft.line.unit)
        return CellField(value, self._unit)

    def _tell(self, first: int, last: int) -> None:
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))
            self.changed.emit()
