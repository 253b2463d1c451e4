"""What goes with a parcel: slip and labels, drawn from the live order and never kept (design.md, rule 7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bakala_desktop.domain.customer import Customer
from bakala_desktop.domain.delivery import Addressee, AddressLabel, DeliverySlip, LabelSize, ParcelLine, Sender
from bakala_desktop.domain.document import Invoice
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import shop_day
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.order import Order, OrderId, OrderStatus
from bakala_desktop.domain.party import contact_of
from bakala_desktop.domain.staff import Permission
from bakala_desktop.services.settings import profile_of
from bakala_desktop.services.shop import Shop
from bakala_desktop.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from bakala_desktop.documents.page import Rendered

MOST_PARCELS = 200
_UNPAID = (OrderStatus.DRAFT, OrderStatus.PARKED, OrderStatus.AWAITING_INFORMATION, OrderStatus.AWAITING_PAYMENT)


@dataclass(frozen=True, slots=True)
class DeliveryPaper:
    """A slip or labels as PDF; ``missing`` names characters that the fonts do not have."""

    order_number: str
    pdf: bytes
    pages: int
    missing: tuple[str, ...] = ()


def draw_slip(shop: Shop, order_id: OrderId) -> DeliveryPaper:
    """Draw the delivery slip of an order as it stands now. Raises ShopError ``order_not_found``,
    ``delivery_address_missing`` (fields).
    """
    shop.require(Permission.PRINT_DOCUMENTS)
    from bakala_desktop.documents.delivery_slip import render_slip

    with shop.read() as work:
        slip = _slip(shop, work, order_id)
    return _paper(slip, render_slip(slip))


def draw_labels(shop: Shop, order_id: OrderId, size: LabelSize = LabelSize.LARGE, parcels: int = 1) -> DeliveryPaper:
    """Draw an address label for each parcel of an order.

    Raises ShopError ``order_not_found``, ``delivery_address_missing``, ``number_out_of_range``.
    """
    shop.require(Permission.PRINT_DOCUMENTS)
    if not 1 <= parcels <= MOST_PARCELS:
        raise ShopError("number_out_of_range", least=1, most=MOST_PARCELS)
    from bakala_desktop.documents.address_label import render_labels

    with shop.read() as work:
        slip = _slip(shop, work, order_id)
    return _paper(slip, render_labels(AddressLabel.of_slip(slip, parcels), size))


def _paper(slip: DeliverySlip, drawn: Rendered) -> DeliveryPaper:
    return DeliveryPaper(slip.order_number, drawn.pdf, drawn.pages, drawn.missing)


def _slip(shop: Shop, work: UnitOfWork, order_id: OrderId) -> DeliverySlip:
    order, profile = work.orders.get(order_id), profile_of(work)
    invoice = work.documents.find_of_order(order_id)
    return DeliverySlip(
        sender=Sender(profile.name, contact_of(profile)),
        # The last digits of an identity are those that chance made: they tell orders of one moment apart.
        order_number=str(invoice.serial) if invoice else order_id.hex[-12:].upper(),
        recipient=_addressee(_customer_of(work, order, invoice)),
        lines=_lines(work, order, invoice),
        made_at=shop.clock.now(),
        ordered_on=shop_day(order.completed_at) if order.completed_at else None,
        to_collect=order.payable if order.status in _UNPAID else Rial(0),
    )


def _lines(work: UnitOfWork, order: Order, invoice: Invoice | None) -> tuple[ParcelLine, ...]:
    """Return what is in the parcel: of a sale what is left of it after returns and corrections."""
    if invoice is None:
        return tuple(ParcelLine(line.title, line.quantity, line.unit) for line in order.lines)
    rest = work.documents.get_chain(invoice.serial).remaining()
    return tuple(ParcelLine(part.line.title, part.quantity, part.line.unit) for part in rest)


def _customer_of(work: UnitOfWork, order: Order, invoice: Invoice | None) -> Customer | None:
    """Return whom the order goes to: the buyer of its invoice, which may have been made out anew to another."""
    customer_id = work.documents.customer_of(invoice.serial) if invoice else order.customer_id
    return work.customers.get(customer_id) if customer_id else None


def _addressee(customer: Customer | None) -> Addressee:
    lacking = [name for name in ("city", "address") if customer is None or not getattr(customer, name)]
    if lacking or customer is None:
        raise ShopError("delivery_address_missing", field=lacking[0], fields=lacking)
    return Addressee(
        name=customer.display_name,
        phone=customer.mobile or customer.phone,
        province=customer.province,
        city=customer.city,
        address=customer.address,
        postal_code=customer.postal_code,
    )
