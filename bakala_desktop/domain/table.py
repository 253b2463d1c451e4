"""A table of texts as a file or a sheet holds it: a header, and rows that remember where they stood."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.text import normal_form

_CELL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})
"""What a spreadsheet shows where a formula failed: never a name or a code of goods."""


@dataclass(frozen=True, slots=True)
class Table:
    """The header and the rows of a file; rows that are empty are left out.

    ``numbers`` holds the number of each row as a spreadsheet counts it: the first row of the file is 1.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]


def column_name(text: str) -> str:
    """Return the form in which the names of columns are compared.

    >>> column_name(" Price_Rial ")
    'price_rial'
    """
    return normal_form(text).casefold()


@dataclass(frozen=True, slots=True)
class Columns:
    """Which cell of a row belongs to which known column, and which columns of the file are not known."""

    places: tuple[tuple[str, int], ...]
    width: int
    ignored: tuple[str, ...] = ()

    @classmethod
    def of(cls, header: Sequence[str], known: Collection[str], required: Sequence[str]) -> Columns:
        """Match a header. Raises ShopError ``column_missing``, ``column_twice`` with the column's name.

        ``header`` says it once more, as the file must have it: of ``column`` a person is told the Persian name.
        """
        names = [column_name(cell) for cell in header]
        for name in known:
            if names.count(name) > 1:
                raise ShopError("column_twice", column=name, header=name)
        for name in required:
            if name not in names:
                raise ShopError("column_missing", column=name, header=name)
        places = tuple((name, index) for index, name in enumerate(names) if name in known)
        ignored = tuple(name for name in names if name and name not in known)
        return cls(places, len(names), ignored)

    @property
    def names(self) -> frozenset[str]:
        """The known columns that the file has."""
        return frozenset(name for name, _ in self.places)

    def fields(self, row: Sequence[str]) -> dict[str, str]:
        """Return a row's texts by column; cells that a short row lacks are empty.

        Raises ShopError ``row_too_long`` where cells with content lie beyond the header, as after a separator in a
        title that was not quoted, and ``cell_error`` for the error text of a spreadsheet.
        """
        size = len(row)
        if size > self.width and any(cell.strip() for cell in row[self.width :]):
            raise ShopError("row_too_long", cells=size, columns_of_header=self.width)
        found = {name: row[index] if index < size else "" for name, index in self.places}
        for name, text in found.items():
            if text[:1] == "#" and text in _CELL_ERRORS:
                raise ShopError("cell_error", field=name, value=text)
        return found
