"""Customers to choose from: the name, what kind of person it is, and the numbers by which they are known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bakala_desktop.domain.customer import Customer, PartyKind, missing_for_counter_sale
from bakala_desktop.domain.text import isolate_ltr, persian_digits
from bakala_desktop.gui.icons import draw_icon
from bakala_desktop.gui.messages import missing_fields
from bakala_desktop.gui.theme import current_colors
from bakala_desktop.gui.widgets.painting import draw_card, draw_line, sized
from bakala_desktop.gui.widgets.pick_list import PickList

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 60
_CUSTOMER = Qt.ItemDataRole.UserRole
_ICONS = {PartyKind.NATURAL: "user", PartyKind.LEGAL: "building"}


def numbers_of(customer: Customer) -> str:
    """Return the customer's numbers for the eye, each from left to right."""
    numbers = (customer.identity, customer.mobile or customer.phone)
    return " · ".join(isolate_ltr(persian_digits(number)) for number in numbers if number)


class CustomerModel(QAbstractListModel):
    """Customers in the order in which they were found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._customers: tuple[Customer, ...] = ()

    def set_customers(self, customers: Sequence[Customer]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._customers = tuple(customers)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature; never changed)
        return 0 if parent.isValid() else len(self._customers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        customer = self._customers[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return customer.display_name
        if role == _CUSTOMER:
            return customer
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{customer.display_name}، {numbers_of(customer)}"
        return None


class _CustomerDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colors = current_colors()
        card = QRectF(option.rect).adjusted(2, 2, -2, -2)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        customer: Customer = index.data(_CUSTOMER)
        painter.save()
        fill = colors.accent_soft if is_current else colors.hover if is_hovered else colors.card
        draw_card(painter, card, fill, colors.accent if is_current else colors.border, 2 if is_current else 1)
        side = QRectF(card.right() - 38, card.center().y() - 12, 24, 24)
        draw_icon(painter, side, _ICONS[customer.kind], colors.subdued)
        text = card.adjusted(12, 4, -50, -4)
        top, bottom = QRectF(text), QRectF(text)
        top.setHeight(text.height() / 2)
        bottom.setTop(top.bottom())
        draw_line(painter, top, customer.display_name, sized(option.font, 15, option.font.Weight.Medium), colors.text)
        missing = missing_for_counter_sale(customer)
        under = f"کم دارد: {missing_fields(missing)}" if missing else numbers_of(customer)
        draw_line(painter, bottom, under, sized(option.font, 13), colors.warning if missing else colors.subdued)
        painter.restore()


class CustomerView(PickList):
    """A list of customers. ``chosen`` carries the Customer that was clicked or entered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_CUSTOMER, parent)
        self.customers = CustomerModel(self)
        self.setModel(self.customers)
        self.setItemDelegate(_CustomerDelegate(self))
        self.setAccessibleName("مشتریان")

    def show_customers(self, customers: Sequence[Customer]) -> None:
        """Show these and mark the first, which Enter takes."""
        self.customers.set_customers(customers)
        if customers:
            self.setCurrentIndex(self.customers.index(0))
