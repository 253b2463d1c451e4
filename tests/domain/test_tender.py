"""Rules 6 and 8: tenders, change, and the rounding of cash."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import LIMIT, Rial
from bakala_desktop.domain.tender import CashRounding, RoundingMode, Settlement, Tender, TenderKind, rest_after, settle

NEAREST = CashRounding(RoundingMode.NEAREST, Rial(1000))
DOWN = CashRounding(RoundingMode.DOWN, Rial(1000))


def tender(kind, amount):
    return Tender(TenderKind(kind), Rial(amount))


def refused(code, payable, *tenders, rounding=None):
    with pytest.raises(ShopError) as refusal:
        settle(Rial(payable), tenders, rounding)
    assert refusal.value.code == code
    return refusal.value.data


def test_change_is_what_was_given_beyond_the_payable():
    done = settle(Rial(1_100), [tender("card", 600), tender("cash", 1_000)])
    assert done.change == 500
    assert not done.is_on_credit


def test_tenders_that_fit_leave_no_change():
    assert settle(Rial(1_100), [tender("card", 1_100)]).change == 0


def test_too_little_is_refused_with_the_rest():
    assert refused("tenders_too_small", 1_100, tender("cash", 1_000)) == {"rest": 100, "payable": 1_100}


def test_no_tender_covers_only_nothing():
    assert settle(Rial(0), []) == Settlement((), Rial(0))
    refused("tenders_too_small", 1)


def test_a_card_never_pays_more_than_the_payable():
    assert refused("noncash_exceeds_payable", 100, tender("card", 101))["given"] == 101
    refused("noncash_exceeds_payable", 100, tender("card", 60), tender("cheque", 41), tender("cash", 50))


def test_a_payable_of_nothing_gives_the_cash_back_whole():
    assert settle(Rial(0), [tender("cash", 50_000)]).change == 50_000
    refused("noncash_exceeds_payable", 0, tender("card", 1))


def test_what_is_left_on_credit_is_told():
    assert settle(Rial(100), [tender("cash", 40), tender("credit", 60)]).is_on_credit
    assert not settle(Rial(100), [tender("cash", 100), tender("credit", 0)]).is_on_credit


@pytest.mark.parametrize("kind", [kind for kind in TenderKind if kind is not TenderKind.ROUNDING])
def test_only_a_rounding_may_be_negative(kind):
    with pytest.raises(ShopError, match="tender_negative"):
        tender(kind, -1)
    assert tender("rounding", -1).amount == -1


@pytest.mark.parametrize("amount", [LIMIT, -LIMIT])
def test_a_tender_stays_below_the_limit(amount):
    with pytest.raises(ShopError, match="amount_too_large"):
        tender("rounding", amount)


parts_given = st.lists(st.tuples(st.sampled_from(["cash", "card", "transfer"]), st.integers(0, 10**10)))


@given(st.integers(0, 10**10), parts_given)
def test_change_is_never_negative_and_never_more_than_the_cash(payable, parts):
    tenders = [tender(*part) for part in parts]
    cash = sum(t.amount for t in tenders if t.kind is TenderKind.CASH)
    whole = sum(t.amount for t in tenders)
    if whole - cash > payable:
        refused("noncash_exceeds_payable", payable, *tenders)
    elif whole < payable:
        refused("tenders_too_small", payable, *tenders)
    else:
        done = settle(Rial(payable), tenders)
        assert 0 <= done.change <= cash
        assert whole - done.change == payable


@pytest.mark.parametrize(
    ("rest", "nearest", "down"),
    [
        (12_000, None, None),
        (12_499, 499, 499),
        (12_500, 500, 500),
        (12_501, -499, 501),
        (12_999, -1, 999),
        (499, 499, 499),
        (501, -499, 501),
        (0, None, None),
        (-5, None, None),
    ],
)
def test_cash_is_rounded_to_the_multiple(rest, nearest, down):
    for rounding, amount in ((NEAREST, nearest), (DOWN, down), (CashRounding(), None)):
        assert rounding.of(rest) == (None if amount is None else tender("rounding", amount))


@given(st.integers(1, 10**9), st.integers(1, 50_000), st.sampled_from([RoundingMode.NEAREST, RoundingMode.DOWN]))
def test_the_till_s_own_rounding_is_always_accepted(rest, multiple, mode):
    rounding = CashRounding(mode, Rial(multiple))
    proposed = rounding.of(rest)
    given_parts = [proposed] if proposed else []
    to_pay = rest_after(rest, given_parts)
    assert to_pay >= 0
    assert to_pay % multiple == 0
    assert abs(rest - to_pay) < multiple
    done = settle(Rial(rest), [*given_parts, tender("cash", to_pay)], rounding)
    assert done.change == 0


def test_a_rest_smaller_than_half_the_multiple_is_given_away_with_a_cash_payment_of_nothing():
    assert settle(Rial(400), [tender("rounding", 400), tender("cash", 0)], NEAREST).change == 0


@pytest.mark.parametrize(
    "tenders",
    [
        [tender("rounding", 500), tender("card", 600)],
        [tender("rounding", 1_000), tender("cash", 100)],
        [tender("rounding", -1_000), tender("cash", 2_100)],
        [tender("rounding", 50), tender("rounding", 50), tender("cash", 1_000)],
        # A card charged beyond the payable under the name of rounding.
        [tender("rounding", -400), tender("card", 1_500), tender("cash", 0)],
    ],
)
def test_a_rounding_that_is_none_is_refused(tenders):
    refused("rounding_not_allowed", 1_100, *tenders)


def test_a_rounding_of_zero_is_no_rounding():
    assert settle(Rial(100), [tender("card", 100), tender("rounding", 0)]).change == 0


def test_change_after_a_rounding_is_from_the_rounded_amount():
    assert settle(Rial(12_400), [tender("rounding", 400), tender("cash", 20_000)], NEAREST).change == 8_000
    assert settle(Rial(12_600), [tender("rounding", -400), tender("cash", 20_000)], NEAREST).change == 7_000


@pytest.mark.parametrize("multiple", [0, -1000, LIMIT])
def test_a_multiple_of_nothing_cannot_be_set(multiple):
    with pytest.raises(ShopError, match="rounding_not_allowed"):
        CashRounding(RoundingMode.DOWN, Rial(multiple))
