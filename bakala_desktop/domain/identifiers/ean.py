"""The barcode number of goods (GS1): EAN-13, EAN-8, and the UPC-A and GTIN-14 found on imported boxes.

The goods ID of the tax authority has thirteen digits too but is no EAN (``goods_id``); never mix the two.
"""

from __future__ import annotations

from bakala_desktop.domain.identifiers.cleaning import clean, digits_of
from bakala_desktop.domain.identifiers.refusals import InvalidChecksum, InvalidPattern

KIND = "ean"
_LENGTHS = (8, 12, 13, 14)


def compact(number: str) -> str:
    """Return the digits without what stands between them."""
    return clean(number)


def check_digit(body: str) -> str:
    """Return the check digit for the ASCII digits before it; from the right they weigh 3, 1, 3, …

    >>> check_digit("626010032013")
    '0'
    """
    weighed = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(body)))
    return str(-weighed % 10)


def validate(number: str) -> str:
    """Return the normal form of 8, 12, 13 or 14 digits.

    Raises InvalidCharacters, InvalidLength, InvalidPattern (nothing but zeros), InvalidChecksum.

    >>> validate("۶۲۶۰۱۰۰ ۳۲۰۱۳۰"), validate("73513537")
    ('6260100320130', '73513537')
    """
    digits = digits_of(KIND, number, *_LENGTHS)
    if not digits.strip("0"):
        raise InvalidPattern(KIND, number)
    if check_digit(digits[:-1]) != digits[-1]:
        raise InvalidChecksum(KIND, number)
    return digits


def format(number: str) -> str:
    """Return the number as it stands under the bars: in one piece."""
    return compact(number)
