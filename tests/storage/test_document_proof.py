"""What `verify` finds in documents and their chains: each value beside a snapshot that does not say what it says."""

from __future__ import annotations

import pytest
from builders import PROFILE, add_legal, add_product, card, cart, founded_shop
from sqlalchemy import event

from bakala_desktop.domain.canonical import digest_of
from bakala_desktop.domain.changes import LineChange
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.product_row import COLUMNS
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.return_request import ReturnedLine, ReturnRequest
from bakala_desktop.domain.table import Table
from bakala_desktop.services.certificates import CertificateRequest, issue_certificate
from bakala_desktop.services.corrections import cancel_invoice, correct_invoice, make_official
from bakala_desktop.services.imports import import_products
from bakala_desktop.services.papers import print_document
from bakala_desktop.services.proformas import issue_proforma_of
from bakala_desktop.services.proof import verify_shop
from bakala_desktop.services.returns import return_goods
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.services.settings import set_profile
from bakala_desktop.storage import proof_queries
from bakala_desktop.storage.proof_queries import documents_that_differ, goods_with_wrong_moves, orders_not_settled

RETURNED, CORRECTED, CANCELLED, PLAIN = (f"1405-A-000000{n}" for n in (1, 2, 3, 4))
ANEW = "1405-A-0000005"
CERTIFICATES = {"number": "310412345", "from": "1405/01/01", "to": "1405/12/29"}


def bring_back(shop, serial, amount):
    lines = (ReturnedLine(1, Quantity.parse("1")),)
    return_goods(shop, ReturnRequest(serial, lines, "نخواست", (card(amount),)))


@pytest.fixture(scope="module")
def books(tmp_path_factory, shop_template):
    """A shop with a document of each kind; each test changes it in a transaction that is never kept."""
    shop = founded_shop(tmp_path_factory.mktemp("chains"), template=shop_template)
    set_profile(shop, PROFILE | {"vat_certificate": CERTIFICATES})
    product, other, firm = add_product(shop), add_product(shop), add_legal(shop)
    for buyer in (None, None, None, firm.id):
        order = cart(shop, product, other, quantity="3").with_customer(buyer)
        complete_sale(shop, order, [card(order.payable)])
    for _ in range(2):
        bring_back(shop, RETURNED, 110_000)
    correct_invoice(shop, CORRECTED, {2: LineChange(discount=Rial(100_000))}, "تخفیف", [card(110_000)])
    correct_invoice(shop, CORRECTED, {2: LineChange(discount=Rial(50_000))}, "تخفیف", [card(55_000)])
    bring_back(shop, CORRECTED, 110_000)
    make_official(shop, CANCELLED, firm.id)
    bring_back(shop, ANEW, 110_000)
    cancel_invoice(shop, ANEW, "اشتباه", [card(550_000)])
    issue_certificate(shop, CertificateRequest((PLAIN,)))
    issue_certificate(shop, CertificateRequest((PLAIN,)))
    issue_proforma_of(shop, cart(shop, product))
    print_document(shop, PLAIN, lambda paper: None)
    yield shop
    shop.database.close()


@pytest.fixture
def work(books):
    with books.read() as reading:
        reading.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        yield reading


def found(work):
    return set(documents_that_differ(work.connection))


def run(work, statement, *values):
    assert work.connection.exec_driver_sql(statement, values).rowcount > 0


def of(serial):
    """Return the condition that names a document."""
    year, series, number = serial.split("-")
    return f"(SELECT id FROM documents WHERE series = '{series}' AND year = {year} AND number = {int(number)})"


def test_whole_books_are_found_whole(books):
    assert verify_shop(books).findings == ()


AMOUNTS = ("quantity_e8", "vat_rate", "gross", "discount", "net", "vat", "total")


@pytest.mark.parametrize("column", AMOUNTS)
@pytest.mark.parametrize("serial", [PLAIN, "1405-R-0000001", "1405-X-0000002"])
def test_a_book_line_that_says_something_else_is_found(work, serial, column):
    run(
        work,
        f"UPDATE document_lines SET {column} = {column} + 1 WHERE document_id = {of(serial)} AND number = 2"
        if serial == PLAIN
        else f"UPDATE document_lines SET {column} = {column} + 1 WHERE document_id = {of(serial)}",
    )
    assert serial in found(work)


@pytest.mark.parametrize("column", [name for name in AMOUNTS if name not in ("vat_rate", "quantity_e8")])
def test_a_correction_that_adds_something_else_is_found(work, column):
    run(work, f"UPDATE document_lines SET {column} = {column} + 1 WHERE document_id = {of('1405-C-0000001')}")
    assert "1405-C-0000001" in found(work)


def test_a_correction_that_adds_the_same_to_another_line_is_found_in_its_chain(work):
    goods = f"SELECT product_id FROM document_lines WHERE document_id = {of(CORRECTED)} AND number = 1"
    own = of("1405-C-0000001")
    run(work, f"UPDATE document_lines SET number = 1, product_id = ({goods}) WHERE document_id = {own}")
    assert found(work) == {CORRECTED}


def test_a_correction_that_changes_a_quantity_in_the_books_alone_is_found(work):
    run(work, f"UPDATE document_lines SET quantity_e8 = 5 WHERE document_id = {of('1405-C-0000002')}")
    assert found(work) == {CORRECTED}


@pytest.mark.parametrize("serial", [PLAIN, "1405-R-0000001", "1405-C-0000001", "1405-X-0000001", ANEW])
def test_goods_that_the_order_did_not_have_are_found(work, serial):
    line = f"WHERE document_id = {of(serial)}"
    number = work.connection.exec_driver_sql(f"SELECT max(number) FROM document_lines {line}").scalar()
    other = "SELECT product_id FROM order_lines WHERE product_id != document_lines.product_id"
    run(work, f"UPDATE document_lines SET product_id = ({other}) {line} AND number = {number}")
    assert found(work) == {serial}


def test_another_rate_of_a_correction_is_found(work):
    run(work, f"UPDATE document_lines SET vat_rate = 0 WHERE document_id = {of('1405-C-0000001')}")
    assert found(work) == {"1405-C-0000001"}


@pytest.mark.parametrize("serial", [PLAIN, "1405-R-0000002", "1405-C-0000002", "1405-X-0000001", "1405-X-0000002"])
def test_book_lines_that_are_gone_are_found(work, serial):
    run(work, f"DELETE FROM document_lines WHERE document_id = {of(serial)}")
    assert serial in found(work)


@pytest.mark.parametrize("serial", ["1405-V-0000001", "1405-P-0000001"])
def test_book_lines_of_a_document_that_has_none_are_found(work, serial):
    run(work, f"UPDATE document_lines SET document_id = {of(serial)} WHERE document_id = {of('1405-C-0000002')}")
    assert serial in found(work)


@pytest.mark.parametrize("change", ["amount = amount + 1", "kind = 'cash'", "reference = 'x'", "number = 2"])
@pytest.mark.parametrize("serial", ["1405-R-0000001", "1405-C-0000001", "1405-C-0000002", "1405-X-0000002"])
def test_money_that_was_moved_otherwise_is_found(work, serial, change):
    run(work, f"UPDATE refunds SET {change} WHERE document_id = {of(serial)}")
    # Its place among one is no value.
    assert found(work) == ({serial} if "number" not in change else set())


def test_money_taken_in_is_written_with_the_sign_turned(work):
    told = work.connection.exec_driver_sql(
        "SELECT series, documents.number, amount FROM refunds JOIN documents ON id = document_id ORDER BY pk"
    ).all()
    assert [(row[0], row[2]) for row in told] == [
        *[("R", 110_000)] * 2,
        *[("C", 110_000), ("C", -55_000), ("R", 110_000), ("R", 110_000), ("X", 550_000)],
    ]


@pytest.mark.parametrize("serial", ["1405-R-0000001", "1405-X-0000002", "1405-C-0000001"])
def test_money_that_is_gone_or_slipped_in_is_found(work, serial):
    run(work, f"DELETE FROM refunds WHERE document_id = {of(serial)}")
    assert serial in found(work)
    run(work, f"INSERT INTO refunds VALUES ({of(PLAIN)}, 1, 'cash', 5, '')")
    assert {serial, PLAIN} <= found(work)


LINKED = ["1405-R-0000001", "1405-C-0000001", "1405-X-0000001", ANEW, "1405-V-0000001", "1405-V-0000002"]


@pytest.mark.parametrize("serial", LINKED)
def test_a_link_that_is_gone_is_found(work, serial):
    run(work, f"DELETE FROM document_links WHERE document_id = {of(serial)}")
    assert serial in found(work)


@pytest.mark.parametrize("serial", LINKED)
def test_a_link_that_leads_elsewhere_or_is_of_another_kind_is_found(work, serial):
    own = (
        f"WHERE document_id = {of(serial)} AND kind != 'replaces'"
        if serial == "1405-V-0000002"
        else (f"WHERE document_id = {of(serial)}")
    )
    run(work, f"UPDATE document_links SET kind = 'certifies_' {own}")
    assert serial in found(work)
    run(work, f"UPDATE document_links SET target_id = {of('1405-P-0000001')} WHERE document_id = {of(serial)}")
    assert serial in found(work)


@pytest.mark.parametrize("change", ["buyer = 'دیگری'", "words = words || ' x'"])
def test_a_list_that_shows_something_else_is_found(work, change):
    run(work, f"UPDATE documents_words SET {change} WHERE rowid = (SELECT pk FROM documents WHERE id = {of(PLAIN)})")
    assert found(work) == {PLAIN}


def test_a_document_that_the_list_does_not_find_is_found(work):
    run(work, f"DELETE FROM documents_words WHERE rowid = (SELECT pk FROM documents WHERE id = {of(PLAIN)})")
    assert found(work) == {PLAIN}


def test_a_link_that_was_slipped_in_is_found(work):
    run(work, f"INSERT INTO document_links VALUES ({of(PLAIN)}, 'changes', {of(ANEW)})")
    assert PLAIN in found(work)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("payable", 1),
        ("issued_at", 1),
        ("kind", "'proforma'"),
        ("digest", "'x'"),
        ("snapshot", "'{}'"),
        ("order_id", None),
        ("id", f"'{'5e' * 16}'"),
        ("number", 77),
    ],
)
@pytest.mark.parametrize("serial", [PLAIN, "1405-R-0000001", "1405-V-0000001", "1405-P-0000001"])
def test_a_row_that_its_snapshot_does_not_tell_is_found(work, serial, column, value):
    if serial == "1405-V-0000001" and column == "order_id":
        value = "(SELECT id FROM orders LIMIT 1)"
    if serial == "1405-P-0000001" and column == "kind":
        value = "'invoice'"
    run(work, f"UPDATE documents SET {column} = {value or 'NULL'} WHERE id = {of(serial)}")
    assert serial in found(work) or serial.replace("0000001", "0000077").replace("0000004", "0000077") in found(work)


def test_a_snapshot_forged_with_its_digest_is_found(work):
    text = work.connection.exec_driver_sql(f"SELECT snapshot FROM documents WHERE id = {of(PLAIN)}").scalar()
    for old, new in (("330000", "330001"), ("300000", "300001"), ('"lines":[', '"lines":[7,')):
        forged = text.replace(old, new)
        assert forged != text
        digest = digest_of(forged)
        run(work, f"UPDATE documents SET snapshot = ?, digest = ? WHERE id = {of(PLAIN)}", forged, digest)
        assert found(work) == {PLAIN}


@pytest.mark.parametrize("values", ['"figures":{"discount":null', '"figures":{"discount":"0"', '"of_line":[],"old":1'])
def test_a_forged_snapshot_of_other_things_is_found_and_stops_no_proof(work, values):
    text = work.connection.exec_driver_sql(f"SELECT snapshot FROM documents WHERE id = {of(PLAIN)}").scalar()
    forged = text.replace('"figures":{"discount":0' if "figures" in values else '"of_line":1', values)
    assert forged != text
    run(work, f"UPDATE documents SET snapshot = ?, digest = ? WHERE id = {of(PLAIN)}", forged, digest_of(forged))
    assert found(work) == {PLAIN}


def test_an_invoice_made_out_anew_for_more_than_was_left_is_found(work):
    text = work.connection.exec_driver_sql(f"SELECT snapshot FROM documents WHERE id = {of(ANEW)}").scalar()
    forged = text.replace(f'"replaces":"{CANCELLED}"', f'"replaces":"{PLAIN}"')
    assert forged != text
    run(work, f"UPDATE documents SET snapshot = ?, digest = ? WHERE id = {of(ANEW)}", forged, digest_of(forged))
    assert {ANEW, CANCELLED} <= found(work)


def test_an_order_without_an_invoice_is_not_settled_whatever_else_it_has(work):
    assert list(orders_not_settled(work.connection)) == []
    run(work, f"UPDATE documents SET kind = 'proforma' WHERE id = {of(PLAIN)}")
    assert len(list(orders_not_settled(work.connection))) == 1


def test_each_document_is_named_once(work):
    run(work, "UPDATE document_lines SET net = net + 1")
    told = list(documents_that_differ(work.connection))
    assert len(told) == len(set(told)) > 5


@pytest.mark.parametrize("at_once", [1, 2, 3, 500])
def test_chains_are_held_together_whatever_is_read_at_once(work, monkeypatch, at_once):
    monkeypatch.setattr(proof_queries, "_AT_ONCE", at_once)
    assert found(work) == set()
    run(work, f"UPDATE document_lines SET quantity_e8 = 5 WHERE document_id = {of('1405-C-0000002')}")
    text = work.connection.exec_driver_sql(f"SELECT snapshot FROM documents WHERE id = {of(ANEW)}").scalar()
    forged = text.replace(f'"replaces":"{CANCELLED}"', f'"replaces":"{PLAIN}"')
    run(work, f"UPDATE documents SET snapshot = ?, digest = ? WHERE id = {of(ANEW)}", forged, digest_of(forged))
    assert found(work) == {CORRECTED, ANEW, CANCELLED}


def test_more_changed_invoices_take_no_more_statements(shop):
    product = add_product(shop)

    def statements():
        asked = []
        with shop.read() as work:
            event.listen(work.connection, "before_cursor_execute", lambda *given: asked.append(given[2]))
            assert list(documents_that_differ(work.connection)) == []
        return len(asked)

    def sell_and_bring_back():
        order = cart(shop, product, quantity="3")
        bring_back(shop, str(complete_sale(shop, order, [card(order.payable)]).serial), 110_000)

    sell_and_bring_back()
    one = statements()
    for _ in range(3):
        sell_and_bring_back()
    assert statements() == one


# Stock moves


def moved_wrongly(work):
    return list(goods_with_wrong_moves(work.connection))


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM stock_moves WHERE pk = 1",
        "DELETE FROM stock_moves",
        "UPDATE stock_moves SET delta_e8 = delta_e8 + 1 WHERE pk = 1",
        # What is taken from one order and given to another leaves the sum of the goods as it was.
        "UPDATE stock_moves SET order_id = (SELECT order_id FROM stock_moves ORDER BY pk DESC LIMIT 1) WHERE pk = 1",
        "INSERT INTO stock_moves (product_id, order_id, delta_e8, at)"
        " SELECT product_id, order_id, 1, 1 FROM stock_moves WHERE pk = 1",
    ],
)
def test_stock_that_was_moved_otherwise_than_the_books_say_is_found(work, change):
    sku = work.connection.exec_driver_sql(
        "SELECT sku FROM products JOIN stock_moves ON product_id = id WHERE stock_moves.pk = 1"
    ).scalar()
    assert moved_wrongly(work) == []
    run(work, change)
    assert sku in moved_wrongly(work)


def test_goods_that_are_counted_later_or_anew_stay_right(shop):
    product = add_product(shop)

    def sell():
        order = cart(shop, product, quantity="3")
        return str(complete_sale(shop, order, [card(order.payable)]).serial)

    first = sell()
    for stock in ("10", "5"):
        row = (product.sku, "", product.title, "", "عدد", "100000", "10", stock)
        assert import_products(shop, Table((*COLUMNS, "stock"), [row], [2])).updated == 1
        bring_back(shop, first, 110_000)
        sell()
    assert verify_shop(shop).findings == ()


def test_the_proof_names_the_goods_that_moved_wrongly(shop):
    product = add_product(shop, stock="10")
    complete_sale(shop, cart(shop, product), [card(110_000)])
    with shop.write("test") as work:
        run(work, "DELETE FROM stock_moves")
    (finding,) = verify_shop(shop).findings
    assert (finding.code, finding.data) == ("stock_moves_differ", {"sku": product.sku})
