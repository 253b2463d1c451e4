"""Money that moves when an invoice is changed, and what is left of its payment after that (rules 7 and 8)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bakala_desktop.domain.chain import Chain
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.tender import CashRounding, Tender, TenderKind, check_rounding


def check_moved(due: int, tenders: Sequence[Tender], rounding: CashRounding) -> None:
    """Check the tenders that settle a change: positive but for a rounding, and to the rial what is ``due``.

    Raises ShopError ``credit_limit_missing``, ``refund_not_positive``, ``rounding_not_allowed``, ``refund_differs``
    (with the ``rest``, negative where too much was given).
    """
    for tender in tenders:
        if tender.kind is TenderKind.CREDIT:
            raise ShopError("credit_limit_missing")
        if tender.amount <= 0 and tender.kind is not TenderKind.ROUNDING:
            raise ShopError("refund_not_positive", tender=tender.kind.value)
    check_rounding(tenders, rounding)
    given = sum(tender.amount for tender in tenders)
    if given != due:
        raise ShopError("refund_differs", rest=due - given, total=due)


def tenders_left(chain: Chain) -> tuple[Tender, ...]:
    """Return how what is left of an invoice was paid: its tenders, less change and refunds, more what came in later.

    They sum to what is left. What was given back lessens the payments of its own kind, the latest first; more than
    came in that way lessens the others, and at last the rounding.
    """
    paid, given_back = list(chain.invoice.tenders), [Tender(TenderKind.CASH, chain.invoice.change)]
    for document in chain.changes:
        (paid if document.takes_in_money else given_back).extend(document.tenders)
    left = [tender for tender in paid if tender.kind is not TenderKind.ROUNDING]
    owed = 0
    for kind in _PAYING:
        left, rest = _less(left, _sum_of(kind, given_back), {kind})
        owed += rest
    left, owed = _less(left, owed, _PAYING)
    rounding = _sum_of(TenderKind.ROUNDING, paid) - _sum_of(TenderKind.ROUNDING, given_back) - owed
    return (*left, Tender(TenderKind.ROUNDING, Rial(rounding))) if rounding else tuple(left)


_PAYING = tuple(kind for kind in TenderKind if kind is not TenderKind.ROUNDING)


def _sum_of(kind: TenderKind, tenders: Sequence[Tender]) -> int:
    return sum(tender.amount for tender in tenders if tender.kind is kind)


def _less(tenders: Sequence[Tender], amount: int, kinds: Collection[TenderKind]) -> tuple[list[Tender], int]:
    """Return the tenders without so much of these kinds, and what could not be taken from them."""
    kept: list[Tender] = []
    for tender in reversed(tenders):
        taken = min(amount, tender.amount) if tender.kind in kinds else 0
        amount -= taken
        kept.insert(0, replace(tender, amount=Rial(tender.amount - taken)))
    return [tender for tender in kept if tender.amount], amount
