"""Figures in narrow columns: made smaller, and at last closer, until every digit has its place."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from bakala_desktop.gui.theme import tabular
from bakala_desktop.gui.widgets.painting import LEFT

LEAST_PIXELS = 11
_LEAST_STRETCH = 40


def fitting(text: str, font: QFont, width: float) -> QFont:
    """Return the font, with digits of equal width, at a size and a closeness at which the text is no wider."""
    result = tabular(font)
    while QFontMetricsF(result).horizontalAdvance(text) > width and result.pixelSize() > LEAST_PIXELS:
        result.setPixelSize(result.pixelSize() - 1)
    stretch = 100
    while QFontMetricsF(result).horizontalAdvance(text) > width and stretch > _LEAST_STRETCH:
        stretch -= 4
        result.setStretch(stretch)
    return result


def draw_figure(
    painter: QPainter, rect: QRectF, text: str, font: QFont, color: str, align: Qt.AlignmentFlag = LEFT
) -> None:
    """Draw an amount or another figure whole: none of its digits may be cut."""
    painter.setFont(fitting(text, font, rect.width()))
    painter.setPen(QColor(color))
    painter.drawText(rect, align, text)
