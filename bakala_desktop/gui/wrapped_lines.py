"""Lays a text out in lines that all begin at the right edge, or in the middle, and draws it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QStyle, QStyleOption


def height_of(label: QLabel, width: int) -> float:
    """Return how high the label's text is in lines of this width."""
    return _lay_out(label, width)[1]


def draw(label: QLabel) -> None:
    """Paint the label: its ground as the style sheet says, then its lines."""
    painter = QPainter(label)
    option = QStyleOption()
    option.initFrom(label)
    label.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, label)
    rect = label.contentsRect()
    layout, height = _lay_out(label, rect.width())
    is_top = bool(label.alignment() & Qt.AlignmentFlag.AlignTop)
    top = rect.top() if is_top else rect.top() + max(0.0, (rect.height() - height) / 2)
    painter.setPen(label.palette().color(label.foregroundRole()))
    layout.draw(painter, QPointF(rect.left(), top))


def _lay_out(label: QLabel, width: int) -> tuple[QTextLayout, float]:
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    is_centred = bool(label.alignment() & Qt.AlignmentFlag.AlignHCenter)
    # Absolute: in a text that runs from right to left, a plain side would be mirrored.
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
    option.setAlignment(Qt.AlignmentFlag.AlignHCenter if is_centred else right)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(label.text(), label.font())
    layout.setTextOption(option)
    height = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout, height
