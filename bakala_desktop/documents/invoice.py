"""The official form «صورتحساب فروش کالا و خدمات» and its kin, A4 landscape (R03).

Draws what the snapshot holds. Every page repeats the head, both parties and the shop's contact block; the total, the
terms and the seals stand on the last one. A document that changes an invoice says under its head which one and why.
"""

from __future__ import annotations

from bakala_desktop.documents.closing_block import ClosingBlock
from bakala_desktop.documents.contact_strip import ContactStrip
from bakala_desktop.documents.form_head import FormHead
from bakala_desktop.documents.form_table import FormTable
from bakala_desktop.documents.form_words import BEFORE, DIFFERENCE, TITLES, total_label
from bakala_desktop.documents.goods_table import amounts, goods_table
from bakala_desktop.documents.paged_form import FormParts, PagedForm, SumRow
from bakala_desktop.documents.party_block import BUYER, SELLER, PartyBlock
from bakala_desktop.documents.sheet import BAND_GREY, SOFT_GREY
from bakala_desktop.documents.subject_strip import subject_of
from bakala_desktop.domain.document import DocumentKind, DocumentLine, Invoice

GOODS = "مشخصات کالا یا خدمات مورد معامله"


def invoice_form(invoice: Invoice, proof: str = "") -> PagedForm[DocumentLine]:
    """Return the form of any document of a sale, measured; `proof` is the text of its code.

    Nothing in a snapshot makes the drawing fail. Raises FileNotFoundError where the installation lacks a font.
    """
    head = FormHead(
        TITLES[invoice.kind],
        invoice.serial,
        invoice.issued_at,
        proof,
        has_tax_number=invoice.kind is not DocumentKind.PROFORMA,
    )
    blocks = (subject_of(invoice), PartyBlock(SELLER, invoice.seller), PartyBlock(BUYER, invoice.buyer))
    return PagedForm(
        FormParts(
            head=head,
            blocks=blocks,
            repeated=blocks,
            band=GOODS,
            table=FormTable(goods_table(invoice)),
            lines=invoice.lines,
            sums=_sums(invoice),
            closing=ClosingBlock(invoice),
            strip=ContactStrip(invoice.contact),
        )
    )


def _sums(invoice: Invoice) -> list[SumRow]:
    """Return the total; of a correction also what it was before, and the difference."""
    now = amounts(invoice.totals)
    total = SumRow(total_label(invoice), now, BAND_GREY)
    if invoice.before is None:
        return [total]
    before = amounts(invoice.before)
    difference = [new - old for new, old in zip(now, before, strict=True)]
    return [total, SumRow(BEFORE, before, SOFT_GREY), SumRow(DIFFERENCE, difference, BAND_GREY)]
