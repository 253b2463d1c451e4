"""How documents lie in their tables: what is written of a new one, and what is read back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from bakala_desktop.domain.canonical import digest_of
from bakala_desktop.domain.chain import BookLine
from bakala_desktop.domain.document import SERIES, DocumentId, DocumentKind, Invoice, LinkKind
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.snapshot import Document, Issued, from_json, to_json
from bakala_desktop.domain.tender import Tender


def serial_of(row: Any) -> Serial:
    """Return the serial of a row."""
    return Serial(row.year, row.series, row.number)


def not_found(serial: Serial) -> ShopError:
    """Return the refusal of a number that was never issued: ``invoice_not_found`` in the series of invoices, else
    ``document_not_found``."""
    if serial.series == SERIES[DocumentKind.INVOICE]:
        return ShopError("invoice_not_found", serial=str(serial))
    return ShopError("document_not_found", serial=str(serial))


def issued_of(snapshot: str) -> Issued:
    """Return a document with the text it was read from."""
    return Issued(from_json(snapshot), snapshot)


def invoice_of(snapshot: str) -> Invoice:
    """Return a document of a sale."""
    document = from_json(snapshot)
    assert isinstance(document, Invoice)
    return document


def payable_of(document: Document) -> int:
    """Return the total of a document, in rials."""
    return document.totals.total if isinstance(document, Invoice) else document.total


def document_row(document: Document, user_id: UUID | None, customer_id: UUID | None) -> dict[str, Any]:
    """Return the columns of a new document."""
    snapshot = to_json(document)
    return {
        "id": document.id,
        "kind": document.kind.value,
        "series": document.serial.series,
        "year": document.serial.year,
        "number": document.serial.number,
        "order_id": document.order_id if isinstance(document, Invoice) else None,
        "customer_id": customer_id,
        "user_id": user_id,
        "issued_at": document.issued_at,
        "payable": payable_of(document),
        "prints": 0,
        "receipts": 0,
        "salt": secrets.token_bytes(16),
        "digest": digest_of(snapshot),
        "snapshot": snapshot,
    }


def book_rows(document_id: DocumentId, lines: Sequence[BookLine]) -> list[dict[str, Any]]:
    """Return what a document adds to the books."""
    return [
        {
            "document_id": document_id,
            "number": line.number,
            "product_id": line.product_id,
            "quantity_e8": line.quantity_e8,
            "vat_rate": line.vat_rate,
            "gross": line.figures.gross,
            "discount": line.figures.discount,
            "net": line.figures.net,
            "vat": line.figures.vat,
            "total": line.figures.total,
        }
        for line in lines
    ]


def link_rows(document_id: DocumentId, links: Sequence[tuple[LinkKind, DocumentId]]) -> list[dict[str, Any]]:
    """Return what a document does to others."""
    return [{"document_id": document_id, "kind": kind.value, "target_id": target} for kind, target in links]


def refund_rows(document: Document, tenders: Sequence[Tender]) -> list[dict[str, Any]]:
    """Return the money that a changing document moved: positive where it was given back, negative where taken in."""
    sign = -1 if isinstance(document, Invoice) and document.takes_in_money else 1
    return [
        {
            "document_id": document.id,
            "number": number,
            "kind": given.kind.value,
            "amount": sign * given.amount,
            "reference": given.reference,
        }
        for number, given in enumerate(tenders, 1)
    ]
