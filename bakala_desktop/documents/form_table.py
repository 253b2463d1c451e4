"""The table of a form: columns with headings, rows, rows of sums, and the rules between them.

What a table is about (its columns, what stands in a line, what is summed) comes as a `TableShape`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bakala_desktop.documents.field_row import whole_text
from bakala_desktop.documents.fitted import Fitted
from bakala_desktop.documents.fonts import Run, bold, regular
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.paging import SUM_HEIGHT
from bakala_desktop.documents.pitched_digits import PER_EM
from bakala_desktop.documents.sheet import (
    HAIRLINE,
    HAIRLINE_GREY,
    LEADING,
    LEFT,
    PAD,
    RIGHT,
    RULE,
    SOFT_GREY,
    TEXT,
    WIDTH,
    baseline,
    first_baseline,
)
from bakala_desktop.documents.wrap import wrap

HEAD_HEIGHT = 30.0
_ROW_PADDING = 6.0
_HEAD_SIZE, _HEAD_LEADING, _HEAD_LINES = 6.8, 9.0, 3
_TEXT_SCALE = TEXT / PER_EM
_TEXT_HEIGHT = 9 * LEADING

Line = TypeVar("Line")
Sums = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column, from the right: its heading, its width in points, and whether its cells are centred."""

    heading: str
    width: float
    is_centred: bool = False


@dataclass(frozen=True, slots=True)
class TableShape(Generic[Line]):
    """What a table is about.

    `cells_of` gives a run for each column of a line, an empty one where nothing stands; `amounts_of` the amounts of a
    line that are summed, which stand in the columns `sums_at`. The column `text_at` holds a text that may take several
    lines, given by `text_of`.
    """

    columns: tuple[Column, ...]
    sums_at: tuple[int, ...]
    cells_of: Callable[[Line], list[Run]]
    amounts_of: Callable[[Line], Sums]
    text_at: int = -1
    text_of: Callable[[Line], str] | None = None


@dataclass(frozen=True, slots=True)
class Row(Generic[Line]):
    """A line made ready: its text broken into lines, and its height in points."""

    line: Line
    text: Fitted | None
    height: float


class FormTable(Generic[Line]):
    """A table drawn across the sheet."""

    def __init__(self, shape: TableShape[Line]):
        self.shape = shape
        widths = [column.width for column in shape.columns]
        rights = [RIGHT - sum(widths[:place]) for place in range(len(widths))]
        self.edges = [*rights, LEFT]
        self._rights = [right - PAD for right in rights]
        self._centres = [right - width / 2 for right, width in zip(rights, widths, strict=True)]
        self._rooms = [width - 2 * PAD for width in widths]
        # For each column: where its cells are anchored, which part of a run lies left of that, and how wide one may be.
        self._places = [
            (centre, _TEXT_SCALE / 2, room / _TEXT_SCALE)
            if column.is_centred
            else (right, _TEXT_SCALE, room / _TEXT_SCALE)
            for column, centre, right, room in zip(shape.columns, self._centres, self._rights, self._rooms, strict=True)
        ]
        self._first_sum = shape.sums_at[0]

    def row(self, line: Line) -> Row[Line]:
        """Make a line ready."""
        if self.shape.text_of is None:
            return Row(line, None, LEADING + _ROW_PADDING)
        room = self._rooms[self.shape.text_at]
        text = whole_text(self.shape.text_of(line), regular(), TEXT, room, _TEXT_HEIGHT)
        return Row(line, text, max(LEADING, text.height) + _ROW_PADDING)

    def head(self, paper: Paper, top: float) -> float:
        """Draw the headings and return their lower edge."""
        bottom = top - HEAD_HEIGHT
        paper.shade(LEFT, bottom, WIDTH, HEAD_HEIGHT, SOFT_GREY)
        with paper.tagged("TR"):
            for x, room, column in zip(self._centres, self._rooms, self.shape.columns, strict=True):
                lines = wrap(column.heading, bold(), _HEAD_SIZE, room + PAD, _HEAD_LINES)
                y = first_baseline(top, HEAD_HEIGHT, _HEAD_SIZE, len(lines), _HEAD_LEADING)
                with paper.tagged("TH", scope="Column"):
                    for run in lines:
                        paper.centre(x, y, run, _HEAD_SIZE)
                        y -= _HEAD_LEADING
        paper.rules(RULE, (LEFT, bottom, RIGHT, bottom))
        self.rule_columns(paper, top, bottom)
        return bottom

    def draw_rows(self, paper: Paper, top: float, rows: Iterable[Row[Line]], stretch: float = 0) -> float:
        """Draw lines one below the other, each `stretch` points higher, and return the lower edge of the last."""
        edges = []
        for row in rows:
            height = row.height + stretch
            self._row(paper, top, height, row)
            top -= height
            edges.append((LEFT, top, RIGHT, top))
        paper.rules(HAIRLINE, *edges, grey=HAIRLINE_GREY)
        return top

    def _row(self, paper: Paper, top: float, height: float, row: Row[Line]) -> None:
        """Draw a line in reading order; a text of one line stands on the baseline of all the rest."""
        runs, at, text = self.shape.cells_of(row.line), self.shape.text_at, row.text
        y = baseline(top, height, TEXT)
        if text is not None and len(text.lines) == 1:
            runs[at] = text.lines[0]
        placed = self._row_placed(runs)
        if text is None or len(text.lines) < 2:
            paper.line(y, TEXT, placed, "TD")
            return
        with paper.tagged("TR"):
            paper.line(y, TEXT, placed[:at], "TD")
            with paper.tagged("TD"):
                text.draw(paper, self._rights[at], top - (height - text.height) / 2)
            paper.line(y, TEXT, placed[at + 1 :], "TD")

    def sums(self, paper: Paper, top: float, title: str, values: Iterable[int | None], grey: float) -> float:
        """Draw a row of sums under one title, and return its lower edge. A value that is None leaves its cell empty."""
        bottom = top - SUM_HEIGHT
        paper.shade(LEFT, bottom, WIDTH, SUM_HEIGHT, grey)
        y = baseline(top, SUM_HEIGHT, TEXT)
        font = bold()
        runs = [font.text("")] * (len(self._rights) - self._first_sum)
        for place, value in zip(self.shape.sums_at, values, strict=True):
            if value is not None:
                runs[place - self._first_sum] = font.amount(value)
        with paper.tagged("TR"):
            with paper.tagged("TH", scope="Row", col_span=self._first_sum):
                paper.centre((RIGHT + self.edges[self._first_sum]) / 2, y, font.text(title), TEXT)
            paper.line(y, TEXT, self._row_placed(runs, self._first_sum), "TD")
        paper.rules(RULE, *[(x, top, x, bottom) for x in self.edges[self._first_sum : -1]])
        paper.rules(RULE, (LEFT, bottom, RIGHT, bottom))
        return bottom

    def rule_columns(self, paper: Paper, top: float, bottom: float) -> None:
        """Draw the rules between the columns."""
        paper.rules(RULE, *[(x, top, x, bottom) for x in self.edges[1:-1]])

    def close_blank(self, paper: Paper, top: float, bottom: float) -> None:
        """Strike the empty part of the table through, so that no line can be added to a signed document."""
        paper.rules(HAIRLINE, (RIGHT - 2 * PAD, top - PAD, LEFT + 2 * PAD, bottom + PAD), grey=HAIRLINE_GREY)

    def _row_placed(self, runs: Sequence[Run], first: int = 0) -> list[tuple[float, Run, float]]:
        """Return the runs of columns from `first` on, each with the x of its left end and the size at which it fits."""
        return [
            (anchor - run.width * pull, run, TEXT)
            if run.width <= most
            else (anchor - most * pull, run, run.size_for(most * _TEXT_SCALE, TEXT))
            for run, (anchor, pull, most) in zip(runs, self._places[first:], strict=True)
        ]
