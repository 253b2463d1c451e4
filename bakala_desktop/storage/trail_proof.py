"""What the audit trail tells of documents, held against their rows where the rows' own digests say nothing: how often
each was printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from bakala_desktop.domain.serial import Serial
from bakala_desktop.storage.document_rows import serial_of
from bakala_desktop.storage.tables import audit_entries, audit_objects, documents

_PRINTING = ("document.print", "document.export")
"""The actions that count a print: each names every document that it prints, once a print."""


class PrintCount(NamedTuple):
    """How many prints a document's counters say, forms and receipts together, and how many the trail knows."""

    serial: Serial
    counted: int
    told: int


def prints_that_differ(connection: Connection) -> Iterator[PrintCount]:
    """Yield the documents whose counters are not what the trail tells: the next paper would be a false original."""
    told = (
        select(audit_objects.c.object_id, func.count().label("prints"))
        .join(audit_entries, audit_entries.c.seq == audit_objects.c.seq)
        .where(audit_objects.c.kind == documents.name, audit_entries.c.action.in_(_PRINTING))
        .group_by(audit_objects.c.object_id)
        .subquery()
    )
    counted, known = documents.c.prints + documents.c.receipts, func.coalesce(told.c.prints, 0)
    query = (
        select(documents.c.year, documents.c.series, documents.c.number, counted.label("counted"), known.label("told"))
        .outerjoin(told, told.c.object_id == documents.c.id)
        .where(counted != known)
        .order_by(documents.c.pk)
    )
    yield from (PrintCount(serial_of(row), row.counted, row.told) for row in connection.execute(query))
