"""The number on a bank card: sixteen digits with a Luhn check digit."""

from __future__ import annotations

import re

from bakala_desktop.domain.identifiers.cleaning import clean, digits_of, in_groups
from bakala_desktop.domain.identifiers.persian_banks import CARD_BANKS
from bakala_desktop.domain.identifiers.refusals import InvalidChecksum, InvalidPattern

KIND = "card"
# Ranges of the world's card schemes (ISO/IEC 7812): Visa, Mastercard, Amex, Diners, JCB, Discover. No
# terminal in Iran takes them, and the well-known test numbers that pass Luhn all lie in them.
_FOREIGN = re.compile("4|5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720|3[0-9]|6011|64[4-9]|65")


def compact(number: str) -> str:
    """Return the digits without what stands between them."""
    return clean(number)


def validate(number: str) -> str:
    """Return the sixteen-digit normal form.

    Raises InvalidCharacters, InvalidLength, InvalidChecksum (Luhn), InvalidPattern (all digits equal, or a
    card of a foreign scheme). An Iranian bank that is not on the list is a warning only.

    >>> validate("۶۲۱۹-۸۶۱۰-۳۴۵۲-۹۰۰۷")
    '6219861034529007'
    """
    digits = digits_of(KIND, number, 16)
    if len(set(digits)) == 1 or _FOREIGN.match(digits):
        raise InvalidPattern(KIND, number)
    doubled = (int(digit) * 2 for digit in digits[::2])
    if (sum(double - 9 * (double > 9) for double in doubled) + sum(map(int, digits[1::2]))) % 10:
        raise InvalidChecksum(KIND, number)
    return digits


def format(number: str) -> str:
    """Return the number in groups of four; it always reads left to right.

    >>> format("6219861034529007")
    '6219 8610 3452 9007'
    """
    return in_groups(compact(number), 4, 4, 4)


def bank_name(number: str) -> str | None:
    """Return the name of the bank that issued the card, or None where it is not known."""
    return CARD_BANKS.get(compact(number)[:6])


def warnings(number: str) -> tuple[str, ...]:
    """Return ``unknown_bank`` for a card whose first six digits no known bank uses.

    >>> warnings("6219861034529007"), warnings("6219991034529004")
    ((), ('unknown_bank',))
    """
    return () if bank_name(number) else ("unknown_bank",)
