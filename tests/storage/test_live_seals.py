"""Seals of pages in a file that others read and write: a page that is still in the log, or half moved, is no damage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bakala_desktop.storage import sqlite

KEY = bytes(range(32))
HALF, BROKEN = "HMAC verification failed for page 7", "HMAC verification failed for page 9"


class Looked:
    """A connection whose check of seals answers differently each time, as one does while another till writes."""

    def __init__(self, *looks: tuple[str, ...], structure: str = "ok") -> None:
        self.engine = None
        self.looks: Iterator[tuple[str, ...]] = iter(looks)
        self.structure = structure

    def exec_driver_sql(self, statement: str) -> list[tuple[str]]:
        if statement == "PRAGMA quick_check":
            return [(self.structure,)]
        return [(text,) for text in next(self.looks)]


@pytest.fixture
def no_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_move_log", lambda engine: None)


@pytest.mark.usefixtures("no_log")
@pytest.mark.parametrize(
    ("looks", "found"),
    [
        ([()], ()),
        ([(HALF,), ()], ()),
        ([(HALF,), (BROKEN,)], ()),
        ([(HALF, BROKEN), (BROKEN,), (BROKEN, HALF), (BROKEN,)], (BROKEN,)),
    ],
)
def test_only_a_seal_that_stays_broken_is_damage(looks: list[tuple[str, ...]], found: tuple[str, ...]):
    connection: Any = Looked(*looks)
    assert sqlite.list_damage(connection) == found


@pytest.mark.usefixtures("no_log")
def test_behind_a_page_that_was_half_written_the_structure_is_looked_at_all_the_same():
    connection: Any = Looked((HALF,), (), structure="wrong # of entries")
    assert sqlite.list_damage(connection) == ("wrong # of entries",)


def test_a_page_that_was_only_ever_in_the_log_is_no_damage(tmp_path: Path):
    """Somebody reads while the log is moved: a page that was written again since stays out of the file, as a hole."""
    engine = sqlite.make_engine(tmp_path / "shop.db", KEY)
    with engine.begin() as work:
        for table in ("busy", "quiet"):
            work.exec_driver_sql(f"CREATE TABLE {table} (a)")
    with engine.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM busy").all()
        with engine.begin() as work:
            work.exec_driver_sql("INSERT INTO busy VALUES (1)")
        sqlite._move_log(engine)
    with engine.connect() as asked:
        assert sqlite._findings(asked, "cipher_integrity_check", "")
        assert sqlite.list_damage(asked) == ()
    engine.dispose()
