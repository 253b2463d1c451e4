"""Orders, their lines and tenders in the database."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from bakala_desktop.domain.audit import AuditedObject
from bakala_desktop.domain.customer import CustomerId
from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.order import Order, OrderId, OrderLine, OrderStatus
from bakala_desktop.domain.pricing import PERCENT_SCALE, Discount, Figures
from bakala_desktop.domain.product import ProductId
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.tax import VatRate
from bakala_desktop.domain.tender import Settlement, Tender, TenderKind
from bakala_desktop.storage.audit_trail import audited
from bakala_desktop.storage.tables import customers, documents, order_lines, orders, tenders


@dataclass(frozen=True, slots=True)
class OrderSummary:
    """One line of the list of orders."""

    id: OrderId
    status: OrderStatus
    customer: str
    payable: Rial
    created_at: datetime
    serial: str


def _figures(figures: Figures) -> dict[str, int]:
    return {
        "gross": figures.gross,
        "discount": figures.discount,
        "net": figures.net,
        "vat": figures.vat,
        "total": figures.total,
    }


def _discount(discount: Discount | None) -> dict[str, int | None]:
    percent = discount.percent if discount else None
    return {
        "discount_percent_e4": None if percent is None else int(percent * PERCENT_SCALE),
        "discount_rial": discount.rial if discount else None,
    }


def _load_discount(row: Any) -> Discount | None:
    if row.discount_percent_e4 is not None:
        return Discount(percent=Decimal(row.discount_percent_e4) / PERCENT_SCALE)
    return None if row.discount_rial is None else Discount(rial=Rial(row.discount_rial))


def _order_row(order: Order) -> dict[str, Any]:
    return {
        "id": order.id,
        "reference": order.reference or None,
        "status": order.status.value,
        "customer_id": order.customer_id,
        **_discount(order.discount),
        **_figures(order.totals),
        "change": order.settlement.change if order.settlement else 0,
        "completed_at": order.completed_at,
    }


def _line_rows(order: Order) -> list[dict[str, Any]]:
    return [
        {
            "order_id": order.id,
            "number": number,
            "product_id": line.product_id,
            "sku": line.sku,
            "title": line.title,
            "unit": line.unit,
            "category": line.category,
            "goods_id": line.goods_id,
            "quantity_e8": line.quantity.e8,
            "unit_price": line.unit_price,
            "vat_rate": line.vat_rate,
            "own_vat_rate": line.own_vat_rate,
            "price_includes_vat": line.price_includes_vat,
            "is_measured": line.is_measured,
            **_discount(line.discount),
            **_figures(figures),
        }
        for number, (line, figures) in enumerate(zip(order.lines, order.figures, strict=True), 1)
    ]


def _tender_rows(order: Order) -> list[dict[str, Any]]:
    given = order.settlement.tenders if order.settlement else ()
    return [
        {
            "order_id": order.id,
            "number": n,
            "kind": t.kind.value,
            "amount": t.amount,
            "reference": t.reference,
        }
        for n, t in enumerate(given, 1)
    ]


def _load_line(row: Any) -> OrderLine:
    return OrderLine(
        product_id=ProductId(row.product_id),
        sku=row.sku,
        title=row.title,
        unit=row.unit,
        quantity=Quantity(row.quantity_e8),
        unit_price=Rial(row.unit_price),
        vat_rate=VatRate(row.vat_rate),
        price_includes_vat=row.price_includes_vat,
        is_measured=row.is_measured,
        discount=_load_discount(row),
        category=row.category,
        own_vat_rate=None if row.own_vat_rate is None else VatRate(row.own_vat_rate),
        goods_id=row.goods_id,
    )


OPEN = frozenset(status.value for status in (OrderStatus.DRAFT, OrderStatus.PARKED, OrderStatus.AWAITING_PAYMENT))
"""The states of an order that may be rewritten: nothing was issued or paid for it yet."""

_OWN = documents.alias()
_NEWEST_INVOICE = (
    select(func.max(_OWN.c.pk))
    .where(_OWN.c.order_id == orders.c.id, _OWN.c.kind == DocumentKind.INVOICE.value)
    .correlate(orders)
    .scalar_subquery()
)
"""An order may have a proforma, changing documents, and an invoice that was made out anew: the newest one counts."""

_BY_ID = select(orders).where(orders.c.id == bindparam("wanted"))


class OrderStore:
    """Finds and keeps orders."""

    def __init__(self, connection: Connection, touched: list[AuditedObject]) -> None:
        self._connection = connection
        self._touched = touched

    def add(self, order: Order, created_at: datetime, user_id: UUID) -> None:
        """Write a new order with its lines and tenders."""
        row = {
            **_order_row(order),
            "created_at": created_at,
            "user_id": user_id,
            "salt": secrets.token_bytes(16),
        }
        self._connection.execute(insert(orders), row)
        self._write_parts(order, row)

    def replace(self, order: Order) -> None:
        """Rewrite an order that is still open, with its lines and tenders; who made it, and when, stays.

        Raises ShopError ``order_not_found``, ``order_not_open`` where it was completed or cancelled meanwhile.
        """
        known = self._connection.execute(_BY_ID, {"wanted": order.id}).mappings().first()
        if known is None:
            raise ShopError("order_not_found", id=str(order.id))
        if known["status"] not in OPEN:
            raise ShopError("order_not_open", status=known["status"])
        row = {**known, **_order_row(order)}
        self._connection.execute(update(orders).where(orders.c.id == order.id), row)
        for table in (order_lines, tenders):
            self._connection.execute(delete(table).where(table.c.order_id == order.id))
        self._write_parts(order, row)

    def _write_parts(self, order: Order, row: Mapping[str, Any]) -> None:
        lines, given = _line_rows(order), _tender_rows(order)
        self._connection.execute(insert(order_lines), lines)
        if given:
            self._connection.execute(insert(tenders), given)
        self._touched.append(audited("orders", row, {"order_lines": lines, "tenders": given}))

    def find_by_reference(self, reference: str) -> Order | None:
        """Return the order that a caller's reference made, or None."""
        row = self._connection.execute(select(orders).where(orders.c.reference == reference)).first()
        return self._load(row) if row else None

    def get(self, order_id: OrderId) -> Order:
        """Return an order. Raises ShopError ``order_not_found``."""
        row = self._connection.execute(_BY_ID, {"wanted": order_id}).first()
        if row is None:
            raise ShopError("order_not_found", id=str(order_id))
        return self._load(row)

    def find(self, order_id: OrderId) -> Order | None:
        """Return an order, or None."""
        row = self._connection.execute(_BY_ID, {"wanted": order_id}).first()
        return self._load(row) if row else None

    def _load(self, row: Any) -> Order:
        order_id = OrderId(row.id)
        lines = self._rows(order_lines, order_id)
        given = tuple(Tender(TenderKind(t.kind), Rial(t.amount), t.reference) for t in self._rows(tenders, order_id))
        return Order(
            id=order_id,
            reference=row.reference or "",
            lines=tuple(map(_load_line, lines)),
            discount=_load_discount(row),
            customer_id=None if row.customer_id is None else CustomerId(row.customer_id),
            status=OrderStatus(row.status),
            settlement=Settlement(given, Rial(row.change)) if row.completed_at else None,
            completed_at=row.completed_at,
        )

    def _rows(self, table: Any, order_id: OrderId) -> Sequence[Any]:
        query = select(table).where(table.c.order_id == order_id).order_by(table.c.number)
        return self._connection.execute(query).all()

    def list_orders(self, status: OrderStatus | None, limit: int) -> tuple[OrderSummary, ...]:
        """Return the newest orders first, of one status or of all."""
        query = (
            select(
                orders.c.id,
                orders.c.status,
                orders.c.total,
                orders.c.created_at,
                customers.c.first_name,
                customers.c.last_name,
                customers.c.name,
                documents.c.year,
                documents.c.series,
                documents.c.number,
            )
            .outerjoin(customers, customers.c.id == orders.c.customer_id)
            .outerjoin(documents, documents.c.pk == _NEWEST_INVOICE)
            .order_by(orders.c.created_at.desc(), orders.c.id.desc())
            .limit(limit)
        )
        if status is not None:
            query = query.where(orders.c.status == status.value)
        return tuple(_summary(row) for row in self._connection.execute(query).mappings())


def _summary(row: Mapping[Any, Any]) -> OrderSummary:
    person = f"{row['first_name'] or ''} {row['last_name'] or ''}".strip()
    serial = f"{row['year']}-{row['series']}-{row['number']:07d}" if row["number"] else ""
    return OrderSummary(
        OrderId(row["id"]),
        OrderStatus(row["status"]),
        row["name"] or person,
        Rial(row["total"]),
        row["created_at"],
        serial,
    )
