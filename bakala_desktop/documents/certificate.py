"""The VAT certificate «گواهی مالیات و عوارض ارزش افزوده» on paper, A4 landscape (R04; reference/invoice-form.md, 7 B).

Draws what the snapshot holds: both parties, the seller's registration, the invoices with their bases and VAT, sums of
each rate, the season, the statement that the shop's accountant has worded, and the cells for signatures.
"""

from __future__ import annotations

from bakala_desktop.documents.certificate_table import CertificateRow, certificate_table, rows_of
from bakala_desktop.documents.closing_block import SEAL_HEIGHT, draw_seals
from bakala_desktop.documents.contact_strip import ContactStrip
from bakala_desktop.documents.field_row import SIZES, Field, FieldRow, Paragraphs
from bakala_desktop.documents.form_head import FormHead
from bakala_desktop.documents.form_table import FormTable
from bakala_desktop.documents.form_words import IN_WORDS, TOTAL
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.paged_form import FormParts, PagedForm, SumRow
from bakala_desktop.documents.party_block import BUYER, SELLER, PartyBlock
from bakala_desktop.documents.sheet import BAND_GREY, SOFT_GREY, in_a_row, isolated
from bakala_desktop.documents.subject_strip import SubjectStrip
from bakala_desktop.domain.certificate import Certificate
from bakala_desktop.domain.jalali import SEASONS, fiscal_year, format_day, season, shop_day
from bakala_desktop.domain.tax import percent_text
from bakala_desktop.domain.text import persian_digits
from bakala_desktop.domain.words import rials_in_words

TITLE = "گواهی مالیات و عوارض ارزش افزوده"
INVOICES = "صورتحساب‌های مورد گواهی"
SEASON, COUNT, REPLACES = "دورهٔ مالیاتی", "تعداد صورتحساب", "جایگزین گواهی"
REGISTRATION, VALIDITY = "شماره گواهی‌نامهٔ ثبت‌نام در نظام مالیات بر ارزش افزوده", "اعتبار گواهی‌نامه"
STATEMENT = "متن گواهی"
SIGNATURES = ("مدیر مالی", "صاحب امضای مجاز", "مهر فروشنده")

_COUNT_WIDTH = 132.0
_VALIDITY_WIDTH = 260.0
_STATEMENT_LINES = 20


def certificate_form(certificate: Certificate, proof: str = "") -> PagedForm[CertificateRow]:
    """Return the form of a certificate, measured; `proof` is the text of its code.

    Raises FileNotFoundError where the installation lacks a font.
    """
    period = SubjectStrip((_period(certificate),))
    seller, buyer = PartyBlock(SELLER, certificate.seller), PartyBlock(BUYER, certificate.buyer)
    return PagedForm(
        FormParts(
            head=FormHead(TITLE, certificate.serial, certificate.issued_at, proof),
            blocks=(period, seller, _registration(certificate), buyer),
            repeated=(period, buyer),
            band=INVOICES,
            table=FormTable(certificate_table(certificate)),
            lines=rows_of(certificate),
            sums=_sums(certificate),
            closing=_Closing(certificate),
            strip=ContactStrip(certificate.contact),
        )
    )


def seasons_of(certificate: Certificate) -> str:
    """Return the seasons, the periods of the VAT return, in which the invoices were issued: «پاییز ۱۴۰۵»."""
    days = [shop_day(invoice.issued_at) for invoice in certificate.invoices]
    periods = sorted({(fiscal_year(day), season(day)) for day in days})
    return persian_digits("، ".join(f"{SEASONS[quarter - 1]} {year}" for year, quarter in periods))


def _period(certificate: Certificate) -> FieldRow:
    """Return the season, the number of invoices, and the certificates that this one takes the place of."""
    count = persian_digits(str(len(certificate.invoices)))
    serials = in_a_row(map(str, certificate.replaces), "، ")
    fields = [
        Field(SEASON, seasons_of(certificate), is_strong=True),
        Field(COUNT, count, width=_COUNT_WIDTH, is_strong=True),
    ]
    if certificate.replaces:
        fields.insert(1, Field(REPLACES, serials, is_strong=True))
    return FieldRow(fields)


def _registration(certificate: Certificate) -> FieldRow:
    registration = certificate.registration
    first, last = (isolated(format_day(day)) for day in (registration.from_day, registration.to_day))
    return FieldRow(
        [
            Field(REGISTRATION, isolated(registration.number)),
            Field(VALIDITY, f"از {first} تا {last}", width=_VALIDITY_WIDTH),
        ]
    )


def _sums(certificate: Certificate) -> list[SumRow]:
    """Return a subtotal for each rate and for what is exempt, and the grand total."""
    rows = []
    for part in certificate.by_rate:
        percent = persian_digits(percent_text(part.rate).replace(".", "٫"))
        rows.append(SumRow(f"جمع نرخ {percent} درصد", (part.base, None, part.vat, part.base + part.vat), SOFT_GREY))
    if certificate.exempt_base:
        exempt = certificate.exempt_base
        rows.append(SumRow("جمع معاف", (None, exempt, None, exempt), SOFT_GREY))
    total = (certificate.base, certificate.exempt_base, certificate.vat, certificate.total)
    return [*rows, SumRow(TOTAL, total, BAND_GREY)]


class _Closing:
    """The grand total in words, the statement, and the cells for signatures."""

    def __init__(self, certificate: Certificate):
        self._rows = (
            Paragraphs(f"{TOTAL} {IN_WORDS}", rials_in_words(certificate.total), 2, is_strong=True),
            Paragraphs(STATEMENT, certificate.statement, _STATEMENT_LINES, sizes=SIZES),
        )
        self.height = sum(row.height for row in self._rows) + SEAL_HEIGHT

    def draw(self, paper: Paper, top: float) -> float:
        """Draw the block and return its lower edge."""
        for row in self._rows:
            top = row.draw(paper, top)
        return draw_seals(paper, top, SIGNATURES)
