"""Proformas: a cart offered on paper for some days, and sold with one key afterwards. None is a sale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bakala_desktop.domain.customer import Customer
from bakala_desktop.domain.document import SERIES, DocumentId, DocumentKind, Invoice, issue_proforma
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import fiscal_year, shop_day
from bakala_desktop.domain.order import Order, OrderId, OrderLine
from bakala_desktop.domain.party import Party
from bakala_desktop.domain.product import Product
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.staff import Permission
from bakala_desktop.services.checkout import (
    Goods,
    at_todays_rates,
    buyer_of,
    check_discounts,
    check_prices,
    goods_of,
    offered_by,
)
from bakala_desktop.services.paper_settings import MOST_PROFORMA_DAYS, proforma_days_of
from bakala_desktop.services.settings import NOTES, profile_of
from bakala_desktop.services.shop import Session, Shop
from bakala_desktop.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class _Offer:
    """A cart as it is offered, checked as a sale is: at today's VAT rates, to whom, and until the end of which day."""

    order: Order
    buyer: Customer | None
    until: date


def issue_proforma_of(shop: Shop, cart: Order, valid_days: int | None = None) -> Invoice:
    """Issue the proforma of a cart and keep the cart as a draft under its own identity; no sale, no stock moved.

    It holds for ``valid_days`` after today, or for as long as the settings say; for longer than that, or longer than
    the offer that its prices come from, only by whoever may set prices. The same cart again, nothing changed, gives
    the same proforma while it holds. Raises ShopError ``bad_field``, ``order_empty``, ``order_not_open``,
    ``product_unknown``, ``price_changed``, ``not_allowed``, ``customer_not_found``.
    """
    session = shop.require(Permission.SELL)
    if valid_days is not None and not 1 <= valid_days <= MOST_PROFORMA_DAYS:
        raise ShopError("bad_field", field="proforma_days", least=1, most=MOST_PROFORMA_DAYS)
    with shop.read() as work:
        standing = _standing(work, shop, _offer(work, shop, session, cart, valid_days), valid_days)
    if standing is not None:
        return standing
    with shop.write("proforma.issue") as work:
        offer = _offer(work, shop, session, cart, valid_days)
        # Asked again under the write lock: a second press may have been quicker.
        return _standing(work, shop, offer, valid_days) or _issue(work, shop, session, offer)


def _offer(work: UnitOfWork, shop: Shop, session: Session, cart: Order, valid_days: int | None) -> _Offer:
    known = work.orders.find(cart.id)
    if known is not None:
        known.check_open()
        cart = replace(cart, reference=known.reference, status=known.status)
    cart.check_open()
    goods = goods_of(work, cart)
    check_prices(session, cart, goods, offered_by(work, shop, known))
    check_discounts(session, cart)
    until = _last_day(work, shop, session, cart, goods, valid_days)
    return _Offer(at_todays_rates(work, shop, cart, goods), buyer_of(work, cart), until)


def _last_day(
    work: UnitOfWork, shop: Shop, session: Session, cart: Order, goods: Goods, valid_days: int | None
) -> date:
    """Return the last day of an offer: prices of another day hold no longer than the proforma that offered them."""
    usual = proforma_days_of(work)
    until = shop_day(shop.clock.now()) + timedelta(days=valid_days or usual)
    if session.may(Permission.CHANGE_PRICE):
        return until
    if valid_days is not None and valid_days > usual:
        raise ShopError("not_allowed", permission=Permission.CHANGE_PRICE.value, role=session.role.value)
    earlier = work.documents.find_of_order(cart.id, DocumentKind.PROFORMA)
    if earlier is None or earlier.valid_until is None or cart == _at_todays_prices(cart, goods):
        return until
    return min(until, earlier.valid_until)


def _standing(work: UnitOfWork, shop: Shop, offer: _Offer, valid_days: int | None) -> Invoice | None:
    """Return the proforma that says this of the order already, if it still holds."""
    order, buyer = offer.order, offer.buyer
    proforma = work.documents.find_of_order(order.id, DocumentKind.PROFORMA)
    if proforma is None or proforma.valid_until is None:
        return None
    today = shop_day(shop.clock.now())
    holds = proforma.valid_until >= today if valid_days is None else proforma.valid_until == offer.until
    same_buyer = proforma.buyer == (Party.of_customer(buyer) if buyer else None)
    return proforma if holds and same_buyer and work.orders.get(order.id) == order else None


def _issue(work: UnitOfWork, shop: Shop, session: Session, offer: _Offer) -> Invoice:
    now, order = shop.clock.now(), offer.order
    if work.orders.find(order.id) is None:
        work.orders.add(order, now, session.user_id)
    else:
        work.orders.replace(order)
    serial = work.documents.next_serial(SERIES[DocumentKind.PROFORMA], fiscal_year(shop_day(now)))
    notes, identity = str(work.settings.find(NOTES) or ""), DocumentId(shop.new_id())
    proforma = issue_proforma(identity, serial, order, now, offer.until, profile_of(work), offer.buyer, notes)
    work.documents.issue(proforma, user_id=session.user_id, customer_id=order.customer_id)
    return proforma


def open_proforma(shop: Shop, serial: str) -> Order:
    """Return the cart of a proforma, ready to be sold: as offered while it holds, afterwards at today's prices.

    Raises ShopError ``bad_serial``, ``not_a_proforma``, ``document_not_found``, ``proforma_sold`` (with the invoice)
    and ``proforma_replaced`` where the cart was offered anew.
    """
    shop.require(Permission.SELL)
    parsed = Serial.parse(serial)
    if parsed.series != SERIES[DocumentKind.PROFORMA]:
        raise ShopError("not_a_proforma", serial=str(parsed))
    with shop.read() as work:
        proforma = work.documents.get(parsed).document
        assert isinstance(proforma, Invoice)
        order = work.orders.get(OrderId(proforma.order_id))
        invoice = work.documents.find_of_order(order.id)
        if invoice is not None:
            raise ShopError("proforma_sold", serial=str(parsed), invoice=str(invoice.serial))
        newest = work.documents.find_of_order(order.id, DocumentKind.PROFORMA)
        if newest is not None and newest.serial != parsed:
            raise ShopError("proforma_replaced", serial=str(parsed), replaced_by=str(newest.serial))
        goods = goods_of(work, order)
        priced = order if offered_by(work, shop, order) else _at_todays_prices(order, goods)
        # An offer binds the shop's prices, not the law's rates: those are of the day of the sale.
        return at_todays_rates(work, shop, priced, goods)


def _at_todays_prices(order: Order, goods: Goods) -> Order:
    return replace(order, lines=tuple(_priced_anew(line, goods[line.product_id]) for line in order.lines))


def _priced_anew(line: OrderLine, product: Product) -> OrderLine:
    return replace(line, unit_price=product.price, price_includes_vat=product.price_includes_vat)
