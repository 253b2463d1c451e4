"""A label of several lines that begin at one edge: Qt's own leaves the space at the end of a line before it, where
a text runs from right to left.

The sign-in has such labels, and Qt's enumerations cost a start 30 ms: what needs them is loaded with the first text.
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

_WIDEST_HINT = 420


class WrappedLabel(QLabel):
    """Like QLabel for plain text with word wrap; it asks for the height that its width needs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if not self.text():
            return self.minimumHeight()
        from bakala_desktop.gui.wrapped_lines import height_of

        margins = self.contentsMargins()
        height = height_of(self, width - margins.left() - margins.right())
        return max(self.minimumHeight(), round(height + 0.5) + margins.top() + margins.bottom())

    def sizeHint(self) -> QSize:
        width = min(self.fontMetrics().horizontalAdvance(self.text()) + 4, _WIDEST_HINT)
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.minimumHeight() or self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.text():
            from bakala_desktop.gui.wrapped_lines import draw

            draw(self)
