"""A TrueType file read for paper: which glyph draws a character, how wide it is, and subsets of it.

The file's own character map is extended by the private characters of `glyphs` and by the isolated joining forms that
Vazirmatn leaves out. ReportLab parses the file and cuts the subsets.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from arabic_reshaper.letters import LETTERS_ARABIC
from reportlab.pdfbase.ttfonts import TTFontFace

from bakala_desktop.documents.glyphs import ALPHABET, copied_text

PER_EM = 1000
"""Widths are in thousandths of the font size, as PDF has them."""

_STANDARD_NAMES = 258
"""Names of a `post` table below this number are Apple's standard set, which has no digits of equal width."""


@dataclass(frozen=True, slots=True)
class Subset:
    """A cut font file, and the glyph number in it of each character asked for."""

    data: bytes
    glyphs: tuple[int, ...]


class FontFile:
    """One parsed file. Raises ReportLab's TTFError for a file that is no TrueType font."""

    def __init__(self, path: Path):
        self.face: Any = TTFontFace(str(path))
        self._map: dict[int, int] = self.face.charToGlyph
        self._lend_isolated_forms()
        self._add_private_glyphs()

    @property
    def characters(self) -> list[str]:
        """Every character that can be drawn, in order of code."""
        return [chr(code) for code in sorted(self._map)]

    def width(self, char: str) -> float:
        """Return the advance of a character in thousandths of the size, as the file itself has it."""
        advance = float(self.face.hmetrics[self._map[ord(char)]][0])
        return round(advance * PER_EM / float(self.face.unitsPerEm), 3)

    def subset(self, characters: Sequence[str]) -> Subset:
        """Cut the file down to the glyphs of `characters` (and the parts that they are built of)."""
        # ReportLab numbers the glyphs of a subset in the order in which they are first asked for, after .notdef.
        numbers = {0: 0}
        glyphs = [numbers.setdefault(self._map[ord(char)], len(numbers)) for char in characters]
        return Subset(self.face.makeSubset([ord(char) for char in characters]), tuple(glyphs))

    def _lend_isolated_forms(self) -> None:
        """Draw an isolated form that the font lacks (U+FBA4, of «ۀ») by its base letter, which looks the same."""
        for isolated, *_ in LETTERS_ARABIC.values():
            if isolated and ord(isolated) not in self._map:
                base = self._map.get(ord(copied_text(isolated)[0]))
                if base is not None:
                    self._map[ord(isolated)] = base

    def _add_private_glyphs(self) -> None:
        """Give each private character of `glyphs` the glyph that it is drawn with, where the font has it."""
        named = _glyphs_by_name(self.face.get_table("post"))
        for char, glyph in ALPHABET.private.items():
            number = self._map.get(ord(glyph.drawn))
            if glyph.variant:
                number = named.get(f"uni{ord(glyph.drawn):04X}.{glyph.variant}", number)
            if number is not None:
                self._map[ord(char)] = number


def _glyphs_by_name(post: bytes) -> dict[str, int]:
    """Read the glyph names of a `post` table of format 2; another format has none.

    Forms without a code of their own, digits of equal width among them, can be found by name only.
    """
    if struct.unpack_from(">L", post)[0] != 0x00020000:
        return {}
    (count,) = struct.unpack_from(">H", post, 32)
    indices = struct.unpack_from(f">{count}H", post, 34)
    names: list[str] = []
    at = 34 + 2 * count
    while at < len(post):
        length = post[at]
        names.append(post[at + 1 : at + 1 + length].decode("latin-1"))
        at += 1 + length
    return {names[i - _STANDARD_NAMES]: glyph for glyph, i in enumerate(indices) if i >= _STANDARD_NAMES}
