"""Reports for the owner, the accountant and the inspector: sales, VAT and stock (interface.md, ``report``).

The sums are made in the database; here they are put in order. What a report looks like is decided by ``documents``.
"""

from __future__ import annotations

from datetime import date, datetime

from bakala_desktop.domain.book_report import (
    CountedFigures,
    DaySum,
    KindSum,
    RateKindSum,
    RateReport,
    SalesReport,
    StockReport,
    VatReport,
)
from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.jalali import day_bounds, shop_day
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.party import contact_of
from bakala_desktop.domain.period import Period
from bakala_desktop.domain.pricing import Figures
from bakala_desktop.domain.report import Report
from bakala_desktop.domain.returns import NOTHING
from bakala_desktop.domain.staff import Permission
from bakala_desktop.domain.tax import VatRate
from bakala_desktop.services.settings import profile_of
from bakala_desktop.services.shop import Shop
from bakala_desktop.storage import report_queries

_BACK = (DocumentKind.RETURN, DocumentKind.CANCELLATION)


def sales_report(shop: Shop, first: date | None = None, last: date | None = None) -> SalesReport:
    """Return the sales of a period, of today's shop day where none is given. Raises ShopError ``bad_period``."""
    made_by = shop.require(Permission.VIEW_REPORTS).user_name
    period, bounds = _period(shop, first, last)
    with shop.read() as work:
        kinds = report_queries.sums_by_kind(work.connection, *bounds)
        return SalesReport(
            period=period,
            made_at=shop.clock.now(),
            made_by=made_by,
            sales=_of(kinds, DocumentKind.INVOICE),
            corrections=_of(kinds, DocumentKind.CORRECTION),
            returns=_turned(_of(kinds, *_BACK)),
            net=Figures.sum_of([one.figures for one in kinds]) if kinds else NOTHING,
            tenders=report_queries.sums_by_tender(work.connection, *bounds),
            days=tuple(DaySum(*row) for row in report_queries.sums_by_day(work.connection, *bounds)),
            goods=report_queries.sums_by_goods(work.connection, *bounds),
        )


def vat_report(shop: Shop, first: date | None = None, last: date | None = None) -> VatReport:
    """Return bases and VAT of a period by rate, the highest first. Raises ShopError ``bad_period``."""
    made_by = shop.require(Permission.VIEW_REPORTS).user_name
    period, bounds = _period(shop, first, last)
    with shop.read() as work:
        sums = report_queries.sums_by_rate(work.connection, *bounds)
    rates = sorted({one.rate for one in sums}, reverse=True)
    return VatReport(period, shop.clock.now(), made_by, tuple(_rate(rate, sums) for rate in rates))


def stock_report(shop: Shop) -> StockReport:
    """Return what is in stock now."""
    made_by = shop.require(Permission.VIEW_REPORTS).user_name
    with shop.read() as work:
        return StockReport(shop.clock.now(), made_by, report_queries.list_stock(work.connection))


def as_table(report: SalesReport | VatReport | StockReport) -> Report:
    """Return a report as the table that ``draw_table`` draws and a sheet holds."""
    from bakala_desktop.documents.book_tables import table_of

    return table_of(report)


def draw_table(shop: Shop, table: Report) -> bytes:
    """Draw a report's table as PDF, under the shop's contact block. Raises ShopError ``shop_profile_missing``."""
    shop.require(Permission.VIEW_REPORTS)
    from bakala_desktop.documents.report import render_report

    with shop.read() as work:
        contact = contact_of(profile_of(work))
    return render_report(table, contact).pdf


def _period(shop: Shop, first: date | None, last: date | None) -> tuple[Period, tuple[datetime, datetime]]:
    today = shop_day(shop.clock.now())
    period = Period(first or last or today, last or max(first or today, today))
    return period, day_bounds(period.first, period.last)


def _of(sums: tuple[KindSum, ...], *kinds: DocumentKind) -> CountedFigures:
    chosen = [one for one in sums if one.kind in kinds]
    return CountedFigures(sum(one.count for one in chosen), Figures.sum_of([one.figures for one in chosen]))


def _turned(counted: CountedFigures) -> CountedFigures:
    return CountedFigures(counted.count, NOTHING.minus(counted.figures))


def _rate(rate: VatRate, sums: tuple[RateKindSum, ...]) -> RateReport:
    own = [one for one in sums if one.rate == rate]
    sold, back = ([one for one in own if (one.kind in _BACK) is turned] for turned in (False, True))
    return RateReport(
        rate,
        Rial(sum(one.base for one in sold)),
        Rial(sum(one.vat for one in sold)),
        Rial(-sum(one.base for one in back)),
        Rial(-sum(one.vat for one in back)),
    )
