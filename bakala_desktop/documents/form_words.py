"""The words of the official form for each kind of document: titles, subjects, labels of sums, how money moved."""

from __future__ import annotations

from bakala_desktop.documents.sheet import isolated
from bakala_desktop.domain.document import CHANGING, DocumentKind, Invoice
from bakala_desktop.domain.money import format_amount
from bakala_desktop.domain.tender import TenderKind

TITLES = {
    DocumentKind.INVOICE: "صورتحساب فروش کالا و خدمات",
    DocumentKind.PROFORMA: "پیش‌فاکتور فروش کالا و خدمات",
    DocumentKind.CORRECTION: "صورتحساب اصلاحی",
    DocumentKind.CANCELLATION: "صورتحساب ابطالی",
    DocumentKind.RETURN: "صورتحساب برگشت از فروش",
}
SUBJECTS = {
    DocumentKind.INVOICE: "اصلی",
    DocumentKind.CORRECTION: "اصلاحی",
    DocumentKind.CANCELLATION: "ابطالی",
    DocumentKind.RETURN: "برگشت از فروش",
}
"""The subject «موضوع صورتحساب» as the tax authority calls each (reference/moadian.md, 2)."""

EFFECTS = {
    DocumentKind.CORRECTION: "اقلام و مبلغ‌های زیر جایگزین اقلام و مبلغ‌های پیشین صورتحساب مرجع است.",
    DocumentKind.CANCELLATION: "صورتحساب مرجع با این سند باطل شده است و دیگر اعتباری ندارد.",
    DocumentKind.RETURN: "کالاهای زیر از صورتحساب مرجع برگشت داده شده و مبلغ آن‌ها از فروش کم می‌شود.",
}
"""What a document does to the invoice that it changes, in one sentence."""

NO_SALE = "این برگه پیشنهاد قیمت است و سند فروش نیست؛ در دفترها و اظهارنامهٔ مالیاتی به شمار نمی‌آید."

TOTALS = {
    DocumentKind.CORRECTION: "جمع کل پس از اصلاح",
    DocumentKind.CANCELLATION: "جمع کل ابطال‌شده",
    DocumentKind.RETURN: "جمع کل برگشتی",
}
TOTAL = "جمع کل"
BEFORE, DIFFERENCE = "جمع کل پیش از اصلاح", "مابه‌التفاوت"
IN_WORDS = "به حروف"

REFUND, SETTLEMENT = "نحوهٔ بازپرداخت", "تسویهٔ مابه‌التفاوت"
PAID, REFUNDED, TAKEN = "پرداخت", "بازپرداخت به خریدار", "دریافت از خریدار"
NO_REFUND = "وجهی بازپرداخت نشد"
NO_DIFFERENCE = "مبلغ صورتحساب تغییری نکرد"
_MOVED = "وجهی جابه‌جا نشد؛ پرداخت‌ها برای صورتحساب {serial} به شمار می‌آید"
_CHANGE = "پس‌داده"

_TENDERS = {
    TenderKind.CASH: "نقد",
    TenderKind.CARD: "کارت",
    TenderKind.TRANSFER: "واریز",
    TenderKind.CHEQUE: "چک",
    TenderKind.CREDIT: "نسیه",
    TenderKind.ROUNDING: "گرد کردن",
}
_REFUNDS = {
    **_TENDERS,
    TenderKind.CARD: "بازگشت به کارت",
    TenderKind.TRANSFER: "واریز به حساب خریدار",
    TenderKind.CREDIT: "کاهش بدهی خریدار",
}


def total_label(invoice: Invoice) -> str:
    """Return what the total of the lines is called."""
    return TOTALS.get(invoice.kind, TOTAL)


def gives_back(invoice: Invoice) -> bool:
    """Tell whether the document's tenders are money that goes back to the buyer."""
    if invoice.kind is DocumentKind.CORRECTION and invoice.before:
        return invoice.totals.total < invoice.before.total
    return invoice.kind in CHANGING


def money_moved(invoice: Invoice) -> str:
    """Return how money changed hands, tender by tender as it was taken or given back, and the change."""
    names = _REFUNDS if gives_back(invoice) else _TENDERS
    parts = []
    for tender in invoice.tenders:
        reference = f" (پیگیری {isolated(tender.reference)})" if tender.reference else ""
        parts.append(f"{names[tender.kind]} {format_amount(tender.amount)} ریال{reference}")
    if invoice.change:
        parts.append(f"{_CHANGE} {format_amount(invoice.change)} ریال")
    return "، ".join(parts)


def settlement(invoice: Invoice) -> tuple[str, str]:
    """Return the label and the text of the row that says how a changing document was settled."""
    moved = money_moved(invoice)
    if invoice.kind is DocumentKind.CORRECTION:
        direction = REFUNDED if gives_back(invoice) else TAKEN
        return SETTLEMENT, f"{direction}: {moved}" if moved else NO_DIFFERENCE
    if moved:
        return REFUND, moved
    return REFUND, _MOVED.format(serial=isolated(str(invoice.replaced_by))) if invoice.replaced_by else NO_REFUND
