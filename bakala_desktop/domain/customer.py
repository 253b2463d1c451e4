"""Customers, natural and legal: their fields, what is checked and what a counter sale needs (R05, R06)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import NewType
from uuid import UUID

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.identifiers import economic_code, legal_id, mobile, national_code, postal_code
from bakala_desktop.domain.text import normal_form

CustomerId = NewType("CustomerId", UUID)

TEXT_LIMIT = 300


class PartyKind(StrEnum):
    """A person of flesh and blood, or an organisation."""

    NATURAL = "natural"
    LEGAL = "legal"


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer. Texts are in normal form, numbers in theirs; what is not known is "".

    Build it with ``checked_customer``; the fields are those of interface.md, «Customer».
    """

    id: CustomerId
    kind: PartyKind
    first_name: str = ""
    last_name: str = ""
    national_code: str = ""
    name: str = ""
    national_id: str = ""
    economic_code: str = ""
    registration_number: str = ""
    mobile: str = ""
    phone: str = ""
    email: str = ""
    province: str = ""
    county: str = ""
    city: str = ""
    address: str = ""
    postal_code: str = ""

    @property
    def display_name(self) -> str:
        """The name as it stands on documents."""
        if self.kind is PartyKind.LEGAL:
            return self.name
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def tax_code(self) -> str:
        """The economic code; of a legal person the national ID unless another is given."""
        return self.economic_code or (self.national_id if self.kind is PartyKind.LEGAL else "")

    @property
    def identity(self) -> str:
        """The number that identifies the person before the state, or "" ."""
        return self.national_id if self.kind is PartyKind.LEGAL else self.national_code


FIELDS: tuple[str, ...] = tuple(f.name for f in fields(Customer) if f.name not in ("id", "kind"))
"""The fields that a person or a file fills in."""

_COUNTER_NEEDS = {
    PartyKind.NATURAL: ("first_name", "last_name", "national_code"),
    PartyKind.LEGAL: ("name", "national_id", "address", "postal_code"),
}

_NOT_OF = {
    PartyKind.NATURAL: ("name", "national_id", "registration_number"),
    PartyKind.LEGAL: ("first_name", "last_name", "national_code"),
}


def _email(text: str) -> str:
    """Accept an address with one @ and a dot in its domain: only a mail can prove more."""
    local, at, domain = text.replace("\u200c", "").replace(" ", "").partition("@")
    if not (local and at and "." in domain.strip(".") and "@" not in domain) or not (local + domain).isascii():
        raise ShopError("bad_email", value=text[:80])
    return f"{local}@{domain.lower()}"


_CHECKS: Mapping[str, Callable[[str], str]] = {
    "national_code": national_code.validate,
    "national_id": legal_id.validate,
    "economic_code": economic_code.validate,
    "mobile": mobile.validate,
    "postal_code": postal_code.validate,
    "email": _email,
}


def check_field(field: str, text: str) -> str:
    """Return the normal form of one field, "" where nothing was given.

    Raises ShopError of the field's own check, or ``field_too_long``, with ``field`` named.
    """
    value = normal_form(text)
    if len(value) > TEXT_LIMIT:
        raise ShopError("field_too_long", field=field, limit=TEXT_LIMIT, length=len(value))
    if not value or field not in _CHECKS:
        return value
    try:
        return _CHECKS[field](value)
    except ShopError as error:
        raise ShopError(error.code, **{**error.data, "field": field}) from error


_WARNINGS: Mapping[str, Callable[[str], tuple[str, ...]]] = {
    "economic_code": economic_code.warnings,
    "mobile": mobile.warnings,
    "postal_code": postal_code.warnings,
}


def soft_warnings(field: str, text: str) -> tuple[str, ...]:
    """Return what is odd about a field that passes its check, as reasons; none of them refuses anything.

    >>> soft_warnings("postal_code", "1234567890"), soft_warnings("mobile", "")
    (('unusual_pattern',), ())
    """
    value = normal_form(text)
    return _WARNINGS[field](value) if value and field in _WARNINGS else ()


def guess_field(text: str) -> str:
    """Return which field of a new customer a text that was searched for belongs into, "" if none.

    >>> guess_field("۰۹۱۲ ۱۲۳ ۴۵۶۷"), guess_field("0499370899"), guess_field("14003778990"), guess_field("رضایی")
    ('mobile', 'national_code', 'national_id', 'last_name')
    """
    for field in ("mobile", "national_code", "national_id"):
        try:
            if check_field(field, text):
                return field
        except ShopError:
            continue
    return "last_name" if normal_form(text) and not any(char.isdigit() for char in text) else ""


def checked_customer(customer_id: CustomerId, kind: PartyKind, given: Mapping[str, str]) -> Customer:
    """Build a customer from what was given, each field in its normal form.

    Raises ShopError of the first wrong field, ``unknown_field``, or ``field_of_other_kind`` for a field that this
    kind of person does not have.
    """
    unknown = [name for name in given if name not in FIELDS]
    if unknown:
        raise ShopError("unknown_field", field=unknown[0])
    values = {name: check_field(name, text) for name, text in given.items()}
    foreign = [name for name in _NOT_OF[kind] if values.get(name)]
    if foreign:
        raise ShopError("field_of_other_kind", field=foreign[0], kind=kind.value)
    return Customer(customer_id, kind, **values)


def missing_for_counter_sale(customer: Customer) -> tuple[str, ...]:
    """Name the fields that a named buyer still needs at the counter (interface.md, «What may be missing»)."""
    return tuple(name for name in _COUNTER_NEEDS[customer.kind] if not getattr(customer, name))
