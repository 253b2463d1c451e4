"""What a person who types a password cannot see: Caps Lock, and which language the keyboard is on."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit

_PERSIAN = re.compile("[\u0600-\u06ff\u200c]")
# By name and by number: the enumerations of all languages and of all keys would cost the start 25 ms.
_LANGUAGES = {"fa": "فارسی", "en": "انگلیسی"}
_CAPS_LOCK_KEY = 0x01000024

PERSIAN_LETTERS = "حرف فارسی در رمز هست. اگر رمز شما انگلیسی است، زبان صفحه‌کلید را عوض کنید."
CAPS_LOCK = "\u200f\u2066Caps Lock\u2069 روشن است."


class KeyboardHints(QObject):
    """Watches password fields and writes into a label what may go wrong while one types blind.

    Qt tells no Caps Lock, so it is told from a capital without Shift, and from a small letter with it.
    """

    def __init__(self, label: QLabel, *fields: QLineEdit) -> None:
        super().__init__(label)
        self._label = label
        self._fields = fields
        self._is_caps_on = False
        for field in fields:
            field.installEventFilter(self)
            field.textChanged.connect(self._write)
        QGuiApplication.inputMethod().localeChanged.connect(self._write)
        self._write()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            text = event.text()
            has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if len(text) == 1 and text.isascii() and text.isalpha():
                self._is_caps_on = text.isupper() != has_shift
                self._write()
            elif event.key() == _CAPS_LOCK_KEY:
                # The lock itself cannot be asked: the next letter tells.
                self._is_caps_on = False
                self._write()
        return super().eventFilter(watched, event)

    def _write(self) -> None:
        hints = []
        if self._is_caps_on:
            hints.append(CAPS_LOCK)
        if any(_PERSIAN.search(field.text()) for field in self._fields):
            hints.append(PERSIAN_LETTERS)
        elif language := _LANGUAGES.get(QGuiApplication.inputMethod().locale().name().partition("_")[0]):
            hints.append(f"زبان صفحه‌کلید: {language}")
        self._label.setText("  ".join(hints))
