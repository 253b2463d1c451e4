"""The tax number of an electronic invoice: read and checked here, never made.

Twenty-two capitals and digits: memory (6), day (5 hex), serial (10 hex), check (1). Source: RC_DCPS.SN V1.3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bakala_desktop.domain.identifiers import verhoeff
from bakala_desktop.domain.identifiers.cleaning import clean_upper, in_groups
from bakala_desktop.domain.identifiers.refusals import (
    InvalidCharacters,
    InvalidChecksum,
    InvalidLength,
    InvalidPattern,
)

# شماره منحصربه‌فرد مالیاتی
KIND = "tax_id"
_WRITTEN = re.compile("[A-Z0-9]*")
_SHAPE = re.compile("([A-Z0-9]{6})([A-F0-9]{5})([A-F0-9]{10})([0-9])")
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class TaxIdParts:
    """What a tax number says: the fiscal memory, the day in UTC, and the serial inside that memory."""

    memory_id: str
    days: int
    serial: int
    check: str

    @property
    def utc_day(self) -> date:
        """The day of issue, which turns at midnight UTC: 03:30 in Tehran."""
        return _EPOCH + timedelta(days=self.days)

    @property
    def inno(self) -> str:
        """The serial as the invoice carries it in its own field: ten hex digits."""
        return f"{self.serial:010X}"

    @property
    def control_text(self) -> str:
        """The decimal text that the check digit is taken over: letters by their codes, A = 65."""
        return f"{decimal_memory(self.memory_id)}{self.days:06}{self.serial:012}"


def compact(number: str) -> str:
    """Return the number in capitals without what stands between them."""
    return clean_upper(number)


def decimal_memory(memory_id: str) -> str:
    """Return the memory ID with each capital replaced by its character code.

    >>> decimal_memory("A111DW")
    '651116887'
    """
    return "".join(sign if sign.isdigit() else str(ord(sign)) for sign in memory_id)


def split(number: str) -> TaxIdParts:
    """Return the parts of a tax number, whether or not its check digit fits.

    Raises InvalidCharacters, InvalidLength, InvalidPattern (a letter where only digits or hex digits may
    stand).
    """
    written = compact(number)
    if not _WRITTEN.fullmatch(written):
        raise InvalidCharacters(KIND, number)
    if len(written) != 22:
        raise InvalidLength(KIND, number)
    match = _SHAPE.fullmatch(written)
    if match is None:
        raise InvalidPattern(KIND, number)
    return TaxIdParts(match[1], int(match[2], 16), int(match[3], 16), match[4])


def validate(number: str) -> str:
    """Return the normal form: 22 capitals and digits.

    Raises InvalidCharacters, InvalidLength, InvalidPattern, InvalidChecksum (Verhoeff over the decimal text).

    >>> validate("def5gh-0481f-0000001fed-8")
    'DEF5GH0481F0000001FED8'
    """
    parts = split(number)
    if not verhoeff.is_valid(parts.control_text + parts.check):
        raise InvalidChecksum(KIND, number)
    return compact(number)


def format(number: str) -> str:
    """Return the number with its parts set apart; it always reads left to right.

    >>> format("DEF5GH0481F0000001FED8")
    'DEF5GH-0481F-0000001FED-8'
    """
    return in_groups(compact(number), 6, 5, 10, separator="-")
