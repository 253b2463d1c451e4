"""Selling: an order is entered, paid, taken from stock, invoiced and audited, in one transaction or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bakala_desktop.domain.customer import FIELDS, Customer, CustomerId, checked_customer
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import shop_day
from bakala_desktop.domain.order import Order, OrderId, OrderLine
from bakala_desktop.domain.order_request import LineRequest, OrderRequest
from bakala_desktop.domain.product import Product, ProductId
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.staff import Permission
from bakala_desktop.domain.tender import Tender
from bakala_desktop.services.catalog import find_in
from bakala_desktop.services.checkout import (
    Sale,
    buyer_of,
    check_buyer,
    check_discounts,
    check_prices,
    complete,
    goods_of,
    offered_by,
)
from bakala_desktop.services.customers import check_codes_free
from bakala_desktop.services.settings import vat_table_of
from bakala_desktop.services.shop import Session, Shop
from bakala_desktop.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class OrderAnswer:
    """An order as it stands: what is missing, and its invoice's serial and instant once issued."""

    order: Order
    serial: Serial | None = None
    issued_at: datetime | None = None
    missing: tuple[str, ...] = ()


def answer_of(work: UnitOfWork, order: Order) -> OrderAnswer:
    """Return the answer of an order that stands in the database."""
    invoice = work.documents.find_of_order(order.id)
    return OrderAnswer(order, invoice.serial, invoice.issued_at) if invoice else OrderAnswer(order)


def complete_sale(shop: Shop, order: Order, tenders: Sequence[Tender]) -> OrderAnswer:
    """Take payment for a cart, move stock, issue the invoice: all or nothing.

    The cart's identity makes it idempotent: the same cart again gives the same answer and changes nothing. An order
    that waits in the database, for its proforma or its payment, is completed as the cart has it now; while a proforma
    holds, so do its prices. Raises ShopError ``order_empty``, ``price_changed``, ``customer_incomplete``,
    ``stock_too_small``, ``not_allowed`` and those of ``settle``.
    """
    session = shop.require(Permission.SELL)
    with shop.read() as work:
        known = work.orders.find(order.id)
        if known is not None and not known.is_open:
            return answer_of(work, known)
    with shop.write("sale.complete") as work:
        # Asked again under the write lock: a second press may have been quicker.
        known = work.orders.find(order.id)
        if known is not None and not known.is_open:
            return answer_of(work, known)
        cart = replace(order, reference=known.reference) if known else order
        sale = Sale(cart, goods_of(work, cart), buyer_of(work, cart), is_known=known is not None)
        check_prices(session, cart, sale.goods, offered_by(work, shop, known))
        return _complete(work, shop, session, sale, tenders)


def enter_order(shop: Shop, request: OrderRequest) -> OrderAnswer:
    """Enter a counter order of a script, and complete it when its tenders cover it.

    The same reference again gives the same answer and changes nothing. Without tenders the order awaits its payment.
    Raises ShopError ``product_unknown`` (line), ``reference_too_long`` and those of ``complete_sale``.
    """
    session = shop.require(Permission.SELL)
    with shop.read() as work:
        known = _known_answer(work, request)
    if known is not None:
        return known
    with shop.write("sale.enter") as work:
        # Asked again under the write lock: another process may have sent the same reference meanwhile.
        known = _known_answer(work, request)
        if known is not None:
            return known
        buyer = _buyer(shop, work, request.customer)
        order, goods = _order_of(shop, session, work, request, buyer)
        # Nothing to pay is paid: such an order completes with its invoice.
        if request.tenders or not order.payable:
            return _complete(work, shop, session, Sale(order, goods, buyer), request.tenders)
        check_buyer(buyer)
        check_discounts(session, order)
        waiting = order.await_payment()
        work.orders.add(waiting, shop.clock.now(), session.user_id)
        return OrderAnswer(waiting)


def _complete(work: UnitOfWork, shop: Shop, session: Session, sale: Sale, tenders: Sequence[Tender]) -> OrderAnswer:
    done, invoice = complete(work, shop, session, sale, tenders)
    return OrderAnswer(done, invoice.serial, invoice.issued_at)


def _known_answer(work: UnitOfWork, request: OrderRequest) -> OrderAnswer | None:
    known = work.orders.find_by_reference(request.reference) if request.reference else None
    return answer_of(work, known) if known else None


def _order_of(
    shop: Shop, session: Session, work: UnitOfWork, request: OrderRequest, buyer: Customer | None
) -> tuple[Order, dict[ProductId, Product]]:
    table, day = vat_table_of(work), shop_day(shop.clock.now())
    goods: dict[ProductId, Product] = {}
    lines = []
    for number, asked in enumerate(request.lines, 1):
        try:
            product, label = _goods_of(session, work, asked)
            rate = table.rate_on(day, product.category, product.vat_rate)
            quantity = Quantity(label.e8 * asked.quantity.e8 // 10**8)
            line = OrderLine.of(product, rate, quantity, asked.unit_price)
        except ShopError as error:
            field = f"lines[{number - 1}].{_FIELD_OF.get(error.code, 'code')}"
            raise ShopError(error.code, **{**error.data, "field": field, "line": number}) from error
        goods[product.id] = product
        lines.append(replace(line, discount=asked.discount))
    order = Order(
        id=OrderId(shop.new_id()),
        reference=request.reference,
        lines=tuple(lines),
        discount=request.discount,
        customer_id=buyer.id if buyer else None,
    )
    return order, goods


_FIELD_OF = {
    "quantity_not_whole": "quantity",
    "quantity_not_positive": "quantity",
    "quantity_too_large": "quantity",
    "amount_too_large": "unit_price",
    "not_allowed": "unit_price",
}


def _goods_of(session: Session, work: UnitOfWork, asked: LineRequest) -> tuple[Product, Quantity]:
    """Find a line's goods and what one of its code stands for, and check the price that was asked."""
    found = find_in(work, asked.code)
    if found is None:
        raise ShopError("product_unknown", code=asked.code[:64])
    if asked.unit_price not in (None, found[0].price) and not session.may(Permission.CHANGE_PRICE):
        raise ShopError("not_allowed", permission=Permission.CHANGE_PRICE.value, role=session.role.value)
    return found


def _buyer(shop: Shop, work: UnitOfWork, given: CustomerId | Customer | None) -> Customer | None:
    """Find the buyer, complete what was empty in the profile, or create the customer."""
    if given is None:
        return None
    if not isinstance(given, Customer):
        return work.customers.get(given)
    known = work.customers.find_same(given)
    if known is None:
        shop.require(Permission.EDIT_CUSTOMERS)
        work.customers.add([given])
        return given
    values = {name: getattr(known, name) or getattr(given, name) for name in FIELDS}
    completed = checked_customer(known.id, known.kind, values)
    if completed != known:
        shop.require(Permission.EDIT_CUSTOMERS)
        check_codes_free(work, completed)
        work.customers.replace(completed)
    return completed
