"""A TrueType file read for paper: which glyph draws a character, how wide it is, and subsets of it.

The file's own character map is extended by the private characters of `glyphs`, by the isolated joining forms that
Vazirmatn leaves out, and by digits on pitches of their own (`pitched_digits`). ReportLab parses and cuts the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any

from arabic_reshaper.letters import LETTERS_ARABIC
from reportlab.pdfbase.ttfonts import TTFontFace

from bakala_desktop.documents.glyphs import ALPHABET, Pitch, copied_text
from bakala_desktop.documents.pitched_digits import PER_EM, with_pitched_digits


@dataclass(frozen=True, slots=True)
class Subset:
    """A cut font file, and the glyph number in it of each character asked for."""

    data: bytes
    glyphs: tuple[int, ...]


class FontFile:
    """One parsed file. Raises ReportLab's TTFError for a file that is no TrueType font."""

    def __init__(self, path: Path):
        data, pitched = with_pitched_digits(path)
        self.face: Any = TTFontFace(BytesIO(data))
        # ReportLab walks through the file by a position of its own: one subset at a time.
        self._cutting = Lock()
        self._map: dict[int, int] = self.face.charToGlyph
        self._lend_isolated_forms()
        self._add_private_glyphs(pitched)

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
        with self._cutting:
            data = self.face.makeSubset([ord(char) for char in characters])
        return Subset(data, tuple(glyphs))

    def _lend_isolated_forms(self) -> None:
        """Draw an isolated form that the font lacks (U+FBA4, of «ۀ») by its base letter, which looks the same."""
        for isolated, *_ in LETTERS_ARABIC.values():
            if isolated and ord(isolated) not in self._map:
                base = self._map.get(ord(copied_text(isolated)[0]))
                if base is not None:
                    self._map[ord(isolated)] = base

    def _add_private_glyphs(self, pitched: dict[tuple[str, Pitch], int]) -> None:
        """Give each private character of `glyphs` the glyph that it is drawn with, where the font has it."""
        for char, glyph in ALPHABET.private.items():
            number = pitched.get((glyph.drawn, glyph.pitch), self._map.get(ord(glyph.drawn)))
            if number is not None:
                self._map[ord(char)] = number
