"""Spans of days: weeks from Saturday, Jalali months and the seasons of the tax return."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import day_bounds, parse_day, shop_day
from bakala_desktop.domain.period import Period

days = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [("1405/09/01", "1405/09/01", "1405/09/30"), ("1405/12/29", "1405/12/01", "1405/12/29"),
     ("1403/12/30", "1403/12/01", "1403/12/30"), ("1405/06/31", "1405/06/01", "1405/06/31")],
)  # fmt: skip
def test_a_month_is_a_month_of_the_jalali_year(day, first, last):
    assert Period.of_month(parse_day(day)) == Period(parse_day(first), parse_day(last))


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [("1405/09/01", "1405/07/01", "1405/09/30"), ("1405/01/01", "1405/01/01", "1405/03/31"),
     ("1405/12/29", "1405/10/01", "1405/12/29"), ("1403/10/01", "1403/10/01", "1403/12/30")],
)  # fmt: skip
def test_a_season_is_a_quarter_of_the_tax_year(day, first, last):
    assert Period.of_season(parse_day(day)) == Period(parse_day(first), parse_day(last))


@given(days)
def test_a_week_begins_on_saturday_and_holds_its_day(day):
    week = Period.of_week(day)
    assert week.first <= day <= week.last
    assert (week.first.strftime("%A"), (week.last - week.first).days) == ("Saturday", 6)


@given(days)
def test_months_and_seasons_hold_their_day_and_meet_without_a_gap(day):
    for span in (Period.of_month, Period.of_season):
        own = span(day)
        assert own.first <= day <= own.last
        assert span(own.last + timedelta(days=1)).first == own.last + timedelta(days=1)


def test_a_period_that_ends_before_it_begins_is_none():
    with pytest.raises(ShopError, match="bad_period") as refusal:
        Period(date(2026, 11, 22), date(2026, 11, 21))
    assert refusal.value.data == {"first": date(2026, 11, 22), "last": date(2026, 11, 21)}


@given(days)
def test_the_bounds_of_a_day_hold_the_instants_of_that_day_and_no_other(day):
    begin, end = day_bounds(day, day)
    tick = timedelta(microseconds=1)
    assert [shop_day(at) for at in (begin - tick, begin, end - tick, end)] == [
        day - timedelta(days=1),
        day,
        day,
        day + timedelta(days=1),
    ]


def test_days_that_no_clock_reaches_have_bounds_all_the_same():
    begin, end = day_bounds(date.min, date.max)
    assert begin < datetime(2026, 1, 1, tzinfo=UTC) < end
