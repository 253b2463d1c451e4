"""What every way of selling ends in: prices and rights checked, stock moved, the invoice numbered and frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bakala_desktop.domain.chain import book_lines
from bakala_desktop.domain.customer import Customer, missing_for_counter_sale
from bakala_desktop.domain.document import SERIES, DocumentId, DocumentKind, Invoice, issue_invoice
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import fiscal_year, shop_day
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.order import Order
from bakala_desktop.domain.product import Product, ProductId
from bakala_desktop.domain.staff import Permission
from bakala_desktop.domain.tender import Tender, TenderKind, settle
from bakala_desktop.services.settings import FORBID_NEGATIVE, NOTES, profile_of, rounding_of, vat_table_of
from bakala_desktop.services.shop import Session, Shop
from bakala_desktop.storage.unit_of_work import UnitOfWork

Goods = Mapping[ProductId, Product]
"""The goods of an order as they stand in the books."""

Offered = Mapping[tuple[ProductId, Rial, bool], int]
"""How much, in hundred-millionths, was offered of which goods at which price, and whether VAT is inside."""


@dataclass(frozen=True, slots=True)
class Sale:
    """A cart at the counter: its goods, its buyer, and whether it stands in the database already."""

    cart: Order
    goods: Goods
    buyer: Customer | None
    is_known: bool = False


def goods_of(work: UnitOfWork, order: Order) -> Goods:
    """Return an order's goods, as far as they are there."""
    return work.products.list_by_ids(list({line.product_id for line in order.lines}))


def buyer_of(work: UnitOfWork, order: Order) -> Customer | None:
    """Return who an order is for. Raises ShopError ``customer_not_found``."""
    return work.customers.get(order.customer_id) if order.customer_id else None


def offered_by(work: UnitOfWork, shop: Shop, known: Order | None) -> Offered:
    """Return the prices that still hold because an order's proforma does."""
    proforma = work.documents.find_of_order(known.id, DocumentKind.PROFORMA) if known else None
    if known is None or proforma is None or proforma.valid_until is None:
        return {}
    if proforma.valid_until < shop_day(shop.clock.now()):
        return {}
    offered: Counter[tuple[ProductId, Rial, bool]] = Counter()
    for line in known.lines:
        offered[line.product_id, line.unit_price, line.price_includes_vat] += line.quantity.e8
    return offered


def check_prices(session: Session, order: Order, goods: Goods, offered: Offered) -> None:
    """Refuse a price that is neither today's nor offered, but for whoever may set prices.

    Raises ShopError ``product_unknown``, ``price_changed``.
    """
    left = Counter(offered)
    for line in order.lines:
        product = goods.get(line.product_id)
        if product is None:
            raise ShopError("product_unknown", code=line.sku)
        left[line.product_id, line.unit_price, line.price_includes_vat] -= line.quantity.e8
        if left[line.product_id, line.unit_price, line.price_includes_vat] >= 0:
            continue
        is_as_priced = line.unit_price == product.price or session.may(Permission.CHANGE_PRICE)
        if not is_as_priced or line.price_includes_vat != product.price_includes_vat:
            raise ShopError("price_changed", sku=line.sku, title=line.title, old=line.unit_price, new=product.price)


def check_discounts(session: Session, order: Order) -> None:
    """Refuse discounts of a user who may give none. Raises ShopError ``not_allowed``."""
    if (order.discount or any(line.discount for line in order.lines)) and not session.may(Permission.DISCOUNT):
        raise ShopError("not_allowed", permission=Permission.DISCOUNT.value)


def check_buyer(buyer: Customer | None) -> None:
    """Refuse a named buyer who cannot stand on an invoice. Raises ShopError ``customer_incomplete`` (missing)."""
    missing = missing_for_counter_sale(buyer) if buyer else ()
    if missing:
        raise ShopError(
            "customer_incomplete", field=f"customer.{missing[0]}", missing=[f"customer.{m}" for m in missing]
        )


def at_todays_rates(work: UnitOfWork, shop: Shop, order: Order, goods: Goods) -> Order:
    """Price a cart at the rates of the day of issue, as the goods stand in the books and not as the cart has them."""
    table, day = vat_table_of(work), shop_day(shop.clock.now())
    sold = [goods[line.product_id] for line in order.lines]
    return order.with_rates([table.rate_on(day, product.category, product.vat_rate) for product in sold])


def complete(
    work: UnitOfWork, shop: Shop, session: Session, sale: Sale, tenders: Sequence[Tender]
) -> tuple[Order, Invoice]:
    """Settle a sale, take its goods out of stock and issue its invoice.

    Raises ShopError ``customer_incomplete``, ``not_allowed``, ``stock_too_small``, ``credit_limit_missing`` and those
    of ``settle``.
    """
    now = shop.clock.now()
    check_buyer(sale.buyer)
    check_discounts(session, sale.cart)
    _check_stock(work, sale)
    _check_credit(tenders)
    order = at_todays_rates(work, shop, sale.cart, sale.goods)
    done = order.complete(settle(order.payable, tenders, rounding_of(work)), now)
    if sale.is_known:
        work.orders.replace(done)
    else:
        work.orders.add(done, now, session.user_id)
    return done, _issue(work, shop, session, done, sale.buyer)


def _check_stock(work: UnitOfWork, sale: Sale) -> None:
    """Refuse goods that are not there, but only where the shop wants that (``stock.forbid_negative``)."""
    if not work.settings.find(FORBID_NEGATIVE):
        return
    for product in sale.goods.values():
        if product.stock_e8 is not None and product.stock_e8 < sale.cart.count_of(product.id):
            raise ShopError("stock_too_small", sku=product.sku, title=product.title, stock_e8=product.stock_e8)


def _check_credit(tenders: Sequence[Tender]) -> None:
    """A sale on credit needs a customer with a limit, and no customer has one yet."""
    if any(t.kind is TenderKind.CREDIT and t.amount for t in tenders):
        raise ShopError("credit_limit_missing")


def _issue(work: UnitOfWork, shop: Shop, session: Session, done: Order, buyer: Customer | None) -> Invoice:
    assert done.completed_at is not None
    serial = work.documents.next_serial(SERIES[DocumentKind.INVOICE], fiscal_year(shop_day(done.completed_at)))
    notes = str(work.settings.find(NOTES) or "")
    invoice = issue_invoice(DocumentId(shop.new_id()), serial, done, profile_of(work), buyer, notes)
    books = book_lines(invoice, done)
    work.products.move_stock(done.id, books, done.completed_at)
    work.documents.issue(invoice, user_id=session.user_id, customer_id=done.customer_id, lines=books)
    return invoice
