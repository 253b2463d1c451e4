"""The sale at hand: the cart as it stands, its customer, every change to it, and the way back from a removal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from bakala_desktop.domain.customer import Customer
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.order import Order, OrderId, OrderLine
from bakala_desktop.domain.pricing import Discount
from bakala_desktop.domain.quantity import Quantity

NO_ROW = -1


@dataclass(frozen=True, slots=True)
class Offer:
    """The proforma that a cart stands on: its serial, the last day it holds, and whether that day is over."""

    serial: str
    valid_until: date
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class _Removed:
    """What ``undo`` brings back. ``whole`` is the cart of a proforma, which goes with its own identity."""

    at: int
    lines: tuple[OrderLine, ...]
    discount: Discount | None = None
    whole: Order | None = None
    offer: Offer | None = None


class Sale(QObject):
    """Holds one ``Order`` at a time. ``changed(row)`` names the line that was touched, ``NO_ROW`` where none was.

    ``refused`` carries the ShopError of a change that the rules do not allow: the cart is then as it was.
    ``removed`` carries what was taken out, as text; ``undo`` puts it back.
    """

    changed = Signal(int)
    customer_changed = Signal()
    refused = Signal(object)
    removed = Signal(str)

    def __init__(self, new_id: Callable[[], UUID], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._new_id = new_id
        self._removed: _Removed | None = None
        self.order = Order(OrderId(new_id()))
        self.customer: Customer | None = None
        self.offer: Offer | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to sell."""
        return not self.order.lines

    def start_anew(self) -> None:
        """Begin the next customer's sale."""
        self.take(Order(OrderId(self._new_id())), None)

    def take(self, order: Order, customer: Customer | None, offer: Offer | None = None) -> None:
        """Put another cart in the place of this one, with its customer and the proforma that it stands on."""
        self._removed = None
        self.order, self.customer, self.offer = order, customer, offer
        self.customer_changed.emit()
        self.changed.emit(NO_ROW)

    def set_offer(self, offer: Offer) -> None:
        """Say that this cart was offered as it stands."""
        self.offer = offer
        self.changed.emit(NO_ROW)

    def add(self, line: OrderLine, times: Quantity | None = None) -> bool:
        """Put goods into the cart, so many times; tells whether they went in."""

        def added() -> Order:
            return self.order.scan(line if times is None else replace(line, quantity=line.quantity.scaled(times)))

        return self._change(added, None)

    def step(self, row: int, pieces: int) -> None:
        """One piece more or fewer; the last one takes the line with it."""
        quantity = self.order.lines[row].quantity.stepped(pieces)
        if quantity is None:
            self.remove(row)
        else:
            self.set_quantity(row, quantity)

    def set_quantity(self, row: int, quantity: Quantity) -> bool:
        """Change a line's quantity; tells whether it was allowed."""
        return self._change(lambda: self.order.with_quantity(row, quantity), row)

    def set_price(self, row: int, price: Rial) -> bool:
        """Change a line's unit price, in rials; tells whether it was allowed."""
        return self._change(lambda: self.order.with_unit_price(row, price), row)

    def set_line_discount(self, row: int, discount: Discount | None) -> bool:
        """Give a line a discount or take it away; tells whether it was allowed."""
        return self._change(lambda: self.order.with_line_discount(row, discount), row)

    def set_order_discount(self, discount: Discount | None) -> bool:
        """Give the whole cart a discount or take it away; tells whether it was allowed."""
        return self._change(lambda: self.order.with_discount(discount), NO_ROW)

    def set_customer(self, customer: Customer | None) -> None:
        """Name the buyer, or none."""
        self.customer = customer
        self.order = self.order.with_customer(customer.id if customer else None)
        self.customer_changed.emit()

    def remove(self, row: int) -> None:
        """Take a line out; ``undo`` brings it back."""
        line = self.order.lines[row]
        if self.offer is not None and len(self.order.lines) == 1:
            self._leave_offer()
        else:
            self._removed = _Removed(row, (line,))
            self.order = self.order.without_line(row)
        self.changed.emit(min(row, len(self.order.lines) - 1))
        self.removed.emit(f"«{line.title}» از سبد برداشته شد.")

    def clear(self) -> None:
        """Take all lines out; ``undo`` brings them back. The customer stays."""
        if self.is_empty:
            return
        if self.offer is not None:
            self._leave_offer()
        else:
            self._removed = _Removed(0, self.order.lines, self.order.discount)
            self.order = replace(self.order, lines=(), discount=None)
        self.changed.emit(NO_ROW)
        self.removed.emit("سبد خرید خالی شد.")

    def undo(self) -> None:
        """Put back what was removed last."""
        removed = self._removed
        if removed is None:
            return

        if removed.whole is not None and self.is_empty:
            self._removed = None
            self.order, self.offer = removed.whole.with_customer(self.order.customer_id), removed.offer
            self.changed.emit(NO_ROW)
            return

        def put_back() -> Order:
            whole = self.order.put_back(removed.at, removed.lines)
            return whole if whole.discount else whole.with_discount(removed.discount)

        if self._change(put_back, removed.at):
            self._removed = None

    def _leave_offer(self) -> None:
        """Empty the cart of a proforma. What comes next is another order: the proforma stays as it was offered."""
        self._removed = _Removed(0, self.order.lines, self.order.discount, self.order, self.offer)
        self.order = Order(OrderId(self._new_id()), customer_id=self.order.customer_id)
        self.offer = None

    def refresh_prices(self, line: OrderLine) -> None:
        """Take over the price and the name that goods have now; ``line`` is a fresh one of the same goods."""
        fresh = tuple(
            replace(old, unit_price=line.unit_price, title=line.title) if old.product_id == line.product_id else old
            for old in self.order.lines
        )
        row = next((at for at, old in enumerate(fresh) if old.product_id == line.product_id), NO_ROW)
        self._change(lambda: replace(self.order, lines=fresh), row)

    def _change(self, make: Callable[[], Order], row: int | None) -> bool:
        """Build the changed cart; a ``row`` of None is looked for. Says what was refused."""
        before = self.order
        try:
            self.order = make()
        except ShopError as error:
            self.refused.emit(error)
            return False
        self.changed.emit(_first_difference(before, self.order) if row is None else row)
        return True


def _first_difference(before: Order, after: Order) -> int:
    """The row of the one line that was touched: unchanged lines are the same objects in both carts."""
    for at, (old, new) in enumerate(zip(before.lines, after.lines, strict=False)):
        if old is not new:
            return at
    return len(after.lines) - 1
