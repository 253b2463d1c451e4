"""The head of a form: its title and marks, serial and date, the place of the tax number, the code that proves it.

The cells of the tax number stay empty: it is given when a document is sent to the tax authority.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bakala_desktop.documents.fonts import bold, regular
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.sheet import (
    HAIRLINE,
    HAIRLINE_GREY,
    LABEL,
    LABEL_DROP,
    LEFT,
    PAD,
    RIGHT,
    RULE,
    VALUE_DROP,
    Cells,
    baseline,
    label,
)
from bakala_desktop.domain.jalali import format_day, shop_day
from bakala_desktop.domain.serial import Serial

COPY = "رونوشت"
SERIAL, DAY = "شماره سریال", "تاریخ"
TAX_NUMBER = "شماره منحصر به فرد مالیاتی"
PROOF = "نشانی اصالت سند"

HEIGHT = 54.0
_SIDE = 152.0
_TITLE_SIZE, _VALUE_SIZE, _MARK_SIZE, _CAPTION_SIZE = 15.0, 9.6, 9.0, 6.2
_TAX_NUMBER_LENGTH, _TAX_NUMBER_SIZE = 22, 7.4
_CODE_SIDE = 51.0
"""The side of the code with its quiet zone: 49 squares of 0.367 mm, which an office scanner and a telephone read."""


@dataclass(frozen=True, slots=True)
class FormHead:
    """The head of one document. `proof` is the text of its code; without one there is no code."""

    title: str
    serial: Serial
    issued_at: datetime
    proof: str = ""
    has_tax_number: bool = False

    def draw(self, paper: Paper, top: float, mark: str = "") -> float:
        """Draw the head, with a mark such as «رونوشت» under the title, and return its lower edge."""
        bottom = top - HEIGHT
        middle = (LEFT + RIGHT) / 2
        with paper.tagged("H1"):
            paper.centre(middle, top - (25 if mark else 32), bold().text(self.title), _TITLE_SIZE)
        if mark:
            _mark(paper, middle, top - 40, mark)
        self._serial_and_day(paper, top)
        self._right_side(paper, top)
        paper.rules(HAIRLINE, (LEFT + _SIDE, top, LEFT + _SIDE, bottom), grey=HAIRLINE_GREY)
        return bottom

    def _serial_and_day(self, paper: Paper, top: float) -> None:
        """Draw the two cells at the left.

        The values stand under their labels: beside them Chrome's reader would take both for one line and turn the
        serial round.
        """
        half = HEIGHT / 2
        serial = regular().code(str(self.serial))
        day = regular().figure(format_day(shop_day(self.issued_at)))
        for place, (name, run) in enumerate(((SERIAL, serial), (DAY, day))):
            y = top - place * half
            size = run.size_for(_SIDE - 3 * PAD, _VALUE_SIZE)
            with paper.tagged("P"):
                paper.right(LEFT + _SIDE - PAD, y - LABEL_DROP, label(name), LABEL)
                paper.text(LEFT + 2 * PAD, y - VALUE_DROP, run, size)
        paper.rules(HAIRLINE, (LEFT, top - half, LEFT + _SIDE, top - half), grey=HAIRLINE_GREY)

    def _right_side(self, paper: Paper, top: float) -> None:
        """Draw the code, and left of it the cells of the tax number and the caption of the code."""
        right = RIGHT - 2 * PAD
        if self.proof:
            paper.code_square(RIGHT - 1.5 - _CODE_SIDE, top - 1.5 - _CODE_SIDE, _CODE_SIDE, self.proof)
            right = RIGHT - _CODE_SIDE - PAD
        if self.has_tax_number:
            cells = Cells("", _TAX_NUMBER_LENGTH, _TAX_NUMBER_SIZE)
            with paper.tagged("P"):
                paper.right(right, top - 14, label(TAX_NUMBER), LABEL)
                cells.draw(paper, right - cells.width, top - 27)
        if self.proof:
            drop = HEIGHT - 7 if self.has_tax_number else HEIGHT / 2 + 2
            with paper.tagged("P"):
                paper.right(right, top - drop, regular().text(PROOF), _CAPTION_SIZE)


def _mark(paper: Paper, middle: float, y: float, mark: str) -> None:
    run = bold().text(mark)
    width, height = run.at(_MARK_SIZE) + 18, 14.0
    paper.box(middle - width / 2, y - height / 2, width, height, RULE)
    with paper.tagged("P"):
        paper.centre(middle, baseline(y + height / 2, height, _MARK_SIZE), run, _MARK_SIZE)
