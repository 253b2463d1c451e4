"""SHOP.json: known fields, checked numbers, and the shop's own certificate."""

from __future__ import annotations

from datetime import date

import pytest

from bakala_desktop.domain.customer import PartyKind
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.shop_profile import KEYS, ShopProfile, VatCertificate, checked_profile

WHOLE = {
    "name": "فروشگاه  آزمون",
    "kind": "legal",
    "economic_code": "۱۰۳۸۰۲۸۴۷۹۰",
    "national_id": "10380284790",
    "registration_number": "12345",
    "province": "خراسان رضوي",
    "county": "مشهد",
    "city": "مشهد",
    "address": "بلوار نمونه",
    "postal_code": "91876-54321",
    "phones": ["05138000000", " "],
    "fax": "05138000001",
    "email": "shop@Example.ir",
    "office_hours": "۹ تا ۲۱",
    "vat_certificate": {"number": "۱۲۳", "from": "1405/01/01", "to": "1405/12/29"},
    "fiscal_memory_id": "A11216",
    "iban": "ir11 0170 0000 0012 3456 7890 01",
}


def refused(code, **given):
    with pytest.raises(ShopError) as refusal:
        checked_profile(WHOLE | given)
    assert refusal.value.code == code
    return refusal.value.data


def test_a_whole_profile_in_its_normal_form():
    assert set(WHOLE) == KEYS
    profile = checked_profile(WHOLE)
    assert (profile.name, profile.province) == ("فروشگاه آزمون", "خراسان رضوی")
    assert (profile.postal_code, profile.email) == ("9187654321", "shop@example.ir")
    assert profile.phones == ("05138000000",)
    assert profile.iban == "IR110170000000123456789001"
    assert profile.vat_certificate == VatCertificate("۱۲۳", date(2026, 3, 21), date(2027, 3, 20))


def test_only_the_name_must_be_given():
    assert checked_profile({"name": "آزمون"}) == ShopProfile("آزمون")
    assert refused("field_missing", name=" ")["field"] == "name"


def test_a_natural_owner_has_a_national_code():
    assert checked_profile({"name": "آزمون", "kind": "natural", "national_id": "0012345679"}).kind is PartyKind.NATURAL
    assert refused("invalid_length", kind="natural")["field"] == "national_id"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("kind", "company", "bad_field"),
        ("kind", ["legal"], "bad_field"),
        ("name", 5, "bad_field"),
        ("phones", "05138000000", "bad_field"),
        ("phones", [5138000000], "bad_field"),
        ("vat_certificate", {"number": "1"}, "bad_field"),
        ("vat_certificate", {"number": "1", "from": "1405/02/01", "to": "1405/01/01"}, "bad_field"),
        ("national_id", "10380284791", "invalid_checksum"),
        ("economic_code", "12", "invalid_length"),
        ("iban", "IR120170000000123456789001", "invalid_checksum"),
        ("email", "nowhere", "bad_email"),
    ],
)
def test_a_wrong_field_is_named(field, value, code):
    assert refused(code, **{field: value})["field"] == field


def test_an_unknown_field_is_named():
    assert refused("unknown_field", websit="x") == {"field": "websit"}
