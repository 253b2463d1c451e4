"""The delivery slip «برگهٔ تحویل کالا», A5 portrait: what the courier takes along and brings back signed.

It carries no attachment and no code but the order's number: the recipient stands on paper only, and can vanish.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

from bakala_desktop.documents.about import numbered
from bakala_desktop.documents.delivery_closing import ClosingCells
from bakala_desktop.documents.delivery_head import SlipHead
from bakala_desktop.documents.delivery_lines import HEAD_HEIGHT, ParcelTable, Row
from bakala_desktop.documents.delivery_sheet import A5_PORTRAIT, BOTTOM, LEFT, RIGHT, TOP
from bakala_desktop.documents.page import About, Paper, Rendered
from bakala_desktop.documents.paging import Room, paginate
from bakala_desktop.documents.recipient_block import RecipientBlock
from bakala_desktop.documents.shaping import clean
from bakala_desktop.documents.sheet import FRAME
from bakala_desktop.domain.delivery import DeliverySlip

TITLE = "برگهٔ تحویل کالا"


def render_slip(slip: DeliverySlip) -> Rendered:
    """Return the slip as PDF.

    Long texts wrap and are set smaller until they fit; what is missing leaves a line to write on. Characters that the
    fonts lack are drawn as U+FFFD and named in the result. Raises FileNotFoundError where the installation lacks a
    font.
    """
    return _Drawing(slip).render()


class _Drawing:
    """One slip on its way to paper."""

    def __init__(self, slip: DeliverySlip):
        self._head = SlipHead(TITLE, slip)
        self._recipient = RecipientBlock(slip)
        self._table = ParcelTable()
        self._rows = [self._table.row(number, line) for number, line in enumerate(slip.lines, 1)]
        self._closing = ClosingCells(len(slip.lines))
        about = About(numbered(TITLE, slip.order_number), clean(slip.sender.name), TITLE, slip.made_at)
        self._paper = Paper(about, A5_PORTRAIT)

    def render(self) -> Rendered:
        """Draw all pages. The recipient's block shares the first one's room, as a first line would."""
        room = Room(TOP - BOTTOM - self._head.height - HEAD_HEIGHT, 0, self._closing.height)
        pages = paginate([self._recipient.height, *(row.height for row in self._rows)], room)
        self._paper.repeat(lambda: self._head.draw(self._paper))
        with ExitStack() as open_table:
            for number, places in enumerate(pages):
                if number:
                    self._paper.turn()
                else:
                    self._recipient.draw(self._paper, TOP - self._head.height)
                    if self._rows:
                        open_table.enter_context(self._paper.tagged("Table"))
                rows = self._rows[max(0, places.start - 1) : places.stop - 1]
                self._page(rows, is_first=not number)
        self._closing.draw(self._paper)
        return self._paper.finish()

    def _page(self, rows: Sequence[Row], is_first: bool) -> None:
        """Draw the goods of a page, which all belong to one table."""
        paper = self._paper
        y = TOP - self._head.height - (self._recipient.height if is_first else 0)
        if rows:
            self._table.draw(paper, y, rows, is_repeated=not is_first)
        self._head.number(paper)
        paper.box(LEFT, BOTTOM, RIGHT - LEFT, TOP - BOTTOM, FRAME)
