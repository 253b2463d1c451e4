"""Goods and customers at the till, the shop's settings, and the proof of the books."""

from __future__ import annotations

from uuid import UUID

import pytest
from builders import PROFILE, add_legal, add_natural, add_product, card, cart, product_fields
from evidence import everything, raw

from bakala_desktop.domain.customer import CustomerId, PartyKind
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.identifiers import ean
from bakala_desktop.domain.identifiers.scale_code import ScaleFormat
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.product import ProductId
from bakala_desktop.services import catalog, customers, proof, settings
from bakala_desktop.services.proof import verify_shop
from bakala_desktop.services.sell import complete_sale


def refused(code, shop, attempt):
    before = everything(shop)
    with pytest.raises(ShopError) as refusal:
        attempt()
    assert refusal.value.code == code
    assert everything(shop) == before
    return refusal.value.data


# Goods


def test_a_barcode_goes_before_a_sku_of_the_same_text(shop):
    by_sku = add_product(shop, sku="6260000000017", barcode="")
    by_barcode = add_product(shop, barcode="6260000000017")
    assert catalog.scan(shop, "6260000000017").product_id == by_barcode.id
    assert catalog.line_for(shop, by_sku.id).sku == "6260000000017"


@pytest.mark.parametrize("typed", ["ab-12", "AB-12", " AB-۱۲\r", "\u200eAB-12"])
def test_a_code_is_found_in_any_digits_and_letters(shop, typed):
    product = add_product(shop, sku="AB-12")
    assert catalog.scan(shop, typed).product_id == product.id


@pytest.mark.parametrize("code", ["", "nothing", "x" * 5000, "' OR 1=1 --", "\ud800"])
def test_an_unknown_code_is_told_as_it_was_read(shop, code):
    add_product(shop)
    assert len(refused("product_unknown", shop, lambda: catalog.scan(shop, code))["code"]) <= 64


def test_a_label_of_the_scale_is_goods_and_weight(shop):
    settings.set_scale_formats(shop, [ScaleFormat("21", 5, 5, "weight")])
    add_product(shop, sku="00042", unit="کیلوگرم", price_rial="800000")
    body = "210004201250"
    line = catalog.scan(shop, body + ean.check_digit(body))
    assert (line.sku, str(line.quantity)) == ("00042", "1.25")


def test_codes_belong_to_one_kind_of_goods(shop):
    product = add_product(shop)
    taken = product_fields(sku=product.sku)
    assert refused("sku_taken", shop, lambda: catalog.create_product(shop, taken))["field"] == "sku"
    taken = product_fields(barcode=product.barcode)
    assert refused("barcode_taken", shop, lambda: catalog.create_product(shop, taken))["sku"] == product.sku
    assert add_product(shop, barcode="").barcode is None
    assert add_product(shop, barcode="").barcode is None


def test_goods_are_listed_by_pages_and_categories(shop):
    made = [add_product(shop, category="نان" if n % 3 else "شیر") for n in range(7)]
    assert catalog.list_categories(shop) == ("نان", "شیر")
    assert catalog.list_categories(shop, 1) == ("نان",)
    first = catalog.list_products(shop, None, limit=5)
    assert (list(first.products), first.has_more) == (made[:5], True)
    last = catalog.list_products(shop, None, after=5, limit=5)
    assert (list(last.products), last.has_more) == (made[5:], False)
    assert [p.category for p in catalog.list_products(shop, "شیر").products] == ["شیر"] * 3


def test_goods_that_are_not_there(shop):
    refused("product_not_found", shop, lambda: catalog.line_for(shop, ProductId(UUID(int=1))))


def test_as_many_codes_as_a_large_file_has_can_be_asked_for(shop):
    product = add_product(shop)
    with shop.read() as work:
        found = work.products.codes_in_use([f"S{n}" for n in range(100_000)] + [product.sku], [])
    assert [known.id for known in found] == [product.id]


# Customers


def test_a_customer_is_kept_as_given(shop):
    person = add_natural(shop)
    assert customers.get_customer(shop, person.id) == person
    assert customers.update_customer(shop, person.id, {}) == person


def test_a_person_is_there_once(shop):
    person, firm = add_natural(shop), add_legal(shop)
    assert refused("customer_exists", shop, lambda: add_natural(shop))["id"] == str(person.id)
    assert refused("customer_exists", shop, lambda: add_legal(shop))["field"] == "national_id"
    other = customers.create_customer(shop, PartyKind.NATURAL, {"last_name": "دیگری"})
    code = {"national_code": person.national_code}
    refused("customer_exists", shop, lambda: customers.update_customer(shop, other.id, code))
    assert customers.update_customer(shop, firm.id, {"national_id": firm.national_id}) == firm


def test_customers_without_codes_may_be_many(shop):
    for _ in range(2):
        customers.create_customer(shop, PartyKind.NATURAL, {"last_name": "آزمونی", "mobile": "09120000001"})
    assert len(customers.search_customers(shop, "09120000001")) == 2


def test_customers_that_cannot_be(shop):
    make = customers.create_customer
    refused("customer_nameless", shop, lambda: make(shop, PartyKind.NATURAL, {"mobile": "09120000001"}))
    refused("field_of_other_kind", shop, lambda: make(shop, PartyKind.LEGAL, {"first_name": "نگار"}))
    refused("customer_not_found", shop, lambda: customers.update_customer(shop, CustomerId(UUID(int=1)), {}))


# Settings


def test_settings_are_kept(shop):
    assert not settings.get_forbid_negative(shop)
    settings.set_forbid_negative(shop, True)
    settings.set_notes(shop, " حساب  ۱۲۳ ")
    profile = settings.set_profile(shop, PROFILE | {"fax": "05138000009"})
    assert settings.get_forbid_negative(shop)
    assert settings.get_notes(shop) == "حساب ۱۲۳"
    assert settings.get_profile(shop) == profile
    assert settings.get_vat_table(shop).rate_on(shop.clock.now().date(), "") == 1000
    assert verify_shop(shop).ok


def test_a_wrong_profile_changes_nothing(shop):
    refused("invalid_checksum", shop, lambda: settings.set_profile(shop, PROFILE | {"national_id": "10380284791"}))


# The proof


def spoil(shop, *statements):
    with shop.write("test.spoil") as work:
        for statement in statements:
            work.connection.exec_driver_sql(statement)
    return {finding.code for finding in verify_shop(shop).findings}


@pytest.fixture
def sold(shop):
    for _ in range(3):
        complete_sale(shop, cart(shop, add_product(shop)), [card(110_000)])
    assert verify_shop(shop).ok
    return shop


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE orders SET total = total - 10, vat = vat - 10", "order_sums_wrong"),
        ("UPDATE tenders SET amount = amount + 1", "order_not_settled"),
        ("UPDATE documents SET payable = 1", "document_differs"),
        ("UPDATE documents SET snapshot = replace(snapshot, '110000', '110001')", "document_differs"),
        ("UPDATE documents SET number = 9 WHERE number = 2", "serial_missing"),
        ("UPDATE serials SET last_number = 9", "serial_missing"),
        ("UPDATE serials SET last_number = last_number - 1", "serial_counter_lags"),
        ("DELETE FROM serials", "serial_counter_lags"),
        ("UPDATE audit_entries SET action = 'x' WHERE seq = 4", "audit_chain_broken"),
        ("UPDATE users SET role = 'owner', name = 'x'", "audit_object_altered"),
        ("UPDATE products SET price = 1", "audit_object_altered"),
    ],
)
def test_what_was_altered_is_found(sold, statement, code):
    assert code in spoil(sold, statement)


def test_a_row_that_refers_to_nothing_is_found_beside_the_rest(sold):
    with sold.read() as work:
        work.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        work.connection.exec_driver_sql("DELETE FROM orders")
        codes = {finding.code for finding in proof._findings(work, None)}
    assert {"database_damaged", "audit_object_altered"} <= codes


def test_damaged_pages_are_a_finding(sold):
    with raw(sold) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'stock_moves'").fetchone()[0]
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    sold.database.close()
    path = sold.database.file.path
    pages = bytearray(path.read_bytes())
    pages[(root - 1) * 4096 + 100 : (root - 1) * 4096 + 120] = bytes(20)
    path.write_bytes(pages)
    assert {finding.code for finding in verify_shop(sold).findings} == {"database_damaged"}


def test_a_head_that_was_noted_must_still_be_in_the_chain(sold):
    noted = verify_shop(sold).head
    add_product(sold)
    assert verify_shop(sold, noted.upper() + "\n").ok
    assert {f.code for f in verify_shop(sold, "f" * 64).findings} == {"audit_head_unknown"}


def test_a_proof_writes_nothing(sold):
    before = everything(sold)
    verify_shop(sold)
    assert everything(sold) == before


def test_a_price_change_by_right_is_no_finding(sold):
    (product, *_) = catalog.list_products(sold, None).products
    fields = {name: getattr(product, name) for name in product.__slots__}
    with sold.write("test.price") as work:
        work.products.replace([type(product)(**{**fields, "price": Rial(5)})])
    assert verify_shop(sold).ok
