"""The national ID of a legal person: eleven digits, the last one a check digit."""

from __future__ import annotations

from bakala_desktop.domain.identifiers.cleaning import clean, digits_of
from bakala_desktop.domain.identifiers.refusals import InvalidChecksum, InvalidPattern

# شناسه ملی
KIND = "legal_id"
_WEIGHTS = (29, 27, 23, 19, 17, 29, 27, 23, 19, 17)


def compact(number: str) -> str:
    """Return the digits without what stands between them."""
    return clean(number)


def validate(number: str) -> str:
    """Return the eleven-digit normal form.

    Each of the first ten digits is raised by the tenth plus two before it is weighed; some programs forget
    the two and refuse every company. Raises InvalidCharacters, InvalidLength, InvalidPattern (fourth to ninth
    digit all zero), InvalidChecksum.

    >>> validate("۱۰۳۸۰۲۸۴۷۹۰")
    '10380284790'
    """
    digits = digits_of(KIND, number, 11)
    if digits[3:9] == "000000":
        raise InvalidPattern(KIND, number)
    raised = int(digits[9]) + 2
    remainder = sum((int(digit) + raised) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11
    if int(digits[10]) != remainder % 10:
        raise InvalidChecksum(KIND, number)
    return digits


def format(number: str) -> str:
    """Return the number as people read it: eleven digits in one piece."""
    return compact(number)
