"""The official invoice «صورتحساب فروش کالا و خدمات» as PDF, A4 landscape (R03).

Draws what the snapshot holds and computes nothing but the sums that are carried from page to page. Every page repeats
the head, both parties and the shop's contact block; the total, the terms and the seals stand on the last one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from bakala_desktop.documents.closing_block import ClosingBlock
from bakala_desktop.documents.contact_strip import ContactStrip
from bakala_desktop.documents.goods_table import HEAD_HEIGHT, SUM_HEIGHT, GoodsTable, Row, amounts
from bakala_desktop.documents.invoice_header import HEIGHT as HEADER_HEIGHT
from bakala_desktop.documents.invoice_header import TITLE, draw_header
from bakala_desktop.documents.page import About, Paper, Rendered
from bakala_desktop.documents.paging import Room, paginate
from bakala_desktop.documents.party_block import BUYER, SELLER, PartyBlock
from bakala_desktop.documents.shaping import clean
from bakala_desktop.documents.sheet import (
    BAND_GREY,
    BAND_HEIGHT,
    BOTTOM,
    FRAME,
    LEFT,
    RIGHT,
    RULE,
    SOFT_GREY,
    TOP,
    WIDTH,
    band,
)
from bakala_desktop.domain.document import Invoice

GOODS = "مشخصات کالا یا خدمات مورد معامله"
CARRIED_IN = "جمع منقول از صفحهٔ قبل"
CARRIED_OUT = "جمع منقول به صفحهٔ بعد"
TOTAL = "جمع کل"
_LEAST_BLANK = 26.0
"""A smaller blank is shared out among the lines of the page; a larger one is struck through."""

Sums = tuple[int, ...]


def render_invoice(invoice: Invoice, *, copy: bool = False) -> Rendered:
    """Return the invoice as PDF, with «رونوشت» on it where it is a copy.

    The same snapshot gives the same bytes, always and everywhere. Characters that the fonts lack are drawn as U+FFFD
    and named in the result; nothing in a snapshot makes the drawing fail. Raises FileNotFoundError where the
    installation lacks a font.
    """
    return _Drawing(invoice, copy).render()


class _Drawing:
    """One invoice on its way to paper: its parts, measured, and the pages that they are put on."""

    def __init__(self, invoice: Invoice, copy: bool):
        self._invoice = invoice
        self._copy = copy
        self._parties = (PartyBlock(SELLER, invoice.seller), PartyBlock(BUYER, invoice.buyer))
        self._table = GoodsTable(invoice)
        self._rows = self._table.rows(invoice.lines)
        self._closing = ClosingBlock(invoice)
        self._strip = ContactStrip(invoice.contact)
        self._top = BOTTOM + self._strip.height + self._room().page
        self._paper = Paper(
            About(
                title=f"{TITLE} {invoice.serial}",
                author=clean(invoice.seller.name),
                subject=TITLE,
                made_at=invoice.issued_at,
            )
        )

    def render(self) -> Rendered:
        """Draw all pages."""
        self._stencil = self._paper.stencil(self._frame)
        pages = paginate([row.height for row in self._rows], self._room())
        carried = self._carried(pages)
        for number, lines in enumerate(pages):
            if number:
                self._paper.turn()
            is_last = number + 1 == len(pages)
            before = carried[number - 1] if number else None
            self._page(self._rows[lines.start : lines.stop], before, None if is_last else carried[number])
        return self._paper.finish()

    def _room(self) -> Room:
        parties = sum(block.height for block in self._parties)
        fixed = HEADER_HEIGHT + parties + BAND_HEIGHT + HEAD_HEIGHT + self._strip.height
        return Room(TOP - BOTTOM - fixed, SUM_HEIGHT, SUM_HEIGHT + self._closing.height)

    def _carried(self, pages: Sequence[range]) -> list[Sums]:
        """Return the sums of the five columns up to the end of each page."""
        sums = [tuple(map(sum, zip(*self._figures(lines), strict=True))) for lines in pages if lines]
        return list(accumulate(sums, lambda a, b: tuple(x + y for x, y in zip(a, b, strict=True))))

    def _figures(self, lines: range) -> list[Sums]:
        return [amounts(self._invoice.lines[number].figures) for number in lines]

    def _frame(self) -> None:
        """Draw what all pages show: the head, the parties, the headings and the contact block."""
        paper = self._paper
        y = draw_header(paper, TOP, self._invoice, self._copy)
        for block in self._parties:
            y = block.draw(paper, y)
        top = band(paper, y, GOODS)
        y = self._table.head(paper, top)
        self._rule(y)
        self._table.rule_columns(paper, top, y)
        self._strip.draw(paper)

    def _page(self, rows: Sequence[Row], before: Sums | None, after: Sums | None) -> None:
        """Draw a page: its frame, the sum carried in, the lines, and the sum carried out or all that ends the form."""
        paper, table = self._paper, self._table
        paper.stamp(self._stencil)
        y = self._top
        if before:
            y = table.sums(paper, y, CARRIED_IN, before, SOFT_GREY)
            self._rule(y)
        foot = BOTTOM + self._strip.height + SUM_HEIGHT + (0 if after else self._closing.height)
        table.rule_columns(paper, y, foot)
        blank = y - foot - sum(row.height for row in rows)
        is_full = blank < _LEAST_BLANK
        y = table.draw_rows(paper, y, rows, blank / len(rows) if is_full and rows else 0)
        if not is_full:
            table.close_blank(paper, y, foot)
        self._foot(foot, after)
        self._strip.number(paper)
        paper.box(LEFT, BOTTOM, WIDTH, TOP - BOTTOM, FRAME)

    def _foot(self, foot: float, after: Sums | None) -> None:
        """Draw the sum under the lines, and on the last page all that follows."""
        self._rule(foot)
        if after:
            self._table.sums(self._paper, foot, CARRIED_OUT, after, SOFT_GREY)
            return
        y = self._table.sums(self._paper, foot, TOTAL, amounts(self._invoice.totals), BAND_GREY)
        self._rule(y)
        self._closing.draw(self._paper, y)

    def _rule(self, y: float) -> None:
        self._paper.rules(RULE, (LEFT, y, RIGHT, y))
