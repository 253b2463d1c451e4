"""The widths of a report's columns: figures get what their largest needs, texts share the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bakala_desktop.documents.book_tables import UNIT
from bakala_desktop.documents.fonts import bold, regular
from bakala_desktop.documents.report_cells import FIGURES, run_of
from bakala_desktop.documents.shaping import clean
from bakala_desktop.documents.sheet import PAD, RIGHT, TEXT, WIDTH
from bakala_desktop.domain.report import Cell, ColumnKind, Report, ReportColumn

HEAD_SIZE = 6.8
_MEASURED = 120
"""So many characters of a text tell what width it would like to have."""
_LEAST_TEXT, _LEAST_FIGURE = 84.0, 30.0
_MOST_TEXT, _MOST_CODE = 420.0, 120.0
_SLACK = 0.5
"""Room for rounding: a text that is just as wide as its column must not break."""
_TITLE_ROOM = 108.0
"""What «جمع منقول از صفحهٔ قبل» takes."""


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """A column on the sheet, in points: its right edge, its width, and where the last digits of its figures stand."""

    column: ReportColumn
    right: float
    width: float
    figures: float

    @property
    def kind(self) -> ColumnKind:
        """What its cells are."""
        return self.column.kind

    @property
    def is_centred_text(self) -> bool:
        """Whether its texts stand in the middle: units do, other texts begin at the right."""
        return self.column.heading == UNIT

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.right - self.width

    @property
    def centre(self) -> float:
        """Its middle."""
        return self.right - self.width / 2

    @property
    def room(self) -> float:
        """The width that a cell may fill."""
        return self.width - 2 * PAD


def place_columns(report: Report) -> list[PlacedColumn]:
    """Return the columns from the right, as wide together as the sheet."""
    needs = [_need(report, place, column) for place, column in enumerate(report.columns)]
    needs[0] += max(0.0, _TITLE_ROOM - sum(_before_sums(report, needs)))
    widths = _widths(report.columns, needs)
    placed = []
    right = RIGHT
    for column, need, width in zip(report.columns, needs, widths, strict=True):
        spare = max(0.0, width - need) / 2 if column.kind in FIGURES else 0.0
        placed.append(PlacedColumn(column, right, width, right - PAD - spare))
        right -= width
    return placed


def _before_sums(report: Report, needs: Sequence[float]) -> list[float]:
    """Return the needs of the columns over which the titles of sums stand; all of them where nothing is summed."""
    summed = [place for place, column in enumerate(report.columns) if column.is_summed]
    return list(needs[: summed[0]]) if summed else [_TITLE_ROOM]


def _need(report: Report, place: int, column: ReportColumn) -> float:
    """Return the width at which no cell of a column has to wrap or shrink, within reason."""
    heading = max((bold().text(word).at(HEAD_SIZE) for word in clean(column.heading).split(" ")), default=0.0)
    cells = {row[place] for row in report.rows}
    if column.kind is ColumnKind.TEXT:
        texts = [regular().text(clean(str(cell)[:_MEASURED])).at(TEXT) for cell in cells if cell is not None]
        return min(max([*texts, heading, _LEAST_TEXT / 2]) + 2 * PAD + _SLACK, _MOST_TEXT)
    own = [run_of(cell, column.kind, regular()).at(TEXT) for cell in cells]
    sums = [run_of(cell, column.kind, bold()).at(TEXT) for cell in _sums(report, place)]
    most = _MOST_CODE if column.kind is ColumnKind.SERIAL else WIDTH
    return min(max([*own, *sums, heading, _LEAST_FIGURE - 2 * PAD]), most) + 2 * PAD + _SLACK


def _sums(report: Report, place: int) -> list[Cell]:
    groups = [report.sums_of(group.rows)[place] for group in report.groups if group.has_subtotal]
    return [report.totals[place], *groups]


def _widths(columns: Sequence[ReportColumn], needs: Sequence[float]) -> list[float]:
    """Return the widths: what is over is shared by all; where it is short, texts give way first, down to a least."""
    least = [
        min(need, _LEAST_TEXT) if column.kind is ColumnKind.TEXT else need
        for column, need in zip(columns, needs, strict=True)
    ]
    free = WIDTH - sum(least)
    if free >= 0:
        wishes = [(need - low) * column.share for column, need, low in zip(columns, needs, least, strict=True)]
        part = min(1.0, free / sum(wishes)) if sum(wishes) else 0.0
        least = [low + wish * part for low, wish in zip(least, wishes, strict=True)]
    scale = WIDTH / sum(least)
    return [width * scale for width in least]
