"""How the till writes the number and the day of a document into its sentences."""

from __future__ import annotations

from datetime import date

from bakala_desktop.domain.jalali import format_day
from bakala_desktop.domain.text import isolate_ltr, persian_digits

_NO_BREAK = "\u2060"


def serial_text(serial: object) -> str:
    """Return a serial for the eye: in Persian digits, in its own order, and never parted at the end of a line."""
    return isolate_ltr(persian_digits(str(serial))).replace("-", f"-{_NO_BREAK}")


def day_text(day: date) -> str:
    """Return a day of the Jalali calendar for the eye, whole in a line that runs from right to left."""
    return isolate_ltr(persian_digits(format_day(day)))
