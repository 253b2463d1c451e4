"""The drawings of ``resources/icons``, in the colour of their place and sharp at every scale.

An icon names the role of its colour, not the colour: it is drawn anew when the theme changes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from bakala_desktop import paths
from bakala_desktop.gui.theme import current_colors

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintDevice
    from PySide6.QtWidgets import QAbstractButton

_GAP = "\u2002"


def icon(name: str, role: str = "text") -> QIcon:
    """Return the drawing ``name`` in the colour that ``role`` has in the theme (a field of ``theme.Colors``).

    Raises FileNotFoundError for an unknown name, at once and not when it is first drawn.
    """
    paths.icon(name)
    return QIcon(_DrawnIcon(name, role))


def put_icon(button: QAbstractButton, name: str, role: str = "text") -> None:
    """Put an icon before a button's text, with a gap: a styled button leaves none where it is right to left."""
    button.setIcon(icon(name, role))
    text = button.text().lstrip(_GAP)
    if text:
        button.setAccessibleName(button.accessibleName() or text)
        button.setText(_GAP + text)


def draw_icon(painter: QPainter, rect: QRect | QRectF, name: str, color: str) -> None:
    """Draw an icon into a square of a delegate or a widget, in ``color`` (#rrggbb)."""
    side = min(rect.width(), rect.height())
    ratio = painter.device().devicePixelRatioF()
    drawing = _drawing(name, color, round(side * ratio))
    left, top = rect.center().x() - side / 2, rect.center().y() - side / 2
    painter.drawImage(QRectF(left, top, side, side), drawing)


@lru_cache(maxsize=256)
def _drawing(name: str, color: str, pixels: int) -> QImage:
    svg = paths.icon(name).read_text("utf-8").replace("currentColor", color)
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    return image


class _DrawnIcon(QIconEngine):
    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        draw_icon(painter, QRectF(rect), self._name, self._color(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        pixmap = QPixmap(size * scale)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        device: QPaintDevice = pixmap
        painter = QPainter(device)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _DrawnIcon(self._name, self._role)

    def _color(self, mode: QIcon.Mode) -> str:
        role = "disabled" if mode == QIcon.Mode.Disabled else self._role
        return str(getattr(current_colors(), role))
