"""The sizes of a receipt's letters on each width of roll, in dots."""

from __future__ import annotations

from typing import NamedTuple

from bakala_desktop.documents.fonts import bold, regular
from bakala_desktop.documents.receipt_sheet import ReceiptWidth, Style

RULE, STRONG_RULE = 1, 3
"""The weights of rules."""


class Styles(NamedTuple):
    """The sizes of one width of roll, in dots."""

    name: Style
    title: Style
    text: Style
    strong: Style
    small: Style
    payable: Style


def styles(width: ReceiptWidth) -> Styles:
    """Return the sizes: below 20 dots the teeth and dots of Persian letters run together at 203 dpi."""
    if width is ReceiptWidth.MM80:
        name, title, body, small, payable = 36, 30, 24, 21, 40
    else:
        name, title, body, small, payable = 30, 26, 23, 20, 32
    return Styles(
        name=Style(bold(), name, round(name * 1.45)),
        title=Style(bold(), title, round(title * 1.5)),
        text=Style(regular(), body, round(body * 1.4)),
        strong=Style(bold(), body, round(body * 1.4)),
        small=Style(regular(), small, round(small * 1.4)),
        payable=Style(bold(), payable, round(payable * 1.5)),
    )
