"""What the use cases that change an invoice share: finding its chain, numbering the new document, keeping it."""

from __future__ import annotations

from bakala_desktop.domain.chain import BookLine, Chain, book_lines
from bakala_desktop.domain.document import SERIES, DocumentId, DocumentKind, Invoice, LinkKind
from bakala_desktop.domain.filing import Filing, instant_of_change
from bakala_desktop.domain.jalali import fiscal_year, shop_day
from bakala_desktop.domain.order import OrderId
from bakala_desktop.domain.serial import Serial
from bakala_desktop.services.settings import NOTES, profile_of
from bakala_desktop.services.shop import Shop
from bakala_desktop.storage.unit_of_work import UnitOfWork


def chain_of(work: UnitOfWork, serial: str) -> Chain:
    """Return the chain of an invoice, which is named by its own serial and no other of the chain.

    Raises ShopError ``bad_serial``, ``not_an_invoice``, ``invoice_not_found``, ``document_not_found``.
    """
    return work.documents.get_chain(Serial.parse(serial))


def filing_of(work: UnitOfWork, shop: Shop, chain: Chain, kind: DocumentKind) -> Filing:
    """Take the number of a document that is to change a chain. Raises ShopError ``clock_set_back``."""
    at = instant_of_change(chain, shop.clock.now())
    serial = work.documents.next_serial(SERIES[kind], fiscal_year(shop_day(at)))
    notes = str(work.settings.find(NOTES) or "")
    return Filing(DocumentId(shop.new_id()), serial, at, profile_of(work), notes)


def keep_change(work: UnitOfWork, shop: Shop, chain: Chain, document: Invoice) -> None:
    """Keep a document that changes a chain, and move the stock as it says."""
    books = keep_books(work, shop, chain, document)
    work.products.move_stock(OrderId(document.order_id), books, document.issued_at)


def keep_books(work: UnitOfWork, shop: Shop, chain: Chain, document: Invoice) -> tuple[BookLine, ...]:
    """Keep a document that changes a chain, moving no stock, and return what it adds to the books."""
    books = book_lines(document, work.orders.get(OrderId(document.order_id)), chain.base)
    work.documents.issue(
        document,
        user_id=shop.signed_in().user_id,
        customer_id=work.documents.customer_of(chain.invoice.serial),
        lines=books,
        links=[(LinkKind.CHANGES, chain.invoice.id)],
        refunds=document.tenders,
    )
    return books
