"""Sharing the lines of a document out among pages: pure arithmetic of heights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LINES_BESIDE_TOTAL = 3
"""So many lines at most are kept for the last page, to stand beside the total: a total alone proves nothing."""


@dataclass(frozen=True, slots=True)
class Room:
    """Heights in points: of a page for lines, of a row that carries a sum, and of all that follows the last line."""

    page: float
    carried: float
    closing: float


def paginate(heights: Sequence[float], room: Room) -> list[range]:
    """Return for each page the lines on it.

    Pages after the first begin with the sum carried from the one before, pages before the last end with the sum carried
    to the next.
    """
    pages: list[range] = []
    start = 0
    rest = sum(heights)
    while True:
        free = room.page - (room.carried if pages else 0)
        if rest <= free - room.closing or len(heights) - start <= 1:
            pages.append(range(start, len(heights)))
            return pages
        end = _filled(heights, start, free - room.carried)
        pages.append(range(start, end))
        rest -= sum(heights[start:end])
        start = end


def _filled(heights: Sequence[float], start: int, free: float) -> int:
    """Return the end of the lines that fill a page, leaving some for the last one."""
    end = start
    while end < len(heights) and heights[end] <= free:
        free -= heights[end]
        end += 1
    beside_total = min(LINES_BESIDE_TOTAL, (len(heights) - start) // 2)
    return max(min(end, len(heights) - beside_total), start + 1)
