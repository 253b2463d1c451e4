"""The head of the form: its title, serial and date, and the place of the tax number.

The cells of the tax number stay empty: it is given when an invoice is sent to the tax authority.
"""

from __future__ import annotations

from bakala_desktop.documents.fonts import bold, regular
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.sheet import (
    HAIRLINE,
    HAIRLINE_GREY,
    LABEL,
    LEFT,
    PAD,
    RIGHT,
    RULE,
    Cells,
    baseline,
    label,
)
from bakala_desktop.domain.document import Invoice
from bakala_desktop.domain.jalali import format_day, shop_day

TITLE = "صورتحساب فروش کالا و خدمات"
COPY = "رونوشت"
TAX_NUMBER = "شماره منحصر به فرد مالیاتی"

HEIGHT = 46.0
_SIDE = 152.0
_TITLE_SIZE, _VALUE_SIZE = 15.0, 9.0
_TAX_NUMBER_LENGTH, _TAX_NUMBER_SIZE = 22, 7.4


def draw_header(paper: Paper, top: float, invoice: Invoice, copy: bool) -> float:
    """Draw the head and return its lower edge."""
    bottom = top - HEIGHT
    _serial_and_date(paper, top, invoice)
    middle = (LEFT + RIGHT) / 2
    paper.centre(middle, top - (21 if copy else 28), bold().text(TITLE), _TITLE_SIZE)
    if copy:
        _copy_mark(paper, middle, top - 35)
    _tax_number(paper, top)
    paper.rules(HAIRLINE, (LEFT + _SIDE, top, LEFT + _SIDE, bottom), grey=HAIRLINE_GREY)
    return bottom


def _serial_and_date(paper: Paper, top: float, invoice: Invoice) -> None:
    """Draw the two rows at the left.

    The serial comes first and on its own baseline: reader programs that join all of a line would turn it round.
    """
    half = HEIGHT / 2
    day = format_day(shop_day(invoice.issued_at))
    serial = regular().code(str(invoice.serial))
    size = serial.size_for(_SIDE - 2 * PAD, _VALUE_SIZE)
    values = (("شماره سریال", serial, size), ("تاریخ", regular().figure(day), _VALUE_SIZE))
    for place, (_, run, value_size) in enumerate(values):
        paper.text(LEFT + 2 * PAD, baseline(top - place * half, half, value_size), run, value_size)
    for place, (name, _, _) in enumerate(values):
        y = baseline(top - place * half, half, LABEL)
        paper.right(LEFT + _SIDE - PAD, y, label(name), LABEL)
    paper.rules(HAIRLINE, (LEFT, top - half, LEFT + _SIDE, top - half), grey=HAIRLINE_GREY)


def _copy_mark(paper: Paper, middle: float, y: float) -> None:
    run = bold().text(COPY)
    width, height = run.at(9) + 18, 13.0
    paper.box(middle - width / 2, y - height / 2, width, height, RULE)
    paper.centre(middle, baseline(y + height / 2, height, 9), run, 9)


def _tax_number(paper: Paper, top: float) -> None:
    cells = Cells("", _TAX_NUMBER_LENGTH, _TAX_NUMBER_SIZE)
    x = RIGHT - 2 * PAD - cells.width
    paper.right(RIGHT - 2 * PAD, top - 15, label(TAX_NUMBER), LABEL)
    cells.draw(paper, x, top - 29)
