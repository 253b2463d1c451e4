"""Days in the Jalali calendar and the time of Tehran: how the shop reads, writes and names them.

A day is a ``datetime.date``, an instant an aware ``datetime``; neither is ever taken from a clock here.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.text import fold_digits, persian_digits, strip_controls

TEHRAN = ZoneInfo("Asia/Tehran")
"""The zone of every shop: +03:30 all year since 1401, with summer time before."""

MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
"""Names of the months, from the first."""

WEEKDAYS = ("دوشنبه", "سه\u200cشنبه", "چهارشنبه", "پنج\u200cشنبه", "جمعه", "شنبه", "یکشنبه")
"""Names of the days of the week as ``date.weekday()`` counts them, from Monday."""

SEASONS = ("بهار", "تابستان", "پاییز", "زمستان")
"""Names of the seasons for which tax returns are made, from the first; see ``season``."""

_JALALI = re.compile(r"([0-9]{4})([/-])([0-9]{1,2})\2([0-9]{1,2})")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# No Jalali year of a shop's papers reaches this one, and no Gregorian year of them is below it.
_FIRST_GREGORIAN_YEAR = 1700
_EARLIEST, _LATEST = date(1700, 1, 1), date(9000, 1, 1)


def format_day(day: date) -> str:
    """Return the day as files and the command line write it: Jalali, ASCII digits.

    >>> format_day(date(2026, 11, 22))
    '1405/09/01'
    """
    year, month, of_month = _jalali(day)
    return f"{year:04}/{month:02}/{of_month:02}"


def parse_day(text: str) -> date:
    """Return the day written as Jalali 1405/09/01, 1405/9/1 or 1405-9-1, or as Gregorian ISO 2026-11-22.

    Digits may be of any script. Raises ShopError ``bad_date`` (text) for other shapes, for days that do not
    exist, and for years of two digits.

    >>> parse_day("۱۴۰۵/۹/۱") == parse_day("2026-11-22") == date(2026, 11, 22)
    True
    """
    plain = fold_digits(strip_controls(text)).strip()
    match = _JALALI.fullmatch(plain)
    if match is None:
        raise ShopError("bad_date", text=text)
    year, month, of_month = int(match[1]), int(match[3]), int(match[4])
    try:
        if year < _FIRST_GREGORIAN_YEAR:
            return _gregorian(year, month, of_month)
        if _ISO.fullmatch(plain):
            day = date(year, month, of_month)
            _jalali(day)  # A day that the calendar cannot write is none that anybody means.
            return day
    except ValueError:
        raise ShopError("bad_date", text=text) from None
    raise ShopError("bad_date", text=text)


def shop_day(instant: datetime) -> date:
    """Return the day that an instant belongs to in Tehran, where every shop is.

    Raises ValueError for an instant without a zone: it would be anybody's day.
    """
    return _in_tehran(instant).date()


def day_bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """Return the instants at which the first of some days begins in Tehran and the day after the last one does.

    >>> [instant.isoformat() for instant in day_bounds(date(2026, 11, 22), date(2026, 11, 22))]
    ['2026-11-21T20:30:00+00:00', '2026-11-22T20:30:00+00:00']
    """
    # Beyond these no clock goes, and no calendar either.
    first, after = max(first, _EARLIEST), min(last, _LATEST) + timedelta(days=1)
    begin, end = (datetime(day.year, day.month, day.day, tzinfo=TEHRAN) for day in (first, after))
    return begin.astimezone(UTC), end.astimezone(UTC)


def tehran_iso(instant: datetime) -> str:
    """Return the instant in ISO 8601 to the second, in Tehran's time.

    Raises ValueError for an instant without a zone.

    >>> from datetime import UTC
    >>> tehran_iso(datetime(2026, 11, 22, 11, 0, tzinfo=UTC))
    '2026-11-22T14:30:00+03:30'
    """
    return _in_tehran(instant).isoformat(timespec="seconds")


def fiscal_year(day: date) -> int:
    """Return the fiscal year of a day: the Jalali year.

    >>> fiscal_year(date(2026, 3, 20)), fiscal_year(date(2026, 3, 21))
    (1404, 1405)
    """
    return _jalali(day)[0]


def season(day: date) -> int:
    """Return the quarter, 1 (spring) to 4 (winter), for which the tax return of the day is due.

    >>> season(date(2026, 11, 22))
    3
    """
    return (_jalali(day)[1] + 2) // 3


def is_leap(year: int) -> bool:
    """Tell whether a Jalali year has 366 days.

    >>> is_leap(1403), is_leap(1404)
    (True, False)
    """
    return bool(JalaliDate.is_leap(year))


def long_day(day: date) -> str:
    """Return the day for paper and screen: weekday, day, month and year, by name and in Persian digits."""
    year, month, of_month = _jalali(day)
    return persian_digits(f"{WEEKDAYS[day.weekday()]} {of_month} {MONTHS[month - 1]} {year}")


def _jalali(day: date) -> tuple[int, int, int]:
    jalali = JalaliDate(day)  # type: ignore[no-untyped-call]
    return jalali.year, jalali.month, jalali.day


def _gregorian(year: int, month: int, of_month: int) -> date:
    return JalaliDate(year, month, of_month).to_gregorian()  # type: ignore[no-untyped-call]


def _in_tehran(instant: datetime) -> datetime:
    if instant.utcoffset() is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(TEHRAN)
