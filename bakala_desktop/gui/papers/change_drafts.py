"""Lines of an invoice while a clerk says how they change, and what was typed for each. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bakala_desktop.domain.chain import Chain
from bakala_desktop.domain.changes import LineChange
from bakala_desktop.domain.document import DocumentLine
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.return_request import ReturnedLine


@dataclass(slots=True)
class LineDraft:
    """One line: how much of it is left, in hundred-millionths, and what was typed, None where nothing."""

    line: DocumentLine
    left_e8: int
    quantity: Quantity | None = None
    unit_price: Rial | None = None
    discount: Rial | None = None

    @property
    def left(self) -> Quantity:
        """How much of the line is left."""
        return Quantity(self.left_e8)

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed."""
        return (self.quantity, self.unit_price, self.discount) != (None, None, None)


def drafts_of(chain: Chain) -> list[LineDraft]:
    """Return the lines of which something is left, untouched."""
    return [LineDraft(part.line, part.left_e8) for part in chain.remaining()]


def returned_of(drafts: Sequence[LineDraft]) -> tuple[ReturnedLine, ...]:
    """Return what comes back."""
    return tuple(ReturnedLine(draft.line.number, draft.quantity) for draft in drafts if draft.quantity)


def changes_of(drafts: Sequence[LineDraft]) -> dict[int, LineChange]:
    """Return what a correction changes, by line number."""
    return {
        draft.line.number: LineChange(draft.quantity, draft.unit_price, draft.discount)
        for draft in drafts
        if draft.is_touched
    }
