"""Money: whole rials in an int. Toman exists on the screen only."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import NewType

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.exact import whole_parts
from bakala_desktop.domain.text import parse_decimal, persian_digits

Rial = NewType("Rial", int)
"""A whole number of Iranian rials."""

LIMIT: Rial = Rial(10**15)
"""Every amount of a document stays below this (interface.md, «Limits»)."""

GROUP = "٬"
DECIMAL_MARK = "٫"


class MoneyUnit(Enum):
    """What one unit on the screen is worth, in rials."""

    RIAL = 1
    TOMAN = 10


def rial(value: object, field: str = "amount") -> Rial:
    """Return ``value`` as rials if it is a whole number from 0 to below ``LIMIT``.

    Raises ShopError ``amount_not_whole`` (a float, a bool, or text, which has a ``reason``),
    ``amount_negative`` or ``amount_too_large``, each with the field's name.
    """
    if isinstance(value, str):
        raise ShopError("amount_not_whole", field=field, value=value[:40], reason="quoted")
    if isinstance(value, bool) or not isinstance(value, int):
        raise ShopError("amount_not_whole", field=field, value=str(value)[:40])
    if value < 0:
        raise ShopError("amount_negative", field=field, value=value)
    if value >= LIMIT:
        raise ShopError("amount_too_large", field=field, value=str(value)[:40])
    return Rial(value)


def parse_rial(text: str, unit: MoneyUnit = MoneyUnit.RIAL, field: str = "amount") -> Rial:
    """Read an amount as a person writes it, in ``unit``.

    Raises ShopError ``not_a_number``, ``amount_not_whole`` (a fraction of a rial), ``amount_negative``,
    ``amount_too_large``.

    >>> parse_rial("۱۲٬۵۰۰")
    12500
    >>> parse_rial("1250/5", MoneyUnit.TOMAN)
    12505
    """
    value = whole_parts(parse_decimal(text), unit.value)
    if value is None:
        raise ShopError("amount_not_whole", field=field, value=text[:40])
    return rial(value, field)


def format_amount(amount: int, unit: MoneyUnit = MoneyUnit.RIAL) -> str:
    """Write an amount for the eye: Persian digits in groups of three, without the unit's name.

    A negative amount carries a left-to-right mark and U+2212, so that the sign stays at the left of the digits.

    >>> format_amount(1250500)
    '۱٬۲۵۰٬۵۰۰'
    >>> format_amount(12505, MoneyUnit.TOMAN)
    '۱٬۲۵۰٫۵'
    """
    whole, rest = divmod(abs(amount), unit.value)
    text = f"{whole:,}".replace(",", GROUP)
    if rest:
        text += DECIMAL_MARK + str(rest)
    sign = "\u200e\u2212" if amount < 0 else ""
    return sign + persian_digits(text)


def to_unit(amount: int, unit: MoneyUnit) -> Decimal:
    """Return the amount in ``unit`` exactly, for an entry field.

    >>> to_unit(12505, MoneyUnit.TOMAN)
    Decimal('1250.5')
    """
    return Decimal(amount) / unit.value
