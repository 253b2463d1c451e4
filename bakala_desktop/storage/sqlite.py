"""All that is true of SQLite alone: the encrypted file, its pragmas, BEGIN IMMEDIATE, safe copies.

The DBAPI is SQLCipher from the first day, for tests and shops alike (design.md, «SQLite and PostgreSQL, as measured»).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from bakala_desktop.domain.errors import ShopTrouble

WRITER_WAIT_MS = 30_000
"""Writers wait this long for each other (interface.md, «Calling»)."""

_PAUSE_MS = 20
_LOOKS = 3
"""So often a broken seal is looked at again."""

WRITING = "bakala_writing"
"""Execution option of a connection whose transaction takes the write lock at once."""

_PRAGMAS = (
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    f"busy_timeout = {WRITER_WAIT_MS}",
    "temp_store = MEMORY",
    "cache_size = -16000",
)

_TROUBLES = (
    ("not a database", "database_key_wrong"),
    ("hmac check failed", "database_key_wrong"),
    ("malformed", "database_damaged"),
    # A search index whose own first page cannot be read.
    ("vtable constructor failed", "database_damaged"),
    ("locked", "database_busy"),
    ("readonly", "database_read_only"),
    ("read-only", "database_read_only"),
    ("unable to open", "database_unreachable"),
    ("disk i/o", "database_io"),
    ("full", "disk_full"),
)


def connect(path: Path, key: bytes) -> Any:
    """Open the encrypted file and return a DBAPI connection without implicit transactions.

    Raises ShopTrouble ``database_key_wrong``, ``database_read_only`` and the other codes of ``trouble_of``.
    """
    connection = None
    try:
        connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        # Its log would mix with the messages on standard error; what is wrong is raised anyway.
        connection.execute("PRAGMA cipher_log_level = NONE")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        _write_ahead(connection)
    except dbapi2.Error as error:
        if connection is not None:
            connection.close()
        raise trouble_of(error) from error
    return connection


def _write_ahead(connection: Any) -> None:
    """Turn the write-ahead log on. Programs that meet on a new file collide here, where SQLite does not wait."""
    for attempts_left in reversed(range(WRITER_WAIT_MS // _PAUSE_MS)):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except dbapi2.OperationalError as error:
            if "locked" not in str(error) or not attempts_left:
                raise
            sleep(_PAUSE_MS / 1000)
        else:
            return


def make_engine(path: Path, key: bytes) -> Engine:
    """Return an engine whose transactions begin with BEGIN, or BEGIN IMMEDIATE where the connection is ``WRITING``."""
    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        pool_size=4,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def trouble_of(error: BaseException) -> ShopTrouble:
    """Translate what the engine said into a ShopTrouble; the engine's own words go along for the log."""
    said = str(error)
    folded = said.casefold()
    for words, code in _TROUBLES:
        if words in folded:
            return ShopTrouble(code, detail=said[:200])
    return ShopTrouble("database_failed", detail=said[:200])


@contextmanager
def translated() -> Iterator[None]:
    """Turn an engine's errors into ShopTrouble."""
    try:
        yield
    except DBAPIError as error:
        raise trouble_of(error.orig or error) from error
    except PoolTimeout as error:
        raise ShopTrouble("database_busy", detail=str(error)[:200]) from error


def copy_database(source: Path, key: bytes, target: Path) -> None:
    """Write a complete copy of a live database, encrypted under the same key, and check it page by page.

    Raises ShopTrouble; a copy that does not pass is not left behind.
    """
    try:
        with closing(connect(source, key)) as live, closing(dbapi2.connect(str(target))) as copy:
            copy.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            live.backup(copy)
        check_file(target, key)
    except dbapi2.Error as error:
        target.unlink(missing_ok=True)
        raise trouble_of(error) from error
    except ShopTrouble:
        target.unlink(missing_ok=True)
        raise


def copy_open(engine: Engine, target: Path) -> None:
    """Write a whole copy of the open database under its own key, before it is migrated.

    A copy of the file alone would lack what still lies in the write-ahead log. Raises ShopTrouble.
    """
    with closing(engine.raw_connection()) as connection:
        try:
            connection.cursor().execute("VACUUM INTO ?", (str(target),))
        except dbapi2.Error as error:
            target.unlink(missing_ok=True)
            raise trouble_of(error) from error


def open_read_only(path: Path, key: bytes) -> Any:
    """Open a file that nobody writes to, without touching it or its folder."""
    connection = dbapi2.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")
    return connection


def check_file(path: Path, key: bytes) -> None:
    """Check every page's seal and the structure of an encrypted file that nobody writes to.

    Raises ShopTrouble ``database_key_wrong`` or ``database_damaged``.
    """
    try:
        with closing(open_read_only(path, key)) as connection:
            # SQLite takes an empty file for an empty database; as a copy of a shop it is a loss.
            if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise ShopTrouble("database_damaged", detail="no tables")
            _check_pages(connection)
    except dbapi2.Error as error:
        raise trouble_of(error) from error


def _check_pages(connection: Any) -> None:
    seals = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    structure = connection.execute("PRAGMA quick_check").fetchall()
    if seals or structure != [("ok",)]:
        raise ShopTrouble("database_damaged", detail=str((seals or structure)[0])[:200])


def read_revision(path: Path, key: bytes) -> str | None:
    """Return the schema revision of a file that nobody writes to, or None where it has no tables."""
    with closing(open_read_only(path, key)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else None


def list_damage(connection: Connection) -> tuple[str, ...]:
    """Return what SQLCipher and SQLite find wrong in the pages of the open database: their seals and structure.

    The seals come first: behind a broken one SQLite's own check stops with an error instead of an answer. They are read
    past the log, straight from the file. A page that was only ever in the log is empty there, and one that another till
    moves over at that moment is half written: so the log is moved first, and only what stays broken is told.
    """
    seals = _findings(connection, "cipher_integrity_check", "")
    for _ in range(_LOOKS):
        if not seals:
            break
        _move_log(connection.engine)
        again = _findings(connection, "cipher_integrity_check", "")
        seals = tuple(text for text in seals if text in again)
    return seals or _findings(connection, "quick_check", "ok")


def _move_log(engine: Engine) -> None:
    """Move what stands in the log into the file, but for what is newer than somebody's reading."""
    sleep(_PAUSE_MS / 1000)
    moving = engine.raw_connection()
    try:
        moving.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    except dbapi2.Error:
        # A damaged file may refuse; what is wrong with it is told by who asked.
        return
    finally:
        moving.close()


def _findings(connection: Connection, pragma: str, sound: str) -> tuple[str, ...]:
    return tuple(str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {pragma}") if row[0] != sound)


def list_broken_references(connection: Connection) -> tuple[str, ...]:
    """Return the tables that hold references to rows which are not there, one text a row."""
    return tuple(f"foreign key of {row[0]}" for row in connection.exec_driver_sql("PRAGMA foreign_key_check"))
