"""Choosing the mask of a QR code quickly: all eight are judged as long integers, a bit for each square.

A code may be masked in eight ways, and the one with the fewest traps for a camera is to be taken (ISO/IEC 18004, 7.8).
segno judges them square by square, which takes three times as long as an invoice. Two masks of the same version and
error level differ in the same squares whatever the text is, so one masked code and eight differences give all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import segno

_MASKS = 8
_BORDER = 5
"""Light squares behind each row, so that no pattern runs from one row into the next."""

_DIGITS = bytes.maketrans(b"\0\1", b"01")


def masked(text: str) -> list[str]:
    """Return the rows of the QR code of a text, at least level M, from the top, in 0 for light and 1 for dark.

    Raises ValueError for a text that is too long.
    """
    try:
        code = segno.make(text, error="m", mask=0, micro=False)
    except segno.DataOverflowError as error:
        raise ValueError(f"{len(text)} characters are too many for a QR code") from error
    size = len(code.matrix)
    rows, columns = _as_numbers(code.matrix)
    choices = [(rows ^ by_row, columns ^ by_column) for by_row, by_column in _differences(code.version, code.error)]
    best = min(choices, key=lambda choice: _penalty(choice[0], choice[1], size))
    stride = size + _BORDER
    digits = f"{best[0]:0{size * stride}b}"
    return [digits[start : start + size] for start in range(0, size * stride, stride)]


@lru_cache(maxsize=32)
def _differences(version: int, error: str) -> tuple[tuple[int, int], ...]:
    """Return in which squares each mask differs from the first one, by row and by column."""
    codes = [
        segno.make("0", version=version, error=error, mask=mask, micro=False, boost_error=False).matrix
        for mask in range(_MASKS)
    ]
    (rows, columns), *_ = numbers = [_as_numbers(matrix) for matrix in codes]
    return tuple((rows ^ by_row, columns ^ by_column) for by_row, by_column in numbers)


def _as_numbers(matrix: Sequence[bytearray]) -> tuple[int, int]:
    """Return the squares as one number row by row, and as one column by column."""
    border = bytes(_BORDER)
    rows, columns = (
        int(b"".join([bytes(line) + border for line in lines]).translate(_DIGITS), 2)
        for lines in (matrix, zip(*matrix, strict=True))
    )
    return rows, columns


@lru_cache(maxsize=32)
def _inside(size: int) -> int:
    """Return a number with all squares of a code dark."""
    return int(("1" * size + "0" * _BORDER) * size, 2)


def _penalty(rows: int, columns: int, size: int) -> int:
    """Return the points against a masked code (ISO/IEC 18004, 7.8.3, table 11)."""
    inside = _inside(size)
    share = abs(rows.bit_count() * 100 / (size * size) - 50)
    blocks = _equal(rows, inside, 1) & _equal(rows, inside, size + _BORDER)
    blocks &= _equal(rows, inside, 1) >> (size + _BORDER)
    return _lines(rows, inside) + _lines(columns, inside) + 3 * blocks.bit_count() + 10 * int(share / 5)


def _equal(squares: int, inside: int, step: int) -> int:
    """Return the squares that are like the one `step` bits before them, both of them inside."""
    return ~(squares ^ squares >> step) & inside & inside >> step


def _lines(squares: int, inside: int) -> int:
    """Return the points for runs of five squares and more, and for what looks like a corner mark."""
    runs = _equal(squares, inside, 1)
    runs &= runs >> 1
    runs &= runs >> 2
    points = runs.bit_count() + 2 * (runs & ~(runs >> 1)).bit_count()
    light = ~squares
    mark = squares & light >> 1 & squares >> 2 & squares >> 3 & squares >> 4 & light >> 5 & squares >> 6
    before, after = mark, mark
    for step in range(1, 5):
        before &= light >> 6 + step
        after &= light << step
    return points + 40 * (before | after).bit_count()
