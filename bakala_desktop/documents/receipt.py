"""The receipt of the till on a roll of 80 or 58 mm, as PDF: what the customer takes home (R03, R17).

Draws what the snapshot holds and computes nothing. `raster` turns the same page into the dots of a thermal printer, so
that paper and file never differ.
"""

from __future__ import annotations

from bakala_desktop.documents.about import numbered
from bakala_desktop.documents.fonts import bold, regular
from bakala_desktop.documents.page import About, Attachment, Rendered
from bakala_desktop.documents.receipt_amounts import Amounts
from bakala_desktop.documents.receipt_pieces import Bars, Lines, Mark, Row, Space, Square, fitted, text
from bakala_desktop.documents.receipt_sheet import Piece, ReceiptWidth, lay_out
from bakala_desktop.documents.receipt_styles import STRONG_RULE, styles
from bakala_desktop.documents.receipt_words import TITLES
from bakala_desktop.documents.shaping import clean, reads_right_to_left
from bakala_desktop.documents.sheet import isolated
from bakala_desktop.domain.document import Invoice
from bakala_desktop.domain.jalali import format_day, shop_day, tehran_iso
from bakala_desktop.domain.money import MoneyUnit
from bakala_desktop.domain.text import persian_digits

COPY = "رونوشت"

_NAME_LINES = 3
_ADDRESS_LINES = 3
_PARTY_LINES = 2
_SNAPSHOT = "نسخهٔ ثبت‌شدهٔ سند"
_BARCODE = 72
_TAIL = 24


def render_receipt(
    invoice: Invoice,
    width: ReceiptWidth,
    *,
    proof: str,
    attachment: str,
    unit: MoneyUnit = MoneyUnit.RIAL,
    copy: bool = False,
) -> Rendered:
    """Return the receipt of a document as PDF, on one page as long as its content.

    `proof` is the text of the code square, `attachment` the snapshot that travels in the file. Amounts are in rials or,
    where `unit` says so, in toman, exactly. Only a receipt of over five metres has more pages than one. Characters that
    the fonts lack are drawn as U+FFFD and named in the result; nothing in a snapshot makes the drawing fail. Raises
    FileNotFoundError where the installation lacks a font.
    """
    return _Drawing(invoice, width, unit).render(proof, attachment, copy)


class _Drawing:
    """One receipt on its way to paper."""

    def __init__(self, invoice: Invoice, width: ReceiptWidth, unit: MoneyUnit):
        self._invoice = invoice
        self._width = width
        self._room = width.printable
        self._styles = styles(width)
        self._amounts = Amounts(invoice, unit, self._styles, width.printable)

    def render(self, proof: str, attachment: str, copy: bool) -> Rendered:
        """Lay out all pieces from the shop's name to its hours."""
        invoice = self._invoice
        title = TITLES[invoice.kind]
        pieces = [
            *self._shop(),
            *self._document(title, copy),
            *self._amounts.goods(),
            *self._amounts.sums(),
            *self._amounts.payment(),
            *self._codes(proof),
            *self._hours(),
        ]
        about = About(numbered(title, invoice.serial), clean(invoice.seller.name), title, invoice.issued_at)
        snapshot = Attachment(f"{invoice.serial}.json", attachment.encode(), invoice.issued_at, _SNAPSHOT)
        return lay_out(pieces, self._width, about, snapshot)

    def _shop(self) -> list[Piece]:
        """The head: who sells, where, and how to reach them (R17)."""
        seller, contact = self._invoice.seller, self._invoice.contact
        phones = "، ".join(isolated(phone) for phone in contact.phones)
        pieces = [Space(16), *fitted(seller.name, self._styles.name, self._room, _NAME_LINES)]
        for name, value in (
            ("نشانی: ", contact.head_office),
            ("تلفن: ", phones),
            ("نمابر: ", isolated(contact.fax) if contact.fax else ""),
            ("", contact.email),
            ("شمارهٔ اقتصادی: ", isolated(seller.economic_code) if seller.economic_code else ""),
        ):
            if value:
                pieces += text(name + value, self._styles.small, self._room, _ADDRESS_LINES, is_centred=True)
        return [*pieces, Space(20, STRONG_RULE)]

    def _document(self, title: str, copy: bool) -> list[Piece]:
        """What this paper is: its title, number and moment, the document it belongs to, and the buyer."""
        invoice = self._invoice
        day, time = format_day(shop_day(invoice.issued_at)), tehran_iso(invoice.issued_at)[11:16]
        codes = [("شماره", str(invoice.serial)), ("تاریخ", f"{isolated(day)} ساعت {isolated(time)}")]
        for name, serial in (
            ("مربوط به فاکتور", invoice.changes),
            ("جایگزین فاکتور", invoice.replaces),
            ("فاکتور جایگزین", invoice.replaced_by),
        ):
            if serial:
                codes.append((name, str(serial)))
        if invoice.valid_until:
            codes.append(("اعتبار تا پایان", format_day(invoice.valid_until)))
        return [
            *([Mark(bold().text(COPY), self._styles.title)] if copy else []),
            *text(title, self._styles.title, self._room, 1, is_centred=True, kind="H1"),
            *[self._coded(name, code) for name, code in codes],
            *self._noted("علت", invoice.reason),
            *self._noted("خریدار", invoice.buyer.name if invoice.buyer else ""),
        ]

    def _noted(self, name: str, value: str) -> list[Piece]:
        return text(f"{name}: {value}", self._styles.text, self._room, _PARTY_LINES) if value else []

    def _codes(self, proof: str) -> list[Piece]:
        """The serial for the till's scanner, and the proof for everybody's telephone."""
        serial = str(self._invoice.serial)
        under = Lines((regular().text(persian_digits(serial), "L"),), self._styles.small, is_centred=True)
        return [Space(20), Bars.of(serial, self._width, _BARCODE), under, Square(proof)]

    def _hours(self) -> list[Piece]:
        hours = self._invoice.contact.office_hours
        if not hours:
            return [Space(_TAIL)]
        words = f"ساعات کار: {hours}"
        return [*text(words, self._styles.small, self._room, _PARTY_LINES, is_centred=True), Space(_TAIL)]

    def _coded(self, words: str, code: str) -> Row:
        style = self._styles.text
        run = regular().text(persian_digits(code), "R" if reads_right_to_left(code) else "L")
        return Row((regular().text(words),), style, run, style, self._room)
