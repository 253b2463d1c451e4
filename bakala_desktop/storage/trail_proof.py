"""What the audit trail tells of documents, held against their rows where the rows' own digests say nothing: the place
of each in the order of issue, and how often it was printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Column, Connection, func, select

from bakala_desktop.domain.serial import Serial
from bakala_desktop.storage.document_rows import serial_of
from bakala_desktop.storage.tables import audit_entries, audit_objects, documents

_FORMS, _RECEIPTS = ("document.print", "document.export"), ("document.receipt",)
"""The actions that count a print of the form, and of the receipt: each names every document that it prints, once a
print."""


class PrintCount(NamedTuple):
    """How many prints of a document its counters say, and how many the trail knows: of the form, or of the receipt."""

    serial: Serial
    counted: int
    told: int


class Misplaced(NamedTuple):
    """A document that was issued after another and has its place before it."""

    serial: Serial
    before: Serial


def prints_that_differ(connection: Connection) -> Iterator[PrintCount]:
    """Yield the documents whose counters are not what the trail tells: the next paper would be a false original."""
    for counter, actions in ((documents.c.prints, _FORMS), (documents.c.receipts, _RECEIPTS)):
        yield from _counts_that_differ(connection, counter, actions)


def _counts_that_differ(connection: Connection, counter: Column[int], actions: tuple[str, ...]) -> Iterator[PrintCount]:
    told = (
        select(audit_objects.c.object_id, func.count().label("prints"))
        .join(audit_entries, audit_entries.c.seq == audit_objects.c.seq)
        .where(audit_objects.c.kind == documents.name, audit_entries.c.action.in_(actions))
        .group_by(audit_objects.c.object_id)
        .subquery()
    )
    counted, known = counter, func.coalesce(told.c.prints, 0)
    query = (
        select(documents.c.year, documents.c.series, documents.c.number, counted.label("counted"), known.label("told"))
        .outerjoin(told, told.c.object_id == documents.c.id)
        .where(counted != known)
        .order_by(documents.c.pk)
    )
    yield from (PrintCount(serial_of(row), row.counted, row.told) for row in connection.execute(query))


def documents_out_of_place(connection: Connection) -> Iterator[Misplaced]:
    """Yield the documents whose place is not that of their issue, which the trail tells by naming each at once.

    The place orders chains and the list, and says whether an invoice was changed after it was certified.
    """
    mention = func.row_number().over(
        partition_by=audit_objects.c.object_id, order_by=(audit_objects.c.seq, audit_objects.c.position)
    )
    told = (
        select(audit_objects.c.object_id, audit_objects.c.seq, audit_objects.c.position, mention.label("mention"))
        .where(audit_objects.c.kind == documents.name)
        .subquery()
    )
    names = ("pk", "year", "series", "number")
    order = (told.c.seq, told.c.position)
    earlier = (func.lag(documents.c[name]).over(order_by=order).label(f"earlier_{name}") for name in names)
    issued = (
        select(*(documents.c[name] for name in names), *earlier, *order)
        .join(told, told.c.object_id == documents.c.id)
        .where(told.c.mention == 1)
        .subquery()
    )
    query = select(issued).where(issued.c.pk < issued.c.earlier_pk).order_by(issued.c.seq, issued.c.position)
    for row in connection.execute(query):
        yield Misplaced(serial_of(row), Serial(row.earlier_year, row.earlier_series, row.earlier_number))
