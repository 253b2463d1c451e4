"""Builds invoices and what changes them, without a database: pure values for the tests of the domain.

books = Ledger(invoice_of(order_of(line("2.5", 120_000))))
books.give_back({1: "1"}, cash(132_000))
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from bakala_desktop.domain.chain import BookLine, Chain, book_lines
from bakala_desktop.domain.changes import LineChange, issue_cancellation, issue_correction, issue_return, reissue
from bakala_desktop.domain.customer import Customer, CustomerId, PartyKind, checked_customer
from bakala_desktop.domain.document import SERIES, DocumentId, DocumentKind, Invoice, issue_invoice
from bakala_desktop.domain.filing import Filing
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.order import Order, OrderId, OrderLine
from bakala_desktop.domain.pricing import Discount
from bakala_desktop.domain.product import ProductId
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.return_request import ReturnedLine
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.shop_profile import checked_profile
from bakala_desktop.domain.tax import VatRate
from bakala_desktop.domain.tender import CashRounding, Tender, TenderKind, settle

AT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
SELLER = checked_profile({"name": "فروشگاه آزمون", "national_id": "10380284790", "city": "مشهد"})
COMPANY = checked_customer(
    CustomerId(UUID(int=5)),
    PartyKind.LEGAL,
    {
        "name": "شرکت آزمون‌گستر",
        "national_id": "14003778990",
        "address": "خیابان نمونه",
        "postal_code": "1496675465",
    },
)

_numbers = count(1)


def given(amount: int, kind: TenderKind = TenderKind.CASH) -> tuple[Tender, ...]:
    """Return what settles an amount: nothing where there is nothing to settle."""
    return (Tender(kind, Rial(amount)),) if amount else ()


def line(quantity: str = "1", price: int = 100_000, rate: int = 1000, **more: object) -> OrderLine:
    """Build a line of goods of its own, measured unless told otherwise."""
    number = next(_numbers)
    values: dict[str, object] = {"is_measured": True, "unit": "کیلوگرم"} | more
    return OrderLine(
        product_id=ProductId(UUID(int=number)),
        sku=f"S-{number}",
        title=f"کالای نمونهٔ {number}",
        quantity=Quantity.parse(quantity, 8),
        unit_price=Rial(price),
        vat_rate=VatRate(rate),
        **values,  # type: ignore[arg-type]
    )


def order_of(*lines: OrderLine, discount: int = 0, tenders: Sequence[Tender] = ()) -> Order:
    """Build a completed order, paid in cash unless told otherwise."""
    order = Order(OrderId(UUID(int=6)), lines=lines, discount=Discount(rial=Rial(discount)) if discount else None)
    rounding = CashRounding(multiple=Rial(10_000))
    return order.complete(settle(order.payable, tenders or given(order.payable), rounding), AT)


def invoice_of(order: Order, buyer: Customer | None = None) -> Invoice:
    """Issue the invoice of a completed order."""
    return issue_invoice(DocumentId(UUID(int=7)), Serial(1405, "A", 1), order, SELLER, buyer)


def of_version_1(invoice: Invoice) -> Invoice:
    """Return an invoice as it is read from a snapshot of version 1: without the terms it was sold at."""
    lines = tuple(replace(one, price=None, price_includes_vat=False, is_measured=False) for one in invoice.lines)
    return replace(invoice, lines=lines)


@dataclass
class Ledger:
    """A chain that grows, and the book lines of all its documents."""

    order: Order
    chain: Chain = field(init=False)
    books: list[BookLine] = field(default_factory=list)
    number: int = 1

    def __post_init__(self) -> None:
        self.start(invoice_of(self.order))

    def start(self, invoice: Invoice) -> None:
        """Begin with an invoice."""
        self.chain = Chain(invoice)
        self.books = list(book_lines(invoice, self.order))

    def filing(self, kind: DocumentKind) -> Filing:
        """Take the next number, a minute later than the last."""
        self.number += 1
        at = AT + timedelta(minutes=self.number)
        return Filing(DocumentId(UUID(int=1000 + self.number)), Serial(1405, SERIES[kind], self.number), at, SELLER)

    def add(self, document: Invoice) -> Invoice:
        """Put a document into the chain and into the books."""
        self.books += book_lines(document, self.order, self.chain.base)
        self.chain = Chain(self.chain.invoice, (*self.chain.changes, document))
        return document

    def give_back(self, parts: Mapping[int, str], *tenders: Tender, reason: str = "نخواست") -> Invoice:
        """Return goods by line number."""
        lines = [ReturnedLine(number, Quantity.parse(quantity, 8)) for number, quantity in parts.items()]
        filing = self.filing(DocumentKind.RETURN)
        return self.add(issue_return(filing, self.chain, lines, reason, tenders, CashRounding()))

    def correct(self, changes: Mapping[int, LineChange], *tenders: Tender, reason: str = "اشتباه") -> Invoice:
        """Correct lines by number."""
        filing = self.filing(DocumentKind.CORRECTION)
        return self.add(issue_correction(filing, self.chain, changes, reason, tenders, CashRounding()))

    def cancel(self, *tenders: Tender, reason: str = "اشتباه") -> Invoice:
        """Cancel what is left."""
        filing = self.filing(DocumentKind.CANCELLATION)
        return self.add(issue_cancellation(filing, self.chain, reason, tenders, CashRounding()))

    def make_out_anew(self, buyer: Customer = COMPANY) -> tuple[Invoice, Invoice]:
        """Cancel it and issue what is left to a buyer; the chain stays that of the cancelled invoice."""
        cancelling, issuing = self.filing(DocumentKind.CANCELLATION), self.filing(DocumentKind.INVOICE)
        cancellation, invoice = reissue(cancelling, issuing, self.chain, buyer)
        self.add(cancellation)
        return cancellation, invoice
