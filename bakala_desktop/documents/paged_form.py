"""A form that runs over pages: its head and blocks on each of them, its table in between, what closes it on the last.

Computes nothing but the sums that are carried from page to page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol

from bakala_desktop.documents.contact_strip import ContactStrip
from bakala_desktop.documents.form_head import HEIGHT as FORM_HEAD_HEIGHT
from bakala_desktop.documents.form_head import FormHead
from bakala_desktop.documents.form_table import HEAD_HEIGHT, FormTable, Line, Row, Sums
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.paging import CARRIED_IN, CARRIED_OUT, SUM_HEIGHT, Room, paginate
from bakala_desktop.documents.sheet import (
    BAND_HEIGHT,
    BOTTOM,
    FRAME,
    LEFT,
    RIGHT,
    RULE,
    SOFT_GREY,
    TOP,
    WIDTH,
    band,
)

_LEAST_BLANK = 26.0
"""A smaller blank is shared out among the lines of the page; a larger one is struck through."""


class Block(Protocol):
    """Something across the sheet, measured when it was made."""

    @property
    def height(self) -> float:
        """Its height in points."""

    def draw(self, paper: Paper, top: float) -> float:
        """Draw it below `top` and return its lower edge."""


@dataclass(frozen=True, slots=True)
class SumRow:
    """A row of sums under the last line; a sum that is None leaves its cell empty."""

    title: str
    values: Sequence[int | None]
    grey: float


@dataclass(frozen=True, slots=True)
class FormParts(Generic[Line]):
    """What a form consists of, from top to bottom; `band` is the title over the table.

    `blocks` stand on the first page, and the `repeated` ones of them on all others too.
    """

    head: FormHead
    blocks: Sequence[Block]
    repeated: Sequence[Block]
    band: str
    table: FormTable[Line]
    lines: Sequence[Line]
    sums: Sequence[SumRow]
    closing: Block
    strip: ContactStrip


class PagedForm(Generic[Line]):
    """One form, its lines shared out among pages when it is made; it may be drawn several times."""

    def __init__(self, parts: FormParts[Line]):
        self._parts = parts
        self._rows = [parts.table.row(line) for line in parts.lines]
        closing = SUM_HEIGHT * len(parts.sums) + parts.closing.height
        first, others = (sum(block.height for block in blocks) for blocks in (parts.blocks, parts.repeated))
        fixed = FORM_HEAD_HEIGHT + others + BAND_HEIGHT + HEAD_HEIGHT + parts.strip.height
        room = Room(TOP - BOTTOM - fixed, SUM_HEIGHT, closing, first - others)
        self._foot = BOTTOM + parts.strip.height
        self._closing_height = closing
        self._pages = paginate([row.height for row in self._rows], room)
        self._carried = self._sums_by_page()
        self._stencil, self._top = "", 0.0

    def _sums_by_page(self) -> list[Sums]:
        """Return the sums up to the end of each page."""
        shape, lines = self._parts.table.shape, self._parts.lines
        sums: Sums = (0,) * len(shape.sums_at)
        carried = []
        for page in self._pages:
            amounts = [shape.amounts_of(lines[number]) for number in page]
            sums = tuple(map(sum, zip(sums, *amounts, strict=True)))
            carried.append(sums)
        return carried

    def draw(self, paper: Paper, mark: str = "") -> None:
        """Draw all pages, the first on the page that the paper is at."""
        parts, last = self._parts, len(self._pages) - 1
        strip = paper.stencil(lambda: parts.strip.draw(paper)) if last else ""
        y = self._frame(paper, mark, parts.blocks)
        with paper.tagged("Table"):
            y = parts.table.head(paper, y)
            for number, lines in enumerate(self._pages):
                if number:
                    y = self._turn(paper, number, mark)
                y = self._body(paper, y, number, self._rows[lines.start : lines.stop])
                if number < last:
                    parts.table.sums(paper, y, CARRIED_OUT, self._carried[number], SOFT_GREY)
                    paper.stamp(strip)
                    self._end_page(paper)
            for row in parts.sums:
                y = parts.table.sums(paper, y, row.title, row.values, row.grey)
        parts.closing.draw(paper, y)
        parts.strip.draw(paper)
        self._end_page(paper)

    def _turn(self, paper: Paper, number: int, mark: str) -> float:
        """Begin the next page with what all pages show; return where its lines begin."""
        paper.turn()
        is_bare = not self._pages[number]
        if number == 1 or is_bare:
            self._stencil = paper.stencil(lambda: self._repeated(paper, mark, is_bare))
        paper.stamp(self._stencil)
        return self._parts.table.sums(paper, self._top, CARRIED_IN, self._carried[number - 1], SOFT_GREY)

    def _repeated(self, paper: Paper, mark: str, is_bare: bool) -> None:
        """Draw what stands over the lines of a further page."""
        # What closes the form alone on a page has no room beside long names and addresses.
        y = self._frame(paper, mark, () if is_bare else self._parts.repeated)
        self._top = self._parts.table.head(paper, y)

    def _frame(self, paper: Paper, mark: str, blocks: Sequence[Block]) -> float:
        """Draw the head, the blocks and the title over the table."""
        y = self._parts.head.draw(paper, TOP, mark)
        for block in blocks:
            y = block.draw(paper, y)
        return band(paper, y, self._parts.band)

    def _body(self, paper: Paper, top: float, number: int, rows: Sequence[Row[Line]]) -> float:
        """Draw the lines of a page, and return the lower edge of the room that they have."""
        table, is_last = self._parts.table, number + 1 == len(self._pages)
        foot = self._foot + (self._closing_height if is_last else SUM_HEIGHT)
        table.rule_columns(paper, top, foot)
        paper.rules(RULE, (LEFT, foot, RIGHT, foot))
        blank = top - foot - sum(row.height for row in rows)
        is_full = blank < _LEAST_BLANK
        y = table.draw_rows(paper, top, rows, blank / len(rows) if is_full and rows else 0)
        if not is_full:
            table.close_blank(paper, y, foot)
        return foot

    def _end_page(self, paper: Paper) -> None:
        self._parts.strip.number(paper)
        paper.box(LEFT, BOTTOM, WIDTH, TOP - BOTTOM, FRAME)
