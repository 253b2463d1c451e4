"""A return as a caller asks for it, before the invoice is looked up."""

from __future__ import annotations

from dataclasses import dataclass

from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.tender import Tender


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """How much of an invoice's line comes back; ``line`` is its number on the invoice."""

    line: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class ReturnRequest:
    """RETURN.json: goods of one invoice that come back, why, and how their price is given back."""

    invoice: str
    lines: tuple[ReturnedLine, ...]
    reason: str
    tenders: tuple[Tender, ...] = ()
