"""The lines of the cart as a table. Adding or changing one line touches that line alone, however long the
cart is.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from bakala_desktop.domain.money import MoneyUnit, format_amount
from bakala_desktop.domain.order import OrderLine
from bakala_desktop.domain.pricing import Figures
from bakala_desktop.domain.text import persian_digits
from bakala_desktop.gui.table_model import AMOUNT, CENTRE, START

Index = QModelIndex | QPersistentModelIndex
_Shown = tuple[OrderLine, Figures]


class CartColumn(IntEnum):
    """The columns, from the right."""

    TITLE = 0
    QUANTITY = 1
    PRICE = 2
    AMOUNT = 3
    REMOVE = 4


_TITLES = {
    CartColumn.TITLE: "کالا",
    CartColumn.QUANTITY: "تعداد",
    CartColumn.PRICE: "فی",
    CartColumn.AMOUNT: "مبلغ",
    CartColumn.REMOVE: "",
}
_ALIGNS = {
    CartColumn.TITLE: START,
    CartColumn.QUANTITY: CENTRE,
    CartColumn.PRICE: AMOUNT,
    CartColumn.AMOUNT: AMOUNT,
    CartColumn.REMOVE: CENTRE,
}
LINE_ROLE = Qt.ItemDataRole.UserRole
DISCOUNT_ROLE = Qt.ItemDataRole.UserRole + 1


class CartModel(QAbstractTableModel):
    """Order lines with their figures, in the order of the order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Shown] = []
        self._unit = MoneyUnit.RIAL

    def set_lines(self, lines: Sequence[OrderLine], figures: Sequence[Figures]) -> None:
        """Show these lines; tells the views of just the rows that differ from what is shown."""
        rows = list(zip(lines, figures, strict=True))
        same = min(len(rows), len(self._rows))
        if len(rows) < len(self._rows):
            self._drop(rows)
            same = len(rows)
        changed = [at for at in range(same) if rows[at] != self._rows[at]]
        self._rows[:same] = rows[:same]
        for at in changed:
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(CartColumn) - 1))
        if len(rows) > same:
            self.beginInsertRows(QModelIndex(), same, len(rows) - 1)
            self._rows = rows
            self.endInsertRows()

    def set_unit(self, unit: MoneyUnit) -> None:
        """Write amounts in this unit."""
        self._unit = unit
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(CartColumn) - 1))

    def line(self, row: int) -> OrderLine:
        """Return the line of a row. Raises IndexError."""
        return self._rows[row][0]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature; never changed)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(CartColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, figures = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(CartColumn(index.column()), line, figures)
        if role == LINE_ROLE:
            return line
        if role == DISCOUNT_ROLE:
            return self._discount(line, figures)
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.title if index.column() == CartColumn.TITLE else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(CartColumn(index.column()), line, figures)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[CartColumn(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNS[CartColumn(section)]
        return None

    def _drop(self, rows: list[_Shown]) -> None:
        """Take out the rows that are gone: from the first difference on, as many as are missing."""
        missing = len(self._rows) - len(rows)
        first = next((at for at, row in enumerate(rows) if row[0] != self._rows[at][0]), len(rows))
        self.beginRemoveRows(QModelIndex(), first, first + missing - 1)
        del self._rows[first : first + missing]
        self.endRemoveRows()

    def _text(self, column: CartColumn, line: OrderLine, figures: Figures) -> str:
        if column is CartColumn.TITLE:
            return line.title
        if column is CartColumn.QUANTITY:
            return line.quantity.for_eyes()
        if column is CartColumn.PRICE:
            return format_amount(line.unit_price, self._unit)
        if column is CartColumn.AMOUNT:
            # Like the unit price beside it: with VAT where that includes VAT, else without.
            return format_amount(figures.total if line.price_includes_vat else figures.net, self._unit)
        return ""

    def _discount(self, line: OrderLine, figures: Figures) -> str:
        if line.discount is None:
            return ""
        if line.discount.percent is not None:
            return f"تخفیف {persian_digits(f'{line.discount.percent.normalize():f}'.replace('.', '٫'))}٪"
        return f"تخفیف {format_amount(figures.discount, self._unit)}"

    def _spoken(self, column: CartColumn, line: OrderLine, figures: Figures) -> str:
        if column is CartColumn.REMOVE:
            return f"حذف {line.title}"
        if column is CartColumn.QUANTITY:
            return f"{line.quantity.for_eyes()} {line.unit}"
        return self._text(column, line, figures)
