"""The reports of the books as tables: which columns, which facts, which words."""

from __future__ import annotations

from bakala_desktop.domain.book_report import CountedFigures, RateReport, SalesReport, StockReport, VatReport
from bakala_desktop.domain.jalali import SEASONS, fiscal_year, format_day, season
from bakala_desktop.domain.period import Period
from bakala_desktop.domain.pricing import Figures
from bakala_desktop.domain.report import ColumnKind, Report, ReportColumn, ReportFact, ReportGroup, Row
from bakala_desktop.domain.text import persian_digits

UNIT = "واحد"
"""The heading over units of goods, whose cells stand in the middle as on invoices."""

_TENDERS = {
    "cash": "پول نقد",
    "card": "کارت",
    "transfer": "واریز",
    "cheque": "چک",
    "credit": "نسیه",
    "rounding": "گرد کردن",
}
_AMOUNT = ColumnKind.AMOUNT


def _amount(heading: str) -> ReportColumn:
    return ReportColumn(heading, _AMOUNT, is_summed=True)


_GOODS = (
    ReportColumn("ردیف", ColumnKind.COUNT),
    ReportColumn("کد کالا", ColumnKind.SERIAL),
    ReportColumn("شرح کالا", share=3),
)
_SALES = (
    *_GOODS,
    ReportColumn("مقدار خالص", ColumnKind.QUANTITY),
    ReportColumn(UNIT),
    _amount("مبلغ کل (ریال)"),
    _amount("تخفیف (ریال)"),
    _amount("پس از تخفیف (ریال)"),
    _amount("مالیات و عوارض (ریال)"),
    _amount("جمع (ریال)"),
)
_VAT = (
    ReportColumn("نوع"),
    ReportColumn("نرخ", ColumnKind.PERCENT),
    _amount("مبلغ فروش (ریال)"),
    _amount("مالیات فروش (ریال)"),
    _amount("مبلغ برگشت (ریال)"),
    _amount("مالیات برگشت (ریال)"),
    _amount("مبلغ خالص (ریال)"),
    _amount("مالیات خالص (ریال)"),
)
_STOCK = (
    *_GOODS,
    ReportColumn("گروه"),
    ReportColumn("موجودی", ColumnKind.QUANTITY),
    ReportColumn(UNIT),
    ReportColumn("قیمت فروش (ریال)", _AMOUNT),
    ReportColumn("بهای خرید (ریال)", _AMOUNT),
)


def period_text(period: Period) -> str:
    """Return the period for a heading: one day, or from one to another."""
    first, last = (persian_digits(format_day(day)) for day in (period.first, period.last))
    return f"تاریخ {first}" if first == last else f"از {first} تا {last}"


def season_text(period: Period) -> str:
    """Return the season of the tax return that a period lies in, or "" where it lies in several."""
    first, last = ((fiscal_year(day), season(day)) for day in (period.first, period.last))
    return f"{SEASONS[first[1] - 1]} {persian_digits(str(first[0]))}" if first == last else ""


def table_of(report: SalesReport | VatReport | StockReport) -> Report:
    """Return a report of the books as a table."""
    match report:
        case SalesReport():
            return sales_table(report)
        case VatReport():
            return vat_table(report)
    return stock_table(report)


def sales_table(report: SalesReport) -> Report:
    """Return the sales report: the sums of the period, and what was sold of each product."""
    rows = tuple(
        (place, goods.sku, goods.title, goods.quantity_e8, goods.unit, *_five(goods.figures))
        for place, goods in enumerate(report.goods, 1)
    )
    return Report(
        title="گزارش فروش",
        subtitles=(period_text(report.period),),
        columns=_SALES,
        groups=(ReportGroup(rows),),
        made_at=report.made_at,
        made_by=report.made_by,
        facts=(
            *_counted("فروش", report.sales),
            *_counted("برگشت و ابطال", report.returns),
            *(_counted("اصلاح", report.corrections) if report.corrections.count else ()),
            ReportFact("فروش خالص با مالیات (ریال)", report.net.total, _AMOUNT),
            *(ReportFact(f"{_TENDERS.get(k, k)} (ریال)", amount, _AMOUNT) for k, amount in report.tenders.items()),
        ),
    )


def _counted(name: str, counted: CountedFigures) -> tuple[ReportFact, ReportFact]:
    return (
        ReportFact(f"شمار اسناد {name}", counted.count, ColumnKind.COUNT),
        ReportFact(f"جمع {name} با مالیات (ریال)", counted.figures.total, _AMOUNT),
    )


def _five(figures: Figures) -> tuple[int, int, int, int, int]:
    return figures.gross, figures.discount, figures.net, figures.vat, figures.total


def vat_table(report: VatReport) -> Report:
    """Return the VAT report: bases and VAT by rate, returns apart."""
    declared = season_text(report.period)
    return Report(
        title="گزارش مالیات و عوارض ارزش افزوده",
        subtitles=tuple(text for text in (period_text(report.period), declared and f"دورهٔ {declared}") if text),
        columns=_VAT,
        groups=(ReportGroup(tuple(map(_rate_row, report.rates))),),
        made_at=report.made_at,
        made_by=report.made_by,
        facts=(
            ReportFact("فروش مشمول (ریال)", report.base, _AMOUNT),
            ReportFact("فروش معاف (ریال)", report.exempt_base, _AMOUNT),
            ReportFact("مالیات و عوارض (ریال)", report.vat, _AMOUNT),
        ),
    )


def _rate_row(part: RateReport) -> Row:
    return (
        "مشمول" if part.rate else "معاف",
        part.rate,
        part.sales_base,
        part.sales_vat,
        part.returns_base,
        part.returns_vat,
        part.base,
        part.vat,
    )


def stock_table(report: StockReport) -> Report:
    """Return the stock report, by category."""
    rows = tuple(
        (place, row.sku, row.title, row.category, row.stock_e8, row.unit, row.price, row.cost)
        for place, row in enumerate(report.rows, 1)
    )
    return Report(
        title="گزارش موجودی",
        columns=_STOCK,
        groups=(ReportGroup(rows),),
        made_at=report.made_at,
        made_by=report.made_by,
        facts=(ReportFact("شمار کالاها", len(rows), ColumnKind.COUNT),),
        notes=("کالاهایی که موجودی آن‌ها شمرده نمی‌شود در این گزارش نیستند.",),
    )
