"""Goods to choose from, as tiles or as a list: title, price, what is out of stock, what is in the cart
already.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFont, QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from bakala_desktop.domain.text import isolate_ltr
from bakala_desktop.gui.theme import Colors, current_colors
from bakala_desktop.gui.widgets.goods_model import GoodsModel, GoodsRole
from bakala_desktop.gui.widgets.painting import CENTER, TwoLines, draw_amount, draw_card, draw_line, sized
from bakala_desktop.gui.widgets.pick_list import PickList

TILE_LEAST_WIDTH = 150
TILE_HEIGHT = 108
ROW_HEIGHT = 58
_GAP = 8
_STATE = QStyle.StateFlag


class _GoodsDelegate(QStyledItemDelegate):
    def __init__(self, view: GoodsView) -> None:
        super().__init__(view)
        self._titles = TwoLines()
        self.is_tiled = True
        self.cell = QSize(TILE_LEAST_WIDTH, TILE_HEIGHT)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self.cell

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        colors = current_colors()
        cell = QRectF(option.rect)
        gap = _GAP / 2 if self.is_tiled else 2
        card = cell.adjusted(gap, gap, -gap, -gap)
        is_current = bool(option.state & _STATE.State_Selected)
        is_hovered = bool(option.state & _STATE.State_MouseOver)
        border = colors.accent if is_current else colors.border
        fill = colors.hover if is_hovered or (is_current and not self.is_tiled) else colors.card
        painter.save()
        draw_card(painter, card, fill, border, 2 if is_current else 1)
        draw = self._draw_tile if self.is_tiled else self._draw_row
        draw(painter, card, option.font, index, colors)
        painter.restore()

    def _draw_tile(
        self,
        painter: QPainter,
        card: QRectF,
        font: QFont,
        index: QModelIndex | QPersistentModelIndex,
        colors: Colors,
    ) -> None:
        is_out = index.data(GoodsRole.IS_OUT)
        inner = card.adjusted(12, 9, -12, -9)
        title_font = sized(font, 15, QFont.Weight.Medium)
        in_cart = index.data(GoodsRole.IN_CART)
        # The badge lies over the card's corner: the title leaves it room.
        title = inner.adjusted(14 if in_cart else 0, 0, 0, 0)
        self._titles.draw(painter, title, index.data(), title_font, colors.subdued if is_out else colors.text)
        foot = QRectF(inner.left(), inner.bottom() - 27, inner.width(), 27)
        if is_out:
            foot = self._draw_out(painter, foot, font, colors)
        color = colors.subdued if is_out else colors.accent
        draw_amount(painter, foot, index.data(GoodsRole.PRICE), sized(font, 17, QFont.Weight.Bold), color)
        # On the card's corner, half over its edge.
        corner = QPointF(card.left() - 3, card.top() - 3)
        self._draw_badge(painter, corner, font, in_cart, colors)

    def _draw_row(
        self,
        painter: QPainter,
        card: QRectF,
        font: QFont,
        index: QModelIndex | QPersistentModelIndex,
        colors: Colors,
    ) -> None:
        is_out = index.data(GoodsRole.IS_OUT)
        product = index.data(GoodsRole.PRODUCT)
        inner = card.adjusted(12, 3, -12, -3)
        price = QRectF(inner.left(), inner.top(), 112, inner.height())
        corner = QPointF(price.right() + 4, card.center().y() - 13)
        badge = self._draw_badge(painter, corner, font, index.data(GoodsRole.IN_CART), colors)
        left = corner.x() + badge + 8
        text = QRectF(left, inner.top(), inner.right() - left, inner.height())
        top, bottom = QRectF(text), QRectF(text)
        top.setBottom(text.top() + 27)
        bottom.setTop(text.top() + 27)
        color = colors.subdued if is_out else colors.text
        draw_line(painter, top, index.data(), sized(font, 15, QFont.Weight.Medium), color)
        under = f"{product.unit} · {isolate_ltr(product.sku)}"
        draw_line(painter, bottom, under, sized(font, 13), colors.subdued)
        if is_out:
            self._draw_out(painter, bottom, font, colors, at_left=True)
        color = colors.subdued if is_out else colors.accent
        draw_amount(painter, price, index.data(GoodsRole.PRICE), sized(font, 17, QFont.Weight.Bold), color)

    def _draw_out(self, painter: QPainter, foot: QRectF, font: QFont, colors: Colors, at_left: bool = False) -> QRectF:
        """Draw «ناموجود» and return what is left of the line for the price."""
        label, small = "ناموجود", sized(font, 12, QFont.Weight.Medium)
        width = QFontMetricsF(small).horizontalAdvance(label) + 14
        left = foot.left() if at_left else foot.right() - width
        pill = QRectF(left, foot.center().y() - 10, width, 20)
        draw_card(painter, pill, colors.danger_soft, colors.danger_soft, 1, 9)
        draw_line(painter, pill.adjusted(6, 0, -6, 0), label, small, colors.danger)
        return foot.adjusted(0, 0, -width - 6, 0)

    def _draw_badge(self, painter: QPainter, corner: QPointF, font: QFont, text: str, colors: Colors) -> float:
        """Draw the quantity that is in the cart; returns how wide it is, 0 where there is none."""
        if not text:
            return 0
        bold = sized(font, 14, QFont.Weight.Bold)
        width = max(26.0, QFontMetricsF(bold).horizontalAdvance(text) + 14)
        pill = QRectF(corner.x(), corner.y(), width, 26)
        draw_card(painter, pill, colors.accent, colors.card, 2, 12)
        draw_amount(painter, pill.adjusted(4, 0, -4, 0), text, bold, colors.on_accent, CENTER)
        return width


class GoodsView(PickList):
    """A flat list of goods. ``chosen`` carries the Product that was clicked, tapped or entered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(GoodsRole.PRODUCT, parent)
        self.goods = GoodsModel(self)
        self._delegate = _GoodsDelegate(self)
        self.setModel(self.goods)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setAccessibleName("کالاها")
        self.set_tiled(True)

    @property
    def is_tiled(self) -> bool:
        """Whether the goods are shown as tiles."""
        return self._delegate.is_tiled

    def set_tiled(self, is_tiled: bool) -> None:
        """Show tiles, or a list of rows."""
        self._delegate.is_tiled = is_tiled
        self.setFlow(QListView.Flow.LeftToRight if is_tiled else QListView.Flow.TopToBottom)
        self.setWrapping(is_tiled)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.step(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        """Divide the width evenly, so that no ragged gap stays at the left."""
        width = max(self.viewport().width() - 1, TILE_LEAST_WIDTH)
        columns = width // TILE_LEAST_WIDTH if self.is_tiled else 1
        # The view puts an item of the delegate's size into each cell of the grid: both are the same here.
        self._delegate.cell = QSize(width // columns, TILE_HEIGHT if self.is_tiled else ROW_HEIGHT)
        self.setGridSize(self._delegate.cell)
