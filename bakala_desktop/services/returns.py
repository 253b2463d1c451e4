"""Taking sold goods back (R03), and looking at what became of an invoice."""

from __future__ import annotations

from dataclasses import dataclass

from bakala_desktop.domain.chain import Chain
from bakala_desktop.domain.changes import issue_return
from bakala_desktop.domain.document import DocumentKind, Invoice
from bakala_desktop.domain.return_request import ReturnRequest
from bakala_desktop.domain.staff import Permission
from bakala_desktop.services.changing import chain_of, filing_of, keep_change
from bakala_desktop.services.settings import rounding_of
from bakala_desktop.services.shop import Shop


@dataclass(frozen=True, slots=True)
class Returned:
    """A return as issued; ``is_whole`` where nothing of its invoice is left."""

    document: Invoice
    is_whole: bool


def return_goods(shop: Shop, request: ReturnRequest) -> Returned:
    """Take goods of one invoice back: its return issued, the stock filled up, the money given back, or nothing.

    Raises ShopError ``clock_set_back`` and those of ``chain_of`` and ``issue_return``.
    """
    shop.require(Permission.RETURN_GOODS)
    with shop.write("invoice.return") as work:
        chain = chain_of(work, request.invoice)
        filing = filing_of(work, shop, chain, DocumentKind.RETURN)
        document = issue_return(filing, chain, request.lines, request.reason, request.tenders, rounding_of(work))
        keep_change(work, shop, chain, document)
    return Returned(document, Chain(chain.invoice, (*chain.changes, document)).is_fully_returned)


def get_chain(shop: Shop, serial: str) -> Chain:
    """Return an invoice and what changed it. Raises ShopError as ``chain_of``."""
    shop.require(Permission.PRINT_DOCUMENTS)
    with shop.read() as work:
        return chain_of(work, serial)
