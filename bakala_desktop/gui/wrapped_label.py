"""A label of several lines that begin at one edge: Qt's own leaves the space at the end of a line before it, where
a text runs from right to left.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget


class WrappedLabel(QLabel):
    """Like QLabel for plain text with word wrap; it asks for the height that its width needs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        height = self._lay_out(width - margins.left() - margins.right())[1] if self.text() else 0
        return max(self.minimumHeight(), round(height + 0.5) + margins.top() + margins.bottom())

    def sizeHint(self) -> QSize:
        width = min(self.fontMetrics().horizontalAdvance(self.text()) + 4, 420)
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.minimumHeight() or self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        rect = self.contentsRect()
        layout, height = self._lay_out(rect.width())
        is_top = bool(self.alignment() & Qt.AlignmentFlag.AlignTop)
        top = rect.top() if is_top else rect.top() + max(0.0, (rect.height() - height) / 2)
        painter.setPen(self.palette().color(self.foregroundRole()))
        layout.draw(painter, QPointF(rect.left(), top))

    def _lay_out(self, width: int) -> tuple[QTextLayout, float]:
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        is_centred = bool(self.alignment() & Qt.AlignmentFlag.AlignHCenter)
        # Absolute: in a text that runs from right to left, a plain side would be mirrored.
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
        option.setAlignment(Qt.AlignmentFlag.AlignHCenter if is_centred else right)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(self.text(), self.font())
        layout.setTextOption(option)
        height = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, height
