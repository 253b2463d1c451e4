"""What `verify` finds of documents by the trail alone: false print counters, and documents that changed places."""

from __future__ import annotations

import pytest
from builders import add_legal, add_product, card, cart, founded_shop

from bakala_desktop.domain.changes import LineChange
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.return_request import ReturnedLine, ReturnRequest
from bakala_desktop.domain.serial import Serial
from bakala_desktop.services.corrections import correct_invoice, make_official
from bakala_desktop.services.exports import export_documents
from bakala_desktop.services.papers import PaperForm, print_document
from bakala_desktop.services.proof import verify_shop
from bakala_desktop.services.returns import return_goods
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.storage.proof_queries import documents_that_differ
from bakala_desktop.storage.trail_proof import documents_out_of_place, prints_that_differ

FIRST, SECOND, THIRD = "1405-A-0000001", "1405-A-0000002", "1405-A-0000003"


@pytest.fixture(scope="module")
def books(tmp_path_factory, shop_template):
    """Three sales and two changes; the first was printed twice, once on the roll, the second went into an export."""
    shop = founded_shop(tmp_path_factory.mktemp("told"), template=shop_template)
    product = add_product(shop)
    for _ in range(3):
        order = cart(shop, product, quantity="3")
        complete_sale(shop, order, [card(order.payable)])
    correct_invoice(shop, FIRST, {1: LineChange(discount=Rial(100_000))}, "تخفیف", [card(110_000)])
    lines = (ReturnedLine(1, Quantity.parse("1")),)
    return_goods(shop, ReturnRequest(SECOND, lines, "نخواست", (card(110_000),)))
    print_document(shop, FIRST)
    print_document(shop, FIRST, form=PaperForm.RECEIPT_80)
    target = tmp_path_factory.mktemp("exported")
    export_documents(shop, [SECOND, FIRST], target, one_file=False, write=lambda path, content: None)
    export_documents(shop, [SECOND], target / "one.pdf", one_file=True, write=lambda path, content: None)
    yield shop
    shop.database.close()


@pytest.fixture
def work(books):
    """A transaction that is never kept."""
    with books.read() as reading:
        yield reading


def run(work, statement, *values):
    assert work.connection.exec_driver_sql(statement, values).rowcount > 0


def test_whole_books_are_found_whole(books):
    assert verify_shop(books).findings == ()


def test_counters_that_were_set_back_are_found(work):
    assert list(prints_that_differ(work.connection)) == []
    run(work, "UPDATE documents SET prints = 0, receipts = 0 WHERE series = 'A'")
    assert list(prints_that_differ(work.connection)) == [
        (Serial(1405, "A", 1), 0, 2),
        (Serial(1405, "A", 2), 0, 2),
        (Serial(1405, "A", 1), 0, 1),
    ]


def test_a_receipt_does_not_pass_for_a_print_of_the_form(work):
    run(work, "UPDATE documents SET prints = 0, receipts = 3 WHERE series = 'A' AND number = 1")
    first = Serial(1405, "A", 1)
    assert list(prints_that_differ(work.connection)) == [(first, 0, 2), (first, 3, 1)]


@pytest.mark.parametrize(("serial", "column"), [("1", "receipts"), ("2", "prints"), ("3", "prints"), ("3", "receipts")])
def test_a_counter_that_says_one_more_is_found(work, serial, column):
    run(work, f"UPDATE documents SET {column} = {column} + 1 WHERE series = 'A' AND number = {serial}")
    assert [str(found.serial) for found in prints_that_differ(work.connection)] == [f"1405-A-000000{serial}"]


def test_the_proof_names_the_document_and_both_counts(shop):
    order = cart(shop, add_product(shop))
    serial = str(complete_sale(shop, order, [card(order.payable)]).serial)
    print_document(shop, serial)
    with shop.write("test") as work:
        run(work, "UPDATE documents SET prints = 0")
    (finding,) = verify_shop(shop).findings
    assert (finding.code, finding.data) == ("print_count_differs", {"serial": serial, "counted": 0, "told": 1})


def move(work, serial, pk):
    """Give a document another place, in the index of the list too, so that nothing else tells of it."""
    series, number = serial.split("-")[1:]
    old = work.connection.exec_driver_sql(
        "SELECT pk FROM documents WHERE series = ? AND number = ?", (series, int(number))
    ).scalar()
    run(work, "UPDATE documents SET pk = ? WHERE pk = ?", pk, old)
    run(work, "UPDATE documents_words SET rowid = ? WHERE rowid = ?", pk, old)
    return old


def misplaced(work):
    return [(str(found.serial), str(found.before)) for found in documents_out_of_place(work.connection)]


@pytest.mark.parametrize(("one", "other"), [(FIRST, SECOND), (SECOND, "1405-C-0000001"), (FIRST, "1405-R-0000001")])
def test_documents_that_changed_places_are_found(work, one, other):
    assert misplaced(work) == []
    place = move(work, one, 1000)
    move(work, one, move(work, other, place))
    assert other in {serial for pair in misplaced(work) for serial in pair}
    assert list(documents_that_differ(work.connection)) == []


def test_a_document_that_was_moved_is_named_with_the_one_that_it_stands_before(work):
    move(work, THIRD, -1)
    assert misplaced(work) == [(THIRD, SECOND)]


def test_a_document_that_was_moved_to_the_end_is_found(work):
    move(work, FIRST, 1000)
    assert misplaced(work) == [(SECOND, FIRST)]


def test_the_proof_names_both_documents(shop):
    for _ in range(2):
        order = cart(shop, add_product(shop))
        complete_sale(shop, order, [card(order.payable)])
    with shop.write("test") as work:
        move(work, FIRST, 9)
    (finding,) = verify_shop(shop).findings
    assert (finding.code, finding.data) == ("document_order_differs", {"serial": SECOND, "before": FIRST})


def test_the_two_papers_of_a_sale_made_out_anew_and_a_second_year_stand_in_order(shop, clock):
    order = cart(shop, add_product(shop))
    complete_sale(shop, order, [card(order.payable)])
    make_official(shop, FIRST, add_legal(shop).id)
    clock.forward(days=150)
    complete_sale(shop, cart(shop, add_product(shop)), [card(110_000)])
    # A clock that is set right again takes numbers of the year before.
    clock.forward(days=-150)
    complete_sale(shop, cart(shop, add_product(shop)), [card(110_000)])
    assert verify_shop(shop).findings == ()
