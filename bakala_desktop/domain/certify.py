"""Which invoices a VAT certificate may bear, and what it says of them (R04; reference/invoice-form.md, 7).

A certificate is a legal buyer's proof of the VAT that was charged to it: of final invoices, inside the validity of the
seller's registration, at what is left of them after returns and corrections.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bakala_desktop.domain.certificate import Certificate, CertifiedInvoice, RateSum, sums_by_rate
from bakala_desktop.domain.chain import Chain
from bakala_desktop.domain.customer import PartyKind
from bakala_desktop.domain.document import DocumentId, Invoice
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import shop_day
from bakala_desktop.domain.money import LIMIT, Rial
from bakala_desktop.domain.party import Party, contact_of
from bakala_desktop.domain.seller_needs import missing_for_certificate
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.shop_profile import ShopProfile, VatCertificate


@dataclass(frozen=True, slots=True)
class Certifiable:
    """What a certificate would say, checked: everything but its own identity and number."""

    seller: ShopProfile
    registration: VatCertificate
    buyer: Party
    invoices: tuple[CertifiedInvoice, ...]

    def issue(
        self, document_id: DocumentId, serial: Serial, at: datetime, statement: str, replaces: Sequence[Serial]
    ) -> Certificate:
        """Freeze it under a number."""
        return Certificate(
            id=document_id,
            serial=serial,
            issued_at=at,
            seller=Party.of_shop(self.seller),
            contact=contact_of(self.seller),
            registration=self.registration,
            buyer=self.buyer,
            invoices=self.invoices,
            statement=statement,
            replaces=tuple(replaces),
        )


def check_certifiable(seller: ShopProfile, chains: Sequence[Chain]) -> Certifiable:
    """Check a request for a certificate and gather its rows, in the order of their serials.

    Raises ShopError ``certificate_empty``, ``shop_profile_incomplete`` (fields), ``registration_missing``,
    ``buyers_differ``, ``document_too_large`` and those of ``check_invoice``, which name the invoice.
    """
    if not chains:
        raise ShopError("certificate_empty")
    registration = _registration_of(seller)
    ordered = sorted(chains, key=lambda chain: chain.invoice.serial)
    buyers = [check_buyer(chain.invoice) for chain in ordered]
    for buyer, chain in zip(buyers, ordered, strict=True):
        if buyer.identity != buyers[0].identity:
            first = ordered[0].invoice.serial
            raise ShopError("buyers_differ", serial=str(chain.invoice.serial), other=str(first))
        check_invoice(chain, registration)
    invoices = tuple(map(certified, ordered))
    if sum(invoice.total for invoice in invoices) >= LIMIT:
        raise ShopError("document_too_large")
    return Certifiable(seller, registration, buyers[-1], invoices)


def _registration_of(seller: ShopProfile) -> VatCertificate:
    lacking = [name for name in missing_for_certificate(seller) if name != "vat_certificate"]
    if lacking:
        raise ShopError("shop_profile_incomplete", field=lacking[0], fields=lacking)
    if seller.vat_certificate is None:
        raise ShopError("registration_missing", field="vat_certificate")
    return seller.vat_certificate


def check_buyer(invoice: Invoice) -> Party:
    """Return the legal person to whom an invoice was made out.

    Raises ShopError ``buyer_missing`` or ``buyer_not_legal``: no certificate is for natural persons (R04).
    """
    if invoice.buyer is None:
        raise ShopError("buyer_missing", serial=str(invoice.serial))
    if invoice.buyer.kind is not PartyKind.LEGAL:
        raise ShopError("buyer_not_legal", serial=str(invoice.serial))
    return invoice.buyer


def check_invoice(chain: Chain, registration: VatCertificate) -> None:
    """Refuse an invoice that cannot be certified, each with its reason.

    Raises ShopError ``invoice_cancelled``, ``nothing_left``, ``invoice_without_vat``,
    ``invoice_outside_registration``.
    """
    serial, left = str(chain.invoice.serial), chain.remaining_totals
    if chain.is_cancelled:
        raise ShopError("invoice_cancelled", serial=serial)
    if not left.total:
        raise ShopError("nothing_left", serial=serial)
    if left.vat <= 0:
        raise ShopError("invoice_without_vat", serial=serial)
    day = shop_day(chain.invoice.issued_at)
    if not registration.from_day <= day <= registration.to_day:
        raise ShopError(
            "invoice_outside_registration",
            serial=serial,
            day=day,
            first=registration.from_day,
            last=registration.to_day,
        )


def can_be_left_out(chain: Chain) -> bool:
    """Tell whether a request for a whole period passes over an invoice: of a cancelled one, one that was returned
    whole or one without VAT there is nothing to certify."""
    return chain.is_cancelled or chain.remaining_totals.vat <= 0


def certified(chain: Chain) -> CertifiedInvoice:
    """Return an invoice's row: its bases by rate and its VAT as they stand after all that changed it."""
    rest = [(part.line.vat_rate, part.figures) for part in chain.remaining()]
    return CertifiedInvoice(
        serial=chain.invoice.serial,
        issued_at=chain.invoice.issued_at,
        rates=sums_by_rate(RateSum(rate, figures.net, figures.vat) for rate, figures in rest if rate),
        exempt_base=Rial(sum(figures.net for rate, figures in rest if not rate)),
    )
