"""Goods: what the shop sells, under which codes, at which price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType
from uuid import UUID

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.quantity import Quantity, is_measured_unit
from bakala_desktop.domain.tax import VatRate

ProductId = NewType("ProductId", UUID)

TITLE_LIMIT = 400
"""Characters of a title: the goods description of the tax form holds 400 (reference/moadian.md, ``sstt``)."""

CODE_LIMIT = 64

CATEGORY_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Product:
    """One kind of goods. Texts are in normal form.

    ``price`` in rials per ``unit``; ``vat_rate`` None means the dated table decides; ``stock_e8`` None means not
    counted, else the stock in hundred-millionths, which may be negative; ``goods_id`` is the 13-digit id of the
    tax authority, which is no barcode.
    Raises ShopError ``field_missing``, ``field_too_long`` with the field's name.
    """

    id: ProductId
    sku: str
    title: str
    unit: str
    price: Rial
    barcode: str | None = None
    category: str = ""
    vat_rate: VatRate | None = None
    price_includes_vat: bool = False
    is_measured: bool = False
    stock_e8: int | None = None
    goods_id: str | None = None
    cost: Rial | None = None
    consumer_price: Rial | None = None

    def __post_init__(self) -> None:
        for field, value, limit in (
            ("sku", self.sku, CODE_LIMIT),
            ("title", self.title, TITLE_LIMIT),
            ("unit", self.unit, CODE_LIMIT),
            ("category", self.category, CATEGORY_LIMIT),
        ):
            if not value and field != "category":
                raise ShopError("field_missing", field=field)
            if len(value) > limit:
                raise ShopError("field_too_long", field=field, limit=limit, length=len(value))

    def check_quantity(self, quantity: Quantity) -> None:
        """Refuse a part of a piece: only measured goods take decimals. Raises ShopError ``quantity_not_whole``."""
        if not self.is_measured and not quantity.is_whole:
            raise ShopError("quantity_not_whole", sku=self.sku, unit=self.unit, value=str(quantity))


def measured(unit: str, override: bool | None) -> bool:
    """Tell whether goods are measured: by the unit, unless the ``weighed`` column says otherwise."""
    return is_measured_unit(unit) if override is None else override
