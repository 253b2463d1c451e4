"""What points to a document later on, and who issues documents."""

from __future__ import annotations

from dataclasses import fields

import pytest
from builders import OWNER, PROFILE, add_legal, add_product, as_role, cart, cash

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.staff import Role
from bakala_desktop.services import certificates, corrections, settings
from bakala_desktop.services.document_links import Issuer, LaterDocuments, list_issuers, list_later_documents
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.services.shop import Shop
from bakala_desktop.services.staff import disable_user

REGISTERED = PROFILE | {"vat_certificate": {"number": "1234567890", "from": "1405/01/01", "to": "1406/12/29"}}
FIRST = "1405-A-0000001"


@pytest.fixture
def sold(shop: Shop) -> Shop:
    settings.set_profile(shop, REGISTERED)
    order = cart(shop, add_product(shop)).with_customer(add_legal(shop).id)
    complete_sale(shop, order, [cash(110_000)])
    return shop


def later(shop: Shop, serial: str) -> tuple[list[str], list[str]]:
    found = list_later_documents(shop, serial)
    return [str(serial) for serial in found.certificates], [str(serial) for serial in found.replaced_by]


def test_nothing_points_to_a_fresh_invoice(sold: Shop):
    assert list_later_documents(sold, FIRST) == LaterDocuments()


def test_an_invoice_knows_its_certificates_and_an_older_certificate_the_newer_one(sold: Shop):
    for _ in range(2):
        certificates.issue_certificate(sold, certificates.CertificateRequest((FIRST,)))
    assert later(sold, FIRST) == (["1405-V-0000001", "1405-V-0000002"], [])
    assert later(sold, "1405-V-0000001") == ([], ["1405-V-0000002"])
    assert later(sold, "1405-V-0000002") == ([], [])


def test_an_invoice_that_was_made_out_anew_knows_the_new_one(sold: Shop):
    other = add_legal(sold, name="شرکت نمونه‌پرداز", national_id="10861677542")
    corrections.make_official(sold, FIRST, other.id)
    assert later(sold, FIRST) == ([], ["1405-A-0000002"])


@pytest.mark.parametrize(("serial", "code"), [("x", "bad_serial"), ("1405-R-0000009", "document_not_found")])
def test_what_was_never_issued_is_refused(sold: Shop, serial: str, code: str):
    with pytest.raises(ShopError, match=code):
        list_later_documents(sold, serial)


def test_who_issues_documents_is_told_to_everybody_at_the_till_and_nothing_else_of_them(shop: Shop):
    cashier = as_role(shop, Role.CASHIER, "سارا صندوق")
    gone = as_role(shop, Role.CASHIER, "رفته")
    disable_user(shop, "رفته")
    assert {issuer.name for issuer in list_issuers(cashier)} == {OWNER, "سارا صندوق", "رفته"}
    assert Issuer(gone.signed_in().user_id, "رفته") in list_issuers(cashier)
    assert [field.name for field in fields(Issuer)] == ["id", "name"]
