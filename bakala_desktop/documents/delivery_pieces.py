"""Pieces of the slip and the label: bars of an order's number, boxes to tick, places to write on, the sender."""

from __future__ import annotations

from bakala_desktop.documents.barcode import QUIET, code128
from bakala_desktop.documents.fonts import Run, bold, regular
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.shaping import clean
from bakala_desktop.documents.sheet import HAIRLINE, HAIRLINE_GREY, RULE, isolated
from bakala_desktop.domain.delivery import Sender
from bakala_desktop.domain.text import fold_digits

MILLIMETRE = 72 / 25.4
RECIPIENT, SENDER = "گیرنده", "فرستنده"
PHONE, ADDRESS, POSTAL_CODE = "تلفن", "نشانی", "کد پستی"
POSTAL_DIGITS = 10
_DOT = 72 / 203
"""A dot of a thermal printer in points."""
_MODULE = 2 * _DOT
"""Bars of a single dot run together."""


def draw_bars(paper: Paper, x: float, y: float, room: float, height: float, text: str) -> float:
    """Draw a text as Code 128 with its lower left corner at (x, y), at most `room` points wide; return its width.

    The white that a scanner needs at either side lies inside that width.
    """
    widths = code128(text)
    count = sum(widths) + 2 * QUIET
    module = min(_MODULE, room / count)
    at = round((x + QUIET * module) / _DOT) * _DOT
    for place, width in enumerate(widths):
        if place % 2 == 0:
            paper.shade(at, y, width * module, height, 0)
        at += width * module
    return count * module


def draw_tick_box(paper: Paper, right: float, y: float, name: str, size: float) -> float:
    """Draw an empty box with its word at the left of it, and return where the word ends."""
    run = regular().text(name)
    paper.box(right - size, y - size * 0.12, size, size, RULE)
    paper.right(right - size * 1.5, y, run, size)
    return right - size * 1.5 - run.at(size)


def draw_blank(paper: Paper, left: float, right: float, y: float) -> None:
    """Draw a line to write on."""
    paper.rules(HAIRLINE, (left, y - 1.5, right, y - 1.5), grey=HAIRLINE_GREY)


def phone_run(phone: str) -> Run:
    """Return a phone number in bold, left to right whatever it holds."""
    return bold().code(clean(phone))


def digits_of(postal_code: str) -> str:
    """Return the digits of a postal code for a strip of cells; what else stands in it is no part of it."""
    return "".join(char for char in fold_digits(postal_code) if char in "0123456789")[: 2 * POSTAL_DIGITS]


def sender_sentence(sender: Sender, most_phones: int) -> str:
    """Return who sends and how to call the shop."""
    phones = "، ".join(isolated(phone) for phone in sender.contact.phones[:most_phones])
    return f"{SENDER}: " + "  |  ".join([sender.name, *([f"{PHONE}: {phones}"] if phones else [])])


def sender_address(sender: Sender) -> str:
    """Return where the shop is, for a line of its own; empty where it does not say."""
    address = sender.contact.head_office
    return f"{ADDRESS}: {address}" if address else ""
