"""Issued documents: their gapless serials, frozen snapshots, and how they belong together (R03; design.md, 6 and 7)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, insert, select, update

from bakala_desktop.domain.audit import AuditedObject
from bakala_desktop.domain.chain import BookLine, Chain
from bakala_desktop.domain.customer import CustomerId
from bakala_desktop.domain.document import DocumentId, DocumentKind, Invoice, LinkKind
from bakala_desktop.domain.document_filter import DocumentFilter, DocumentPage
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.order import OrderId
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.serial_list import SerialRun
from bakala_desktop.domain.snapshot import Document, Issued
from bakala_desktop.domain.tender import Tender
from bakala_desktop.storage import document_index, document_list
from bakala_desktop.storage.audit_trail import audited
from bakala_desktop.storage.document_rows import (
    book_rows,
    document_row,
    invoice_of,
    issued_of,
    link_rows,
    not_found,
    refund_rows,
    serial_of,
)
from bakala_desktop.storage.tables import (
    document_files,
    document_lines,
    document_links,
    documents,
    serials,
)
from bakala_desktop.storage.tables import refunds as refunds_table

_NEXT_NUMBER = (
    update(serials)
    .where(serials.c.series == bindparam("of_series"), serials.c.year == bindparam("of_year"))
    .values(last_number=serials.c.last_number + 1)
    .returning(serials.c.last_number)
)


class DocumentStore:
    """Numbers, keeps and finds documents. Nothing here changes one once it is issued."""

    def __init__(self, connection: Connection, touched: list[AuditedObject]) -> None:
        self._connection = connection
        self._touched = touched

    def next_serial(self, series: str, year: int) -> Serial:
        """Take the next number of a series and fiscal year; a rolled-back sale gives it back."""
        number = self._connection.execute(_NEXT_NUMBER, {"of_series": series, "of_year": year}).scalar()
        if number is None:
            number = 1
            self._connection.execute(insert(serials), {"series": series, "year": year, "last_number": number})
        return Serial(year, series, number)

    def issue(
        self,
        document: Document,
        *,
        user_id: UUID | None,
        customer_id: UUID | None = None,
        lines: Sequence[BookLine] = (),
        links: Sequence[tuple[LinkKind, DocumentId]] = (),
        refunds: Sequence[Tender] = (),
    ) -> None:
        """Keep the snapshot of a new document for good, and all that follows from it.

        ``lines`` is what it adds to the books, signed; ``links`` what it does to earlier documents; ``refunds`` the
        tenders of a changing document as its snapshot has them: money that was given back, or taken in where it is a
        correction that raised the total.
        """
        row = document_row(document, user_id, customer_id)
        place = self._connection.execute(insert(documents), row).lastrowid
        document_index.add_to_index(self._connection, place, document, user_id)
        for table, rows in (
            (document_lines, book_rows(document.id, lines)),
            (document_links, link_rows(document.id, links)),
            (refunds_table, refund_rows(document, refunds)),
        ):
            if rows:
                self._connection.execute(insert(table), rows)
        self._touched.append(audited("documents", row))

    def get(self, serial: Serial) -> Issued:
        """Return a document with the text it was read from. Raises ShopError as ``not_found``."""
        snapshot = self._connection.execute(select(documents.c.snapshot).where(*_is(serial))).scalar()
        if snapshot is None:
            raise not_found(serial)
        return issued_of(snapshot)

    def get_invoice(self, serial: Serial) -> Issued:
        """Return an invoice, which no other kind of document passes for.

        Raises ShopError ``invoice_not_found``, ``not_an_invoice``.
        """
        row = self._connection.execute(select(documents.c.kind, documents.c.snapshot).where(*_is(serial))).first()
        if row is None:
            raise not_found(serial)
        if row.kind != DocumentKind.INVOICE.value:
            raise ShopError("not_an_invoice", serial=str(serial))
        return issued_of(row.snapshot)

    def id_of(self, serial: Serial) -> DocumentId:
        """Return the identity of a document. Raises ShopError as ``not_found``."""
        found = self._connection.execute(select(documents.c.id).where(*_is(serial))).scalar()
        if found is None:
            raise not_found(serial)
        return DocumentId(found)

    def customer_of(self, serial: Serial) -> CustomerId | None:
        """Return the customer that a document was made out to, or None.

        Raises ShopError as ``not_found``.
        """
        row = self._connection.execute(select(documents.c.customer_id).where(*_is(serial))).first()
        if row is None:
            raise not_found(serial)
        return None if row.customer_id is None else CustomerId(row.customer_id)

    def get_chain(self, serial: Serial) -> Chain:
        """Return an invoice and all that changed it. Raises ShopError ``invoice_not_found``, ``not_an_invoice``."""
        return self._chains([invoice_of(self.get_invoice(serial).snapshot)])[0]

    def list_chains(self, customer_id: CustomerId, from_instant: datetime, to_instant: datetime) -> tuple[Chain, ...]:
        """Return the invoices made out to a customer from one instant until before another, each with its changes."""
        query = (
            select(documents.c.snapshot)
            .where(documents.c.customer_id == customer_id, documents.c.kind == DocumentKind.INVOICE.value)
            .where(documents.c.issued_at >= from_instant, documents.c.issued_at < to_instant)
            .order_by(documents.c.pk)
        )
        return self._chains([invoice_of(text) for text in self._connection.execute(query).scalars()])

    def _chains(self, invoices: Sequence[Invoice]) -> tuple[Chain, ...]:
        changes: dict[UUID, list[Invoice]] = {invoice.id: [] for invoice in invoices}
        for start in range(0, len(invoices), _MANY):
            query = (
                select(document_links.c.target_id, documents.c.snapshot)
                .join(documents, documents.c.id == document_links.c.document_id)
                .where(document_links.c.target_id.in_([invoice.id for invoice in invoices[start : start + _MANY]]))
                .where(document_links.c.kind == LinkKind.CHANGES.value)
                .order_by(documents.c.pk)
            )
            for row in self._connection.execute(query):
                changes[row.target_id].append(invoice_of(row.snapshot))
        return tuple(Chain(invoice, tuple(changes[invoice.id])) for invoice in invoices)

    def links_to(self, document_id: DocumentId, kind: LinkKind) -> tuple[Serial, ...]:
        """Return the documents that do this to a document, the oldest first."""
        query = (
            select(documents.c.year, documents.c.series, documents.c.number)
            .join(document_links, document_links.c.document_id == documents.c.id)
            .where(document_links.c.target_id == document_id, document_links.c.kind == kind.value)
            .order_by(documents.c.pk)
        )
        return tuple(serial_of(row) for row in self._connection.execute(query))

    def links_from(self, serial: Serial, kind: LinkKind) -> tuple[Serial, ...]:
        """Return the documents that a document does this to, the oldest first."""
        own = select(documents.c.id).where(*_is(serial)).scalar_subquery()
        query = (
            select(documents.c.year, documents.c.series, documents.c.number)
            .join(document_links, document_links.c.target_id == documents.c.id)
            .where(document_links.c.document_id == own, document_links.c.kind == kind.value)
            .order_by(documents.c.pk)
        )
        return tuple(serial_of(row) for row in self._connection.execute(query))

    def is_changed_since(self, certificate_id: DocumentId) -> bool:
        """Tell whether an invoice of a certificate was returned, corrected or cancelled after its issue."""
        return bool(document_list.changed_certificates(self._connection, [certificate_id]))

    def find_of_order(self, order_id: OrderId, kind: DocumentKind = DocumentKind.INVOICE) -> Invoice | None:
        """Return the newest invoice or proforma of an order, or None: one made out anew comes after the cancelled."""
        query = (
            select(documents.c.snapshot)
            .where(documents.c.order_id == order_id, documents.c.kind == kind.value)
            .order_by(documents.c.pk.desc())
        )
        snapshot = self._connection.execute(query.limit(1)).scalar()
        return None if snapshot is None else invoice_of(snapshot)

    def count_print(self, serial: Serial, *, is_receipt: bool = False) -> int:
        """Count one more print, on the form or on the till's roll, and return how many of that there were before.

        Raises ShopError as ``not_found``.
        """
        row = self._connection.execute(select(documents).where(*_is(serial))).mappings().first()
        if row is None:
            raise not_found(serial)
        counter = "receipts" if is_receipt else "prints"
        self._connection.execute(update(documents).where(*_is(serial)), {counter: row[counter] + 1})
        # The print itself is a committed write and leaves its entry, naming the document.
        self._touched.append(audited("documents", row))
        return int(row[counter])

    def find_prints(self, serial: Serial, *, is_receipt: bool = False) -> int:
        """Return how often a document was printed, on the form or on the till's roll; 0 where there is none."""
        counter = documents.c.receipts if is_receipt else documents.c.prints
        return self._connection.execute(select(counter).where(*_is(serial))).scalar() or 0

    def add_file(self, file_id: UUID, document_id: DocumentId, sha256: str, at: datetime, user_id: UUID) -> None:
        """Remember the SHA-256, in hex, of a file that a document was written to."""
        row = {
            "id": file_id,
            "document_id": document_id,
            "sha256": sha256,
            "written_at": at,
            "user_id": user_id,
            "salt": secrets.token_bytes(16),
        }
        self._connection.execute(insert(document_files), row)
        self._touched.append(audited("document_files", row))

    def list_of_file(self, sha256: str) -> tuple[Serial, ...]:
        """Return the documents in a file of this SHA-256, in their order; none where no such file was written."""
        query = (
            select(documents.c.year, documents.c.series, documents.c.number)
            .where(documents.c.id.in_(select(document_files.c.document_id).where(document_files.c.sha256 == sha256)))
            .order_by(documents.c.pk)
        )
        return tuple(serial_of(row) for row in self._connection.execute(query))

    def list_gaps(self) -> tuple[Serial, ...]:
        """Return the first number of each gap: one that should have been issued and is not there."""
        gaps = []
        for row in self._connection.execute(select(serials)).all():
            numbers = self._connection.execute(
                select(documents.c.number)
                .where(documents.c.series == row.series, documents.c.year == row.year)
                .order_by(documents.c.number)
            ).scalars()
            present = set(numbers)
            missing = (n for n in range(1, max(row.last_number, max(present, default=0)) + 1) if n not in present)
            gaps += [Serial(row.year, row.series, number) for number in list(missing)[:1]]
        return tuple(gaps)

    def list_rows(self, asked: DocumentFilter, after: int | None, limit: int) -> DocumentPage:
        """Return a page of the list, the newest first; ``after`` is the place where the page before it ended."""
        return document_list.list_page(self._connection, asked, after, limit)

    def list_runs(self, start: datetime, end: datetime) -> tuple[SerialRun, ...]:
        """Return the documents from one instant until before another, in the order of their numbers, run by run."""
        return document_list.list_runs(self._connection, start, end)

    def count(self) -> int:
        """Return how many documents were issued."""
        return self._connection.execute(select(func.count()).select_from(documents)).scalar_one()


_MANY = 500
"""So many identities are asked for at a time."""


def _is(serial: Serial) -> tuple[Any, ...]:
    return (
        documents.c.series == serial.series,
        documents.c.year == serial.year,
        documents.c.number == serial.number,
    )
