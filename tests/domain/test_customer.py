"""Customers: each field in its normal form or refused by name; what a counter sale needs."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain.customer import (
    FIELDS,
    TEXT_LIMIT,
    Customer,
    CustomerId,
    PartyKind,
    check_field,
    checked_customer,
    missing_for_counter_sale,
)
from bakala_desktop.domain.errors import ShopError

ID = CustomerId(UUID(int=1))
PERSON = {"first_name": "نگار", "last_name": "آزمونی", "national_code": "0012345679"}
FIRM = {"name": "شرکت آزمون", "national_id": "14003778990", "address": "پلاک ۱", "postal_code": "1496675465"}


def natural(**given):
    return checked_customer(ID, PartyKind.NATURAL, given)


def legal(**given):
    return checked_customer(ID, PartyKind.LEGAL, given)


def test_each_field_comes_into_its_normal_form():
    person = natural(
        first_name=" علي ", national_code="۰۰۱-۲۳۴۵۶۷-۹", mobile="+98 912 000 0001", email=" Negar@Example.IR "
    )
    assert person.first_name == "علی"
    assert person.national_code == "0012345679"
    assert person.mobile == "09120000001"
    assert person.email == "Negar@example.ir"


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("national_code", "0012345678", "invalid_checksum"),
        ("national_id", "14003778991", "invalid_checksum"),
        ("mobile", "0912", "invalid_length"),
        ("postal_code", "149667546", "invalid_length"),
        ("email", "negar@example", "bad_email"),
        ("email", "a@b@c.ir", "bad_email"),
        ("email", "@example.ir", "bad_email"),
        ("email", "نگار@example.ir", "bad_email"),
        ("address", "ن" * (TEXT_LIMIT + 1), "field_too_long"),
    ],
)
def test_a_wrong_field_is_named(field, text, code):
    with pytest.raises(ShopError) as refusal:
        check_field(field, text)
    assert refusal.value.code == code
    assert refusal.value.data["field"] == field


@pytest.mark.parametrize("field", FIELDS)
def test_nothing_given_is_nothing(field):
    assert check_field(field, " \u200c\n") == ""


def test_an_unknown_field_is_named():
    with pytest.raises(ShopError, match="unknown_field") as refusal:
        natural(nickname="x")
    assert refusal.value.data == {"field": "nickname"}


@pytest.mark.parametrize(
    ("make", "field", "text"),
    [(natural, "national_id", "14003778990"), (natural, "name", "شرکت"), (legal, "national_code", "0012345679")],
)
def test_a_field_of_the_other_kind_is_refused(make, field, text):
    with pytest.raises(ShopError, match="field_of_other_kind"):
        make(**{field: text})
    assert make(**{field: ""})


def test_what_a_counter_sale_needs_of_a_person():
    assert missing_for_counter_sale(natural(**PERSON)) == ()
    assert missing_for_counter_sale(natural()) == ("first_name", "last_name", "national_code")


def test_what_a_counter_sale_needs_of_a_firm():
    assert missing_for_counter_sale(legal(**FIRM)) == ()
    assert missing_for_counter_sale(legal()) == ("name", "national_id", "address", "postal_code")


def test_the_economic_code_of_a_firm_is_its_national_id_unless_given():
    assert legal(**FIRM).tax_code == "14003778990"
    assert legal(**FIRM, economic_code="411111111111").tax_code == "411111111111"
    assert natural(**PERSON).tax_code == ""


def test_names_and_identities_follow_the_kind():
    assert (natural(**PERSON).display_name, natural(**PERSON).identity) == ("نگار آزمونی", "0012345679")
    assert (legal(**FIRM).display_name, legal(**FIRM).identity) == ("شرکت آزمون", "14003778990")
    assert Customer(ID, PartyKind.NATURAL, last_name="آزمونی").display_name == "آزمونی"


@given(st.dictionaries(st.sampled_from(["first_name", "last_name", "city", "address"]), st.text(max_size=40)))
def test_a_checked_customer_is_not_changed_by_another_check(given_fields):
    once = natural(**given_fields)
    again = natural(**{name: getattr(once, name) for name in FIELDS})
    assert once == again
