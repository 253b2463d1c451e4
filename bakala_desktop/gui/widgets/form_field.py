"""A field of a form: its name above, and under it what is wrong or odd about what is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from bakala_desktop.gui.widgets.code_digits import code_of, show_code_digits

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute


class FormField(QWidget):
    """A titled line edit. ``edited`` follows each keystroke. Codes read from left to right, at the right edge."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_code = False
        self.title = QLabel(self)
        self.field = QLineEdit(self)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.setProperty("role", "error")
        self.message.hide()
        self.title.setProperty("role", "hint")
        self.title.setBuddy(self.field)
        # An empty field would follow the keyboard's language, and plain AlignRight is mirrored.
        self.field.setAlignment(_RIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for widget in (self.title, self.field, self.message):
            column.addWidget(widget)
        column.addStretch(1)
        self.setFocusProxy(self.field)
        self.field.textEdited.connect(lambda _: self.edited.emit())

    def set_up(self, title: str, is_code: bool = False) -> None:
        """Name the field, and say whether it holds a code."""
        self.title.setText(title)
        self.field.setAccessibleName(title)
        self.field.setLayoutDirection(Qt.LayoutDirection.LeftToRight if is_code else Qt.LayoutDirection.RightToLeft)
        self._is_code = is_code
        if is_code:
            show_code_digits(self.field)

    @property
    def text(self) -> str:
        """What is written; of a code, with the digits that are stored."""
        return code_of(self.field) if self._is_code else self.field.text()

    def set_text(self, text: str) -> None:
        """Write a text; nothing is announced."""
        self.field.setText(text)

    def say(self, text: str, role: str = "error") -> None:
        """Say what is wrong (role ``error``) or odd (``warning``) about the text, or nothing."""
        is_wrong = bool(text) and role == "error"
        if self.message.property("role") != role:
            self.message.setProperty("role", role)
            _polish(self.message)
        if self.field.property("wrong") != is_wrong:
            self.field.setProperty("wrong", is_wrong)
            _polish(self.field)
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.field.setAccessibleDescription(text)


def _polish(widget: QWidget) -> None:
    widget.style().unpolish(widget)
    widget.style().polish(widget)
