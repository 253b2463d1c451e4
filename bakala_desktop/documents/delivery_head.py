"""The head of each page of a slip: title, order, bars of its number, and who sends."""

from __future__ import annotations

from bakala_desktop.documents.contact_strip import page_of
from bakala_desktop.documents.delivery_pieces import draw_bars, sender_sentence
from bakala_desktop.documents.delivery_sheet import LEFT, PAGE_NUMBER, RIGHT, TOP, WIDTH
from bakala_desktop.documents.fitted import fitted
from bakala_desktop.documents.fonts import bold, regular
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.sheet import LABEL, PAD, RULE, SOFT_GREY, TEXT, isolated
from bakala_desktop.domain.delivery import DeliverySlip
from bakala_desktop.domain.jalali import format_day

ORDER, ORDERED_ON = "سفارش", "تاریخ سفارش"
_TOP_HEIGHT = 48.0
_BARS_ROOM, _BARS_HEIGHT = 170.0, 24.0
_TITLE_SIZE = 14.0
_SENDER_SIZES = (TEXT, LABEL, 5.8, 4.8, 4.0)
_SENDER_HEIGHT = 44.0
_PADDING = 6.0
_PHONES = 3


class SlipHead:
    """The head of one slip, measured when it is made."""

    def __init__(self, title: str, slip: DeliverySlip):
        self._title = bold().text(title)
        self._slip = slip
        sentence = sender_sentence(slip.sender, _PHONES, has_address=True)
        self._sender = fitted(sentence, regular(), _SENDER_SIZES, WIDTH - 2 * PAD, _SENDER_HEIGHT)
        self.height = _TOP_HEIGHT + self._sender.height + _PADDING

    def draw(self, paper: Paper) -> None:
        """Draw the head at the top of the sheet."""
        slip = self._slip
        with paper.tagged("H1"):
            paper.right(RIGHT - 2 * PAD, TOP - 21, self._title, _TITLE_SIZE)
        parts = [f"{ORDER}: {isolated(slip.order_number)}"]
        if slip.ordered_on:
            parts.append(f"{ORDERED_ON}: {isolated(format_day(slip.ordered_on))}")
        order = regular().text("  |  ".join(parts))
        room = WIDTH - _BARS_ROOM - 4 * PAD
        with paper.tagged("P"):
            paper.right(RIGHT - 2 * PAD, TOP - 38, order, order.size_for(room, TEXT))
        self._bars(paper)
        top, bottom = TOP - _TOP_HEIGHT, TOP - self.height
        paper.shade(LEFT, bottom, WIDTH, top - bottom, SOFT_GREY)
        with paper.tagged("P"):
            self._sender.draw(paper, RIGHT - PAD, top - _PADDING / 2)
        paper.rules(RULE, (LEFT, top, RIGHT, top), (LEFT, bottom, RIGHT, bottom))

    def number(self, paper: Paper) -> None:
        """Write under the sheet which page this is; of how many is filled in when it is known."""
        number = paper.page_number
        middle = (LEFT + RIGHT) / 2
        paper.later(lambda count: paper.centre(middle, PAGE_NUMBER, regular().text(page_of(number, count)), LABEL))

    def _bars(self, paper: Paper) -> None:
        y = TOP - 8 - _BARS_HEIGHT
        width = draw_bars(paper, LEFT, y, _BARS_ROOM, _BARS_HEIGHT, self._slip.order_number)
        paper.centre(LEFT + width / 2, y - 9, regular().code(self._slip.order_number), LABEL)
