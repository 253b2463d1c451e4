"""A payment at the counter while it is being typed: cash that follows the rest, card, transfer, rounding, change."""

from __future__ import annotations

from dataclasses import dataclass, field

from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.tender import CashRounding, Tender, TenderKind, looks_like_wrong_unit, rest_after, settle


@dataclass(frozen=True, slots=True)
class CounterPayment:
    """What the customer has handed over so far, in rials.

    ``cash`` None stands for exactly what is due in cash; ``others`` are card, transfer and the like.
    """

    payable: Rial
    cash: Rial | None = None
    others: tuple[Tender, ...] = ()
    rounding: CashRounding = field(default_factory=CashRounding)

    @property
    def cash_due(self) -> Rial:
        """What is to be paid in cash after the other tenders, rounded by the shop's rule (rule 8)."""
        rest = max(rest_after(self.payable, self.others), 0)
        rounded = self.rounding.of(rest)
        return Rial(rest - rounded.amount) if rounded else Rial(rest)

    @property
    def cash_given(self) -> Rial:
        """The cash that was handed over."""
        return self.cash_due if self.cash is None else self.cash

    @property
    def rounding_tender(self) -> Tender | None:
        """The rounding, once cash covers what is due; never where no cash is given."""
        if not self.cash_given or self.cash_given < self.cash_due:
            return None
        return self.rounding.of(rest_after(self.payable, self.others))

    @property
    def tenders(self) -> tuple[Tender, ...]:
        """Everything as it goes into the sale."""
        cash = (Tender(TenderKind.CASH, self.cash_given),) if self.cash_given else ()
        rounded = self.rounding_tender
        return (*cash, *self.others, *((rounded,) if rounded else ()))

    @property
    def balance(self) -> int:
        """What is still to be paid; negative is what goes back to the customer."""
        return rest_after(self.payable, self.tenders)

    @property
    def probably_meant(self) -> Rial | None:
        """The cash that was probably meant, where rials and toman look confused; else None."""
        return None if self.cash is None else looks_like_wrong_unit(self.cash, self.cash_due)

    def check(self) -> None:
        """Refuse a payment that does not cover the payable. Raises ShopError like ``settle``."""
        settle(self.payable, self.tenders, self.rounding)
