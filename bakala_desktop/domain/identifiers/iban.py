"""The IBAN of an Iranian bank account: IR, 2 check digits, 3 of the bank, 19 of the account."""

from __future__ import annotations

import re

from bakala_desktop.domain.identifiers.cleaning import clean_upper, in_groups
from bakala_desktop.domain.identifiers.refusals import (
    InvalidCharacters,
    InvalidChecksum,
    InvalidLength,
    InvalidPattern,
)

# شبا
KIND = "iban"
_WRITTEN = re.compile("[A-Z]{0,2}[0-9]*")
_LENGTH = 26
# I and R as ISO 13616 counts letters, from A = 10.
_COUNTRY = "1827"


def compact(number: str) -> str:
    """Return the number in capitals without what stands between the digits."""
    return clean_upper(number)


def validate(number: str) -> str:
    """Return the normal form: IR and 24 digits.

    Raises InvalidCharacters, InvalidLength, InvalidPattern (another country), InvalidChecksum (ISO 7064, mod
    97).

    >>> validate("ir82 0540 1026 8002 0817 9090 02")
    'IR820540102680020817909002'
    """
    written = compact(number)
    if not _WRITTEN.fullmatch(written):
        raise InvalidCharacters(KIND, number)
    if len(written) != _LENGTH:
        raise InvalidLength(KIND, number)
    if not written.startswith("IR"):
        raise InvalidPattern(KIND, number)
    check, account = written[2:4], written[4:]
    # 00, 01 and 99 leave the same remainder as 97, 98 and 02 but are never given out.
    if int(f"{account}{_COUNTRY}{check}") % 97 != 1 or not 2 <= int(check) <= 98:
        raise InvalidChecksum(KIND, number)
    return written


def format(number: str) -> str:
    """Return the number in groups of four; it always reads left to right.

    >>> format("IR820540102680020817909002")
    'IR82 0540 1026 8002 0817 9090 02'
    """
    return in_groups(compact(number), 4, 4, 4, 4, 4, 4)


def bank_code(number: str) -> str:
    """Return the three digits that name the bank of a valid number.

    >>> bank_code("IR820540102680020817909002")
    '054'
    """
    return compact(number)[4:7]
