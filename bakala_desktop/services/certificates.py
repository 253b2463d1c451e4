"""Issuing VAT certificates on the request of a legal customer, and of no other (R04)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bakala_desktop.domain.certificate import Certificate
from bakala_desktop.domain.certify import Certifiable, can_be_left_out, check_certifiable
from bakala_desktop.domain.chain import Chain
from bakala_desktop.domain.customer import CustomerId, PartyKind
from bakala_desktop.domain.document import SERIES, DocumentId, DocumentKind, LinkKind
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.filing import instant_of_change
from bakala_desktop.domain.jalali import day_bounds, fiscal_year, shop_day
from bakala_desktop.domain.period import Period
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.staff import Permission
from bakala_desktop.services.paper_settings import statement_of
from bakala_desktop.services.settings import profile_of
from bakala_desktop.services.shop import Shop
from bakala_desktop.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CertificateRequest:
    """Chosen invoices by their serials, or all invoices of a customer from one day to another, both included."""

    serials: tuple[str, ...] = ()
    customer_id: CustomerId | None = None
    from_day: date | None = None
    to_day: date | None = None


@dataclass(frozen=True, slots=True)
class CertificatePreview:
    """What a certificate would say, which older ones it would replace, and which invoices would lose theirs by that:
    an older one is replaced whole, also where it bears invoices that the new one does not."""

    content: Certifiable
    replaces: tuple[Serial, ...]
    loses: tuple[Serial, ...] = ()


def preview_certificate(shop: Shop, request: CertificateRequest) -> CertificatePreview:
    """Return what would be certified; nothing is issued. Raises ShopError as ``issue_certificate``."""
    shop.require(Permission.CERTIFY)
    with shop.read() as work:
        chains = _chains(work, request)
        content, older = check_certifiable(profile_of(work), chains), _older(work, chains)
        return CertificatePreview(content, older, _left_without(work, older, chains))


def issue_certificate(shop: Shop, request: CertificateRequest) -> Certificate:
    """Issue a certificate under the next number of its series; older ones of the same invoices are marked replaced.

    Raises ShopError ``bad_serial``, ``invoice_not_found``, ``not_an_invoice``, ``customer_not_found``,
    ``buyer_not_legal``, ``bad_period``, ``clock_set_back`` and those of ``check_certifiable``; no number is taken then.
    """
    shop.require(Permission.CERTIFY)
    with shop.write("certificate.issue") as work:
        chains = _chains(work, request)
        content, older = check_certifiable(profile_of(work), chains), _older(work, chains)
        # No certificate is older than what it certifies.
        now = max(instant_of_change(chain, shop.clock.now()) for chain in chains)
        serial = work.documents.next_serial(SERIES[DocumentKind.CERTIFICATE], fiscal_year(shop_day(now)))
        made = content.issue(DocumentId(shop.new_id()), serial, now, statement_of(work), older)
        links = [(LinkKind.CERTIFIES, chain.invoice.id) for chain in chains]
        links += [(LinkKind.REPLACES, work.documents.id_of(serial)) for serial in older]
        customer = work.documents.customer_of(chains[-1].invoice.serial)
        work.documents.issue(made, user_id=shop.signed_in().user_id, customer_id=customer, links=links)
    return made


def _chains(work: UnitOfWork, request: CertificateRequest) -> tuple[Chain, ...]:
    if request.customer_id is None:
        serials = sorted({Serial.parse(text) for text in request.serials})
        return tuple(work.documents.get_chain(serial) for serial in serials)
    if work.customers.get(request.customer_id).kind is not PartyKind.LEGAL:
        raise ShopError("buyer_not_legal")
    assert request.from_day is not None
    assert request.to_day is not None
    period = Period(request.from_day, request.to_day)
    first, end = day_bounds(period.first, period.last)
    found = work.documents.list_chains(request.customer_id, first, end)
    return tuple(chain for chain in found if not can_be_left_out(chain))


def _left_without(work: UnitOfWork, older: tuple[Serial, ...], chains: tuple[Chain, ...]) -> tuple[Serial, ...]:
    """Return the invoices that these certificates bear and the new one does not; no other in force bears them."""
    borne = {serial for old in older for serial in work.documents.links_from(old, LinkKind.CERTIFIES)}
    return tuple(sorted(borne - {chain.invoice.serial for chain in chains}))


def _older(work: UnitOfWork, chains: tuple[Chain, ...]) -> tuple[Serial, ...]:
    """Return the certificates in force that bear one of the invoices."""
    found = {s for chain in chains for s in work.documents.links_to(chain.invoice.id, LinkKind.CERTIFIES)}
    in_force = (s for s in found if not work.documents.links_to(work.documents.id_of(s), LinkKind.REPLACES))
    return tuple(sorted(in_force))
