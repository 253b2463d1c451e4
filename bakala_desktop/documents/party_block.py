"""The blocks «مشخصات فروشنده» and «مشخصات خریدار»: eight fields each, the identity numbers one digit in a cell.

A buyer who is not known leaves the fields empty; the form stands with its labels and cells all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from bakala_desktop.documents.fonts import Run, regular
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.sheet import (
    BAND_HEIGHT,
    HAIRLINE,
    HAIRLINE_GREY,
    LABEL,
    LEADING,
    LEFT,
    PAD,
    RIGHT,
    TEXT,
    WIDTH,
    Cells,
    band,
    baseline,
    column,
    first_baseline,
    isolated,
    label,
)
from bakala_desktop.documents.wrap import wrap
from bakala_desktop.domain.customer import PartyKind
from bakala_desktop.domain.party import Party
from bakala_desktop.domain.text import fold_digits

SELLER, BUYER = "مشخصات فروشنده", "مشخصات خریدار"

_ROW_HEIGHT = 17.0
_LEGAL_DIGITS, _NATURAL_DIGITS, _ECONOMIC_DIGITS = 11, 10, 14
_POSTAL_DIGITS = 10
_MOST_DIGITS = 20
_MOST_LINES = 3
_GAP = 3.0


@dataclass(frozen=True, slots=True)
class _Field:
    """A labelled field; `width` 0 takes what the others leave."""

    name: str
    value: str = ""
    cells: Cells | None = None
    width: float = 0.0

    def needed(self) -> float:
        """Return the width that a field of cells takes, or the given one."""
        if self.cells is None:
            return self.width
        return label(self.name).at(LABEL) + _GAP + self.cells.width + 2 * PAD


class PartyBlock:
    """One party's block, broken into lines and measured when it is made."""

    def __init__(self, title: str, party: Party | None):
        self._title = title
        self._rows = [_Row(_first_row(party)), _Row(_second_row(party))]

    @property
    def height(self) -> float:
        """The height of the block in points."""
        return BAND_HEIGHT + sum(row.height for row in self._rows)

    def draw(self, paper: Paper, top: float) -> float:
        """Draw the block and return its lower edge."""
        y = band(paper, top, self._title)
        for row in self._rows:
            y = row.draw(paper, y)
            paper.rules(HAIRLINE, (LEFT, y, RIGHT, y), grey=HAIRLINE_GREY)
        return y


class _Row:
    """A row of fields across the sheet, as high as its longest text."""

    def __init__(self, fields: list[_Field]):
        taken = sum(field.needed() for field in fields)
        self._fields = [(field, field.needed() or WIDTH - taken) for field in fields]
        self._texts = [self._wrapped(field, width) for field, width in self._fields]
        most = max(len(lines) for lines in self._texts)
        self.height = _ROW_HEIGHT + max(0, most - 1) * LEADING

    def draw(self, paper: Paper, top: float) -> float:
        """Draw the row and return its lower edge."""
        bottom = top - self.height
        right = RIGHT
        for (field, width), lines in zip(self._fields, self._texts, strict=True):
            self._field(paper, top, right, field, lines)
            right -= width
            if right > LEFT + 1:
                paper.rules(HAIRLINE, (right, top, right, bottom), grey=HAIRLINE_GREY)
        return bottom

    def _field(self, paper: Paper, top: float, right: float, field: _Field, lines: tuple[Run, ...]) -> None:
        name = label(field.name)
        y = first_baseline(top, self.height, TEXT, max(1, len(lines)))
        paper.right(right - PAD, y if lines else baseline(top, self.height, TEXT), name, LABEL)
        inner = right - PAD - name.at(LABEL) - _GAP
        if field.cells:
            field.cells.draw(paper, inner - field.cells.width, top - self.height / 2)
        column(paper, inner, y, lines, TEXT)

    @staticmethod
    def _wrapped(field: _Field, width: float) -> tuple[Run, ...]:
        room = width - 2 * PAD - _GAP - label(field.name).at(LABEL)
        return wrap(field.value, regular(), TEXT, room, _MOST_LINES)


def _digits(text: str, count: int) -> Cells:
    """Return a strip for a number; one that is longer than usual gets the cells that it needs."""
    return Cells("".join(char for char in fold_digits(text) if char in "0123456789")[:_MOST_DIGITS], count)


def _first_row(party: Party | None) -> list[_Field]:
    who = party or Party(PartyKind.LEGAL, "")
    is_natural = party is not None and party.kind is PartyKind.NATURAL
    register = who.identity if is_natural else who.registration_number
    legal_id = "" if is_natural else who.identity
    economic = _ECONOMIC_DIGITS if party is None or is_natural else _LEGAL_DIGITS
    return [
        _Field("نام شخص حقیقی / حقوقی", who.name),
        _Field("شماره اقتصادی", cells=_digits(who.economic_code, economic)),
        _Field("شماره ثبت / شماره ملی", cells=_digits(register, _NATURAL_DIGITS)),
        _Field("شناسه ملی", cells=_digits(legal_id, _LEGAL_DIGITS)),
    ]


def _second_row(party: Party | None) -> list[_Field]:
    who = party or Party(PartyKind.LEGAL, "")
    phones = " / ".join(isolated(number) for number in (who.phone, who.fax) if number)
    return [
        _Field("نشانی کامل: استان", who.province, width=118),
        _Field("شهرستان", who.county, width=88),
        _Field("شهر", who.city, width=76),
        _Field("نشانی", who.address),
        _Field("کد پستی ۱۰ رقمی", cells=_digits(who.postal_code, _POSTAL_DIGITS)),
        _Field("شماره تلفن / نمابر", phones, width=186),
    ]
