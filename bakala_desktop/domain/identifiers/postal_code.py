"""The postal code: ten digits, and a pattern that nearly all of them follow."""

from __future__ import annotations

import re

from bakala_desktop.domain.identifiers.cleaning import clean, digits_of, in_groups

# کد پستی
KIND = "postal_code"
# No 0 or 2 at the start, neither 5 in the fifth place, no 2 in the last five, the first four not all equal.
_USUAL = re.compile(r"(?!([0-9])\1{3})[13-9]{4}[1346-9][013-9]{5}")


def compact(number: str) -> str:
    """Return the digits without what stands between them."""
    return clean(number)


def validate(number: str) -> str:
    """Return the ten-digit normal form; the length is the only hard rule, as it is for the tax authority.

    Raises InvalidCharacters, InvalidLength.

    >>> validate("۱۴۹۶۶-۷۵۴۶۵")
    '1496675465'
    """
    return digits_of(KIND, number, 10)


def format(number: str) -> str:
    """Return the number as people read it.

    >>> format("1496675465")
    '14966-75465'
    """
    return in_groups(compact(number), 5, separator="-")


def warnings(number: str) -> tuple[str, ...]:
    """Return ``unusual_pattern`` for a code that the post would hardly give out; it may still be right.

    >>> warnings("1496675465"), warnings("1234567890")
    ((), ('unusual_pattern',))
    """
    return () if _USUAL.fullmatch(compact(number)) else ("unusual_pattern",)
