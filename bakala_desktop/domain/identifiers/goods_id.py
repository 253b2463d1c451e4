"""The goods and services ID of the tax authority: thirteen digits without a check.

Some satisfy the arithmetic of EAN-13 by chance and some do not, so it is never tried on them.
"""

from __future__ import annotations

from bakala_desktop.domain.identifiers.cleaning import clean, digits_of

# شناسه کالا و خدمت
KIND = "goods_id"


def compact(number: str) -> str:
    """Return the digits without what stands between them."""
    return clean(number)


def validate(number: str) -> str:
    """Return the thirteen-digit normal form. Raises InvalidCharacters, InvalidLength.

    >>> validate("۲۷۱۰۰۰۰۱۳۸۶۲۴")
    '2710000138624'
    """
    return digits_of(KIND, number, 13)


def format(number: str) -> str:
    """Return the number as people read it: in one piece."""
    return compact(number)
