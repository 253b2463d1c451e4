"""The list of all keys, as the commands themselves state them."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QScrollArea, QWidget

from bakala_desktop.gui.actions import COMMANDS, Command
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child, load_form
from bakala_desktop.gui.icons import put_icon
from bakala_desktop.gui.wrapped_label import WrappedLabel

_GROUPS = (("sell.", "فروش"), ("document.", "سندها"), ("app.", "برنامه"))
_COLUMNS = 2


class Keys(QObject):
    """Shows each key beside what it does; greyed where the user lacks the right. ``closed`` asks for the way back."""

    closed = Signal()

    names: ClassVar = {"back": QPushButton, "area": QScrollArea, "content": QWidget, "grid": QGridLayout}

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.form = load_form("keys", Keys, widgets=(WrappedLabel,))
        self._rights = desk.rights
        self._row = 0
        for prefix, title in _GROUPS:
            self._add_group(title, [c for c in COMMANDS if c.id.startswith(prefix) and c.key])
        self._grid().setRowStretch(self._row, 1)
        back = child(self.form, QPushButton, "back")
        put_icon(back, "arrow-right")
        back.clicked.connect(self.closed)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.form, self.closed.emit)

    def activate(self) -> None:
        """Be ready to scroll by keys."""
        child(self.form, QScrollArea, "area").setFocus()

    def close(self) -> None:
        """There is nothing to wait for."""

    def _grid(self) -> QGridLayout:
        return child(self.form, QGridLayout, "grid")

    def _add_group(self, title: str, commands: list[Command]) -> None:
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        self._grid().addWidget(heading, self._row, 0, 1, 2 * _COLUMNS)
        self._row += 1
        for at, command in enumerate(commands):
            self._add_command(command, self._row + at // _COLUMNS, 2 * (at % _COLUMNS))
        self._row += -(-len(commands) // _COLUMNS)

    def _add_command(self, command: Command, row: int, column: int) -> None:
        key, text = QLabel(command.key_text), QLabel(command.text)
        key.setProperty("role", "badge")
        key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        may = command.permission is None or command.permission in self._rights
        text.setEnabled(may)
        key.setEnabled(may)
        self._grid().addWidget(key, row, column)
        self._grid().addWidget(text, row, column + 1)
        self._grid().setColumnStretch(column + 1, 1)
