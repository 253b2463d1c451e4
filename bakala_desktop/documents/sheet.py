"""The form's sheet: A4 landscape, its frame, sizes and weights, and the few shapes that its blocks are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bakala_desktop.documents.fonts import Run, bold, regular
from bakala_desktop.documents.page import A4_LANDSCAPE, Paper
from bakala_desktop.documents.pitched_digits import CELL_PITCH, PER_EM
from bakala_desktop.documents.shaping import LRI, PDI, clean
from bakala_desktop.domain.text import persian_digits

RLI = "\u2067"
LEFT, BOTTOM = 22.0, 20.0
RIGHT, TOP = A4_LANDSCAPE[0] - LEFT, A4_LANDSCAPE[1] - BOTTOM
WIDTH = RIGHT - LEFT

FRAME, RULE, HAIRLINE = 1.1, 0.5, 0.35
HAIRLINE_GREY = 0.45
BAND_GREY, SOFT_GREY = 0.87, 0.94

PAD = 4.0
TEXT, LABEL, BAND = 7.8, 6.8, 8.2
LEADING = 10.6
BAND_HEIGHT = 13.0
LABEL_DROP, VALUE_DROP = 9.4, 21.8
"""Where a label, and a value in large type under it, have their baselines below the top of their cell."""


def baseline(top: float, height: float, size: float) -> float:
    """Return where a single line of a size stands so that it looks centred in a strip below `top`."""
    return top - height / 2 - size * 0.31


def first_baseline(top: float, height: float, size: float, lines: int, leading: float = LEADING) -> float:
    """Return the baseline of the first of several lines that together look centred in a strip below `top`."""
    return baseline(top, height, size) + (lines - 1) * leading / 2


def column(paper: Paper, x: float, y: float, runs: tuple[Run, ...], size: float, leading: float = LEADING) -> None:
    """Draw lines one below the other, ending at x, the first on the baseline y."""
    for run in runs:
        paper.right(x, y, run, size)
        y -= leading


def band(paper: Paper, top: float, title: str) -> float:
    """Draw a grey band with its title across the sheet, and return its lower edge."""
    bottom = top - BAND_HEIGHT
    paper.shade(LEFT, bottom, WIDTH, BAND_HEIGHT, BAND_GREY)
    paper.rules(RULE, (LEFT, top, RIGHT, top), (LEFT, bottom, RIGHT, bottom))
    with paper.tagged("H2"):
        paper.centre((LEFT + RIGHT) / 2, baseline(top, BAND_HEIGHT, BAND), bold().text(title), BAND)
    return bottom


def label(text: str) -> Run:
    """Return a label with its colon."""
    return bold().text(f"{text}:")


def isolated(text: str) -> str:
    """Return a phone or number for use within a sentence: Persian digits, left to right whatever stands around."""
    return f"{LRI}{persian_digits(clean(text))}{PDI}"


def in_a_row(numbers: Iterable[str], between: str) -> str:
    """Return phones or serials, each left to right, the first one at the right: no letter around them would say so."""
    return f"{RLI}{between.join(map(isolated, numbers))}{PDI}"


@dataclass(frozen=True, slots=True)
class Cells:
    """A strip of cells with one digit in each.

    The digits are one run, and each is just as wide as its cell, so that the number is copied as one.
    """

    digits: str
    count: int
    size: float = 7.4

    @property
    def pitch(self) -> float:
        """The width of a cell in points."""
        return CELL_PITCH * self.size / PER_EM

    @property
    def width(self) -> float:
        """The width of the strip in points."""
        return self.pitch * max(self.count, len(self.digits))

    def draw(self, paper: Paper, x: float, middle: float) -> None:
        """Draw the strip with its left end at x around the height `middle`."""
        low, high = middle - self.size * 0.72, middle + self.size * 0.72
        count = max(self.count, len(self.digits))
        paper.box(x, low, self.width, high - low, HAIRLINE)
        edges = [x + self.pitch * place for place in range(1, count)]
        paper.rules(HAIRLINE, *[(edge, low, edge, high) for edge in edges], grey=HAIRLINE_GREY)
        if self.digits:
            paper.text(x, middle - self.size * 0.34, regular().cells(self.digits), self.size)
