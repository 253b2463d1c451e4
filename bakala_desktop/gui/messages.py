"""From an error's code to the Persian sentence that a cashier reads. No Qt here: the command speaks through
it too.

The sentences stand in ``sentences.py``; this module finds the right one and writes its data for the eye.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import format_day
from bakala_desktop.domain.money import format_amount
from bakala_desktop.domain.quantity import decimal_text
from bakala_desktop.domain.text import isolate_ltr, persian_digits, strip_controls
from bakala_desktop.gui.sentences import SENTENCES, UNKNOWN
from bakala_desktop.gui.vocabulary import FIELDS, PLACES, REASONS, VALUES

_LONGEST_VALUE = 60
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INDEX = re.compile(r"\[([0-9]+)\]")
_LATIN = re.compile("[A-Za-z]")
_PERSIAN = re.compile("[\u0621-\u06d3]")


def sentence(error: ShopError) -> str:
    """Return what happened, in words: the sentence of the error's code, after the place in a file where
    there is one.

    A code that has a sentence of its own for its ``reason`` is ``code.reason``. Data that a sentence wants
    and the error lacks is left out, for a message must come out whatever else went wrong.
    """
    reason = error.data.get("reason")
    text = SENTENCES.get(f"{error.code}.{reason}") or SENTENCES.get(error.code)
    if text is None:
        text = UNKNOWN
    data = _Data({"code": error.code, **error.data})
    return _place(error.data) + text.format_map(data)


def field_name(field: str) -> str:
    """Return how a cashier calls a field; ``customer.email`` and ``email`` are one, ``tenders[1].amount`` is counted.

    >>> field_name("customer.email"), field_name("tenders[1].amount")
    ('ایمیل', 'مبلغ (دریافتی ۲)')
    """
    path = _INDEX.sub("", field)
    name = FIELDS.get(path) or FIELDS.get(path.rpartition(".")[2])
    if name is None:
        return isolate_ltr(field)
    place = _INDEX.search(field)
    # Of a line its number is said with the place already.
    if place is None or field.startswith("lines"):
        return name
    return f"{name} ({FIELDS[field[: place.start()]]} {format_amount(int(place[1]) + 1)})"


def missing_fields(fields: Iterable[str]) -> str:
    """Return the names of the fields that are missing, as a list in a sentence.

    >>> missing_fields(["customer.mobile", "customer.city"])
    'تلفن همراه، شهر'
    """
    return "، ".join(dict.fromkeys(field_name(field) for field in fields))


def reason_sentence(reason: str) -> str:
    """Return the sentence of a soft warning of an identifier, which never refuses anything."""
    return REASONS.get(reason, REASONS["unusual_pattern"])


class _Data(dict[str, object]):
    """An error's data as a sentence's blanks: written for the eye, and "" where absent."""

    def __getitem__(self, key: str) -> str:
        return _for_eyes(key, self.get(key, ""))

    def __missing__(self, key: str) -> str:
        return ""


def _for_eyes(key: str, value: object) -> str:
    if isinstance(value, bool):
        return "بله" if value else "خیر"
    if isinstance(value, int):
        return _text_for_eyes(key, decimal_text(value)) if key.endswith("_e8") else format_amount(value)
    if isinstance(value, date):
        return persian_digits(format_day(value))
    if isinstance(value, tuple | list | set | frozenset):
        return "، ".join(_for_eyes(key, one) for one in value)
    return _text_for_eyes(key, str(value))


def _text_for_eyes(key: str, text: str) -> str:
    if key in ("field", "column", "missing"):
        return field_name(text)
    if key in VALUES:
        return VALUES[key].get(text, isolate_ltr(text))
    clean = strip_controls(text.replace("\n", " "))
    if len(clean) > _LONGEST_VALUE:
        clean = clean[: _LONGEST_VALUE - 1] + "…"
    if _DAY.fullmatch(clean):
        return _day_for_eyes(clean)
    if _NUMBER.fullmatch(clean):
        return persian_digits(clean.replace(".", "٫").replace("-", "\u200e\u2212"))
    if _LATIN.search(clean) and not _PERSIAN.search(clean):
        return isolate_ltr(clean)
    return clean


def _day_for_eyes(text: str) -> str:
    try:
        return persian_digits(format_day(date.fromisoformat(text)))
    except ValueError:
        # What was refused as a day may look like one.
        return persian_digits(text)


def _place(data: Mapping[str, object]) -> str:
    """«پروندهٔ …، سطر ۳، ستون …: », as far as the error says where it is."""
    parts = [f"{name} {_for_eyes(key, data[key])}" for key, name in PLACES.items() if data.get(key)]
    return "، ".join(parts) + ": " if parts else ""
