"""The table of a VAT certificate: for each invoice a row of every rate on it (reference/invoice-form.md, 7 B 5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bakala_desktop.documents.fonts import Run, bold, regular
from bakala_desktop.documents.form_table import Column, Sums, TableShape
from bakala_desktop.documents.sheet import PAD, TEXT, WIDTH
from bakala_desktop.domain.certificate import Certificate, CertifiedInvoice, RateSum
from bakala_desktop.domain.jalali import format_day, shop_day
from bakala_desktop.domain.tax import percent_text

HEADINGS = (
    "ردیف",
    "شماره صورتحساب",
    "تاریخ",
    "شماره منحصر به فرد مالیاتی",
    "مأخذ مشمول (ریال)",
    "مأخذ معاف (ریال)",
    "نرخ (درصد)",
    "مالیات و عوارض (ریال)",
    "جمع (ریال)",
)
_FIXED = {0: 30.0, 1: 96.0, 2: 62.0, 6: 44.0}
_TAX_NUMBER, _SUMS_AT = 3, (4, 5, 7, 8)
_CENTRED = frozenset({0, 1, 2, 3, 6})
_NARROWEST_AMOUNT, _WIDEST_AMOUNT = 82.0, 100.0


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """One rate of one invoice; `number` counts the invoices and is 0 on further rows of the same one.

    `rate` is None where an invoice has exempt goods only, whose base stands on its first row.
    """

    number: int
    invoice: CertifiedInvoice
    rate: RateSum | None
    exempt: int

    @property
    def amounts(self) -> Sums:
        """Taxable base, exempt base, VAT and total, in rials."""
        base, vat = (self.rate.base, self.rate.vat) if self.rate else (0, 0)
        return base, self.exempt, vat, base + self.exempt + vat


def rows_of(certificate: Certificate) -> list[CertificateRow]:
    """Return the rows of all invoices, in the order of the certificate."""
    return [row for number, invoice in enumerate(certificate.invoices, 1) for row in _rows(number, invoice)]


def _rows(number: int, invoice: CertifiedInvoice) -> Iterator[CertificateRow]:
    rates = invoice.rates or (None,)
    yield CertificateRow(number, invoice, rates[0], invoice.exempt_base)
    for rate in rates[1:]:
        yield CertificateRow(0, invoice, rate, 0)


def certificate_table(certificate: Certificate) -> TableShape[CertificateRow]:
    """Return the table, its columns as wide as its largest amounts need; the tax number takes the rest."""
    pairs = enumerate(zip(HEADINGS, _widths(certificate), strict=True))
    columns = tuple(Column(heading, width, place in _CENTRED) for place, (heading, width) in pairs)
    return TableShape(columns, _SUMS_AT, _cells, lambda row: row.amounts)


def _cells(row: CertificateRow) -> list[Run]:
    plain, invoice = regular(), row.invoice
    base, exempt, vat, total = row.amounts
    return [
        plain.figure(str(row.number)) if row.number else plain.text(""),
        plain.code(str(invoice.serial)),
        plain.figure(format_day(shop_day(invoice.issued_at))),
        plain.text(invoice.tax_number, "L"),
        plain.amount(base),
        plain.amount(exempt) if row.number else plain.text(""),
        plain.figure(percent_text(row.rate.rate)) if row.rate else plain.text(""),
        plain.amount(vat),
        plain.amount(total),
    ]


def _widths(certificate: Certificate) -> list[float]:
    """Return the widths of the columns, from the right."""
    sums = (certificate.base, certificate.exempt_base, certificate.vat, certificate.total)
    widths = dict(_FIXED)
    for place, amount in zip(_SUMS_AT, sums, strict=True):
        width = bold().amount(amount).at(TEXT) + 2 * PAD
        widths[place] = min(max(width, _NARROWEST_AMOUNT), _WIDEST_AMOUNT)
    widths[_TAX_NUMBER] = WIDTH - sum(widths.values())
    return [widths[place] for place in range(len(HEADINGS))]
