"""The goods on a delivery slip, with a box to tick for each when it is packed or handed over."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from bakala_desktop.documents.delivery_sheet import LEFT, RIGHT, WIDTH
from bakala_desktop.documents.fitted import Fitted, fitted
from bakala_desktop.documents.fonts import Run, bold, regular
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.report_cells import run_of
from bakala_desktop.documents.sheet import (
    BAND_GREY,
    HAIRLINE,
    HAIRLINE_GREY,
    LABEL,
    LEADING,
    PAD,
    RULE,
    TEXT,
    baseline,
)
from bakala_desktop.domain.delivery import ParcelLine
from bakala_desktop.domain.report import ColumnKind

HEADINGS = ("ردیف", "شرح کالا", "مقدار", "واحد", "تحویل")
HEAD_HEIGHT = 16.0
_NUMBER, _QUANTITY, _UNIT, _TICK = 26.0, 54.0, 52.0, 34.0
_WIDTHS = (_NUMBER, WIDTH - _NUMBER - _QUANTITY - _UNIT - _TICK, _QUANTITY, _UNIT, _TICK)
_RIGHTS = tuple(RIGHT - sum(_WIDTHS[:place]) for place in range(len(_WIDTHS)))
_CENTRES = tuple(right - width / 2 for right, width in zip(_RIGHTS, _WIDTHS, strict=True))
_SIZES = (TEXT, 6.4, 5.2)
_TITLE_HEIGHT, _UNIT_HEIGHT = 20 * LEADING, 4 * LEADING
_ROW_PADDING = 6.0
_BOX = 8.0


@dataclass(frozen=True, slots=True)
class Row:
    """A line made ready, and its height in points."""

    number: Run
    title: Fitted
    quantity: Run
    unit: Fitted
    height: float


class ParcelTable:
    """The table of a slip: the same columns on each."""

    def row(self, number: int, line: ParcelLine) -> Row:
        """Make a line ready."""
        title = fitted(line.title, regular(), _SIZES, _WIDTHS[1] - 2 * PAD, _TITLE_HEIGHT)
        unit = fitted(line.unit, regular(), _SIZES, _UNIT - 2 * PAD, _UNIT_HEIGHT)
        height = max(title.height, unit.height, LEADING) + _ROW_PADDING
        quantity = run_of(line.quantity, ColumnKind.QUANTITY, regular())
        return Row(regular().figure(str(number)), title, quantity, unit, height)

    def draw(self, paper: Paper, top: float, rows: Sequence[Row], is_repeated: bool) -> None:
        """Draw headings, which are read aloud once, and lines."""
        y = self._head(paper, top, is_repeated)
        edges = []
        for row in rows:
            self._row(paper, y, row)
            y -= row.height
            edges.append((LEFT, y, RIGHT, y))
        paper.rules(HAIRLINE, *edges, grey=HAIRLINE_GREY)
        paper.rules(RULE, *[(right, top, right, y) for right in _RIGHTS[1:]], (LEFT, y, RIGHT, y))

    def _head(self, paper: Paper, top: float, is_repeated: bool) -> float:
        bottom = top - HEAD_HEIGHT
        paper.shade(LEFT, bottom, WIDTH, HEAD_HEIGHT, BAND_GREY)
        y = baseline(top, HEAD_HEIGHT, LABEL)
        with nullcontext() if is_repeated else paper.tagged("TR"):
            for centre, heading in zip(_CENTRES, HEADINGS, strict=True):
                with nullcontext() if is_repeated else paper.tagged("TH", scope="Column"):
                    paper.centre(centre, y, bold().text(heading), LABEL)
        paper.rules(RULE, (LEFT, bottom, RIGHT, bottom))
        return bottom

    def _row(self, paper: Paper, top: float, row: Row) -> None:
        y, middle = baseline(top, row.height, TEXT), top - row.height / 2
        with paper.tagged("TR"):
            self._centred(paper, 0, y, row.number)
            with paper.tagged("TD"):
                row.title.draw(paper, _RIGHTS[1] - PAD, middle + row.title.height / 2)
            self._centred(paper, 2, y, row.quantity)
            with paper.tagged("TD"):
                row.unit.draw_centred(paper, _CENTRES[3], middle + row.unit.height / 2)
            with paper.tagged("TD"):
                paper.text(_CENTRES[4], y, regular().text(""), TEXT)
        paper.box(_CENTRES[4] - _BOX / 2, middle - _BOX / 2, _BOX, _BOX, RULE)

    def _centred(self, paper: Paper, place: int, y: float, run: Run) -> None:
        with paper.tagged("TD"):
            paper.centre(_CENTRES[place], y, run, run.size_for(_WIDTHS[place] - PAD, TEXT))
