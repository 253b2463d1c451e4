"""Every issued document on paper: which drawing belongs to which kind, with its code, its copies and its snapshot.

The snapshot's text travels inside the file as `<serial>.json` and its digest stands in the code: a paper proves itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from bakala_desktop.documents.about import About, Attachment, numbered
from bakala_desktop.documents.certificate import TITLE as CERTIFICATE_TITLE
from bakala_desktop.documents.certificate import certificate_form
from bakala_desktop.documents.form_head import COPY
from bakala_desktop.documents.form_words import TITLES
from bakala_desktop.documents.invoice import invoice_form
from bakala_desktop.documents.page import Paper, Rendered
from bakala_desktop.documents.receipt import render_receipt
from bakala_desktop.documents.receipt_sheet import ReceiptWidth
from bakala_desktop.documents.shaping import clean
from bakala_desktop.domain.certificate import Certificate
from bakala_desktop.domain.jalali import shop_day
from bakala_desktop.domain.money import MoneyUnit
from bakala_desktop.domain.proof_code import ProofCode
from bakala_desktop.domain.snapshot import Document, Issued
from bakala_desktop.domain.text import fold_digits

COPIES = ("نسخهٔ خریدار", "نسخهٔ فروشنده", "نسخهٔ پروندهٔ مالیاتی")
"""The three copies of an official invoice, in the order in which they are drawn (reference/invoice-form.md, 2.4)."""

SNAPSHOT = "نسخهٔ ثبت‌شدهٔ سند"


class PaperForm(Enum):
    """What a document is drawn on."""

    A4 = "a4"
    RECEIPT_80 = "receipt-80"
    RECEIPT_58 = "receipt-58"


_DIGITS = frozenset("0123456789")
_LONGEST_SELLER = 16
_ROLLS = {PaperForm.RECEIPT_80: ReceiptWidth.MM80, PaperForm.RECEIPT_58: ReceiptWidth.MM58}


def draw(
    issued: Issued,
    *,
    form: PaperForm = PaperForm.A4,
    is_copy: bool = False,
    copies: int = 1,
    unit: MoneyUnit = MoneyUnit.RIAL,
) -> Rendered:
    """Return a document as PDF; the same snapshot gives the same bytes, always and everywhere.

    With three `copies` every one is drawn and says whose it is. A receipt is one paper and may show toman (`unit`);
    the official form is in rials. A certificate has no receipt: it is drawn on A4 whatever the `form`. Characters that
    the fonts lack are drawn as U+FFFD and named in the result. Raises FileNotFoundError where the installation lacks a
    font, and ShopError ``amount_too_large`` for a certificate over 10^15 rials.
    """
    document = issued.document
    if form in _ROLLS and not isinstance(document, Certificate):
        width, proof = _ROLLS[form], proof_of(issued).text
        return render_receipt(document, width, proof=proof, attachment=issued.snapshot, unit=unit, copy=is_copy)
    return draw_many([(issued, is_copy)], copies=copies)


def draw_many(papers: Iterable[tuple[Issued, bool]], *, copies: int = 1) -> Rendered:
    """Return documents, each with whether it is a copy, on A4 one after the other in one PDF.

    Each counts its own pages; the file is named after the first one. Raises as `draw` does, and ValueError for no
    documents and for one that comes twice.
    """
    paper: Paper | None = None
    for issued, is_copy in papers:
        attachments = [_attachment(issued)]
        if paper is None:
            paper = Paper(_about(issued.document), attachments=attachments)
        else:
            paper.next_document(attachments)
        _draw_copies(paper, issued, is_copy, copies)
    if paper is None:
        raise ValueError("no documents to draw")
    return paper.finish()


def _draw_copies(paper: Paper, issued: Issued, is_copy: bool, copies: int) -> None:
    document, proof = issued.document, proof_of(issued).text
    form = certificate_form(document, proof) if isinstance(document, Certificate) else invoice_form(document, proof)
    for number, mark in enumerate(_marks(is_copy, copies)):
        if number:
            paper.next_document()
        form.draw(paper, mark)


def _marks(is_copy: bool, copies: int) -> Iterator[str]:
    """Yield what stands under the title of each copy."""
    names = COPIES[:copies] if copies > 1 else ("",)
    for name in names:
        yield " – ".join(part for part in (COPY if is_copy else "", name) if part)


def proof_of(issued: Issued) -> ProofCode:
    """Return the code of a document: what stands in it, and the digest of its snapshot."""
    document = issued.document
    total = document.total if isinstance(document, Certificate) else document.totals.total
    seller = fold_digits(document.seller.economic_code or document.seller.identity)
    digits = "".join(sign for sign in seller if sign in _DIGITS)[:_LONGEST_SELLER]
    return ProofCode(document.serial, shop_day(document.issued_at), digits, total, issued.digest)


def _about(document: Document) -> About:
    title = CERTIFICATE_TITLE if isinstance(document, Certificate) else TITLES[document.kind]
    return About(numbered(title, document.serial), clean(document.seller.name), title, document.issued_at)


def _attachment(issued: Issued) -> Attachment:
    document = issued.document
    return Attachment(f"{document.serial}.json", issued.snapshot.encode(), document.issued_at, SNAPSHOT)
