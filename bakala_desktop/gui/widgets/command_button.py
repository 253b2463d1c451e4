"""A small button of a grid of commands: its icon and name, and under them its key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QWidget

from bakala_desktop.gui.actions import Command
from bakala_desktop.gui.icons import draw_icon
from bakala_desktop.gui.theme import current_colors
from bakala_desktop.gui.widgets.painting import CENTER, sized

_ICON, _GAP, _SIDE = 16, 5, 6
_NAME, _LEAST_NAME, _KEY = 14, 11, 11
HEIGHT = 50


class CommandButton(QPushButton):
    """Shows the command that it is given; the style sheet draws its frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._command: Command | None = None
        self.setMinimumSize(52, HEIGHT)
        self.setMaximumHeight(HEIGHT)

    def set_command(self, command: Command) -> None:
        """Take over the command's name, icon and key."""
        self._command = command
        self.setAccessibleName(command.text)
        self.setToolTip(command.label)
        self.update()

    def set_refusal(self, why: str) -> None:
        """Tell on hovering, and to who listens, why the command is grey; with "" only what it is called."""
        called = self._command.label if self._command is not None else ""
        self.setToolTip(f"{called}\n{why}" if why else called)
        self.setAccessibleDescription(why)

    def sizeHint(self) -> QSize:
        return QSize(78, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(52, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        # The style would put both in the middle.
        option.text, option.icon = "", QIcon()
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        if self._command is not None:
            self._draw(painter, self._command)
        painter.end()

    def _draw(self, painter: QPainter, command: Command) -> None:
        colors = current_colors()
        is_primary = self.property("kind") == "primary"
        color = (colors.on_accent if is_primary else colors.text) if self.isEnabled() else colors.disabled
        box = QRectF(self.rect()).adjusted(_SIDE, 4, -_SIDE, -4)
        top = QRectF(box.left(), box.top(), box.width(), box.height() * 0.58)
        font = sized(self.font(), _NAME, self.font().Weight.Medium)
        room = box.width() - _ICON - _GAP
        while QFontMetricsF(font).horizontalAdvance(command.text) > room and font.pixelSize() > _LEAST_NAME:
            font.setPixelSize(font.pixelSize() - 1)
        width = QFontMetricsF(font).horizontalAdvance(command.text)
        has_icon = bool(command.icon) and width <= room
        whole = width + (_ICON + _GAP if has_icon else 0)
        right = top.center().x() + whole / 2
        if has_icon:
            draw_icon(painter, QRectF(right - _ICON, top.center().y() - _ICON / 2, _ICON, _ICON), command.icon, color)
        painter.setFont(font)
        painter.setPen(color)
        name = QRectF(top.center().x() - whole / 2, top.top(), width + 1, top.height())
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter, command.text)
        painter.setFont(sized(self.font(), _KEY))
        painter.setPen(color if is_primary or not self.isEnabled() else colors.subdued)
        painter.drawText(
            QRectF(box.left(), top.bottom(), box.width(), box.bottom() - top.bottom()), CENTER, command.key
        )
