"""Code 128: a text as bars and spaces, for the serials that a till's scanner reads back from paper.

Source of the widths, the code sets and the check symbol: ISO/IEC 15417.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

QUIET = 10
"""The modules that must stay white at either side."""

_WIDTHS = re.findall(
    r"\d+",
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 "
    "113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 "
    "212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 "
    "113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 "
    "314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 "
    "241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 "
    "214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 "
    "211232 2331112",
)
_START = {"B": 104, "C": 105}
_SWITCH = {"B": 100, "C": 99}
_STOP = 106
_MODULUS = 103
# A change of set costs a symbol, and two where it must change back: shorter runs of digits are not worth it.
_SHORTEST_AT_END, _SHORTEST_INSIDE = 4, 6


def code128(text: str) -> tuple[int, ...]:
    """Return the widths of bars and spaces in turn, in modules, a bar first and last, without the quiet zones.

    Raises ValueError for a text that is empty or holds more than printable ASCII.

    >>> sum(code128("1405-A-0000001"))
    156
    """
    if not re.fullmatch(r"[ -~]+", text, re.ASCII):
        raise ValueError("a barcode holds printable ASCII")
    symbols = list(_symbols(text))
    check = (symbols[0] + sum(place * symbol for place, symbol in enumerate(symbols))) % _MODULUS
    return tuple(int(width) for symbol in (*symbols, check, _STOP) for width in _WIDTHS[symbol])


def _symbols(text: str) -> Iterator[int]:
    """Yield the start, the data and the changes of set: pairs of digits in set C, the rest in set B."""
    current = ""
    for code_set, part in _parts(text):
        if code_set != current:
            yield (_SWITCH if current else _START)[code_set]
            current = code_set
        if code_set == "C":
            yield from (int(part[at : at + 2]) for at in range(0, len(part), 2))
        else:
            yield from (ord(char) - ord(" ") for char in part)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a text with the set that each is written in."""
    for match in re.finditer(r"[0-9]+|[^0-9]+", text):
        part = match.group()
        at_end = match.start() == 0 or match.end() == len(text)
        if not part.isdigit() or len(part) < (_SHORTEST_AT_END if at_end else _SHORTEST_INSIDE):
            yield "B", part
            continue
        odd = len(part) % 2
        if odd:
            yield "B", part[0]
        yield "C", part[odd:]
