"""The roll of a receipt: its widths, the dots of the printer's head, and the pieces laid one below the other.

All measures are in dots, 8 to the millimetre, and whole where ink meets paper: bars and modules then have sharp edges
on a thermal printer. x runs from the left end of what the head reaches, heights run down the paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from enum import Enum
from typing import NamedTuple, Protocol

from bakala_desktop.documents.fonts import Font, Run
from bakala_desktop.documents.page import About, Attachment, Paper, Rendered
from bakala_desktop.documents.structure import Scope

DOTS_PER_MM = 8
DOT = 72 / 25.4 / DOTS_PER_MM
"""One dot in points."""

LONGEST_PAGE = int(14_400 / DOT)
"""A page of a PDF is at most 200 inches high (ISO 32000-1, annex C); longer receipts turn to another page."""

_INSET = 0.04
"""PDFium gives a rectangle each pixel that it touches, however little: hundredths of a point would cost a dot."""

_PRINTABLE_MM = {80: 72, 58: 48}


class ReceiptWidth(Enum):
    """The two widths of roll that shops use, by millimetres of paper."""

    MM80 = 80
    MM58 = 58

    @property
    def paper(self) -> int:
        """The width of the paper in dots."""
        return self.value * DOTS_PER_MM

    @property
    def printable(self) -> int:
        """The width that the printer's head reaches, in dots."""
        return _PRINTABLE_MM[self.value] * DOTS_PER_MM

    @property
    def margin(self) -> int:
        """What stays white at either side, in dots."""
        return (self.paper - self.printable) // 2


class Style(NamedTuple):
    """A font, its size, and from one line to the next."""

    font: Font
    size: int
    leading: int


class Pen:
    """Draws in dots on one page of a paper; heights are counted from the top of the roll's page."""

    def __init__(self, paper: Paper, width: ReceiptWidth):
        self._paper = paper
        self.right_edge = width.printable
        self._margin = width.margin
        self._open: list[ExitStack] = []

    def run(self, left: float, baseline: float, run: Run, size: float) -> None:
        """Draw a run with its left end at `left`."""
        self._paper.text(self._x(left), self._y(baseline), run, size * DOT)

    def begin(self, kind: str, scope: Scope = "", col_span: int = 1) -> None:
        """Begin an element of the file's structure, for those who hear the paper; it may go over pages."""
        element = ExitStack()
        element.enter_context(self._paper.tagged(kind, scope=scope, col_span=col_span))
        self._open.append(element)

    def end(self) -> None:
        """End the element that was begun last."""
        self._open.pop().close()

    def square(self, left: float, top: float, side: float, text: str) -> None:
        """Draw a code square with its quiet zone, its modules on whole dots."""
        self._paper.code_square(self._x(left), self._y(top + side), side * DOT, text, dot=DOT)

    def block(self, left: float, top: float, width: float, height: float) -> None:
        """Fill a rectangle with black."""
        x, y = self._x(left + _INSET), self._y(top + height - _INSET)
        self._paper.shade(x, y, (width - 2 * _INSET) * DOT, (height - 2 * _INSET) * DOT, 0)

    def _x(self, dots: float) -> float:
        return (self._margin + dots) * DOT

    def _y(self, dots: float) -> float:
        return self._paper.height - dots * DOT


class Piece(Protocol):
    """Something that takes the whole width of the roll and some of its length."""

    @property
    def height(self) -> int:
        """Its height in dots."""

    def draw(self, pen: Pen, top: int) -> None:
        """Draw it below `top`."""


def lay_out(pieces: list[Piece], width: ReceiptWidth, about: About, attachment: Attachment) -> Rendered:
    """Return a paper as long as its pieces: one page, or as few as a PDF allows."""
    pages = list(_paged(pieces))
    height = max(sum(piece.height for piece in page) for page in pages)
    paper = Paper(about, (width.paper * DOT, height * DOT), (attachment,))
    pen = Pen(paper, width)
    for number, page in enumerate(pages):
        if number:
            paper.turn()
        top = 0
        for piece in page:
            piece.draw(pen, top)
            top += piece.height
    return paper.finish()


def _paged(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Share the pieces out among pages of about one length, so that the last one ends where its content does."""
    heights = [piece.height for piece in pieces]
    count = -(-sum(heights) // (LONGEST_PAGE - max(heights)))
    most = -(-sum(heights) // count) + max(heights)
    page: list[Piece] = []
    used = 0
    for piece, height in zip(pieces, heights, strict=True):
        if count > 1 and used + height > most:
            yield page
            page, used = [], 0
        page.append(piece)
        used += height
    yield page
