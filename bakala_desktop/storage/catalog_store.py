"""Goods in the database: by code, by search, by category, and in bulk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from bakala_desktop.domain.audit import AuditedObject
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.order import OrderId
from bakala_desktop.domain.product import Product, ProductId
from bakala_desktop.domain.tax import VatRate
from bakala_desktop.domain.text import search_key
from bakala_desktop.storage import bulk, full_text
from bakala_desktop.storage.audit_trail import audited
from bakala_desktop.storage.tables import products, stock_moves

if TYPE_CHECKING:
    from bakala_desktop.domain.chain import BookLine

BATCH = 5_000

MANY_CODES = 500


def to_row(product: Product) -> dict[str, Any]:
    """Return the columns of a product."""
    return {
        "id": product.id,
        "sku": product.sku,
        "barcode": product.barcode,
        "title": product.title,
        "category": product.category,
        "unit": product.unit,
        "price": product.price,
        "vat_rate": product.vat_rate,
        "price_includes_vat": product.price_includes_vat,
        "is_measured": product.is_measured,
        "stock_e8": product.stock_e8,
        "goods_id": product.goods_id,
        "cost": product.cost,
        "consumer_price": product.consumer_price,
    }


def from_row(row: Any) -> Product:
    """Return the product of a row."""
    return Product(
        id=ProductId(row.id),
        sku=row.sku,
        title=row.title,
        unit=row.unit,
        price=Rial(row.price),
        barcode=row.barcode,
        category=row.category,
        vat_rate=None if row.vat_rate is None else VatRate(row.vat_rate),
        price_includes_vat=row.price_includes_vat,
        is_measured=row.is_measured,
        stock_e8=row.stock_e8,
        goods_id=row.goods_id,
        cost=None if row.cost is None else Rial(row.cost),
        consumer_price=None if row.consumer_price is None else Rial(row.consumer_price),
    )


class ProductStore:
    """Finds and keeps goods."""

    def __init__(self, connection: Connection, touched: list[AuditedObject]) -> None:
        self._connection = connection
        self._touched = touched

    def find_by_code(self, code: str) -> Product | None:
        """Return the goods of a barcode or else of a sku, or None."""
        for column in (products.c.barcode, products.c.sku):
            row = self._connection.execute(select(products).where(column == code)).first()
            if row is not None:
                return from_row(row)
        return None

    def get(self, product_id: ProductId) -> Product:
        """Return a product. Raises ShopError ``product_not_found``."""
        row = self._connection.execute(select(products).where(products.c.id == product_id)).first()
        if row is None:
            raise ShopError("product_not_found", id=str(product_id))
        return from_row(row)

    def list_by_ids(self, ids: Sequence[ProductId]) -> dict[ProductId, Product]:
        """Return the products that are there, by id."""
        rows = self._connection.execute(select(products).where(products.c.id.in_(ids)))
        return {product.id: product for product in map(from_row, rows)}

    def search(self, text: str, limit: int) -> tuple[Product, ...]:
        """Return goods that hold every word of ``text``, best first; "" finds nothing."""
        words = search_key(text).split()
        if not words:
            return ()
        pks = full_text.find_rows(self._connection, "products", words, limit)
        return self._by_pks(pks[:limit])

    def _by_pks(self, pks: Sequence[int]) -> tuple[Product, ...]:
        rows = self._connection.execute(select(products).where(products.c.pk.in_(pks)))
        by_pk = {row.pk: from_row(row) for row in rows}
        return tuple(by_pk[pk] for pk in pks if pk in by_pk)

    def list_page(self, category: str | None, after: int, limit: int) -> tuple[Product, ...]:
        """Return goods of a category (None: of all) in the order they came in, skipping ``after``."""
        query = select(products).order_by(products.c.pk).offset(after).limit(limit)
        if category is not None:
            query = query.where(products.c.category == category)
        return tuple(map(from_row, self._connection.execute(query)))

    def list_categories(self, limit: int) -> tuple[str, ...]:
        """Return the categories that are in use, those with most goods first."""
        query = (
            select(products.c.category)
            .where(products.c.category != "")
            .group_by(products.c.category)
            .order_by(func.count().desc(), products.c.category)
            .limit(limit)
        )
        return tuple(self._connection.execute(query).scalars())

    def count(self) -> int:
        """Return how many kinds of goods there are."""
        return self._connection.execute(select(func.count()).select_from(products)).scalar_one()

    def codes_in_use(self, skus: Sequence[str], barcodes: Sequence[str]) -> tuple[Product, ...]:
        """Return the goods that hold one of these skus or barcodes."""
        if len(skus) + len(barcodes) > MANY_CODES:
            return self._scan_codes(frozenset(skus), frozenset(barcodes))
        held = or_(products.c.sku.in_(skus), products.c.barcode.in_(barcodes))
        return tuple(map(from_row, self._connection.execute(select(products).where(held))))

    def _scan_codes(self, skus: frozenset[str], barcodes: frozenset[str]) -> tuple[Product, ...]:
        """Read through all codes: for a whole file that is quicker than to ask for each of its rows."""
        codes = self._connection.execute(select(products.c.pk, products.c.sku, products.c.barcode))
        pks = [pk for pk, sku, barcode in codes if sku in skus or barcode in barcodes]
        found: list[Product] = []
        for start in range(0, len(pks), BATCH):
            query = select(products).where(products.c.pk.in_(pks[start : start + BATCH]))
            found.extend(map(from_row, self._connection.execute(query)))
        return tuple(found)

    def add(self, items: Sequence[Product]) -> None:
        """Add new goods. Their codes must be free: ask ``codes_in_use`` in the same transaction."""
        first = (self._connection.execute(select(func.max(products.c.pk))).scalar() or 0) + 1
        for start in range(0, len(items), BATCH):
            batch = items[start : start + BATCH]
            rows = [{"pk": first + start + n, **to_row(item)} for n, item in enumerate(batch)]
            bulk.insert_rows(self._connection, products, rows)
            self._index(rows)

    def replace(self, items: Sequence[Product]) -> None:
        """Write changed goods, found by their id."""
        if not items:
            return
        pks = {
            row.id: row.pk
            for start in range(0, len(items), BATCH)
            for row in self._connection.execute(
                select(products.c.id, products.c.pk).where(
                    products.c.id.in_([item.id for item in items[start : start + BATCH]])
                )
            )
        }
        rows = [{"pk": pks[item.id], **to_row(item)} for item in items]
        # Barcodes may change places among the rows of one file: all are freed before any is taken.
        self._connection.execute(_FREE_BARCODE, [{"b_pk": row["pk"]} for row in rows])
        self._connection.execute(_REPLACE, [{"b_pk": row["pk"], **_without_pk(row)} for row in rows])
        self._index(rows)

    def _index(self, rows: Sequence[Mapping[str, Any]]) -> None:
        full_text.index_rows(
            self._connection,
            "products",
            [(r["pk"], search_key(r["title"]), search_key(f"{r['sku']} {r['barcode'] or ''}")) for r in rows],
        )
        self._touched.extend(audited("products", row) for row in rows)

    def move_stock(self, order_id: OrderId, books: Sequence[BookLine], at: datetime) -> None:
        """Write the stock moves of what a document adds to the books, and bring the counted stock up to date.

        What is sold leaves the stock, what comes back goes in again; goods that are not counted stay so.
        """
        moves = [
            {"product_id": line.product_id, "order_id": order_id, "delta_e8": -line.quantity_e8, "at": at}
            for line in books
            if line.quantity_e8
        ]
        if moves:
            self._connection.execute(insert(stock_moves), moves)
            self._connection.execute(_MOVE_STOCK, [{"b_id": m["product_id"], "b_delta": m["delta_e8"]} for m in moves])


def _without_pk(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "pk"}


_FREE_BARCODE = update(products).where(products.c.pk == bindparam("b_pk")).values(barcode=None)
_REPLACE = update(products).where(products.c.pk == bindparam("b_pk"))
_MOVE_STOCK = (
    update(products)
    .where(products.c.id == bindparam("b_id"), products.c.stock_e8.is_not(None))
    .values(stock_e8=products.c.stock_e8 + bindparam("b_delta"))
)
