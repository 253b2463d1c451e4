"""The part of a receipt that is counted over: lines of goods, the sums, and how the money changed hands.

All amounts stand in one column at the left end and come from the snapshot as they are.
"""

from __future__ import annotations

from bakala_desktop.documents.fonts import Run, bold
from bakala_desktop.documents.receipt_pieces import Row, Space, parts_beside, table, text, words_beside
from bakala_desktop.documents.receipt_sheet import Piece, Style
from bakala_desktop.documents.receipt_styles import RULE, Styles
from bakala_desktop.documents.receipt_words import SUMS, UNITS, figure_text, price_text, tender_words
from bakala_desktop.documents.shaping import clean
from bakala_desktop.documents.sheet import isolated
from bakala_desktop.documents.wrap import ELLIPSIS, wrap
from bakala_desktop.domain.document import DocumentLine, Invoice
from bakala_desktop.domain.money import DECIMAL_MARK, MoneyUnit, format_amount
from bakala_desktop.domain.tax import percent_text
from bakala_desktop.domain.text import persian_digits

TITLE_LINES = 3
"""The title of goods takes at most so many lines; the whole of it stands in the record."""

_BETWEEN = 8
_LONGEST_UNIT = 24


class Amounts:
    """The amounts of one document, in rials or toman, in a column as wide as the largest of them needs."""

    def __init__(self, invoice: Invoice, unit: MoneyUnit, styles: Styles, room: int):
        self._invoice = invoice
        self._unit = unit
        self._styles = styles
        self._room = room
        self._heading = bold().text(f"مبلغ ({UNITS[unit]})")
        self._column = self._widest()

    def goods(self) -> list[Piece]:
        """The lines, under a heading that names the unit of all amounts."""
        strong = self._styles.strong
        head = Row((bold().text("شرح کالا"),), strong, self._heading, strong, self._room, self._column, kind="TH")
        rows: list[Piece] = [head, Space(10, RULE)]
        for line in self._invoice.lines:
            rows += self._line(line)
        return [Space(14, RULE), *table(rows), Space(16, RULE)]

    def _line(self, line: DocumentLine) -> list[Piece]:
        """One line of goods: its title, quantity by price, and below them what changes the amount.

        The bold amounts at the left end are the totals: they add up to the sum of the receipt.
        """
        styles, figures = self._styles, line.figures
        price = isolated(price_text(line.unit_price, self._unit))
        words = f"{isolated(line.quantity.for_eyes())} {_unit(line)} × {price}"
        pieces = text(line.title, styles.text, self._room, TITLE_LINES, kind="TD")
        changes = self._changes(line)
        if not changes:
            return [*pieces, self._row(words, figures.total, is_strong=True, kind="TD"), Space(_BETWEEN)]
        small, total = styles.small, self._figure(figures.total, styles.strong)
        runs = parts_beside(changes, small, self._room, max(self._column, total.at(styles.strong.size)))
        changed = Row(runs, small, total, styles.strong, self._room, self._column, kind="TD")
        return [*pieces, self._row(words, figures.gross, kind="TD"), changed, Space(_BETWEEN)]

    def _changes(self, line: DocumentLine) -> list[str]:
        """Return what leads from the gross of a line to its total; nothing where they are one."""
        figures = line.figures
        parts = []
        if figures.discount:
            parts.append(f"تخفیف {self._isolated(figures.discount)}")
        if figures.vat:
            rate = persian_digits(percent_text(line.vat_rate).replace(".", DECIMAL_MARK))
            parts.append(f"مالیات ({rate}٪) {self._isolated(figures.vat)}")
        return parts

    def sums(self) -> list[Piece]:
        """The sums of the document, the last of them large."""
        invoice, totals = self._invoice, self._invoice.totals
        rows: list[Piece] = [self._row(f"جمع {isolated(str(len(invoice.lines)))} قلم", totals.gross)]
        if totals.discount:
            rows.append(self._row("تخفیف", totals.discount))
        if totals.vat:
            rows.append(self._row("مالیات و عوارض", totals.vat))
        if invoice.before:
            rows.append(self._row("مبلغ پیش از اصلاح", invoice.before.total))
        payable = self._styles.payable
        amount = bold().text(f"{format_amount(totals.total, self._unit)} {UNITS[self._unit]}")
        label = wrap(SUMS[invoice.kind], self._styles.title.font, self._styles.title.size, self._room, 2)
        rows += [Space(12, RULE), Row(label, self._styles.title, amount, payable, self._room)]
        return [*rows, Space(12, RULE)]

    def payment(self) -> list[Piece]:
        """How the money changed hands, and what went back."""
        invoice = self._invoice
        names = tender_words(invoice)
        rows: list[Piece] = []
        for tender in invoice.tenders:
            reference = f" (پیگیری {isolated(tender.reference)})" if tender.reference else ""
            rows.append(self._row(names[tender.kind] + reference, tender.amount))
        if invoice.change:
            rows.append(self._row("پس‌داده به مشتری", invoice.change, is_strong=True))
        return rows

    def _row(self, words: str, amount: int, is_strong: bool = False, kind: str = "P") -> Row:
        """Return a row whose amount stands at the left end; the words take a second line where they must."""
        style = self._styles.text
        beside = self._styles.strong if is_strong else style
        figure = self._figure(amount, beside)
        runs = words_beside(words, style, self._room, max(self._column, figure.at(beside.size)))
        return Row(runs, style, figure, beside, self._room, self._column, kind)

    def _widest(self) -> float:
        """Return the width of the column of amounts: no line's amount is above the sums and what was paid."""
        invoice, style = self._invoice, self._styles.strong
        paid = [tender.amount for tender in invoice.tenders]
        amounts = (invoice.totals.gross, invoice.totals.total, invoice.before.total if invoice.before else 0, *paid)
        runs = [self._figure(amount, style) for amount in amounts]
        return max(run.at(style.size) for run in [*runs, self._heading])

    def _figure(self, amount: int, style: Style) -> Run:
        return style.font.figure(figure_text(amount, self._unit))

    def _isolated(self, amount: int) -> str:
        return isolated(format_amount(amount, self._unit))


def _unit(line: DocumentLine) -> str:
    """Return the unit, cut where it is so long that the price behind it would find no room."""
    unit = clean(line.unit)
    return unit if len(unit) <= _LONGEST_UNIT else unit[: _LONGEST_UNIT - 1] + ELLIPSIS
