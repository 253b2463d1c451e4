"""Taking the money: tenders, change and cash rounding (rules 6 and 8 of interface.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import LIMIT, Rial


class TenderKind(StrEnum):
    """How a customer pays."""

    CASH = "cash"
    CARD = "card"
    TRANSFER = "transfer"
    CHEQUE = "cheque"
    CREDIT = "credit"
    ROUNDING = "rounding"


@dataclass(frozen=True, slots=True)
class Tender:
    """An amount given in one way. Only a rounding may be negative.

    Raises ShopError ``tender_negative`` or ``amount_too_large``.
    """

    kind: TenderKind
    amount: Rial
    reference: str = ""

    def __post_init__(self) -> None:
        if self.amount < 0 and self.kind is not TenderKind.ROUNDING:
            raise ShopError("tender_negative", kind=self.kind.value, value=self.amount)
        if abs(self.amount) >= LIMIT:
            raise ShopError("amount_too_large", field="tenders", value=str(self.amount)[:40])


@dataclass(frozen=True, slots=True)
class Settlement:
    """Tenders that cover a payable exactly, once the change is given back in cash."""

    tenders: tuple[Tender, ...]
    change: Rial

    @property
    def is_on_credit(self) -> bool:
        """Whether a part is to be paid later."""
        return any(t.kind is TenderKind.CREDIT and t.amount for t in self.tenders)


DEFAULT_MULTIPLE = Rial(1000)
"""The smallest coin that a till still gives, in rials."""


class RoundingMode(StrEnum):
    """Where a cash payment goes when it is rounded."""

    OFF = "off"
    NEAREST = "nearest"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class CashRounding:
    """The shop's rule for the last part that is paid in cash: a multiple in rials, and a direction.

    Raises ShopError ``rounding_not_allowed`` for a multiple that is none.
    """

    mode: RoundingMode = RoundingMode.OFF
    multiple: Rial = DEFAULT_MULTIPLE

    def __post_init__(self) -> None:
        if not 0 < self.multiple < LIMIT:
            raise ShopError("rounding_not_allowed", value=0, multiple=self.multiple)

    def of(self, rest: int) -> Tender | None:
        """Return the rounding tender for a rest settled in cash, or None where nothing is rounded.

        Positive where the customer pays less than the rest. Halves go down, in the customer's favour.
        """
        if self.mode is RoundingMode.OFF or rest <= 0:
            return None
        down = rest % self.multiple
        if self.mode is RoundingMode.NEAREST and down * 2 > self.multiple:
            down -= self.multiple
        return Tender(TenderKind.ROUNDING, Rial(down)) if down else None


def settle(payable: Rial, tenders: Sequence[Tender], rounding: CashRounding | None = None) -> Settlement:
    """Check that the tenders cover the payable and compute the change (rule 6).

    As what is not cash never exceeds the payable, the change is never more than the cash given.

    Raises ShopError ``tenders_too_small`` (with the rest), ``noncash_exceeds_payable`` or ``rounding_not_allowed``.
    """
    check_rounding(tenders, rounding or CashRounding())
    given = sum(t.amount for t in tenders)
    cash = sum(t.amount for t in tenders if t.kind is TenderKind.CASH)
    if given - cash > payable:
        raise ShopError("noncash_exceeds_payable", given=given - cash, payable=payable)
    if given < payable:
        raise ShopError("tenders_too_small", rest=payable - given, payable=payable)
    return Settlement(tuple(tenders), Rial(given - payable))


def check_rounding(tenders: Sequence[Tender], rounding: CashRounding) -> None:
    """Refuse a rounding that is none (rule 8): one for a cash payment, smaller than the shop's multiple.

    The shop's mode says what the till proposes; a script may have rounded by itself.
    """
    rounded = [t.amount for t in tenders if t.kind is TenderKind.ROUNDING and t.amount]
    if not rounded:
        return
    cash = [t.amount for t in tenders if t.kind is TenderKind.CASH]
    # What is rounded up must have come in as cash, else a card would be charged more than the payable.
    has_cash = bool(cash) and sum(cash) >= -sum(rounded)
    if not has_cash or len(rounded) > 1 or abs(rounded[0]) >= rounding.multiple:
        raise ShopError("rounding_not_allowed", value=sum(rounded), multiple=rounding.multiple)


def rest_after(payable: int, tenders: Sequence[Tender]) -> int:
    """Return what is still to be paid; negative where more was given."""
    return payable - sum(t.amount for t in tenders)


_SMALLEST_STEP = 50_000
"""The smallest note, in rials, that customers round up to."""


def quick_amounts(payable: int, most: int = 4) -> tuple[Rial, ...]:
    """Return the sums that a customer is likely to hand over for ``payable``, the smallest first.

    Each is more than the payable: the exact amount is a choice of its own.

    >>> quick_amounts(1_218_000)
    (1250000, 1300000, 1500000, 2000000)
    """
    if payable <= 0:
        return ()
    # Nobody rounds a large sum up by a small note: three digits are kept.
    power = 10 ** max(len(str(payable)) - 3, 4)
    steps = (step for step in (power, 5 * power, 10 * power, 50 * power, 100 * power, 500 * power))
    rounded = {-(-payable // step) * step for step in steps if step >= _SMALLEST_STEP}
    return tuple(Rial(amount) for amount in sorted(rounded - {payable}) if amount < LIMIT)[:most]


def looks_like_wrong_unit(given: int, due: int) -> Rial | None:
    """Return what was probably meant where cash was typed in toman for rials or the other way round, else None.

    Ten times and more of what is due is a zero too many; about a tenth of it, which pays for nothing, a zero too few.

    >>> looks_like_wrong_unit(12_000_000, 1_150_000), looks_like_wrong_unit(120_000, 1_150_000)
    (1200000, 1200000)
    >>> looks_like_wrong_unit(2_000_000, 1_150_000) is None
    True
    """
    if given <= 0 or due <= 0:
        return None
    if given >= 10 * due:
        return Rial(given // 10)
    # A tenth may have lost its last digits on the way; beyond a fifth it is a part payment.
    if given * 105 >= due * 10 and given * 5 <= due:
        return Rial(given * 10)
    return None
