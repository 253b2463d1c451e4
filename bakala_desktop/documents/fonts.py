"""The two weights of Vazirmatn on paper: texts become runs, coded and measured, with what the font lacks named.

Each font numbers its characters once, so that a text has the same code in every document and is encoded once. A
document always embeds the letters of everyday Persian, from a subset made once in a process, and adds the rare signs
that it really uses. Nothing is registered in ReportLab's global tables, so papers can be drawn in several threads.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from arabic_reshaper.letters import LETTERS_ARABIC

from bakala_desktop import paths
from bakala_desktop.documents.embedding import Embeddable, embeddable
from bakala_desktop.documents.font_file import FontFile
from bakala_desktop.documents.glyphs import ALPHABET, LRM, PERSIAN_DIGITS, RLM, copied_text
from bakala_desktop.documents.pdf_file import PdfFile
from bakala_desktop.documents.pitched_digits import PER_EM
from bakala_desktop.documents.shaping import FIGURE_SIGNS, visual, visual_cells, visual_code, visual_figure

SUBSTITUTE = "\ufffd"
"""Drawn where the font lacks a character: a sale never fails for an emoji, and nothing vanishes in silence."""

_LARGEST_QUICK = 10**18

_EVERYDAY_LETTERS = "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_EVERYDAY_SIGNS = "\u200c\u0654\u0651«»،؛؟٪٫٬…–×−" + SUBSTITUTE

# Marks of direction: a reader that has the text in its own order needs none.
_UNSPOKEN = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u2066\u2067\u2068\u2069"))


class Run(NamedTuple):
    """A text ready to draw in one font.

    `codes` is its string in hexadecimal, `width` is in thousandths of the size; `rare` holds characters that the font
    does not always embed, `missing` those that it lacks. `said` is the text as it was written, where that is not the
    order in which it is drawn.
    """

    font: Font
    codes: str
    width: float
    rare: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    said: str = ""

    def read_aloud(self) -> str:
        """Return the text in the order of reading, as a screen reader needs it."""
        return self.said or self.font.copied(self.codes)

    def at(self, size: float) -> float:
        """Return the width in points at a size."""
        return self.width * size / PER_EM

    def size_for(self, room: float, size: float) -> float:
        """Return `size`, or the smaller size at which the run fits into `room` points."""
        return size if self.at(size) <= room else room * PER_EM / self.width


class Font:
    """One weight; `resource` is its name in content streams.

    `text`, `code` and `figure` turn a string into a run.
    Raises FileNotFoundError where the installation lacks the file.
    """

    def __init__(self, name: str, resource: str):
        self.name = name
        self.resource = resource
        self._file = FontFile(paths.font(name))
        self._characters = characters = self._file.characters
        self._numbers = {char: number for number, char in enumerate(characters, 1)}
        self._codes = {char: f"{number:04x}" for char, number in self._numbers.items()}
        self._widths = {char: self._file.width(char) for char in characters}
        self._everyday = _everyday() & self._codes.keys()
        self._figure_codes = {ord(sign): self._codes[visual_figure(sign)] for sign in FIGURE_SIGNS}
        self._figure_widths = {sign: self._widths[visual_figure(sign)] for sign in FIGURE_SIGNS}
        self._heads = [str(number).translate(self._figure_codes) for number in range(1000)]
        self._groups = [f",{number:03}".translate(self._figure_codes) for number in range(1000)]
        digit, comma = self._figure_widths["0"], self._figure_widths[","]
        # By the length of the text: every fourth character of a grouped number is a separator.
        self._amount_widths = [(count - count // 4) * digit + count // 4 * comma for count in range(24)]
        self.text = lru_cache(maxsize=16384)(self._text)
        self.code = lru_cache(maxsize=4096)(self._code)

    def _text(self, text: str, base: str = "") -> Run:
        """Return the run of a cleaned line; `base` as in `shaping.visual`. Called, cached, as `text`."""
        shown = visual(text, base)
        run = self._encoded(shown)
        return run if shown == text else run._replace(said=text.translate(_UNSPOKEN))

    def _code(self, text: str) -> Run:
        """Return the run of a code, phone or serial, which always runs left to right. Called, cached, as `code`."""
        return self._encoded(visual_code(text))

    def figure(self, text: str) -> Run:
        """Return the run of a number in ASCII, as 1,250,000 or 2.5 or 1405/09/01; uncached, for few come twice."""
        return Run(self, text.translate(self._figure_codes), sum([self._figure_widths[sign] for sign in text]))

    def amount(self, number: int) -> Run:
        """Return the run of a whole number in groups of three: the quick way for columns of amounts."""
        if not 0 <= number < _LARGEST_QUICK:
            return self.figure(f"{number:,}")
        codes = ""
        while number >= 1000:
            number, group = divmod(number, 1000)
            codes = self._groups[group] + codes
        codes = self._heads[number] + codes
        return Run(self, codes, self._amount_widths[len(codes) // 4])

    def cells(self, digits: str) -> Run:
        """Return the run of an identity number in ASCII digits for a strip of cells, `CELL_PITCH` of the size each."""
        return self._encoded(visual_cells(digits))

    def copied(self, codes: str) -> str:
        """Return what a reader program copies of a run that goes from left to right."""
        shown = [self._characters[int(codes[at : at + 4], 16) - 1] for at in range(0, len(codes), 4)]
        return "".join(map(copied_text, shown)).translate(_UNSPOKEN)

    def _encoded(self, shown: str) -> Run:
        missing: tuple[str, ...] = ()
        if not self._codes.keys() >= set(shown):
            missing = tuple(sorted({copied_text(char).strip(RLM + LRM) for char in shown if char not in self._codes}))
            shown = "".join(char if char in self._codes else SUBSTITUTE for char in shown)
        codes = "".join(map(self._codes.__getitem__, shown))
        width = sum(map(self._widths.__getitem__, shown))
        return Run(self, codes, width, frozenset(shown) - self._everyday, missing)

    def embed(self, file: PdfFile, rare: Iterable[str]) -> int:
        """Write the font into a file, with `rare` besides the everyday signs; return its number there."""
        return _cut(self, frozenset(rare)).add_to(file)

    def cut_for(self, rare: frozenset[str]) -> Embeddable:
        """Return the font cut for the everyday signs and `rare`."""
        chosen = sorted(self._everyday | rare, key=self._numbers.__getitem__)
        return embeddable(self._file, self.name, chosen, [self._numbers[char] for char in chosen])


@lru_cache(maxsize=16)
def _cut(font: Font, rare: frozenset[str]) -> Embeddable:
    return font.cut_for(rare)


def _everyday() -> frozenset[str]:
    """Return the characters that every document embeds: Persian in its joining forms, ASCII, the private ones."""
    letters = {form for letter in _EVERYDAY_LETTERS for form in LETTERS_ARABIC.get(letter, ()) if form}
    ascii_signs = {chr(code) for code in range(0x20, 0x7F)}
    return frozenset(letters | ascii_signs | set(_EVERYDAY_SIGNS) | set(PERSIAN_DIGITS) | ALPHABET.private.keys())


@lru_cache(maxsize=1)
def regular() -> Font:
    """Return the weight of running text, loaded once in a process."""
    return Font("Vazirmatn-Regular", "F1")


@lru_cache(maxsize=1)
def bold() -> Font:
    """Return the weight of headings and sums, loaded once in a process."""
    return Font("Vazirmatn-Bold", "F2")
