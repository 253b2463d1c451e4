"""Selling: an order is entered, paid, taken from stock, invoiced and audited, in one transaction or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bakala_desktop.domain.chain import book_lines
from bakala_desktop.domain.customer import FIELDS, Customer, CustomerId, checked_customer, missing_for_counter_sale
from bakala_desktop.domain.document import SERIES, DocumentId, DocumentKind, Invoice, issue_invoice
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import fiscal_year, shop_day
from bakala_desktop.domain.order import Order, OrderId, OrderLine
from bakala_desktop.domain.order_request import LineRequest, OrderRequest
from bakala_desktop.domain.product import Product, ProductId
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.staff import Permission
from bakala_desktop.domain.tender import Tender, TenderKind, settle
from bakala_desktop.services.catalog import find_in
from bakala_desktop.services.customers import check_codes_free
from bakala_desktop.services.settings import FORBID_NEGATIVE, NOTES, profile_of, rounding_of, vat_table_of
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

    The cart's identity makes it idempotent: the same cart again gives the same answer and changes nothing. Raises
    ShopError ``order_empty``, ``price_changed``, ``customer_incomplete``, ``stock_too_small``, ``not_allowed`` and
    those of ``settle``.
    """
    session = shop.require(Permission.SELL)
    with shop.read() as work:
        known = work.orders.find(order.id)
        if known is not None:
            return answer_of(work, known)
    with shop.write("sale.complete") as work:
        # Asked again under the write lock: a second press may have been quicker.
        known = work.orders.find(order.id)
        if known is not None:
            return answer_of(work, known)
        goods = work.products.list_by_ids(list({line.product_id for line in order.lines}))
        _check_prices(session, order, goods)
        buyer = work.customers.get(order.customer_id) if order.customer_id else None
        return _finish(shop, work, session, order, goods, buyer, tenders)


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
            return _finish(shop, work, session, order, goods, buyer, request.tenders)
        _check_buyer(buyer)
        _check_discounts(session, order)
        waiting = order.await_payment()
        work.orders.add(waiting, shop.clock.now(), session.user_id)
        return OrderAnswer(waiting)


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


def _check_buyer(buyer: Customer | None) -> None:
    missing = missing_for_counter_sale(buyer) if buyer else ()
    if missing:
        raise ShopError(
            "customer_incomplete", field=f"customer.{missing[0]}", missing=[f"customer.{m}" for m in missing]
        )


def _check_prices(session: Session, order: Order, goods: dict[ProductId, Product]) -> None:
    for line in order.lines:
        product = goods.get(line.product_id)
        if product is None:
            raise ShopError("product_unknown", code=line.sku)
        is_as_priced = line.unit_price == product.price or session.may(Permission.CHANGE_PRICE)
        if not is_as_priced or line.price_includes_vat != product.price_includes_vat:
            raise ShopError("price_changed", sku=line.sku, title=line.title, old=line.unit_price, new=product.price)


def _check_discounts(session: Session, order: Order) -> None:
    if (order.discount or any(line.discount for line in order.lines)) and not session.may(Permission.DISCOUNT):
        raise ShopError("not_allowed", permission=Permission.DISCOUNT.value)


def _check_stock(work: UnitOfWork, order: Order, goods: dict[ProductId, Product]) -> None:
    """Refuse goods that are not there, but only where the shop wants that (``stock.forbid_negative``)."""
    if not work.settings.find(FORBID_NEGATIVE):
        return
    for product in goods.values():
        if product.stock_e8 is not None and product.stock_e8 < order.count_of(product.id):
            raise ShopError("stock_too_small", sku=product.sku, title=product.title, stock_e8=product.stock_e8)


def _check_credit(tenders: Sequence[Tender]) -> None:
    """A sale on credit needs a customer with a limit, and no customer has one yet."""
    if any(t.kind is TenderKind.CREDIT and t.amount for t in tenders):
        raise ShopError("credit_limit_missing")


def _at_todays_rates(shop: Shop, work: UnitOfWork, order: Order, goods: dict[ProductId, Product]) -> Order:
    """Price the cart at the rates of the day of issue, as the goods stand in the books and not as the cart has them."""
    table, day = vat_table_of(work), shop_day(shop.clock.now())
    sold = [goods[line.product_id] for line in order.lines]
    return order.with_rates([table.rate_on(day, product.category, product.vat_rate) for product in sold])


def _finish(
    shop: Shop,
    work: UnitOfWork,
    session: Session,
    cart: Order,
    goods: dict[ProductId, Product],
    buyer: Customer | None,
    tenders: Sequence[Tender],
) -> OrderAnswer:
    """Settle, take out of stock, number and freeze: what both ways of selling end in."""
    now = shop.clock.now()
    _check_buyer(buyer)
    _check_discounts(session, cart)
    _check_stock(work, cart, goods)
    _check_credit(tenders)
    order = _at_todays_rates(shop, work, cart, goods)
    done = order.complete(settle(order.payable, tenders, rounding_of(work)), now)
    work.orders.add(done, now, session.user_id)
    work.products.take_out(done, now)
    invoice = _issue(shop, work, session, done, buyer)
    return OrderAnswer(done, invoice.serial, invoice.issued_at)


def _issue(shop: Shop, work: UnitOfWork, session: Session, done: Order, buyer: Customer | None) -> Invoice:
    assert done.completed_at is not None
    serial = work.documents.next_serial(SERIES[DocumentKind.INVOICE], fiscal_year(shop_day(done.completed_at)))
    notes = str(work.settings.find(NOTES) or "")
    invoice = issue_invoice(DocumentId(shop.new_id()), serial, done, profile_of(work), buyer, notes)
    lines = book_lines(invoice, done)
    work.documents.issue(invoice, user_id=session.user_id, customer_id=done.customer_id, lines=lines)
    return invoice
