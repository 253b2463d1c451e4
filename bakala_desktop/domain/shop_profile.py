"""The shop itself: the seller of every document and its contact block (R17)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bakala_desktop.domain.customer import PartyKind, check_field
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.identifiers import economic_code, iban, legal_id, national_code
from bakala_desktop.domain.jalali import parse_day
from bakala_desktop.domain.text import normal_form

_TEXTS = ("name", "registration_number", "province", "county", "city", "address", "fax", "office_hours")
_CHECKED = ("postal_code", "email")
KEYS = frozenset(
    {
        *_TEXTS,
        *_CHECKED,
        "kind",
        "economic_code",
        "national_id",
        "phones",
        "vat_certificate",
        "fiscal_memory_id",
        "iban",
    }
)


@dataclass(frozen=True, slots=True)
class VatCertificate:
    """The shop's registration for VAT: number and validity, both days included."""

    number: str
    from_day: date
    to_day: date


@dataclass(frozen=True, slots=True)
class ShopProfile:
    """SHOP.json in normal form. Only ``name`` must be given; an official invoice looks for the rest."""

    name: str
    kind: PartyKind = PartyKind.LEGAL
    economic_code: str = ""
    national_id: str = ""
    registration_number: str = ""
    province: str = ""
    county: str = ""
    city: str = ""
    address: str = ""
    postal_code: str = ""
    phones: tuple[str, ...] = ()
    fax: str = ""
    email: str = ""
    office_hours: str = ""
    vat_certificate: VatCertificate | None = None
    fiscal_memory_id: str = ""
    iban: str = ""


def _phones(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(p, str) for p in value):
        raise ShopError("bad_field", field="phones")
    return tuple(phone for phone in (normal_form(p) for p in value) if phone)


def _certificate(value: object) -> VatCertificate | None:
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) != {"number", "from", "to"}:
        raise ShopError("bad_field", field="vat_certificate")
    number, first, last = (str(value[key]) for key in ("number", "from", "to"))
    certificate = VatCertificate(normal_form(number), parse_day(first), parse_day(last))
    if certificate.to_day < certificate.from_day:
        raise ShopError("bad_field", field="vat_certificate")
    return certificate


def _named(field: str, check: Callable[[str], str], text: str) -> str:
    """Run a number's check and name the field in what it raises."""
    if not text:
        return ""
    try:
        return check(text)
    except ShopError as error:
        raise ShopError(error.code, **{**error.data, "field": field}) from error


def checked_profile(given: Mapping[str, object]) -> ShopProfile:
    """Build the profile from SHOP.json.

    Raises ShopError ``unknown_field``, ``bad_field``, ``field_missing`` or that of a number's check, the field named.
    """
    unknown = sorted(set(given) - KEYS)
    if unknown:
        raise ShopError("unknown_field", field=unknown[0])
    kind_text = given.get("kind", "legal")
    if kind_text not in ("legal", "natural"):
        raise ShopError("bad_field", field="kind")
    kind = PartyKind(kind_text)
    texts = {}
    for name in (*_TEXTS, *_CHECKED, "economic_code", "national_id", "fiscal_memory_id", "iban"):
        value = given.get(name, "")
        if not isinstance(value, str):
            raise ShopError("bad_field", field=name)
        texts[name] = check_field(name, value) if name in (*_TEXTS, *_CHECKED) else normal_form(value)
    if not texts["name"]:
        raise ShopError("field_missing", field="name")
    identity = legal_id.validate if kind is PartyKind.LEGAL else national_code.validate
    texts["national_id"] = _named("national_id", identity, texts["national_id"])
    texts["economic_code"] = _named("economic_code", economic_code.validate, texts["economic_code"])
    texts["iban"] = _named("iban", iban.validate, texts["iban"])
    return ShopProfile(
        kind=kind,
        phones=_phones(given.get("phones", [])),
        vat_certificate=_certificate(given.get("vat_certificate")),
        **texts,
    )
