"""An icon that stands by itself: drawn when it is painted, so that it follows the theme and stays sharp."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bakala_desktop.gui.icons import draw_icon
from bakala_desktop.gui.theme import current_colors


class IconLabel(QWidget):
    """Draws the icon that its form names: dynamic properties ``icon``, ``color`` (a role of the theme), ``side``."""

    def sizeHint(self) -> QSize:
        side = int(self.property("side") or 24)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        name = self.property("icon")
        if not name:
            return
        painter = QPainter(self)
        color = str(getattr(current_colors(), self.property("color") or "text"))
        side = self.sizeHint().width()
        middle = QRectF(self.rect()).center()
        draw_icon(painter, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), name, color)
        painter.end()
