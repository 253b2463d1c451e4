"""Codes for the eye: their digits are Persian as they are typed, pasted or filled in, whatever the keyboard is on."""

from __future__ import annotations

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QLineEdit

from bakala_desktop.domain.text import fold_digits, persian_digits


class _CodeDigits(QValidator):
    """Rewrites digits and refuses nothing. Beside Latin letters, as in an address of mail, they stay Latin."""

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        is_latin = any(char.isascii() and char.isalpha() for char in text)
        return QValidator.State.Acceptable, fold_digits(text) if is_latin else persian_digits(text), position


def show_code_digits(field: QLineEdit) -> None:
    """Let a field show the digits of its code as Persian ones; read it with ``code_of``."""
    field.setValidator(_CodeDigits(field))


def code_of(field: QLineEdit) -> str:
    """Return the code of a field, its digits as they are stored."""
    return fold_digits(field.text()).strip()
