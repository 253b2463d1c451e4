"""Rows of a products file beside the goods that the shop has: new goods, changed goods, and codes that clash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bakala_desktop.domain.import_plan import Plan, RejectedRow, Row, in_order
from bakala_desktop.domain.product import Product

_KEPT = {
    "price_includes_vat": "price_includes_vat",
    "stock": "stock_e8",
    "goods_id": "goods_id",
    "cost_rial": "cost",
    "consumer_price_rial": "consumer_price",
}
"""Optional columns and the values that stay as they are where a file lacks the column."""


def plan_products(rows: Sequence[Row[Product]], known: Iterable[Product], columns: frozenset[str]) -> Plan[Product]:
    """Decide what each row does. ``known`` holds at least the goods that have a sku or barcode of the rows.

    Of two rows with one sku or one barcode the first goes in (``duplicate_sku``, ``duplicate_barcode``); a barcode that
    other goods keep is refused (``barcode_taken``). Goods of one file may exchange their barcodes.
    """
    by_sku = {product.sku: product for product in known}
    unique, rejected = _first_of_each_code(rows)
    unique, taken = _without_taken_barcodes(unique, by_sku)
    created: list[Product] = []
    changed: list[Product] = []
    for row in unique:
        old = by_sku.get(row.item.sku)
        if old is None:
            created.append(row.item)
            continue
        new = _merged(old, row.item, columns)
        if new != old:
            changed.append(new)
    updated = len(unique) - len(created)
    return Plan(tuple(created), tuple(changed), updated, in_order([*rejected, *taken]))


def _first_of_each_code(rows: Sequence[Row[Product]]) -> tuple[list[Row[Product]], list[RejectedRow]]:
    skus: dict[str, int] = {}
    barcodes: dict[str, int] = {}
    unique: list[Row[Product]] = []
    rejected: list[RejectedRow] = []
    for row in rows:
        sku, barcode = row.item.sku, row.item.barcode
        if sku in skus:
            rejected.append(row.rejected("duplicate_sku", field="sku", value=sku, first_row=skus[sku]))
        elif barcode is not None and barcode in barcodes:
            first = barcodes[barcode]
            rejected.append(row.rejected("duplicate_barcode", field="barcode", value=barcode, first_row=first))
        else:
            unique.append(row)
            skus[sku] = row.number
            if barcode is not None:
                barcodes[barcode] = row.number
    return unique, rejected


def _without_taken_barcodes(
    rows: list[Row[Product]], by_sku: Mapping[str, Product]
) -> tuple[list[Row[Product]], list[RejectedRow]]:
    """Leave out rows whose barcode other goods keep; goods whose own row is left out keep theirs too."""
    rejected: list[RejectedRow] = []
    while True:
        moving = {row.item.sku for row in rows}
        kept = {p.barcode: p.sku for p in by_sku.values() if p.barcode and p.sku not in moving}
        taken = [row for row in rows if row.item.barcode in kept]
        if not taken:
            return rows, rejected
        rejected.extend(
            row.rejected("barcode_taken", field="barcode", value=row.item.barcode, sku=kept[row.item.barcode])
            for row in taken
            if row.item.barcode
        )
        rows = [row for row in rows if row.item.barcode not in kept]


def _merged(old: Product, new: Product, columns: frozenset[str]) -> Product:
    """Return the known goods with the row's values; values of columns that the file lacks stay."""
    values: dict[str, Any] = {kept: getattr(old, kept) for column, kept in _KEPT.items() if column not in columns}
    if "weighed" not in columns and new.unit == old.unit:
        values["is_measured"] = old.is_measured
    return replace(new, id=old.id, **values)
