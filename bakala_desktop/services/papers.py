"""Issued documents on paper: drawn from their frozen snapshot, counted when printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bakala_desktop.domain.document import Invoice
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.staff import Permission
from bakala_desktop.services.shop import Shop
from bakala_desktop.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as PDF. ``missing`` names characters that the fonts do not have and that were drawn as a box."""

    serial: Serial
    pdf: bytes
    pages: int
    is_copy: bool
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A line of the list of issued documents."""

    serial: Serial
    issued_at: datetime
    payable: int


def list_invoices(shop: Shop, limit: int = 200) -> tuple[IssuedPaper, ...]:
    """Return the newest invoices first."""
    shop.require(Permission.PRINT_DOCUMENTS)
    with shop.read() as work:
        return tuple(IssuedPaper(*row) for row in work.documents.list_recent(limit))


def get_invoice(shop: Shop, serial: str) -> Invoice:
    """Return an invoice's snapshot. Raises ShopError ``bad_serial``, ``invoice_not_found``."""
    shop.require(Permission.PRINT_DOCUMENTS)
    with shop.read() as work:
        return _invoice(work, Serial.parse(serial))


def preview_invoice(shop: Shop, serial: str) -> Paper:
    """Draw an invoice to look at; this counts as no print. Raises ShopError ``bad_serial``, ``invoice_not_found``."""
    shop.require(Permission.PRINT_DOCUMENTS)
    with shop.read() as work:
        invoice = _invoice(work, Serial.parse(serial))
        printed = work.documents.find_prints(invoice.serial)
    return _draw(invoice, is_copy=printed > 0)


def print_invoice(shop: Shop, serial: str, keep: Callable[[Paper], None] | None = None) -> Paper:
    """Draw an invoice for paper or file, and count it: from the second time on it is a copy.

    ``keep`` writes the paper to its file; should that fail, the print is not counted. Raises ShopError ``bad_serial``,
    ``invoice_not_found``, and what ``keep`` raises.
    """
    shop.require(Permission.PRINT_DOCUMENTS)
    parsed = Serial.parse(serial)
    with shop.read() as work:
        invoice = _invoice(work, parsed)
        paper = _draw(invoice, is_copy=work.documents.find_prints(parsed) > 0)
    with shop.write("document.print") as work:
        # Drawn before the write lock is taken, for a long paper takes a while; again if it was printed meanwhile.
        is_copy = work.documents.count_print(parsed) > 0
        if is_copy != paper.is_copy:
            paper = _draw(invoice, is_copy=is_copy)
        if keep is not None:
            keep(paper)
    return paper


def _invoice(work: UnitOfWork, serial: Serial) -> Invoice:
    document = work.documents.get_invoice(serial).document
    assert isinstance(document, Invoice)
    return document


def _draw(invoice: Invoice, *, is_copy: bool) -> Paper:
    # ReportLab is loaded at the first paper, not when the till starts.
    from bakala_desktop.documents.invoice import render_invoice

    drawn = render_invoice(invoice, copy=is_copy)
    return Paper(invoice.serial, drawn.pdf, drawn.pages, is_copy, drawn.missing)
