"""What must hold of each document: its row, book lines, links, refunds and index entry against its own snapshot.

A snapshot says everything that the tables beside it hold, but for the goods of a book line, which the order names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bakala_desktop.domain.canonical import digest_of
from bakala_desktop.domain.certificate import Certificate
from bakala_desktop.domain.document import DocumentKind, DocumentLine, Invoice, LinkKind
from bakala_desktop.domain.pricing import Figures
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.snapshot import Document, from_json
from bakala_desktop.storage.document_index import entry_of
from bakala_desktop.storage.document_rows import payable_of, refund_rows, serial_of

FIGURES = ("gross", "discount", "net", "vat", "total")

Amounts = tuple[int, ...]
Book = Mapping[int, Amounts]
"""By line number: the quantity in hundred-millionths and the five amounts."""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A row of the documents with the rows that belong to it.

    ``goods`` names the products of its order's lines; ``entry`` is what the index of the list holds of it.
    """

    row: Any
    lines: Sequence[Any]
    refunds: Sequence[Any]
    links: Sequence[Any]
    order: Any
    goods: Mapping[int, object]
    entry: tuple[str, str] | None


def read_document(row: Any) -> Document | None:
    """Return the document of a row, or None where its snapshot is not the text that was issued."""
    if digest_of(row.snapshot) != row.digest:
        return None
    try:
        return from_json(row.snapshot)
    except ValueError:
        return None


def differs(stored: StoredDocument, document: Document) -> bool:
    """Tell whether anything that is stored of a document is not what its snapshot says."""
    held = (
        _is_same(stored.row, document)
        and stored.entry == entry_of(document, stored.row.user_id)
        and _links_of(document) == {(link.kind, str(serial_of(link))) for link in stored.links}
        and _refunds_of(document) == [(r.kind, r.amount, r.reference) for r in stored.refunds]
    )
    if isinstance(document, Certificate):
        return not (held and not stored.lines)
    return not (held and _adds_up(document) and _is_booked(stored, document) and _is_paid(document))


def _is_same(row: Any, document: Document) -> bool:
    order_id = document.order_id if isinstance(document, Invoice) else None
    told = (document.id, document.kind.value, document.serial, document.issued_at, payable_of(document), order_id)
    return told == (row.id, row.kind, serial_of(row), row.issued_at, row.payable, row.order_id)


def _links_of(document: Document) -> set[tuple[str, str]]:
    if isinstance(document, Certificate):
        links = [(LinkKind.REPLACES, serial) for serial in document.replaces]
        links += [(LinkKind.CERTIFIES, invoice.serial) for invoice in document.invoices]
    else:
        links = [(LinkKind.CHANGES, document.changes)] if document.changes else []
        links += [(LinkKind.REPLACES, document.replaces)] if document.replaces else []
    return {(kind.value, str(serial)) for kind, serial in links}


def _refunds_of(document: Document) -> list[tuple[str, int, str]]:
    if not isinstance(document, Invoice) or document.changes is None:
        return []
    return [(row["kind"], row["amount"], row["reference"]) for row in refund_rows(document, document.tenders)]


def _adds_up(document: Invoice) -> bool:
    return _sums(line.figures for line in document.lines) == amounts_of(document.totals)


def _is_booked(stored: StoredDocument, document: Invoice) -> bool:
    book = book_of(stored.lines)
    if document.kind is DocumentKind.PROFORMA:
        return not book
    printed = {line.number: (line.vat_rate, stored.goods.get(line.of_line)) for line in document.lines}
    if any(printed.get(line.number) != (line.vat_rate, line.product_id) for line in stored.lines):
        return False
    if document.kind is DocumentKind.CORRECTION:
        stood = amounts_of(document.before) if document.before else ()
        return _columns([stood, _total(book)[1:]], len(stood)) == amounts_of(document.totals)
    sign = 1 if document.kind is DocumentKind.INVOICE else -1
    same = book == {line.number: tuple(sign * n for n in line_amounts(line)) for line in document.lines}
    return same and _is_of_order(stored, document)


def _is_of_order(stored: StoredDocument, document: Invoice) -> bool:
    """Check an invoice against its order; one that was made out anew has what was left of the first."""
    if document.kind is not DocumentKind.INVOICE or document.replaces is not None:
        return True
    return tuple(getattr(stored.order, name, None) for name in FIGURES) == amounts_of(document.totals)


def _is_paid(document: Invoice) -> bool:
    """Check that the tenders of a changing document are the money that it moves: none where it was made out anew."""
    if document.changes is None or document.replaced_by is not None:
        return True
    before = document.before.total if document.before else 0
    moved = document.totals.total - before if document.kind is DocumentKind.CORRECTION else document.totals.total
    return sum(tender.amount for tender in document.tenders) == abs(moved)


def chain_differs(invoice: Sequence[Any], changes: Sequence[tuple[Invoice, Sequence[Any]]]) -> bool:
    """Tell whether what the changes of an invoice leave of its lines is not what the changes say.

    ``invoice`` and the second of each pair are book lines. A correction says how the invoice stands from then on; a
    cancellation leaves nothing; no return may take more than there was.
    """
    left = dict(book_of(invoice))
    for change, lines in changes:
        before = _total(left)[1:]
        for number, added in book_of(lines).items():
            left[number] = tuple(a + b for a, b in zip(left.get(number, _NOTHING), added, strict=True))
        standing = {number: amounts for number, amounts in left.items() if any(amounts)}
        if change.before is not None and amounts_of(change.before) != before:
            return True
        if change.kind is DocumentKind.CORRECTION and standing != _standing(change):
            return True
        if change.kind is DocumentKind.CANCELLATION and standing:
            return True
        if any(amounts[0] < 0 for amounts in left.values()):
            return True
    return False


def replacement_differs(cancelled: Serial, cancellation: Invoice, anew: Document | None) -> bool:
    """Tell whether the invoice that a cancellation says was made out anew is not what was cancelled, left over."""
    if not isinstance(anew, Invoice) or anew.kind is not DocumentKind.INVOICE:
        return True
    return anew.replaces != cancelled or anew.totals != cancellation.totals


def _standing(correction: Invoice) -> Book:
    return {line.number: line_amounts(line) for line in correction.lines if any(line_amounts(line))}


_NOTHING: Amounts = (0,) * (1 + len(FIGURES))


def book_of(lines: Sequence[Any]) -> Book:
    """Return book lines by their number."""
    return {line.number: (line.quantity_e8, *(getattr(line, name) for name in FIGURES)) for line in lines}


def line_amounts(line: DocumentLine) -> Amounts:
    """Return the quantity and amounts of a printed line."""
    return (line.quantity.e8, *amounts_of(line.figures))


def amounts_of(figures: Figures) -> Amounts:
    """Return five amounts in their order."""
    return tuple(getattr(figures, name) for name in FIGURES)


def _sums(parts: Any) -> Amounts:
    return _columns([amounts_of(figures) for figures in parts], len(FIGURES))


def _total(book: Book) -> Amounts:
    return _columns(list(book.values()), len(_NOTHING))


def _columns(rows: Sequence[Amounts], width: int) -> Amounts:
    return tuple(sum(row[place] for row in rows) for place in range(width))
