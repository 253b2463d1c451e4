"""``report``: sales, VAT and stock, as JSON, as a paper or as a sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bakala_desktop.cli import persian_papers
from bakala_desktop.cli.answers import Answer
from bakala_desktop.cli.calling import Call
from bakala_desktop.cli.command_line import CommandLineError
from bakala_desktop.devices.report_file import write_report_xlsx
from bakala_desktop.devices.whole_file import write_whole
from bakala_desktop.domain.book_report import CountedFigures, SalesReport, StockReport, VatReport
from bakala_desktop.domain.jalali import format_day, parse_day, tehran_iso
from bakala_desktop.domain.period import Period
from bakala_desktop.domain.pricing import Figures
from bakala_desktop.domain.quantity import decimal_text
from bakala_desktop.domain.tax import percent_text
from bakala_desktop.services.reports import as_table, draw_table, sales_report, stock_report, vat_report
from bakala_desktop.services.shop import Shop

_SUFFIXES = (".pdf", ".xlsx")


def _read(call: Call, shop: Shop) -> SalesReport | VatReport | StockReport:
    kind, days = call.options.kind, (call.options.from_day, call.options.to_day)
    first, last = (parse_day(text) if text else None for text in days)
    if kind == "stock":
        return stock_report(shop)
    return sales_report(shop, first, last) if kind == "sales" else vat_report(shop, first, last)


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "gross": figures.gross,
        "discount": figures.discount,
        "net": figures.net,
        "vat": figures.vat,
        "payable": figures.total,
    }


def _counted(counted: CountedFigures) -> dict[str, Any]:
    return {"count": counted.count, **_figures(counted.figures)}


def _period(period: Period) -> dict[str, str]:
    return {"from": format_day(period.first), "to": format_day(period.last)}


def _sales(report: SalesReport) -> dict[str, Any]:
    return {
        **_period(report.period),
        "sales": _counted(report.sales),
        "corrections": _counted(report.corrections),
        "returns": _counted(report.returns),
        "net": _figures(report.net),
        "tenders": report.tenders,
        "days": [{"day": format_day(d.day), "count": d.count, **_figures(d.figures)} for d in report.days],
        "goods": [
            {
                "sku": goods.sku,
                "title": goods.title,
                "unit": goods.unit,
                "quantity": decimal_text(goods.quantity_e8),
                **_figures(goods.figures),
            }
            for goods in report.goods
        ],
    }


def _vat(report: VatReport) -> dict[str, Any]:
    return {
        **_period(report.period),
        "rates": [
            {
                "vat_percent": percent_text(part.rate),
                "sales": {"base": part.sales_base, "vat": part.sales_vat},
                "returns": {"base": part.returns_base, "vat": part.returns_vat},
                "base": part.base,
                "vat": part.vat,
            }
            for part in report.rates
        ],
        "base": report.base,
        "exempt_base": report.exempt_base,
        "vat": report.vat,
    }


def _stock(report: StockReport) -> dict[str, Any]:
    return {
        "at": tehran_iso(report.made_at),
        "goods": [
            {
                "sku": row.sku,
                "title": row.title,
                "unit": row.unit,
                "category": row.category,
                "stock": decimal_text(row.stock_e8),
                "price_rial": row.price,
                "cost_rial": row.cost,
            }
            for row in report.rows
        ],
    }


def shown_report(report: SalesReport | VatReport | StockReport) -> dict[str, Any]:
    """Return what ``report`` prints; quantities and rates are decimal texts, amounts whole rials."""
    match report:
        case SalesReport():
            return {"kind": "sales", **_sales(report)}
        case VatReport():
            return {"kind": "vat", **_vat(report)}
    return {"kind": "stock", **_stock(report)}


def report(call: Call) -> Answer:
    """Read a report, and write it where a file is named; its name says in which form."""
    out: Path | None = call.options.out
    if out is not None and out.suffix.lower() not in _SUFFIXES:
        raise CommandLineError("bad_command_line", detail="--out F.pdf | F.xlsx")
    shop = call.enter()
    target = call.output(out) if out is not None else None
    read = _read(call, shop)
    if target is not None:
        table = as_table(read)
        if target.suffix.lower() == ".pdf":
            write_whole(target, draw_table(shop, table))
        else:
            write_report_xlsx(table, target)
    shown = shown_report(read)
    written = {"out": str(target)} if target else {}
    return Answer({"report": shown, **written}, persian_papers.report(shown, str(target or "")))


COMMANDS = {"report": report}
