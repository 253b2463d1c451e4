"""What importing a file comes to: which rows are good, what each of them creates or changes, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.table import Columns, Table

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that stays out: its number as a spreadsheet counts it, and why; ``column`` where one is to blame."""

    number: int
    error: ShopError

    @property
    def column(self) -> str | None:
        """The name of the column that is wrong."""
        field = self.error.data.get("field")
        return None if field is None else str(field)


@dataclass(frozen=True, slots=True)
class Row(Generic[T]):
    """A row that was read without fault."""

    number: int
    item: T

    def rejected(self, code: str, **data: object) -> RejectedRow:
        """Return this row as one that does not fit beside others."""
        return RejectedRow(self.number, ShopError(code, **data))


@dataclass(frozen=True, slots=True)
class Plan(Generic[T]):
    """What is to be written. ``updated`` counts rows whose object was known, ``changed`` holds what differs of them."""

    created: tuple[T, ...]
    changed: tuple[T, ...]
    updated: int
    rejected: tuple[RejectedRow, ...]


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """The rows of a file, good and bad."""

    columns: Columns
    read: int
    rows: tuple[Row[T], ...]
    rejected: tuple[RejectedRow, ...]


def read_rows(table: Table, columns: Columns, build: Callable[[Mapping[str, str]], T]) -> Reading[T]:
    """Build an object of each row; what ``build`` refuses is listed."""
    good: list[Row[T]] = []
    bad: list[RejectedRow] = []
    for number, cells in zip(table.numbers, table.rows, strict=True):
        try:
            good.append(Row(number, build(columns.fields(cells))))
        except ShopError as error:
            bad.append(RejectedRow(number, error))
    return Reading(columns, len(table.rows), tuple(good), tuple(bad))


def in_order(rejected: Iterable[RejectedRow]) -> tuple[RejectedRow, ...]:
    """Return rejected rows as they stand in the file."""
    return tuple(sorted(rejected, key=lambda row: row.number))
