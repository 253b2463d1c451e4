"""Typing anywhere on the screen is typing into the search field, unless what has the focus takes text itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class TypeAhead(QObject):
    """Watches widgets that have no use for letters, and gives their letters to the field."""

    def __init__(self, field: QLineEdit, may_take: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._field = field
        self._may_take = may_take

    def watch(self, *widgets: QWidget) -> None:
        """Take letters that are typed into these widgets, or that nothing inside them wanted."""
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        text = event.text()
        is_letter = bool(text) and text.isprintable() and text not in " +-" and not event.modifiers() & _COMMANDS
        if not is_letter or not self._may_take():
            return False
        self._field.setFocus()
        QCoreApplication.sendEvent(self._field, event)
        return True
