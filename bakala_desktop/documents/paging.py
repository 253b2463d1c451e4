"""Sharing the lines of a document out among pages: pure arithmetic of heights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CARRIED_IN = "جمع منقول از صفحهٔ قبل"
CARRIED_OUT = "جمع منقول به صفحهٔ بعد"
"""What the sums are called that one page hands on to the next."""

SUM_HEIGHT = 17.0
"""The height in points of a row of sums."""

LINES_BESIDE_TOTAL = 3
"""So many lines at most are kept for the last page, to stand beside the total: a total alone proves nothing."""


@dataclass(frozen=True, slots=True)
class Room:
    """Heights in points: of a page for lines, of a row that carries a sum, and of all that follows the last line.

    The first page has `less_on_first` less than the others.
    """

    page: float
    carried: float
    closing: float
    less_on_first: float = 0.0


def paginate(heights: Sequence[float], room: Room) -> list[range]:
    """Return for each page the lines on it.

    Pages after the first begin with the sum carried from the one before, pages before the last end with the sum carried
    to the next. The last page has no lines only where not even one has room beside what follows it.
    """
    pages: list[range] = []
    start = 0
    rest = sum(heights)
    while True:
        free = room.page - (room.carried if pages else room.less_on_first)
        if rest <= free - room.closing or (pages and start == len(heights)):
            pages.append(range(start, len(heights)))
            return pages
        end = _filled(heights, start, free - room.carried, room)
        pages.append(range(start, end))
        rest -= sum(heights[start:end])
        start = end


def _filled(heights: Sequence[float], start: int, free: float, room: Room) -> int:
    """Return the end of the lines that fill a page, leaving some for the last one."""
    end = start
    while end < len(heights) and heights[end] <= free:
        free -= heights[end]
        end += 1
    last = len(heights) - _beside_total(heights, start, room)
    return min(max(min(end, last), start + 1), len(heights))


def _beside_total(heights: Sequence[float], start: int, room: Room) -> int:
    """Return how many lines are kept for the last page: as many as have room beside what follows them."""
    kept = min(LINES_BESIDE_TOTAL, (len(heights) - start) // 2)
    while kept and sum(heights[-kept:]) > room.page - room.carried - room.closing:
        kept -= 1
    return kept
