"""Digits that stand on a pitch: added to the font file as glyphs of their own before it is used.

Vazirmatn's Persian digits are between 289 and 659 thousandths wide, so that columns of figures would not align; its own
figures of equal width leave wide gaps. Each digit is added twice, centred: on the narrowest pitch that keeps all ten
apart, for columns, and on that of a form's cell, so that a number in cells is still one word to whoever copies it.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

from reportlab.pdfbase.ttfonts import TTFontFace, TTFontMaker

from bakala_desktop.documents.glyphs import PERSIAN_DIGITS, Pitch

PER_EM = 1000
"""Widths are in thousandths of the font size, as PDF has them."""

CELL_PITCH = 950
"""The width of a cell in thousandths of the size of its digit."""

_GAP = 50
"""What stays free between the two widest digits, in thousandths."""

_BOX = struct.Struct(">hhhhh")
_PART = struct.Struct(">HHhh")
_WORDS_AS_OFFSETS = 0x0003
_LONG_OFFSETS = 1
_DEEPEST = 4


def with_pitched_digits(path: Path) -> tuple[bytes, dict[tuple[str, Pitch], int]]:
    """Return the font file with the added glyphs, and their numbers by digit and pitch."""
    face: Any = TTFontFace(str(path))
    shapes = {digit: _shape(face, face.charToGlyph[ord(digit)]) for digit in PERSIAN_DIGITS}
    scale = face.unitsPerEm / PER_EM
    widest = max(right - left for _, left, _, right, _ in shapes.values())
    advances = {Pitch.FIGURES: widest + round(_GAP * scale), Pitch.CELL: round(CELL_PITCH * scale)}
    glyphs: list[bytes] = []
    metrics: list[tuple[int, int]] = []
    numbers: dict[tuple[str, Pitch], int] = {}
    for pitch, advance in advances.items():
        for digit, shape in shapes.items():
            numbers[digit, pitch] = face.numGlyphs + len(glyphs)
            moved, side = _moved(face.charToGlyph[ord(digit)], shape, advance)
            glyphs.append(moved)
            metrics.append((advance, side))
    return _extended(face, glyphs, metrics), numbers


def _shape(face: Any, glyph: int) -> tuple[int, int, int, int, int]:
    """Return number of contours and bounding box of a glyph, in font units."""
    found: tuple[int, int, int, int, int] = _BOX.unpack_from(face.get_table("glyf"), face.glyphPos[glyph])
    return found


def _moved(glyph: int, shape: tuple[int, int, int, int, int], advance: int) -> tuple[bytes, int]:
    """Return a composite glyph that shows another one centred on an advance, and its left side bearing."""
    _, left, low, right, high = shape
    side = (advance - (right - left)) // 2
    box = _BOX.pack(-1, side, low, side + right - left, high)
    part = _PART.pack(_WORDS_AS_OFFSETS, glyph, side - left, 0)
    return box + part + b"\0\0", side


def _extended(face: Any, glyphs: list[bytes], metrics: list[tuple[int, int]]) -> bytes:
    """Rebuild the font file with more glyphs at its end."""
    tables = {tag: face.get_table(tag) for tag in face.table}
    body = tables["glyf"] + b"\0" * (-len(tables["glyf"]) % 4)
    places = list(face.glyphPos)
    places[-1] = len(body)
    for glyph in glyphs:
        body += glyph
        places.append(len(body))
    pairs = [*face.hmetrics[: face.numGlyphs], *metrics]
    count = len(pairs)
    tables["glyf"] = body
    tables["loca"] = struct.pack(f">{len(places)}L", *places)
    tables["hmtx"] = b"".join(struct.pack(">HH", int(advance), int(side) & 0xFFFF) for advance, side in pairs)
    tables["hhea"] = _patched(tables["hhea"], 34, count)
    tables["maxp"] = _patched(_patched(tables["maxp"], 4, count), 30, _DEEPEST)
    tables["head"] = _patched(tables["head"], 50, _LONG_OFFSETS)
    maker = TTFontMaker()
    for tag in sorted(tables):
        maker.add(tag, tables[tag])
    made: bytes = maker.makeStream()
    return made


def _patched(table: bytes, offset: int, value: int) -> bytes:
    return table[:offset] + value.to_bytes(2, "big") + table[offset + 2 :]
