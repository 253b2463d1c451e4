"""The list of documents, page by page, the newest first, with what happened to each of them afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select, union_all

from bakala_desktop.domain.document import DocumentKind, LinkKind
from bakala_desktop.domain.document_filter import DocumentFilter, DocumentMark, DocumentPage, DocumentRow
from bakala_desktop.domain.money import Rial
from bakala_desktop.storage.column_types import from_micros
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
_HIGHEST = 1 << 62


def list_page(connection: Connection, asked: DocumentFilter, after: int | None, limit: int) -> DocumentPage:
    """Return at most ``limit`` rows that follow the place ``after`` (None: from the newest on)."""
    own, others = expressions_of(asked)
    first = _find(connection, own, asked, _HIGHEST, limit) if own and after is None else []
    room = limit - len(first)
    rest = _find(connection, others, asked, _HIGHEST if after is None else after, room + 1)
    shown = [*first, *rest[:room]]
    marks = marks_of(connection, [UUID(row.id) for row in shown])
    names = _names(connection, {UUID(row.user_id) for row in shown if row.user_id})
    goes_on = len(rest) > room
    rows = tuple(_row(row, names, marks.get(UUID(row.id), frozenset())) for row in shown)
    return DocumentPage(rows, shown[-1].pk if goes_on and rest[:room] else None)


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
    """Return what later documents did to these, by identity; those that nothing happened to are left out."""
    query = (
        select(document_links.c.target_id, document_links.c.kind.label("link"), documents.c.kind)
        .join(documents, documents.c.id == document_links.c.document_id)
        .where(document_links.c.target_id.in_(ids))
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
    return {document_id: frozenset(own) for document_id, own in marks.items()}


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
