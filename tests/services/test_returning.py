"""Goods that come back: their invoice of return, the stock, the money, all of it or nothing (R03)."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from builders import add_legal, add_product, as_role, card, cart, cash
from evidence import everything

from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.filing import CLOCK_SLACK
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.pricing import Discount
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.return_request import ReturnedLine, ReturnRequest
from bakala_desktop.domain.snapshot import to_json
from bakala_desktop.domain.staff import Role
from bakala_desktop.domain.tender import CashRounding, RoundingMode, Tender, TenderKind
from bakala_desktop.services import settings
from bakala_desktop.services.customers import update_customer
from bakala_desktop.services.papers import get_document
from bakala_desktop.services.proformas import issue_proforma_of
from bakala_desktop.services.proof import verify_shop
from bakala_desktop.services.returns import get_chain, return_goods
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.storage import document_rows


def stock_of(shop, product):
    with shop.read() as work:
        return work.products.get(product.id).stock_e8


def request_of(serial, parts, *tenders, reason="نخواست"):
    lines = tuple(ReturnedLine(number, Quantity.parse(quantity, 8)) for number, quantity in parts.items())
    return ReturnRequest(str(serial), lines, reason, tenders)


def refused(code, shop, attempt):
    """The attempt is refused, and every table is as it was."""
    before = everything(shop)
    with pytest.raises(ShopError) as refusal:
        attempt()
    assert refusal.value.code == code
    assert everything(shop) == before
    return refusal.value.data


def sold(shop, *goods, quantity="3"):
    order = cart(shop, *goods, quantity=quantity)
    return str(complete_sale(shop, order, [card(order.payable)]).serial)


def test_goods_come_back_in_two_parts(shop, clock):
    rice, tea = add_product(shop, stock="10"), add_product(shop, price_rial="50000")
    serial = sold(shop, rice, tea)
    before = to_json(get_document(shop, serial).document)
    clock.forward(minutes=5)
    first = return_goods(shop, request_of(serial, {1: "1"}, cash(110_000)))
    document = first.document
    assert (str(document.serial), document.kind, document.issued_at) == (
        "1405-R-0000001",
        DocumentKind.RETURN,
        clock.now(),
    )
    assert (str(document.changes), document.totals.total, first.is_whole) == (serial, 110_000, False)
    assert get_document(shop, "۱۴۰۵-r-1").document == document
    assert (stock_of(shop, rice), stock_of(shop, tea)) == (8 * 10**8, None)
    rest = return_goods(shop, request_of(serial, {2: "3", 1: "2"}, card(385_000)))
    assert rest.is_whole
    assert (stock_of(shop, rice), stock_of(shop, tea)) == (10 * 10**8, None)
    chain = get_chain(shop, serial)
    assert ([str(one.serial) for one in chain.changes], chain.is_fully_returned) == (
        ["1405-R-0000001", "1405-R-0000002"],
        True,
    )
    # The invoice itself is what it was.
    assert to_json(get_document(shop, serial).document) == before
    assert verify_shop(shop).ok


def test_the_refund_stands_in_the_books_with_its_sign(shop):
    serial = sold(shop, add_product(shop))
    return_goods(shop, request_of(serial, {1: "2"}, cash(120_000), card(100_000)))
    tables = everything(shop)
    assert [row[2:4] for row in tables["refunds"]] == [("cash", 120_000), ("card", 100_000)]
    booked = [row[1:2] + row[3:4] + row[-1:] for row in tables["document_lines"]]
    assert sorted(booked) == [(1, -2 * 10**8, -220_000), (1, 3 * 10**8, 330_000)]


def test_a_cash_refund_is_rounded_beside_the_document(shop):
    settings.set_rounding(shop, CashRounding(RoundingMode.NEAREST, Rial(5_000)))
    serial = sold(shop, add_product(shop, price_rial="101000"))
    rounding = Tender(TenderKind.ROUNDING, Rial(1_100))
    done = return_goods(shop, request_of(serial, {1: "1"}, cash(110_000), rounding))
    assert (done.document.totals.total, done.document.tenders[1]) == (111_100, rounding)
    assert verify_shop(shop).ok


def test_a_return_bears_the_buyer_as_the_invoice_has_him(shop):
    buyer = add_legal(shop)
    order = cart(shop, add_product(shop), quantity="2").with_customer(buyer.id)
    serial = str(complete_sale(shop, order, [card(220_000)]).serial)
    update_customer(shop, buyer.id, {"name": "نام دیگر"})
    done = return_goods(shop, request_of(serial, {1: "1"}, cash(110_000)))
    assert done.document.buyer == get_document(shop, serial).document.buyer
    with shop.read() as work:
        assert work.documents.customer_of(done.document.serial) == buyer.id


def test_weighed_goods_sold_by_a_label_s_price_come_back_to_the_last_decimal(shop):
    apples = add_product(shop, unit="کیلوگرم", price_rial="333333", stock="5")
    order = cart(shop, apples).with_quantity(0, Quantity.parse("1.23456789", 8))
    serial = str(complete_sale(shop, order, [card(order.payable)]).serial)
    return_goods(shop, request_of(serial, {1: "1.23456789"}, cash(order.payable)))
    assert stock_of(shop, apples) == 5 * 10**8


def test_the_same_goods_on_two_lines_come_back_by_their_line(shop):
    rice = add_product(shop, stock="10")
    order = cart(shop, rice, rice).with_line_discount(1, Discount(rial=Rial(50_000)))
    serial = str(complete_sale(shop, order, [card(165_000)]).serial)
    assert return_goods(shop, request_of(serial, {2: "1"}, cash(55_000))).document.totals.total == 55_000
    assert stock_of(shop, rice) == 9 * 10**8
    refused("return_exceeds_sold", shop, lambda: return_goods(shop, request_of(serial, {2: "1"}, cash(55_000))))


# What is refused, and changes nothing


def test_what_is_not_on_the_invoice_or_came_back_already(shop):
    serial = sold(shop, add_product(shop, stock="10"))
    return_goods(shop, request_of(serial, {1: "1"}, cash(110_000)))
    for parts, code in (
        ({1: "3"}, "return_exceeds_sold"),
        ({2: "1"}, "line_unknown"),
        ({}, "return_empty"),
        ({1: "0.5"}, "quantity_not_whole"),
    ):
        refused(code, shop, lambda parts=parts: return_goods(shop, request_of(serial, parts, cash(110_000))))


def test_money_that_does_not_sum_up(shop):
    serial = sold(shop, add_product(shop, stock="10"))
    data = refused("refund_differs", shop, lambda: return_goods(shop, request_of(serial, {1: "1"}, cash(100_000))))
    assert data["rest"] == 10_000
    credit = Tender(TenderKind.CREDIT, Rial(110_000))
    refused("credit_limit_missing", shop, lambda: return_goods(shop, request_of(serial, {1: "1"}, credit)))


def test_no_reason_no_return(shop):
    serial = sold(shop, add_product(shop))
    request = request_of(serial, {1: "1"}, cash(110_000), reason=" ")
    refused("reason_missing", shop, lambda: return_goods(shop, request))


def test_only_an_invoice_is_named(shop):
    product = add_product(shop)
    serial = sold(shop, product)
    returned = return_goods(shop, request_of(serial, {1: "1"}, cash(110_000))).document.serial
    proforma = issue_proforma_of(shop, cart(shop, product)).serial
    for other in (returned, proforma):
        request = request_of(other, {1: "1"}, cash(110_000))
        assert refused("not_an_invoice", shop, lambda r=request: return_goods(shop, r))["serial"] == str(other)
    for text, code in (("1405-A-7", "invoice_not_found"), ("x", "bad_serial")):
        refused(code, shop, lambda t=text: return_goods(shop, request_of(t, {1: "1"}, cash(110_000))))


def test_a_clock_that_was_set_back(shop, clock):
    serial = sold(shop, add_product(shop, stock="10"))
    issued = clock.now()
    clock.at = issued - CLOCK_SLACK - timedelta(seconds=1)
    request = request_of(serial, {1: "1"}, cash(110_000))
    refused("clock_set_back", shop, lambda: return_goods(shop, request))
    clock.at = issued - CLOCK_SLACK
    assert return_goods(shop, request).document.issued_at == issued


def test_a_failure_after_the_number_was_taken_leaves_nothing(shop, monkeypatch):
    serial = sold(shop, add_product(shop, stock="10"))
    before = everything(shop)

    def fail(*_):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(document_rows, "to_json", fail)
        with pytest.raises(RuntimeError):
            return_goods(shop, request_of(serial, {1: "1"}, cash(110_000)))
    assert everything(shop) == before
    assert str(return_goods(shop, request_of(serial, {1: "1"}, cash(110_000))).document.serial) == "1405-R-0000001"


def test_two_tills_do_not_take_the_same_goods_back_twice(shop):
    serial, answers = sold(shop, add_product(shop, stock="10")), []

    def press():
        try:
            answers.append(return_goods(shop, request_of(serial, {1: "2"}, cash(220_000))).document.serial)
        except ShopError as error:
            answers.append(error.code)

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, answers)) == ["1405-R-0000001", *["return_exceeds_sold"] * 3]
    assert verify_shop(shop).ok


def test_a_cashier_takes_goods_back_and_a_clerk_does_not(shop):
    serial = sold(shop, add_product(shop))
    request = request_of(serial, {1: "1"}, cash(110_000))
    clerk = as_role(shop, Role.CLERK)
    refused("not_allowed", shop, lambda: return_goods(clerk, request))
    assert return_goods(as_role(shop, Role.CASHIER), request).document.serial


def test_a_return_next_year_counts_in_the_series_of_that_year(shop, clock):
    serial = sold(shop, add_product(shop))
    clock.forward(days=150)
    assert str(return_goods(shop, request_of(serial, {1: "1"}, cash(110_000))).document.serial) == "1406-R-0000001"
