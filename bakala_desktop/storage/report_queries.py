"""Read-only sums for reports, over the lines that each document adds to the books.

An invoice that was made out anew to another buyer moves no money: it and the cancellation it came with are left out, as
they add up to nothing. Times of day are Tehran's, which has been +03:30 all year round since 1401.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Integer, case, exists, func, select, type_coerce

from bakala_desktop.domain.book_report import GoodsSum, KindSum, RateKindSum, StockRow
from bakala_desktop.domain.document import DocumentKind, LinkKind
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.pricing import Figures
from bakala_desktop.domain.tax import VatRate
from bakala_desktop.storage.tables import document_lines, document_links, documents, orders, products, refunds, tenders

_FIGURES = ("gross", "discount", "net", "vat", "total")
_TEHRAN_MICROS = int(timedelta(hours=3, minutes=30) / timedelta(microseconds=1))
_DAY_MICROS = 86_400_000_000
_EPOCH = date(1970, 1, 1)


def _sums() -> list[ColumnElement[int]]:
    return [func.coalesce(func.sum(document_lines.c[name]), 0).label(name) for name in _FIGURES]


def _figures(row: object) -> Figures:
    return Figures(*(Rial(getattr(row, name)) for name in _FIGURES))


def _counted(start: datetime, end: datetime) -> tuple[ColumnElement[bool], ...]:
    """Say which documents of a period count: all that moved goods or money."""
    own, others = document_links.alias("own"), document_links.alias("others")
    changed = document_links.alias("changed")
    replaces = exists().where(own.c.document_id == documents.c.id, own.c.kind == LinkKind.REPLACES.value)
    was_replaced = exists().where(
        changed.c.document_id == documents.c.id,
        changed.c.kind == LinkKind.CHANGES.value,
        others.c.target_id == changed.c.target_id,
        others.c.kind == LinkKind.REPLACES.value,
    )
    is_made_anew = (documents.c.kind == DocumentKind.INVOICE.value) & replaces
    is_cancelled_for_it = (documents.c.kind == DocumentKind.CANCELLATION.value) & was_replaced
    return (documents.c.issued_at >= start, documents.c.issued_at < end, ~is_made_anew, ~is_cancelled_for_it)


def sums_by_kind(connection: Connection, start: datetime, end: datetime) -> tuple[KindSum, ...]:
    """Return count and sums of each kind of document from one instant to another, the latter not included."""
    query = (
        select(documents.c.kind, func.count(documents.c.id.distinct()).label("papers"), *_sums())
        .join(document_lines, document_lines.c.document_id == documents.c.id)
        .where(*_counted(start, end))
        .group_by(documents.c.kind)
    )
    rows = connection.execute(query)
    return tuple(KindSum(DocumentKind(row.kind), row.papers, _figures(row)) for row in rows)


def sums_by_rate(connection: Connection, start: datetime, end: datetime) -> tuple[RateKindSum, ...]:
    """Return base and VAT of each kind of document and rate."""
    query = (
        select(documents.c.kind, document_lines.c.vat_rate, *_sums())
        .join(document_lines, document_lines.c.document_id == documents.c.id)
        .where(*_counted(start, end))
        .group_by(documents.c.kind, document_lines.c.vat_rate)
    )
    return tuple(
        RateKindSum(DocumentKind(row.kind), VatRate(row.vat_rate), Rial(row.net), Rial(row.vat))
        for row in connection.execute(query)
    )


def sums_by_day(connection: Connection, start: datetime, end: datetime) -> tuple[tuple[date, int, Figures], ...]:
    """Return for each shop day with a document its number of invoices and what was sold less what came back."""
    micros = type_coerce(documents.c.issued_at, Integer)
    day = ((micros + _TEHRAN_MICROS) // _DAY_MICROS).label("day")
    invoice = case((documents.c.kind == DocumentKind.INVOICE.value, documents.c.id))
    query = (
        select(day, func.count(invoice.distinct()).label("papers"), *_sums())
        .join(document_lines, document_lines.c.document_id == documents.c.id)
        .where(*_counted(start, end))
        .group_by(day)
        .order_by(day)
    )
    rows = connection.execute(query)
    return tuple((_EPOCH + timedelta(days=row.day), row.papers, _figures(row)) for row in rows)


def sums_by_goods(connection: Connection, start: datetime, end: datetime) -> tuple[GoodsSum, ...]:
    """Return what was sold of each product, returns taken off, the largest sums first."""
    quantity = func.sum(document_lines.c.quantity_e8).label("quantity_e8")
    query = (
        select(products.c.sku, products.c.title, products.c.unit, quantity, *_sums())
        .join_from(documents, document_lines, document_lines.c.document_id == documents.c.id)
        .join(products, products.c.id == document_lines.c.product_id)
        .where(*_counted(start, end))
        .group_by(products.c.id)
        .order_by(func.sum(document_lines.c.total).desc(), products.c.sku)
    )
    rows = connection.execute(query)
    return tuple(GoodsSum(row.sku, row.title, row.unit, row.quantity_e8, _figures(row)) for row in rows)


def sums_by_tender(connection: Connection, start: datetime, end: datetime) -> dict[str, Rial]:
    """Return what came in by each kind of tender: cash without the change, refunds taken off."""
    sums: dict[str, int] = {}
    for kind, amount in _money(connection, start, end):
        sums[kind] = sums.get(kind, 0) + amount
    return {kind: Rial(amount) for kind, amount in sorted(sums.items())}


def _money(connection: Connection, start: datetime, end: datetime) -> Iterator[tuple[str, int]]:
    period = (*_counted(start, end), documents.c.kind == DocumentKind.INVOICE.value)
    paid = (
        select(tenders.c.kind, func.sum(tenders.c.amount))
        .join_from(documents, tenders, tenders.c.order_id == documents.c.order_id)
        .where(*period)
        .group_by(tenders.c.kind)
    )
    yield from ((kind, amount) for kind, amount in connection.execute(paid))
    change = (
        select(func.coalesce(func.sum(orders.c.change), 0))
        .join_from(documents, orders, orders.c.id == documents.c.order_id)
        .where(*period)
    )
    given_out = connection.execute(change).scalar_one()
    if given_out:
        yield "cash", -given_out
    back = (
        select(refunds.c.kind, func.sum(refunds.c.amount))
        .join_from(documents, refunds, refunds.c.document_id == documents.c.id)
        .where(*_counted(start, end))
        .group_by(refunds.c.kind)
    )
    yield from ((kind, -amount) for kind, amount in connection.execute(back))


def list_stock(connection: Connection) -> tuple[StockRow, ...]:
    """Return every product that is counted, by category and title."""
    c = products.c
    query = (
        select(c.sku, c.title, c.unit, c.category, c.stock_e8, c.price, c.cost)
        .where(c.stock_e8.is_not(None))
        .order_by(c.category, c.title, c.sku)
    )
    return tuple(StockRow(*row) for row in connection.execute(query))
