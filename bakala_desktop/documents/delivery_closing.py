"""What ends a delivery slip: how it went, when and by whom it was received, and the signatures."""

from __future__ import annotations

from bakala_desktop.documents.delivery_pieces import draw_blank, draw_tick_box
from bakala_desktop.documents.delivery_sheet import BOTTOM, LEFT, RIGHT
from bakala_desktop.documents.fonts import bold, regular
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.sheet import HAIRLINE, HAIRLINE_GREY, LABEL, PAD, RULE, TEXT, baseline, isolated, label

RESULTS = ("تحویل شد", "گیرنده نبود", "نپذیرفت", "نشانی نادرست بود")
RECEIVED_BY, RECEIVED_ON, RECEIVED_AT = "نام تحویل‌گیرنده", "تاریخ دریافت", "ساعت"
SIGNATURES = ("امضای گیرنده", "امضای پیک")
_ROW, _SIGNATURES = 20.0, 48.0
_STEP = 12.0


class ClosingCells:
    """The closing cells, at the foot of the last page."""

    height = 2 * _ROW + _SIGNATURES

    def __init__(self, lines: int):
        self._count = regular().text(f"{isolated(f'{lines:,}')} ردیف کالا")

    def draw(self, paper: Paper) -> None:
        """Draw the cells on the sheet's lower edge."""
        top = BOTTOM + self.height
        paper.rules(RULE, (LEFT, top, RIGHT, top))
        y = baseline(top, _ROW, TEXT)
        x = RIGHT - PAD
        for name in RESULTS:
            with paper.tagged("P"):
                x = draw_tick_box(paper, x, y, name, TEXT) - _STEP
        with paper.tagged("P"):
            paper.text(LEFT + PAD, y, self._count, TEXT)
        self._received(paper, top - _ROW)
        self._signatures(paper, BOTTOM + _SIGNATURES)

    def _received(self, paper: Paper, top: float) -> None:
        """Draw the places for name, day and hour."""
        y = baseline(top, _ROW, LABEL)
        width = RIGHT - LEFT
        rights = (RIGHT, RIGHT - width * 0.48, RIGHT - width * 0.8, LEFT)
        for name, right, left in zip((RECEIVED_BY, RECEIVED_ON, RECEIVED_AT), rights[:-1], rights[1:], strict=True):
            run = label(name)
            with paper.tagged("P"):
                paper.right(right - PAD, y, run, LABEL)
            draw_blank(paper, left + PAD, right - 2 * PAD - run.at(LABEL), y)
        paper.rules(HAIRLINE, (LEFT, top, RIGHT, top), grey=HAIRLINE_GREY)

    def _signatures(self, paper: Paper, top: float) -> None:
        middle = (LEFT + RIGHT) / 2
        for right, name in zip((RIGHT, middle), SIGNATURES, strict=True):
            with paper.tagged("P"):
                paper.right(right - PAD, top - 11, bold().text(name), LABEL)
        paper.rules(RULE, (LEFT, top, RIGHT, top), (middle, top, middle, BOTTOM))
