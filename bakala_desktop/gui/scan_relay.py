"""Passes scans on to the sell screen while it is in front, and tells the window of those that come elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from bakala_desktop.domain.till_settings import TillSettings
from bakala_desktop.gui.scanner import Scanner, ScannerSettings, Terminator


class ScanRelay(QObject):
    """Looks like the Scanner to a screen: ``scanned`` while ``is_open``, else ``passed_by``."""

    scanned = Signal(str)
    passed_by = Signal(str)

    def __init__(self, scanner: Scanner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_open = False
        self._scanner = scanner
        scanner.scanned.connect(self._pass)

    @property
    def settings(self) -> ScannerSettings:
        """How this till's scanner types."""
        return self._scanner.settings

    def _pass(self, code: str) -> None:
        (self.scanned if self.is_open else self.passed_by).emit(code)


def scanner_settings(settings: TillSettings) -> ScannerSettings:
    """Return the scanner's part of the till's settings; an unknown terminator counts as Enter."""
    known = {terminator.value: terminator for terminator in Terminator}
    return ScannerSettings(
        gap_ms=settings.scanner_gap_ms,
        shortest=settings.scanner_least_length,
        prefix=settings.scanner_prefix,
        suffix=settings.scanner_suffix,
        terminator=known.get(settings.scanner_terminator, Terminator.ENTER),
    )
