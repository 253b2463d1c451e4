"""Making and upgrading a database: what the migrations make is what ``tables.py`` says, and a newer one is refused."""

from __future__ import annotations

import json
import re
import shutil
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from builders import KEY, add_natural, add_product, card, cart, founded_shop, open_folder
from evidence import everything, raw
from sqlalchemy import create_engine

from bakala_desktop.domain.audit import AuditedObject, salted_digest
from bakala_desktop.domain.canonical import canonical_json, digest_of
from bakala_desktop.domain.chain import book_lines
from bakala_desktop.domain.document import DocumentId, issue_invoice
from bakala_desktop.domain.errors import ShopTrouble
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.snapshot import to_json
from bakala_desktop.domain.tender import settle
from bakala_desktop.services.proof import verify_shop
from bakala_desktop.services.settings import get_profile
from bakala_desktop.storage import full_text, schema, sqlite
from bakala_desktop.storage.column_types import to_micros
from bakala_desktop.storage.tables import metadata


def scripts(folder=schema.MIGRATIONS):
    config = Config()
    config.set_main_option("script_location", str(folder))
    return ScriptDirectory.from_config(config)


def own_tables(connection):
    rows = connection.exec_driver_sql("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL")
    searched = [f"{table}_{kind}" for table in full_text.SEARCHED_TABLES for kind in ("words", "grams")]
    return {
        name: (kind, re.sub(r"\s+", " ", sql))
        for name, kind, sql in rows
        if not name.startswith((*searched, "documents_words", "alembic_version"))
    }


def test_the_newest_migration_is_the_current_one():
    assert scripts().get_heads() == [schema.CURRENT]


def test_all_migrations_make_the_tables_of_tables_py(shop):
    """0001"""
    declared = create_engine("sqlite://")
    metadata.create_all(declared)
    with shop.read() as work, declared.connect() as connection:
        assert own_tables(work.connection).keys() == own_tables(connection).keys()
        for name, (kind, sql) in own_tables(connection).items():
            made = own_tables(work.connection)[name]
            # Constraints may stand in another order, nothing else.
            assert (made[0], sorted(re.split(r"[ ,()]+", made[1]))) == (kind, sorted(re.split(r"[ ,()]+", sql)))
    declared.dispose()


def test_alembic_finds_no_difference_to_tables_py(shop):
    def is_ours(_thing, name, kind, _reflected, _other):
        return kind != "table" or name in metadata.tables

    with shop.read() as work:
        context = MigrationContext.configure(work.connection, opts={"include_object": is_ours, "compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_each_migration_has_a_test():
    """Whoever writes a migration names its test here, with the revision as its docstring."""
    tested = {
        test.__doc__
        for test in (
            test_all_migrations_make_the_tables_of_tables_py,
            test_sales_of_the_first_revision_are_carried_over_and_told_anew,
        )
    }
    assert {script.revision for script in scripts().walk_revisions()} == tested


# Revision 0002: documents get their place in the order of issue, buyer and cashier


OLD_COLUMNS = ("id", "kind", "series", "year", "number", "order_id", "issued_at", "payable", "snapshot", "digest")


def first_snapshot(invoice):
    """The snapshot as version 1 wrote it: nothing but invoices, and nothing of what came later."""
    values = json.loads(to_json(invoice))
    later = ("kind", "changes", "after", "replaces", "replaced_by", "reason", "before", "valid_until", "bank_account")
    kept = {name: value for name, value in values.items() if name not in later}
    of_line = ("price", "price_includes_vat", "is_measured", "of_line")
    kept["lines"] = [{k: v for k, v in line.items() if k not in of_line} for line in values["lines"]]
    return canonical_json({**kept, "version": 1})


def sell_as_in_the_first_revision(shop, product, number, buyer=None):
    """Write a sale that was printed as often as its number says, with the statements of revision 0001, and what its
    trail said of the document."""
    order = cart(shop, product, product).with_customer(buyer)
    done = order.complete(settle(order.payable, [card(order.payable)]), shop.clock.now())
    serial = Serial(1405, "A", number)
    invoice = issue_invoice(DocumentId(shop.new_id()), serial, done, get_profile(shop), None)
    snapshot = first_snapshot(invoice)
    row = {
        "id": invoice.id.hex,
        "kind": "invoice",
        "series": "A",
        "year": 1405,
        "number": number,
        "order_id": order.id.hex,
        "issued_at": to_micros(invoice.issued_at),
        "payable": order.payable,
        "snapshot": snapshot,
        "digest": digest_of(snapshot),
    }
    salt = shop.new_id().bytes
    told = salted_digest(salt, canonical_json([[row[name] for name in OLD_COLUMNS]]))
    with shop.write("sale.complete") as work:
        work.orders.add(done, shop.clock.now(), shop.session.user_id)
        work.products.move_stock(order.id, book_lines(invoice, done), shop.clock.now())
        work.documents.next_serial("A", 1405)
        marks = ", ".join("?" * (len(OLD_COLUMNS) + 2))
        work.connection.exec_driver_sql(
            f"INSERT INTO documents ({', '.join(OLD_COLUMNS)}, prints, salt) VALUES ({marks})",
            (*(row[name] for name in OLD_COLUMNS), number, salt),
        )
        work.touched.append(AuditedObject("documents", row["id"], told))
    for _ in range(number):
        with shop.write("document.print") as work:
            work.touched.append(AuditedObject("documents", row["id"], told))
    return invoice


@pytest.fixture
def old_books(tmp_path, tmp_path_factory, monkeypatch):
    """A shop of revision 0001 with three sales; the clock was set back before the second one."""
    folder = tmp_path_factory.mktemp("first") / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__", "0002_*", "0003_*"))
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", folder)
        patched.setattr(schema, "CURRENT", "0001")
        shop = founded_shop(tmp_path)
        product, buyer = add_product(shop), add_natural(shop)
        sold = [sell_as_in_the_first_revision(shop, product, 1, buyer.id)]
        shop.clock.forward(hours=-2)
        sold.append(sell_as_in_the_first_revision(shop, product, 2))
        shop.clock.forward(hours=5)
        sold.append(sell_as_in_the_first_revision(shop, product, 3))
        assert schema.revision_of(shop.database._engine) == "0001"
    yield shop, sold, buyer, product
    shop.database.close()


def last_entry(shop):
    with shop.read() as work:
        entry = (
            work.connection.exec_driver_sql("SELECT * FROM audit_entries ORDER BY seq DESC LIMIT 1").mappings().one()
        )
        told = work.connection.exec_driver_sql("SELECT object_id FROM audit_objects WHERE seq = ?", (entry["seq"],))
        return entry, [row.object_id for row in told]


def test_sales_of_the_first_revision_are_carried_over_and_told_anew(old_books):
    """0002"""
    shop, sold, buyer, product = old_books
    with raw(shop) as connection:
        before = connection.execute(
            "SELECT id, snapshot, digest, prints, salt FROM documents ORDER BY number"
        ).fetchall()
    shop.clock.forward(days=1)
    upgrade(shop)
    proof = verify_shop(shop)
    assert (proof.findings, proof.documents) == ((), 3)
    entry, told = last_entry(shop)
    assert (entry["action"], entry["user_id"], entry["place"]) == ("schema.0002", "", "")
    assert entry["at"] == shop.clock.now().isoformat()
    assert told == [invoice.id.hex for invoice in sold]
    with raw(shop) as connection:
        # In the order of issue, whatever the clock said, and to the byte as it was.
        assert (
            connection.execute("SELECT id, snapshot, digest, prints, salt FROM documents ORDER BY pk").fetchall()
            == before
        )
        people = connection.execute("SELECT customer_id, user_id FROM documents ORDER BY pk").fetchall()
        assert people == [(c, shop.session.user_id.hex) for c in (buyer.id.hex, None, None)]
        booked = connection.execute("SELECT number, product_id, quantity_e8, total FROM document_lines").fetchall()
        assert sorted(booked) == sorted([(n, product.id.hex, 10**8, 110_000) for n in (1, 2)] * 3)
    with shop.read() as work:
        assert work.documents.get(sold[0].serial).document.lines[1].of_line == 2
        assert work.documents.get_chain(sold[0].serial).remaining_totals == sold[0].totals


@pytest.mark.parametrize(
    ("column", "value"), [("payable", 1), ("prints", 9), ("order_id", None), ("number", 7), ("snapshot", "{}")]
)
def test_a_document_that_was_altered_before_the_migration_is_found_after_it(old_books, column, value):
    shop, sold, _, _ = old_books
    with raw(shop) as connection:
        given = sold[0].order_id.hex if column == "order_id" else value
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(f"UPDATE documents SET {column} = ? WHERE number = 2", (given,))
    upgrade(shop)
    _, told = last_entry(shop)
    findings = verify_shop(shop).findings
    found = {f.data["id"] for f in findings if f.code == "audit_object_altered"}
    # How often it was printed is no value of the document (docs/decisions.md, 5): the trail has each print besides.
    altered = set() if column == "prints" else {sold[1].id.hex}
    assert found == altered
    assert ("print_count_differs" in {f.code for f in findings}) == (column == "prints")
    assert set(told) == {invoice.id.hex for invoice in sold} - altered


def test_a_document_that_the_trail_does_not_know_is_not_told_by_the_migration(old_books):
    shop, sold, _, _ = old_books
    with raw(shop) as connection:
        connection.execute("UPDATE audit_objects SET object_id = 'x' WHERE object_id = ?", (sold[2].id.hex,))
    upgrade(shop)
    assert sold[2].id.hex not in last_entry(shop)[1]
    assert {"kind": "documents", "id": sold[2].id.hex} in [f.data for f in verify_shop(shop).findings]


def test_books_without_documents_are_brought_up_to_date_without_an_entry(shop):
    with shop.read() as work:
        actions = work.connection.exec_driver_sql("SELECT DISTINCT action FROM audit_entries").scalars().all()
    assert [action for action in actions if action.startswith("schema")] == []


def test_a_database_of_today_is_left_alone(shop, tmp_path):
    before, files = everything(shop), {path.name for path in tmp_path.iterdir()}
    shop.database.close()
    open_folder(tmp_path).database.close()
    assert everything(shop) == before
    assert {path.name for path in tmp_path.iterdir()} <= files


def test_a_database_of_a_newer_program_is_refused_and_left_as_it_was(shop, tmp_path):
    with raw(shop) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = everything(shop)
    with pytest.raises(ShopTrouble) as trouble:
        schema.upgrade(shop.database._engine, shop.database.file.path, shop.clock.now())
    assert (trouble.value.code, trouble.value.data["revision"]) == ("database_newer", "9999")
    assert everything(shop) == before
    assert list(tmp_path.glob("*before*")) == []


@pytest.fixture
def next_program(tmp_path_factory, monkeypatch):
    """The program of a later day, with one migration more."""

    def write(statement):
        folder = tmp_path_factory.mktemp("later") / "migrations"
        shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        lines = [
            '"""A later migration."""',
            "from alembic import op",
            'revision = "0003"',
            'down_revision = "0002"',
            "def upgrade():",
            '    op.execute("CREATE TABLE later (x INTEGER)")',
            f"    {statement}",
        ]
        (folder / "versions" / "0003_later.py").write_text("\n".join(lines), "utf-8")
        monkeypatch.setattr(schema, "MIGRATIONS", folder)
        monkeypatch.setattr(schema, "CURRENT", "0003")

    return write


def upgrade(shop):
    schema.upgrade(shop.database._engine, shop.database.file.path, shop.clock.now())


def test_the_whole_database_is_copied_before_a_migration(shop, tmp_path, next_program):
    next_program('op.execute("INSERT INTO later VALUES (1)")')
    product = add_product(shop)
    # The goods lie in the write-ahead log only: a copy of the file alone would lack them.
    upgrade(shop)
    (copied,) = tmp_path.glob("bakala-before-0003-20261122060000.db")
    sqlite.check_file(copied, KEY)
    assert sqlite.read_revision(copied, KEY) == "0002"
    with closing(sqlite.open_read_only(copied, KEY)) as copy:
        assert copy.execute("SELECT sku FROM products").fetchall() == [(product.sku,)]
    assert schema.revision_of(shop.database._engine) == "0003"
    upgrade(shop)
    assert len(list(tmp_path.glob("*before*"))) == 1


def test_a_migration_that_fails_leaves_everything_as_it_was(shop, next_program):
    next_program("raise RuntimeError('halfway')")
    before = everything(shop)
    with pytest.raises(RuntimeError, match="halfway"):
        upgrade(shop)
    assert everything(shop) == before
    assert schema.revision_of(shop.database._engine) == "0002"
    with raw(shop) as connection:
        assert connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'later'").fetchone() is None
    assert add_product(shop)
