"""Copies of a live database, and putting one back."""

from __future__ import annotations

from contextlib import closing

import pytest
from builders import KEY, add_product
from evidence import everything, raw

from bakala_desktop.domain.errors import ShopError, ShopTrouble
from bakala_desktop.storage import sqlite
from bakala_desktop.storage.backup import DatabaseFile


def test_a_copy_of_a_live_database_holds_what_lies_in_its_log(shop, tmp_path):
    add_product(shop)
    target = tmp_path / "copy.db"
    with shop.read() as reading:
        reading.products.count()
        shop.database.file.copy_to(target)
    sqlite.check_file(target, KEY)
    live = everything(shop)
    shop.database.file = DatabaseFile(target, KEY)
    assert everything(shop) == live


def test_a_copy_is_made_while_another_till_writes(shop, tmp_path):
    with raw(shop) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO settings VALUES ('half', '1', x'00')")
        shop.database.file.copy_to(tmp_path / "copy.db")
        other.execute("ROLLBACK")
    shop.database.file.check_copy(tmp_path / "copy.db")


def test_a_copy_takes_the_place_of_an_older_one_or_leaves_it(shop, tmp_path, monkeypatch):
    target = tmp_path / "copy.db"
    target.write_bytes(b"older")

    def fail(*_):
        raise ShopTrouble("disk_full")

    with monkeypatch.context() as patched:
        patched.setattr(sqlite, "check_file", fail)
        with pytest.raises(ShopTrouble):
            shop.database.file.copy_to(target)
    assert target.read_bytes() == b"older"
    shop.database.file.copy_to(target)
    shop.database.file.check_copy(target)
    assert sorted(path.name for path in tmp_path.glob("*copy*")) == ["copy.db"]


def test_a_folder_that_cannot_be_written_is_told(shop, tmp_path):
    with pytest.raises(ShopTrouble):
        shop.database.file.copy_to(tmp_path / "nowhere" / "copy.db")


def test_putting_a_copy_back_restores_everything_also_for_open_connections(shop, tmp_path):
    add_product(shop)
    before = everything(shop)
    shop.database.file.copy_to(tmp_path / "copy.db")
    add_product(shop)
    assert everything(shop) != before
    shop.database.file.replace_by(tmp_path / "copy.db")
    assert everything(shop) == before
    assert add_product(shop)


@pytest.mark.parametrize("part", [0, 100, 5_000, -4_096])
def test_a_broken_copy_is_refused_and_nothing_changes(shop, tmp_path, part):
    copied = tmp_path / "copy.db"
    shop.database.file.copy_to(copied)
    copied.write_bytes(copied.read_bytes()[:part])
    before = everything(shop)
    with pytest.raises(ShopError) as refusal:
        shop.database.file.check_copy(copied)
    assert refusal.value.code == "backup_damaged"
    assert everything(shop) == before


def test_a_copy_of_a_newer_program_is_refused(shop, tmp_path):
    with raw(shop) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    shop.database.file.copy_to(tmp_path / "copy.db")
    with pytest.raises(ShopError, match="backup_newer"):
        shop.database.file.check_copy(tmp_path / "copy.db")


def test_a_file_opened_for_checking_does_not_look_into_the_log(shop):
    # Why a live database is copied before it is checked: what was committed last lies in the log.
    add_product(shop)
    with closing(sqlite.open_read_only(shop.database.file.path, KEY)) as connection:
        assert connection.execute("SELECT count(*) FROM products").fetchone() == (0,)
    with shop.read() as work:
        assert work.products.count() == 1
        assert sqlite.list_damage(work.connection) == ()
