"""A report as values: columns, rows in groups, facts and notes. Paper and sheet draw the same one.

Z, sales, VAT and stock reports and the inspector's list of serials are all of this shape; what they mean is decided by
whoever fills them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.serial import Serial

Cell = str | int | Quantity | Serial | date | None
Row = tuple[Cell, ...]
Sums = tuple[int | None, ...]

MOST_FACTS = 36
"""So many facts stand above the table of one page; more of them are a table themselves."""


class ColumnKind(StrEnum):
    """What the cells of a column are; each of them may be None, which is an empty cell.

    ``amount`` whole rials, ``count`` a whole number, ``quantity`` a Quantity or hundred-millionths (which may be
    negative, as stock is), ``percent`` hundredths of a percent as VatRate has them, ``day`` a date, ``serial`` a Serial
    or a text that runs left to right, ``text`` any text.
    """

    TEXT = "text"
    AMOUNT = "amount"
    QUANTITY = "quantity"
    PERCENT = "percent"
    DAY = "day"
    SERIAL = "serial"
    COUNT = "count"


_TYPES: Mapping[ColumnKind, tuple[type, ...]] = MappingProxyType(
    {
        ColumnKind.TEXT: (str,),
        ColumnKind.AMOUNT: (int,),
        ColumnKind.QUANTITY: (int, Quantity),
        ColumnKind.PERCENT: (int,),
        ColumnKind.DAY: (date,),
        ColumnKind.SERIAL: (Serial, str),
        ColumnKind.COUNT: (int,),
    }
)
_SUMMED = frozenset({ColumnKind.AMOUNT, ColumnKind.QUANTITY, ColumnKind.COUNT})


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column. ``share`` weighs a text column against the other texts where the sheet is too narrow for all.

    Raises ValueError for a sum over what cannot be summed, or a share that is not positive.
    """

    heading: str
    kind: ColumnKind = ColumnKind.TEXT
    is_summed: bool = False
    share: float = 1.0

    def __post_init__(self) -> None:
        if self.is_summed and self.kind not in _SUMMED:
            raise ValueError(f"a column of kind {self.kind} has no sum")
        if self.share <= 0:
            raise ValueError("a share is more than nothing")


@dataclass(frozen=True, slots=True)
class ReportFact:
    """A named value of the whole report, such as the number of sales or the float of a drawer.

    Raises ValueError for a value that is not of its kind.
    """

    name: str
    value: Cell
    kind: ColumnKind = ColumnKind.TEXT

    def __post_init__(self) -> None:
        if not _fits(self.value, self.kind):
            raise ValueError(f"the fact {self.name!r} is not of kind {self.kind}: {self.value!r}")


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """Rows that belong together; without a heading they just follow the rows before."""

    rows: tuple[Row, ...]
    heading: str = ""
    has_subtotal: bool = False


@dataclass(frozen=True)
class Report:
    """A report, checked: each row has a cell of the right kind for each column.

    ``made_at`` (aware) is when its figures were read; ``signatures`` names who signs it on paper. Raises ValueError for
    a report that could not be drawn or summed: that is a slip of the program, never of a user.
    """

    title: str
    columns: tuple[ReportColumn, ...]
    groups: tuple[ReportGroup, ...]
    made_at: datetime
    made_by: str
    subtitles: tuple[str, ...] = ()
    facts: tuple[ReportFact, ...] = ()
    notes: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a report has a column")
        if self.columns[0].is_summed:
            raise ValueError("the first column names its row, or the sums would have no room for their title")
        if len(self.facts) > MOST_FACTS:
            raise ValueError(f"a report has at most {MOST_FACTS} facts")
        if self.made_at.utcoffset() is None:
            raise ValueError("an instant needs a time zone")
        for row in self.rows:
            self._check(row)

    def _check(self, row: Row) -> None:
        if len(row) != len(self.columns):
            raise ValueError(f"a row of {len(row)} cells under {len(self.columns)} columns: {row!r}")
        for cell, column in zip(row, self.columns, strict=True):
            if not _fits(cell, column.kind):
                raise ValueError(f"under {column.heading!r} stands what is not of kind {column.kind}: {cell!r}")

    @property
    def rows(self) -> Iterable[Row]:
        """All rows, whatever their group."""
        return (row for group in self.groups for row in group.rows)

    @property
    def is_empty(self) -> bool:
        """Whether there is no row at all."""
        return not any(group.rows for group in self.groups)

    @property
    def has_sums(self) -> bool:
        """Whether any column is summed."""
        return any(column.is_summed for column in self.columns)

    @cached_property
    def totals(self) -> Sums:
        """The sum of each summed column over all rows, None for the other columns."""
        return self.sums_of(self.rows)

    def sums_of(self, rows: Iterable[Row]) -> Sums:
        """Return the sums of some rows, for a group or a page; an empty cell adds nothing.

        Sums of quantities are in hundred-millionths.
        """
        places = [place for place, column in enumerate(self.columns) if column.is_summed]
        sums = dict.fromkeys(places, 0)
        for row in rows:
            for place in places:
                sums[place] += _number(row[place])
        return tuple(sums.get(place) for place in range(len(self.columns)))


def _fits(cell: Cell, kind: ColumnKind) -> bool:
    """Tell whether a cell is of a kind; a bool is no number, and an instant is somebody's day only in a zone."""
    if cell is None:
        return True
    return isinstance(cell, _TYPES[kind]) and not isinstance(cell, bool | datetime)


def _number(cell: Cell) -> int:
    if isinstance(cell, Quantity):
        return cell.e8
    return cell if isinstance(cell, int) else 0
