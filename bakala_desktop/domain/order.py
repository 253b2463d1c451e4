"""Orders and carts: an immutable list of priced lines, from the first scan to completion.

A cart in the window and an ORDER.json of a script are the same thing: an ``Order`` in status draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import NewType
from uuid import UUID

from bakala_desktop.domain.customer import CustomerId
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import LIMIT, Rial
from bakala_desktop.domain.pricing import Discount, Figures, LineTerms, gross_of, price_lines
from bakala_desktop.domain.product import Product, ProductId
from bakala_desktop.domain.quantity import ONE, Quantity
from bakala_desktop.domain.tax import VatRate
from bakala_desktop.domain.tender import Settlement

OrderId = NewType("OrderId", UUID)

REFERENCE_LIMIT = 200


class OrderStatus(StrEnum):
    """Where an order stands (interface.md, «Status»)."""

    DRAFT = "draft"
    PARKED = "parked"
    AWAITING_INFORMATION = "awaiting_information"
    AWAITING_PAYMENT = "awaiting_payment"
    PAID = "paid"
    DISPATCHED = "dispatched"
    DELIVERED = "delivered"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class OrderLine:
    """Goods in an order, with what they were called and cost when they were added.

    ``unit_price`` in rials; ``vat_rate`` the one in force, ``own_vat_rate`` the product's own, if it has one.
    Raises ShopError ``quantity_not_whole`` for a part of a piece, ``amount_too_large``.
    """

    product_id: ProductId
    sku: str
    title: str
    unit: str
    quantity: Quantity
    unit_price: Rial
    vat_rate: VatRate
    price_includes_vat: bool = False
    is_measured: bool = False
    discount: Discount | None = None
    category: str = ""
    own_vat_rate: VatRate | None = None
    goods_id: str | None = None

    def __post_init__(self) -> None:
        if not self.is_measured and not self.quantity.is_whole:
            raise ShopError("quantity_not_whole", sku=self.sku, unit=self.unit, value=str(self.quantity))
        if self.quantity.times(self.unit_price) >= LIMIT:
            raise ShopError("amount_too_large", field="lines", sku=self.sku, value=str(self.unit_price)[:40])

    @classmethod
    def of(cls, product: Product, rate: VatRate, quantity: Quantity = ONE, unit_price: Rial | None = None) -> OrderLine:
        """Put a product into a line at ``rate``, at its own price unless another is given."""
        return cls(
            product_id=product.id,
            sku=product.sku,
            title=product.title,
            unit=product.unit,
            quantity=quantity,
            unit_price=product.price if unit_price is None else unit_price,
            vat_rate=rate,
            price_includes_vat=product.price_includes_vat,
            is_measured=product.is_measured,
            category=product.category,
            own_vat_rate=product.vat_rate,
            goods_id=product.goods_id,
        )

    @property
    def terms(self) -> LineTerms:
        """What the arithmetic needs."""
        return LineTerms(self.quantity, self.unit_price, self.vat_rate, self.price_includes_vat, self.discount)


@dataclass(frozen=True)
class Order:
    """An order. Every change gives a new one; its figures are always those of its lines.

    Raises ShopError ``reference_too_long``, ``document_too_large``.
    """

    id: OrderId
    reference: str = ""
    lines: tuple[OrderLine, ...] = ()
    discount: Discount | None = None
    customer_id: CustomerId | None = None
    status: OrderStatus = OrderStatus.DRAFT
    settlement: Settlement | None = None
    completed_at: datetime | None = None

    def __post_init__(self) -> None:
        if len(self.reference) > REFERENCE_LIMIT:
            raise ShopError("reference_too_long", limit=REFERENCE_LIMIT)
        self.figures  # noqa: B018  an order whose sums leave the limits cannot be built

    @cached_property
    def figures(self) -> tuple[Figures, ...]:
        """The figures of each line, in order, in rials."""
        return price_lines([line.terms for line in self.lines], self.discount)

    @cached_property
    def totals(self) -> Figures:
        """The sums of the lines; ``totals.total`` is the payable."""
        return Figures.sum_of(self.figures)

    @property
    def payable(self) -> Rial:
        """What is to be paid, in rials."""
        return self.totals.total

    @property
    def discount_is_cut(self) -> bool:
        """Whether a discount in rials, of a line or of the order, is more than there is to take it from."""
        grosses = [gross_of(line.terms) for line in self.lines]
        line_is_cut = any(
            line.discount is not None and line.discount.is_cut(gross)
            for line, gross in zip(self.lines, grosses, strict=True)
        )
        if self.discount is None:
            return line_is_cut
        before = price_lines([line.terms for line in self.lines])
        return line_is_cut or self.discount.is_cut(sum(figures.net for figures in before))

    @property
    def is_open(self) -> bool:
        """Whether it may still be changed and paid at the counter."""
        return self.status in (OrderStatus.DRAFT, OrderStatus.PARKED, OrderStatus.AWAITING_PAYMENT)

    def add(self, line: OrderLine) -> Order:
        """Append a line. A file's lines are never merged."""
        return replace(self, lines=(*self.lines, line))

    def scan(self, line: OrderLine) -> Order:
        """Add scanned goods: one more on the line that holds the same goods at the same price, else a new line."""
        for index, old in enumerate(self.lines):
            same = (old.product_id, old.unit_price, old.vat_rate) == (
                line.product_id,
                line.unit_price,
                line.vat_rate,
            )
            if same and old.discount is None:
                return self.with_quantity(index, old.quantity + line.quantity)
        return self.add(line)

    def with_quantity(self, index: int, quantity: Quantity) -> Order:
        """Change a line's quantity."""
        return self._with_line(index, replace(self.lines[index], quantity=quantity))

    def with_line_discount(self, index: int, discount: Discount | None) -> Order:
        """Give a line a discount, or take it away."""
        return self._with_line(index, replace(self.lines[index], discount=discount))

    def with_unit_price(self, index: int, unit_price: Rial) -> Order:
        """Change a line's unit price."""
        return self._with_line(index, replace(self.lines[index], unit_price=unit_price))

    def with_discount(self, discount: Discount | None) -> Order:
        """Give the whole order a discount, or take it away."""
        return replace(self, discount=discount)

    def with_customer(self, customer_id: CustomerId | None) -> Order:
        """Name the buyer, or none."""
        return replace(self, customer_id=customer_id)

    def with_rates(self, rates: Sequence[VatRate]) -> Order:
        """Set the VAT rate of each line, as it is on the day of issue."""
        lines = tuple(
            line if line.vat_rate == rate else replace(line, vat_rate=rate)
            for line, rate in zip(self.lines, rates, strict=True)
        )
        return replace(self, lines=lines)

    def without_line(self, index: int) -> Order:
        """Remove a line."""
        return replace(self, lines=self.lines[:index] + self.lines[index + 1 :])

    def put_back(self, index: int, lines: Sequence[OrderLine]) -> Order:
        """Put removed lines back to where they stood, or to the end of a cart that is shorter now."""
        return replace(self, lines=(*self.lines[:index], *lines, *self.lines[index:]))

    def count_of(self, product_id: ProductId) -> int:
        """How much of a product is in the order, in hundred-millionths."""
        return sum(line.quantity.e8 for line in self.lines if line.product_id == product_id)

    def await_payment(self) -> Order:
        """Leave the draft without payment. Raises ShopError ``order_empty``, ``order_not_open``."""
        self.check_open()
        return replace(self, status=OrderStatus.AWAITING_PAYMENT)

    def complete(self, settlement: Settlement, at: datetime) -> Order:
        """Finish a counter sale. Raises ShopError ``order_empty``, ``order_not_open``."""
        self.check_open()
        return replace(self, status=OrderStatus.COMPLETED, settlement=settlement, completed_at=at)

    def check_open(self) -> None:
        """Refuse an order that cannot be offered or paid. Raises ShopError ``order_empty``, ``order_not_open``."""
        if not self.lines:
            raise ShopError("order_empty")
        if not self.is_open:
            raise ShopError("order_not_open", status=self.status.value)

    def _with_line(self, index: int, line: OrderLine) -> Order:
        return replace(self, lines=(*self.lines[:index], line, *self.lines[index + 1 :]))
