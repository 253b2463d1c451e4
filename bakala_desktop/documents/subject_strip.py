"""The strip under the head that says what a document is beside a plain invoice: which invoice it changes and why.

A proforma says until when it holds and that it is no sale. A plain invoice has no strip.
"""

from __future__ import annotations

from datetime import date

from bakala_desktop.documents.field_row import Field, FieldRow
from bakala_desktop.documents.form_words import EFFECTS, NO_SALE, SUBJECTS
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.sheet import LEFT, RIGHT, RULE, SOFT_GREY, WIDTH, isolated
from bakala_desktop.domain.document import CHANGING, DocumentKind, Invoice
from bakala_desktop.domain.jalali import format_day, long_day
from bakala_desktop.domain.serial import Serial

SUBJECT = "موضوع صورتحساب"
CHANGED, AFTER = "صورتحساب مرجع", "آخرین سند پیش از این"
REPLACES, REPLACED_BY = "به‌جای صورتحساب ابطال‌شده", "صورتحساب جایگزین"
REASON = "علت"
VALID_UNTIL = "اعتبار تا پایان روز"

_REASON_PART = 0.46
_VALIDITY_WIDTH = 300.0


class SubjectStrip:
    """The rows of one document, measured when they are made; `SubjectStrip(())` takes no room."""

    def __init__(self, rows: tuple[FieldRow, ...]):
        self._rows = rows
        self.height = sum(row.height for row in rows)

    def draw(self, paper: Paper, top: float) -> float:
        """Draw the strip and return its lower edge."""
        if self._rows:
            strong = self._rows[0].height
            paper.shade(LEFT, top - strong, WIDTH, strong, SOFT_GREY)
            paper.rules(2 * RULE, (LEFT, top, RIGHT, top), (LEFT, top - self.height, RIGHT, top - self.height))
        for row in self._rows:
            top = row.draw(paper, top)
        return top


def subject_of(invoice: Invoice) -> SubjectStrip:
    """Return the strip of one document."""
    if invoice.kind is DocumentKind.PROFORMA:
        return SubjectStrip((_validity(invoice.valid_until),))
    if invoice.kind not in CHANGING and not invoice.replaces:
        return SubjectStrip(())
    return SubjectStrip((FieldRow(_names(invoice)), *_reason(invoice)))


def _names(invoice: Invoice) -> list[Field]:
    """Return the subject and the serials of all documents that this one stands in relation to."""
    others: tuple[tuple[str, Serial | None], ...] = (
        (CHANGED, invoice.changes),
        (AFTER, invoice.after if invoice.after != invoice.changes else None),
        (REPLACES, invoice.replaces),
        (REPLACED_BY, invoice.replaced_by),
    )
    return [
        Field(SUBJECT, SUBJECTS[invoice.kind], is_strong=True),
        *(Field(name, isolated(str(serial)), is_strong=True) for name, serial in others if serial),
    ]


def _reason(invoice: Invoice) -> list[FieldRow]:
    """Return the row with the effect of the document and the reason for it, where it has any.

    A cancellation that only made an invoice out anew may have none: a bare label would look like something left out.
    """
    fields = []
    if invoice.kind in EFFECTS:
        fields.append(Field("", EFFECTS[invoice.kind], width=WIDTH * _REASON_PART if invoice.reason else 0.0))
    if invoice.reason:
        fields.append(Field(REASON, invoice.reason))
    return [FieldRow(fields)] if fields else []


def _validity(until: date | None) -> FieldRow:
    day = f"{long_day(until)} ({isolated(format_day(until))})" if until else ""
    return FieldRow([Field(VALID_UNTIL, day, width=_VALIDITY_WIDTH, is_strong=True), Field("", NO_SALE)])
