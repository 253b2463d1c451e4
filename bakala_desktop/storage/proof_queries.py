"""Read-only questions about what must always hold between the tables."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, or_, select

from bakala_desktop.domain.document import Invoice
from bakala_desktop.domain.snapshot import digest_of, from_json
from bakala_desktop.storage.document_rows import serial_of
from bakala_desktop.storage.tables import documents, order_lines, orders, tenders

_FIGURES = ("gross", "discount", "net", "vat", "total")


def orders_with_wrong_sums(connection: Connection) -> Iterator[str]:
    """Yield the ids of orders whose figures are not the sums of their lines."""
    sums = select(order_lines.c.order_id, *(func.sum(order_lines.c[name]).label(name) for name in _FIGURES)).group_by(
        order_lines.c.order_id
    )
    lines = sums.subquery()
    wrong = or_(lines.c.order_id.is_(None), *(orders.c[name] != lines.c[name] for name in _FIGURES))
    query = select(orders.c.id).outerjoin(lines, lines.c.order_id == orders.c.id).where(wrong)
    yield from (str(value) for value in connection.execute(query).scalars())


def orders_not_settled(connection: Connection) -> Iterator[str]:
    """Yield the ids of completed orders whose tenders less the change are not the payable, or that have no invoice."""
    given = (
        select(func.coalesce(func.sum(tenders.c.amount), 0)).where(tenders.c.order_id == orders.c.id).scalar_subquery()
    )
    query = (
        select(orders.c.id)
        .outerjoin(documents, documents.c.order_id == orders.c.id)
        .where(orders.c.status == "completed")
        .where(or_(documents.c.id.is_(None), given - orders.c.change != orders.c.total))
    )
    yield from (str(value) for value in connection.execute(query).scalars())


def documents_that_differ(connection: Connection) -> Iterator[str]:
    """Yield the serials of documents that are not what was issued.

    The snapshot's digest, its serial and payable against the columns, and its totals against its own lines and order.
    """
    query = select(documents, *(orders.c[name].label(f"order_{name}") for name in _FIGURES)).join(
        orders, orders.c.id == documents.c.order_id
    )
    for row in connection.execute(query):
        invoice = from_json(row.snapshot)
        if not isinstance(invoice, Invoice):
            continue
        figures = [line.figures for line in invoice.lines]
        sums = tuple(sum(getattr(f, name) for f in figures) for name in _FIGURES)
        totals = tuple(getattr(invoice.totals, name) for name in _FIGURES)
        ordered = tuple(getattr(row, f"order_{name}") for name in _FIGURES)
        same = invoice.serial == serial_of(row) and row.payable == invoice.totals.total
        if digest_of(row.snapshot) != row.digest or not same or not sums == totals == ordered:
            yield str(serial_of(row))
