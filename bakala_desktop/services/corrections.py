"""Correcting and cancelling issued invoices, and making them out to another buyer (R03)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bakala_desktop.domain.chain import Chain, book_lines
from bakala_desktop.domain.changes import LineChange, check_in_force, issue_cancellation, issue_correction, reissue
from bakala_desktop.domain.customer import CustomerId
from bakala_desktop.domain.document import DocumentKind, Invoice, LinkKind
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import shop_day
from bakala_desktop.domain.order import OrderId
from bakala_desktop.domain.party import Party
from bakala_desktop.domain.staff import Permission
from bakala_desktop.domain.tender import Tender
from bakala_desktop.services.changing import chain_of, filing_of, keep_books, keep_change
from bakala_desktop.services.checkout import check_buyer
from bakala_desktop.services.settings import rounding_of
from bakala_desktop.services.shop import Shop
from bakala_desktop.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Reissued:
    """An invoice that was made out anew: the cancellation of the old one, and the new one."""

    cancellation: Invoice
    invoice: Invoice


def correct_invoice(
    shop: Shop, serial: str, changes: Mapping[int, LineChange], reason: str, tenders: Sequence[Tender]
) -> Invoice:
    """Issue the correction of an invoice: changes by line number, tenders for the difference, or nothing at all.

    Raises ShopError ``clock_set_back`` and those of ``chain_of`` and ``issue_correction``.
    """
    shop.require(Permission.CORRECT_DOCUMENTS)
    with shop.write("invoice.correct") as work:
        chain = chain_of(work, serial)
        filing = filing_of(work, shop, chain, DocumentKind.CORRECTION)
        document = issue_correction(filing, chain, changes, reason, tenders, rounding_of(work))
        keep_change(work, shop, chain, document)
    return document


def cancel_invoice(shop: Shop, serial: str, reason: str, tenders: Sequence[Tender]) -> Invoice:
    """Cancel what is left of an invoice: its goods back in stock, its money given back, or nothing at all.

    Raises ShopError ``clock_set_back`` and those of ``chain_of`` and ``issue_cancellation``.
    """
    shop.require(Permission.CORRECT_DOCUMENTS)
    with shop.write("invoice.cancel") as work:
        chain = chain_of(work, serial)
        filing = filing_of(work, shop, chain, DocumentKind.CANCELLATION)
        document = issue_cancellation(filing, chain, reason, tenders, rounding_of(work))
        keep_change(work, shop, chain, document)
    return document


def make_official(shop: Shop, serial: str, customer_id: CustomerId, reason: str = "") -> Reissued:
    """Make a finished sale out to a buyer who is named now: cancelled and issued anew, without money or stock moving.

    On the day of the sale whoever sells may do it, afterwards it takes the right to correct documents. Raises
    ShopError ``not_allowed``, ``customer_not_found``, ``customer_incomplete``, ``buyer_unchanged``, ``clock_set_back``
    and those of ``chain_of`` and ``reissue``.
    """
    shop.require(Permission.SELL)
    with shop.write("invoice.make_official") as work:
        chain = chain_of(work, serial)
        if shop_day(shop.clock.now()) != _day_of_sale(work, chain):
            shop.require(Permission.CORRECT_DOCUMENTS)
        check_in_force(chain)
        buyer = work.customers.get(customer_id)
        check_buyer(buyer)
        # The same customer may be named anew where the name or a code was wrong on the day of the invoice.
        if chain.invoice.buyer == Party.of_customer(buyer):
            raise ShopError("buyer_unchanged", serial=str(chain.invoice.serial), name=buyer.display_name)
        cancelling = filing_of(work, shop, chain, DocumentKind.CANCELLATION)
        issuing = filing_of(work, shop, chain, DocumentKind.INVOICE)
        cancellation, invoice = reissue(cancelling, issuing, chain, buyer, reason)
        keep_books(work, shop, chain, cancellation)
        _keep_anew(work, shop, chain, invoice, customer_id)
    return Reissued(cancellation, invoice)


def _day_of_sale(work: UnitOfWork, chain: Chain) -> date:
    """Return the shop day of the sale itself: an invoice that was made out anew before is younger."""
    sold_at = work.orders.get(OrderId(chain.invoice.order_id)).completed_at
    assert sold_at is not None
    return shop_day(sold_at)


def _keep_anew(work: UnitOfWork, shop: Shop, chain: Chain, invoice: Invoice, customer_id: CustomerId) -> None:
    work.documents.issue(
        invoice,
        user_id=shop.signed_in().user_id,
        customer_id=customer_id,
        lines=book_lines(invoice, work.orders.get(OrderId(invoice.order_id))),
        links=[(LinkKind.REPLACES, chain.invoice.id)],
    )
