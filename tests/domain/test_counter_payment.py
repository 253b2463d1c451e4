"""Paying at the counter: what is due in cash, change, rounding, quick amounts and the guard against a wrong unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain.counter_payment import CounterPayment
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.tender import (
    CashRounding,
    RoundingMode,
    Tender,
    TenderKind,
    looks_like_wrong_unit,
    quick_amounts,
    settle,
)
from bakala_desktop.domain.till_entry import split_entry

amounts = st.integers(1, 10**12)
DOWN = CashRounding(RoundingMode.DOWN, Rial(1000))


def card(amount: int) -> Tender:
    return Tender(TenderKind.CARD, Rial(amount))


def test_cash_left_empty_pays_exactly_what_is_due():
    payment = CounterPayment(Rial(1_250_000))
    payment.check()
    assert payment.cash_given == 1_250_000
    assert payment.balance == 0


def test_cash_follows_what_the_card_leaves():
    payment = CounterPayment(Rial(1_250_000), None, (card(1_000_000),))
    assert payment.cash_given == 250_000
    assert [t.amount for t in payment.tenders] == [250_000, 1_000_000]


def test_a_card_that_pays_all_leaves_no_cash_tender_behind():
    assert CounterPayment(Rial(50), None, (card(50),), DOWN).tenders == (card(50),)


def test_more_cash_than_due_gives_change():
    assert CounterPayment(Rial(1_250_000), Rial(2_000_000)).balance == -750_000


def test_too_little_cash_leaves_a_rest_and_is_refused():
    payment = CounterPayment(Rial(1_250_000), Rial(1_000_000))
    assert payment.balance == 250_000
    with pytest.raises(ShopError, match="tenders_too_small"):
        payment.check()


def test_a_card_beyond_the_payable_is_refused():
    with pytest.raises(ShopError, match="noncash_exceeds_payable"):
        CounterPayment(Rial(1_000), None, (card(1_001),)).check()


def test_rounding_comes_with_cash_that_settles_the_rest():
    payment = CounterPayment(Rial(12_345), Rial(20_000), (), DOWN)
    assert payment.cash_due == 12_000
    assert payment.rounding_tender == Tender(TenderKind.ROUNDING, Rial(345))
    assert payment.balance == -8_000
    payment.check()


def test_cash_that_does_not_settle_is_not_rounded():
    assert CounterPayment(Rial(12_345), Rial(5_000), (), DOWN).rounding_tender is None


@given(amounts, st.none() | amounts, st.lists(amounts, max_size=2), st.sampled_from(list(RoundingMode)))
def test_whatever_passes_the_check_settles_with_the_change_that_was_shown(payable, cash, others, mode):
    rounding = CashRounding(mode, Rial(1000))
    payment = CounterPayment(Rial(payable), cash, tuple(card(a) for a in others), rounding)
    try:
        payment.check()
    except ShopError:
        return
    assert settle(payment.payable, payment.tenders, rounding).change == -payment.balance


@given(amounts)
def test_quick_amounts_grow_and_all_cover_the_payable(payable):
    quick = quick_amounts(payable)
    assert list(quick) == sorted(set(quick))
    assert all(amount > payable for amount in quick)
    assert len(quick) <= 4


def test_nothing_to_pay_has_no_quick_amounts():
    assert quick_amounts(0) == ()


@pytest.mark.parametrize(
    ("given_", "due", "meant"),
    [
        (12_500_000, 1_250_000, 1_250_000),
        (20_000_000, 1_250_000, 2_000_000),
        (125_000, 1_250_000, 1_250_000),
        (124_900, 1_250_000, 1_249_000),
        (130_000, 1_250_000, 1_300_000),
        (1_250_000, 1_250_000, None),
        (2_000_000, 1_250_000, None),
        (12_400_000, 1_250_000, None),
        (500_000, 1_250_000, None),
        (50_000, 1_250_000, None),
        (0, 1_250_000, None),
        (100, 0, None),
    ],
)
def test_a_zero_too_many_or_too_few_is_recognised(given_, due, meant):
    assert looks_like_wrong_unit(given_, due) == meant


def test_cash_that_was_not_typed_is_never_doubted():
    assert CounterPayment(Rial(1_250_000)).probably_meant is None
    assert CounterPayment(Rial(1_250_000), Rial(12_500_000)).probably_meant == 1_250_000


@pytest.mark.parametrize("typed", ["3*626", "۳*626", "۳ × 626", "٣*626"])
def test_a_quantity_before_a_star_is_taken_in_any_script(typed):
    entry = split_entry(typed)
    assert (entry.text, entry.quantity) == ("626", Quantity.of(3))


@pytest.mark.parametrize("typed", ["شیر", "پیچ M4*20", "*626", "626"])
def test_a_title_with_a_star_of_its_own_stays_whole(typed):
    assert split_entry(typed).quantity is None
    assert split_entry(typed).text == typed


@pytest.mark.parametrize("typed", ["0*626", "2.5555*626", "9999999*626"])
def test_a_quantity_that_is_none_is_refused(typed):
    with pytest.raises(ShopError, match="quantity_"):
        split_entry(typed)


def test_steps_end_where_nothing_is_left():
    assert Quantity.of(2).stepped(1) == Quantity.of(3)
    assert Quantity.of(1).stepped(-1) is None
