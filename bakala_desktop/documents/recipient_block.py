"""The recipient on a slip: who, where and when, what is to be collected, and the note for the courier."""

from __future__ import annotations

from bakala_desktop.documents.delivery_pieces import (
    ADDRESS,
    PHONE,
    POSTAL_CODE,
    POSTAL_DIGITS,
    RECIPIENT,
    digits_of,
    draw_blank,
    phone_run,
)
from bakala_desktop.documents.delivery_sheet import LEFT, RIGHT, WIDTH
from bakala_desktop.documents.fitted import Fitted, fitted
from bakala_desktop.documents.fonts import bold, regular
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.sheet import (
    FRAME,
    HAIRLINE,
    HAIRLINE_GREY,
    LABEL,
    LEADING,
    PAD,
    RULE,
    TEXT,
    Cells,
    label,
)
from bakala_desktop.domain.delivery import DeliverySlip
from bakala_desktop.domain.money import format_amount
from bakala_desktop.domain.words import rials_in_words

WINDOW, NOTE = "زمان تحویل", "یادداشت برای پیک"
TO_COLLECT = "مبلغ قابل دریافت از گیرنده"
PAID = "تسویه شده است؛ از گیرنده مبلغی دریافت نشود."

_GAP, _PADDING = 4.0, 7.0
_NAME_SIZES = (13.0, 11.0, 9.0, TEXT, 6.4, 5.2, 4.4)
_TEXT_SIZES = (9.5, 8.6, TEXT, 6.4, 5.2, 4.4)
_NAME_HEIGHT, _ADDRESS_HEIGHT, _WINDOW_HEIGHT, _NOTE_HEIGHT, _WORDS_HEIGHT = 46.0, 66.0, 24.0, 48.0, 24.0
_CONTACT_HEIGHT = 22.0
_PHONE_SIZE, _CELL_SIZE, _AMOUNT_SIZE = 11.5, 8.4, 12.0
_BOX_MARGIN = 6.0


class RecipientBlock:
    """The block of one slip, broken into lines and measured when it is made."""

    def __init__(self, slip: DeliverySlip):
        to = slip.recipient
        self._slip = slip
        place = "، ".join(part for part in (to.place, to.address) if part)
        self._name = _Named(RECIPIENT, fitted(to.name, bold(), _NAME_SIZES, _room(RECIPIENT), _NAME_HEIGHT))
        self._address = _Named(ADDRESS, fitted(place, regular(), _TEXT_SIZES, _room(ADDRESS), _ADDRESS_HEIGHT), 2)
        self._optional = [
            _Named(name, fitted(text, regular(), _TEXT_SIZES, _room(name), height))
            for name, text, height in (
                (WINDOW, slip.window, _WINDOW_HEIGHT),
                (NOTE, slip.courier_note, _NOTE_HEIGHT),
            )
            if text.strip()
        ]
        self._words = fitted(
            _sentence(slip), regular(), (TEXT, LABEL), WIDTH - 2 * _BOX_MARGIN - 4 * PAD, _WORDS_HEIGHT
        )
        self._box_height = self._words.height + (_AMOUNT_SIZE * 1.4 if slip.to_collect else 0) + _PADDING
        rows = (self._name, self._address, *self._optional)
        self.height = sum(row.height for row in rows) + _CONTACT_HEIGHT + self._box_height + 2 * _BOX_MARGIN

    def draw(self, paper: Paper, top: float) -> None:
        """Draw the block."""
        y = self._name.draw(paper, top)
        y = self._contact(paper, y)
        y = self._address.draw(paper, y)
        for row in self._optional:
            y = row.draw(paper, y)
        self._collect(paper, y)

    def _contact(self, paper: Paper, top: float) -> float:
        """Draw the phone, left to right, and the postal code, a digit in each cell."""
        middle, to = top - _CONTACT_HEIGHT / 2, self._slip.recipient
        y = middle - LABEL * 0.31
        code = digits_of(to.postal_code)
        cells = Cells(code, POSTAL_DIGITS, _CELL_SIZE * min(1.0, POSTAL_DIGITS / max(len(code), 1)))
        name = label(POSTAL_CODE)
        edge = LEFT + PAD + cells.width + _GAP + name.at(LABEL)
        with paper.tagged("P"):
            right = _draw_label(paper, PHONE, y)
            if to.phone:
                run = phone_run(to.phone)
                size = run.size_for(right - edge - 2 * _GAP, _PHONE_SIZE)
                paper.right(right, middle - size * 0.31, run, size)
            else:
                draw_blank(paper, edge + 2 * _GAP, right, y)
        with paper.tagged("P"):
            paper.right(edge, y, name, LABEL)
            cells.draw(paper, LEFT + PAD, middle)
        bottom = top - _CONTACT_HEIGHT
        paper.rules(HAIRLINE, (LEFT, bottom, RIGHT, bottom), grey=HAIRLINE_GREY)
        return bottom

    def _collect(self, paper: Paper, top: float) -> None:
        """Draw the box that says what to take from the recipient."""
        slip = self._slip
        box_top, right = top - _BOX_MARGIN, RIGHT - _BOX_MARGIN
        paper.box(LEFT + _BOX_MARGIN, box_top - self._box_height, WIDTH - 2 * _BOX_MARGIN, self._box_height, FRAME)
        y = box_top - _PADDING / 2
        if slip.to_collect:
            y -= _AMOUNT_SIZE * 1.1
            title, amount = bold().text(f"{TO_COLLECT}:"), bold().text(f"{format_amount(slip.to_collect)} ریال")
            with paper.tagged("P"):
                paper.right(right - 2 * PAD, y, title, TEXT + 1)
                paper.text(LEFT + _BOX_MARGIN + 2 * PAD, y, amount, _AMOUNT_SIZE)
            y -= _AMOUNT_SIZE * 0.3
        with paper.tagged("P"):
            self._words.draw(paper, right - 2 * PAD, y)
        bottom = top - self._box_height - 2 * _BOX_MARGIN
        paper.rules(RULE, (LEFT, bottom, RIGHT, bottom))


class _Named:
    """A row with a name and a text, or where there is none, `blanks` lines to write on."""

    def __init__(self, name: str, text: Fitted, blanks: int = 1):
        self._name = name
        self._text = text
        self._blanks = 0 if text.lines else blanks
        self.height = max(text.height, LEADING, self._blanks * 2 * LEADING) + _PADDING

    def draw(self, paper: Paper, top: float) -> float:
        """Draw the row and return its lower edge."""
        bottom = top - self.height
        leading = self._text.leading if self._text.lines else 2 * LEADING
        first = top - _PADDING / 2 - leading / 2
        with paper.tagged("P"):
            right = _draw_label(paper, self._name, first - LABEL * 0.31)
            self._text.draw(paper, right, top - _PADDING / 2)
        for place in range(self._blanks):
            draw_blank(paper, LEFT + PAD, right, first - LABEL * 0.31 - place * 2 * LEADING)
        paper.rules(HAIRLINE, (LEFT, bottom, RIGHT, bottom), grey=HAIRLINE_GREY)
        return bottom


def _draw_label(paper: Paper, name: str, y: float) -> float:
    """Draw a label at the right of the sheet and return where its value begins."""
    run = label(name)
    paper.right(RIGHT - PAD, y, run, LABEL)
    return RIGHT - PAD - run.at(LABEL) - _GAP


def _room(name: str) -> float:
    return WIDTH - 2 * PAD - _GAP - label(name).at(LABEL)


def _sentence(slip: DeliverySlip) -> str:
    return PAID if slip.is_paid else rials_in_words(slip.to_collect)
