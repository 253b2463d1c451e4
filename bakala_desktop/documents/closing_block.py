"""What follows the last line: the amount in words, the terms, the notes, and the cells for seals and signatures."""

from __future__ import annotations

from bakala_desktop.documents.fonts import Font, Run, bold, regular
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.sheet import (
    HAIRLINE,
    HAIRLINE_GREY,
    LABEL,
    LEADING,
    LEFT,
    PAD,
    RIGHT,
    RULE,
    TEXT,
    baseline,
    column,
    first_baseline,
    isolated,
    label,
)
from bakala_desktop.documents.wrap import wrap
from bakala_desktop.domain.document import Invoice
from bakala_desktop.domain.money import format_amount
from bakala_desktop.domain.tender import TenderKind
from bakala_desktop.domain.words import rials_in_words

SELLER_SEAL, BUYER_SEAL = "مهر و امضای فروشنده", "مهر و امضای خریدار"
SEAL_HEIGHT = 54.0
NOTE_LINES = 6
_ROW = 17.0
_GAP = 4.0
_BOX = 7.0
_TENDERS = {
    TenderKind.CASH: "نقد",
    TenderKind.CARD: "کارت",
    TenderKind.TRANSFER: "واریز",
    TenderKind.CHEQUE: "چک",
    TenderKind.CREDIT: "نسیه",
    TenderKind.ROUNDING: "گرد کردن",
}


class ClosingBlock:
    """The closing block of one invoice, broken into lines and measured when it is made."""

    def __init__(self, invoice: Invoice):
        self._invoice = invoice
        self._words = _Labelled("جمع کل به حروف", rials_in_words(invoice.totals.total), 2, is_strong=True)
        self._notes = _Labelled("توضیحات", invoice.notes, NOTE_LINES)

    @property
    def height(self) -> float:
        """The height of the whole block in points."""
        return self._words.height + _ROW + self._notes.height + SEAL_HEIGHT

    def draw(self, paper: Paper, top: float) -> float:
        """Draw the block and return its lower edge."""
        y = self._words.draw(paper, top)
        y = self._terms(paper, y)
        y = self._notes.draw(paper, y)
        return self._seals(paper, y)

    def _terms(self, paper: Paper, top: float) -> float:
        y = baseline(top, _ROW, TEXT)
        x = RIGHT - PAD
        title = label("شرایط و نحوه فروش")
        paper.right(x, y, title, LABEL)
        x -= title.at(LABEL) + 3 * _GAP
        for name, is_ticked in (("نقدی", self._invoice.is_cash_sale), ("غیرنقدی", self._invoice.is_credit_sale)):
            x = _tick_box(paper, x, top - _ROW / 2, y, name, is_ticked)
        paid = wrap(_paid(self._invoice), regular(), TEXT, x - 2 * _GAP - LEFT - PAD, 1)
        column(paper, x - 2 * _GAP, y, paid, TEXT)
        paper.rules(HAIRLINE, (LEFT, top - _ROW, RIGHT, top - _ROW), grey=HAIRLINE_GREY)
        return top - _ROW

    def _seals(self, paper: Paper, top: float) -> float:
        bottom = top - SEAL_HEIGHT
        middle = (LEFT + RIGHT) / 2
        for right, title in ((RIGHT, SELLER_SEAL), (middle, BUYER_SEAL)):
            paper.right(right - PAD, top - 11, bold().text(title), LABEL + 0.4)
        paper.rules(RULE, (middle, top, middle, bottom), (LEFT, top, RIGHT, top))
        return bottom


class _Labelled:
    """A row of the whole width with a label and a text of one or more lines."""

    def __init__(self, name: str, text: str, most: int, is_strong: bool = False):
        self._label = label(name)
        font = bold() if is_strong else regular()
        room = RIGHT - LEFT - 2 * PAD - _GAP - self._label.at(LABEL)
        self._lines = _paragraphs(text, font, room, most)
        self.height = _ROW + max(0, len(self._lines) - 1) * LEADING

    def draw(self, paper: Paper, top: float) -> float:
        y = first_baseline(top, self.height, TEXT, max(1, len(self._lines)))
        paper.right(RIGHT - PAD, y, self._label, LABEL)
        column(paper, RIGHT - PAD - self._label.at(LABEL) - _GAP, y, self._lines, TEXT)
        bottom = top - self.height
        paper.rules(HAIRLINE, (LEFT, bottom, RIGHT, bottom), grey=HAIRLINE_GREY)
        return bottom


def _paragraphs(text: str, font: Font, room: float, most: int) -> tuple[Run, ...]:
    """Return the lines of a text that may hold line ends of its own, at most `most`."""
    lines: tuple[Run, ...] = ()
    parts = [part for part in text.splitlines() if part.strip()]
    for number, part in enumerate(parts):
        left = most - len(lines)
        made = wrap(part, font, TEXT, room, left)
        if len(made) == left and number + 1 < len(parts):
            # What is left runs on behind it, so that «…» shows where the text was cut.
            return lines + wrap(" ".join(parts[number:]), font, TEXT, room, left)
        lines += made
    return lines


def _tick_box(paper: Paper, right: float, middle: float, y: float, name: str, is_ticked: bool) -> float:
    """Draw a word and its box, crossed where it is ticked, and return where the next one begins."""
    run = bold().text(name) if is_ticked else regular().text(name)
    paper.right(right, y, run, TEXT)
    x = right - run.at(TEXT) - _GAP - _BOX
    low = middle - _BOX / 2
    paper.box(x, low, _BOX, _BOX, RULE)
    if is_ticked:
        paper.rules(
            2 * RULE,
            (x + 1.4, low + _BOX * 0.5, x + _BOX * 0.42, low + 1.5),
            (x + _BOX * 0.42, low + 1.5, x + _BOX - 1, low + _BOX - 1.2),
        )
    return x - 3 * _GAP


def _paid(invoice: Invoice) -> str:
    """Return how it was paid, tender by tender as it was taken, and the change that went back."""
    parts = []
    for tender in invoice.tenders:
        reference = f" (پیگیری {isolated(tender.reference)})" if tender.reference else ""
        parts.append(f"{_TENDERS[tender.kind]} {format_amount(tender.amount)} ریال{reference}")
    if invoice.change:
        parts.append(f"پس‌داده {format_amount(invoice.change)} ریال")
    return "پرداخت: " + "، ".join(parts) if parts else ""
