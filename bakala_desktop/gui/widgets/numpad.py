"""A number pad for fingers: its keys go to the field that has the focus, as if they were typed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from bakala_desktop.gui.icons import icon

# Row by row as on every pad, from the left also in Persian; the last entry is how many columns a key takes.
_KEYS = (
    (("۷", "۷"), ("۸", "۸"), ("۹", "۹"), ("delete", "پاک کردن یک رقم")),
    (("۴", "۴"), ("۵", "۵"), ("۶", "۶"), ("clear", "پاک کردن همه")),
    (("۱", "۱"), ("۲", "۲"), ("۳", "۳"), ("enter", "تأیید")),
    (("٫", "ممیز"), ("۰", "۰"), ("۰۰۰", "سه صفر")),
)


class NumPad(QWidget):
    """Sends Persian digits to the focused field. None of its keys takes the focus; ``accepted`` follows its
    Enter.
    """

    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        self.keys: dict[str, QPushButton] = {}
        for row, keys in enumerate(_KEYS):
            for column, (key, title) in enumerate(keys):
                rows = 2 if key == "enter" else 1
                grid.addWidget(self._button(key, title), row, column, rows, 1)

    def press(self, key: str) -> None:
        """Do what a key does: digits and «٫» are typed, ``delete``, ``clear`` and ``enter`` act."""
        target = QApplication.focusWidget()
        if target is None:
            return
        if key == "clear":
            if isinstance(target, QLineEdit):
                target.clear()
        elif key == "delete":
            _send(target, Qt.Key.Key_Backspace, "\b")
        elif key == "enter":
            _send(target, Qt.Key.Key_Return, "\r")
            self.accepted.emit()
        else:
            for char in key:
                _send(target, Qt.Key(0), char)

    def _button(self, key: str, title: str) -> QPushButton:
        drawings = {"delete": "delete", "clear": "x", "enter": "check"}
        button = QPushButton("" if key in drawings else key, self)
        if key in drawings:
            role = "on_accent" if key == "enter" else "text"
            button.setIcon(icon(drawings[key], role))
        button.setProperty("kind", "primary" if key == "enter" else "key")
        button.setAccessibleName(title)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        button.setAutoRepeat(key == "delete")
        button.clicked.connect(lambda: self.press(key))
        self.keys[key] = button
        return button


def _send(target: QWidget, key: Qt.Key, text: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
