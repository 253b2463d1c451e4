"""The cart: one row a line, with its stepper and its bin; fixed heights, so that a thousand lines scroll
like five.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from bakala_desktop.domain.order import OrderLine
from bakala_desktop.domain.quantity import ONE
from bakala_desktop.gui.icons import draw_icon
from bakala_desktop.gui.theme import Colors, current_colors
from bakala_desktop.gui.widgets.cart_model import DISCOUNT_ROLE, LINE_ROLE, CartColumn, CartModel
from bakala_desktop.gui.widgets.painting import (
    CENTER,
    TwoLines,
    draw_amount,
    draw_card,
    draw_line,
    sized,
)

ROW_HEIGHT = 56
_WIDTHS = {
    CartColumn.QUANTITY: 142,
    CartColumn.PRICE: 104,
    CartColumn.AMOUNT: 116,
    CartColumn.REMOVE: 46,
}
_NARROW = 520
"""Below this width unit price and bin make room for the title; the stepper shows a bin at the last piece then."""
_NARROW_AMOUNT = 98
_TARGET = 44
_BUTTON = 34

EMPTY_TEXT = "سبد خرید شما خالی است."
EMPTY_HINT = "کالا را اسکن کنید یا نام آن را جستجو کنید."


def part_at(rect: QRect, column: int, point: QPoint) -> str:
    """Name what lies under a point of a cell: ``more``, ``less``, ``remove`` or "" ."""
    if column == CartColumn.REMOVE:
        return "remove"
    if column != CartColumn.QUANTITY:
        return ""
    if point.x() >= rect.right() - _TARGET:
        return "more"
    return "less" if point.x() <= rect.left() + _TARGET else ""


def is_last_piece(line: OrderLine) -> bool:
    """Whether one step less would leave nothing of the line: its minus takes the line out then."""
    return line.quantity <= ONE


class _CartDelegate(QStyledItemDelegate):
    def __init__(self, view: CartView) -> None:
        super().__init__(view)
        self.view = view
        self._titles = TwoLines()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        colors = current_colors()
        rect = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colors.accent_soft))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(colors.border))
        if index.column() == CartColumn.TITLE:
            self._draw_title(painter, rect.adjusted(6, 3, -12, -4), option.font, index, colors)
        elif index.column() == CartColumn.QUANTITY:
            self._draw_stepper(painter, rect, option.font, index, colors)
        elif index.column() == CartColumn.REMOVE:
            side = QRectF(rect.center().x() - 9, rect.center().y() - 9, 18, 18)
            draw_icon(painter, side, "trash-2", colors.subdued)
        else:
            self._draw_amount(painter, rect, option.font, index, colors)
        painter.restore()

    def _draw_title(
        self,
        painter: QPainter,
        rect: QRectF,
        font: QFont,
        index: QModelIndex | QPersistentModelIndex,
        colors: Colors,
    ) -> None:
        title, discount = index.data(), index.data(DISCOUNT_ROLE)
        title_font = sized(font, 15, QFont.Weight.Medium)
        if discount:
            top, bottom = QRectF(rect), QRectF(rect)
            top.setHeight(rect.height() / 2)
            bottom.setTop(top.bottom())
            draw_line(painter, top, title, title_font, colors.text)
            draw_line(painter, bottom, discount, sized(font, 13), colors.success)
            return
        if self._titles.count(title, title_font, int(rect.width())) == 1:
            draw_line(painter, rect, title, title_font, colors.text)
        else:
            self._titles.draw(painter, rect, title, title_font, colors.text)

    def _draw_stepper(
        self,
        painter: QPainter,
        rect: QRectF,
        font: QFont,
        index: QModelIndex | QPersistentModelIndex,
        colors: Colors,
    ) -> None:
        middle = rect.center().y() - 0.5
        ends = self.view.isColumnHidden(CartColumn.REMOVE) and is_last_piece(index.data(LINE_ROLE))
        less = "trash-2" if ends else "minus"
        for name, x in (("plus", rect.right() - _TARGET / 2), (less, rect.left() + _TARGET / 2)):
            box = QRectF(x - _BUTTON / 2, middle - _BUTTON / 2, _BUTTON, _BUTTON)
            draw_card(painter, box, colors.card, colors.field_border, 1, 8)
            draw_icon(painter, box.adjusted(9, 9, -9, -9), name, colors.text)
        number = rect.adjusted(_TARGET, 0, -_TARGET, -1)
        draw_amount(painter, number, index.data(), sized(font, 17, QFont.Weight.Bold), colors.text, CENTER)

    def _draw_amount(
        self,
        painter: QPainter,
        rect: QRectF,
        font: QFont,
        index: QModelIndex | QPersistentModelIndex,
        colors: Colors,
    ) -> None:
        is_total = index.column() == CartColumn.AMOUNT
        weight = QFont.Weight.Bold if is_total else QFont.Weight.Normal
        color = colors.text if is_total else colors.subdued
        draw_amount(painter, rect.adjusted(8, 0, -6, -1), index.data(), sized(font, 15, weight), color)


class CartView(QTableView):
    """The lines of an order. What a press means is decided by whoever listens; rows count from 0.

    ``stepped(row, ±1)``; ``quantity_asked(row)`` (Enter, double click); ``removed(row)`` (bin, Delete, the last piece).
    """

    stepped = Signal(int, int)
    quantity_asked = Signal(int)
    removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cart = CartModel(self)
        self.setModel(self.cart)
        self.setItemDelegate(_CartDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setAccessibleName("سبد خرید")
        self._set_up_headers()

    @property
    def current_row(self) -> int | None:
        """The row that commands act on, or None in an empty cart."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def mark_row(self, row: int) -> None:
        """Make a row the current one and bring it into sight."""
        self.setCurrentIndex(self.cart.index(row, CartColumn.TITLE))
        self.scrollTo(self.currentIndex())

    def step(self, steps: int) -> None:
        """Move the mark by so many rows, from outside."""
        last = self.cart.rowCount() - 1
        if last >= 0:
            self.mark_row(min(max((self.current_row or 0) + steps, 0), last))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.current_row, event.key()
        if row is None:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Plus:
            self.stepped.emit(row, 1)
        elif key == Qt.Key.Key_Minus and not is_last_piece(self.cart.line(row)):
            self.stepped.emit(row, -1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Minus):
            self.removed.emit(row)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.quantity_asked.emit(row)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        part = part_at(self.visualRect(index), index.column(), point)
        if part == "remove" or (part == "less" and is_last_piece(self.cart.line(index.row()))):
            self.removed.emit(index.row())
        elif part:
            self.stepped.emit(index.row(), 1 if part == "more" else -1)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for a quantity; a quick second press on a stepper is just another step, told by its release."""
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        point = event.position().toPoint()
        if not part_at(self.visualRect(index), index.column(), point):
            self.quantity_asked.emit(index.row())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.cart.rowCount():
            self._draw_empty()

    def resizeEvent(self, event: QResizeEvent) -> None:
        is_narrow = self.width() < _NARROW
        self.setColumnHidden(CartColumn.PRICE, is_narrow)
        self.setColumnHidden(CartColumn.REMOVE, is_narrow)
        amount = _NARROW_AMOUNT if is_narrow else _WIDTHS[CartColumn.AMOUNT]
        self.horizontalHeader().resizeSection(CartColumn.AMOUNT, amount)
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 2 * ROW_HEIGHT)

    def _set_up_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionResizeMode(CartColumn.TITLE, QHeaderView.ResizeMode.Stretch)
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        columns.setMinimumSectionSize(40)
        for column, width in _WIDTHS.items():
            columns.resizeSection(column, width)

    def _draw_empty(self) -> None:
        colors = current_colors()
        area = QRectF(self.viewport().rect())
        middle = area.center()
        painter = QPainter(self.viewport())
        if area.height() > 150:
            draw_icon(painter, QRectF(middle.x() - 24, middle.y() - 64, 48, 48), "shopping-cart", colors.subdued)
        first = QRectF(area.left(), middle.y() - 6, area.width(), 30)
        draw_line(painter, first, EMPTY_TEXT, sized(self.font(), 17, QFont.Weight.Bold), colors.text, CENTER)
        draw_line(painter, first.translated(0, 32), EMPTY_HINT, sized(self.font(), 14), colors.subdued, CENTER)
        painter.end()
