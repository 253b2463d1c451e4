"""Breaking a text into lines in the order in which it is read, and only then putting each line in the order of the eye.

Ordering a whole paragraph and cutting it afterwards would print its last words on the first line. A line alone,
however, forgets what stood around it: a number that follows Latin letters on the line above would be set as Persian.
Invisible marks of direction hand that context over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bidi.mirror import MIRRORED

from bakala_desktop.documents.fonts import Font, Run
from bakala_desktop.documents.shaping import (
    bracket_directions,
    clean,
    has_bracket,
    is_bracket,
    protect,
    reads_right_to_left,
)

ELLIPSIS = "…"
_LRM, _ALM, _RLM = "\u200e", "\u061c", "\u200f"
_ISOLATES = "\u2066\u2067\u2068"
_PDI = "\u2069"
_MARK_OF = {"L": _LRM, "R": _RLM, "AL": _ALM}
_NUMBERS = ("EN", "AN")
# Cleaned texts hold no U+00A0 of their own.
_NBSP, _TO = "\u00a0", " تا "
_NO_BREAK = f"{_NBSP}تا{_NBSP}"
_RANGE = re.compile(r"(?<=[\d\u2069]) تا (?=[\d\u2066])")
_NARROWEST = 0.1
"""No letter is narrower than this part of its size on average, so longer texts are cut before they are measured."""


def wrap(text: str, font: Font, size: float, room: float, most: int) -> tuple[Run, ...]:
    """Return the lines of a text, at most `most` of them, none wider than `room` points.

    Words longer than a line are broken; what does not fit is dropped and «…» ends the last line. An empty text has no
    lines.
    """
    return _wrapped(text[: 8 * most * _longest(size, room)], font, size, room, most)


@lru_cache(maxsize=8192)
def _wrapped(text: str, font: Font, size: float, room: float, most: int) -> tuple[Run, ...]:
    """Do the work of `wrap`; a shop sells the same goods over and over."""
    text = protect(clean(text))
    if not text:
        return ()
    base = "R" if reads_right_to_left(text) else "L"
    lines = list(_filled(text, font, size, room, most + 1))
    if len(lines) == 1:
        return (font.text(lines[0], base),)
    if len(lines) > most:
        lines = [*lines[: most - 1], _shortened(lines[most - 1], font, size, room)]
    marked = _with_lone_brackets(lines, bracket_directions(text, base)) if has_bracket(text) else lines
    return tuple(font.text(line, base) for line in _in_context(marked))


def one_line(text: str, font: Font, size: float, room: float) -> Run:
    """Return a text as one line, cut by «…» where it is too long; an empty text gives an empty run."""
    lines = wrap(text, font, size, room, 1)
    return lines[0] if lines else font.text("")


def _filled(text: str, font: Font, size: float, room: float, most: int) -> Iterator[str]:
    """Yield lines filled word by word, in reading order, up to `most` of them."""
    blank = font.text(" ").at(size)
    line: list[str] = []
    used = 0.0
    made = 0
    for word in _pieces(text, font, size, room):
        width = font.text(word).at(size)
        if line and used + blank + width > room:
            yield " ".join(line)
            made += 1
            if made == most:
                return
            line, used = [], 0.0
        used += (blank if line else 0) + width
        line.append(word)
    yield " ".join(line)


def _pieces(text: str, font: Font, size: float, room: float) -> Iterator[str]:
    """Yield the words, those wider than a line in parts, and a range as «۸ تا ۱۳» as one word."""
    untorn = _RANGE.sub(_NO_BREAK, text) if _TO in text else text
    for word in map(_breakable, untorn.split(" ")):
        while font.text(word[: _longest(size, room)]).at(size) > room:
            part = _fitting(word, font, size, room)
            yield word[:part]
            word = word[part:]
        yield word


def _breakable(word: str) -> str:
    return word.replace(_NBSP, " ")


def _longest(size: float, room: float) -> int:
    return int(room / (size * _NARROWEST)) + 1


def _fitting(word: str, font: Font, size: float, room: float) -> int:
    """Return how many characters of a word fit into a line: at least one."""
    low, high = 1, min(len(word), _longest(size, room))
    while low < high:
        middle = (low + high + 1) // 2
        if font.text(word[:middle]).at(size) <= room:
            low = middle
        else:
            high = middle - 1
    return low


def _shortened(line: str, font: Font, size: float, room: float) -> str:
    """Return a line with «…» at its end, short enough to fit."""
    while line and font.text(line + ELLIPSIS).at(size) > room:
        shorter = line.rpartition(" ")[0]
        line = shorter or line[: _fitting(line, font, size, room - font.text(ELLIPSIS).at(size))]
        if not shorter:
            break
    return line + ELLIPSIS


def _with_lone_brackets(lines: list[str], directions: list[str]) -> list[str]:
    """Return the lines with marks of direction around each bracket whose partner is on another line."""
    following = iter(directions)
    return [_with_marks(line, [next(following, "") for char in line if is_bracket(char)]) for line in lines]


def _with_marks(line: str, directions: list[str]) -> str:
    at = [place for place, char in enumerate(line) if is_bracket(char)]
    lone = set(at)
    waiting: list[int] = []
    for place in at:
        if waiting and MIRRORED[line[waiting[-1]]] == line[place]:
            lone -= {place, waiting.pop()}
        else:
            waiting.append(place)
    parts = list(line)
    for place, direction in zip(at, directions, strict=True):
        if place in lone and direction:
            parts[place] = _MARK_OF[direction] + line[place] + _MARK_OF[direction]
    return "".join(parts)


def _in_context(lines: list[str]) -> Iterator[str]:
    """Yield the lines with what the ordering must know of their neighbours: open isolates, strong letters before.

    Letters inside an isolate are nothing to what stands around it (UAX #9, X5 and P2), so each level has its own.
    """
    levels = [_Level("")]
    for number, line in enumerate(lines):
        head = "".join([level.opening + _MARK_OF.get(level.strong, "") for level in levels])
        for char in line:
            _read(levels, char)
        following = lines[number + 1] if number + 1 < len(lines) else ""
        yield head + line + _MARK_OF.get(_first_kind(following, levels[-1].strong), "")


@dataclass(slots=True)
class _Level:
    """An open isolate, or, without an opening, the paragraph itself, and the class of its last strong letter."""

    opening: str
    strong: str = ""


def _read(levels: list[_Level], char: str) -> None:
    """Take one more character into account."""
    kind = unicodedata.bidirectional(char)
    if char in _ISOLATES:
        levels.append(_Level(char))
    elif char == _PDI:
        del levels[max(1, len(levels) - 1) :]
    elif kind in _MARK_OF:
        levels[-1].strong = kind


def _first_kind(text: str, strong: str) -> str:
    """Return the class of the first letter on the level at which a text begins, isolates left out.

    A number counts as Latin after Latin letters, else as Persian.
    """
    depth = 0
    for char in text:
        kind = unicodedata.bidirectional(char)
        depth += (char in _ISOLATES) - (char == _PDI)
        if depth < 0:
            break
        if depth == 0 and kind in _MARK_OF:
            return kind
        if depth == 0 and kind in _NUMBERS:
            return "L" if strong == "L" else "R"
    return ""
