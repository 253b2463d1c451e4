"""The legal number of a document: fiscal year, series and a running number without gaps."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.text import fold_digits, strip_controls

_SHAPE = re.compile(r"(\d{4})-([A-Z]{1,4})-(\d{1,10})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Serial:
    """``1405-A-0000001``: unique in the shop, gapless in its series and fiscal year."""

    year: int
    series: str
    number: int

    def __str__(self) -> str:
        return f"{self.year}-{self.series}-{self.number:07d}"

    @classmethod
    def parse(cls, text: str) -> Serial:
        """Read a serial in any digits. Raises ShopError ``bad_serial``.

        >>> str(Serial.parse("۱۴۰۵-a-۱"))
        '1405-A-0000001'
        """
        # A line end parts two texts; dropped like other controls it would join them to another serial.
        joined = " ".join(text.split())
        match = _SHAPE.fullmatch(fold_digits(strip_controls(joined)).strip().upper())
        if match is None:
            raise ShopError("bad_serial", value=text[:40])
        return cls(int(match[1]), match[2], int(match[3]))
