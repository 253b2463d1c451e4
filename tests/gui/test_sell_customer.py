"""The customer's drawer: found as one types, made and completed on the spot, each field checked in place."""

from collections.abc import Iterator

import pytest
from builders import add_legal, add_natural, add_product, barcode
from cashier import Cashier
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bakala_desktop.domain.customer import PartyKind
from bakala_desktop.services.customers import search_customers
from bakala_desktop.services.shop import Shop

K = Qt.Key


@pytest.fixture
def cashier(qapp: QApplication, shop: Shop) -> Iterator[Cashier]:
    add_product(shop, sku="TEA", barcode=barcode(3), title="چای سیاه", price_rial="1000000")
    worker = Cashier(shop)
    worker.key(K.Key_F3)
    yield worker
    worker.leave()


@pytest.mark.parametrize("typed", ["نگار", "آزمونی", "0912000", "۰۰۱۲۳۴۵۶۷۹"])
def test_a_person_is_found_by_name_mobile_and_national_code(cashier: Cashier, shop: Shop, typed: str):
    add_natural(shop)
    cashier.type(typed)
    cashier.enter()
    assert cashier.find("customerName").text() == "نگار آزمونی"
    assert cashier.focus == "search"


@pytest.mark.parametrize("typed", ["آزمون‌گستر", "14003778990"])
def test_an_organisation_is_found_by_name_and_national_id(cashier: Cashier, shop: Shop, typed: str):
    add_legal(shop)
    cashier.type(typed)
    cashier.enter()
    assert cashier.find("customerName").text() == "شرکت آزمون‌گستر"


def test_a_customer_is_taken_off_again(cashier: Cashier, shop: Shop):
    add_natural(shop)
    cashier.type("نگار")
    cashier.enter()
    cashier.click(cashier.find("clearCustomer"))
    assert cashier.screen.sale.customer is None
    assert cashier.screen.sale.order.customer_id is None


def test_a_natural_customer_is_made_by_keys_alone(cashier: Cashier, shop: Shop):
    cashier.type("09351234567")
    panel = cashier.screen.drawers.customer
    panel.create(PartyKind.NATURAL)
    cashier.settle()
    assert panel.fields.fields["mobile"].text == "09351234567"
    for text in ("سارا", "نمونه", "0012345679"):
        cashier.type(text)
        cashier.enter()
    assert cashier.find("customerName").text() == "سارا نمونه"
    (made,) = search_customers(shop, "نمونه")
    assert (made.national_code, made.mobile) == ("0012345679", "09351234567")


def test_a_legal_customer_says_what_is_missing_and_is_made(cashier: Cashier, shop: Shop):
    cashier.type("شرکت نمونه‌سازان")
    panel = cashier.screen.drawers.customer
    panel.create(PartyKind.LEGAL)
    cashier.settle()
    assert panel.fields.fields["name"].text == "شرکت نمونه‌سازان"
    assert "شناسهٔ ملی" in cashier.find("stillNeeded").text()
    for name, text in (
        ("national_id", "14003778990"),
        ("address", "تهران، خیابان نمونه"),
        ("postal_code", "1496675465"),
    ):
        panel.fields.fields[name].setFocus()
        cashier.type(text)
    assert not cashier.find("stillNeeded").isVisible()
    cashier.enter()
    assert cashier.find("customerName").text() == "شرکت نمونه‌سازان"


@pytest.mark.parametrize(
    ("field", "text", "role"),
    [
        ("national_code", "0012345678", "error"),
        ("mobile", "02188000000", "error"),
        ("mobile", "09562002580", "warning"),
        ("postal_code", "1234567890", "warning"),
        ("postal_code", "12345", "error"),
        ("email", "nobody", "error"),
    ],
)
def test_a_field_is_checked_in_place(cashier: Cashier, field: str, text: str, role: str):
    panel = cashier.screen.drawers.customer
    panel.create(PartyKind.NATURAL)
    shown = panel.fields.fields[field]
    shown.setFocus()
    cashier.type(text)
    panel.fields.fields["last_name"].setFocus()
    cashier.settle()
    assert shown.message.text()
    assert shown.message.property("role") == role
    assert bool(shown.field.property("wrong")) is (role == "error")


def test_a_number_that_is_not_finished_is_no_mistake_yet(cashier: Cashier):
    panel = cashier.screen.drawers.customer
    panel.create(PartyKind.NATURAL)
    panel.fields.fields["national_code"].setFocus()
    cashier.type("00123")
    assert not panel.fields.fields["national_code"].field.property("wrong")


def test_a_wrong_field_keeps_the_customer_from_being_saved(cashier: Cashier, shop: Shop):
    panel = cashier.screen.drawers.customer
    panel.create(PartyKind.NATURAL)
    panel.fields.fill({"first_name": "سارا", "last_name": "نمونه", "national_code": "0012345678"})
    panel.save()
    cashier.settle()
    assert panel.fields.fields["national_code"].field.hasFocus()
    assert search_customers(shop, "نمونه") == ()


def test_a_national_code_that_is_known_offers_its_owner(cashier: Cashier, shop: Shop):
    add_natural(shop)
    panel = cashier.screen.drawers.customer
    panel.create(PartyKind.NATURAL)
    panel.fields.fill({"first_name": "سارا", "last_name": "نمونه", "national_code": "0012345679"})
    panel.save()
    cashier.settle()
    assert cashier.find("useKnown").isVisible()
    cashier.click(cashier.find("useKnown"))
    assert cashier.find("customerName").text() == "نگار آزمونی"


def test_a_customer_who_lacks_something_is_completed_before_the_sale(cashier: Cashier, shop: Shop):
    add_natural(shop, national_code="")
    cashier.type("نگار")
    cashier.enter()
    assert cashier.screen.drawers.is_open
    assert "کد ملی" in cashier.find("stillNeeded").text()
    cashier.type("0012345679")
    cashier.enter()
    assert cashier.find("customerName").text() == "نگار آزمونی"
    (known,) = search_customers(shop, "نگار")
    assert known.national_code == "0012345679"


def test_the_customer_goes_onto_the_sale_and_not_onto_the_next(cashier: Cashier, shop: Shop):
    add_natural(shop)
    cashier.type("نگار")
    cashier.enter()
    cashier.scan(barcode(3))
    cashier.key(K.Key_F12)
    cashier.enter()
    assert len(cashier.sold) == 1
    assert cashier.screen.sale.customer is None
