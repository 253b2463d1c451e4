"""VAT as a dated table that the owner edits: a general rate, rates by category, and a product's own rate.

The rate is data with a date, never a constant: it has changed eight times since 1387 (reference/invoice-form.md, 5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NewType

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.exact import whole_parts
from bakala_desktop.domain.text import parse_decimal, search_key

VatRate = NewType("VatRate", int)
"""A rate in hundredths of a percent: 10 % is 1000, exempt is 0."""

EXEMPT = VatRate(0)


def parse_vat_rate(text: str) -> VatRate:
    """Read a percentage with up to two decimals, 0 to 100.

    Raises ShopError ``not_a_number`` or ``bad_vat_rate``.

    >>> parse_vat_rate("۹٫۵")
    950
    """
    return vat_rate(parse_decimal(text))


def vat_rate(percent: Decimal | int) -> VatRate:
    """Return the rate of a percentage. Raises ShopError ``bad_vat_rate``."""
    hundredths = whole_parts(percent, 100)
    if hundredths is None or not 0 <= hundredths <= 10_000:
        raise ShopError("bad_vat_rate", value=str(percent)[:20])
    return VatRate(hundredths)


def percent_text(rate: VatRate) -> str:
    """Write the rate as a percent without trailing zeros.

    >>> percent_text(VatRate(950)), percent_text(VatRate(1000))
    ('9.5', '10')
    """
    whole, rest = divmod(rate, 100)
    return f"{whole}.{rest:02d}".rstrip("0") if rest else str(whole)


@dataclass(frozen=True, slots=True)
class VatEntry:
    """From this Tehran day on, goods of this category (None: all others) bear this rate."""

    from_day: date
    rate: VatRate
    category: str | None = None


@dataclass(frozen=True)
class VatTable:
    """The dated table. Raises ShopError ``vat_entry_twice`` when a category has two rates from one day."""

    entries: tuple[VatEntry, ...]

    def __post_init__(self) -> None:
        seen = set()
        for entry in self.entries:
            key = (entry.from_day, search_key(entry.category or ""))
            if key in seen:
                raise ShopError("vat_entry_twice", day=entry.from_day.isoformat(), category=entry.category)
            seen.add(key)

    @cached_property
    def _by_category(self) -> dict[str, list[VatEntry]]:
        """The entries by the search form of their category, made once: a sale asks for every line."""
        grouped: dict[str, list[VatEntry]] = {}
        for entry in self.entries:
            grouped.setdefault(search_key(entry.category or ""), []).append(entry)
        return grouped

    def rate_on(self, day: date, category: str, own: VatRate | None = None) -> VatRate:
        """Return the rate of goods sold on a Tehran day: their own, else the category's, else the general one.

        Raises ShopError ``no_vat_rate`` when the table has no general rate for that day.
        """
        if own is not None:
            return own
        key = search_key(category)
        for wanted in (key, "") if key else ("",):
            dated = [entry for entry in self._by_category.get(wanted, ()) if entry.from_day <= day]
            if dated:
                return max(dated, key=lambda entry: entry.from_day).rate
        raise ShopError("no_vat_rate", day=day.isoformat())


HISTORY = VatTable(
    tuple(
        VatEntry(date.fromisoformat(day), VatRate(rate))
        for day, rate in (
            ("2008-09-22", 300),  # 1387/07/01, the first law
            ("2011-03-21", 400),
            ("2012-03-20", 500),
            ("2013-03-21", 600),
            ("2014-03-21", 800),
            ("2015-03-21", 900),
            ("2024-03-20", 1000),  # 1403/01/01, budget law 1403
        )
    )
)
"""The general rates so far, a new shop's first table (reference/invoice-form.md, 5: sources S8, S9, S11 to S15)."""
