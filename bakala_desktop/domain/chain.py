"""An invoice with all that changed it since: what is left of it, and what each of its documents adds to the books."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bakala_desktop.domain.document import DocumentKind, DocumentLine, Invoice
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.order import Order
from bakala_desktop.domain.pricing import Figures
from bakala_desktop.domain.product import ProductId
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.returns import NOTHING, remaining_figures
from bakala_desktop.domain.tax import VatRate


@dataclass(frozen=True, slots=True)
class BookLine:
    """What a document adds to the books for one line of its invoice, signed; nothing of it is ever rewritten.

    ``quantity_e8`` in hundred-millionths, ``vat_rate`` in hundredths of a percent, the figures in rials.
    """

    number: int
    product_id: ProductId
    quantity_e8: int
    vat_rate: VatRate
    figures: Figures


@dataclass(frozen=True, slots=True)
class RestLine:
    """A line of which something is still sold, how much of it (in hundred-millionths) and for how much."""

    line: DocumentLine
    left_e8: int
    figures: Figures

    @property
    def quantity(self) -> Quantity:
        """How much is left."""
        return Quantity(self.left_e8)


@dataclass(frozen=True, slots=True)
class Chain:
    """An invoice and what changed it, the oldest first."""

    invoice: Invoice
    changes: tuple[Invoice, ...] = ()

    @property
    def newest(self) -> Invoice:
        """The last document of the chain."""
        return self.changes[-1] if self.changes else self.invoice

    @property
    def cancellation(self) -> Invoice | None:
        """The document that cancelled the invoice, if one did: nothing comes after it."""
        return self.newest if self.newest.kind is DocumentKind.CANCELLATION else None

    @property
    def is_cancelled(self) -> bool:
        """Whether the invoice is void."""
        return self.cancellation is not None

    @property
    def returns(self) -> tuple[Invoice, ...]:
        """The returns, the oldest first. They all came after the corrections."""
        return tuple(change for change in self.changes if change.kind is DocumentKind.RETURN)

    @property
    def is_fully_returned(self) -> bool:
        """Whether all goods were brought back."""
        return bool(self.returns) and not self.is_cancelled and not self.remaining()

    @property
    def base(self) -> Invoice:
        """The document that says how the lines were sold: the newest correction, else the invoice."""
        corrections = [change for change in self.changes if change.kind is DocumentKind.CORRECTION]
        return corrections[-1] if corrections else self.invoice

    def left(self) -> dict[int, tuple[DocumentLine, int]]:
        """Return each line as it was sold, by its number, and how much of it is left, in hundred-millionths."""
        returned: Counter[int] = Counter()
        for document in self.returns:
            for line in document.lines:
                returned[line.number] += line.quantity.e8
        gone = self.is_cancelled
        return {
            line.number: (line, 0 if gone else line.quantity.e8 - returned[line.number]) for line in self.base.lines
        }

    def check_known(self, numbers: Iterable[int]) -> None:
        """Raise ShopError ``line_unknown`` for the first number that no line of the invoice has."""
        known = {line.number for line in self.invoice.lines}
        for number in numbers:
            if number not in known:
                raise ShopError("line_unknown", line=number, serial=str(self.invoice.serial))

    def remaining(self) -> tuple[RestLine, ...]:
        """Return the lines of which something is left, each at what it is sold for."""
        return tuple(RestLine(line, e8, remaining_figures(line, e8)) for line, e8 in self.left().values() if e8)

    @property
    def remaining_totals(self) -> Figures:
        """The sums of what is left."""
        rest = self.remaining()
        return Figures.sum_of([part.figures for part in rest]) if rest else NOTHING


def book_lines(document: Invoice, order: Order, base: Invoice | None = None) -> tuple[BookLine, ...]:
    """Return what a fiscal document adds to the books.

    An invoice adds its lines, a return or cancellation takes its own away, and a correction adds what is different
    from ``base``, the document that said until then how the lines were sold. ``order`` names the goods.
    """
    if document.kind is DocumentKind.CORRECTION:
        assert base is not None
        changed = zip(document.lines, base.lines, strict=True)
        lines = [(line, line.quantity.e8 - old.quantity.e8, line.figures.minus(old.figures)) for line, old in changed]
    elif document.kind is DocumentKind.INVOICE:
        lines = [(line, line.quantity.e8, line.figures) for line in document.lines]
    else:
        lines = [(line, -line.quantity.e8, NOTHING.minus(line.figures)) for line in document.lines]
    return tuple(
        BookLine(line.number, order.lines[line.of_line - 1].product_id, e8, line.vat_rate, figures)
        for line, e8, figures in lines
        if e8 or figures != NOTHING
    )
