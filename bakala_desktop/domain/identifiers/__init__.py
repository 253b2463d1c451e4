"""Numbers that the law, the banks and the trade give out; a module each, with ``compact, validate, format``.

``validate`` returns the normal form, the one that is stored, or raises an ``InvalidIdentifier``. A module
with a soft rule offers ``warnings`` too; what it returns is shown and never refuses anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bakala_desktop.domain.identifiers import (
    card,
    ean,
    economic_code,
    iban,
    legal_id,
    mobile,
    national_code,
    postal_code,
    tax_id,
)
from bakala_desktop.domain.identifiers.refusals import InvalidIdentifier


@dataclass(frozen=True)
class Checked:
    """The answer to one check.

    ``normal`` is None unless valid; ``reason`` is the code of a refusal or of a soft warning, or None.
    """

    value: str
    valid: bool
    normal: str | None
    reason: str | None


def _no_warnings(number: str) -> tuple[str, ...]:
    return ()


_Rules = tuple[Callable[[str], str], Callable[[str], tuple[str, ...]]]
_RULES: dict[str, _Rules] = {
    national_code.KIND: (national_code.validate, _no_warnings),
    legal_id.KIND: (legal_id.validate, _no_warnings),
    economic_code.KIND: (economic_code.validate, economic_code.warnings),
    postal_code.KIND: (postal_code.validate, postal_code.warnings),
    mobile.KIND: (mobile.validate, mobile.warnings),
    iban.KIND: (iban.validate, _no_warnings),
    card.KIND: (card.validate, card.warnings),
    ean.KIND: (ean.validate, _no_warnings),
    tax_id.KIND: (tax_id.validate, _no_warnings),
}

KINDS = tuple(_RULES)
"""The kinds of number that ``check`` knows, as ``bakala check`` names them."""


def check(kind: str, value: str) -> Checked:
    """Check one value of a kind (one of ``KINDS``; another raises KeyError) and answer instead of raising.

    >>> check("postal_code", "12345-67890")
    Checked(value='12345-67890', valid=True, normal='1234567890', reason='unusual_pattern')
    >>> check("iban", "IR380170000000100000000002").reason
    'invalid_checksum'
    """
    validate, warnings = _RULES[kind]
    try:
        normal = validate(value)
    except InvalidIdentifier as refusal:
        return Checked(value, valid=False, normal=None, reason=refusal.code)
    return Checked(value, valid=True, normal=normal, reason=next(iter(warnings(normal)), None))
