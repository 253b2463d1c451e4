"""Days in the Jalali calendar and the time of Tehran."""

from __future__ import annotations

import doctest
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain import jalali
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import (
    fiscal_year,
    format_day,
    long_day,
    parse_day,
    season,
    shop_day,
    tehran_iso,
)
from bakala_desktop.domain.text import persian_digits

days = st.dates(min_value=date(1800, 1, 1), max_value=date(2250, 1, 1))


def test_the_examples_in_the_docstrings_hold():
    results = doctest.testmod(jalali)
    assert results.attempted
    assert not results.failed


@given(days)
def test_a_day_survives_the_round_trip(day):
    shown = format_day(day)
    assert parse_day(shown) == day
    assert parse_day(persian_digits(shown.replace("/", "-"))) == day
    assert parse_day(day.isoformat()) == day


@given(days)
def test_the_next_day_is_the_next_day(day):
    assert format_day(day) < format_day(day + timedelta(days=1))
    assert fiscal_year(day) == int(format_day(day)[:4])


@pytest.mark.parametrize(
    "typed", ["1405/09/01", "1405/9/1", "1405-09-01", "۱۴۰۵/۹/۱", "١٤٠٥/٠٩/٠١", " \u200f2026-11-22 "]
)
def test_one_day_is_read_in_every_spelling(typed):
    assert parse_day(typed) == date(2026, 11, 22)


@pytest.mark.parametrize(
    "typed",
    [
        "", "1405", "05/09/01", "1405/09", "1405/13/01", "1405/00/10", "1404/12/30", "1405/07/31",
        "1405/09-01", "1405/9/1 12:00", "2026/11/22", "2026-11-2", "2026-02-30", "1405.09.01",
        "14050901", "0000/01/01", "آذر",
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(ShopError) as refusal:
        parse_day(typed)
    assert refusal.value.code == "bad_date"
    assert refusal.value.data == {"text": typed}


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 11, 21, 20, 29, 59, tzinfo=UTC), date(2026, 11, 21)),
        (datetime(2026, 11, 21, 20, 30, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2021, 7, 1, 19, 30, tzinfo=UTC), date(2021, 7, 2)),
        (datetime(2026, 11, 22, 0, 0, tzinfo=timezone(timedelta(hours=14))), date(2026, 11, 21)),
    ],
)
def test_the_shop_day_turns_at_midnight_in_tehran(instant, day):
    assert shop_day(instant) == day


def test_instants_are_written_in_the_time_of_tehran_to_the_second():
    assert tehran_iso(datetime(2026, 11, 22, 11, 0, 7, 999999, tzinfo=UTC)) == "2026-11-22T14:30:07+03:30"
    assert tehran_iso(datetime(2021, 7, 1, 0, 0, tzinfo=UTC)) == "2021-07-01T04:30:00+04:30"


@pytest.mark.parametrize("function", [shop_day, tehran_iso])
def test_an_instant_without_a_zone_is_refused(function):
    with pytest.raises(ValueError, match="time zone"):
        function(datetime(2026, 11, 22))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("typed", "quarter"),
    [
        ("1405/01/01", 1),
        ("1405/03/31", 1),
        ("1405/04/01", 2),
        ("1405/06/31", 2),
        ("1405/07/01", 3),
        ("1405/10/01", 4),
    ],
)
def test_a_season_has_three_months(typed, quarter):
    assert season(parse_day(typed)) == quarter


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1404/01/04", "دوشنبه ۴ فروردین ۱۴۰۴"),
        ("1405/01/01", "شنبه ۱ فروردین ۱۴۰۵"),
        ("1403/12/30", "پنج\u200cشنبه ۳۰ اسفند ۱۴۰۳"),
        ("1405/09/03", "سه\u200cشنبه ۳ آذر ۱۴۰۵"),
    ],
)
def test_a_long_day_names_weekday_and_month(typed, words):
    assert long_day(parse_day(typed)) == words
