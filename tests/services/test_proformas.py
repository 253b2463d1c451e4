"""Proformas: an offer that holds for some days, is no sale, and is sold with one key."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import add_legal, add_product, as_role, card, cart
from evidence import everything

from bakala_desktop.domain.customer import PartyKind
from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.order import Order, OrderId, OrderStatus
from bakala_desktop.domain.order_request import LineRequest, OrderRequest
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.staff import Role
from bakala_desktop.domain.tax import VatEntry, VatRate
from bakala_desktop.services import settings
from bakala_desktop.services.catalog import line_for
from bakala_desktop.services.customers import create_customer, update_customer
from bakala_desktop.services.orders import get_order, list_orders
from bakala_desktop.services.paper_settings import set_proforma_days
from bakala_desktop.services.papers import get_document
from bakala_desktop.services.proformas import issue_proforma_of, open_proforma
from bakala_desktop.services.proof import verify_shop
from bakala_desktop.services.sell import complete_sale, enter_order


def stock_of(shop, product):
    with shop.read() as work:
        return work.products.get(product.id).stock_e8


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
        work.products.replace([replace(product, price=Rial(price))])


def test_a_proforma_is_no_sale(shop):
    settings.set_notes(shop, "قیمت‌ها قطعی است")
    rice, company = add_product(shop, stock="10"), add_legal(shop)
    order = cart(shop, rice, quantity="3").with_customer(company.id)
    document = issue_proforma_of(shop, order)
    assert (str(document.serial), document.kind, document.valid_until) == (
        "1405-P-0000001",
        DocumentKind.PROFORMA,
        date(2026, 11, 29),
    )
    assert (document.totals.total, document.tenders, document.notes) == (330_000, (), "قیمت‌ها قطعی است")
    assert document.buyer.name == company.name
    assert get_document(shop, "1405-P-1").document == document
    answer = get_order(shop, str(order.id))
    assert (answer.order.status, answer.serial) == (OrderStatus.DRAFT, None)
    tables = everything(shop)
    assert (tables["document_lines"], tables["stock_moves"], tables["refunds"]) == ([], [], [])
    assert stock_of(shop, rice) == 10 * 10**8
    assert verify_shop(shop).ok


def test_a_proforma_becomes_a_sale_with_one_key(shop, clock):
    rice = add_product(shop, stock="10")
    order = cart(shop, rice, quantity="3")
    serial = str(issue_proforma_of(shop, order).serial)
    clock.forward(days=2)
    opened = open_proforma(shop, serial)
    assert opened == order
    done = complete_sale(shop, opened, [card(330_000)])
    assert (str(done.serial), done.order.status, stock_of(shop, rice)) == (
        "1405-A-0000001",
        OrderStatus.COMPLETED,
        7 * 10**8,
    )
    before = everything(shop)
    assert complete_sale(shop, opened, [card(330_000)]) == done
    assert everything(shop) == before
    data = refused("proforma_sold", shop, lambda: open_proforma(shop, serial))
    assert data["invoice"] == "1405-A-0000001"
    refused("order_not_open", shop, lambda: issue_proforma_of(shop, order))
    assert len(list_orders(shop)) == 1
    assert verify_shop(shop).ok


def test_the_same_cart_gives_the_same_proforma_and_a_changed_one_another(shop, clock):
    rice, company = add_product(shop), add_legal(shop)
    order = cart(shop, rice)
    first = issue_proforma_of(shop, order)
    before = everything(shop)
    clock.forward(days=1)
    assert issue_proforma_of(shop, order) == first
    assert issue_proforma_of(shop, order, 6) == first
    assert everything(shop) == before
    for number, changed in enumerate(
        (
            order.with_quantity(0, Quantity.parse("2")),
            order.with_customer(company.id),
            order,
        ),
        2,
    ):
        assert issue_proforma_of(shop, changed).serial.number == number
    assert issue_proforma_of(shop, order, 10).serial.number == 5
    assert len(list_orders(shop)) == 1
    assert verify_shop(shop).ok


def test_a_buyer_whose_data_changed_gets_another_proforma(shop):
    company = add_legal(shop)
    order = cart(shop, add_product(shop)).with_customer(company.id)
    issue_proforma_of(shop, order)
    update_customer(shop, company.id, {"address": "نشانی تازه"})
    assert issue_proforma_of(shop, order).buyer.address == "نشانی تازه"


def test_only_the_newest_proforma_of_a_cart_is_opened(shop):
    order = cart(shop, add_product(shop))
    first = issue_proforma_of(shop, order)
    second = issue_proforma_of(shop, order.with_quantity(0, Quantity.parse("2")))
    data = refused("proforma_replaced", shop, lambda: open_proforma(shop, str(first.serial)))
    assert data["replaced_by"] == str(second.serial)
    assert open_proforma(shop, str(second.serial)).lines[0].quantity == Quantity.parse("2")


def test_how_long_it_holds(shop):
    set_proforma_days(shop, 3)
    assert issue_proforma_of(shop, cart(shop, add_product(shop))).valid_until == date(2026, 11, 25)
    assert issue_proforma_of(shop, cart(shop, add_product(shop)), 30).valid_until == date(2026, 12, 22)
    order = cart(shop, add_product(shop))
    for days in (0, -1, 366):
        refused("bad_field", shop, lambda d=days: issue_proforma_of(shop, order, d))


# Prices


def test_its_prices_hold_for_a_cashier_until_the_end_of_its_last_day(shop, clock):
    rice, cashier = add_product(shop), as_role(shop, Role.CASHIER)
    serial = str(issue_proforma_of(cashier, cart(cashier, rice, quantity="2")).serial)
    reprice(shop, rice, 150_000)
    clock.forward(days=7, hours=14, minutes=29)  # a minute before midnight in Tehran
    opened = open_proforma(cashier, serial)
    assert opened.payable == 220_000
    assert issue_proforma_of(cashier, opened).serial.number == 1
    assert complete_sale(cashier, opened, [card(220_000)]).order.payable == 220_000


def test_afterwards_todays_prices_do(shop, clock):
    rice, cashier = add_product(shop), as_role(shop, Role.CASHIER)
    serial = str(issue_proforma_of(cashier, cart(cashier, rice)).serial)
    before_midnight = open_proforma(cashier, serial)
    reprice(shop, rice, 150_000)
    clock.forward(days=7, hours=14, minutes=31)
    data = refused("price_changed", shop, lambda: complete_sale(cashier, before_midnight, [card(110_000)]))
    assert (data["old"], data["new"]) == (100_000, 150_000)
    opened = open_proforma(cashier, serial)
    assert opened.payable == 165_000
    assert complete_sale(cashier, opened, [card(165_000)]).order.payable == 165_000


def test_what_was_not_offered_is_sold_at_todays_prices(shop):
    rice, tea, cashier = add_product(shop), add_product(shop), as_role(shop, Role.CASHIER)
    stale = cart(cashier, rice, tea)
    serial = str(issue_proforma_of(cashier, cart(cashier, rice)).serial)
    reprice(shop, rice, 150_000)
    reprice(shop, tea, 150_000)
    opened = open_proforma(cashier, serial)
    # More of the goods, other goods, another price: none of it was offered.
    for changed in (
        opened.with_quantity(0, Quantity.parse("2")),
        opened.add(opened.lines[0]),
        opened.add(stale.lines[1]),
        opened.with_unit_price(0, Rial(90_000)),
    ):
        refused("price_changed", shop, lambda c=changed: complete_sale(cashier, c, [card(c.payable)]))
    dearer = opened.add(replace(opened.lines[0], unit_price=Rial(150_000)))
    assert complete_sale(cashier, dearer, [card(275_000)]).order.payable == 275_000


def test_a_price_of_the_manager_s_own_is_offered_and_sold_by_a_cashier(shop):
    rice, cashier = add_product(shop), as_role(shop, Role.CASHIER)
    cheaper = cart(shop, rice).with_unit_price(0, Rial(80_000))
    refused("price_changed", shop, lambda: issue_proforma_of(cashier, cheaper))
    serial = str(issue_proforma_of(as_role(shop, Role.MANAGER), cheaper).serial)
    assert complete_sale(cashier, open_proforma(cashier, serial), [card(88_000)]).serial


def test_the_vat_rate_is_that_of_the_day_of_sale(shop, clock):
    settings.set_vat_table(
        shop, [VatEntry(date(2024, 3, 20), VatRate(1000)), VatEntry(date(2026, 11, 23), VatRate(1200))]
    )
    order = cart(shop, add_product(shop, vat_percent=""))
    serial = str(issue_proforma_of(shop, order).serial)
    clock.forward(days=1)
    opened = open_proforma(shop, serial)
    # What the cart asks for is what the sale takes.
    assert opened.payable == 112_000
    done = complete_sale(shop, opened, [card(112_000)])
    assert (done.order.totals.vat, get_document(shop, serial).document.totals.vat) == (12_000, 10_000)


def test_a_cashier_cannot_roll_an_old_price_on_by_offering_it_again(shop, clock):
    rice, tea, cashier = add_product(shop), add_product(shop), as_role(shop, Role.CASHIER)
    first = issue_proforma_of(cashier, cart(cashier, rice, quantity="2"))
    reprice(shop, rice, 150_000)
    clock.forward(days=6)
    opened = open_proforma(cashier, str(first.serial))
    fewer = issue_proforma_of(cashier, opened.with_quantity(0, Quantity.parse("1")))
    assert (fewer.serial.number, fewer.totals.total, fewer.valid_until) == (2, 110_000, first.valid_until)
    assert issue_proforma_of(cashier, open_proforma(cashier, str(fewer.serial))) == fewer
    # At today's prices it holds as long as any other; and a manager may let the old price hold.
    assert issue_proforma_of(cashier, cart(cashier, tea)).valid_until == date(2026, 12, 5)
    manager = as_role(shop, Role.MANAGER)
    longer = open_proforma(manager, str(fewer.serial)).add(line_for(shop, tea.id))
    assert issue_proforma_of(manager, longer).valid_until == date(2026, 12, 5)


def test_only_whoever_may_set_prices_offers_them_for_longer_than_the_settings_say(shop):
    order, cashier = cart(shop, add_product(shop)), as_role(shop, Role.CASHIER)
    data = refused("not_allowed", shop, lambda: issue_proforma_of(cashier, order, 8))
    assert data["permission"] == "sale.change_price"
    assert issue_proforma_of(cashier, order, 7).valid_until == date(2026, 11, 29)


# What is refused


def test_an_empty_cart_or_one_at_a_stale_price_is_not_offered(shop):
    cashier, rice = as_role(shop, Role.CASHIER), add_product(shop)
    refused("order_empty", shop, lambda: issue_proforma_of(shop, Order(OrderId(shop.new_id()))))
    order = cart(cashier, rice)
    reprice(shop, rice, 150_000)
    refused("price_changed", shop, lambda: issue_proforma_of(cashier, order))


def test_a_buyer_may_still_be_incomplete_until_the_sale(shop):
    buyer = create_customer(shop, PartyKind.NATURAL, {"last_name": "آزمونی"})
    order = cart(shop, add_product(shop)).with_customer(buyer.id)
    serial = str(issue_proforma_of(shop, order).serial)
    opened = open_proforma(shop, serial)
    refused("customer_incomplete", shop, lambda: complete_sale(shop, opened, [card(110_000)]))
    update_customer(shop, buyer.id, {"first_name": "نگار", "national_code": "0012345679"})
    assert complete_sale(shop, opened, [card(110_000)]).serial


def test_only_a_proforma_is_opened(shop):
    sold = complete_sale(shop, cart(shop, add_product(shop)), [card(110_000)])
    for text, code in ((str(sold.serial), "not_a_proforma"), ("1405-P-1", "document_not_found"), ("x", "bad_serial")):
        refused(code, shop, lambda t=text: open_proforma(shop, t))


# Orders that wait for their payment


def waiting_order(shop, product, **given):
    lines = (LineRequest(product.sku, Quantity.parse("1")),)
    return OrderRequest(lines=lines, reference="R-1", **given)


def test_an_order_that_awaits_its_payment_is_completed_at_the_counter(shop):
    rice = add_product(shop, stock="5")
    request = waiting_order(shop, rice)
    waiting = enter_order(shop, request).order
    before = everything(shop)
    # The same reference stays an answer and no payment, whatever comes with it.
    again = enter_order(shop, replace(request, tenders=(card(110_000),)))
    assert (again.order, again.serial) == (waiting, None)
    assert everything(shop) == before
    refused("tenders_too_small", shop, lambda: complete_sale(shop, waiting, [card(1)]))
    done = complete_sale(shop, replace(waiting, reference=""), [card(110_000)])
    assert (done.order.status, done.order.reference, stock_of(shop, rice)) == (
        OrderStatus.COMPLETED,
        "R-1",
        4 * 10**8,
    )
    assert enter_order(shop, request) == done
    assert verify_shop(shop).ok


def test_an_order_that_awaits_its_payment_may_be_offered_on_paper(shop):
    waiting = enter_order(shop, waiting_order(shop, add_product(shop))).order
    document = issue_proforma_of(shop, waiting)
    assert get_order(shop, str(waiting.id)).order.status is OrderStatus.AWAITING_PAYMENT
    assert complete_sale(shop, open_proforma(shop, str(document.serial)), [card(110_000)]).serial
    assert verify_shop(shop).ok
