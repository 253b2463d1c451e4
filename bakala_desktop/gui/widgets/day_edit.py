"""A field for a day of the Jalali calendar, typed in digits of any script, with or without its slashes."""

from __future__ import annotations

import re
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import format_day, parse_day
from bakala_desktop.domain.text import fold_digits, persian_digits, strip_controls

PLACEHOLDER = "۱۴۰۵/۰۹/۰۱"
_TYPED = re.compile(r"[۰-۹/-]{0,10}")
_WITHOUT_SLASHES = re.compile(r"(\d{4})(\d{2})(\d{2})")
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 30, Qt.Key.Key_PageDown: -30}


class _DayDigits(QValidator):
    """Rewrites digits as Persian ones, and refuses what no day is written with."""

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        shown = persian_digits(strip_controls(text)).replace(".", "/").strip()
        state = QValidator.State.Acceptable if _TYPED.fullmatch(shown) else QValidator.State.Invalid
        return state, shown, min(position, len(shown))


class DayEdit(QLineEdit):
    """A field for one day or none. ``changed`` follows each keystroke; the arrows go to the next day and back."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today: date | None = None
        self._is_tidying = False
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDate)
        self.setPlaceholderText(PLACEHOLDER)
        self.setValidator(_DayDigits(self))
        self.textChanged.connect(self._told)

    def set_today(self, today: date) -> None:
        """Say from which day the arrows begin in an empty field."""
        self._today = today

    def value(self) -> date | None:
        """Return the day, or None where nothing is written. Raises ShopError ``bad_date``."""
        text = fold_digits(self.text()).strip()
        return parse_day(_WITHOUT_SLASHES.sub(r"\1/\2/\3", text)) if text else None

    def set_value(self, day: date | None) -> None:
        """Write a day, or nothing."""
        self.setText("" if day is None else persian_digits(format_day(day)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        day = self._day_or_none() or self._today
        if step is None or day is None:
            super().keyPressEvent(event)
            return
        self.set_value(day + timedelta(days=step) if not self.text() or self._day_or_none() else day)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write a whole day in its one form once it is left."""
        super().focusOutEvent(event)
        day = self._day_or_none()
        if day is not None:
            # The same day in other digits: nothing has changed.
            self._is_tidying = True
            self.set_value(day)
            self._is_tidying = False
        self._mark(self.is_wrong)

    @property
    def is_wrong(self) -> bool:
        """Whether something is written that is no day."""
        return bool(self.text()) and self._day_or_none() is None

    def _day_or_none(self) -> date | None:
        try:
            return self.value()
        except ShopError:
            return None

    def _told(self) -> None:
        # A day that is still being typed is no mistake yet.
        if not self.is_wrong or not self.hasFocus():
            self._mark(self.is_wrong)
        if not self._is_tidying:
            self.changed.emit()

    def _mark(self, is_wrong: bool) -> None:
        if bool(self.property("wrong")) != is_wrong:
            self.setProperty("wrong", is_wrong)
            self.style().unpolish(self)
            self.style().polish(self)
