"""What follows the last line: the amount in words, the terms or the refund, sums by rate, notes, cells for seals."""

from __future__ import annotations

from bakala_desktop.documents.field_row import ROW_HEIGHT, SIZES, Field, FieldRow, Paragraphs
from bakala_desktop.documents.fonts import bold, regular
from bakala_desktop.documents.form_words import IN_WORDS, PAID, money_moved, settlement, total_label
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.sheet import (
    HAIRLINE,
    HAIRLINE_GREY,
    LABEL,
    LEFT,
    PAD,
    RIGHT,
    RULE,
    TEXT,
    baseline,
    label,
)
from bakala_desktop.documents.wrap import wrap
from bakala_desktop.domain.document import CHANGING, DocumentKind, DocumentLine, Invoice
from bakala_desktop.domain.identifiers import iban
from bakala_desktop.domain.money import format_amount
from bakala_desktop.domain.tax import VatRate, percent_text
from bakala_desktop.domain.text import persian_digits
from bakala_desktop.domain.words import rials_in_words

SELLER_SEAL, BUYER_SEAL = "مهر و امضای فروشنده", "مهر و امضای خریدار"
SEAL_HEIGHT = 50.0
NOTE_LINES = 6
TERMS, IN_CASH, NOT_IN_CASH = "شرایط و نحوه فروش", "نقدی", "غیرنقدی"
TICKED = "انتخاب‌شده"
"""Said after the word of a ticked box; the tick itself is a drawing, which is not read aloud."""

BY_RATE, IBAN, NOTES = "به تفکیک نرخ", "شماره شبا", "توضیحات"

_GAP = 4.0
_BOX = 7.0
_IBAN_WIDTH = 196.0
_TO_PAY = frozenset({DocumentKind.INVOICE, DocumentKind.PROFORMA, DocumentKind.CORRECTION})
"""The kinds on which the bank account stands: nothing is paid to the shop for a return or a cancellation."""


class ClosingBlock:
    """The closing block of one document, broken into lines and measured when it is made."""

    def __init__(self, invoice: Invoice):
        words = Paragraphs(
            f"{total_label(invoice)} {IN_WORDS}", rials_in_words(invoice.totals.total), 2, is_strong=True
        )
        notes = Paragraphs(NOTES, invoice.notes, NOTE_LINES, sizes=SIZES)
        self._rows = [words, _terms(invoice), *_rates_and_account(invoice), notes]
        self.height = sum(row.height for row in self._rows) + SEAL_HEIGHT

    def draw(self, paper: Paper, top: float) -> float:
        """Draw the block and return its lower edge."""
        for row in self._rows:
            top = row.draw(paper, top)
        return draw_seals(paper, top, (SELLER_SEAL, BUYER_SEAL))


def _terms(invoice: Invoice) -> FieldRow | _Terms:
    """Return the row of the terms of a sale, or of how a changing document was settled."""
    if invoice.kind in CHANGING:
        name, text = settlement(invoice)
        return FieldRow([Field(name, text)])
    return _Terms(invoice)


class _Terms:
    """The row with the two boxes of the form and how it was paid. An offer ticks none: nothing was paid."""

    height = ROW_HEIGHT

    def __init__(self, invoice: Invoice):
        is_sale = invoice.kind is DocumentKind.INVOICE
        self._boxes = ((IN_CASH, is_sale and invoice.is_cash_sale), (NOT_IN_CASH, is_sale and invoice.is_credit_sale))
        moved = money_moved(invoice)
        self._paid = f"{PAID}: {moved}" if moved else ""

    def draw(self, paper: Paper, top: float) -> float:
        y = baseline(top, ROW_HEIGHT, TEXT)
        x = RIGHT - PAD
        title = label(TERMS)
        with paper.tagged("P"):
            paper.right(x, y, title, LABEL)
            x -= title.at(LABEL) + 3 * _GAP
            for name, is_ticked in self._boxes:
                x = _tick_box(paper, x, top - ROW_HEIGHT / 2, y, name, is_ticked)
            for run in wrap(self._paid, regular(), TEXT, x - 2 * _GAP - LEFT - PAD, 1):
                paper.right(x - 2 * _GAP, y, run, TEXT)
        bottom = top - ROW_HEIGHT
        paper.rules(HAIRLINE, (LEFT, bottom, RIGHT, bottom), grey=HAIRLINE_GREY)
        return bottom


def _tick_box(paper: Paper, right: float, middle: float, y: float, name: str, is_ticked: bool) -> float:
    """Draw a word and its box, crossed where it is ticked, and return where the next one begins."""
    run = bold().text(name)._replace(said=f"{name} ({TICKED})") if is_ticked else regular().text(name)
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


def _rates_and_account(invoice: Invoice) -> list[FieldRow]:
    """Return the row with the sums of each rate and the bank account; of a single rate the totals above say it all."""
    account = iban.format(invoice.bank_account) if invoice.kind in _TO_PAY else ""
    rates = _by_rate(invoice)
    if len(rates) < 2 and not account and not any(map(_is_exempt, invoice.lines)):
        return []
    fields = [Field(BY_RATE, "  |  ".join(rates))]
    if account:
        fields.append(Field(IBAN, account, width=_IBAN_WIDTH))
    return [FieldRow(fields)]


def _by_rate(invoice: Invoice) -> list[str]:
    """Return the base and the VAT of each rate, the lowest first, and what is exempt: column 10 names no rates."""
    sums: dict[VatRate, tuple[int, int]] = {}
    for line in invoice.lines:
        base, vat = sums.get(line.vat_rate, (0, 0))
        sums[line.vat_rate] = base + line.figures.net, vat + line.figures.vat
    parts = []
    for rate in sorted(sums):
        taxed, tax = (format_amount(amount) for amount in sums[rate])
        if rate:
            percent = persian_digits(percent_text(rate).replace(".", "٫"))
            parts.append(f"نرخ {percent} درصد: مأخذ {taxed} ریال، مالیات و عوارض {tax} ریال")
        else:
            parts.append(f"جمع اقلام معاف: {taxed} ریال")
    return parts


def _is_exempt(line: DocumentLine) -> bool:
    return not line.vat_rate


def draw_seals(paper: Paper, top: float, titles: tuple[str, ...]) -> float:
    """Draw empty cells of one width for seals and signatures, and return their lower edge."""
    bottom = top - SEAL_HEIGHT
    width = (RIGHT - LEFT) / len(titles)
    for place, title in enumerate(titles):
        right = RIGHT - place * width
        with paper.tagged("P"):
            paper.right(right - PAD, top - 11, bold().text(title), LABEL + 0.4)
        if place:
            paper.rules(RULE, (right, top, right, bottom))
    paper.rules(RULE, (LEFT, top, RIGHT, top))
    return bottom
