"""The reports that the screen of documents offers: what each is called and for, and how it is read. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bakala_desktop.domain.jalali import format_day
from bakala_desktop.domain.period import Period
from bakala_desktop.domain.report import Report
from bakala_desktop.services import exports, reports
from bakala_desktop.services.shop import Shop


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report. ``stem`` begins the name of its file; ``is_of_days`` is off where it tells of this moment only."""

    stem: str
    name: str
    hint: str
    read: Callable[[Shop, Period], Report]
    is_of_days: bool = True

    def file_stem(self, days: Period, today: date) -> str:
        """Return the name of its file without the suffix: what it is, and of which days."""
        told = (days.first, days.last) if self.is_of_days else (today,)
        return "-".join((self.stem, *dict.fromkeys(format_day(day).replace("/", "-") for day in told)))


def _serials(shop: Shop, days: Period) -> Report:
    return exports.serial_list(shop, days.first, days.last)


def _sales(shop: Shop, days: Period) -> Report:
    return reports.as_table(reports.sales_report(shop, days.first, days.last))


def _vat(shop: Shop, days: Period) -> Report:
    return reports.as_table(reports.vat_report(shop, days.first, days.last))


def _stock(shop: Shop, days: Period) -> Report:
    return reports.as_table(reports.stock_report(shop))


REPORT_KINDS = (
    ReportKind(
        "serials",
        "فهرست شماره‌ها",
        "برای ممیز: همهٔ شماره‌های هر سری در این بازه، با نشان ابطال و برگشت و شمار شماره‌های جاافتاده.",
        _serials,
    ),
    ReportKind("sales", "گزارش فروش", "فروش، برگشت و دریافتی‌های این بازه، و فروش خالص هر کالا.", _sales),
    ReportKind("vat", "گزارش مالیات", "برای اظهارنامه: مبلغ و مالیات فروش و برگشت این بازه، به تفکیک نرخ.", _vat),
    ReportKind("stock", "موجودی کالا", "موجودی همین لحظهٔ هر کالا، با قیمت فروش و بهای خرید.", _stock, is_of_days=False),
)
