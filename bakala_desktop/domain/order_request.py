"""An order as a caller asks for it, before goods, prices and rights are looked up."""

from __future__ import annotations

from dataclasses import dataclass

from bakala_desktop.domain.customer import Customer, CustomerId
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.pricing import Discount
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.tender import Tender


@dataclass(frozen=True, slots=True)
class LineRequest:
    """A line as a caller asks for it: goods by barcode or sku, at their own price unless ``unit_price`` is given."""

    code: str
    quantity: Quantity
    unit_price: Rial | None = None
    discount: Discount | None = None


@dataclass(frozen=True, slots=True)
class OrderRequest:
    """ORDER.json, read and checked field by field. ``customer`` is a known one's id or a person as given."""

    lines: tuple[LineRequest, ...]
    reference: str = ""
    customer: CustomerId | Customer | None = None
    discount: Discount | None = None
    tenders: tuple[Tender, ...] = ()
