"""The encrypted file and its connections: pragmas, transactions that end, and troubles with stable codes."""

from __future__ import annotations

import threading
from contextlib import closing, contextmanager

import pytest
from builders import KEY, add_product, open_folder, product_fields
from evidence import everything, raw

from bakala_desktop.domain.errors import ShopError, ShopTrouble
from bakala_desktop.services.catalog import create_product
from bakala_desktop.storage import sqlite
from bakala_desktop.storage.tables import metadata

PROMISED = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": 30_000,
    "temp_store": 2,
}


def test_every_pooled_connection_keeps_what_was_promised(shop):
    engine = shop.database._engine
    held = [engine.raw_connection() for _ in range(engine.pool.size() + 2)]
    try:
        for connection in held:
            cursor = connection.cursor()
            told = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PROMISED}
            assert told == PROMISED
            assert connection.driver_connection.isolation_level is None
        assert len({id(connection.driver_connection) for connection in held}) == len(held)
    finally:
        for connection in held:
            connection.close()


# Transactions end, whatever happens inside


@contextmanager
def refused(*kinds):
    with pytest.raises(kinds):
        yield


def leave_reading(shop):
    with shop.read() as work:
        work.products.count()


def fail_reading(shop):
    with refused(RuntimeError), shop.read() as work:
        work.products.count()
        raise RuntimeError


def be_interrupted_while_writing(shop):
    with refused(KeyboardInterrupt), shop.write("test") as work:
        work.settings.put("x", 1)
        raise KeyboardInterrupt


def be_refused_while_writing(shop):
    with refused(ShopError), shop.write("test") as work:
        work.settings.put("x", 1)
        raise ShopError("order_empty")


def break_a_statement(shop):
    with refused(ShopTrouble), shop.write("test") as work:
        work.settings.put("x", 1)
        work.connection.exec_driver_sql("INSERT INTO settings VALUES ('x', '2', x'00')")


def break_the_commit(shop):
    with refused(ShopTrouble), shop.write("test") as work:
        work.settings.put("x", 1)
        work.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        work.connection.exec_driver_sql("INSERT INTO tenders VALUES ('nobody', 1, 'cash', 1, '')")


def write_while_reading(shop):
    with shop.read() as work:
        work.connection.exec_driver_sql("INSERT INTO settings VALUES ('x', '2', x'00')")


@pytest.mark.parametrize(
    "end",
    [
        leave_reading,
        fail_reading,
        be_interrupted_while_writing,
        be_refused_while_writing,
        break_a_statement,
        break_the_commit,
        write_while_reading,
    ],
)
def test_no_pooled_connection_stays_in_a_transaction_and_nothing_is_kept(shop, end):
    before = everything(shop)
    end(shop)
    with closing(shop.database._engine.raw_connection()) as connection:
        assert not connection.driver_connection.in_transaction
    with raw(shop) as other:
        other.execute("PRAGMA busy_timeout = 0")
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    assert everything(shop) == before


def test_a_writer_who_waits_in_vain_is_told_so_and_may_try_again(shop, monkeypatch):
    monkeypatch.setattr(sqlite, "_PRAGMAS", ("busy_timeout = 20",))
    shop.database._engine.dispose()
    with raw(shop) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ShopTrouble) as trouble:
            add_product(shop)
        assert trouble.value.code == "database_busy"
        other.execute("ROLLBACK")
    assert add_product(shop)


def test_a_writer_takes_the_lock_at_once(shop, monkeypatch):
    with shop.write("test"), raw(shop) as other:
        other.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(sqlite.dbapi2.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_a_reader_sees_one_state_while_others_write(shop):
    add_product(shop)
    with shop.read() as work:
        seen = work.products.count()
        add_product(shop)
        assert work.products.count() == seen
    with shop.read() as work:
        assert work.products.count() == seen + 1


def test_a_writer_does_not_wait_for_readers_nor_readers_for_a_writer(shop):
    with shop.read() as reading, shop.write("test") as writing:
        reading.products.count()
        writing.settings.put("x", 1)
        with shop.read() as another:
            assert another.settings.find("x") is None


def test_more_threads_than_connections_only_wait(shop):
    products = [product_fields() for _ in range(24)]
    threads = [threading.Thread(target=create_product, args=(shop, given)) for given in products]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with shop.read() as work:
        assert work.products.count() == 24


# Troubles


def closed_file(shop):
    """Return the file as it lies on the disk once everything is in it."""
    shop.database.close()
    with raw(shop) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return shop.database.file.path


def read_all(shop):
    with shop.read() as work:
        for table in metadata.sorted_tables:
            work.connection.execute(table.select()).all()


def scratch(path, *pages):
    data = bytearray(path.read_bytes())
    for page in pages or range(1, len(data) // 4096):
        data[page * 4096 + 200 : page * 4096 + 260] = bytes(60)
    path.write_bytes(data)


def test_a_wrong_key_is_no_key(shop):
    path = closed_file(shop)
    for attempt in (sqlite.connect, sqlite.check_file, lambda *a: sqlite.make_engine(*a).connect()):
        with pytest.raises(ShopTrouble) as trouble:
            attempt(path, bytes(32))
        assert trouble.value.code == "database_key_wrong"


def test_a_damaged_first_page_looks_like_a_wrong_key(shop):
    scratch(closed_file(shop), 0)
    with pytest.raises(ShopTrouble) as trouble:
        read_all(shop)
    assert trouble.value.code == "database_key_wrong"


def test_damaged_pages_are_told(shop):
    path = closed_file(shop)
    scratch(path)
    for attempt in (lambda: read_all(shop), lambda: sqlite.check_file(path, KEY)):
        with pytest.raises(ShopTrouble) as trouble:
            attempt()
        assert trouble.value.code == "database_damaged"


def test_any_single_damaged_page_is_found_by_the_check(shop):
    path = closed_file(shop)
    whole = path.read_bytes()
    for page in range(0, len(whole) // 4096, 7):
        scratch(path, page)
        with pytest.raises(ShopTrouble) as trouble:
            sqlite.check_file(path, KEY)
        assert trouble.value.code == ("database_damaged" if page else "database_key_wrong")
        path.write_bytes(whole)
    sqlite.check_file(path, KEY)


@pytest.mark.parametrize("part", [0.5, 0.9])
def test_a_truncated_file_is_damaged(shop, part):
    path = closed_file(shop)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])
    for attempt in (lambda: read_all(shop), lambda: sqlite.check_file(path, KEY)):
        with pytest.raises(ShopTrouble) as trouble:
            attempt()
        assert trouble.value.code == "database_damaged"


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(4080), b"\x01" * 9000])
def test_what_is_no_shop_passes_no_check(tmp_path, content):
    path = tmp_path / "x.db"
    path.write_bytes(content)
    with pytest.raises(ShopTrouble) as trouble:
        sqlite.check_file(path, KEY)
    assert trouble.value.code in ("database_damaged", "database_key_wrong")


def test_a_missing_folder_is_unreachable(tmp_path):
    with pytest.raises(ShopTrouble) as trouble:
        open_folder(tmp_path / "nowhere")
    assert trouble.value.code == "database_unreachable"


def fill_the_disk(shop):
    with shop.write("test") as work:
        pages = work.connection.exec_driver_sql("PRAGMA page_count").scalar()
        work.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        work.settings.put("x", "x" * 100_000)


def test_a_full_disk_is_told_and_nothing_is_kept(shop):
    before = everything(shop)
    with pytest.raises(ShopTrouble) as trouble:
        fill_the_disk(shop)
    assert trouble.value.code == "disk_full"
    assert everything(shop) == before


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("file is not a database", "database_key_wrong"),
        ("database disk image is malformed", "database_damaged"),
        ("database is locked", "database_busy"),
        ("attempt to write a readonly database", "database_read_only"),
        ("unable to open database file", "database_unreachable"),
        ("disk I/O error", "database_io"),
        ("database or disk is full", "disk_full"),
        ("something else", "database_failed"),
    ],
)
def test_what_the_engine_says_becomes_a_stable_code(said, code):
    trouble = sqlite.trouble_of(sqlite.dbapi2.OperationalError(said))
    assert (trouble.code, trouble.data) == (code, {"detail": said})


def test_the_engine_writes_nothing_to_standard_error(shop, capfd):
    path = closed_file(shop)
    scratch(path)
    with pytest.raises(ShopTrouble):
        sqlite.check_file(path, KEY)
    with pytest.raises(ShopTrouble):
        read_all(shop)
    with pytest.raises(ShopTrouble):
        sqlite.connect(path, bytes(32))
    assert capfd.readouterr() == ("", "")
