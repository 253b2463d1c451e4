"""Issued documents: their gapless serials and frozen snapshots (R03; design.md, rules 6 and 7)."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from bakala_desktop.domain.audit import AuditedObject
from bakala_desktop.domain.document import DocumentKind, Invoice
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.order import OrderId
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.snapshot import digest_of, from_json, to_json
from bakala_desktop.storage.audit_trail import audited
from bakala_desktop.storage.tables import documents, serials

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

    def issue(self, invoice: Invoice) -> None:
        """Keep the snapshot of a new document for good."""
        snapshot = to_json(invoice)
        row = {
            "id": invoice.id,
            "kind": DocumentKind.INVOICE.value,
            "series": invoice.serial.series,
            "year": invoice.serial.year,
            "number": invoice.serial.number,
            "order_id": invoice.order_id,
            "issued_at": invoice.issued_at,
            "payable": invoice.totals.total,
            "snapshot": snapshot,
            "digest": digest_of(snapshot),
            "prints": 0,
            "salt": secrets.token_bytes(16),
        }
        self._connection.execute(insert(documents), row)
        self._touched.append(audited("documents", row))

    def get_invoice(self, serial: Serial) -> Invoice:
        """Return an issued invoice. Raises ShopError ``invoice_not_found``."""
        row = self._connection.execute(select(documents).where(*_is(serial))).first()
        if row is None:
            raise ShopError("invoice_not_found", serial=str(serial))
        return from_json(row.snapshot)

    def find_of_order(self, order_id: OrderId) -> Invoice | None:
        """Return the invoice of an order, or None."""
        row = self._connection.execute(
            select(documents).where(documents.c.order_id == order_id, documents.c.kind == DocumentKind.INVOICE.value)
        ).first()
        return from_json(row.snapshot) if row else None

    def count_print(self, serial: Serial) -> int:
        """Count one more print and return how many there were before."""
        row = self._connection.execute(select(documents).where(*_is(serial))).mappings().one()
        self._connection.execute(update(documents).where(*_is(serial)), {"prints": row["prints"] + 1})
        # The print itself is a committed write and leaves its entry, naming the document.
        self._touched.append(audited("documents", row))
        return int(row["prints"])

    def find_prints(self, serial: Serial) -> int:
        """Return how often a document was printed; 0 where there is none."""
        return self._connection.execute(select(documents.c.prints).where(*_is(serial))).scalar() or 0

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

    def list_recent(self, limit: int) -> tuple[tuple[Serial, datetime, int], ...]:
        """Return serial, instant and payable of the newest documents."""
        query = select(documents).order_by(documents.c.issued_at.desc(), documents.c.number.desc()).limit(limit)
        return tuple((serial_of(row), row.issued_at, row.payable) for row in self._connection.execute(query))

    def count(self) -> int:
        """Return how many documents were issued."""
        return self._connection.execute(select(func.count()).select_from(documents)).scalar_one()


def serial_of(row: Any) -> Serial:
    """Return the serial of a row."""
    return Serial(row.year, row.series, row.number)


def _is(serial: Serial) -> tuple[Any, ...]:
    return (
        documents.c.series == serial.series,
        documents.c.year == serial.year,
        documents.c.number == serial.number,
    )
