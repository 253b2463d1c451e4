"""A sale: all of it or nothing, once, at the prices and rates of its day (R03)."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from builders import add_legal, add_natural, add_product, as_role, card, cart, cash
from evidence import everything

from bakala_desktop.domain.canonical import digest_of
from bakala_desktop.domain.customer import CustomerId, PartyKind, checked_customer
from bakala_desktop.domain.errors import ShopError, ShopTrouble
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.order import Order, OrderId, OrderStatus
from bakala_desktop.domain.order_request import LineRequest, OrderRequest
from bakala_desktop.domain.pricing import Discount
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.snapshot import to_json
from bakala_desktop.domain.staff import Permission, Role
from bakala_desktop.domain.tax import VatEntry, VatRate
from bakala_desktop.domain.tender import CashRounding, RoundingMode, Tender, TenderKind
from bakala_desktop.services import settings
from bakala_desktop.services.catalog import line_for
from bakala_desktop.services.customers import create_customer, get_customer, update_customer
from bakala_desktop.services.orders import get_order, list_orders
from bakala_desktop.services.papers import get_document, preview_document, print_document
from bakala_desktop.services.proof import verify_shop
from bakala_desktop.services.sell import complete_sale, enter_order
from bakala_desktop.storage import document_rows

TEN_PERCENT = Discount(percent=Decimal(10))


def stock_of(shop, product):
    with shop.read() as work:
        return work.products.get(product.id).stock_e8


def request_of(*codes, **given):
    lines = tuple(LineRequest(code, Quantity.parse("1")) for code in codes)
    return OrderRequest(lines=given.pop("lines", lines), **given)


def refused(code, shop, attempt):
    """The attempt is refused, and every table is as it was."""
    before = everything(shop)
    with pytest.raises(ShopError) as refusal:
        attempt()
    assert refusal.value.code == code
    assert everything(shop) == before
    return refusal.value.data


def reprice(shop, product, price):
    with shop.write("test.reprice") as work:
        work.products.replace(
            [type(product)(**{**{n: getattr(product, n) for n in product.__slots__}, "price": price})]
        )


# What a sale does


def test_a_sale_issues_its_invoice_moves_stock_and_gives_change(shop, clock):
    rice, tea = add_product(shop, stock="10", price_rial="100000"), add_product(shop, price_rial="50000")
    order = cart(shop, rice, tea).with_quantity(0, Quantity.parse("3"))
    done = complete_sale(shop, order, [card(100_000), cash(300_000)])
    assert (str(done.serial), done.issued_at, done.order.status) == (
        "1405-A-0000001",
        clock.now(),
        OrderStatus.COMPLETED,
    )
    assert (done.order.payable, done.order.settlement.change) == (385_000, 15_000)
    assert (stock_of(shop, rice), stock_of(shop, tea)) == (7 * 10**8, None)
    invoice = get_document(shop, "۱۴۰۵-a-1").document
    assert (invoice.totals, invoice.change) == (done.order.totals, 15_000)
    assert invoice.buyer is None
    assert get_order(shop, str(order.id)).order == done.order
    assert verify_shop(shop).ok


def test_the_same_goods_on_two_lines_are_taken_out_twice(shop):
    rice = add_product(shop, stock="10")
    complete_sale(shop, cart(shop, rice, rice, quantity="2"), [card(440_000)])
    assert stock_of(shop, rice) == 6 * 10**8


def test_the_same_cart_again_gives_the_same_answer_and_changes_nothing(shop):
    order = cart(shop, add_product(shop, stock="5"))
    first = complete_sale(shop, order, [card(110_000)])
    before = everything(shop)
    assert complete_sale(shop, order, [card(110_000)]) == first
    assert complete_sale(shop, order, [cash(1)]) == first
    assert everything(shop) == before


def test_two_presses_at_once_sell_once(shop):
    order, answers = cart(shop, add_product(shop, stock="5")), []
    threads = [
        threading.Thread(target=lambda: answers.append(complete_sale(shop, order, [card(110_000)]))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 6
    assert {answer.serial for answer in answers} == {answers[0].serial}
    assert len(list_orders(shop)) == 1


def test_what_was_issued_stays_whatever_changes_later(shop):
    buyer = add_legal(shop)
    product = add_product(shop)
    done = complete_sale(shop, cart(shop, product).with_customer(buyer.id), [card(110_000)])
    before = to_json(get_document(shop, str(done.serial)).document)
    update_customer(shop, buyer.id, {"address": "جای دیگر"})
    settings.set_profile(shop, {"name": "نام تازه"})
    settings.set_notes(shop, "یادداشت تازه")
    reprice(shop, product, Rial(1))
    after = to_json(get_document(shop, str(done.serial)).document)
    assert digest_of(after) == digest_of(before)
    assert verify_shop(shop).ok


def test_an_invoice_is_a_copy_from_its_second_print_on_and_a_preview_does_not_count(shop):
    serial = str(complete_sale(shop, cart(shop, add_product(shop)), [card(110_000)]).serial)
    assert not preview_document(shop, serial).is_copy
    assert not print_document(shop, serial).is_copy
    assert preview_document(shop, serial).is_copy
    assert print_document(shop, serial).is_copy
    assert print_document(shop, serial).is_copy
    assert verify_shop(shop).ok


# What is refused, and changes nothing


def test_an_empty_cart(shop):
    refused("order_empty", shop, lambda: complete_sale(shop, Order(OrderId(shop.new_id())), []))


def test_too_little_money(shop):
    order = cart(shop, add_product(shop))
    assert refused("tenders_too_small", shop, lambda: complete_sale(shop, order, [card(100_000)]))["rest"] == 10_000
    refused("noncash_exceeds_payable", shop, lambda: complete_sale(shop, order, [card(120_000)]))


def test_a_price_that_changed_meanwhile(shop):
    product, cashier = add_product(shop), as_role(shop, Role.CASHIER)
    order = cart(cashier, product)
    reprice(shop, product, Rial(120_000))
    data = refused("price_changed", shop, lambda: complete_sale(cashier, order, [card(110_000)]))
    assert (data["old"], data["new"]) == (100_000, 120_000)
    assert complete_sale(as_role(shop, Role.MANAGER), order, [card(110_000)]).serial


def test_a_price_of_the_caller_s_own(shop):
    product, cashier = add_product(shop), as_role(shop, Role.CASHIER)
    asked = LineRequest(product.sku, Quantity.parse("1"), unit_price=Rial(90_000))
    request = request_of(lines=(asked,), tenders=(card(99_000),))
    refused("not_allowed", shop, lambda: enter_order(cashier, request))
    assert enter_order(as_role(shop, Role.MANAGER), request).order.payable == 99_000


def test_goods_that_are_gone(shop):
    order = cart(shop, add_product(shop))
    with shop.write("test") as work:
        work.connection.exec_driver_sql("DELETE FROM products")
    refused("product_unknown", shop, lambda: complete_sale(shop, order, [card(110_000)]))


@pytest.mark.parametrize("counted", ["2", "0", "-1"])
def test_more_than_the_stock_only_where_the_shop_forbids_it(shop, counted):
    product = add_product(shop, stock=counted)
    order = cart(shop, product, product, quantity="2")
    settings.set_forbid_negative(shop, True)
    refused("stock_too_small", shop, lambda: complete_sale(shop, order, [card(440_000)]))
    settings.set_forbid_negative(shop, False)
    complete_sale(shop, order, [card(440_000)])
    assert stock_of(shop, product) == (int(counted) - 4) * 10**8


def test_goods_that_are_not_counted_are_never_too_few(shop):
    settings.set_forbid_negative(shop, True)
    assert complete_sale(shop, cart(shop, add_product(shop), quantity="1000"), [card(110_000_000)]).serial


def test_a_named_buyer_who_is_not_complete(shop):
    buyer = create_customer(shop, PartyKind.NATURAL, {"last_name": "آزمونی"})
    order = cart(shop, add_product(shop)).with_customer(buyer.id)
    data = refused("customer_incomplete", shop, lambda: complete_sale(shop, order, [card(110_000)]))
    assert data["missing"] == ["customer.first_name", "customer.national_code"]
    update_customer(shop, buyer.id, {"first_name": "نگار", "national_code": "0012345679"})
    assert (
        get_document(shop, str(complete_sale(shop, order, [card(110_000)]).serial)).document.buyer.name == "نگار آزمونی"
    )


def test_a_buyer_who_is_not_known(shop):
    order = cart(shop, add_product(shop)).with_customer(CustomerId(shop.new_id()))
    refused("customer_not_found", shop, lambda: complete_sale(shop, order, [card(110_000)]))


def test_credit_while_nobody_has_a_limit(shop):
    tenders = [cash(10_000), Tender(TenderKind.CREDIT, Rial(100_000))]
    order = cart(shop, add_product(shop)).with_customer(add_natural(shop).id)
    refused("credit_limit_missing", shop, lambda: complete_sale(shop, order, tenders))


def test_a_discount_without_the_right_to_give_one(shop, monkeypatch):
    product, cashier = add_product(shop), as_role(shop, Role.CASHIER)
    rights = {Role.CASHIER: frozenset({Permission.SELL}), Role.OWNER: frozenset(Permission)}
    for module in ("domain.staff", "services.shop"):
        monkeypatch.setattr(f"bakala_desktop.{module}.RIGHTS", rights)
    lines = (LineRequest(product.sku, Quantity.parse("1"), discount=TEN_PERCENT),)
    order = cart(cashier, product)
    for attempt in (
        lambda: complete_sale(cashier, order.with_discount(TEN_PERCENT), [card(99_000)]),
        lambda: complete_sale(cashier, order.with_line_discount(0, TEN_PERCENT), [card(99_000)]),
        lambda: enter_order(cashier, request_of(product.sku, discount=TEN_PERCENT)),
        lambda: enter_order(cashier, request_of(lines=lines, tenders=(card(99_000),))),
    ):
        assert refused("not_allowed", shop, attempt)["permission"] == "sale.discount"


def test_a_failure_after_the_stock_was_moved(shop, monkeypatch):
    order = cart(shop, add_product(shop, stock="5"))

    def fail(_):
        raise RuntimeError

    monkeypatch.setattr(document_rows, "to_json", fail)
    before = everything(shop)
    with pytest.raises(RuntimeError):
        complete_sale(shop, order, [card(110_000)])
    assert everything(shop) == before


def test_an_invoice_whose_order_would_be_issued_twice_is_kept_out_by_the_database(shop):
    done = complete_sale(shop, cart(shop, add_product(shop)), [card(110_000)])
    invoice = get_document(shop, str(done.serial)).document
    before = everything(shop)
    with pytest.raises(ShopTrouble), shop.write("test") as work:
        work.documents.issue(invoice, user_id=shop.session.user_id)
    assert everything(shop) == before


# Rates, years and coins


def test_a_rate_of_tomorrow_does_not_count_today(shop, clock):
    general = [VatEntry(date(2024, 3, 20), VatRate(1000)), VatEntry(date(2026, 11, 23), VatRate(1200))]
    settings.set_vat_table(shop, [*general, VatEntry(date(2026, 11, 23), VatRate(0), "نان")])
    flour, bread = add_product(shop, vat_percent=""), add_product(shop, vat_percent="", category="نان")
    yesterday = cart(shop, flour, bread)
    assert [line.vat_rate for line in yesterday.lines] == [1000, 1000]
    # Ten to midnight in Tehran, and ten past: in UTC it is the same day.
    clock.at = datetime(2026, 11, 22, 20, 20, tzinfo=UTC)
    assert complete_sale(shop, cart(shop, flour, bread), [card(220_000)]).order.totals.vat == 20_000
    clock.forward(minutes=20)
    done = complete_sale(shop, yesterday, [card(212_000)])
    assert [line.vat_rate for line in done.order.lines] == [1200, 0]
    assert get_document(shop, str(done.serial)).document.totals.vat == 12_000


def test_a_table_without_a_general_rate_for_the_tehran_day_is_refused(shop, clock):
    clock.at = datetime(2026, 11, 22, 20, 40, tzinfo=UTC)
    settings.set_vat_table(shop, [VatEntry(date(2026, 11, 23), VatRate(1000))])
    clock.at = datetime(2026, 11, 22, 20, 20, tzinfo=UTC)
    late = [VatEntry(date(2026, 11, 23), VatRate(900))]
    refused("no_vat_rate", shop, lambda: settings.set_vat_table(shop, late))


def test_serials_begin_anew_with_the_fiscal_year_of_tehran(shop, clock):
    product = add_product(shop)

    def sell():
        return str(complete_sale(shop, cart(shop, product), [card(110_000)]).serial)

    clock.at = datetime(2027, 3, 20, 20, 0, tzinfo=UTC)
    assert [sell(), sell()] == ["1405-A-0000001", "1405-A-0000002"]
    clock.at = datetime(2027, 3, 20, 20, 30, tzinfo=UTC)
    assert [sell(), sell()] == ["1406-A-0000001", "1406-A-0000002"]
    assert verify_shop(shop).ok


def test_a_rounding_stands_beside_the_invoice_not_in_it(shop):
    settings.set_rounding(shop, CashRounding(RoundingMode.NEAREST, Rial(5_000)))
    order = cart(shop, add_product(shop, price_rial="101000"))
    rounding = settings.get_rounding(shop).of(order.payable)
    assert (order.payable, rounding.amount) == (111_100, 1_100)
    done = complete_sale(shop, order, [rounding, cash(120_000)])
    invoice = get_document(shop, str(done.serial)).document
    assert (invoice.totals.total, invoice.change) == (111_100, 10_000)
    assert invoice.tenders[0] == rounding
    assert verify_shop(shop).ok


# Orders of a script


def test_the_same_reference_gives_the_same_answer_and_changes_nothing(shop):
    product = add_product(shop, stock="5")
    request = request_of(product.sku, reference="R-1", tenders=(card(110_000),))
    first = enter_order(shop, request)
    before = everything(shop)
    assert enter_order(shop, request) == first
    assert enter_order(shop, request_of("nothing-like-it", reference="R-1")) == first
    assert everything(shop) == before


def test_without_tenders_an_order_awaits_its_payment(shop):
    product = add_product(shop, stock="5")
    answer = enter_order(shop, request_of(product.sku, reference="R-1"))
    assert (answer.order.status, answer.serial) == (OrderStatus.AWAITING_PAYMENT, None)
    assert stock_of(shop, product) == 5 * 10**8
    assert verify_shop(shop).ok


def test_a_payable_of_nothing_completes_and_gives_the_cash_back(shop):
    product = add_product(shop)
    request = request_of(product.sku, discount=Discount(percent=Decimal(100)), tenders=(cash(50_000),))
    answer = enter_order(shop, request)
    assert (answer.order.payable, answer.order.settlement.change, str(answer.serial)) == (0, 50_000, "1405-A-0000001")


def test_lines_stay_in_file_order_and_are_not_merged(shop):
    one, two = add_product(shop), add_product(shop)
    answer = enter_order(shop, request_of(one.sku, two.barcode, one.sku, tenders=(card(330_000),)))
    assert [line.sku for line in answer.order.lines] == [one.sku, two.sku, one.sku]
    assert [line.code for line in get_document(shop, str(answer.serial)).document.lines] == [one.sku, two.sku, one.sku]


def test_a_wrong_line_is_named(shop):
    product = add_product(shop)
    data = refused("product_unknown", shop, lambda: enter_order(shop, request_of(product.sku, "nothing")))
    assert data["line"] == 2
    half = (LineRequest(product.sku, Quantity.parse("0.5")),)
    assert refused("quantity_not_whole", shop, lambda: enter_order(shop, request_of(lines=half)))["line"] == 1


def test_a_refused_order_makes_no_customer(shop):
    buyer = checked_customer(CustomerId(shop.new_id()), PartyKind.NATURAL, {"first_name": "نگار"})
    request = request_of(add_product(shop).sku, customer=buyer, tenders=(card(110_000),))
    refused("customer_incomplete", shop, lambda: enter_order(shop, request))


def test_a_known_customer_is_found_and_completed(shop):
    known = add_natural(shop, address="", mobile="")
    given = {"first_name": "نگار", "last_name": "دیگری", "national_code": "0012345679", "mobile": "09350000001"}
    buyer = checked_customer(CustomerId(shop.new_id()), PartyKind.NATURAL, given)
    answer = enter_order(shop, request_of(add_product(shop).sku, customer=buyer, tenders=(card(110_000),)))
    assert answer.order.customer_id == known.id
    kept = get_customer(shop, known.id)
    # What was empty is filled in; what was known is not overwritten by an order.
    assert (kept.mobile, kept.last_name) == ("09350000001", "آزمونی")
    assert verify_shop(shop).ok


def test_an_order_that_is_not_there(shop):
    for text in ("x", "", "00000000-0000-0000-0000-000000000000"):
        with pytest.raises(ShopError, match="order_not_found"):
            get_order(shop, text)


def test_the_newest_orders_come_first_and_by_status(shop, clock):
    product = add_product(shop)
    enter_order(shop, request_of(product.sku))
    clock.forward(minutes=1)
    complete_sale(shop, cart(shop, product).with_customer(add_legal(shop).id), [card(110_000)])
    assert [(o.status.value, o.serial, o.customer) for o in list_orders(shop)] == [
        ("completed", "1405-A-0000001", "شرکت آزمون‌گستر"),
        ("awaiting_payment", "", ""),
    ]
    assert len(list_orders(shop, OrderStatus.COMPLETED)) == 1
    assert len(list_orders(shop, limit=1)) == 1


def test_a_sale_of_a_thousand_lines_is_whole(shop):
    order = cart(shop, add_product(shop, stock="1"))
    line = line_for(shop, order.lines[0].product_id)
    big = Order(order.id, lines=(line,) * 1000)
    done = complete_sale(shop, big, [card(big.payable)])
    assert len(get_document(shop, str(done.serial)).document.lines) == 1000
    assert verify_shop(shop).ok
