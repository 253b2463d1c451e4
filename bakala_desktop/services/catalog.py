"""Goods at the till: found by code or by words, listed by category, created on the spot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.identifiers.scale_code import ScaleLabel, decode
from bakala_desktop.domain.jalali import shop_day
from bakala_desktop.domain.order import OrderLine
from bakala_desktop.domain.product import Product, ProductId
from bakala_desktop.domain.product_row import product_of
from bakala_desktop.domain.quantity import ONE, SCALE, Quantity
from bakala_desktop.domain.staff import Permission
from bakala_desktop.domain.text import fold_digits, other_layout, search_key, strip_controls
from bakala_desktop.services.settings import scale_formats_of, vat_table_of
from bakala_desktop.services.shop import Shop
from bakala_desktop.storage.unit_of_work import UnitOfWork

SEARCH_LIMIT = 60


@dataclass(frozen=True, slots=True)
class CatalogPage:
    """Goods to show, and whether there are more of them."""

    products: tuple[Product, ...]
    has_more: bool = False


def clean_code(text: str) -> str:
    """Return a typed or scanned code as codes are stored."""
    return fold_digits(strip_controls(text)).strip()


def find_in(work: UnitOfWork, code: str) -> tuple[Product, Quantity] | None:
    """Return goods and quantity of a barcode, a sku or a scale label, or None."""
    cleaned = clean_code(code)
    product = work.products.find_by_code(cleaned) or work.products.find_by_code(cleaned.upper())
    if product is not None:
        return product, ONE
    label = decode(cleaned, scale_formats_of(work))
    weighed = work.products.find_by_code(label.item) if label else None
    return (weighed, _labelled(label, weighed)) if label and weighed else None


def _labelled(label: ScaleLabel, product: Product) -> Quantity:
    """Return the quantity of a scale label: its weight, or the one that gives its price to the rial."""
    if label.weight_g is not None:
        return Quantity(label.weight_g * (SCALE // 1000))
    assert label.price_rial is not None
    if not product.price:
        raise ShopError("price_is_zero", sku=product.sku, title=product.title)
    return Quantity(-(-label.price_rial * SCALE // product.price))


def scan(shop: Shop, code: str) -> OrderLine:
    """Return the line that a scanned or typed code makes: its goods at today's VAT rate.

    Raises ShopError ``product_unknown`` with the code as it was read.
    """
    shop.require(Permission.SELL)
    with shop.read() as work:
        found = find_in(work, code)
        if found is None:
            raise ShopError("product_unknown", code=clean_code(code)[:64])
        product, quantity = found
        rate = vat_table_of(work).rate_on(shop_day(shop.clock.now()), product.category, product.vat_rate)
    return OrderLine.of(product, rate, quantity)


def line_for(shop: Shop, product_id: ProductId) -> OrderLine:
    """Return the line of goods picked from a list. Raises ShopError ``product_not_found``."""
    shop.require(Permission.SELL)
    with shop.read() as work:
        product = work.products.get(product_id)
        rate = vat_table_of(work).rate_on(shop_day(shop.clock.now()), product.category, product.vat_rate)
    return OrderLine.of(product, rate)


def search_products(shop: Shop, text: str, limit: int = SEARCH_LIMIT) -> tuple[Product, ...]:
    """Return goods by code or by words, best first; words typed on the wrong keyboard are tried when nothing fits."""
    shop.signed_in()
    with shop.read() as work:
        exact = work.products.find_by_code(clean_code(text))
        found = work.products.search(text, limit) or work.products.search(_on_other_layout(text), limit)
    if exact is None:
        return found
    return (exact, *(product for product in found if product.id != exact.id))[:limit]


def _on_other_layout(text: str) -> str:
    """Return what the keys give in the other layout, or "" where letters would be lost: of «XL-7» only 7 would stay."""
    other = other_layout(text)
    return other if len(search_key(other)) >= len(search_key(text).replace(" ", "")) else ""


def list_products(shop: Shop, category: str | None, after: int = 0, limit: int = SEARCH_LIMIT) -> CatalogPage:
    """Return a page of a category, or of all goods."""
    shop.signed_in()
    with shop.read() as work:
        found = work.products.list_page(category, after, limit + 1)
    return CatalogPage(found[:limit], len(found) > limit)


def list_categories(shop: Shop, limit: int = 40) -> tuple[str, ...]:
    """Return the categories in use, the largest first."""
    shop.signed_in()
    with shop.read() as work:
        return work.products.list_categories(limit)


def create_product(shop: Shop, given: Mapping[str, str]) -> Product:
    """Create goods from fields as the products file has them.

    Raises ShopError of the wrong field, ``sku_taken``, ``barcode_taken``, ``not_allowed``.
    """
    shop.require(Permission.EDIT_PRODUCTS)
    product = product_of(ProductId(shop.new_id()), given)
    with shop.write("product.create") as work:
        for known in work.products.codes_in_use([product.sku], [product.barcode] if product.barcode else []):
            if known.sku == product.sku:
                raise ShopError("sku_taken", field="sku", value=product.sku)
            raise ShopError("barcode_taken", field="barcode", value=product.barcode, sku=known.sku)
        work.products.add([product])
    return product
