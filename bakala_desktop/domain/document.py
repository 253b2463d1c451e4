"""The issued document: a frozen snapshot of figures and parties (design.md, rule 7).

Printing and reprinting never compute; they draw what stands here. Its canonical JSON is what is stored, digested
and audited.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, NewType
from uuid import UUID

from bakala_desktop.domain.customer import Customer, PartyKind
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.order import Order
from bakala_desktop.domain.pricing import Figures, unit_price_before_vat
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.shop_profile import ShopProfile
from bakala_desktop.domain.tax import VatRate
from bakala_desktop.domain.tender import Tender, TenderKind

DocumentId = NewType("DocumentId", UUID)

SNAPSHOT_VERSION = 1


class DocumentKind(StrEnum):
    """What a document is."""

    INVOICE = "invoice"


SERIES = {DocumentKind.INVOICE: "A"}
"""The letter of each kind's series."""


@dataclass(frozen=True, slots=True)
class Party:
    """A seller or a buyer as it stood on the day of issue; what was not known is ""."""

    kind: PartyKind
    name: str
    identity: str = ""
    economic_code: str = ""
    registration_number: str = ""
    province: str = ""
    county: str = ""
    city: str = ""
    address: str = ""
    postal_code: str = ""
    phone: str = ""
    fax: str = ""

    @classmethod
    def of_shop(cls, shop: ShopProfile) -> Party:
        """Take the seller's side from the shop's profile."""
        return cls(
            kind=shop.kind,
            name=shop.name,
            identity=shop.national_id,
            economic_code=shop.economic_code or (shop.national_id if shop.kind is PartyKind.LEGAL else ""),
            registration_number=shop.registration_number,
            province=shop.province,
            county=shop.county,
            city=shop.city,
            address=shop.address,
            postal_code=shop.postal_code,
            phone=shop.phones[0] if shop.phones else "",
            fax=shop.fax,
        )

    @classmethod
    def of_customer(cls, customer: Customer) -> Party:
        """Take the buyer's side from a customer."""
        return cls(
            kind=customer.kind,
            name=customer.display_name,
            identity=customer.identity,
            economic_code=customer.tax_code,
            registration_number=customer.registration_number,
            province=customer.province,
            county=customer.county,
            city=customer.city,
            address=customer.address,
            postal_code=customer.postal_code,
            phone=customer.phone or customer.mobile,
        )


@dataclass(frozen=True, slots=True)
class Contact:
    """The shop's contact block, on every document (R17)."""

    phones: tuple[str, ...] = ()
    fax: str = ""
    email: str = ""
    office_hours: str = ""
    head_office: str = ""


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A line as printed. ``unit_price`` is a decimal text in rials, before VAT; the figures are whole rials."""

    number: int
    code: str
    title: str
    quantity: Quantity
    unit: str
    unit_price: str
    vat_rate: VatRate
    figures: Figures
    goods_id: str = ""


@dataclass(frozen=True, slots=True)
class Invoice:
    """An issued official invoice (R03). ``issued_at`` in UTC."""

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

    @property
    def is_cash_sale(self) -> bool:
        """Whether nothing is left to be paid later: the cash box of the form."""
        return not any(t.kind in (TenderKind.CREDIT, TenderKind.CHEQUE) and t.amount for t in self.tenders)

    @property
    def is_credit_sale(self) -> bool:
        """Whether a part is to be paid later: the not-cash box of the form."""
        return not self.is_cash_sale


def contact_of(shop: ShopProfile) -> Contact:
    """Take the contact block from the profile."""
    place = "، ".join(part for part in (shop.province, shop.city, shop.address) if part)
    return Contact(shop.phones, shop.fax, shop.email, shop.office_hours, place)


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
    return Invoice(
        id=document_id,
        order_id=order.id,
        serial=serial,
        issued_at=order.completed_at,
        seller=Party.of_shop(shop),
        contact=contact_of(shop),
        buyer=Party.of_customer(buyer) if buyer else None,
        lines=_lines_of(order),
        totals=order.totals,
        tenders=order.settlement.tenders,
        change=order.settlement.change,
        notes=notes,
    )


def _lines_of(order: Order) -> tuple[DocumentLine, ...]:
    return tuple(
        DocumentLine(
            number=number,
            code=line.sku,
            title=line.title,
            quantity=line.quantity,
            unit=line.unit,
            unit_price=format(unit_price_before_vat(line.terms), "f"),
            vat_rate=line.vat_rate,
            figures=figures,
            goods_id=line.goods_id or "",
        )
        for number, (line, figures) in enumerate(zip(order.lines, order.figures, strict=True), 1)
    )


def canonical_json(values: object) -> str:
    """Write plain values in the one form that is digested: sorted keys, no spaces, UTF-8 as it is."""
    return _CANONICAL.encode(values)


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    """Return the SHA-256 of a canonical text, in hex."""
    return sha256(text.encode()).hexdigest()


def to_json(invoice: Invoice) -> str:
    """Write the snapshot in canonical JSON."""
    values = _flat(invoice)
    values |= {
        "version": SNAPSHOT_VERSION,
        "id": str(invoice.id),
        "order_id": str(invoice.order_id),
        "serial": str(invoice.serial),
        "issued_at": invoice.issued_at.astimezone(UTC).isoformat(),
        "seller": _flat(invoice.seller),
        "contact": _flat(invoice.contact),
        "buyer": _flat(invoice.buyer) if invoice.buyer else None,
        "lines": [
            {**_flat(line), "quantity": str(line.quantity), "figures": _flat(line.figures)} for line in invoice.lines
        ],
        "totals": _flat(invoice.totals),
        "tenders": [_flat(tender) for tender in invoice.tenders],
    }
    return canonical_json(values)


def _flat(value: Invoice | Party | Contact | DocumentLine | Figures | Tender) -> dict[str, Any]:
    """Return the fields of one value; ``asdict`` copies in depth, which took a tenth of a whole sale."""
    return {name: getattr(value, name) for name in value.__slots__}


def _party(values: dict[str, Any] | None) -> Party | None:
    return Party(**{**values, "kind": PartyKind(values["kind"])}) if values else None


def from_json(text: str) -> Invoice:
    """Read a snapshot back, equal to what was written."""
    v = json.loads(text)
    seller = _party(v["seller"])
    assert seller is not None
    return Invoice(
        id=DocumentId(UUID(v["id"])),
        order_id=UUID(v["order_id"]),
        serial=Serial.parse(v["serial"]),
        issued_at=datetime.fromisoformat(v["issued_at"]),
        seller=seller,
        contact=Contact(**{**v["contact"], "phones": tuple(v["contact"]["phones"])}),
        buyer=_party(v["buyer"]),
        lines=tuple(
            DocumentLine(
                **{
                    **line,
                    "quantity": Quantity.parse(line["quantity"], 8),
                    "figures": Figures(**line["figures"]),
                }
            )
            for line in v["lines"]
        ),
        totals=Figures(**v["totals"]),
        tenders=tuple(Tender(TenderKind(t["kind"]), Rial(t["amount"]), t["reference"]) for t in v["tenders"]),
        change=Rial(v["change"]),
        notes=v["notes"],
    )
