"""Drawing by hand for the delegates: cards, badges, Persian text on one line or two, amounts that always fit."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from bakala_desktop.gui.theme import tabular

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter

_LEAST_PIXELS = 10
_KEPT = 800


def sized(font: QFont, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the font at another size and weight."""
    result = QFont(font)
    result.setPixelSize(pixels)
    result.setWeight(weight)
    return result


def draw_card(painter: QPainter, rect: QRectF, fill: str, border: str, width: float = 1, radius: float = 10) -> None:
    """Draw a rounded rectangle whose border lies inside ``rect``."""
    half = width / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(border), width))
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def draw_line(
    painter: QPainter, rect: QRectF, text: str, font: QFont, color: str, align: Qt.AlignmentFlag = RIGHT
) -> None:
    """Draw one line of text, cut with «…» where it is too long."""
    painter.setFont(font)
    painter.setPen(QColor(color))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, align, shown)


def draw_amount(
    painter: QPainter, rect: QRectF, text: str, font: QFont, color: str, align: Qt.AlignmentFlag = LEFT
) -> None:
    """Draw an amount, smaller where it is too long: a figure must never be cut."""
    fitting = tabular(font)
    while QFontMetricsF(fitting).horizontalAdvance(text) > rect.width() and fitting.pixelSize() > _LEAST_PIXELS:
        fitting.setPixelSize(fitting.pixelSize() - 1)
    painter.setFont(fitting)
    painter.setPen(QColor(color))
    painter.drawText(rect, align, text)


class TwoLines:
    """Titles laid out on at most two lines, from the right whatever letter they begin with; remembered until
    forgotten.

    Qt's own wrapping indents each right-to-left line by its trailing space, so each line is a layout of its
    own.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, int], tuple[QTextLayout, ...]] = OrderedDict()

    def draw(self, painter: QPainter, rect: QRectF, text: str, font: QFont, color: str) -> None:
        """Draw the title at the top of ``rect``; of two lines at most."""
        lines = self._lines(text, font, int(rect.width()))
        painter.setPen(QColor(color))
        height = QFontMetricsF(font).height()
        for number, line in enumerate(lines):
            line.draw(painter, QPointF(rect.left(), rect.top() + number * height))

    def count(self, text: str, font: QFont, width: int) -> int:
        """Tell on how many lines the title stands, 1 or 2."""
        return len(self._lines(text, font, width))

    def _lines(self, text: str, font: QFont, width: int) -> tuple[QTextLayout, ...]:
        key = (text, font.key(), width)
        lines = self._kept.get(key)
        if lines is None:
            lines = self._kept[key] = _lay_out(text, font, width)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return lines


def _lay_out(text: str, font: QFont, width: int) -> tuple[QTextLayout, ...]:
    first_end = _first_break(text, font, width)
    if first_end >= len(text):
        return (_one_line(text, font, width),)
    rest = QFontMetricsF(font).elidedText(text[first_end:].strip(), Qt.TextElideMode.ElideRight, width)
    return (_one_line(text[:first_end].rstrip(), font, width), _one_line(rest, font, width))


def _first_break(text: str, font: QFont, width: int) -> int:
    """Where the first line ends, in Python characters."""
    layout = QTextLayout(text, font)
    layout.setTextOption(_option())
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    # Qt counts UTF-16 units, and an emoji is two of them.
    return len(text.encode("utf-16-le")[: 2 * line.textLength()].decode("utf-16-le", "ignore"))


def _one_line(text: str, font: QFont, width: int) -> QTextLayout:
    option = _option()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    line.setPosition(QPointF(0, 0))
    layout.endLayout()
    return layout


def _option() -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
