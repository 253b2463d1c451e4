"""The trail in the database: each row that is altered behind the program's back is found (R16)."""

from __future__ import annotations

from uuid import uuid4

import pytest
from builders import add_natural, add_product, as_role, card, cart, cash, founded_shop
from sqlalchemy import LargeBinary, String, Text, Uuid

from bakala_desktop.domain.audit import GENESIS
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.pricing import Discount
from bakala_desktop.domain.staff import Role
from bakala_desktop.services.papers import print_document
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.storage import audit_trail
from bakala_desktop.storage.tables import audit_entries, audit_objects, metadata, order_lines, tenders

UNAUDITED_TABLES = {
    *("audit_entries", "audit_objects", "stock_moves", "serials"),
    *("document_links", "document_lines", "refunds"),
}
"""The trail itself, stock (docs/decisions.md, 5), the counters, which the documents must agree with, and what follows
from the documents' snapshots, which ``verify`` holds against them."""

UNAUDITED_COLUMNS = {"pk", "stock_e8", "prints", "receipts", "failed_guesses", "locked_until"}

AUDITED = {name: table for name, (table, _) in audit_trail.AUDITED.items()}
PARTS = {"order_lines": order_lines, "tenders": tenders}
COLUMNS = [
    (table.name, column.name)
    for table in (*AUDITED.values(), *PARTS.values())
    for column in table.columns
    if column.name not in UNAUDITED_COLUMNS
]


@pytest.fixture(scope="module")
def books(tmp_path_factory, shop_template):
    """A shop with something in every table; each test changes it in a transaction that is never kept."""
    shop = founded_shop(tmp_path_factory.mktemp("books"), template=shop_template)
    product, other = add_product(shop, stock="10"), add_product(shop)
    buyer = add_natural(shop)
    order = cart(shop, product, other).with_customer(buyer.id).with_discount(Discount(rial=Rial(10)))
    sold = complete_sale(as_role(shop, Role.CASHIER), order, [card(200_000), cash(50_000)])
    with shop.write("document.print") as work:
        work.documents.count_print(sold.serial)
        own = work.documents.id_of(sold.serial)
        work.documents.add_file(shop.new_id(), own, "ab" * 32, shop.clock.now(), shop.session.user_id)
    yield shop
    shop.database.close()


def altered(work):
    return set(audit_trail.altered_objects(work.connection))


def loosened(work):
    """Let the test alter what constraints would keep from being altered, until the transaction is dropped."""
    work.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    work.connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    return work.connection


@pytest.fixture
def work(books):
    with books.read() as reading:
        loosened(reading)
        yield reading
        reading.connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")


def test_every_table_is_audited_or_named_here():
    assert set(metadata.tables) == set(AUDITED) | set(PARTS) | UNAUDITED_TABLES


def test_every_column_is_audited_or_named_here():
    left_out = {
        column.name
        for table in (*AUDITED.values(), *PARTS.values())
        for column in table.columns
        if column.name not in audit_trail.COLUMNS[table.name]
    }
    assert left_out == UNAUDITED_COLUMNS | {"salt"}


def test_untouched_books_are_found_whole(work):
    assert altered(work) == set()
    assert list(audit_trail.broken_entries(work.connection)) == []


def another(column, value):
    if isinstance(column.type, Uuid):
        return uuid4().hex
    if isinstance(column.type, LargeBinary):
        return b"y" * 16
    if value is None and not isinstance(column.type, String | Text):
        return 1
    if isinstance(value, int):
        return 1 - value if value in (0, 1) else value + 1
    return f"{value or ''}1"


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=str)
def test_a_change_of_any_column_is_found(work, table, column):
    defined = metadata.tables[table].columns[column]
    keys = [key.name for key in metadata.tables[table].primary_key.columns]
    row = work.connection.exec_driver_sql(f"SELECT * FROM {table} LIMIT 1").mappings().first()
    new = another(defined, row[column])
    where = " AND ".join(f"{key} = ?" for key in keys)
    sql = f"UPDATE {table} SET {column} = ? WHERE {where}"
    assert work.connection.exec_driver_sql(sql, (new, *(row[key] for key in keys))).rowcount == 1
    kind = table if table in AUDITED else "orders"
    assert {found for found, _ in altered(work)} == {kind}


@pytest.mark.parametrize("table", [*AUDITED, *PARTS])
def test_a_row_that_is_gone_is_found(work, table):
    keys = ", ".join(key.name for key in metadata.tables[table].primary_key.columns)
    sql = f"DELETE FROM {table} WHERE ({keys}) IN (SELECT {keys} FROM {table} LIMIT 1)"
    assert work.connection.exec_driver_sql(sql).rowcount == 1
    assert {found for found, _ in altered(work)} == {table if table in AUDITED else "orders"}


@pytest.mark.parametrize("table", [*AUDITED, *PARTS])
def test_a_row_that_was_slipped_in_is_found(work, table):
    row = dict(work.connection.exec_driver_sql(f"SELECT * FROM {table} LIMIT 1").mappings().one())
    for name in ("id", "key", "sku", "barcode", "name_key", "national_code", "national_id", "reference"):
        if name in row:
            row[name] = uuid4().hex
    for name in ("pk", "number"):
        if name in row:
            row[name] += 100
    marks = ", ".join("?" * len(row))
    work.connection.exec_driver_sql(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
    assert {found for found, _ in altered(work)} == {table if table in AUDITED else "orders"}


@pytest.mark.parametrize("column", [column.name for column in audit_entries.columns])
def test_a_changed_entry_breaks_the_chain(work, column):
    count = audit_trail.count_entries(work.connection)
    new = {"seq": "seq + 1000"}.get(column, f"{column} || 'x'")
    work.connection.exec_driver_sql(f"UPDATE audit_entries SET {column} = {new} WHERE seq = 3")
    broken = list(audit_trail.broken_entries(work.connection))
    assert broken
    assert set(broken) <= {3, 4, 1003, count}


@pytest.mark.parametrize("column", [column.name for column in audit_objects.columns])
def test_a_changed_object_breaks_its_entry(work, column):
    seq = work.connection.exec_driver_sql("SELECT max(seq) FROM audit_objects").scalar()
    new = {"seq": "seq + 1", "position": "100 - position"}.get(column, f"{column} || 'x'")
    work.connection.exec_driver_sql(f"UPDATE audit_objects SET {column} = {new} WHERE seq = ?", (seq,))
    assert seq in list(audit_trail.broken_entries(work.connection))


@pytest.mark.parametrize("seq", [1, 3])
def test_an_entry_that_is_gone_breaks_the_chain(work, seq):
    work.connection.exec_driver_sql("DELETE FROM audit_objects WHERE seq = ?", (seq,))
    work.connection.exec_driver_sql("DELETE FROM audit_entries WHERE seq = ?", (seq,))
    assert seq + 1 in list(audit_trail.broken_entries(work.connection))


def test_objects_of_no_entry_are_found(work):
    work.connection.exec_driver_sql("INSERT INTO audit_objects VALUES (5000, 0, 'users', 'x', 'y')")
    assert list(audit_trail.broken_entries(work.connection)) == [5000]


def test_an_end_that_was_cut_off_shows_in_the_head(work):
    before = audit_trail.head(work.connection)
    seq = audit_trail.count_entries(work.connection)
    work.connection.exec_driver_sql("DELETE FROM audit_objects WHERE seq = ?", (seq,))
    work.connection.exec_driver_sql("DELETE FROM audit_entries WHERE seq = ?", (seq,))
    assert list(audit_trail.broken_entries(work.connection)) == []
    assert not audit_trail.contains(work.connection, before)
    assert audit_trail.contains(work.connection, audit_trail.head(work.connection))


def test_an_empty_chain_begins_at_the_genesis(work):
    work.connection.exec_driver_sql("DELETE FROM audit_objects")
    work.connection.exec_driver_sql("DELETE FROM audit_entries")
    assert audit_trail.head(work.connection) == GENESIS


def test_an_erased_object_is_accepted_by_its_tombstone(work):
    person = work.connection.exec_driver_sql("SELECT id FROM customers").scalar()
    work.connection.exec_driver_sql("DELETE FROM customers")
    assert ("customers", person) in altered(work)
    work.connection.exec_driver_sql(
        "INSERT INTO audit_objects SELECT max(seq), 100, 'customers', ?, '' FROM audit_entries", (person,)
    )
    assert altered(work) == set()


def test_each_write_leaves_one_entry_with_its_author(shop, clock):
    def entries():
        with shop.read() as work:
            return work.connection.execute(audit_entries.select().order_by(audit_entries.c.seq)).all()

    before = entries()
    clock.forward(minutes=1)
    product = add_product(shop)
    answer = complete_sale(shop, cart(shop, product), [card(110_000)])
    print_document(shop, str(answer.serial))
    new = entries()[len(before) :]
    assert [entry.action for entry in new] == ["product.create", "sale.complete", "document.print"]
    assert {(entry.user_id, entry.place, entry.at) for entry in new} == {
        (str(shop.session.user_id), "till-1", clock.now().isoformat())
    }
