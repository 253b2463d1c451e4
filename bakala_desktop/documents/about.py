"""What a paper says about itself: title, author, moment; and the files that travel inside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from bakala_desktop.documents.shaping import LRI, PDI, clean
from bakala_desktop.domain.text import persian_digits

PRODUCER = "Bakala Desktop"
LANGUAGE = "fa-IR"

# What XML cannot hold, or what is no character at all: controls, halves of surrogate pairs, the two noncharacters.
_UNWRITABLE = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF))


@dataclass(frozen=True, slots=True)
class About:
    """What the file says about itself. `made_at` (aware) belongs to the document, never to the moment of drawing."""

    title: str
    author: str
    subject: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the paper: JSON that is the source of what is drawn, made at `made_at` (aware)."""

    name: str
    data: bytes
    made_at: datetime
    description: str


def numbered(title: str, number: object) -> str:
    """Return a title with the number of its document for the bar of a window, which stays left to right there.

    Bare, «1405-A-0000012» would be shown as «A-0000012-1405» after Persian words.
    """
    return f"{title} {LRI}{persian_digits(clean(str(number)))}{PDI}"


def writable(text: str) -> str:
    """Return a text in one line, without what a file's metadata cannot hold, so that all its copies agree."""
    return " ".join(text.split()).translate(_UNWRITABLE)


def text_string(text: str) -> str:
    """Return a text as PDF writes it in dictionaries: UTF-16 in hexadecimal."""
    return f"<feff{text.encode('utf-16-be', 'replace').hex()}>"


def pdf_moment(moment: datetime) -> str:
    """Return a moment as PDF writes it, in UTC."""
    return moment.astimezone(UTC).strftime("(D:%Y%m%d%H%M%SZ)")
