"""The table of goods: the eleven columns of the form, its rows, the sums carried from page to page, the total.

Source of headings and order: the standard form, as the shop's accountants know it (columns 1 to 11).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bakala_desktop.documents.fonts import Font, Run, bold, regular
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.pitched_digits import PER_EM
from bakala_desktop.documents.shaping import clean
from bakala_desktop.documents.sheet import (
    HAIRLINE,
    HAIRLINE_GREY,
    LEADING,
    LEFT,
    PAD,
    RIGHT,
    RULE,
    SOFT_GREY,
    TEXT,
    WIDTH,
    baseline,
    column,
    first_baseline,
)
from bakala_desktop.documents.wrap import one_line, wrap
from bakala_desktop.domain.document import DocumentLine, Invoice
from bakala_desktop.domain.pricing import Figures

HEADINGS = (
    "ردیف",
    "کد کالا",
    "شرح کالا یا خدمات",
    "تعداد / مقدار",
    "واحد اندازه‌گیری",
    "مبلغ واحد (ریال)",
    "مبلغ کل (ریال)",
    "مبلغ تخفیف (ریال)",
    "مبلغ کل پس از تخفیف (ریال)",
    "جمع مالیات و عوارض (ریال)",
    "جمع مبلغ کل به‌علاوه جمع مالیات و عوارض (ریال)",
)
TITLE_LINES = 5
"""A title takes at most so many lines; the whole of it stands in the record."""

SUM_HEIGHT = 17.0
HEAD_HEIGHT = 30.0
_ROW_PADDING = 6.0
_HEAD_SIZE, _HEAD_LEADING = 6.8, 9.0
_NUMBER, _CODE, _TITLE, _QUANTITY, _UNIT, _PRICE, _FIRST_SUM = range(7)
_FIXED = {_NUMBER: 26.0, _CODE: 66.0, _QUANTITY: 50.0, _UNIT: 50.0}
_NARROWEST_AMOUNT, _WIDEST_AMOUNT = 60.0, 86.0
_NARROWEST_TOTAL = 84.0
_CENTRED = frozenset({_NUMBER, _CODE, _QUANTITY, _UNIT})
_TEXT_SCALE = TEXT / PER_EM


def grouped(number: str) -> str:
    """Return a decimal in ASCII with its whole part in groups of three, without trailing zeros."""
    whole, _, decimals = number.partition(".")
    decimals = decimals.rstrip("0")
    return f"{int(whole):,}.{decimals}" if decimals else f"{int(whole):,}"


def amounts(figures: Figures) -> tuple[int, int, int, int, int]:
    """Return the five sums in the order of columns 7 to 11."""
    return figures.gross, figures.discount, figures.net, figures.vat, figures.total


@dataclass(frozen=True, slots=True)
class Row:
    """A line made ready: its title broken into lines, and its height in points."""

    line: DocumentLine
    title: tuple[Run, ...]
    height: float


class GoodsTable:
    """The table of one invoice. Its columns are as wide as its largest amounts need; the description takes the rest."""

    def __init__(self, invoice: Invoice):
        widths = _widths(invoice)
        rights = [RIGHT - sum(widths[:place]) for place in range(len(widths))]
        self._edges = [*rights, LEFT]
        self._rights = [right - PAD for right in rights]
        self._centres = [right - width / 2 for right, width in zip(rights, widths, strict=True)]
        self._rooms = [width - 2 * PAD for width in widths]
        self._headings = [
            wrap(heading, bold(), _HEAD_SIZE, room + PAD, 3)
            for heading, room in zip(HEADINGS, self._rooms, strict=True)
        ]

    def rows(self, lines: Iterable[DocumentLine]) -> list[Row]:
        """Make the lines ready."""
        made = []
        for line in lines:
            title = wrap(line.title, regular(), TEXT, self._rooms[_TITLE], TITLE_LINES)
            made.append(Row(line, title, max(1, len(title)) * LEADING + _ROW_PADDING))
        return made

    def head(self, paper: Paper, top: float) -> float:
        """Draw the headings and return their lower edge."""
        paper.shade(LEFT, top - HEAD_HEIGHT, WIDTH, HEAD_HEIGHT, SOFT_GREY)
        for x, lines in zip(self._centres, self._headings, strict=True):
            y = first_baseline(top, HEAD_HEIGHT, _HEAD_SIZE, len(lines), _HEAD_LEADING)
            for run in lines:
                paper.centre(x, y, run, _HEAD_SIZE)
                y -= _HEAD_LEADING
        return top - HEAD_HEIGHT

    def draw_rows(self, paper: Paper, top: float, rows: Iterable[Row], stretch: float = 0) -> float:
        """Draw lines one below the other, each `stretch` points higher, and return the lower edge of the last."""
        edges = []
        for row in rows:
            height = row.height + stretch
            self._row(paper, top, height, row)
            top -= height
            edges.append((LEFT, top, RIGHT, top))
        paper.rules(HAIRLINE, *edges, grey=HAIRLINE_GREY)
        return top

    def _row(self, paper: Paper, top: float, height: float, row: Row) -> None:
        """Draw a line in reading order; a title of one line stands on the baseline of all the rest."""
        line, plain, y = row.line, regular(), baseline(top, height, TEXT)
        placed = [
            self._placed(_NUMBER, plain.figure(str(line.number))),
            self._placed(_CODE, _code(line.code, plain, self._rooms[_CODE])),
        ]
        if len(row.title) == 1:
            placed.append(self._placed(_TITLE, row.title[0]))
        else:
            paper.line(y, TEXT, placed)
            placed = []
            column(paper, self._rights[_TITLE], first_baseline(top, height, TEXT, len(row.title)), row.title, TEXT)
        placed += [
            self._placed(_QUANTITY, plain.figure(grouped(str(line.quantity)))),
            self._placed(_UNIT, one_line(line.unit, plain, TEXT, self._rooms[_UNIT])),
            self._placed(_PRICE, plain.figure(grouped(line.unit_price))),
        ]
        placed += [self._placed(at, plain.amount(n)) for at, n in enumerate(amounts(line.figures), _FIRST_SUM)]
        paper.line(y, TEXT, placed)

    def sums(self, paper: Paper, top: float, title: str, values: Iterable[int], grey: float) -> float:
        """Draw a row of the five sums under one title, and return its lower edge."""
        bottom = top - SUM_HEIGHT
        paper.shade(LEFT, bottom, WIDTH, SUM_HEIGHT, grey)
        y = baseline(top, SUM_HEIGHT, TEXT)
        paper.centre((RIGHT + self._edges[_FIRST_SUM]) / 2, y, bold().text(title), TEXT)
        placed = [self._placed(place, bold().amount(amount)) for place, amount in enumerate(values, _FIRST_SUM)]
        paper.line(y, TEXT, placed)
        paper.rules(RULE, *[(x, top, x, bottom) for x in self._edges[_FIRST_SUM:-1]])
        return bottom

    def rule_columns(self, paper: Paper, top: float, bottom: float) -> None:
        """Draw the rules between the columns."""
        paper.rules(RULE, *[(x, top, x, bottom) for x in self._edges[1:-1]])

    def close_blank(self, paper: Paper, top: float, bottom: float) -> None:
        """Strike the empty part of the table through, so that no line can be added to a signed invoice."""
        paper.rules(HAIRLINE, (RIGHT - 2 * PAD, top - PAD, LEFT + 2 * PAD, bottom + PAD), grey=HAIRLINE_GREY)

    def _placed(self, place: int, run: Run) -> tuple[float, Run, float]:
        """Return a run with the x of its left end in its column, and the size at which it fits."""
        width = run.width * _TEXT_SCALE
        room = self._rooms[place]
        size = TEXT
        if width > room:
            width, size = room, run.size_for(room, TEXT)
        if place in _CENTRED:
            return self._centres[place] - width / 2, run, size
        return self._rights[place] - width, run, size


def _code(code: str, font: Font, room: float) -> Run:
    """Return a goods code as it is typed and scanned, with its own digits, cut where no cell could hold it."""
    run = font.text(clean(code[:80]), "L")
    return run if run.size_for(room, TEXT) > TEXT / 2 else one_line(code, font, TEXT / 2, room)


def _widths(invoice: Invoice) -> list[float]:
    """Return the widths of the eleven columns, from the right."""
    prices = [regular().figure(grouped(line.unit_price)).at(TEXT) for line in invoice.lines]
    sums = [bold().amount(amount).at(TEXT) for amount in amounts(invoice.totals)]
    largest = [max(prices, default=0.0), *sums]
    money = [min(max(width + 2 * PAD, _NARROWEST_AMOUNT), _WIDEST_AMOUNT) for width in largest]
    money[-1] = max(money[-1], _NARROWEST_TOTAL)
    title = WIDTH - sum(_FIXED.values()) - sum(money)
    return [_FIXED[_NUMBER], _FIXED[_CODE], title, _FIXED[_QUANTITY], _FIXED[_UNIT], *money]
