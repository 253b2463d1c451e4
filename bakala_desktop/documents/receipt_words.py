"""The words of a receipt: what each kind of document is called, what its sum is, and how money changed hands."""

from __future__ import annotations

from decimal import Decimal

from bakala_desktop.documents.goods_table import grouped
from bakala_desktop.domain.document import CHANGING, DocumentKind, Invoice
from bakala_desktop.domain.money import DECIMAL_MARK, GROUP, MoneyUnit, to_unit
from bakala_desktop.domain.tender import TenderKind
from bakala_desktop.domain.text import persian_digits

TITLES = {
    DocumentKind.INVOICE: "رسید فروش",
    DocumentKind.PROFORMA: "پیش‌فاکتور",
    DocumentKind.CORRECTION: "رسید اصلاح فروش",
    DocumentKind.CANCELLATION: "رسید ابطال فروش",
    DocumentKind.RETURN: "رسید برگشت از فروش",
}
SUMS = {
    DocumentKind.INVOICE: "قابل پرداخت",
    DocumentKind.PROFORMA: "قابل پرداخت",
    DocumentKind.CORRECTION: "مبلغ پس از اصلاح",
    DocumentKind.CANCELLATION: "مبلغ ابطال‌شده",
    DocumentKind.RETURN: "مبلغ برگشتی",
}
UNITS = {MoneyUnit.RIAL: "ریال", MoneyUnit.TOMAN: "تومان"}
_PAID = {
    TenderKind.CASH: "پول نقد دریافتی",
    TenderKind.CARD: "کارت",
    TenderKind.TRANSFER: "واریز",
    TenderKind.CHEQUE: "چک",
    TenderKind.CREDIT: "نسیه",
    TenderKind.ROUNDING: "گرد کردن",
}
_REFUNDED = {
    TenderKind.CASH: "پول نقد پس‌داده",
    TenderKind.CARD: "بازگشت به کارت",
    TenderKind.TRANSFER: "واریز به مشتری",
    TenderKind.CHEQUE: "چک پس‌داده",
    TenderKind.CREDIT: "کاهش بدهی مشتری",
    TenderKind.ROUNDING: "گرد کردن",
}


def tender_words(invoice: Invoice) -> dict[TenderKind, str]:
    """Return what each kind of tender is called: money that came in, or that went back to the customer."""
    return _REFUNDED if _gives_back(invoice) else _PAID


def _gives_back(invoice: Invoice) -> bool:
    if invoice.kind is DocumentKind.CORRECTION and invoice.before:
        return invoice.totals.total < invoice.before.total
    return invoice.kind in CHANGING


def figure_text(amount: int, unit: MoneyUnit) -> str:
    """Return an amount as ASCII in groups of three, exact in its unit.

    >>> figure_text(12505, MoneyUnit.TOMAN), figure_text(-450, MoneyUnit.RIAL)
    ('1,250.5', '-450')
    """
    sign = "-" if amount < 0 else ""
    return sign + grouped(format(to_unit(abs(amount), unit), "f"))


def price_text(unit_price: str, unit: MoneyUnit) -> str:
    """Return a unit price, a decimal text in rials, for the eye and exact in its unit.

    >>> price_text("90909.0909", MoneyUnit.TOMAN)
    '۹٬۰۹۰٫۹۰۹۰۹'
    """
    text = grouped(format(Decimal(unit_price) / unit.value, "f"))
    return persian_digits(text.replace(",", GROUP).replace(".", DECIMAL_MARK))
