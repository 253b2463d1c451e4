"""What stands over and under a report's table: title, maker, facts; notes and the cells for signatures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bakala_desktop.documents.fitted import Fitted, fitted
from bakala_desktop.documents.fonts import bold, regular
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.report_cells import FIGURES, figure_of, persian_figure
from bakala_desktop.documents.sheet import (
    HAIRLINE,
    HAIRLINE_GREY,
    LABEL,
    LEADING,
    LEFT,
    PAD,
    RIGHT,
    RULE,
    TEXT,
    WIDTH,
    isolated,
)
from bakala_desktop.domain.jalali import TEHRAN, format_day, shop_day
from bakala_desktop.domain.report import ColumnKind, Report, ReportFact

MADE_AT, MADE_BY = "تاریخ تهیه", "تهیه‌کننده"
NOTES = "توضیحات"
SIGNATURE_HEIGHT = 54.0

_SIDE = 152.0
_LEAST_HEIGHT = 46.0
_GAP = 4.0
_PADDING = 6.0
_TITLE_SIZES, _SUBTITLE_SIZES = (14.0, 11.0, 9.0, TEXT), (8.6, TEXT, LABEL)
_TITLE_HEIGHT, _SUBTITLE_HEIGHT = 60.0, 40.0
_FACTS_IN_A_ROW = 3
_FACT_SIZES = (TEXT, 6.4, 5.2)
_FACT_HEIGHT = 16 * LEADING
_LABEL_PART = 0.5


class ReportHead:
    """The head of every page: the title and what it is about, when and by whom it was made."""

    def __init__(self, report: Report):
        room = WIDTH - 2 * _SIDE - 2 * PAD
        self._lines = [
            fitted(report.title, bold(), _TITLE_SIZES, room, _TITLE_HEIGHT),
            *(fitted(text, regular(), _SUBTITLE_SIZES, room, _SUBTITLE_HEIGHT) for text in report.subtitles),
        ]
        made = report.made_at.astimezone(TEHRAN)
        moment = f"{isolated(format_day(shop_day(made)))}، ساعت {isolated(f'{made:%H:%M}')}"
        side = _SIDE - 2 * PAD
        self._made = [_Labelled(MADE_AT, moment, side), _Labelled(MADE_BY, report.made_by, side)]
        text = sum(line.height for line in self._lines) + 2 * _PADDING
        self.height = max(_LEAST_HEIGHT, text, sum(made.height for made in self._made))

    def draw(self, paper: Paper, top: float) -> float:
        """Draw the head and return its lower edge."""
        y = top - (self.height - sum(line.height for line in self._lines)) / 2
        for number, line in enumerate(self._lines):
            with paper.tagged("P" if number else "H1"):
                y = line.draw_centred(paper, (LEFT + RIGHT) / 2, y)
        edge, bottom = LEFT + _SIDE, top - self.height
        at, by = self._made
        spare = (self.height - at.height - by.height) / 2
        middle = top - at.height - spare
        at.draw(paper, edge - PAD, top, top - middle)
        by.draw(paper, edge - PAD, middle, middle - bottom)
        paper.rules(HAIRLINE, (edge, top, edge, bottom), (LEFT, middle, edge, middle), grey=HAIRLINE_GREY)
        return bottom


@dataclass(frozen=True, slots=True)
class FactRow:
    """Some facts side by side, measured."""

    facts: tuple[_Labelled, ...]
    height: float

    def draw(self, paper: Paper, top: float) -> float:
        """Draw the facts from the right and return their lower edge."""
        bottom = top - self.height
        width = WIDTH / _FACTS_IN_A_ROW
        for place, fact in enumerate(self.facts):
            right = RIGHT - place * width
            fact.draw(paper, right - PAD, top, self.height)
            if place:
                paper.rules(HAIRLINE, (right, top, right, bottom), grey=HAIRLINE_GREY)
        paper.rules(HAIRLINE, (LEFT, bottom, RIGHT, bottom), grey=HAIRLINE_GREY)
        return bottom


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note across the sheet, measured."""

    text: Fitted
    height: float

    def draw(self, paper: Paper, top: float) -> float:
        """Draw the note and return its lower edge."""
        with paper.tagged("P"):
            self.text.draw(paper, RIGHT - PAD, top - _PADDING / 2)
        return top - self.height


def fact_rows(facts: Sequence[ReportFact]) -> list[FactRow]:
    """Return the facts in rows of three, each as high as its longest."""
    made = [_Labelled(fact.name, _value(fact), WIDTH / _FACTS_IN_A_ROW - 2 * PAD) for fact in facts]
    rows = [tuple(made[start : start + _FACTS_IN_A_ROW]) for start in range(0, len(made), _FACTS_IN_A_ROW)]
    return [FactRow(row, max(fact.height for fact in row)) for row in rows]


def note_rows(notes: Iterable[str]) -> list[NoteRow]:
    """Return the notes, broken into lines."""
    texts = [fitted(note, regular(), _FACT_SIZES, WIDTH - 2 * PAD, _FACT_HEIGHT) for note in notes]
    return [NoteRow(text, text.height + _PADDING) for text in texts if text.lines]


def draw_signatures(paper: Paper, top: float, names: Sequence[str]) -> float:
    """Draw a cell for each that signs, and return their lower edge."""
    bottom = top - SIGNATURE_HEIGHT
    width = WIDTH / len(names)
    for place, name in enumerate(names):
        right = RIGHT - place * width
        text = fitted(name, bold(), _SUBTITLE_SIZES[1:], width - 2 * PAD, 3 * LEADING)
        with paper.tagged("P"):
            text.draw(paper, right - PAD, top - PAD / 2)
        if place:
            paper.rules(RULE, (right, top, right, bottom))
    paper.rules(RULE, (LEFT, top, RIGHT, top), (LEFT, bottom, RIGHT, bottom))
    return bottom


class _Labelled:
    """A label and its value beside it, both wrapped within a width."""

    def __init__(self, name: str, value: str, room: float):
        self._name = fitted(f"{name.strip()}:", bold(), (LABEL, 5.2), room * _LABEL_PART, _FACT_HEIGHT)
        self._taken = max((run.at(self._name.size) for run in self._name.lines), default=0.0) + _GAP
        self._value = fitted(value, regular(), _FACT_SIZES, room - self._taken, _FACT_HEIGHT)
        self.height = max(self._name.height, self._value.height, LEADING) + _PADDING

    def draw(self, paper: Paper, right: float, top: float, height: float) -> None:
        """Draw both in the middle of a strip of a height below `top`."""
        with paper.tagged("P"):
            self._name.draw(paper, right, top - (height - self._name.height) / 2)
            self._value.draw(paper, right - self._taken, top - (height - self._value.height) / 2)


def _value(fact: ReportFact) -> str:
    """Return a fact's value as a text of a sentence; its name says the unit."""
    text = figure_of(fact.value, fact.kind)
    if fact.value is None or fact.kind is ColumnKind.TEXT:
        return text
    shown = isolated(persian_figure(text) if fact.kind in FIGURES else text)
    return f"{shown}٪" if fact.kind is ColumnKind.PERCENT else shown
