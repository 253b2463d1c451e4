"""The check digit of Verhoeff: it catches every single slip and every swap of neighbours."""

from __future__ import annotations

_PERMUTATION = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
_INVERSE = (0, 4, 3, 2, 1, 5, 6, 7, 8, 9)


def _product(left: int, right: int) -> int:
    """Multiply in the dihedral group D5: 0 to 4 turn the pentagon, 5 to 9 also flip it."""
    turn = (left - right if left >= 5 else left + right) % 5
    return turn + 5 if (left >= 5) != (right >= 5) else turn


def _permutations() -> tuple[tuple[int, ...], ...]:
    rows = [tuple(range(10))]
    for _ in range(7):
        rows.append(tuple(_PERMUTATION[digit] for digit in rows[-1]))
    return tuple(rows)


_TABLE = tuple(tuple(_product(left, right) for right in range(10)) for left in range(10))
_ROWS = _permutations()


def _walk(digits: str, first_place: int) -> int:
    state = 0
    for place, digit in enumerate(reversed(digits), first_place):
        state = _TABLE[state][_ROWS[place % 8][int(digit)]]
    return state


def check_digit(body: str) -> str:
    """Return the check digit that belongs behind the ASCII digits.

    >>> check_digit("236")
    '3'
    """
    return str(_INVERSE[_walk(body, 1)])


def is_valid(digits: str) -> bool:
    """Tell whether the last of the ASCII digits is the check digit of those before it.

    >>> is_valid("2363"), is_valid("2633")
    (True, False)
    """
    return _walk(digits, 0) == 0
