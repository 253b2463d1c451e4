"""Settings of one till, not of the shop: how its screen looks and how its scanner speaks."""

from __future__ import annotations

from dataclasses import dataclass

from bakala_desktop.domain.money import MoneyUnit


@dataclass(frozen=True, slots=True)
class TillSettings:
    """What a machine remembers. ``scanner_terminator`` is enter, tab or none; the gap is in milliseconds.
    ``receipt_mm`` is the width of the receipt printer's roll, 80 or 58 millimetres.

    ``last_role`` only says for whom screens are made ready while somebody signs in; no right is ever taken from it.
    """

    theme: str = "light"
    unit: MoneyUnit = MoneyUnit.RIAL
    receipt_mm: int = 80
    last_user: str = ""
    last_role: str = ""
    scanner_gap_ms: int = 35
    scanner_least_length: int = 6
    scanner_prefix: str = ""
    scanner_suffix: str = ""
    scanner_terminator: str = "enter"
