"""Customers in the database: by number, by search, and their unique codes (R05, R06)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Connection, func, insert, or_, select, update

from bakala_desktop.domain.audit import AuditedObject
from bakala_desktop.domain.customer import FIELDS, Customer, CustomerId, PartyKind
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.text import search_key
from bakala_desktop.storage import full_text
from bakala_desktop.storage.audit_trail import audited
from bakala_desktop.storage.tables import customers

BATCH = 5_000

_NULLABLE = ("national_code", "national_id")
"""Empty codes are stored as NULL, so that their unique indexes ignore them."""


def to_row(customer: Customer) -> dict[str, Any]:
    """Return the columns of a customer."""
    row: dict[str, Any] = {name: getattr(customer, name) for name in FIELDS}
    row |= {name: row[name] or None for name in _NULLABLE}
    return {"id": customer.id, "kind": customer.kind.value, **row}


def from_row(row: Any) -> Customer:
    """Return the customer of a row."""
    values = {name: getattr(row, name) or "" for name in FIELDS}
    return Customer(CustomerId(row.id), PartyKind(row.kind), **values)


class CustomerStore:
    """Finds and keeps customers."""

    def __init__(self, connection: Connection, touched: list[AuditedObject]) -> None:
        self._connection = connection
        self._touched = touched

    def get(self, customer_id: CustomerId) -> Customer:
        """Return a customer. Raises ShopError ``customer_not_found``."""
        row = self._connection.execute(select(customers).where(customers.c.id == customer_id)).first()
        if row is None:
            raise ShopError("customer_not_found", id=str(customer_id))
        return from_row(row)

    def find_same(self, customer: Customer) -> Customer | None:
        """Return the customer with the same national code or national ID, else the only one with the same mobile.

        Two persons may share a telephone: a mobile decides only where the codes do not speak against it.
        """
        for column, value in (
            (customers.c.national_code, customer.national_code),
            (customers.c.national_id, customer.national_id),
        ):
            row = self._connection.execute(select(customers).where(column == value)).first() if value else None
            if row:
                return from_row(row)
        known = self._find_by_mobile(customer.mobile) if customer.mobile else None
        if known is None or known.kind is not customer.kind:
            return None
        return None if known.identity and customer.identity else known

    def _find_by_mobile(self, mobile: str) -> Customer | None:
        rows = self._connection.execute(select(customers).where(customers.c.mobile == mobile).limit(2)).all()
        return from_row(rows[0]) if len(rows) == 1 else None

    def list_by_codes(self, codes: Sequence[str]) -> tuple[Customer, ...]:
        """Return the customers with one of these national codes or national IDs."""
        return self._list_by(codes, customers.c.national_code, customers.c.national_id)

    def list_by_mobiles(self, mobiles: Sequence[str]) -> tuple[Customer, ...]:
        """Return the customers with one of these mobiles; several persons may share one."""
        return self._list_by(mobiles, customers.c.mobile)

    def _list_by(self, values: Sequence[str], *columns: Column[Any]) -> tuple[Customer, ...]:
        found: list[Customer] = []
        for start in range(0, len(values), BATCH):
            batch = values[start : start + BATCH]
            query = select(customers).where(or_(*(column.in_(batch) for column in columns)))
            found.extend(map(from_row, self._connection.execute(query)))
        return tuple(found)

    def search(self, text: str, limit: int) -> tuple[Customer, ...]:
        """Return customers that hold every word of ``text`` in name, mobile or codes, best first."""
        words = search_key(text).split()
        if not words:
            return ()
        pks = full_text.find_rows(self._connection, "customers", words, limit)[:limit]
        rows = self._connection.execute(select(customers).where(customers.c.pk.in_(pks)))
        by_pk = {row.pk: from_row(row) for row in rows}
        return tuple(by_pk[pk] for pk in pks if pk in by_pk)

    def add(self, items: Sequence[Customer]) -> None:
        """Add customers whose codes are free."""
        first = (self._connection.execute(select(func.max(customers.c.pk))).scalar() or 0) + 1
        for start in range(0, len(items), BATCH):
            rows = [
                {"pk": first + start + n, "salt": secrets.token_bytes(16), **to_row(item)}
                for n, item in enumerate(items[start : start + BATCH])
            ]
            self._connection.execute(insert(customers), rows)
            self._index(rows)

    def replace(self, customer: Customer) -> None:
        """Write a changed customer. Raises ShopError ``customer_not_found``."""
        known = self._connection.execute(
            select(customers.c.pk, customers.c.salt).where(customers.c.id == customer.id)
        ).first()
        if known is None:
            raise ShopError("customer_not_found", id=str(customer.id))
        row = to_row(customer)
        self._connection.execute(update(customers).where(customers.c.pk == known.pk), row)
        self._index([{"pk": known.pk, "salt": known.salt, **row}])

    def _index(self, rows: Sequence[dict[str, Any]]) -> None:
        full_text.index_rows(self._connection, "customers", [(r["pk"], _title_key(r), _codes_key(r)) for r in rows])
        self._touched.extend(audited("customers", row) for row in rows)


def _title_key(row: dict[str, Any]) -> str:
    return search_key(f"{row['first_name']} {row['last_name']} {row['name']}")


def _codes_key(row: dict[str, Any]) -> str:
    names = ("mobile", "national_code", "national_id", "economic_code", "phone")
    return search_key(" ".join(row[name] or "" for name in names))
