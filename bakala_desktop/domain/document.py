"""The documents of a sale: a frozen snapshot of figures and parties each (design.md, rule 7).

The official invoice, the proforma before it, and what changes an invoice afterwards: correction, cancellation and
return, each a new document that names the one it changes (subjects 2, 3 and 4 of reference/moadian.md, 2). Printing
and reprinting never compute; they draw what stands here. How a snapshot is written down stands in
``domain/snapshot.py``, the VAT certificate in ``domain/certificate.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from bakala_desktop.domain.customer import Customer
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.order import Order, OrderLine
from bakala_desktop.domain.party import Contact, Party, contact_of
from bakala_desktop.domain.pricing import Figures, unit_price_before_vat
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.shop_profile import ShopProfile
from bakala_desktop.domain.tax import VatRate
from bakala_desktop.domain.tender import Tender, TenderKind

DocumentId = NewType("DocumentId", UUID)


class DocumentKind(StrEnum):
    """What a document is."""

    INVOICE = "invoice"
    PROFORMA = "proforma"
    CORRECTION = "correction"
    CANCELLATION = "cancellation"
    RETURN = "return"
    CERTIFICATE = "certificate"


SERIES = {
    DocumentKind.INVOICE: "A",
    DocumentKind.PROFORMA: "P",
    DocumentKind.CORRECTION: "C",
    DocumentKind.CANCELLATION: "X",
    DocumentKind.RETURN: "R",
    DocumentKind.CERTIFICATE: "V",
}
"""The letter of each kind's series: every kind counts for itself, without gaps."""

CHANGING = frozenset({DocumentKind.CORRECTION, DocumentKind.CANCELLATION, DocumentKind.RETURN})
"""The kinds that change an invoice which was issued before."""


class LinkKind(StrEnum):
    """What a document does to another one.

    A return, correction or cancellation changes its invoice; an invoice that was made out anew replaces the cancelled
    one, and a certificate an older certificate; a certificate certifies its invoices.
    """

    CHANGES = "changes"
    REPLACES = "replaces"
    CERTIFIES = "certifies"


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A line as printed.

    ``unit_price`` is a decimal text in rials, before VAT; the figures are whole rials. ``price`` (None in snapshots of
    version 1) and ``price_includes_vat`` are the terms it was sold at, from which rule 7 computes a return.
    ``number`` is the line's number on the invoice, which every document that changes the invoice keeps; ``of_line``
    its number in the order.
    """

    number: int
    code: str
    title: str
    quantity: Quantity
    unit: str
    unit_price: str
    vat_rate: VatRate
    figures: Figures
    goods_id: str = ""
    price: Rial | None = None
    price_includes_vat: bool = False
    is_measured: bool = False
    of_line: int = 0


@dataclass(frozen=True, slots=True)
class Invoice:
    """An issued document of a sale, in the official form (R03). ``issued_at`` in UTC.

    What the lines, totals and tenders of each kind mean:

    - invoice and proforma: what is sold and how it was paid (a proforma has no tenders).
    - return: the goods that come back, at what is given back for them; tenders are refunds, all positive.
    - cancellation: what was left of the invoice and is sold no more; tenders are refunds, none where the invoice was
      only made out anew.
    - correction: the invoice as it stands from now on; ``before`` holds the totals until then, and tenders settle the
      difference: refunds where the total fell, payments where it rose.

    ``changes`` is the invoice that a changing document belongs to, ``after`` the newest document of its chain until
    then, where that is another. ``replaces`` is the cancelled invoice that an invoice was made out for anew, and
    ``replaced_by`` the other end of the same link, on the cancellation.
    """

    id: DocumentId
    order_id: UUID
    serial: Serial
    issued_at: datetime
    seller: Party
    contact: Contact
    buyer: Party | None
    lines: tuple[DocumentLine, ...]
    totals: Figures
    tenders: tuple[Tender, ...]
    change: Rial
    notes: str = ""
    kind: DocumentKind = DocumentKind.INVOICE
    changes: Serial | None = None
    after: Serial | None = None
    replaces: Serial | None = None
    replaced_by: Serial | None = None
    reason: str = ""
    before: Figures | None = None
    valid_until: date | None = None
    bank_account: str = ""

    @property
    def is_cash_sale(self) -> bool:
        """Whether nothing is left to be paid later: the cash box of the form."""
        return not any(t.kind in (TenderKind.CREDIT, TenderKind.CHEQUE) and t.amount for t in self.tenders)

    @property
    def is_credit_sale(self) -> bool:
        """Whether a part is to be paid later: the not-cash box of the form."""
        return not self.is_cash_sale

    @property
    def takes_in_money(self) -> bool:
        """Whether the tenders of a changing document were paid in: it is a correction, and the total rose."""
        return self.before is not None and self.totals.total > self.before.total


def issue_invoice(
    document_id: DocumentId,
    serial: Serial,
    order: Order,
    shop: ShopProfile,
    buyer: Customer | None,
    notes: str = "",
) -> Invoice:
    """Freeze a completed order into its invoice. The order must be settled."""
    assert order.settlement is not None
    assert order.completed_at is not None
    drawn = _form(document_id, serial, order, order.completed_at, shop, buyer, notes)
    return replace(drawn, tenders=order.settlement.tenders, change=order.settlement.change)


def issue_proforma(
    document_id: DocumentId,
    serial: Serial,
    order: Order,
    at: datetime,
    valid_until: date,
    shop: ShopProfile,
    buyer: Customer | None,
    notes: str = "",
) -> Invoice:
    """Freeze an open cart into an offer that holds until the end of ``valid_until``; no sale and no tenders."""
    drawn = _form(document_id, serial, order, at, shop, buyer, notes)
    return replace(drawn, kind=DocumentKind.PROFORMA, valid_until=valid_until)


def _form(
    document_id: DocumentId,
    serial: Serial,
    order: Order,
    at: datetime,
    shop: ShopProfile,
    buyer: Customer | None,
    notes: str,
) -> Invoice:
    return Invoice(
        id=document_id,
        order_id=order.id,
        serial=serial,
        issued_at=at,
        seller=Party.of_shop(shop),
        contact=contact_of(shop),
        buyer=Party.of_customer(buyer) if buyer else None,
        lines=lines_of(order),
        totals=order.totals,
        tenders=(),
        change=Rial(0),
        notes=notes,
        bank_account=shop.iban,
    )


def lines_of(order: Order) -> tuple[DocumentLine, ...]:
    """Return the order's lines as a document prints them."""
    return tuple(
        _line(number, line, figures)
        for number, (line, figures) in enumerate(zip(order.lines, order.figures, strict=True), 1)
    )


def _line(number: int, line: OrderLine, figures: Figures) -> DocumentLine:
    return DocumentLine(
        number=number,
        code=line.sku,
        title=line.title,
        quantity=line.quantity,
        unit=line.unit,
        unit_price=format(unit_price_before_vat(line.terms), "f"),
        vat_rate=line.vat_rate,
        figures=figures,
        goods_id=line.goods_id or "",
        price=line.unit_price,
        price_includes_vat=line.price_includes_vat,
        is_measured=line.is_measured,
        of_line=number,
    )
