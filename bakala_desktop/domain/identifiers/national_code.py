"""The national code of a natural person: ten digits, the last one a check digit.

The first three digits name the place of issue; the lists of places go stale, so nothing is refused on them.
"""

from __future__ import annotations

from bakala_desktop.domain.identifiers.cleaning import clean, digits_of, in_groups
from bakala_desktop.domain.identifiers.refusals import InvalidChecksum, InvalidPattern

# کد ملی
KIND = "national_code"


def compact(number: str) -> str:
    """Return the digits without what stands between them."""
    return clean(number)


def validate(number: str) -> str:
    """Return the ten-digit normal form.

    Raises InvalidCharacters, InvalidLength, InvalidPattern (all digits equal, or the fourth to ninth all
    zero: both pass the arithmetic or are never issued), InvalidChecksum.

    >>> validate("۰۰۱-۲۳۴۵۶۷-۹")
    '0012345679'
    """
    digits = digits_of(KIND, number, 10)
    if len(set(digits)) == 1 or digits[3:9] == "000000":
        raise InvalidPattern(KIND, number)
    remainder = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    if int(digits[9]) != (remainder if remainder < 2 else 11 - remainder):
        raise InvalidChecksum(KIND, number)
    return digits


def format(number: str) -> str:
    """Return the number as people read it.

    >>> format("0012345679")
    '001-234567-9'
    """
    return in_groups(compact(number), 3, 6, separator="-")


def padded(number: str) -> str:
    """Return a code of eight or nine digits with the leading zeros that spreadsheets lose; for imports only.

    In an entry box a short code is a slip and must be refused, not mended.

    >>> padded("12345679"), padded("1234567")
    ('0012345679', '1234567')
    """
    digits = compact(number)
    return digits.zfill(10) if len(digits) in (8, 9) else digits
