"""The address label of a parcel, one on each page: 100 x 70 or 60 x 40 mm, for a thermal printer.

The barcode holds the order's number and nothing else: who the parcel goes to stands in letters only.
"""

from __future__ import annotations

from collections.abc import Sequence

from bakala_desktop.documents.about import numbered
from bakala_desktop.documents.delivery_pieces import (
    ADDRESS,
    MILLIMETRE,
    PHONE,
    POSTAL_CODE,
    POSTAL_DIGITS,
    RECIPIENT,
    digits_of,
    draw_bars,
    draw_blank,
    phone_run,
    sender_sentence,
)
from bakala_desktop.documents.fitted import fitted
from bakala_desktop.documents.fonts import Font, Run, bold, regular
from bakala_desktop.documents.page import About, Paper, Rendered
from bakala_desktop.documents.shaping import clean
from bakala_desktop.documents.sheet import RULE, Cells, isolated, label
from bakala_desktop.domain.delivery import AddressLabel, LabelSize
from bakala_desktop.domain.money import format_amount

TITLE = "برچسب نشانی"
PAID_AT_DOOR = "پرداخت هنگام تحویل"

_MARGIN = 8.0
_SENDER, _FOOT, _CONTACT_ROW, _GAP = 22.0, 36.0, 22.0, 3.0
_NAME_PART, _BARS_PART = 0.42, 0.79
_SENDER_SIZES = (7.6, 6.6, 5.6, 4.6, 3.8)
_NAME_SIZES = (20.0, 17.0, 15.0, 13.0, 11.0, 9.0, 7.5, 6.0, 5.0, 4.0, 3.4)
_ADDRESS_SIZES = (15.0, 13.5, 12.5, 11.5, 10.5, 9.5, 8.5, 7.5, 6.5, 5.5, 4.6, 3.8, 3.2)
_PHONE, _CELL, _NAMING, _SMALL = 15.0, 9.4, 8.0, 7.4
_REFERENCE_HEIGHT = LabelSize.LARGE.millimetres[1]


def render_labels(labels: Sequence[AddressLabel], size: LabelSize) -> Rendered:
    """Return the labels as PDF, one a page.

    Long names and addresses are set smaller until they fit. Characters that the fonts lack are drawn as U+FFFD and
    named in the result. Raises ValueError for no labels, FileNotFoundError where the installation lacks a font.
    """
    if not labels:
        raise ValueError("nothing to print")
    width, height = (side * MILLIMETRE for side in size.millimetres)
    first = labels[0]
    about = About(numbered(TITLE, first.order_number), clean(first.sender.name), TITLE, first.made_at)
    paper = Paper(about, (width, height))
    for number, made in enumerate(labels):
        if number:
            paper.turn()
        _Label(paper, made, size.millimetres[1] / _REFERENCE_HEIGHT).draw()
    return paper.finish()


class _Label:
    """One label on its page; all measures are those of the large one, times `scale`."""

    def __init__(self, paper: Paper, made: AddressLabel, scale: float):
        self._paper = paper
        self._made = made
        self._scale = scale
        self._left = _MARGIN * scale
        self._right = paper.width - _MARGIN * scale
        self._room = self._right - self._left

    def draw(self) -> None:
        """Draw the sender, the recipient and the foot."""
        scale = self._scale
        top = self._paper.height - _MARGIN * scale
        foot = (_MARGIN + _FOOT) * scale
        contact = foot + _CONTACT_ROW * scale
        y = self._sender(top)
        self._recipient(y - _GAP * scale, contact)
        self._contact_row(contact, foot)
        self._foot(foot, _MARGIN * scale)

    def _sender(self, top: float) -> float:
        sentence = sender_sentence(self._made.sender, 1)
        gap = _GAP * self._scale
        y = self._text(sentence, regular(), _SENDER_SIZES, top, top - _SENDER * self._scale, "P") - gap
        self._paper.rules(RULE, (self._left, y, self._right, y))
        return y

    def _recipient(self, top: float, bottom: float) -> None:
        """Draw name and address between two heights; what the name leaves is the address's."""
        to = self._made.recipient
        if to.name:
            y = self._text(f"{RECIPIENT}: {to.name}", bold(), _NAME_SIZES, top, top - (top - bottom) * _NAME_PART, "H1")
        else:
            y = self._blank(RECIPIENT, top)
        address = "، ".join(part for part in (to.place, to.address) if part)
        if address:
            self._text(address, regular(), _ADDRESS_SIZES, y, bottom, "P")
        else:
            y = self._blank(ADDRESS, y) - 2 * _NAMING * self._scale
            draw_blank(self._paper, self._left, self._right, y)

    def _contact_row(self, top: float, bottom: float) -> None:
        """Draw the phone, left to right, and the postal code, a digit in each cell."""
        paper, scale, to = self._paper, self._scale, self._made.recipient
        middle, size, gap = (top + bottom) / 2, _NAMING * scale, _GAP * scale
        y = middle - size * 0.31
        code = digits_of(to.postal_code)
        cells = Cells(code, POSTAL_DIGITS, _CELL * scale * min(1.0, POSTAL_DIGITS / max(len(code), 1)))
        name, phone = label(POSTAL_CODE), label(PHONE)
        edge = self._left + cells.width + gap + name.at(size)
        right = self._right - phone.at(size) - gap
        with paper.tagged("P"):
            paper.right(self._right, y, phone, size)
            if to.phone:
                run = phone_run(to.phone)
                own = run.size_for(right - edge - 2 * gap, _PHONE * scale)
                paper.right(right, middle - own * 0.31, run, own)
            else:
                draw_blank(paper, edge + 2 * gap, right, y)
        with paper.tagged("P"):
            paper.right(edge, y, name, size)
            cells.draw(paper, self._left, middle)

    def _foot(self, top: float, bottom: float) -> None:
        """Draw the order's number as bars and figures, which parcel this is, and what is to be collected."""
        paper, scale, made = self._paper, self._scale, self._made
        paper.rules(RULE, (self._left, top, self._right, top))
        number, size = regular().code(made.order_number), _SMALL * scale
        bars_top = top - _GAP * scale
        low = bottom + size * 1.2
        width = draw_bars(paper, self._left, low, self._room * _BARS_PART, bars_top - low, made.order_number)
        with paper.tagged("P"):
            paper.centre(self._left + width / 2, bottom + size * 0.2, number, size)
        room = self._room - width - _GAP * scale
        y = top - _GAP * scale - size
        for run in self._remarks():
            own = run.size_for(room, (_SMALL + 1) * scale)
            with paper.tagged("P"):
                paper.right(self._right, y, run, own)
            y -= size * 1.45

    def _remarks(self) -> list[Run]:
        made = self._made
        lines = []
        if made.parcels > 1:
            lines.append(f"بستهٔ {isolated(str(made.parcel))} از {isolated(str(made.parcels))}")
        if made.to_collect:
            lines += [PAID_AT_DOOR, f"{format_amount(made.to_collect)} ریال"]
        return [bold().text(line) for line in lines]

    def _blank(self, name: str, top: float) -> float:
        """Draw a name with a line to write on, and return its lower edge."""
        size = _NAMING * self._scale
        y = top - 2 * size
        run = label(name)
        with self._paper.tagged("P"):
            self._paper.right(self._right, y, run, size)
        draw_blank(self._paper, self._left, self._right - run.at(size) - _GAP * self._scale, y)
        return y - size / 2

    def _text(self, text: str, font: Font, sizes: Sequence[float], top: float, bottom: float, kind: str) -> float:
        """Draw a text as large as it fits between two heights, and return its lower edge."""
        made = fitted(text, font, [size * self._scale for size in sizes], self._room, top - bottom)
        with self._paper.tagged(kind):
            return made.draw(self._paper, self._right, top)
