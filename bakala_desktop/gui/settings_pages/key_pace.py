"""Measures how fast keys come while a test code is scanned, before anything recognises or swallows them."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow

PAUSE_MS = 400
"""Keys farther apart than this belong to different scans."""


class KeyPace(QObject):
    """Announces ``rested(keys, mean_gap_ms)`` once a run of printable keys is over."""

    rested = Signal(int, float)

    def __init__(self, application: QCoreApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._times: list[float] = []
        self._is_listening = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._rest)

    def listen(self, is_wanted: bool) -> None:
        """Watch the keys, or no more."""
        if is_wanted and not self._is_listening:
            self._application.installEventFilter(self)
        elif not is_wanted and self._is_listening:
            self._application.removeEventFilter(self)
        self._is_listening = is_wanted
        self._times = []
        self._pause.stop()

    @property
    def count(self) -> int:
        """How many keys the run has so far."""
        return len(self._times)

    @property
    def mean_gap_ms(self) -> float:
        """The mean pause between two keys of the run so far; 0 for a single key."""
        if len(self._times) < 2:
            return 0.0
        return (self._times[-1] - self._times[0]) / (len(self._times) - 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_press = event.type() == QEvent.Type.KeyPress and isinstance(watched, QWindow)
        # Keys that the recogniser gives back come a second time, by sendEvent: not from the window system.
        if is_press and isinstance(event, QKeyEvent) and event.spontaneous() and event.text().isprintable():
            self._times.append(event.timestamp() or time.monotonic() * 1000)
            self._pause.start()
        return False

    def _rest(self) -> None:
        keys, gap = self.count, self.mean_gap_ms
        self._times = []
        self.rested.emit(keys, gap)
