"""VAT is a dated table: the product's own rate, else its category's, else the general one, by the day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.tax import (
    EXEMPT,
    HISTORY,
    VatEntry,
    VatRate,
    VatTable,
    parse_vat_rate,
    percent_text,
    vat_rate,
)

DAY = date(2026, 11, 22)
TOMORROW = DAY + timedelta(days=1)


def table(*entries):
    return VatTable(tuple(VatEntry(day, VatRate(rate), category) for day, rate, category in entries))


def test_the_own_rate_wins_even_where_it_is_exempt():
    dated = table((DAY, 1000, None), (DAY, 500, "نان"))
    assert dated.rate_on(DAY, "نان", own=EXEMPT) == 0
    assert dated.rate_on(DAY, "نان", own=VatRate(900)) == 900


def test_the_category_goes_before_the_general_rate_in_any_spelling():
    dated = table((DAY, 1000, None), (DAY, 0, "ماکارونى"))
    assert dated.rate_on(DAY, "ماکارونی") == 0
    assert dated.rate_on(DAY, "شیرینی") == 1000
    assert dated.rate_on(DAY, "") == 1000


def test_a_rate_counts_from_its_day_on_and_not_a_day_before():
    dated = table((DAY, 1000, None), (TOMORROW, 1200, None))
    assert [dated.rate_on(day, "") for day in (DAY, TOMORROW, TOMORROW + timedelta(days=400))] == [1000, 1200, 1200]


def test_a_category_that_begins_tomorrow_bears_the_general_rate_today():
    dated = table((DAY, 1000, None), (TOMORROW, 0, "نان"))
    assert (dated.rate_on(DAY, "نان"), dated.rate_on(TOMORROW, "نان")) == (1000, 0)


def test_the_order_of_the_entries_does_not_matter():
    dated = table((TOMORROW, 1200, None), (DAY, 1000, None))
    assert (dated.rate_on(DAY, ""), dated.rate_on(TOMORROW, "")) == (1000, 1200)


def test_a_day_before_the_first_rate_is_refused():
    with pytest.raises(ShopError, match="no_vat_rate"):
        table((TOMORROW, 1000, None)).rate_on(DAY, "")


def test_two_rates_from_one_day_are_refused_in_any_spelling():
    for one, other in ((None, None), ("نانى", "نانی"), (None, "")):
        with pytest.raises(ShopError, match="vat_entry_twice"):
            table((DAY, 1000, one), (DAY, 900, other))


@pytest.mark.parametrize(
    ("day", "rate"),
    [("2008-09-22", 300), ("2014-03-20", 600), ("2014-03-21", 800), ("2024-03-19", 900), ("2024-03-20", 1000)],
)
def test_the_rates_so_far_change_on_their_days(day, rate):
    assert HISTORY.rate_on(date.fromisoformat(day), "خواربار") == rate


@pytest.mark.parametrize(("text", "rate"), [("۹٫۵", 950), ("10", 1000), ("0", 0), ("0.01", 1), ("100", 10_000)])
def test_a_rate_has_up_to_two_decimals(text, rate):
    assert parse_vat_rate(text) == rate


@pytest.mark.parametrize("text", ["100.01", "-1", "9.555", "9" * 29, "9.00000000000000000000000000001"])
def test_what_is_no_rate_is_refused(text):
    with pytest.raises(ShopError, match="bad_vat_rate"):
        parse_vat_rate(text)


@given(st.integers(0, 10_000))
def test_a_rate_survives_writing_and_reading(rate):
    assert parse_vat_rate(percent_text(VatRate(rate))) == rate
    assert vat_rate(Decimal(percent_text(VatRate(rate)))) == rate
