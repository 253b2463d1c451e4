"""QR codes as filled rectangles: one for each run of dark squares in a row.

Source: ISO/IEC 18004; error level M or better and a quiet zone of four squares on each side.
"""

from __future__ import annotations

from functools import lru_cache

from bakala_desktop.documents.qr_mask import masked

QUIET = 4
"""So many squares stay free on each side (ISO/IEC 18004, 9.1)."""


@lru_cache(maxsize=64)
def _squares(text: str) -> tuple[int, str]:
    """Return how many squares a side has, and the dark ones as a path, one unit each, from the lower left corner."""
    rows = masked(text)
    count = len(rows)
    path = []
    for y, row in zip(range(count - 1, -1, -1), rows, strict=True):
        start = 0
        for dark in row.split("0"):
            if dark:
                path.append(f"{start} {y} {len(dark)} 1 re")
            start += len(dark) + 1
    return count, " ".join(path)


def code_operators(x: float, y: float, side: float, text: str, dot: float = 0) -> str:
    """Return the operators that draw a code with its quiet zone inside a square of `side` points at (x, y).

    With a `dot`, the distance of a printer's dots in points, each square is a whole number of dots wide and begins on a
    dot, counted from the lower left corner of the page; the code is then a little smaller than it could be. Raises
    ValueError where the side has no room for so many dots, and where the text is too long for a code.
    """
    count, path = _squares(text)
    whole = count + 2 * QUIET
    unit = side / whole
    if dot:
        # A hair more, so that a side that is just whole is not cut by the rounding of a float.
        unit = int(unit / dot + 1e-6) * dot
        if not unit:
            raise ValueError(f"no room for {whole} squares of whole dots in {side} points")
    margin = (side - unit * count) / 2
    left, low = x + margin, y + margin
    if dot:
        left, low = (round(place / dot) * dot for place in (left, low))
    # One path, filled at once: neighbouring rectangles that are filled alone leave light seams on a screen.
    return f"q 0 g {unit:.5f} 0 0 {unit:.5f} {left:.5f} {low:.5f} cm {path} f Q"
