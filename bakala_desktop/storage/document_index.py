"""The index behind the list of documents: one FTS5 row a document, whose rows are read backwards, the newest first.

Besides the words that are typed it holds what a filter asks for, each as a token that no text can have: kind, cashier,
day, month and year, the leading digits of the amount. So any mixture of filters is one question to one index, and the
answer comes in the order of the list without sorting. Tokens of a filter begin with a private-use character, which
``search_key`` never leaves in a text; the ``ascii`` tokenizer parts at ASCII signs only, so that each word of a search
key is one token. Buyers' names are personal data: the index keeps its text, for only then can FTS5 wipe it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID

from sqlalchemy import Connection

from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.document_filter import PADDED, AskedText, DocumentFilter, read_text
from bakala_desktop.domain.jalali import format_day, shop_day
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.snapshot import Document
from bakala_desktop.domain.text import search_key
from bakala_desktop.storage.document_rows import payable_of

INDEX_DDL = (
    "CREATE VIRTUAL TABLE documents_words USING fts5(words, buyer UNINDEXED, tokenize='ascii', detail='none',"
    " columnsize=0, prefix='1 2 3 4')",
    "INSERT INTO documents_words(documents_words, rank) VALUES('secure-delete', 1)",
)

_KIND, _USER, _DAY, _AMOUNT, _YEAR, _SERIES, _NUMBER = (chr(0xE000 + n) for n in range(7))

_LEADING = 4
"""The leading digits of an amount that have tokens: a range of amounts is a few of these, and its edges are checked."""

_MOST_DIGITS = 16

_EARLIEST, _LATEST = date(1821, 3, 21), date(2221, 3, 20)
"""The days of the centuries that have tokens, 1200 to 1599: what is asked beyond them is asked at their edge."""


INSERT = "INSERT INTO documents_words(rowid, words, buyer) VALUES(?, ?, ?)"


def add_to_index(connection: Connection, pk: int, document: Document, user_id: UUID | None) -> None:
    """Make a new document findable."""
    connection.exec_driver_sql(INSERT, (pk, *entry_of(document, user_id)))


def entry_of(document: Document, user_id: UUID | None) -> tuple[str, str]:
    """Return what the index holds of a document: its tokens, and the buyer's name as the list shows it."""
    buyer = document.buyer.name if document.buyer else ""
    day, payable = shop_day(document.issued_at), payable_of(document)
    return words_of(document.serial, document.kind, day, payable, buyer, user_id), buyer


def read_entries(connection: Connection, pks: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return what the index holds of these documents, by their place; one that it does not have is left out."""
    marks = ", ".join("?" * len(pks))
    rows = connection.exec_driver_sql(
        f"SELECT rowid, words, buyer FROM documents_words WHERE rowid IN ({marks})", (*pks,)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def words_of(serial: Serial, kind: DocumentKind, day: date, payable: int, buyer: str, user_id: UUID | None) -> str:
    """Return the tokens of a document, parted by spaces."""
    amount = str(payable)
    tokens = [str(serial.number), f"{serial.number:0{PADDED}d}", amount, *search_key(buyer).split()]
    tokens += [f"{_NUMBER}{serial.number}", f"{_YEAR}{serial.year}", f"{_SERIES}{serial.series}", _KIND + kind.value]
    tokens += _day_tokens(day)
    tokens += [_bucket(len(amount), amount[:digits]) for digits in range(min(len(amount), _LEADING) + 1)]
    if user_id is not None:
        tokens.append(_USER + user_id.hex)
    return " ".join(tokens)


@lru_cache(8)
def _day_tokens(day: date) -> tuple[str, str, str]:
    year, month, of_month = format_day(day).split("/")
    return f"{_DAY}{year}", f"{_DAY}{year}{month}", f"{_DAY}{year}{month}{of_month}"


def _bucket(length: int, leading: str) -> str:
    """Name the amounts of so many digits that begin with these."""
    return f"{_AMOUNT}{length:x}{leading}"


def expressions_of(asked: DocumentFilter) -> tuple[str, str]:
    """Return two questions to the index: for the document of a lone number, and for all that fits but it.

    "" asks for nothing: the first where the text is no lone number, the second where nothing is asked at all.
    """
    text = read_text(asked.text)
    filters = [*_of_serial(text), *_of_filter(asked)]
    words = [_begins(word) for word in text.words]
    if not text.is_number:
        return "", " AND ".join([*words, *filters])
    own = _is(f"{_NUMBER}{text.number}")
    return " AND ".join([own, *filters]), f"({' AND '.join([*words, *filters])}) NOT {own}"


def _of_serial(text: AskedText) -> Iterator[str]:
    if text.year is not None:
        yield _is(f"{_YEAR}{text.year}")
    if text.series:
        yield _begins(_SERIES + text.series)
    if text.number is not None and not text.is_number:
        yield _is(f"{_NUMBER}{text.number}")
    if text.zeros:
        yield _begins(text.zeros)


def _of_filter(asked: DocumentFilter) -> Iterator[str]:
    if asked.kinds and len(asked.kinds) < len(DocumentKind):
        yield _any_of(_is(_KIND + kind.value) for kind in sorted(asked.kinds))
    if asked.user_id is not None:
        yield _is(_USER + asked.user_id.hex)
    if asked.from_day is not None or asked.to_day is not None:
        first, last = _day_text(asked.from_day, "0"), _day_text(asked.to_day, "9")
        yield _any_of(_days("", first, last))
    if asked.least is not None or asked.most is not None:
        least, most = asked.least or 0, 10**_MOST_DIGITS if asked.most is None else asked.most
        yield _any_of(token for length in range(1, _MOST_DIGITS + 1) for token in _amounts(length, "", least, most))


def _day_text(day: date | None, fill: str) -> str:
    """Return a day as a bound of eight digits: the edge of a whole month or year lies outside all its days."""
    if day is None:
        return fill * 8
    day = min(max(day, _EARLIEST), _LATEST)
    year, month, of_month = format_day(day).split("/")
    beyond = format_day(day - timedelta(days=1) if fill == "0" else day + timedelta(days=1)).split("/")
    if beyond[1] == month:
        return year + month + of_month
    return year + (month if beyond[0] == year else fill * 2) + fill * 2


def _days(prefix: str, first: str, last: str) -> Iterator[str]:
    """Yield the fewest centuries, decades, years, months and days that make up a span."""
    low, high = prefix.ljust(8, "0"), prefix.ljust(8, "9")
    if high < first or low > last:
        return
    if len(prefix) == 8 or (prefix and first <= low and high <= last):
        # Centuries and decades are no tokens of their own but beginnings of them.
        yield (_begins if len(prefix) < 4 else _is)(_DAY + prefix)
        return
    for part in _PARTS[len(prefix)]:
        yield from _days(prefix + part, first, last)


_PARTS = {
    0: ("12", "13", "14", "15"),
    2: tuple("0123456789"),
    3: tuple("0123456789"),
    4: tuple(f"{month:02d}" for month in range(1, 13)),
    6: tuple(f"{day:02d}" for day in range(1, 32)),
}
"""How a prefix of year, month and day goes on."""


def _amounts(length: int, leading: str, least: int, most: int) -> Iterator[str]:
    """Yield the buckets of amounts of ``length`` digits between two bounds; those at the edges hold others too."""
    low = int(leading.ljust(length, "0")) if leading else (10 ** (length - 1) if length > 1 else 0)
    high = int(leading.ljust(length, "9"))
    if high < least or low > most:
        return
    if (least <= low and high <= most) or len(leading) == min(length, _LEADING):
        yield _is(_bucket(length, leading))
        return
    for digit in "0123456789" if leading or length == 1 else "123456789":
        yield from _amounts(length, leading + digit, least, most)


def _is(token: str) -> str:
    return f'"{token}"'


def _begins(token: str) -> str:
    return f'"{token}"*'


def _any_of(terms: Iterable[str]) -> str:
    """Return what one of these terms is enough for; without any, what no document has."""
    return f"({' OR '.join(terms) or _is(_NUMBER)})"
