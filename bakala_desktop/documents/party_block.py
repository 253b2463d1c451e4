"""The blocks «مشخصات فروشنده» and «مشخصات خریدار»: eight fields each, the identity numbers one digit in a cell.

A buyer who is not known leaves the fields empty; the form stands with its labels and cells all the same.
"""

from __future__ import annotations

from bakala_desktop.documents.field_row import Field, FieldRow
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.sheet import BAND_HEIGHT, Cells, band, in_a_row
from bakala_desktop.domain.customer import PartyKind
from bakala_desktop.domain.party import Party
from bakala_desktop.domain.text import fold_digits

SELLER, BUYER = "مشخصات فروشنده", "مشخصات خریدار"

_LEGAL_DIGITS, _NATURAL_DIGITS, _ECONOMIC_DIGITS = 11, 10, 14
_POSTAL_DIGITS = 10
_MOST_DIGITS = 20


class PartyBlock:
    """One party's block, broken into lines and measured when it is made."""

    def __init__(self, title: str, party: Party | None):
        self._title = title
        self._rows = [FieldRow(_first_row(party)), FieldRow(_second_row(party))]

    @property
    def height(self) -> float:
        """The height of the block in points."""
        return BAND_HEIGHT + sum(row.height for row in self._rows)

    def draw(self, paper: Paper, top: float) -> float:
        """Draw the block and return its lower edge."""
        y = band(paper, top, self._title)
        for row in self._rows:
            y = row.draw(paper, y)
        return y


def _digits(text: str, count: int) -> Cells:
    """Return a strip for a number; one that is longer than usual gets the cells that it needs."""
    return Cells("".join(char for char in fold_digits(text) if char in "0123456789")[:_MOST_DIGITS], count)


def _first_row(party: Party | None) -> list[Field]:
    who = party or Party(PartyKind.LEGAL, "")
    is_natural = party is not None and party.kind is PartyKind.NATURAL
    register = who.identity if is_natural else who.registration_number
    legal_id = "" if is_natural else who.identity
    economic = _ECONOMIC_DIGITS if party is None or is_natural else _LEGAL_DIGITS
    return [
        Field("نام شخص حقیقی / حقوقی", who.name),
        Field("شماره اقتصادی", cells=_digits(who.economic_code, economic)),
        Field("شماره ثبت / شماره ملی", cells=_digits(register, _NATURAL_DIGITS)),
        Field("شناسه ملی", cells=_digits(legal_id, _LEGAL_DIGITS)),
    ]


def _second_row(party: Party | None) -> list[Field]:
    who = party or Party(PartyKind.LEGAL, "")
    numbers = [number for number in (who.phone, who.fax) if number]
    return [
        Field("نشانی کامل: استان", who.province, width=118),
        Field("شهرستان", who.county, width=88),
        Field("شهر", who.city, width=76),
        Field("نشانی", who.address),
        Field("کد پستی ۱۰ رقمی", cells=_digits(who.postal_code, _POSTAL_DIGITS)),
        Field("شماره تلفن / نمابر", in_a_row(numbers, " / ") if numbers else "", width=186),
    ]
