"""How a document is written down for good: canonical JSON, which is stored, digested, audited and put into its PDF.

Version 1 held invoices alone; what it lacks is filled in when it is read. The text that was stored is never rewritten.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from bakala_desktop.domain.canonical import canonical_json, digest_of
from bakala_desktop.domain.certificate import Certificate, CertifiedInvoice, RateSum
from bakala_desktop.domain.customer import PartyKind
from bakala_desktop.domain.document import DocumentId, DocumentKind, DocumentLine, Invoice
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.party import Contact, Party
from bakala_desktop.domain.pricing import Figures
from bakala_desktop.domain.quantity import Quantity, is_measured_unit
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.shop_profile import VatCertificate
from bakala_desktop.domain.tax import VatRate
from bakala_desktop.domain.tender import Tender, TenderKind

SNAPSHOT_VERSION = 2

Document = Invoice | Certificate


@dataclass(frozen=True, slots=True)
class Issued:
    """A document as it was stored: its values and the very text they were read from."""

    document: Document
    snapshot: str

    @property
    def digest(self) -> str:
        """The SHA-256 of the snapshot, in hex."""
        return digest_of(self.snapshot)


def to_json(document: Document) -> str:
    """Write the snapshot in canonical JSON."""
    values = {name: _plain(getattr(document, name)) for name in document.__slots__}
    return canonical_json({**values, "kind": document.kind.value, "version": SNAPSHOT_VERSION})


def _plain(value: Any) -> Any:
    """Return a value as JSON holds it; ``asdict`` copies in depth, which took a tenth of a whole sale."""
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is tuple:
        return [_plain(item) for item in value]
    if kind is datetime:
        return value.astimezone(UTC).isoformat()
    if kind is date:
        return value.isoformat()
    if kind in _TEXTS:
        return str(value)
    return {name: _plain(getattr(value, name)) for name in value.__slots__}


_AS_THEY_ARE = frozenset({str, int, bool, type(None)})
_TEXTS = frozenset({UUID, Serial, Quantity, PartyKind, TenderKind, DocumentKind})


def from_json(text: str) -> Document:
    """Read a snapshot back, equal to what was written.

    Raises ValueError, and nothing else, for a text that is no snapshot: it may come from a file that anybody made.
    """
    try:
        values = json.loads(text)
        kind = DocumentKind(values.get("kind", DocumentKind.INVOICE))
        return _certificate(values) if kind is DocumentKind.CERTIFICATE else _invoice(values, kind)
    except _NO_SNAPSHOT as error:
        raise ValueError("no snapshot of a document") from error


_NO_SNAPSHOT = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    ShopError,
    TypeError,
    ValueError,
)
"""What reading a text stumbles over that holds other things than a document does."""


def _invoice(v: dict[str, Any], kind: DocumentKind) -> Invoice:
    seller = _party(v["seller"])
    assert seller is not None
    return Invoice(
        id=DocumentId(UUID(v["id"])),
        order_id=UUID(v["order_id"]),
        serial=Serial.parse(v["serial"]),
        issued_at=datetime.fromisoformat(v["issued_at"]),
        seller=seller,
        contact=_contact(v["contact"]),
        buyer=_party(v["buyer"]),
        lines=tuple(map(_line, v["lines"])),
        totals=_figures(v["totals"]),
        tenders=tuple(Tender(TenderKind(t["kind"]), Rial(t["amount"]), t["reference"]) for t in v["tenders"]),
        change=Rial(v["change"]),
        notes=v["notes"],
        kind=kind,
        **{name: _serial(v.get(name)) for name in ("changes", "after", "replaces", "replaced_by")},
        reason=v.get("reason", ""),
        before=_figures(v["before"]) if v.get("before") else None,
        valid_until=date.fromisoformat(v["valid_until"]) if v.get("valid_until") else None,
        bank_account=v.get("bank_account", ""),
    )


def _line(values: dict[str, Any]) -> DocumentLine:
    read = {
        **values,
        "number": _whole(values["number"]),
        "quantity": Quantity.parse(values["quantity"], 8),
        "figures": _figures(values["figures"]),
    }
    if "of_line" not in values:  # version 1
        read |= {"of_line": values["number"], "is_measured": is_measured_unit(values["unit"])}
    _whole(read["of_line"])
    return DocumentLine(**read)


def _certificate(v: dict[str, Any]) -> Certificate:
    seller, buyer = _party(v["seller"]), _party(v["buyer"])
    assert seller is not None
    assert buyer is not None
    registration = v["registration"]
    return Certificate(
        id=DocumentId(UUID(v["id"])),
        serial=Serial.parse(v["serial"]),
        issued_at=datetime.fromisoformat(v["issued_at"]),
        seller=seller,
        contact=_contact(v["contact"]),
        registration=VatCertificate(
            registration["number"],
            date.fromisoformat(registration["from_day"]),
            date.fromisoformat(registration["to_day"]),
        ),
        buyer=buyer,
        invoices=tuple(map(_certified, v["invoices"])),
        statement=v["statement"],
        replaces=tuple(map(Serial.parse, v["replaces"])),
    )


def _certified(values: dict[str, Any]) -> CertifiedInvoice:
    return CertifiedInvoice(
        serial=Serial.parse(values["serial"]),
        issued_at=datetime.fromisoformat(values["issued_at"]),
        rates=tuple(map(_rate_sum, values["rates"])),
        exempt_base=Rial(_whole(values["exempt_base"])),
        tax_number=values["tax_number"],
    )


def _rate_sum(values: dict[str, Any]) -> RateSum:
    return RateSum(VatRate(_whole(values["rate"])), Rial(_whole(values["base"])), Rial(_whole(values["vat"])))


def _figures(values: dict[str, Any]) -> Figures:
    return Figures(**{name: Rial(_whole(amount)) for name, amount in values.items()})


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


def _serial(text: str | None) -> Serial | None:
    return Serial.parse(text) if text else None


def _contact(values: dict[str, Any]) -> Contact:
    return Contact(**{**values, "phones": tuple(values["phones"])})


def _party(values: dict[str, Any] | None) -> Party | None:
    return Party(**{**values, "kind": PartyKind(values["kind"])}) if values else None
