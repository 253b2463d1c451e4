"""The inspector's list of serials as a table: a group for each series and year, and what became of each document."""

from __future__ import annotations

from bakala_desktop.documents.book_tables import period_text
from bakala_desktop.documents.certificate import TITLE as CERTIFICATE_TITLE
from bakala_desktop.documents.form_words import TITLES
from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.document_filter import DocumentMark
from bakala_desktop.domain.jalali import shop_day
from bakala_desktop.domain.report import ColumnKind, Report, ReportColumn, ReportFact, ReportGroup
from bakala_desktop.domain.serial_list import SerialList, SerialRun
from bakala_desktop.domain.text import persian_digits

NAMES = {**TITLES, DocumentKind.CERTIFICATE: CERTIFICATE_TITLE}
MARKS = {
    DocumentMark.CANCELLED: "ابطال‌شده",
    DocumentMark.FULLY_RETURNED: "همه برگشت‌خورده",
    DocumentMark.PARTLY_RETURNED: "بخشی برگشت‌خورده",
    DocumentMark.CORRECTED: "اصلاح‌شده",
    DocumentMark.REPLACED: "با سند تازه جایگزین‌شده",
    DocumentMark.CERTIFIED: "گواهی‌شده",
    DocumentMark.CHANGED: "پس از صدور تغییر کرده",
}
_COLUMNS = (
    ReportColumn("شمارهٔ سریال", ColumnKind.SERIAL),
    ReportColumn("تاریخ صدور", ColumnKind.DAY),
    ReportColumn("خریدار", share=2),
    ReportColumn("مبلغ سند (ریال)", ColumnKind.AMOUNT),
    ReportColumn("وضعیت", share=1.5),
)


def serial_table(listed: SerialList) -> Report:
    """Return the list as a report; a series without a document in the period is not named."""
    return Report(
        title="فهرست شماره‌های سریال اسناد",
        columns=_COLUMNS,
        groups=tuple(map(_group, listed.runs)),
        made_at=listed.made_at,
        made_by=listed.made_by,
        subtitles=(period_text(listed.period),),
        facts=_facts(listed),
        notes=() if listed.runs else ("در این بازه هیچ سندی صادر نشده است.",),
    )


def _group(run: SerialRun) -> ReportGroup:
    first, last = run.rows[0].serial.number, run.rows[-1].serial.number
    heading = f"{NAMES[run.kind]}، سال {run.year}، از شمارهٔ {first} تا {last}"
    rows = tuple(
        (
            row.serial,
            shop_day(row.issued_at),
            row.buyer,
            row.payable,
            "، ".join(text for mark, text in MARKS.items() if mark in row.marks),
        )
        for row in run.rows
    )
    return ReportGroup(rows, persian_digits(heading))


def _facts(listed: SerialList) -> tuple[ReportFact, ...]:
    def total(mark: DocumentMark) -> int:
        return sum(run.count_of(mark) for run in listed.runs)

    counts = (
        ("شمار اسناد", sum(len(run.rows) for run in listed.runs)),
        ("ابطال‌شده", total(DocumentMark.CANCELLED)),
        ("برگشت‌خورده", total(DocumentMark.PARTLY_RETURNED) + total(DocumentMark.FULLY_RETURNED)),
        ("شمارهٔ جاافتاده", sum(run.missing for run in listed.runs)),
    )
    return tuple(ReportFact(name, count, ColumnKind.COUNT) for name, count in counts)
