"""What a receipt is made of: lines of text, rows with an amount at the left end, rules, bars and the code square."""

from __future__ import annotations

from dataclasses import dataclass

from bakala_desktop.documents.barcode import QUIET, code128
from bakala_desktop.documents.fonts import Run
from bakala_desktop.documents.receipt_sheet import Pen, Piece, ReceiptWidth, Style
from bakala_desktop.documents.structure import Scope
from bakala_desktop.documents.wrap import wrap

GAP = 14
"""What stays free between a label and the amount beside it."""

_WIDEST_MODULE = 3
_LEAST_FIT = 0.8
_LIFT = 0.31
"""How far below the middle of a line its baseline lies, in parts of the size."""


def _baseline(top: int, style: Style, line: int = 0) -> int:
    return top + line * style.leading + round(style.leading / 2 + style.size * _LIFT)


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of text below each other, at the right end or centred.

    `kind` is their element of the structure; TD is a row of a table with one cell.
    """

    runs: tuple[Run, ...]
    style: Style
    is_centred: bool = False
    kind: str = "P"

    @property
    def height(self) -> int:
        """The height of all lines."""
        return len(self.runs) * self.style.leading

    def draw(self, pen: Pen, top: int) -> None:
        """Draw the lines."""
        is_cell = self.kind == "TD"
        if is_cell:
            pen.begin("TR")
        pen.begin(self.kind, col_span=2 if is_cell else 1)
        self._write(pen, top)
        pen.end()
        if is_cell:
            pen.end()

    def _write(self, pen: Pen, top: int) -> None:
        for number, run in enumerate(self.runs):
            free = pen.right_edge - run.at(self.style.size)
            pen.run(free / 2 if self.is_centred else free, _baseline(top, self.style, number), run, self.style.size)


@dataclass(frozen=True, slots=True)
class Row:
    """Lines at the right, and an amount beside the last of them, or below it where both do not fit.

    `column` is the width of the column at the left end in which amounts end below each other; 0 sets them at its left.
    `kind` is the element of the structure: P for both, or TD and TH for a row of a table with a cell for each.
    """

    runs: tuple[Run, ...]
    style: Style
    amount: Run
    amount_style: Style
    room: int
    column: float = 0
    kind: str = "P"

    @property
    def _stands_below(self) -> bool:
        last = self.runs[-1].at(self.style.size) + GAP if self.runs else 0
        return last + max(self.column, self.amount.at(self.amount_style.size)) > self.room

    @property
    def _lead(self) -> int:
        """The height above the line that the amount stands on."""
        lines = len(self.runs) if self._stands_below else len(self.runs) - 1
        return max(0, lines) * self.style.leading

    @property
    def height(self) -> int:
        """The height of the row."""
        return self._lead + max(self.style.leading, self.amount_style.leading)

    def draw(self, pen: Pen, top: int) -> None:
        """Draw label and amount on one baseline, or one below the other."""
        size = self.amount.size_for(self.room, self.amount_style.size)
        middle = top + self._lead + (self.height - self._lead) / 2
        baseline = round(middle + self.amount_style.size * _LIFT)
        self._begin(pen)
        for number, run in enumerate(self.runs):
            is_beside = number + 1 == len(self.runs) and not self._stands_below
            y = baseline if is_beside else _baseline(top, self.style, number)
            pen.run(pen.right_edge - run.at(self.style.size), y, run, self.style.size)
        if self.kind != "P":
            pen.end()
            pen.begin(self.kind, self._scope)
        pen.run(max(0.0, self.column - self.amount.at(size)), baseline, self.amount, size)
        self._end(pen)

    @property
    def _scope(self) -> Scope:
        return "Column" if self.kind == "TH" else ""

    def _begin(self, pen: Pen) -> None:
        if self.kind != "P":
            pen.begin("TR")
        pen.begin(self.kind, self._scope)

    def _end(self, pen: Pen) -> None:
        pen.end()
        if self.kind != "P":
            pen.end()


@dataclass(frozen=True, slots=True)
class Space:
    """White paper, with a rule in its middle where it has a weight."""

    height: int
    weight: int = 0

    def draw(self, pen: Pen, top: int) -> None:
        """Draw the rule."""
        if self.weight:
            pen.block(0, top + (self.height - self.weight) // 2, pen.right_edge, self.weight)


@dataclass(frozen=True, slots=True)
class Mark:
    """A word in a frame of its own, which nobody overlooks."""

    run: Run
    style: Style

    @property
    def height(self) -> int:
        """The height of the frame and of what stays free around it."""
        return self.style.leading + 2 * GAP

    def draw(self, pen: Pen, top: int) -> None:
        """Draw the frame and the word in it."""
        thick = 2
        width = round(self.run.at(self.style.size)) + 4 * GAP
        left = (pen.right_edge - width) // 2
        top += GAP // 2
        height = self.style.leading + GAP
        for edge in (top, top + height - thick):
            pen.block(left, edge, width, thick)
        for edge in (left, left + width - thick):
            pen.block(edge, top, thick, height)
        x = left + (width - self.run.at(self.style.size)) / 2
        pen.begin("P")
        pen.run(x, _baseline(top + GAP // 2, self.style), self.run, self.style.size)
        pen.end()


@dataclass(frozen=True, slots=True)
class Bars:
    """A barcode in the middle; `module` is the width of its thinnest bar."""

    widths: tuple[int, ...]
    module: int
    height: int

    @classmethod
    def of(cls, text: str, width: ReceiptWidth, height: int) -> Bars:
        """Encode a text with the widest module at which bars fit the head, and their quiet zones the paper."""
        widths = code128(text)
        bars = sum(widths)
        widest = min(width.printable // bars, width.paper // (bars + 2 * QUIET), _WIDEST_MODULE)
        return cls(widths, max(1, widest), height)

    def draw(self, pen: Pen, top: int) -> None:
        """Draw the bars."""
        x = (pen.right_edge - sum(self.widths) * self.module) // 2
        for number, width in enumerate(self.widths):
            if number % 2 == 0:
                pen.block(x, top, width * self.module, self.height)
            x += width * self.module


@dataclass(frozen=True, slots=True)
class Square:
    """The code square in the middle, as large as its modules of whole dots let it be."""

    text: str
    height: int = 200

    def draw(self, pen: Pen, top: int) -> None:
        """Draw the square."""
        pen.square((pen.right_edge - self.height) // 2, top, self.height, self.text)


@dataclass(frozen=True, slots=True)
class Edge:
    """Where an element of the structure that holds other pieces begins, or, without a kind, where it ends."""

    kind: str = ""
    height: int = 0

    def draw(self, pen: Pen, top: int) -> None:
        """Begin or end the element."""
        if self.kind:
            pen.begin(self.kind)
        else:
            pen.end()


def table(pieces: list[Piece]) -> list[Piece]:
    """Return rows as one table of the structure."""
    return [Edge("Table"), *pieces, Edge()]


def text(words: str, style: Style, room: int, most: int, *, is_centred: bool = False, kind: str = "P") -> list[Piece]:
    """Return the piece of a text of at most `most` lines; none for an empty text."""
    runs = wrap(words, style.font, style.size, room, most)
    return [Lines(runs, style, is_centred, kind)] if runs else []


def fitted(words: str, style: Style, room: int, most: int) -> list[Piece]:
    """Return the centred piece of a name, a little smaller where that keeps it on one line."""
    small = style._replace(size=round(style.size * _LEAST_FIT))
    runs = wrap(words, style.font, small.size, room, most)
    if len(runs) == 1:
        return [Lines(runs, style._replace(size=int(runs[0].size_for(room, style.size))), is_centred=True)]
    return text(words, style, room, most, is_centred=True)


def words_beside(words: str, style: Style, room: int, column: float) -> tuple[Run, ...]:
    """Return the lines of a label: narrow enough to leave the column free where two lines do for it, else wide."""
    narrow = room - column - GAP
    if narrow >= room / 3:
        runs = wrap(words, style.font, style.size, narrow, 3)
        if len(runs) < 3:
            return runs
    return wrap(words, style.font, style.size, room, 2)


def parts_beside(parts: list[str], style: Style, room: int, column: float) -> tuple[Run, ...]:
    """Return parts of a label on one line where that leaves the column free, else each on a line of its own."""
    whole = wrap("، ".join(parts), style.font, style.size, room, 2)
    if len(whole) == 1 and whole[0].at(style.size) + GAP + column <= room:
        return whole
    return tuple(run for part in parts for run in wrap(part, style.font, style.size, room, 2))
