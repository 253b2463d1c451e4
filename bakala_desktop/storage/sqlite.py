"""All that is true of SQLite alone: the encrypted file, its pragmas, BEGIN IMMEDIATE, full-text search, safe copies.

The DBAPI is SQLCipher from the first day, for tests and shops alike (design.md, «SQLite and PostgreSQL, as measured»).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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

WRITING = "bakala_writing"
"""Execution option of a connection whose transaction takes the write lock at once."""

SEARCHED_TABLES = ("products", "customers")
_PERSONS = frozenset({"customers"})

_FEW, _LONGEST_WORD = 8, 24

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


def search_ddl(table: str) -> tuple[str, ...]:
    """Return the statements that make a table's two indexes: words with prefixes, and trigrams for inside a word.

    A person's name must not outlive the person's row. ``secure-delete`` wipes the words of a deleted row at once, but
    only where FTS5 can read them back: an index without content merely buries them under a tombstone. Indexes of
    persons therefore hold their keys; those of goods, which are many and name nobody, do not.
    """
    kept = "" if table in _PERSONS else "content='', contentless_delete=1, "
    statements = (
        f"CREATE VIRTUAL TABLE {table}_words USING fts5(title, codes, {kept}"
        "tokenize='unicode61 remove_diacritics 0', prefix='1 2 3')",
        f"CREATE VIRTUAL TABLE {table}_grams USING fts5(title, {kept}tokenize='trigram')",
    )
    if table not in _PERSONS:
        return statements
    return (
        *statements,
        f"INSERT INTO {table}_words({table}_words, rank) VALUES('secure-delete', 1)",
        f"INSERT INTO {table}_grams({table}_grams, rank) VALUES('secure-delete', 1)",
    )


def index_rows(connection: Connection, table: str, rows: Sequence[tuple[int, str, str]]) -> None:
    """Put rows (pk, title key, codes key) into a table's indexes, replacing what stood there."""
    connection.exec_driver_sql(f"INSERT OR REPLACE INTO {table}_words(rowid, title, codes) VALUES(?, ?, ?)", list(rows))
    connection.exec_driver_sql(
        f"INSERT OR REPLACE INTO {table}_grams(rowid, title) VALUES(?, ?)",
        [(pk, f"{title} {codes}") for pk, title, codes in rows],
    )


def find_rows(connection: Connection, table: str, words: Sequence[str], limit: int) -> list[int]:
    """Return pks of rows that hold every word, best first: titles that begin with the first word, whole before cut
    short; then words so anywhere; then words with the text inside.

    Where these are few, rows follow that write a word in two, as Persian spelling allows.
    """
    found: dict[int, None] = {}
    _collect(connection, _search(table, words), limit, found)
    # So few make a second look worth its time.
    if len(found) < min(limit, _FEW) and any(_halves(word) for word in words):
        _collect(connection, _search_split(table, words), limit, found)
    return list(found)[:limit]


def _collect(connection: Connection, asked: tuple[str, tuple[str, ...]], limit: int, found: dict[int, None]) -> None:
    result = connection.exec_driver_sql(*asked)
    # Rows are found while they are fetched: what is not wanted is never looked for.
    while len(found) < limit and (rows := result.fetchmany(limit)):
        found.update((row[0], None) for row in rows)
    result.close()


def _search(table: str, words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """One statement for all steps; inside words, those of three letters and more are matched by trigrams, the
    shorter ones as prefixes."""
    whole, prefixes = " ".join(f'"{word}"' for word in words), " ".join(map(_prefix, words))
    by_words = f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH ?"
    parts, values = [by_words] * 4, [f"title : ^{whole}", f"title : ^{prefixes}", whole, prefixes]
    long = " ".join(f'"{word}"' for word in words if len(word) >= 3)
    short = " ".join(_prefix(word) for word in words if len(word) < 3)
    if long:
        inside = f"SELECT rowid FROM {table}_grams WHERE {table}_grams MATCH ?"
        # Not "rowid IN (…)": the index would be asked anew for each of the many rows that a single letter has.
        parts.append(f"SELECT rowid FROM ({inside} INTERSECT {by_words})" if short else inside)
        values += [long, short] if short else [long]
    return " UNION ALL ".join(parts), tuple(values)


def _search_split(table: str, words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Ask for each word as it is or as two words that follow each other, the second perhaps cut short."""
    asked = " AND ".join(f"({' OR '.join([_prefix(word), *_halves(word)])})" for word in words)
    return f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH ?", (asked,)


def _halves(word: str) -> list[str]:
    # A longer text is no word that anybody wrote together; one letter is a word only beside a number, as in a code.
    places = range(1, len(word)) if len(word) <= _LONGEST_WORD else ()
    sound = (n for n in places if 2 <= n <= len(word) - 2 or word[n - 1].isdigit() != word[n].isdigit())
    return [_prefix(f"{word[:n]} {word[n:]}") for n in sound]


def _prefix(word: str) -> str:
    return f'"{word}"*'


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

    The seals come first: behind a broken one SQLite's own check stops with an error instead of an answer.
    """
    for pragma, sound in (("cipher_integrity_check", ""), ("quick_check", "ok")):
        found = tuple(str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {pragma}") if row[0] != sound)
        if found:
            return found
    return ()


def list_broken_references(connection: Connection) -> tuple[str, ...]:
    """Return the tables that hold references to rows which are not there, one text a row."""
    return tuple(f"foreign key of {row[0]}" for row in connection.exec_driver_sql("PRAGMA foreign_key_check"))
