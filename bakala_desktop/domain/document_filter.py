"""The list of issued documents: what may be asked of it, how typed text is read, and what a row of it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.text import fold_digits, other_layout, search_key, strip_controls

PADDED = 7
"""A serial shows so many digits of its number, zeros in front."""

_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:[,٬،]\d{3})+(?!\d)")
_SERIAL = re.compile(r"(\d{4})-(?:([A-Z]{1,4})(?:-(\d{0,10}))?)?|([A-Z]{1,4})-(\d{0,10})", re.ASCII)


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents to show; what is left out keeps none away.

    ``text`` may hold a number with or without its zeros, a serial or the beginning of one, an amount in rials, and
    beginnings of words of the buyer's name; all of them must fit. Days are the shop's, both included; ``user_id`` is
    the cashier's; ``least`` and ``most`` bound the payable, in rials.
    """

    text: str = ""
    kinds: frozenset[DocumentKind] = frozenset()
    from_day: date | None = None
    to_day: date | None = None
    user_id: UUID | None = None
    least: Rial | None = None
    most: Rial | None = None


@dataclass(frozen=True, slots=True)
class AskedText:
    """A typed text as it is looked for: beginnings of words, and the parts of a serial that it holds.

    ``number`` is the number of a serial, known whole; ``zeros`` the beginning of one that is written with its zeros.
    ``is_number`` tells that the text is one number and nothing else, whose own serial is what is wanted first.
    """

    words: tuple[str, ...] = ()
    year: int | None = None
    series: str = ""
    number: int | None = None
    zeros: str = ""
    is_number: bool = False


def read_text(text: str) -> AskedText:
    """Read what was typed into the search field, in digits of any script.

    >>> read_text("۱۴۰۵-a-۰۰۱۲ آزمونی")
    AskedText(words=('ازمونی',), year=1405, series='A', number=None, zeros='0012', is_number=False)
    >>> read_text("۱٬۲۵۰٬۰۰۰").words, read_text("A-12").number
    (('1250000',), 12)
    """
    parts = fold_digits(strip_controls(" ".join(text.split()))).split()
    serials = [match for part in parts if (match := _SERIAL.fullmatch(part.upper()))]
    rest = " ".join(part for part in parts if not _SERIAL.fullmatch(part.upper()))
    words = tuple(search_key(_GROUPED.sub(_without_marks, rest)).split())
    if not serials:
        is_number = len(words) == 1 and words[0].isascii() and words[0].isdigit()
        return AskedText(words, is_number=is_number, number=int(words[0]) if is_number else None)
    year, series, number, own_series, own_number = serials[-1].groups(default="")
    digits = number or own_number
    has_zeros = digits.startswith("0")
    return AskedText(
        words,
        year=int(year) if year else None,
        series=series or own_series,
        number=int(digits) if digits and not has_zeros else None,
        zeros=digits if has_zeros else "",
    )


def on_other_layout(asked: DocumentFilter) -> DocumentFilter | None:
    """Return the same question with the text that its keys give on the other keyboard layout.

    None where there is no text, or where letters would be lost.
    """
    other = other_layout(asked.text)
    if not search_key(other) or len(search_key(other)) < len(search_key(asked.text).replace(" ", "")):
        return None
    return replace(asked, text=other)


def _without_marks(match: re.Match[str]) -> str:
    return re.sub(r"\D", "", match[0])


class DocumentMark(StrEnum):
    """What happened to a document afterwards.

    A changed one is a certificate in force of which an invoice was returned, corrected or cancelled since: a new one
    is due.
    """

    CANCELLED = "cancelled"
    PARTLY_RETURNED = "partly_returned"
    FULLY_RETURNED = "fully_returned"
    CORRECTED = "corrected"
    CERTIFIED = "certified"
    REPLACED = "replaced"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A line of the list. ``issued_at`` in UTC, ``payable`` in rials; ``buyer`` and ``cashier`` are "" where nobody is
    named; ``place`` is where a list may go on."""

    place: int
    serial: Serial
    kind: DocumentKind
    issued_at: datetime
    payable: Rial
    buyer: str
    cashier: str
    prints: int
    marks: frozenset[DocumentMark] = frozenset()


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Rows to show, the newest first; ``after`` is the place to go on from, None where nothing follows.

    Where a lone number was asked for, the documents of that number come before all others.
    """

    rows: tuple[DocumentRow, ...]
    after: int | None = None
