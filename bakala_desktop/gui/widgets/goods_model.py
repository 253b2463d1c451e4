"""The goods that are shown to choose from, a batch at a time, and which of them are in the cart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from bakala_desktop.domain.money import MoneyUnit, format_amount
from bakala_desktop.domain.product import Product, ProductId
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.gui.widgets.number_edit import UNIT_NAMES

Index = QModelIndex | QPersistentModelIndex

BATCH = 120
"""How many rows the view is told of at once; it asks for more when it is scrolled to their end."""


class GoodsRole(IntEnum):
    """What a delegate asks for beside the text."""

    PRODUCT = Qt.ItemDataRole.UserRole
    PRICE = Qt.ItemDataRole.UserRole + 1
    IN_CART = Qt.ItemDataRole.UserRole + 2
    IS_OUT = Qt.ItemDataRole.UserRole + 3


class GoodsModel(QAbstractListModel):
    """Products in the order in which they were found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._goods: tuple[Product, ...] = ()
        self._shown = 0
        self._in_cart: dict[ProductId, str] = {}
        self._unit = MoneyUnit.RIAL

    def set_goods(self, goods: Sequence[Product]) -> None:
        """Show these goods instead."""
        self.beginResetModel()
        self._goods = tuple(goods)
        self._shown = min(BATCH, len(self._goods))
        self.endResetModel()

    def append_goods(self, goods: Sequence[Product]) -> None:
        """Show more goods after those that are there; what is marked stays marked."""
        was_all_shown = self._shown == len(self._goods)
        self._goods = (*self._goods, *goods)
        if was_all_shown and self.canFetchMore(QModelIndex()):
            self.fetchMore(QModelIndex())

    def set_in_cart(self, quantities: Mapping[ProductId, Quantity]) -> None:
        """Mark the goods that are in the cart with their quantity; only rows that change are drawn anew."""
        marks = {product_id: quantity.for_eyes() for product_id, quantity in quantities.items()}
        changed = {key for key, _ in marks.items() ^ self._in_cart.items()}
        self._in_cart = marks
        if not changed:
            return
        for row in range(self._shown):
            if self._goods[row].id in changed:
                self.dataChanged.emit(self.index(row), self.index(row), [int(GoodsRole.IN_CART)])

    def set_unit(self, unit: MoneyUnit) -> None:
        """Write prices in this unit."""
        if unit is not self._unit:
            self._unit = unit
            self.beginResetModel()
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature; never changed)
        return 0 if parent.isValid() else self._shown

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._shown < len(self._goods)

    def fetchMore(self, parent: Index) -> None:
        until = min(self._shown + BATCH, len(self._goods))
        self.beginInsertRows(QModelIndex(), self._shown, until - 1)
        self._shown = until
        self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        product = self._goods[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return product.title
        if role == GoodsRole.PRODUCT:
            return product
        if role == GoodsRole.PRICE:
            return format_amount(product.price, self._unit)
        if role == GoodsRole.IN_CART:
            return self._in_cart.get(product.id, "")
        if role == GoodsRole.IS_OUT:
            return is_out(product)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(product)
        return None

    def _spoken(self, product: Product) -> str:
        parts = [product.title, f"{format_amount(product.price, self._unit)} {UNIT_NAMES[self._unit]}"]
        if is_out(product):
            parts.append("ناموجود")
        if product.id in self._in_cart:
            parts.append(f"{self._in_cart[product.id]} در سبد")
        return "، ".join(parts)


def is_out(product: Product) -> bool:
    """Whether the stock is counted and there is none; it may still be sold unless the shop forbids it."""
    return product.stock_e8 is not None and product.stock_e8 <= 0
