"""One of each paper that the shop hands out, filled with the invented data, for programs of other hands to read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from sample_invoices import CONTACT, LEGAL, NATURAL, SELLER, TITLES, certificate_of, invoice_of, issued, sample_of

from bakala_desktop.documents.address_label import render_labels
from bakala_desktop.documents.book_tables import table_of
from bakala_desktop.documents.delivery_slip import render_slip
from bakala_desktop.documents.papers import PaperForm, draw
from bakala_desktop.documents.report import render_report
from bakala_desktop.domain.book_report import (
    CountedFigures,
    GoodsSum,
    RateReport,
    SalesReport,
    StockReport,
    StockRow,
    VatReport,
)
from bakala_desktop.domain.certificate import Certificate
from bakala_desktop.domain.delivery import Addressee, AddressLabel, DeliverySlip, LabelSize, ParcelLine, Sender
from bakala_desktop.domain.document import DocumentKind, Invoice
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.period import Period
from bakala_desktop.domain.pricing import Figures
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.tax import VatRate

MADE_AT = datetime(2026, 12, 6, 8, 0, tzinfo=UTC)
PERIOD = Period(date(2026, 9, 23), date(2026, 12, 21))
CLERK = "زهرا نمونه‌ای"


@dataclass(frozen=True)
class SamplePaper:
    """A paper with what it is about: `titles` of goods and `names` of people, `codes` that one looks for, `amounts`."""

    make: Callable[[], bytes]
    titles: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    amounts: tuple[int, ...] = ()


def _of_invoice(invoice: Invoice, form: PaperForm = PaperForm.A4) -> SamplePaper:
    is_form = form is PaperForm.A4
    buyer = invoice.buyer or LEGAL
    codes = (str(invoice.serial), SELLER.economic_code, SELLER.postal_code, buyer.economic_code, buyer.identity)
    return SamplePaper(
        lambda: draw(issued(invoice), form=form).pdf,
        tuple(line.title for line in invoice.lines),
        (SELLER.name, buyer.name),
        codes if is_form else (str(invoice.serial), SELLER.economic_code),
        (*_amounts_of(invoice, is_form), invoice.totals.total),
    )


def _amounts_of(invoice: Invoice, is_form: bool) -> list[int]:
    figures = [line.figures for line in invoice.lines]
    return [amount for one in figures for amount in ((one.net, one.vat, one.total) if is_form else (one.gross,))]


def _of_certificate(certificate: Certificate) -> SamplePaper:
    rates = [one for invoice in certificate.invoices for one in invoice.rates]
    return SamplePaper(
        lambda: draw(issued(certificate)).pdf,
        names=(SELLER.name, LEGAL.name),
        codes=(str(certificate.serial), LEGAL.identity, *(str(one.serial) for one in certificate.invoices)),
        amounts=(*(amount for one in rates for amount in (one.base, one.vat)), certificate.total),
    )


def _of_report(report: SalesReport | VatReport | StockReport) -> SamplePaper:
    table = table_of(report)
    whole = [cell for group in table.groups for row in group.rows for cell in row]
    return SamplePaper(
        lambda: render_report(table, CONTACT).pdf,
        tuple(cell for cell in whole if cell in TITLES),
        (CLERK,),
        amounts=tuple(cell for cell in whole if isinstance(cell, int) and 100_000 < cell < 10**10 and cell % 10),
    )


def _figures(net: int, percent: int = 10) -> Figures:
    vat = net * percent // 100
    return Figures(Rial(net), Rial(0), Rial(net), Rial(vat), Rial(net + vat))


def sales_report() -> SalesReport:
    """The sales of a season: all titles, one of them with more returned than sold."""
    goods = tuple(
        GoodsSum(f"2710{at:05d}", title, "عدد", at * 250_000_000 - 300_000_000, _figures(1_234_567 * (at - 1)))
        for at, title in enumerate(TITLES)
    )
    net = Figures.sum_of([one.figures for one in goods])
    counted = [CountedFigures(count, figures) for count, figures in ((41, net), (0, _figures(0)), (2, _figures(9_001)))]
    tenders = {"cash": Rial(12_000_000), "card": Rial(net.total - 12_000_000)}
    return SalesReport(PERIOD, MADE_AT, CLERK, *counted, net, tenders, (), goods)


def vat_report() -> VatReport:
    """The VAT of a season at two rates, and exempt sales."""
    rates = tuple(
        RateReport(VatRate(rate), Rial(base), Rial(base * rate // 10_000), Rial(1_000_001), Rial(rate * 101))
        for rate, base in ((0, 45_000_001), (1000, 987_654_321), (1600, 123_456_789))
    )
    return VatReport(PERIOD, MADE_AT, CLERK, rates)


def stock_report(count: int = len(TITLES)) -> StockReport:
    """What lies in the shop, one product of it short by three."""
    rows = tuple(
        StockRow(
            f"2710{at:05d}",
            TITLES[at % len(TITLES)],
            "عدد",
            "خوراکی",
            (at - 3) * 100_000_000,
            Rial(99_001 * (at + 1)),
            None,
        )
        for at in range(count)
    )
    return StockReport(MADE_AT, CLERK, rows)


REPORTS = {"report of sales": sales_report(), "report of vat": vat_report(), "report of stock": stock_report()}


ADDRESSEE = Addressee(NATURAL.name, NATURAL.phone, NATURAL.province, NATURAL.city, NATURAL.address, NATURAL.postal_code)
SLIP = DeliverySlip(
    Sender(SELLER.name, CONTACT),
    "1405-A-0000012",
    ADDRESSEE,
    tuple(ParcelLine(title, Quantity.parse("2.5"), "عدد") for title in TITLES),
    MADE_AT,
    date(2026, 12, 5),
    Rial(12_500_000),
    "زنگ دوم؛ پیش از رفتن تماس بگیرید.",
    "سه‌شنبه، ساعت ۱۴ تا ۱۷",
)


def _of_labels(size: LabelSize) -> SamplePaper:
    labels = AddressLabel.of_slip(SLIP, 2)
    codes = (NATURAL.phone, NATURAL.postal_code, SLIP.order_number)
    return SamplePaper(lambda: render_labels(labels, size).pdf, names=(NATURAL.name,), codes=codes)


@cache
def papers() -> dict[str, SamplePaper]:
    """Every paper by a name of its own."""
    receipts = {f"receipt {form.value[-2:]}": form for form in (PaperForm.RECEIPT_80, PaperForm.RECEIPT_58)}
    slip_codes = (NATURAL.phone, NATURAL.postal_code, SLIP.order_number)
    return {
        **{f"invoice of {count}": _of_invoice(invoice_of(count)) for count in (1, 12, 60)},
        "invoice to a person": _of_invoice(invoice_of(3, buyer=NATURAL)),
        **{kind.value: _of_invoice(sample_of(kind)) for kind in DocumentKind if kind is not DocumentKind.CERTIFICATE},
        **{f"certificate of {count}": _of_certificate(certificate_of(count)) for count in (3, 40)},
        **{name: _of_invoice(invoice_of(12), form) for name, form in receipts.items()},
        **{name: _of_report(report) for name, report in REPORTS.items()},
        "slip": SamplePaper(
            lambda: render_slip(SLIP).pdf, TITLES, (SELLER.name, NATURAL.name), slip_codes, (SLIP.to_collect,)
        ),
        **{f"label {size.value}": _of_labels(size) for size in LabelSize},
    }


@cache
def paper(name: str) -> bytes:
    """The file of a paper."""
    return papers()[name].make()
