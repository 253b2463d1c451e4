"""Documents, their chains and files in the store, and open orders that are written anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import add_legal, add_natural, add_product, card, cart
from evidence import everything

from bakala_desktop.domain.document import DocumentKind, LinkKind
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.order import OrderStatus
from bakala_desktop.domain.pricing import Discount
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.return_request import ReturnedLine, ReturnRequest
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.snapshot import to_json
from bakala_desktop.services.corrections import make_official
from bakala_desktop.services.orders import list_orders
from bakala_desktop.services.proformas import issue_proforma_of
from bakala_desktop.services.proof import verify_shop
from bakala_desktop.services.returns import return_goods
from bakala_desktop.services.sell import complete_sale

FIRST, RETURN = Serial(1405, "A", 1), Serial(1405, "R", 1)


def sell(shop, *goods, quantity="2", buyer=None):
    order = cart(shop, *goods, quantity=quantity).with_customer(buyer and buyer.id)
    return complete_sale(shop, order, [card(order.payable)])


def bring_back(shop, serial):
    lines = (ReturnedLine(1, Quantity.parse("1")),)
    return return_goods(shop, ReturnRequest(str(serial), lines, "نخواست", (card(110_000),))).document


def code_of(attempt, *given):
    with pytest.raises(ShopError) as refusal:
        attempt(*given)
    return refusal.value.code


def test_a_document_comes_back_equal_with_the_text_that_was_stored(shop):
    sell(shop, add_product(shop))
    returned = bring_back(shop, FIRST)
    with shop.read() as work:
        issued = work.documents.get(RETURN)
        assert issued.document == returned
        assert issued.snapshot == to_json(returned)
        told = work.connection.exec_driver_sql("SELECT digest FROM documents WHERE series = 'R'").scalar()
        assert issued.digest == told


def test_no_other_kind_passes_for_an_invoice(shop):
    sell(shop, add_product(shop))
    bring_back(shop, FIRST)
    with shop.read() as work:
        store = work.documents
        assert store.get_invoice(FIRST).document.kind is DocumentKind.INVOICE
        for ask in (store.get_invoice, store.get_chain):
            assert code_of(ask, RETURN) == "not_an_invoice"
            assert code_of(ask, Serial(1405, "A", 9)) == "invoice_not_found"
        for ask in (store.get, store.id_of, store.customer_of, store.count_print):
            assert code_of(ask, Serial(1405, "A", 9)) == "invoice_not_found"
            assert code_of(ask, Serial(1405, "V", 9)) == "document_not_found"


def test_a_chain_holds_the_invoice_and_its_changes_in_order(shop, clock):
    sell(shop, add_product(shop))
    sell(shop, add_product(shop))
    first = bring_back(shop, FIRST)
    clock.forward(minutes=1)
    second = bring_back(shop, FIRST)
    with shop.read() as work:
        chain = work.documents.get_chain(FIRST)
        assert chain.changes == (first, second)
        assert work.documents.links_to(chain.invoice.id, LinkKind.CHANGES) == (first.serial, second.serial)
        assert work.documents.links_to(chain.invoice.id, LinkKind.REPLACES) == ()
        assert work.documents.get_chain(Serial(1405, "A", 2)).changes == ()


def test_the_chains_of_a_customer_are_those_of_the_period(shop, clock):
    buyer, other, product = add_legal(shop), add_natural(shop), add_product(shop)
    start = clock.now()
    for customer in (buyer, None, other, buyer, buyer):
        sell(shop, product, buyer=customer)
        clock.forward(minutes=10)
    returned = bring_back(shop, Serial(1405, "A", 4))
    with shop.read() as work:
        found = work.documents.list_chains(buyer.id, start, start + timedelta(minutes=40))
        assert [chain.invoice.serial.number for chain in found] == [1, 4]
        assert found[1].changes == (returned,)
        assert work.documents.list_chains(buyer.id, start + timedelta(minutes=41), clock.now()) == ()
        assert work.documents.customer_of(Serial(1405, "A", 4)) == buyer.id
        assert work.documents.customer_of(returned.serial) == buyer.id
        assert work.documents.customer_of(Serial(1405, "A", 2)) is None


def test_an_order_has_the_invoice_that_was_made_out_anew_and_stands_in_the_list_once(shop):
    product, firm = add_product(shop), add_legal(shop)
    order = cart(shop, product)
    issue_proforma_of(shop, order)
    done = complete_sale(shop, order, [card(order.payable)])
    anew = make_official(shop, str(done.serial), firm.id)
    with shop.read() as work:
        assert work.documents.find_of_order(order.id) == anew.invoice
    (summary,) = list_orders(shop)
    assert (summary.serial, summary.status) == (str(anew.invoice.serial), OrderStatus.COMPLETED)


def test_an_order_that_was_only_offered_has_no_serial(shop):
    issue_proforma_of(shop, cart(shop, add_product(shop)))
    (summary,) = list_orders(shop)
    assert summary.serial == ""


def test_files_lead_to_the_documents_that_are_in_them(shop, clock):
    product = add_product(shop)
    for _ in range(3):
        sell(shop, product)
    with shop.write("test") as work:
        for number in (3, 1):
            own = work.documents.id_of(Serial(1405, "A", number))
            work.documents.add_file(shop.new_id(), own, "ab" * 32, clock.now(), shop.session.user_id)
            work.documents.add_file(shop.new_id(), own, f"{number}" * 64, clock.now(), shop.session.user_id)
    with shop.read() as work:
        assert work.documents.list_of_file("ab" * 32) == (Serial(1405, "A", 1), Serial(1405, "A", 3))
        assert work.documents.list_of_file("3" * 64) == (Serial(1405, "A", 3),)
        assert work.documents.list_of_file("0" * 64) == ()
    assert verify_shop(shop).ok


# Open orders


@pytest.fixture
def waiting(shop, clock):
    order = cart(shop, add_product(shop), add_product(shop)).await_payment()
    with shop.write("test") as work:
        work.orders.add(order, clock.now(), shop.session.user_id)
    return order


def test_an_open_order_is_written_anew_and_keeps_its_maker_and_birth(shop, clock, waiting):
    before = everything(shop)["orders"]
    clock.forward(days=1)
    third, buyer = add_product(shop), add_natural(shop)
    changed = waiting.without_line(0).add(cart(shop, third).lines[0]).with_customer(buyer.id)
    changed = changed.with_discount(Discount(rial=Rial(7)))
    with shop.write("order.change") as work:
        work.orders.replace(changed)
    with shop.read() as work:
        assert work.orders.get(waiting.id) == changed
        kept = "SELECT created_at, user_id, salt FROM orders"
        (row,) = work.connection.exec_driver_sql(kept).all()
    assert set(row) <= set(before[0])
    assert verify_shop(shop).ok


def test_an_order_with_fewer_lines_leaves_none_behind(shop, waiting):
    with shop.write("order.change") as work:
        work.orders.replace(waiting.without_line(1))
    assert len(everything(shop)["order_lines"]) == 1
    assert verify_shop(shop).ok


def test_an_order_that_is_not_open_any_more_is_left_alone(shop):
    done = sell(shop, add_product(shop)).order
    before = everything(shop)

    def write():
        with shop.write("order.change") as work:
            work.orders.replace(done)

    assert code_of(write) == "order_not_open"
    assert everything(shop) == before


def test_an_order_that_is_not_there_is_not_written(shop, waiting):
    stranger = cart(shop, add_product(shop))
    before = everything(shop)

    def write():
        with shop.write("order.change") as work:
            work.orders.replace(stranger)

    assert code_of(write) == "order_not_found"
    assert everything(shop) == before
