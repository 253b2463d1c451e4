"""Spans of days that clerks and reports ask for: a week, a Jalali month, a season of the tax return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import format_day, parse_day

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included. Raises ShopError ``bad_period`` where the end lies before the start."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ShopError("bad_period", first=self.first, last=self.last)

    @classmethod
    def of_day(cls, day: date) -> Period:
        """Return one day."""
        return cls(day, day)

    @classmethod
    def of_week(cls, day: date) -> Period:
        """Return the week of a day, which begins on Saturday."""
        first = day - timedelta(days=(day.weekday() - _SATURDAY) % 7)
        return cls(first, first + timedelta(days=6))

    @classmethod
    def of_month(cls, day: date) -> Period:
        """Return the Jalali month of a day.

        >>> p = Period.of_month(date(2026, 11, 22)); format_day(p.first), format_day(p.last)
        ('1405/09/01', '1405/09/30')
        """
        year, month = _year_and_month(day)
        return cls(_first_of(year, month), _first_of(year, month + 1) - timedelta(days=1))

    @classmethod
    def of_season(cls, day: date) -> Period:
        """Return the season of a day, for which one tax return is made.

        >>> p = Period.of_season(date(2026, 11, 22)); format_day(p.first), format_day(p.last)
        ('1405/07/01', '1405/09/30')
        """
        year, month = _year_and_month(day)
        begin = (month - 1) // 3 * 3 + 1
        return cls(_first_of(year, begin), _first_of(year, begin + 3) - timedelta(days=1))


def _year_and_month(day: date) -> tuple[int, int]:
    year, month, _ = map(int, format_day(day).split("/"))
    return year, month


def _first_of(year: int, month: int) -> date:
    return parse_day(f"{year + (month - 1) // 12}/{(month - 1) % 12 + 1:02d}/01")
