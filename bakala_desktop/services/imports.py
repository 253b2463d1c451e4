"""Goods and customers from a file: good rows go in, in one transaction; bad rows are listed and change nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bakala_desktop.domain.customer import Customer, CustomerId
from bakala_desktop.domain.customer_import import customer_columns, customer_of, plan_customers
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.import_plan import Plan, Reading, RejectedRow, in_order, read_rows
from bakala_desktop.domain.product import Product, ProductId
from bakala_desktop.domain.product_import import plan_products
from bakala_desktop.domain.product_row import COLUMNS, OPTIONAL, product_of
from bakala_desktop.domain.staff import Permission
from bakala_desktop.domain.table import Columns, Table
from bakala_desktop.services.shop import Shop
from bakala_desktop.storage.unit_of_work import UnitOfWork

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of a file: rows read, created, updated and rejected, and columns of the file that nobody knows."""

    read: int
    created: int
    updated: int
    rejected: tuple[RejectedRow, ...]
    ignored: tuple[str, ...]


class RowsRejected(ShopError):
    """A file that had to go in whole or not at all has bad rows; nothing was changed. ``report`` lists them."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__("rows_rejected", count=len(report.rejected), read=report.read)
        self.report = report


def import_products(shop: Shop, table: Table, *, dry_run: bool = False, all_or_nothing: bool = False) -> ImportReport:
    """Create the goods of a table and update those whose sku is known.

    Columns that the table lacks keep their values; an empty cell clears one. Raises ShopError ``column_missing``,
    ``column_twice``, ``not_allowed``, and RowsRejected.
    """
    shop.require(Permission.IMPORT)
    columns = Columns.of(table.header, frozenset((*COLUMNS, *OPTIONAL)), COLUMNS)
    reading = read_rows(table, columns, lambda given: product_of(ProductId(shop.new_id()), given))

    def plan(work: UnitOfWork) -> Plan[Product]:
        items = [row.item for row in reading.rows]
        known = work.products.codes_in_use([p.sku for p in items], [p.barcode for p in items if p.barcode])
        return plan_products(reading.rows, known, columns.names)

    def keep(work: UnitOfWork, planned: Plan[Product]) -> None:
        if planned.changed:
            work.products.replace(planned.changed)
        if planned.created:
            work.products.add(planned.created)

    return _import(shop, "import.products", reading, plan, keep, dry_run, all_or_nothing)


def import_customers(shop: Shop, table: Table, *, dry_run: bool = False, all_or_nothing: bool = False) -> ImportReport:
    """Create the customers of a table and update those who are known. Raises as ``import_products`` does."""
    shop.require(Permission.IMPORT)
    shop.require(Permission.EDIT_CUSTOMERS)
    columns = customer_columns(table.header)
    reading = read_rows(table, columns, lambda given: customer_of(CustomerId(shop.new_id()), given))

    def plan(work: UnitOfWork) -> Plan[Customer]:
        people = [row.item for row in reading.rows]
        known = {c.id: c for c in work.customers.list_by_codes([p.identity for p in people if p.identity])}
        known |= {c.id: c for c in work.customers.list_by_mobiles([p.mobile for p in people if p.mobile])}
        return plan_customers(reading.rows, known.values(), columns.names)

    def keep(work: UnitOfWork, planned: Plan[Customer]) -> None:
        for customer in planned.changed:
            work.customers.replace(customer)
        if planned.created:
            work.customers.add(planned.created)

    return _import(shop, "import.customers", reading, plan, keep, dry_run, all_or_nothing)


def _import(
    shop: Shop,
    action: str,
    reading: Reading[T],
    plan: Callable[[UnitOfWork], Plan[T]],
    keep: Callable[[UnitOfWork, Plan[T]], None],
    dry_run: bool,
    all_or_nothing: bool,
) -> ImportReport:
    """Plan and keep under one write lock; a file that changes nothing takes none and leaves no entry."""
    with shop.read() as work:
        planned = plan(work)
    report = _report(reading, planned)
    if all_or_nothing and report.rejected:
        raise RowsRejected(report)
    if dry_run or not (planned.created or planned.changed):
        return report
    with shop.write(action) as work:
        # Planned again: another till may have written since.
        planned = plan(work)
        report = _report(reading, planned)
        if all_or_nothing and report.rejected:
            raise RowsRejected(report)
        keep(work, planned)
    return report


def _report(reading: Reading[T], planned: Plan[T]) -> ImportReport:
    return ImportReport(
        read=reading.read,
        created=len(planned.created),
        updated=planned.updated,
        rejected=in_order([*reading.rejected, *planned.rejected]),
        ignored=reading.columns.ignored,
    )
