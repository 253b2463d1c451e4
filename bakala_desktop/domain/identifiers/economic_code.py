"""The economic code of a taxpayer: the national ID, or the national code and four digits.

Legal persons: eleven digits, the national ID. Natural persons and foreigners: fourteen. Old papers: twelve.
"""

from __future__ import annotations

from bakala_desktop.domain.identifiers import legal_id, national_code
from bakala_desktop.domain.identifiers.cleaning import clean, digits_of
from bakala_desktop.domain.identifiers.refusals import InvalidChecksum, InvalidIdentifier, InvalidPattern

# شماره اقتصادی
KIND = "economic_code"
_LEGAL, _OLD, _NATURAL = 11, 12, 14


def compact(number: str) -> str:
    """Return the digits without what stands between them."""
    return clean(number)


def validate(number: str) -> str:
    """Return the normal form of 11, 12 or 14 digits.

    Raises InvalidCharacters, InvalidLength; for eleven digits also what the national ID raises. The other two
    have no check digit of their own: see ``warnings``.

    >>> validate("۱۴۰۰-۳۷۷۸۹۹۰"), validate("19117484910002")
    ('14003778990', '19117484910002')
    """
    digits = digits_of(KIND, number, _LEGAL, _OLD, _NATURAL)
    if len(digits) == _LEGAL:
        try:
            legal_id.validate(digits)
        except InvalidPattern:
            raise InvalidPattern(KIND, number) from None
        except InvalidChecksum:
            raise InvalidChecksum(KIND, number) from None
    return digits


def format(number: str) -> str:
    """Return the number as people read it: in one piece."""
    return compact(number)


def warnings(number: str) -> tuple[str, ...]:
    """Return what is odd about a valid number, without being a reason to refuse it.

    ``old_form``: twelve digits, for print only, the tax authority takes it no more. ``unusual_pattern``: the
    first ten of fourteen digits are no national code, which a foreigner's need not be.

    >>> warnings("411145758678"), warnings("19117484920002"), warnings("14003778990")
    (('old_form',), ('unusual_pattern',), ())
    """
    digits = compact(number)
    if len(digits) == _OLD:
        return ("old_form",)
    if len(digits) == _NATURAL:
        try:
            national_code.validate(digits[:10])
        except InvalidIdentifier:
            return ("unusual_pattern",)
    return ()
