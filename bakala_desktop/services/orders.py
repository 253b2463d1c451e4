"""Looking at orders."""

from __future__ import annotations

from bakala_desktop.domain.ids import parse_id
from bakala_desktop.domain.order import OrderId, OrderStatus
from bakala_desktop.domain.staff import Permission
from bakala_desktop.services.sell import OrderAnswer, answer_of
from bakala_desktop.services.shop import Shop
from bakala_desktop.storage.order_store import OrderSummary

LIST_LIMIT = 1000


def list_orders(shop: Shop, status: OrderStatus | None = None, limit: int = LIST_LIMIT) -> tuple[OrderSummary, ...]:
    """Return the newest orders first."""
    shop.require(Permission.VIEW_ORDERS)
    with shop.read() as work:
        return work.orders.list_orders(status, limit)


def get_order(shop: Shop, order_id: str) -> OrderAnswer:
    """Return an order by its id as text. Raises ShopError ``order_not_found``."""
    shop.require(Permission.VIEW_ORDERS)
    parsed = OrderId(parse_id(order_id, "order_not_found"))
    with shop.read() as work:
        return answer_of(work, work.orders.get(parsed))
