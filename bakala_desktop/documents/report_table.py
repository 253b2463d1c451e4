"""The table of a report: headings, rows, headings and sums of groups, and the sums carried from page to page."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from bakala_desktop.documents.fitted import Fitted, fitted
from bakala_desktop.documents.fonts import Font, Run, bold, regular
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.paging import SUM_HEIGHT
from bakala_desktop.documents.report_cells import FIGURES, NOTHING, TOTAL, run_of, subtotal_of
from bakala_desktop.documents.report_columns import HEAD_SIZE, PlacedColumn, place_columns
from bakala_desktop.documents.sheet import (
    BAND_GREY,
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
from bakala_desktop.documents.structure import Scope
from bakala_desktop.documents.wrap import one_line, wrap
from bakala_desktop.domain.report import Cell, ColumnKind, Report, ReportGroup, Row, Sums

GROUP_HEIGHT = 16.0
CONTINUED = "ادامهٔ"

_ROW_PADDING = 6.0
_HEAD_LEADING, _HEAD_LINES, _HEAD_PADDING = 9.0, 5, 8.0
_CELL_SIZES = (TEXT, 6.4, 5.2)
_CELL_HEIGHT = 24 * LEADING
_TITLE_HEIGHT = 6 * LEADING
_STRIP_SIZES = (TEXT, 6.4, 5.2)


@dataclass(frozen=True, slots=True)
class Line:
    """A row made ready: its texts fitted to their columns, and its height in points."""

    cells: Row
    texts: dict[int, Fitted]
    height: float


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip across the table with a title, and sums where it has any: of a group, a page or all.

    What is only repeated on a page that goes on is decoration, and not read aloud.
    """

    title: Fitted
    height: float
    grey: float
    sums: Sums = ()
    is_repeated: bool = False


class ReportTable:
    """The table of one report, measured when it is made."""

    def __init__(self, report: Report):
        self._report = report
        self._columns = place_columns(report)
        self._headings = [
            wrap(placed.column.heading, bold(), HEAD_SIZE, placed.width - PAD, _HEAD_LINES) for placed in self._columns
        ]
        self.head_height = _HEAD_PADDING + max(map(len, self._headings)) * _HEAD_LEADING
        summed = [place for place, column in enumerate(report.columns) if column.is_summed]
        self._first_sum = summed[0] if summed else len(report.columns)
        self._title_edge = self._columns[self._first_sum].right if summed else LEFT

    def line(self, row: Row) -> Line:
        """Make a row ready."""
        texts = {}
        most = LEADING
        for place, (cell, placed) in enumerate(zip(row, self._columns, strict=True)):
            if cell is not None and _is_wrapped(cell, placed):
                texts[place] = text = fitted(str(cell), regular(), _CELL_SIZES, placed.room, _CELL_HEIGHT)
                most = max(most, text.height)
        return Line(row, texts, most + _ROW_PADDING)

    def heading(self, group: ReportGroup, is_continued: bool = False) -> Strip:
        """Return the strip over a group; on a page that goes on with it, one line says so."""
        if not is_continued:
            return self._strip(group.heading, WIDTH - 2 * PAD, SOFT_GREY, GROUP_HEIGHT)
        title = one_line(f"{CONTINUED} {group.heading}", bold(), TEXT, WIDTH - 2 * PAD)
        return Strip(Fitted((title,), TEXT), GROUP_HEIGHT, SOFT_GREY, is_repeated=True)

    def subtotal(self, group: ReportGroup) -> Strip:
        """Return the strip with the sums of a group."""
        sums = self._report.sums_of(group.rows)
        return self._sum_strip(subtotal_of(group.heading), sums, SOFT_GREY)

    def total(self) -> Strip:
        """Return the strip with the sums of all."""
        return self._sum_strip(TOTAL, self._report.totals, BAND_GREY)

    def carried(self, title: str, sums: Sums) -> Strip:
        """Return the strip, always `SUM_HEIGHT` high, with the sums of the pages up to here."""
        room = self._title_room()
        run = bold().text(title)
        return Strip(Fitted((run,), run.size_for(room, TEXT)), SUM_HEIGHT, SOFT_GREY, sums, is_repeated=True)

    def nothing(self) -> Strip:
        """Return the strip that says that there is no row."""
        text = fitted(NOTHING, regular(), _STRIP_SIZES, WIDTH - 2 * PAD, _TITLE_HEIGHT)
        return Strip(text, 2 * SUM_HEIGHT, 1.0)

    def _sum_strip(self, title: str, sums: Sums, grey: float) -> Strip:
        return self._strip(title, self._title_room(), grey, SUM_HEIGHT, sums)

    def _strip(self, title: str, room: float, grey: float, least: float, sums: Sums = ()) -> Strip:
        text = fitted(title, bold(), _STRIP_SIZES, room, _TITLE_HEIGHT)
        return Strip(text, max(least, text.height + _ROW_PADDING), grey, sums)

    def _title_room(self) -> float:
        return RIGHT - self._title_edge - 2 * PAD

    def draw_head(self, paper: Paper, top: float, is_repeated: bool = False) -> float:
        """Draw the headings, which are read aloud once, and return their lower edge."""
        bottom = top - self.head_height
        paper.shade(LEFT, bottom, WIDTH, self.head_height, BAND_GREY)
        if is_repeated:
            self._headings_row(paper, top)
        else:
            with paper.tagged("TR"):
                self._headings_row(paper, top, "TH")
        paper.rules(RULE, (LEFT, top, RIGHT, top), (LEFT, bottom, RIGHT, bottom))
        self._rule_columns(paper, top, bottom)
        return bottom

    def _headings_row(self, paper: Paper, top: float, kind: str = "") -> None:
        for placed, lines in zip(self._columns, self._headings, strict=True):
            y = first_baseline(top, self.head_height, HEAD_SIZE, len(lines), _HEAD_LEADING)
            with paper.tagged(kind, scope="Column") if kind else nullcontext():
                for run in lines:
                    paper.centre(placed.centre, y, run, HEAD_SIZE)
                    y -= _HEAD_LEADING

    def draw_lines(self, paper: Paper, top: float, lines: Sequence[Line]) -> float:
        """Draw rows one below the other and return the lower edge of the last."""
        edges = []
        y = top
        for line in lines:
            with paper.tagged("TR"):
                self._line(paper, y, line)
            y -= line.height
            edges.append((LEFT, y, RIGHT, y))
        paper.rules(HAIRLINE, *edges, grey=HAIRLINE_GREY)
        self._rule_columns(paper, top, y)
        return y

    def draw_strip(self, paper: Paper, top: float, strip: Strip) -> float:
        """Draw a strip and return its lower edge."""
        bottom = top - strip.height
        if strip.grey < 1:
            paper.shade(LEFT, bottom, WIDTH, strip.height, strip.grey)
        if strip.is_repeated:
            self._strip_row(paper, top, strip)
        else:
            with paper.tagged("TR"):
                self._strip_row(paper, top, strip, "TH" if strip.grey < 1 else "TD", "TD")
        paper.rules(RULE, (LEFT, top, RIGHT, top), (LEFT, bottom, RIGHT, bottom))
        if strip.sums:
            self._rule_columns(paper, top, bottom, self._first_sum)
        return bottom

    def _strip_row(self, paper: Paper, top: float, strip: Strip, title_kind: str = "", kind: str = "") -> None:
        count = len(self._columns)
        span = self._first_sum if strip.sums else count
        scope: Scope = "Row" if title_kind == "TH" else ""
        with paper.tagged(title_kind, scope=scope, col_span=span) if title_kind else nullcontext():
            strip.title.draw(paper, RIGHT - PAD, top - (strip.height - strip.title.height) / 2)
        if strip.sums:
            y = baseline(top, strip.height, TEXT)
            paper.line(y, TEXT, [self._placed(at, strip.sums[at], bold()) for at in range(span, count)], kind)

    def _line(self, paper: Paper, top: float, line: Line) -> None:
        """Draw a row in reading order; a text of one line stands on the baseline of all the rest."""
        y = baseline(top, line.height, TEXT)
        placed: list[tuple[float, Run, float]] = []
        for place, cell in enumerate(line.cells):
            text = line.texts.get(place)
            if text is None or not text.lines:
                placed.append(self._placed(place, None if text else cell, regular()))
            elif len(text.lines) == 1:
                placed.append(_text_placed(self._columns[place], text))
            else:
                paper.line(y, TEXT, placed, "TD")
                placed = []
                with paper.tagged("TD"):
                    _draw_text(paper, self._columns[place], text, top - (line.height - text.height) / 2)
        paper.line(y, TEXT, placed, "TD")

    def _placed(self, place: int, cell: Cell, font: Font) -> tuple[float, Run, float]:
        """Return a cell's run with the x of its left end in its column, and the size at which it fits."""
        column = self._columns[place]
        run = run_of(cell, column.kind, font)
        size = run.size_for(column.room, TEXT)
        if column.kind in FIGURES:
            return column.figures - run.at(size), run, size
        return column.centre - run.at(size) / 2, run, size

    def _rule_columns(self, paper: Paper, top: float, bottom: float, start: int = 1) -> None:
        """Draw the rules at the right of the columns from `start` on."""
        paper.rules(RULE, *[(placed.right, top, placed.right, bottom) for placed in self._columns[start:]])


def _text_placed(column: PlacedColumn, text: Fitted) -> tuple[float, Run, float]:
    """Return the run of a text of one line with the x of its left end and its size."""
    run = text.lines[0]
    width = run.at(text.size)
    x = column.centre - width / 2 if column.is_centred_text else column.right - PAD - width
    return x, run, text.size


def _draw_text(paper: Paper, column: PlacedColumn, text: Fitted, top: float) -> None:
    if column.is_centred_text:
        text.draw_centred(paper, column.centre, top)
    else:
        text.draw(paper, column.right - PAD, top)


def _is_wrapped(cell: Cell, placed: PlacedColumn) -> bool:
    """Tell whether a cell takes lines as it needs: a text, and a code that would be too small in one."""
    if placed.kind is ColumnKind.TEXT:
        return True
    if placed.kind is not ColumnKind.SERIAL:
        return False
    return run_of(cell, placed.kind, regular()).size_for(placed.room, TEXT) < _CELL_SIZES[-1]
