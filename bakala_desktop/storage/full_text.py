"""Search of goods and customers by FTS5: two indexes for each table (docs/decisions.md, 6)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

SEARCHED_TABLES = ("products", "customers")
_PERSONS = frozenset({"customers"})

_FEW, _LONGEST_WORD = 8, 24


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
