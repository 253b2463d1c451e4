"""Corrections, cancellations, and invoices made out to another buyer: new documents, the old one as it was (R03)."""

from __future__ import annotations

import threading
from decimal import Decimal

import pytest
from builders import add_legal, add_natural, add_product, as_role, card, cart, cash
from evidence import everything

from bakala_desktop.domain.changes import LineChange
from bakala_desktop.domain.customer import FIELDS, CustomerId, PartyKind
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.pricing import Discount, Figures
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.return_request import ReturnedLine, ReturnRequest
from bakala_desktop.domain.snapshot import to_json
from bakala_desktop.domain.staff import Role
from bakala_desktop.domain.tender import TenderKind
from bakala_desktop.services import settings
from bakala_desktop.services.corrections import cancel_invoice, correct_invoice, make_official
from bakala_desktop.services.customers import create_customer, update_customer
from bakala_desktop.services.orders import get_order
from bakala_desktop.services.papers import get_document
from bakala_desktop.services.proof import verify_shop
from bakala_desktop.services.returns import get_chain, return_goods
from bakala_desktop.services.sell import complete_sale


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


def sold(shop, *goods, quantity="3", customer=None):
    order = cart(shop, *goods, quantity=quantity).with_customer(customer)
    return str(complete_sale(shop, order, [card(order.payable)]).serial)


def quantity(text):
    return LineChange(Quantity.parse(text))


def give_back(shop, serial, parts, *tenders):
    lines = tuple(ReturnedLine(number, Quantity.parse(part)) for number, part in parts.items())
    return return_goods(shop, ReturnRequest(serial, lines, "نخواست", tenders)).document


# Corrections


def test_a_correction_changes_stock_and_books_by_the_difference(shop):
    rice, tea = add_product(shop, stock="10"), add_product(shop, stock="10", price_rial="50000")
    serial = sold(shop, rice, tea)
    before = to_json(get_document(shop, serial).document)
    document = correct_invoice(
        shop, serial, {1: quantity("1"), 2: LineChange(discount=Rial(10_000))}, "شمارش اشتباه", [cash(231_000)]
    )
    assert (str(document.serial), document.before, document.totals) == (
        "1405-C-0000001",
        Figures(450_000, 0, 450_000, 45_000, 495_000),
        Figures(250_000, 10_000, 240_000, 24_000, 264_000),
    )
    assert (stock_of(shop, rice), stock_of(shop, tea)) == (9 * 10**8, 7 * 10**8)
    assert to_json(get_document(shop, serial).document) == before
    dearer = correct_invoice(shop, serial, {1: quantity("4")}, "باز هم اشتباه", [card(330_000)])
    assert (str(dearer.after), stock_of(shop, rice)) == ("1405-C-0000001", 6 * 10**8)
    # Given back 231,000; taken in 330,000.
    assert {row[2:4] for row in everything(shop)["refunds"]} == {("cash", 231_000), ("card", -330_000)}
    assert get_chain(shop, serial).remaining_totals.total == 594_000
    assert verify_shop(shop).ok


def test_what_cannot_be_corrected(shop):
    serial = sold(shop, add_product(shop, stock="10"))
    for changes, tenders, code in (
        ({}, [], "nothing_changed"),
        ({2: quantity("1")}, [], "line_unknown"),
        ({1: quantity("0.5")}, [], "quantity_not_whole"),
        ({1: quantity("2")}, [], "refund_differs"),
        ({1: quantity("4")}, [cash(110_001)], "refund_differs"),
    ):
        refused(code, shop, lambda c=changes, t=tenders: correct_invoice(shop, serial, c, "اشتباه", t))
    refused("reason_missing", shop, lambda: correct_invoice(shop, serial, {1: quantity("2")}, "", [cash(110_000)]))
    give_back(shop, serial, {1: "1"}, cash(110_000))
    settled = ({1: quantity("2")}, "اشتباه", [cash(110_000)])
    refused("correction_after_return", shop, lambda: correct_invoice(shop, serial, *settled))


def test_returns_go_on_from_the_correction(shop):
    rice = add_product(shop, stock="10")
    serial = sold(shop, rice)
    correct_invoice(shop, serial, {1: quantity("5")}, "اشتباه", [card(220_000)])
    give_back(shop, serial, {1: "4"}, cash(440_000))
    give_back(shop, serial, {1: "1"}, cash(110_000))
    assert stock_of(shop, rice) == 10 * 10**8
    assert get_chain(shop, serial).is_fully_returned
    assert verify_shop(shop).ok


# Cancellations


def test_a_cancellation_brings_stock_and_money_back_and_ends_the_chain(shop):
    rice, tea = add_product(shop, stock="10"), add_product(shop)
    serial = sold(shop, rice, tea)
    give_back(shop, serial, {1: "1"}, cash(110_000))
    document = cancel_invoice(shop, serial, "اشتباه صندوق", [cash(550_000)])
    assert (str(document.serial), [one.number for one in document.lines]) == ("1405-X-0000001", [1, 2])
    assert (stock_of(shop, rice), stock_of(shop, tea)) == (10 * 10**8, None)
    for attempt in (
        lambda: cancel_invoice(shop, serial, "دوباره", [cash(550_000)]),
        lambda: correct_invoice(shop, serial, {1: quantity("1")}, "دوباره", []),
        lambda: give_back(shop, serial, {1: "1"}, cash(110_000)),
        lambda: make_official(shop, serial, add_legal(shop).id),
    ):
        with pytest.raises(ShopError, match="invoice_cancelled"):
            attempt()
    assert verify_shop(shop).ok


def test_a_cancellation_gives_all_back_or_is_none(shop):
    serial = sold(shop, add_product(shop, stock="10"))
    refused("refund_differs", shop, lambda: cancel_invoice(shop, serial, "اشتباه", [cash(100_000)]))
    refused("reason_missing", shop, lambda: cancel_invoice(shop, serial, "", [cash(330_000)]))
    returned = give_back(shop, serial, {1: "3"}, cash(330_000)).serial
    refused("not_an_invoice", shop, lambda: cancel_invoice(shop, str(returned), "اشتباه", []))
    refused("nothing_left", shop, lambda: cancel_invoice(shop, serial, "اشتباه", []))


def test_only_a_manager_corrects_and_cancels(shop):
    serial, cashier = sold(shop, add_product(shop)), as_role(shop, Role.CASHIER)
    refused("not_allowed", shop, lambda: cancel_invoice(cashier, serial, "اشتباه", [cash(330_000)]))
    refused("not_allowed", shop, lambda: correct_invoice(cashier, serial, {1: quantity("1")}, "ا", [cash(220_000)]))
    assert cancel_invoice(as_role(shop, Role.MANAGER), serial, "اشتباه", [cash(330_000)]).serial


# Made out to a buyer after the payment


def test_a_sale_is_made_out_to_a_company_with_one_key(shop, clock):
    settings.set_notes(shop, "با سپاس از خرید شما")
    rice, company = add_product(shop, stock="10"), add_legal(shop)
    order = cart(shop, rice, quantity="3")
    tenders = [card(100_000), cash(300_000)]
    serial = str(complete_sale(shop, order, tenders).serial)
    clock.forward(minutes=2)
    cashier = as_role(shop, Role.CASHIER)
    done = make_official(cashier, serial, company.id)
    cancellation, invoice = done.cancellation, done.invoice
    assert (str(cancellation.serial), str(invoice.serial)) == ("1405-X-0000001", "1405-A-0000002")
    assert (str(invoice.replaces), str(cancellation.replaced_by)) == (serial, str(invoice.serial))
    assert (invoice.buyer.name, invoice.notes) == (company.name, "با سپاس از خرید شما")
    assert [one.figures for one in invoice.lines] == [one.figures for one in get_document(shop, serial).document.lines]
    # 70,000 of change went back: 230,000 of the cash stayed. No money moves now, and no goods.
    assert [(t.kind, t.amount) for t in invoice.tenders] == [(TenderKind.CARD, 100_000), (TenderKind.CASH, 230_000)]
    assert (cancellation.tenders, everything(shop)["refunds"]) == ((), [])
    assert stock_of(shop, rice) == 7 * 10**8
    assert len(everything(shop)["stock_moves"]) == 1
    assert get_order(shop, str(order.id)).serial == invoice.serial
    with shop.read() as work:
        assert work.documents.customer_of(invoice.serial) == company.id
    assert verify_shop(shop).ok


def test_the_same_cart_answers_with_the_new_invoice(shop):
    order = cart(shop, add_product(shop))
    serial = str(complete_sale(shop, order, [card(110_000)]).serial)
    anew = make_official(shop, serial, add_legal(shop).id).invoice
    before = everything(shop)
    assert complete_sale(shop, order, [card(110_000)]).serial == anew.serial
    assert everything(shop) == before


def test_a_second_press_makes_no_second_document(shop):
    serial, company = sold(shop, add_product(shop)), add_legal(shop)
    anew = make_official(shop, serial, company.id).invoice
    data = refused("invoice_cancelled", shop, lambda: make_official(shop, serial, company.id))
    assert (data["reason"], data["replaced_by"]) == ("made_out_anew", str(anew.serial))
    data = refused("buyer_unchanged", shop, lambda: make_official(shop, str(anew.serial), company.id))
    assert data["name"] == company.name


def test_two_presses_at_once_make_one_invoice(shop):
    serial, company, answers = sold(shop, add_product(shop)), add_legal(shop), []

    def press():
        try:
            answers.append(str(make_official(shop, serial, company.id).invoice.serial))
        except ShopError as error:
            answers.append(error.code)

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["1405-A-0000002", *["invoice_cancelled"] * 3]
    assert verify_shop(shop).ok


def test_what_came_back_is_not_made_out_anew(shop):
    rice, tea = add_product(shop, stock="10"), add_product(shop, price_rial="50000")
    serial = sold(shop, rice, tea)
    give_back(shop, serial, {1: "3", 2: "1"}, cash(385_000))
    done = make_official(shop, serial, add_legal(shop).id)
    assert [(one.number, str(one.quantity), one.of_line) for one in done.invoice.lines] == [(1, "2", 2)]
    assert (done.invoice.totals.total, [t.amount for t in done.invoice.tenders]) == (110_000, [110_000])
    # And the new invoice goes on: its line 1 is the tea.
    give_back(shop, str(done.invoice.serial), {1: "2"}, cash(110_000))
    assert get_chain(shop, str(done.invoice.serial)).is_fully_returned
    assert verify_shop(shop).ok


def test_of_nothing_no_invoice_is_made_out(shop):
    serial, company = sold(shop, add_product(shop)), add_legal(shop)
    give_back(shop, serial, {1: "3"}, cash(330_000))
    refused("nothing_left", shop, lambda: make_official(shop, serial, company.id))


def test_goods_given_away_are_made_out_without_tenders(shop):
    order = cart(shop, add_product(shop)).with_discount(Discount(percent=Decimal(100)))
    serial = str(complete_sale(shop, order, []).serial)
    assert make_official(shop, serial, add_legal(shop).id).invoice.tenders == ()
    assert verify_shop(shop).ok


def test_the_next_day_it_takes_the_right_to_correct(shop, clock):
    serial, company, cashier = sold(shop, add_product(shop)), add_legal(shop), as_role(shop, Role.CASHIER)
    clock.forward(hours=14, minutes=31)  # a minute past midnight in Tehran
    data = refused("not_allowed", shop, lambda: make_official(cashier, serial, company.id))
    assert data["permission"] == "document.correct"
    assert make_official(as_role(shop, Role.MANAGER), serial, company.id).invoice.serial


def test_until_midnight_in_tehran_whoever_sells_may_do_it(shop, clock):
    serial, company, cashier = sold(shop, add_product(shop)), add_legal(shop), as_role(shop, Role.CASHIER)
    clock.forward(hours=14, minutes=29)
    assert make_official(cashier, serial, company.id).invoice.serial


def test_a_buyer_who_cannot_stand_on_an_invoice(shop):
    serial = sold(shop, add_product(shop))
    unfinished = create_customer(shop, PartyKind.LEGAL, {"name": "شرکت آزمون", "national_id": "14003778990"})
    data = refused("customer_incomplete", shop, lambda: make_official(shop, serial, unfinished.id))
    assert data["missing"] == ["customer.address", "customer.postal_code"]
    stranger = CustomerId(shop.new_id())
    refused("customer_not_found", shop, lambda: make_official(shop, serial, stranger))


def test_from_one_buyer_to_another(shop):
    person, company = add_natural(shop), add_legal(shop)
    serial = sold(shop, add_product(shop), customer=person.id)
    refused("buyer_unchanged", shop, lambda: make_official(shop, serial, person.id))
    done = make_official(shop, serial, company.id)
    assert (done.cancellation.buyer.name, done.invoice.buyer.name) == (person.display_name, company.name)
    again = make_official(shop, str(done.invoice.serial), person.id)
    assert (str(again.invoice.serial), again.invoice.replaces) == ("1405-A-0000003", done.invoice.serial)
    assert verify_shop(shop).ok


def test_an_invoice_made_out_anew_today_is_still_the_sale_of_yesterday(shop, clock):
    first, second = add_legal(shop), add_legal(shop, name="شرکت دوم آزمون", national_id="10380284790")
    serial = sold(shop, add_product(shop))
    clock.forward(days=1)
    anew = str(make_official(shop, serial, first.id).invoice.serial)
    cashier = as_role(shop, Role.CASHIER)
    refused("not_allowed", shop, lambda: make_official(cashier, anew, second.id))
    assert make_official(shop, anew, second.id).invoice.buyer.name == second.name


def test_a_buyer_whose_name_was_wrong_is_named_anew(shop):
    company = add_legal(shop, name="شرکت آزمون‌گستز")
    serial = sold(shop, add_product(shop), customer=company.id)
    refused("buyer_unchanged", shop, lambda: make_official(shop, serial, company.id))
    given = {name: getattr(company, name) for name in FIELDS} | {"name": "شرکت آزمون‌گستر"}
    update_customer(shop, company.id, given)
    done = make_official(shop, serial, company.id)
    assert (done.cancellation.buyer.name, done.invoice.buyer.name) == ("شرکت آزمون‌گستز", "شرکت آزمون‌گستر")
    assert verify_shop(shop).ok


def test_a_failure_between_the_two_documents_leaves_neither(shop, monkeypatch):
    serial, company = sold(shop, add_product(shop)), add_legal(shop)
    before = everything(shop)

    def fail(*_):
        raise RuntimeError

    monkeypatch.setattr("bakala_desktop.services.corrections._keep_anew", fail)
    with pytest.raises(RuntimeError):
        make_official(shop, serial, company.id)
    assert everything(shop) == before
