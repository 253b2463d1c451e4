"""What the screen tells of a document beside its paper: to whom, for how much, why, and its place in its chain.

No Qt here: the facts are read on a lane.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from bakala_desktop.domain.chain import Chain
from bakala_desktop.domain.document import DocumentKind, Invoice
from bakala_desktop.domain.document_filter import DocumentMark
from bakala_desktop.domain.jalali import TEHRAN, format_day, long_day, shop_day
from bakala_desktop.domain.money import MoneyUnit, format_amount
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.snapshot import Document
from bakala_desktop.domain.tender import Tender
from bakala_desktop.domain.text import persian_digits
from bakala_desktop.gui.document_words import DOCUMENT_KINDS, MARKS
from bakala_desktop.gui.sell.paper_words import serial_text
from bakala_desktop.gui.vocabulary import VALUES
from bakala_desktop.gui.widgets.number_edit import UNIT_NAMES
from bakala_desktop.services import document_links, papers, returns
from bakala_desktop.services.document_links import LaterDocuments
from bakala_desktop.services.shop import Shop

_LONGEST_NAME = 56
_MOST_LINKS = 4


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document, the chain of its invoice where it belongs to one, and what else points to it."""

    document: Document
    chain: Chain | None
    later: LaterDocuments

    @property
    def serial(self) -> str:
        """The document's serial, as it is stored."""
        return str(self.document.serial)

    @property
    def kind(self) -> DocumentKind:
        """What the document is."""
        return self.document.kind

    @property
    def marks(self) -> tuple[DocumentMark, ...]:
        """What became of an invoice, as its chain tells."""
        if self.chain is None or self.kind is not DocumentKind.INVOICE:
            return ()
        happened = {
            DocumentMark.CANCELLED: self.chain.is_cancelled,
            DocumentMark.FULLY_RETURNED: self.chain.is_fully_returned,
            DocumentMark.PARTLY_RETURNED: bool(self.chain.returns) and not self.chain.is_fully_returned,
            DocumentMark.CORRECTED: self.chain.base is not self.chain.invoice,
        }
        return tuple(mark for mark, is_so in happened.items() if is_so)

    @property
    def is_open_invoice(self) -> bool:
        """Whether it is an invoice of which something is left."""
        return self.kind is DocumentKind.INVOICE and self.chain is not None and bool(self.chain.remaining())

    @property
    def has_goods_left(self) -> bool:
        """Whether goods go to a buyer: those of a proforma, or what changes have left of an invoice."""
        return isinstance(self.document, Invoice) and (self.chain is None or bool(self.chain.remaining()))


def load_facts(shop: Shop, serial: str) -> DocumentFacts:
    """Read a document and its chain. Raises ShopError ``bad_serial``, ``document_not_found``."""
    document = papers.get_document(shop, serial).document
    invoice = document.changes if isinstance(document, Invoice) else None
    if document.kind is DocumentKind.INVOICE:
        invoice = document.serial
    chain = returns.get_chain(shop, str(invoice)) if invoice is not None else None
    return DocumentFacts(document, chain, document_links.list_later_documents(shop, serial))


def title_of(facts: DocumentFacts) -> str:
    """Return a document's kind and serial, and what became of it."""
    title = f"{DOCUMENT_KINDS[facts.kind]} {serial_text(facts.document.serial)}"
    return " · ".join((title, *(MARKS[mark] for mark in facts.marks)))


def facts_html(facts: DocumentFacts, unit: MoneyUnit) -> str:
    """Return the facts in lines, each document of the chain as a link that bears its serial."""
    document = facts.document
    lines = [_who_and_when(document), _how_much(document, unit)]
    if isinstance(document, Invoice):
        lines += _of_invoice(document, facts.chain, unit)
    else:
        lines += [
            _links("صورتحساب‌ها", [invoice.serial for invoice in document.invoices]),
            _links("به جای", document.replaces),
        ]
    lines += [_links("گواهی", facts.later.certificates), _links("سند تازه", facts.later.replaced_by)]
    return f'<div dir="rtl">{"<br>".join(line for line in lines if line)}</div>'


def _who_and_when(document: Document) -> str:
    name = document.buyer.name if document.buyer else "بدون نام خریدار"
    short = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
    return f"<b>{escape(short)}</b> · {_when(document.issued_at)}"


def _when(at: datetime) -> str:
    return f"{long_day(shop_day(at))}، ساعت {persian_digits(f'{at.astimezone(TEHRAN):%H:%M}')}"


def _how_much(document: Document, unit: MoneyUnit) -> str:
    if not isinstance(document, Invoice):
        return f"مالیات {_amount(document.vat, unit)} از {_amount(document.base, unit)}"
    total = f"<b>{_amount(document.totals.total, unit)}</b>"
    if document.kind is DocumentKind.PROFORMA and document.valid_until is not None:
        return f"{total} · معتبر تا {persian_digits(format_day(document.valid_until))}"
    return f"{total} · {_tenders(document.tenders, unit)}" if document.tenders else total


def _tenders(tenders: Sequence[Tender], unit: MoneyUnit) -> str:
    return "، ".join(
        f"{VALUES['tender'][tender.kind.value]} {format_amount(tender.amount, unit)}" for tender in tenders
    )


def _of_invoice(document: Invoice, chain: Chain | None, unit: MoneyUnit) -> list[str]:
    lines = [f"علت: {escape(document.reason)}"] if document.reason else []
    lines += [
        _links("صورتحساب مرجع", [document.changes] if document.changes else []),
        _links("به جای", [document.replaces] if document.replaces else []),
        _links("صورتحساب تازه", [document.replaced_by] if document.replaced_by else []),
    ]
    if chain is not None and chain.changes and document.kind is DocumentKind.INVOICE:
        rest = _amount(chain.remaining_totals.total, unit)
        lines.append(f"{_links('سندهای پس از آن', [change.serial for change in chain.changes])} · مانده {rest}")
    return lines


def _amount(amount: int, unit: MoneyUnit) -> str:
    return f"{format_amount(amount, unit)} {UNIT_NAMES[unit]}"


def _links(name: str, serials: Iterable[Serial]) -> str:
    """Name some documents, the last few of them as links."""
    every = list(serials)
    if not every:
        return ""
    shown = every[-_MOST_LINKS:]
    links = "، ".join(f'<a href="{serial}">{serial_text(serial)}</a>' for serial in shown)
    more = f" و {format_amount(len(every) - len(shown))} سند دیگر" if len(every) > len(shown) else ""
    return f"{name}: {links}{more}"
