"""The head of each page of a slip: title, order, bars of its number, and who sends."""

from __future__ import annotations

from bakala_desktop.documents.contact_strip import page_of
from bakala_desktop.documents.delivery_pieces import draw_bars, sender_address, sender_sentence
from bakala_desktop.documents.delivery_sheet import LEFT, PAGE_NUMBER, RIGHT, TOP, WIDTH
from bakala_desktop.documents.fitted import fitted
from bakala_desktop.documents.fonts import bold, regular
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.sheet import LABEL, PAD, RULE, SOFT_GREY, TEXT, isolated, label
from bakala_desktop.domain.delivery import DeliverySlip
from bakala_desktop.domain.jalali import format_day

ORDER, ORDERED_ON = "شماره سفارش", "تاریخ سفارش"
_TOP_HEIGHT = 50.0
_BARS_ROOM, _BARS_HEIGHT = 170.0, 24.0
_TITLE_SIZE, _NUMBER_SIZE = 14.0, 9.6
_TITLE_DROP, _LABEL_DROP, _NUMBER_DROP = 18.0, 30.0, 44.0
_LABELS_APART = 16.0
_SENDER_SIZES = (TEXT, LABEL, 5.8, 4.8, 4.0)
_SENDER_HEIGHT = 44.0
_PADDING = 6.0
_PHONES = 3


class SlipHead:
    """The head of one slip, measured when it is made."""

    def __init__(self, title: str, slip: DeliverySlip):
        self._title = bold().text(title)
        self._slip = slip
        self._sender = [
            fitted(text, regular(), _SENDER_SIZES, WIDTH - 2 * PAD, _SENDER_HEIGHT / 2)
            for text in (sender_sentence(slip.sender, _PHONES), sender_address(slip.sender))
        ]
        self.height = _TOP_HEIGHT + sum(text.height for text in self._sender) + _PADDING

    def draw(self, paper: Paper) -> None:
        """Draw the head at the top of the sheet."""
        with paper.tagged("H1"):
            paper.right(RIGHT - PAD, TOP - _TITLE_DROP, self._title, _TITLE_SIZE)
        self._order(paper)
        self._bars(paper)
        top, bottom = TOP - _TOP_HEIGHT, TOP - self.height
        paper.shade(LEFT, bottom, WIDTH, top - bottom, SOFT_GREY)
        y = top - _PADDING / 2
        for text in self._sender:
            if text.lines:
                with paper.tagged("P"):
                    y = text.draw(paper, RIGHT - PAD, y)
        paper.rules(RULE, (LEFT, top, RIGHT, top), (LEFT, bottom, RIGHT, bottom))

    def number(self, paper: Paper) -> None:
        """Write under the sheet which page this is; of how many is filled in when it is known."""
        number = paper.page_number
        middle = (LEFT + RIGHT) / 2
        paper.later(lambda count: paper.centre(middle, PAGE_NUMBER, regular().text(page_of(number, count)), LABEL))

    def _order(self, paper: Paper) -> None:
        """Draw the day, and the number under its label: beside words Chrome's reader would turn it round."""
        right, number = RIGHT - PAD, bold().code(self._slip.order_number)
        name = label(ORDER)
        with paper.tagged("P"):
            paper.right(right, TOP - _LABEL_DROP, name, LABEL)
            size = number.size_for(WIDTH - _BARS_ROOM - 4 * PAD, _NUMBER_SIZE)
            paper.right(right, TOP - _NUMBER_DROP, number, size)
        if self._slip.ordered_on:
            right -= name.at(LABEL) + _LABELS_APART
            name, day = label(ORDERED_ON), regular().text(isolated(format_day(self._slip.ordered_on)))
            with paper.tagged("P"):
                paper.right(right, TOP - _LABEL_DROP, name, LABEL)
                paper.right(right - name.at(LABEL) - PAD, TOP - _LABEL_DROP, day, LABEL)

    def _bars(self, paper: Paper) -> None:
        y = TOP - 6 - _BARS_HEIGHT
        width = draw_bars(paper, LEFT, y, _BARS_ROOM, _BARS_HEIGHT, self._slip.order_number)
        paper.centre(LEFT + width / 2, y - 9, regular().code(self._slip.order_number), LABEL)
