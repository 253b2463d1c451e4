"""Decimals turned into whole counts exactly: Decimal's own arithmetic rounds to 28 digits, and a person may type 30."""

from __future__ import annotations

from decimal import Decimal


def whole_parts(number: Decimal | int, scale: int) -> int | None:
    """Return ``number × scale`` if it is whole, else None; nothing is rounded on the way.

    >>> whole_parts(Decimal("2.5"), 1000)
    2500
    >>> whole_parts(Decimal("0.12345"), 1000) is None
    True
    """
    numerator, denominator = number.as_integer_ratio()
    whole, rest = divmod(numerator * scale, denominator)
    return None if rest else whole
