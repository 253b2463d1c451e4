"""Rows of labelled fields across the sheet: texts that wrap and shrink where they are long, numbers in cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bakala_desktop.documents.fitted import Fitted, fitted
from bakala_desktop.documents.fonts import Font, Run, bold, regular
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.sheet import (
    HAIRLINE,
    HAIRLINE_GREY,
    LABEL,
    LABEL_DROP,
    LEADING,
    LEFT,
    PAD,
    RIGHT,
    TEXT,
    VALUE_DROP,
    WIDTH,
    Cells,
    baseline,
    label,
)
from bakala_desktop.documents.wrap import wrap

ROW_HEIGHT = 17.0
_STRONG, _STRONG_HEIGHT = 9.6, 27.0
_GAP = 3.0
_WHOLE_LINES = 3
"""Up to so many lines a text keeps its size; a longer one is set smaller, so that all of it stands on the paper."""
_SMALLER = (6.4, 5.2)
SIZES = (TEXT, *_SMALLER)
"""The sizes of texts, from the usual one down to the smallest that can be read without effort on paper."""

_TEXT_HEIGHT = 6 * LEADING


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled field. `width` 0 takes what the others leave; a field without a name is text alone.

    A strong one has its value in large type under its label: a serial beside one would be turned round by Chrome's
    reader.
    """

    name: str
    value: str = ""
    cells: Cells | None = None
    width: float = 0.0
    is_strong: bool = False

    @property
    def needed(self) -> float:
        """The width that a field of cells takes, or the given one, in points."""
        if self.cells is None:
            return self.width
        return self.label_width + _GAP + self.cells.width + 2 * PAD

    @property
    def label_width(self) -> float:
        """The width of the label in points."""
        return label(self.name).at(LABEL) if self.name else 0.0

    def text(self, width: float) -> Fitted:
        """Return the value broken into lines for a field of this width."""
        if self.is_strong:
            return whole_text(self.value, bold(), _STRONG, width - 3 * PAD)
        room = width - 2 * PAD - (self.label_width + _GAP if self.name else 0.0)
        return whole_text(self.value, regular(), TEXT, room)

    def height(self, text: Fitted) -> float:
        """Return the height in points that the field needs for its text."""
        return (_STRONG_HEIGHT if self.is_strong else ROW_HEIGHT) + max(0.0, text.height - text.leading)


def whole_text(text: str, font: Font, size: float, room: float, height: float = _TEXT_HEIGHT) -> Fitted:
    """Return a text at `size` where a few lines hold it, else smaller, to stand whole in `height` points."""
    lines = wrap(text, font, size, room, _WHOLE_LINES + 1)
    if len(lines) <= _WHOLE_LINES:
        return Fitted(lines, size)
    return fitted(text, font, _SMALLER, room, height)


class FieldRow:
    """A row of fields, as high as its longest text. Measured when it is made."""

    def __init__(self, fields: Sequence[Field]):
        taken = sum(field.needed for field in fields)
        open_fields = sum(not field.needed for field in fields)
        rest = (WIDTH - taken) / open_fields if open_fields else 0.0
        self._fields = [(field, field.needed or rest) for field in fields]
        self._texts = [field.text(width) for field, width in self._fields]
        pairs = zip(fields, self._texts, strict=True)
        self.height = max(field.height(text) for field, text in pairs)

    def draw(self, paper: Paper, top: float) -> float:
        """Draw the row and return its lower edge."""
        bottom = top - self.height
        right = RIGHT
        for (field, width), text in zip(self._fields, self._texts, strict=True):
            with paper.tagged("P"):
                (_strong if field.is_strong else self._plain)(paper, top, right, field, text)
            right -= width
            if right > LEFT + 1:
                paper.rules(HAIRLINE, (right, top, right, bottom), grey=HAIRLINE_GREY)
        paper.rules(HAIRLINE, (LEFT, bottom, RIGHT, bottom), grey=HAIRLINE_GREY)
        return bottom

    def _plain(self, paper: Paper, top: float, right: float, field: Field, text: Fitted) -> None:
        x = right - PAD
        height = max(text.height, TEXT)
        y = top - (self.height - height) / 2
        if field.name:
            at = baseline(y, text.leading, text.size) if text.lines else baseline(top, self.height, TEXT)
            paper.right(x, at, label(field.name), LABEL)
            x -= field.label_width + _GAP
        if field.cells:
            field.cells.draw(paper, x - field.cells.width, top - self.height / 2)
        text.draw(paper, x, y)


def _strong(paper: Paper, top: float, right: float, field: Field, text: Fitted) -> None:
    paper.right(right - PAD, top - LABEL_DROP, label(field.name), LABEL)
    text.draw(paper, right - 2 * PAD, top - VALUE_DROP + text.leading / 2 + text.size * 0.31)


class Paragraphs:
    """A row of the whole width: a label, and a text that may hold line ends of its own.

    At most `most` lines: a text that needs more is set smaller, and what not even that can hold ends in «…».
    """

    def __init__(self, name: str, text: str, most: int, *, is_strong: bool = False, sizes: Sequence[float] = (TEXT,)):
        self._label = label(name)
        font = bold() if is_strong else regular()
        room = WIDTH - 2 * PAD - _GAP - self._label.at(LABEL)
        self._text = _fitted_paragraphs(text, font, room, most * LEADING, sizes)
        self.height = ROW_HEIGHT + max(0.0, self._text.height - self._text.leading)

    def draw(self, paper: Paper, top: float) -> float:
        """Draw the row and return its lower edge."""
        y = top - (self.height - max(self._text.height, LEADING)) / 2
        with paper.tagged("P"):
            paper.right(RIGHT - PAD, baseline(y, self._text.leading, TEXT), self._label, LABEL)
            self._text.draw(paper, RIGHT - PAD - self._label.at(LABEL) - _GAP, y)
        bottom = top - self.height
        paper.rules(HAIRLINE, (LEFT, bottom, RIGHT, bottom), grey=HAIRLINE_GREY)
        return bottom


def _fitted_paragraphs(text: str, font: Font, room: float, height: float, sizes: Sequence[float]) -> Fitted:
    """Return the paragraphs at the largest size at which all of them fit, else run on as one, else cut."""
    for written in (text, " ".join(text.split())):
        for size in sizes:
            lines, is_whole = _paragraphs(written, font, size, room, int(height / Fitted((), size).leading))
            if is_whole:
                return Fitted(lines, size)
    return Fitted(lines, size)


def _paragraphs(text: str, font: Font, size: float, room: float, most: int) -> tuple[tuple[Run, ...], bool]:
    """Return at most `most` lines of a text with line ends of its own, and whether that is all of it."""
    lines: tuple[Run, ...] = ()
    parts = [part for part in text.splitlines() if part.strip()]
    for number, part in enumerate(parts):
        left = most - len(lines)
        made = wrap(part, font, size, room, left + 1)
        if len(made) > left or (len(made) == left and number + 1 < len(parts)):
            # What is left runs on behind it, so that «…» shows where the text was cut.
            return lines + wrap(" ".join(parts[number:]), font, size, room, left), False
        lines += made
    return lines, True
