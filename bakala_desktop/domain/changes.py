"""What changes an issued invoice: a return, a correction, a cancellation, each a new document that names it.

The invoice itself is never touched (design.md, rule 7); these are subjects 4, 2 and 3 of reference/moadian.md. An
invoice that is wanted in another buyer's name is cancelled and made out anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bakala_desktop.domain.chain import Chain, RestLine
from bakala_desktop.domain.customer import Customer
from bakala_desktop.domain.document import DocumentKind, DocumentLine, Invoice
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.filing import Filing, checked_reason
from bakala_desktop.domain.money import LIMIT, Rial, rial
from bakala_desktop.domain.party import Party, contact_of
from bakala_desktop.domain.pricing import (
    Figures,
    LineTerms,
    check_size,
    figures_of,
    unit_price_before_vat,
    unit_price_giving,
)
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.refunds import check_moved, tenders_left
from bakala_desktop.domain.return_request import ReturnedLine
from bakala_desktop.domain.returns import gross_of_part, remaining_figures, returned_figures
from bakala_desktop.domain.tender import CashRounding, Tender


@dataclass(frozen=True, slots=True)
class LineChange:
    """What a correction changes in a line, None where it stays.

    ``unit_price`` in rials on the terms of the sale: with VAT inside where the line was sold so. ``discount`` is the
    line's whole discount in rials; one that is more than the gross is cut to it (rule 2). Raises ShopError of
    ``money.rial``.
    """

    quantity: Quantity | None = None
    unit_price: Rial | None = None
    discount: Rial | None = None

    def __post_init__(self) -> None:
        for field in ("unit_price", "discount"):
            if getattr(self, field) is not None:
                rial(getattr(self, field), field)


def check_in_force(chain: Chain) -> None:
    """Refuse a void invoice.

    Raises ShopError ``invoice_cancelled``, with ``replaced_by`` where it was made out anew.
    """
    serial, cancellation = str(chain.invoice.serial), chain.cancellation
    if cancellation is None:
        return
    if cancellation.replaced_by is None:
        raise ShopError("invoice_cancelled", serial=serial)
    anew = str(cancellation.replaced_by)
    raise ShopError("invoice_cancelled", serial=serial, reason="made_out_anew", replaced_by=anew)


def check_has_rest(chain: Chain) -> None:
    """Refuse an invoice of which nothing is left. Raises ShopError ``invoice_cancelled``, ``nothing_left``."""
    check_in_force(chain)
    if not chain.remaining():
        raise ShopError("nothing_left", serial=str(chain.invoice.serial))


def issue_return(
    filing: Filing,
    chain: Chain,
    returned: Sequence[ReturnedLine],
    reason: str,
    tenders: Sequence[Tender],
    rounding: CashRounding,
) -> Invoice:
    """Take goods back (rule 7), in the order in which they are named; the tenders are refunds.

    Raises ShopError ``invoice_cancelled``, ``return_empty``, ``return_line_twice``, ``line_unknown``,
    ``return_exceeds_sold``, ``quantity_not_whole``, ``return_total_negative``, and those of ``checked_reason`` and
    ``check_moved``.
    """
    check_in_force(chain)
    if not returned:
        raise ShopError("return_empty", field="lines")
    numbers = Counter(asked.line for asked in returned)
    number, times = numbers.most_common(1)[0]
    if times > 1:
        raise ShopError("return_line_twice", line=number)
    chain.check_known(numbers)
    left = chain.left()
    lines = tuple(returned_line(*left[asked.line], asked.quantity) for asked in returned)
    totals = Figures.sum_of([line.figures for line in lines])
    if totals.total < 0:
        raise ShopError("return_total_negative", line=number)
    check_moved(totals.total, tenders, rounding)
    return _change(DocumentKind.RETURN, filing, chain, lines, checked_reason(reason), tenders)


def returned_line(sold: DocumentLine, left_e8: int, quantity: Quantity) -> DocumentLine:
    """Return so much of a line as a return takes it back, where ``left_e8`` was left of it before.

    Raises ShopError ``return_exceeds_sold``, ``quantity_not_whole``, ``return_total_negative``.
    """
    figures = returned_figures(sold, left_e8, quantity)
    _check_whole(sold, quantity)
    # Where a discount took nearly all, the rials cut off on both sides decide, and what is left could be less than
    # nothing: such a rest could be given back by no later return.
    if remaining_figures(sold, left_e8 - quantity.e8).total < 0:
        raise ShopError("return_total_negative", line=sold.number)
    return _part_of(sold, quantity, figures)


def _check_whole(sold: DocumentLine, quantity: Quantity) -> None:
    # Version 1 did not say that goods of a unit of pieces were weighed; such a line was sold in parts.
    if not sold.is_measured and sold.quantity.is_whole and not quantity.is_whole:
        raise ShopError("quantity_not_whole", line=sold.number, sku=sold.code, unit=sold.unit, value=str(quantity))


def _part_of(line: DocumentLine, quantity: Quantity, figures: Figures) -> DocumentLine:
    """Return so much of a line at these figures, at its printed price or else at the one that gives the gross."""
    printed = line.unit_price
    if gross_of_part(replace(line, price=None), quantity) != figures.gross:
        printed = format(unit_price_giving(figures.gross, quantity), "f")
    return replace(line, quantity=quantity, unit_price=printed, figures=figures)


def issue_cancellation(
    filing: Filing, chain: Chain, reason: str, tenders: Sequence[Tender], rounding: CashRounding
) -> Invoice:
    """Cancel what is left of an invoice; the tenders are refunds of all that was paid for it.

    Raises ShopError ``invoice_cancelled``, ``nothing_left`` and those of ``checked_reason`` and ``check_moved``.
    """
    check_has_rest(chain)
    check_moved(chain.remaining_totals.total, tenders, rounding)
    return _cancellation(filing, chain, checked_reason(reason), tenders)


def _cancellation(filing: Filing, chain: Chain, reason: str, tenders: Sequence[Tender]) -> Invoice:
    lines = tuple(map(_rest, chain.remaining()))
    return _change(DocumentKind.CANCELLATION, filing, chain, lines, reason, tenders)


def _rest(part: RestLine) -> DocumentLine:
    return _part_of(part.line, part.quantity, part.figures)


def issue_correction(
    filing: Filing,
    chain: Chain,
    changes: Mapping[int, LineChange],
    reason: str,
    tenders: Sequence[Tender],
    rounding: CashRounding,
) -> Invoice:
    """Say how an invoice stands from now on; ``changes`` by line number, the tenders settle the difference.

    Goods, VAT rates and buyer stay, and no line comes or goes. Raises ShopError ``invoice_cancelled``,
    ``correction_after_return``, ``line_unknown``, ``quantity_not_whole``, ``amount_too_large``,
    ``document_too_large``, ``nothing_changed``, and those of ``checked_reason`` and ``check_moved``.
    """
    check_in_force(chain)
    if chain.returns:
        raise ShopError("correction_after_return", serial=str(chain.invoice.serial))
    chain.check_known(changes)
    lines = tuple(corrected_line(line, changes.get(line.number)) for line in chain.base.lines)
    if [*map(_shown, lines)] == [*map(_shown, chain.base.lines)]:
        raise ShopError("nothing_changed", serial=str(chain.invoice.serial))
    check_size([line.figures for line in lines])
    document = _change(DocumentKind.CORRECTION, filing, chain, lines, checked_reason(reason), tenders)
    before = chain.remaining_totals
    check_moved(abs(document.totals.total - before.total), tenders, rounding)
    return _for_the_buyer(replace(document, before=before), filing)


def _shown(line: DocumentLine) -> tuple[Quantity, str, Figures]:
    return line.quantity, line.unit_price, line.figures


def corrected_line(line: DocumentLine, change: LineChange | None) -> DocumentLine:
    """Return a line as a correction makes it. Raises ShopError ``quantity_not_whole``, ``amount_too_large``."""
    if change is None:
        return line
    quantity = change.quantity or line.quantity
    _check_whole(line, quantity)
    if change.unit_price is not None and change.unit_price != line.price:
        terms = LineTerms(quantity, change.unit_price, line.vat_rate, line.price_includes_vat)
        line = replace(line, price=change.unit_price, unit_price=format(unit_price_before_vat(terms), "f"))
    if line.price is not None and quantity.times(line.price) >= LIMIT:
        raise ShopError("amount_too_large", field="unit_price", line=line.number, value=str(line.price)[:40])
    gross = gross_of_part(line, quantity)
    discount = Rial(min(line.figures.discount if change.discount is None else change.discount, gross))
    return _part_of(line, quantity, figures_of(gross, discount, line.vat_rate))


def reissue(
    cancelling: Filing, issuing: Filing, chain: Chain, buyer: Customer, reason: str = ""
) -> tuple[Invoice, Invoice]:
    """Cancel an invoice and make what is left of it out to a buyer anew: the cancellation, and the new invoice.

    No money moves and every line keeps its figures. Raises ShopError ``invoice_cancelled``, ``nothing_left``,
    ``field_too_long``.
    """
    check_has_rest(chain)
    given = checked_reason(reason) if reason else ""
    cancellation = replace(_cancellation(cancelling, chain, given, ()), replaced_by=issuing.serial)
    lines = tuple(replace(line, number=number) for number, line in enumerate(cancellation.lines, 1))
    invoice = replace(
        cancellation,
        id=issuing.id,
        serial=issuing.serial,
        issued_at=issuing.at,
        buyer=Party.of_customer(buyer),
        lines=lines,
        tenders=tenders_left(chain),
        kind=DocumentKind.INVOICE,
        changes=None,
        after=None,
        replaces=chain.invoice.serial,
        replaced_by=None,
        reason="",
    )
    return cancellation, _for_the_buyer(invoice, issuing)


def _change(
    kind: DocumentKind,
    filing: Filing,
    chain: Chain,
    lines: tuple[DocumentLine, ...],
    reason: str,
    tenders: Sequence[Tender],
) -> Invoice:
    return Invoice(
        id=filing.id,
        order_id=chain.invoice.order_id,
        serial=filing.serial,
        issued_at=filing.at,
        seller=Party.of_shop(filing.seller),
        contact=contact_of(filing.seller),
        buyer=chain.invoice.buyer,
        lines=lines,
        totals=Figures.sum_of([line.figures for line in lines]),
        tenders=tuple(tenders),
        change=Rial(0),
        kind=kind,
        changes=chain.invoice.serial,
        after=chain.newest.serial if chain.changes else None,
        reason=reason,
    )


def _for_the_buyer(document: Invoice, filing: Filing) -> Invoice:
    """Add what only a document says that the buyer is to pay by: the shop's terms and its account."""
    return replace(document, notes=filing.notes, bank_account=filing.seller.iban)
