"""Texts that must stand whole in a given place: as large as they can, smaller where they are long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bakala_desktop.documents.fonts import Font, Run
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.wrap import wrap

_LEADING = 1.36
"""The distance of baselines as a part of the size: what the form's text has."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text broken into lines at the size, in points, at which it fits."""

    lines: tuple[Run, ...]
    size: float

    @property
    def leading(self) -> float:
        """The distance of two baselines in points."""
        return self.size * _LEADING

    @property
    def height(self) -> float:
        """The height of all lines in points."""
        return len(self.lines) * self.leading

    def draw(self, paper: Paper, right: float, top: float) -> float:
        """Draw the lines ending at `right` below `top`, and return their lower edge."""
        y = top - self.leading / 2 - self.size * 0.31
        for run in self.lines:
            paper.right(right, y, run, self.size)
            y -= self.leading
        return top - self.height

    def draw_centred(self, paper: Paper, middle: float, top: float) -> float:
        """Draw the lines with their middles at `middle` below `top`, and return their lower edge."""
        y = top - self.leading / 2 - self.size * 0.31
        for run in self.lines:
            paper.centre(middle, y, run, self.size)
            y -= self.leading
        return top - self.height


def fitted(text: str, font: Font, sizes: Sequence[float], room: float, height: float) -> Fitted:
    """Return a text at the largest of `sizes`, given from large to small, at which all of it fits.

    What does not fit at the smallest ends in «…»: that takes thousands of characters. An empty text has no lines.
    """
    for size in sizes:
        most = max(1, int(height / (size * _LEADING)))
        lines = wrap(text, font, size, room, most + 1)
        if len(lines) <= most:
            return Fitted(lines, size)
    return Fitted(wrap(text, font, size, room, most), size)
