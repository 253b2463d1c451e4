"""The list of documents, page by page, the newest first, with what happened to each of them afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select, union_all

from bakala_desktop.domain.document import DocumentKind, LinkKind
from bakala_desktop.domain.document_filter import DocumentFilter, DocumentMark, DocumentPage, DocumentRow
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.serial_list import SerialRun
from bakala_desktop.storage.column_types import from_micros, to_micros
from bakala_desktop.storage.document_index import expressions_of
from bakala_desktop.storage.document_rows import serial_of
from bakala_desktop.storage.tables import document_lines, document_links, documents, users

_COLUMNS = "d.pk, d.id, d.kind, d.series, d.year, d.number, d.user_id, d.issued_at, d.payable, d.prints"
# The index's rows come in the list's order, and each is looked up: the other way round all would have to be sorted.
_FOUND = (
    f"SELECT {_COLUMNS}, w.buyer FROM documents_words w CROSS JOIN documents d ON d.pk = w.rowid"
    " WHERE documents_words MATCH ? AND w.rowid < ? AND d.payable BETWEEN ? AND ? ORDER BY w.rowid DESC LIMIT ?"
)
_ALL = (
    f"SELECT {_COLUMNS}, w.buyer FROM documents d LEFT JOIN documents_words w ON w.rowid = d.pk"
    " WHERE d.pk < ? ORDER BY d.pk DESC LIMIT ?"
)
_ISSUED = (
    f"SELECT {_COLUMNS}, w.buyer FROM documents d LEFT JOIN documents_words w ON w.rowid = d.pk"
    " WHERE d.issued_at >= ? AND d.issued_at < ? ORDER BY d.series, d.year, d.number"
)
_HIGHEST = 1 << 62
_AT_ONCE = 500
"""So many documents are asked for their marks at a time."""


def list_page(connection: Connection, asked: DocumentFilter, after: int | None, limit: int) -> DocumentPage:
    """Return at most ``limit`` rows that follow the place ``after`` (None: from the newest on)."""
    own, others = expressions_of(asked)
    first = _find(connection, own, asked, _HIGHEST, limit) if own and after is None else []
    room = limit - len(first)
    rest = _find(connection, others, asked, _HIGHEST if after is None else after, room + 1)
    shown = [*first, *rest[:room]]
    # Where the rows of a lone number fill the page, the next one begins with the newest of the others.
    end = None if len(rest) <= room else rest[room - 1].pk if room else _HIGHEST
    return DocumentPage(_rows(connection, shown), end)


def list_runs(connection: Connection, start: datetime, end: datetime) -> tuple[SerialRun, ...]:
    """Return the documents from one instant until before another, in the order of their numbers, run by run."""
    rows = _rows(connection, connection.exec_driver_sql(_ISSUED, (to_micros(start), to_micros(end))).all())
    runs = []
    for (kind, year), own in groupby(rows, key=lambda row: (row.kind, row.serial.year)):
        issued = tuple(own)
        runs.append(SerialRun(kind, year, issued, _missing(connection, issued)))
    return tuple(runs)


def _missing(connection: Connection, issued: Sequence[DocumentRow]) -> int:
    first, last = issued[0].serial, issued[-1].serial
    present = connection.execute(
        select(func.count())
        .select_from(documents)
        .where(documents.c.series == first.series, documents.c.year == first.year)
        .where(documents.c.number.between(first.number, last.number))
    ).scalar_one()
    return last.number - first.number + 1 - present


def _rows(connection: Connection, found: Sequence[Any]) -> tuple[DocumentRow, ...]:
    ids = [UUID(row.id) for row in found]
    marks: dict[UUID, frozenset[DocumentMark]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        marks |= marks_of(connection, ids[start : start + _AT_ONCE])
    names = _names(connection, {UUID(row.user_id) for row in found if row.user_id})
    return tuple(_row(row, names, marks.get(own, frozenset())) for row, own in zip(found, ids, strict=True))


def _find(connection: Connection, expression: str, asked: DocumentFilter, before: int, limit: int) -> Sequence[Any]:
    if not expression:
        return connection.exec_driver_sql(_ALL, (before, limit)).all()
    most = _HIGHEST if asked.most is None else asked.most
    return connection.exec_driver_sql(_FOUND, (expression, before, asked.least or 0, most, limit)).all()


def _row(row: Any, names: Mapping[UUID, str], marks: frozenset[DocumentMark]) -> DocumentRow:
    return DocumentRow(
        place=row.pk,
        serial=serial_of(row),
        kind=DocumentKind(row.kind),
        issued_at=from_micros(row.issued_at),
        payable=Rial(row.payable),
        buyer=row.buyer or "",
        cashier=names.get(UUID(row.user_id), "") if row.user_id else "",
        prints=row.prints,
        marks=marks,
    )


def _names(connection: Connection, ids: Iterable[UUID]) -> dict[UUID, str]:
    rows = connection.execute(select(users.c.id, users.c.name).where(users.c.id.in_(list(ids))))
    return {row.id: row.name for row in rows}


_OF_KIND = {
    DocumentKind.CANCELLATION.value: DocumentMark.CANCELLED,
    DocumentKind.CORRECTION.value: DocumentMark.CORRECTED,
    DocumentKind.RETURN.value: DocumentMark.PARTLY_RETURNED,
}


def marks_of(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, frozenset[DocumentMark]]:
    """Return what later documents did to these, by identity; those that nothing happened to are left out.

    A certificate that was replaced certifies no more.
    """
    query = (
        select(document_links.c.target_id, document_links.c.kind.label("link"), documents.c.kind)
        .join(documents, documents.c.id == document_links.c.document_id)
        .where(document_links.c.target_id.in_(ids))
        .where(or_(document_links.c.kind != LinkKind.CERTIFIES.value, ~_is_replaced()))
    )
    marks: dict[UUID, set[DocumentMark]] = {}
    for row in connection.execute(query):
        marks.setdefault(row.target_id, set()).add(_mark(row))
    returned = [document_id for document_id, own in marks.items() if DocumentMark.PARTLY_RETURNED in own]
    for document_id in _with_nothing_left(connection, returned):
        # A cancelled invoice has nothing left either, but by another way.
        own = marks[document_id]
        if DocumentMark.CANCELLED not in own:
            marks[document_id] = own - {DocumentMark.PARTLY_RETURNED} | {DocumentMark.FULLY_RETURNED}
    for document_id in changed_certificates(connection, ids):
        own = marks.setdefault(document_id, set())
        if DocumentMark.REPLACED not in own:
            own.add(DocumentMark.CHANGED)
    return {document_id: frozenset(own) for document_id, own in marks.items()}


def changed_certificates(connection: Connection, ids: Sequence[UUID]) -> Sequence[UUID]:
    """Return those of these documents that are certificates of which an invoice was changed after their issue."""
    certificates, changes, borne = documents.alias(), documents.alias(), document_links.alias()
    query = (
        select(certificates.c.id)
        .join(borne, and_(borne.c.document_id == certificates.c.id, borne.c.kind == LinkKind.CERTIFIES.value))
        .join(document_links, document_links.c.target_id == borne.c.target_id)
        .join(changes, changes.c.id == document_links.c.document_id)
        .where(certificates.c.id.in_(ids), document_links.c.kind == LinkKind.CHANGES.value)
        .where(changes.c.pk > certificates.c.pk)
        .distinct()
    )
    return connection.execute(query).scalars().all()


def _is_replaced() -> ColumnElement[bool]:
    """The condition that the document of a link was replaced."""
    later = document_links.alias()
    return exists().where(
        and_(later.c.target_id == document_links.c.document_id, later.c.kind == LinkKind.REPLACES.value)
    )


def _mark(row: Any) -> DocumentMark:
    if row.link == LinkKind.CHANGES.value:
        return _OF_KIND[row.kind]
    return DocumentMark.REPLACED if row.link == LinkKind.REPLACES.value else DocumentMark.CERTIFIED


def _with_nothing_left(connection: Connection, ids: Sequence[UUID]) -> Sequence[UUID]:
    """Return the invoices whose goods were all taken out of the books again."""
    if not ids:
        return ()
    own = select(documents.c.id.label("document_id"), documents.c.id.label("invoice_id")).where(documents.c.id.in_(ids))
    changes = select(document_links.c.document_id, document_links.c.target_id).where(
        document_links.c.target_id.in_(ids), document_links.c.kind == LinkKind.CHANGES.value
    )
    chains = union_all(own, changes).subquery()
    query = (
        select(chains.c.invoice_id)
        .join(document_lines, document_lines.c.document_id == chains.c.document_id)
        .group_by(chains.c.invoice_id)
        .having(func.sum(document_lines.c.quantity_e8) == 0)
    )
    return connection.execute(query).scalars().all()
