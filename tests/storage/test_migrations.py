"""Making and upgrading a database: what the migrations make is what ``tables.py`` says, and a newer one is refused."""

from __future__ import annotations

import re
import shutil
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from builders import KEY, add_product, open_folder
from evidence import everything, raw
from sqlalchemy import create_engine

from bakala_desktop.domain.errors import ShopTrouble
from bakala_desktop.storage import schema, sqlite
from bakala_desktop.storage.tables import metadata


def scripts(folder=schema.MIGRATIONS):
    config = Config()
    config.set_main_option("script_location", str(folder))
    return ScriptDirectory.from_config(config)


def own_tables(connection):
    rows = connection.exec_driver_sql("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL")
    searched = tuple(f"{table}_{kind}" for table in sqlite.SEARCHED_TABLES for kind in ("words", "grams"))
    return {
        name: (kind, re.sub(r"\s+", " ", sql))
        for name, kind, sql in rows
        if not name.startswith((*searched, "alembic_version"))
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


def test_sales_of_the_first_revision_are_carried_over_and_told_anew():
    """0002"""


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
