"""Read-only questions about what must always hold between the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, Table, exists, func, or_, select, tuple_, union_all

from bakala_desktop.domain.document import DocumentKind, Invoice, LinkKind
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.snapshot import Document
from bakala_desktop.storage.document_index import read_entries
from bakala_desktop.storage.document_proof import (
    FIGURES,
    StoredDocument,
    chain_differs,
    differs,
    read_document,
    replacement_differs,
)
from bakala_desktop.storage.document_rows import serial_of
from bakala_desktop.storage.tables import (
    document_lines,
    document_links,
    documents,
    order_lines,
    orders,
    products,
    refunds,
    serials,
    stock_moves,
    tenders,
)

_AT_ONCE = 500
"""So many documents are held against their parts at a time."""

_Parts = dict[UUID, list[Any]]


def counters_that_lag(connection: Connection) -> Iterator[str]:
    """Yield the last serial of each series whose counter stands before it: the next document would be refused."""
    last = func.max(documents.c.number).label("number")
    query = (
        select(documents.c.year, documents.c.series, last)
        .outerjoin(serials, (serials.c.series == documents.c.series) & (serials.c.year == documents.c.year))
        .group_by(documents.c.series, documents.c.year)
        .having(last > func.coalesce(func.max(serials.c.last_number), 0))
    )
    yield from (str(serial_of(row)) for row in connection.execute(query))


def orders_with_wrong_sums(connection: Connection) -> Iterator[str]:
    """Yield the ids of orders whose figures are not the sums of their lines."""
    sums = select(order_lines.c.order_id, *(func.sum(order_lines.c[name]).label(name) for name in FIGURES)).group_by(
        order_lines.c.order_id
    )
    lines = sums.subquery()
    wrong = or_(lines.c.order_id.is_(None), *(orders.c[name] != lines.c[name] for name in FIGURES))
    query = select(orders.c.id).outerjoin(lines, lines.c.order_id == orders.c.id).where(wrong)
    yield from (str(value) for value in connection.execute(query).scalars())


def orders_not_settled(connection: Connection) -> Iterator[str]:
    """Yield the ids of completed orders whose tenders less the change are not the payable, or that have no invoice."""
    given = (
        select(func.coalesce(func.sum(tenders.c.amount), 0)).where(tenders.c.order_id == orders.c.id).scalar_subquery()
    )
    invoiced = exists().where(documents.c.order_id == orders.c.id, documents.c.kind == DocumentKind.INVOICE.value)
    query = (
        select(orders.c.id)
        .where(orders.c.status == "completed")
        .where(or_(~invoiced, given - orders.c.change != orders.c.total))
    )
    yield from (str(value) for value in connection.execute(query).scalars())


def goods_with_wrong_moves(connection: Connection) -> Iterator[str]:
    """Yield the skus of goods whose stock moves are not what the books of some order say of them.

    Each sale and each change of it moves what it adds to the books, with the sign turned, whether the goods are counted
    or not; an invoice that is made out anew moves nothing, and its two documents add nothing. The count itself,
    ``stock_e8``, is not held against the moves: an import sets it to what was counted, and writes no move.
    """
    moved = select(stock_moves.c.product_id, stock_moves.c.order_id, stock_moves.c.delta_e8.label("e8"))
    booked = select(document_lines.c.product_id, documents.c.order_id, document_lines.c.quantity_e8).join(
        documents, documents.c.id == document_lines.c.document_id
    )
    both = union_all(moved.where(stock_moves.c.order_id.is_not(None)), booked).subquery()
    wrong = select(both.c.product_id).group_by(both.c.order_id, both.c.product_id).having(func.sum(both.c.e8) != 0)
    yield from connection.execute(
        select(products.c.sku).where(products.c.id.in_(wrong)).order_by(products.c.pk)
    ).scalars()


def documents_that_differ(connection: Connection) -> Iterator[str]:
    """Yield the serials of documents that are not what was issued, or whose chain does not add up.

    Each row, its book lines, links, refunds and index entry against its own snapshot; an invoice against its order;
    and what the changes of an invoice leave of its lines against what they say.
    """
    alone = list(_documents_by_themselves(connection))
    yield from alone
    yield from (serial for serial in _chains(connection) if serial not in alone)


def _documents_by_themselves(connection: Connection) -> Iterator[str]:
    rows = connection.execute(select(documents).order_by(documents.c.pk))
    while batch := rows.fetchmany(_AT_ONCE):
        for stored in _with_parts(connection, batch):
            document = read_document(stored.row)
            if document is None or differs(stored, document):
                yield str(serial_of(stored.row))


def _with_parts(connection: Connection, batch: Sequence[Any]) -> Iterator[StoredDocument]:
    """Read what belongs to a batch of documents."""
    ids = [row.id for row in batch]
    order_ids = [row.order_id for row in batch if row.order_id is not None]
    booked = _parts(connection, document_lines, document_lines.c.document_id, ids)
    given = _parts(connection, refunds, refunds.c.document_id, ids)
    entries = read_entries(connection, [row.pk for row in batch])
    linked = _grouped(connection, _links_from(ids))
    goods = _parts(connection, order_lines, order_lines.c.order_id, order_ids)
    ordered = {row.id: row for row in connection.execute(select(orders).where(orders.c.id.in_(order_ids)))}
    for row in batch:
        yield StoredDocument(
            row,
            booked.get(row.id, ()),
            given.get(row.id, ()),
            linked.get(row.id, ()),
            ordered.get(row.order_id),
            {line.number: line.product_id for line in goods.get(row.order_id, ())},
            entries.get(row.pk),
        )


def _links_from(ids: Sequence[UUID]) -> Select[Any]:
    return (
        select(
            document_links.c.document_id.label("of"),
            document_links.c.kind,
            documents.c.year,
            documents.c.series,
            documents.c.number,
        )
        .join(documents, documents.c.id == document_links.c.target_id)
        .where(document_links.c.document_id.in_(ids))
        .order_by(document_links.c.document_id)
    )


def _parts(connection: Connection, table: Table, owner: ColumnElement[UUID], ids: Sequence[UUID]) -> _Parts:
    return _grouped(connection, select(owner.label("of"), table).where(owner.in_(ids)).order_by(owner, table.c.number))


def _grouped(connection: Connection, query: Select[Any]) -> _Parts:
    return {owner: list(rows) for owner, rows in groupby(connection.execute(query), key=lambda row: row.of)}


def _chains(connection: Connection) -> Iterator[str]:
    """Yield the serials of invoices whose changes do not add up."""
    changed = select(document_links.c.target_id).where(_CHANGES)
    rows = connection.execute(
        select(documents.c.id, documents.c.year, documents.c.series, documents.c.number)
        .where(documents.c.id.in_(changed))
        .order_by(documents.c.pk)
    )
    while batch := rows.fetchmany(_AT_ONCE):
        yield from _wrong_chains(connection, batch)


_CHANGES = document_links.c.kind == LinkKind.CHANGES.value


def _wrong_chains(connection: Connection, batch: Sequence[Any]) -> Iterator[str]:
    """Yield the serials of those of these invoices whose changes do not add up."""
    ids = [row.id for row in batch]
    sold = _parts(connection, document_lines, document_lines.c.document_id, ids)
    booked = _lines_of_changes(connection, ids)
    changes = {
        invoice_id: [(read_document(row), booked.get(row.id, ())) for row in rows]
        for invoice_id, rows in _grouped(connection, _changes_of(ids)).items()
    }
    anew = _made_anew(connection, [change for own in changes.values() for change, _ in own])
    for row in batch:
        own = [(change, lines) for change, lines in changes.get(row.id, ()) if isinstance(change, Invoice)]
        serial = serial_of(row)
        wrong = chain_differs(sold.get(row.id, ()), own)
        if wrong or any(_is_not_made_anew(anew, serial, change) for change, _ in own):
            yield str(serial)


def _changes_of(ids: Sequence[UUID]) -> Select[Any]:
    return (
        select(document_links.c.target_id.label("of"), documents)
        .join(documents, documents.c.id == document_links.c.document_id)
        .where(_CHANGES, document_links.c.target_id.in_(ids))
        .order_by(document_links.c.target_id, documents.c.pk)
    )


def _lines_of_changes(connection: Connection, ids: Sequence[UUID]) -> _Parts:
    """Return the book lines of all that changed these invoices, by the document that they belong to."""
    lines = document_lines.c
    query = (
        select(lines.document_id.label("of"), document_lines)
        .join(document_links, document_links.c.document_id == lines.document_id)
        .where(_CHANGES, document_links.c.target_id.in_(ids))
        .order_by(lines.document_id, lines.number)
    )
    return _grouped(connection, query)


def _made_anew(connection: Connection, changes: Iterable[Document | None]) -> dict[Serial, Document | None]:
    """Return the invoices that cancellations among these say were made out anew, as far as they are there."""
    named = {change.replaced_by for change in changes if isinstance(change, Invoice)} - {None}
    place = tuple_(documents.c.series, documents.c.year, documents.c.number)
    query = select(documents).where(place.in_([(s.series, s.year, s.number) for s in named if s is not None]))
    return {serial_of(row): read_document(row) for row in connection.execute(query)} if named else {}


def _is_not_made_anew(anew: Mapping[Serial, Document | None], cancelled: Serial, change: Invoice) -> bool:
    serial = change.replaced_by
    return serial is not None and replacement_differs(cancelled, change, anew.get(serial))
