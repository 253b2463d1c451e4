"""Issued documents: their list, and each of them on paper, drawn from its frozen snapshot and counted when printed.

The official form and the till's receipt are counted apart: who took a receipt home has had no invoice yet, and the
first one is no copy. The copy's mark stands on each from its own second print on; a look counts as none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from bakala_desktop.domain.certificate import Certificate
from bakala_desktop.domain.document_filter import DocumentFilter as DocumentFilter
from bakala_desktop.domain.document_filter import DocumentMark as DocumentMark
from bakala_desktop.domain.document_filter import DocumentPage as DocumentPage
from bakala_desktop.domain.document_filter import DocumentRow as DocumentRow
from bakala_desktop.domain.document_filter import on_other_layout
from bakala_desktop.domain.money import MoneyUnit
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.snapshot import Issued
from bakala_desktop.domain.staff import Permission
from bakala_desktop.services.paper_settings import SIGNING, signer_of
from bakala_desktop.services.shop import Shop
from bakala_desktop.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from bakala_desktop.documents.page import Rendered
    from bakala_desktop.documents.signing import Signer

PAGE = 200


class PaperForm(StrEnum):
    """What a document is drawn on: a sheet of A4, or the roll of the till's printer, 80 or 58 mm wide."""

    A4 = "a4"
    RECEIPT_80 = "receipt-80"
    RECEIPT_58 = "receipt-58"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as PDF. ``missing`` names characters that the fonts do not have and that were drawn as a box."""

    serial: Serial
    pdf: bytes
    pages: int
    is_copy: bool
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiptDots:
    """A receipt in the dots of the till's printer: 576 wide on a roll of 80 mm, 384 on one of 58.

    ``rows`` holds ``height`` rows of ``width`` / 8 bytes each, the leftmost dot in the highest bit; 1 is black.
    """

    width: int
    height: int
    rows: bytes


def list_documents(shop: Shop, asked: DocumentFilter, after: int | None = None, limit: int = PAGE) -> DocumentPage:
    """Return a page of the list, the newest first; ``after`` is what the page before it said.

    Where nothing fits a text, it is read as if it had been typed on the other keyboard layout.
    """
    shop.require(Permission.PRINT_DOCUMENTS)
    with shop.read() as work:
        found = work.documents.list_rows(asked, after, limit)
        other = on_other_layout(asked)
        return work.documents.list_rows(other, after, limit) if other is not None and not found.rows else found


def get_document(shop: Shop, serial: str) -> Issued:
    """Return a document as it was issued.

    Raises ShopError ``bad_serial``, ``invoice_not_found``, ``document_not_found``.
    """
    shop.require(Permission.PRINT_DOCUMENTS)
    with shop.read() as work:
        return work.documents.get(Serial.parse(serial))


def preview_document(
    shop: Shop, serial: str, form: PaperForm = PaperForm.A4, *, copies: int = 1, unit: MoneyUnit = MoneyUnit.RIAL
) -> Paper:
    """Draw a document to look at; this counts as no print, and nothing is signed.

    Raises ShopError ``bad_serial``, ``invoice_not_found``, ``document_not_found``.
    """
    shop.require(Permission.PRINT_DOCUMENTS)
    with shop.read() as work:
        issued = work.documents.get(Serial.parse(serial))
        wanted = _Wanted(issued, form, copies, unit)
        is_copy = wanted.is_copy(work)
    return wanted.draw(is_copy, shop.clock.now())


def receipt_raster_of(
    shop: Shop, serial: str, form: PaperForm = PaperForm.RECEIPT_80, *, unit: MoneyUnit = MoneyUnit.RIAL
) -> ReceiptDots:
    """Draw a receipt in the dots of the till's printer, to look at; this counts as no print.

    PDFium serves one thread at a time: call it on the lane of the papers. Raises ShopError ``bad_serial``,
    ``invoice_not_found``, ``document_not_found``, and ValueError for what goes on no roll: A4, or a certificate.
    """
    shop.require(Permission.PRINT_DOCUMENTS)
    with shop.read() as work:
        wanted = _Wanted(work.documents.get(Serial.parse(serial)), form, 1, unit)
        is_copy = wanted.is_copy(work)
    if not wanted.is_receipt:
        raise ValueError(f"{serial} on {form} is no receipt")
    return wanted.draw_dots(is_copy)


def print_document(
    shop: Shop,
    serial: str,
    keep: Callable[[Paper], None] | None = None,
    *,
    form: PaperForm = PaperForm.A4,
    copies: int = 1,
    unit: MoneyUnit = MoneyUnit.RIAL,
) -> Paper:
    """Draw a document for paper or file, and count it: from the second time on it is a copy.

    ``keep`` writes the paper to its file, whose SHA-256 is remembered; should that fail, the print is not counted.
    Three ``copies`` for buyer, seller and tax file count once. Signed where the shop signs. Raises ShopError
    ``bad_serial``, ``invoice_not_found``, ``document_not_found``, those of the signature, and what ``keep`` raises.
    """
    session = shop.require(Permission.PRINT_DOCUMENTS)
    with shop.read() as work:
        wanted = _Wanted(work.documents.get(Serial.parse(serial)), form, copies, unit, find_signer(work, shop))
        is_copy = wanted.is_copy(work)
    # Drawn before the write lock is taken, for a long paper takes a while; again if it was printed meanwhile.
    paper = wanted.draw(is_copy, shop.clock.now())
    with shop.write("document.receipt" if wanted.is_receipt else "document.print") as work:
        if wanted.is_copy(work) != paper.is_copy:
            paper = wanted.draw(not paper.is_copy, shop.clock.now())
        work.documents.count_print(paper.serial, is_receipt=wanted.is_receipt)
        if keep is not None:
            digest, document = sha256(paper.pdf).hexdigest(), wanted.issued.document
            work.documents.add_file(shop.new_id(), document.id, digest, shop.clock.now(), session.user_id)
            keep(paper)
    return paper


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A document, how it is to be drawn, and what signs it."""

    issued: Issued
    form: PaperForm
    copies: int
    unit: MoneyUnit
    signer: Signer | None = None

    @property
    def is_receipt(self) -> bool:
        """Whether it goes on the till's roll: a certificate never does."""
        return self.form is not PaperForm.A4 and not isinstance(self.issued.document, Certificate)

    def is_copy(self, work: UnitOfWork) -> bool:
        """Tell whether such a paper of the document was printed before."""
        return work.documents.find_prints(self.issued.document.serial, is_receipt=self.is_receipt) > 0

    def draw(self, is_copy: bool, at: datetime) -> Paper:
        drawn = self._drawn(is_copy)
        pdf = signed(drawn.pdf, self.signer, at)
        return Paper(self.issued.document.serial, pdf, drawn.pages, is_copy, drawn.missing)

    def draw_dots(self, is_copy: bool) -> ReceiptDots:
        from bakala_desktop.documents.raster import receipt_raster
        from bakala_desktop.documents.receipt_sheet import ReceiptWidth

        width = ReceiptWidth.MM80 if self.form is PaperForm.RECEIPT_80 else ReceiptWidth.MM58
        raster = receipt_raster(self._drawn(is_copy), width)
        return ReceiptDots(raster.width, raster.height, raster.rows)

    def _drawn(self, is_copy: bool) -> Rendered:
        # ReportLab is loaded at the first paper, not when the till starts.
        from bakala_desktop.documents import papers

        form = papers.PaperForm(self.form.value)
        return papers.draw(self.issued, form=form, is_copy=is_copy, copies=self.copies, unit=self.unit)


def find_signer(work: UnitOfWork, shop: Shop) -> Signer | None:
    """Return what signs the papers, or None; the key is read once and kept while it stays the shop's.

    Raises ShopError of ``signer_of``.
    """
    setting = work.settings.find(SIGNING)
    known = shop.database.kept.get(SIGNING)
    if known is None or known[0] != setting:
        known = shop.database.kept[SIGNING] = (setting, signer_of(shop, work))
    signer: Signer | None = known[1]
    return signer


def signed(pdf: bytes, signer: Signer | None, at: datetime) -> bytes:
    """Return a paper with the shop's signature, where it has one. Raises ShopError of ``sign``."""
    if signer is None:
        return pdf
    from bakala_desktop.documents.signing import sign

    return sign(pdf, signer, at)
