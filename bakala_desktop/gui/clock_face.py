"""The day and the time of the shop, in words and Persian digits, kept right minute by minute."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from bakala_desktop.domain.jalali import TEHRAN, long_day, shop_day
from bakala_desktop.domain.text import persian_digits
from bakala_desktop.services.shop import Clock


def moment_text(instant: datetime) -> str:
    """Return «چهارشنبه ۴ آذر ۱۴۰۵ · ۱۴:۳۲», in Tehran's time."""
    local = instant.astimezone(TEHRAN)
    return f"{long_day(shop_day(instant))} · {persian_digits(f'{local:%H:%M}')}"


class ClockFace:
    """Writes the time into a label. It wakes once a minute: a till at rest is at rest."""

    def __init__(self, label: QLabel, clock: Clock) -> None:
        self._label = label
        self._clock = clock
        self._timer = QTimer(label, singleShot=True)
        self._timer.timeout.connect(self._write)
        self._write()

    def stop(self) -> None:
        """Wake no more."""
        self._timer.stop()

    def _write(self) -> None:
        now = self._clock.now()
        self._label.setText(moment_text(now))
        self._timer.start(60_000 - now.second * 1000 - now.microsecond // 1000 + 5)
