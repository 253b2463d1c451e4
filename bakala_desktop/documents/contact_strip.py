"""The strip at the foot of every page: how to reach the shop (R17), and which page of how many this is."""

from __future__ import annotations

from bakala_desktop.documents.fonts import regular
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.sheet import (
    BOTTOM,
    FRAME,
    LABEL,
    LEFT,
    PAD,
    RIGHT,
    RULE,
    SOFT_GREY,
    WIDTH,
    baseline,
    column,
    first_baseline,
    isolated,
)
from bakala_desktop.documents.wrap import wrap
from bakala_desktop.domain.party import Contact

_LEADING = 9.2
_PADDING = 7.0
_PAGE_WIDTH = 74.0
_MOST_LINES = 3


class ContactStrip:
    """The strip of one document, broken into lines and measured when it is made."""

    def __init__(self, contact: Contact):
        room = WIDTH - _PAGE_WIDTH - 2 * PAD
        self._lines = wrap(_sentence(contact), regular(), LABEL, room, _MOST_LINES)
        self.height = _PADDING + max(1, len(self._lines)) * _LEADING

    def draw(self, paper: Paper) -> None:
        """Draw the strip on the sheet's lower edge."""
        top = BOTTOM + self.height
        paper.shade(LEFT, BOTTOM, WIDTH, self.height, SOFT_GREY)
        edge = LEFT + _PAGE_WIDTH
        paper.rules(RULE, (edge, top, edge, BOTTOM))
        paper.rules(FRAME, (LEFT, top, RIGHT, top))
        y = first_baseline(top, self.height, LABEL, len(self._lines), _LEADING)
        with paper.tagged("P"):
            column(paper, RIGHT - PAD, y, self._lines, LABEL, _LEADING)

    def number(self, paper: Paper) -> None:
        """Write into the strip which page this is; of how many is filled in when it is known."""
        number = paper.page_number
        middle = LEFT + _PAGE_WIDTH / 2
        y = baseline(BOTTOM + self.height, self.height, LABEL)
        paper.later(lambda count: paper.centre(middle, y, regular().text(page_of(number, count)), LABEL))


def page_of(number: int, count: int) -> str:
    """Return «صفحهٔ ۱ از ۳»."""
    return f"صفحهٔ {isolated(str(number))} از {isolated(str(count))}"


def _sentence(contact: Contact) -> str:
    numbers = "، ".join(isolated(phone) for phone in contact.phones)
    parts = (
        ("نشانی", contact.head_office),
        ("تلفن", numbers),
        ("نمابر", isolated(contact.fax) if contact.fax else ""),
        ("رایانامه", contact.email),
        ("ساعات کار", contact.office_hours),
    )
    return "  |  ".join(f"{name}: {value}" for name, value in parts if value)
