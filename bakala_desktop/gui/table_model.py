"""A read-only table of frozen values: a list of columns says how each value is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

_ABSOLUTE = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
START = Qt.AlignmentFlag.AlignRight | _ABSOLUTE
"""Where Persian text begins. Absolute, because Qt mirrors the rest."""
AMOUNT = Qt.AlignmentFlag.AlignLeft | _ABSOLUTE
"""Where columns of amounts end."""
CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter

WIDTH = Qt.ItemDataRole.UserRole.value + 2
"""Under this role the head of a column answers how wide it should be, in pixels, or None."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its heading, how it writes a row, how it is aligned, what hovering tells, and how wide it is."""

    title: str
    text: Callable[[Row], str]
    align: Qt.AlignmentFlag = START
    tip: Callable[[Row], str] | None = None
    width: int | None = None


class TableModel(QAbstractTableModel, Generic[Row]):
    """Shows a tuple of values; ``set_rows`` replaces them all."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Write the same rows in other columns, as in another unit of money."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self.endResetModel()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, index: Index | int) -> Row:
        """Return the value of a row. Raises IndexError."""
        return self._rows[index if isinstance(index, int) else index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature; never changed)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self._columns[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.align
        if role == Qt.ItemDataRole.ToolTipRole and column.tip is not None:
            return column.tip(row)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._columns[section].align
        return self._columns[section].width if role == WIDTH else None
