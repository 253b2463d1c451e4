"""How the windows call the kinds of documents, and what became of one. Apart from the words that a start needs."""

from __future__ import annotations

from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.document_filter import DocumentMark

DOCUMENT_KINDS = {
    DocumentKind.INVOICE: "صورتحساب",
    DocumentKind.PROFORMA: "پیش‌فاکتور",
    DocumentKind.RETURN: "برگشت",
    DocumentKind.CORRECTION: "اصلاحی",
    DocumentKind.CANCELLATION: "ابطالی",
    DocumentKind.CERTIFICATE: "گواهی",
}
"""The kinds of documents, in the order in which a clerk is offered them."""

MARKS = {
    DocumentMark.CANCELLED: "ابطال‌شده",
    DocumentMark.FULLY_RETURNED: "برگشت کامل",
    DocumentMark.PARTLY_RETURNED: "برگشتی",
    DocumentMark.CORRECTED: "اصلاح‌شده",
    DocumentMark.CERTIFIED: "گواهی‌شده",
    DocumentMark.REPLACED: "جایگزین‌شده",
    DocumentMark.CHANGED: "پس از صدور تغییر کرده",
}
"""What became of a document, in a word."""
