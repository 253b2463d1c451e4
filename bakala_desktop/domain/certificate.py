"""The VAT certificate «گواهی مالیات و عوارض ارزش افزوده»: what a legal buyer's accountant needs (R04).

Its fields are those of reference/invoice-form.md, 7 B. It is frozen like every document: the figures are those of the
invoices as they stood when it was issued, after returns and corrections.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bakala_desktop.domain.document import DocumentId, DocumentKind
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.party import Contact, Party
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.shop_profile import VatCertificate
from bakala_desktop.domain.tax import VatRate


@dataclass(frozen=True, slots=True)
class RateSum:
    """The taxable base of one rate above zero and the VAT on it, in rials; ``rate`` in hundredths of a percent."""

    rate: VatRate
    base: Rial
    vat: Rial


@dataclass(frozen=True, slots=True)
class CertifiedInvoice:
    """One invoice of a certificate, as it stands after all that changed it. ``tax_number`` is "" until it was sent."""

    serial: Serial
    issued_at: datetime
    rates: tuple[RateSum, ...]
    exempt_base: Rial
    tax_number: str = ""

    @property
    def base(self) -> Rial:
        """The taxable base, in rials."""
        return Rial(sum(part.base for part in self.rates))

    @property
    def vat(self) -> Rial:
        """The VAT, in rials."""
        return Rial(sum(part.vat for part in self.rates))

    @property
    def total(self) -> Rial:
        """Taxable base, exempt base and VAT, in rials."""
        return Rial(self.base + self.exempt_base + self.vat)


@dataclass(frozen=True, slots=True)
class Certificate:
    """An issued VAT certificate. ``replaces`` names the certificates that it takes the place of."""

    id: DocumentId
    serial: Serial
    issued_at: datetime
    seller: Party
    contact: Contact
    registration: VatCertificate
    buyer: Party
    invoices: tuple[CertifiedInvoice, ...]
    statement: str
    replaces: tuple[Serial, ...] = ()

    kind = DocumentKind.CERTIFICATE

    @property
    def base(self) -> Rial:
        """The taxable base of all invoices, in rials."""
        return Rial(sum(invoice.base for invoice in self.invoices))

    @property
    def exempt_base(self) -> Rial:
        """What was sold exempt, in rials."""
        return Rial(sum(invoice.exempt_base for invoice in self.invoices))

    @property
    def vat(self) -> Rial:
        """The VAT of all invoices, in rials."""
        return Rial(sum(invoice.vat for invoice in self.invoices))

    @property
    def total(self) -> Rial:
        """Base, exempt base and VAT, in rials."""
        return Rial(self.base + self.exempt_base + self.vat)

    @property
    def by_rate(self) -> tuple[RateSum, ...]:
        """The subtotal of each rate, the lowest first."""
        return sums_by_rate(part for invoice in self.invoices for part in invoice.rates)


def sums_by_rate(parts: Iterable[RateSum]) -> tuple[RateSum, ...]:
    """Add what has one rate, the lowest rate first."""
    sums: dict[VatRate, RateSum] = {}
    for part in parts:
        known = sums.get(part.rate, RateSum(part.rate, Rial(0), Rial(0)))
        sums[part.rate] = RateSum(part.rate, Rial(known.base + part.base), Rial(known.vat + part.vat))
    return tuple(sums[rate] for rate in sorted(sums))
