"""What lies on the disk: nothing in plain text, and no word of a person that was replaced (R16)."""

from __future__ import annotations

import pytest
from builders import NEW_PASSWORD, PASSWORD, add_legal, add_natural, add_product, as_role, card, cart, founded_shop
from evidence import raw

from bakala_desktop.domain.customer import PartyKind
from bakala_desktop.domain.staff import Role
from bakala_desktop.services.customers import create_customer, update_customer
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.storage import sqlite
from bakala_desktop.storage.tables import audit_entries, audit_objects, customers


def sold_to(shop, customer):
    product = add_product(shop, title="دمنوش گل‌گاوزبان نمونه")
    order = cart(shop, product).with_customer(customer.id)
    return complete_sale(shop, order, [card(order.payable)])


def test_neither_file_nor_log_holds_plain_text(shop, tmp_path):
    sold_to(shop, add_natural(shop, last_name="شیرین‌سخن", address="کوچهٔ نمونه", email="negar@example.ir"))
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(files["bakala.db-wal"]) > 10_000
    words = ["دمنوش", "گل\u200cگاوزبان", "شیرین", "سخن", "کوچهٔ", "negar@example.ir", "0012345679", "09120000001"]
    words += ["SQLite format 3", "customers", "CREATE TABLE", PASSWORD]
    assert [(name, word) for name, data in files.items() for word in words if word.encode() in data] == []


def test_the_key_of_one_shop_opens_no_other(shop, tmp_path):
    copied = tmp_path / "copied.db"
    shop.database.file.copy_to(copied)
    # Each file has a salt of its own, so equal pages of two copies differ.
    assert copied.read_bytes()[:16] != shop.database.file.path.read_bytes()[:16]


@pytest.fixture
def open_book(tmp_path, monkeypatch):
    """A shop whose file is not encrypted, made with the same statements, so that its pages can be read."""

    def connect(path, key):
        connection = sqlite.dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
        for pragma in (*sqlite._PRAGMAS, "journal_mode = WAL"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    monkeypatch.setattr(sqlite, "connect", connect)
    shop = founded_shop(tmp_path)
    yield shop
    shop.database.close()


def pages_of(shop):
    with raw(shop) as connection:
        assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    return shop.database.file.path.read_bytes()


def test_a_name_that_was_replaced_is_nowhere_in_the_pages(open_book):
    names = [f"Zq{n:02}vwkqxj{n:02}" for n in range(30)]
    kept = [
        create_customer(
            open_book, PartyKind.NATURAL, {"first_name": "همراه", "last_name": name, "mobile": f"091200001{n:02}"}
        )
        for n, name in enumerate(names)
    ]
    others = [{"last_name": f"Neighbour{n:03}"} for n in range(200)]
    for given in others:
        create_customer(open_book, PartyKind.NATURAL, given)
    assert b"vwkqxj" in pages_of(open_book)
    for n, customer in enumerate(kept):
        update_customer(open_book, customer.id, {"last_name": "دیگر", "mobile": f"093500001{n:02}"})
    pages = pages_of(open_book)
    # In any part: the index stores a word without what it shares with the word before. Two letters alone would also
    # come about by chance, in identities and salts.
    left = {part for part in (b"vwkqxj", b"Zq0", b"Zq1", b"zq0", b"091200001", b"kqxj") if part in pages}
    assert left == set()
    assert b"eighbour199" in pages


def test_a_buyer_who_is_taken_out_of_the_index_of_documents_is_nowhere_in_its_pages(open_book):
    buyer = add_natural(open_book)
    for n in range(40):
        sold_to(open_book, update_customer(open_book, buyer.id, {"last_name": f"Zq{n:02}VwKqxj"}))
    # The index folds capitals, the snapshot keeps them: small letters are the index's own.
    with raw(open_book) as connection:
        connection.execute("DELETE FROM customers_words")
        connection.execute("DELETE FROM customers_grams")
    assert b"vwkqxj" in pages_of(open_book)
    with raw(open_book) as connection:
        connection.execute("DELETE FROM documents_words WHERE rowid <= 40")
    pages = pages_of(open_book)
    assert {part for part in (b"vwkqxj", b"kqxj", b"zq0", b"zq1") if part in pages} == set()
    assert b"VwKqxj" in pages


def test_the_audit_trail_names_nobody(shop):
    clerk = as_role(shop, Role.CLERK, "منشی آزمون")
    natural, legal = add_natural(shop, email="negar@example.ir"), add_legal(clerk)
    sold_to(shop, natural)
    sold_to(shop, legal)
    update_customer(shop, natural.id, {"address": "خیابان تازه"})
    with shop.read() as work:
        rows = [*work.connection.execute(audit_entries.select()), *work.connection.execute(audit_objects.select())]
        persons = work.connection.execute(customers.select()).mappings().all()
    told = "\n".join(str(value) for row in rows for value in row)
    personal = {str(row[name]) for row in persons for name in row if name not in ("pk", "id", "kind", "salt")}
    personal |= {"منشی آزمون", "مدیر آزمون", PASSWORD, NEW_PASSWORD} - {""}
    assert len(rows) > 10
    assert [value for value in personal if len(value) > 2 and value != "None" and value in told] == []
