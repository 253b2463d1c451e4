"""Private characters: signs that are drawn one way and copied another.

A PDF holds glyphs in the order of the eye. Whoever copies or searches in it (a reader program, an inspector's tool)
turns them back into text by a table in the font, ToUnicode. Four kinds of sign need an entry of their own there, and so
a character of their own: digits of equal width, brackets and spaces that say in which direction they were written,
and the ligature لا, whose two letters would otherwise come back in the wrong order. They lie in the private plane 15,
which no text that is drawn may hold itself.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum

from bidi.mirror import MIRRORED

RLM = "\u200f"
LRM = "\u200e"
PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"

# Marking hyphens, slashes or points as well would change how dates and phones are ordered.
_DIRECTIONLESS = (*sorted(MIRRORED), " ", "–")
_FIRST = 0xF0000
_LIGATURES = {
    "\ufef5": "\u0622",
    "\ufef6": "\u0622",
    "\ufef7": "\u0623",
    "\ufef8": "\u0623",
    "\ufef9": "\u0625",
    "\ufefa": "\u0625",
    "\ufefb": "\u0627",
    "\ufefc": "\u0627",
}


class Pitch(Enum):
    """On which advance a sign stands: its own, that of digits in columns of figures, or a cell of a form."""

    NATURAL = "natural"
    FIGURES = "figures"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class PrivateGlyph:
    """How a private character is drawn and what is copied from it.

    `drawn` is the character whose glyph is used; with a `pitch` it stands centred on an advance of its own.
    """

    drawn: str
    copied: str
    pitch: Pitch = Pitch.NATURAL


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Every private character, and from written signs to the private ones that stand for them, by kind.

    - `tabular`: digits of equal width; `cells`: digits as wide as a cell of the form.
    - `mirrored`: a sign without direction of its own that runs right to left.
    - `mirrored_end`, `straight_end`: the same, and a straight one, at the left side of a change of direction; what is
      copied of them has a mark of direction.
    - `number_end`: a sign that follows its number and stands at its left; `label_colon`: a colon at the left end.
    - `ligatures`: lam with alef.
    """

    private: dict[str, PrivateGlyph]
    tabular: dict[str, str]
    cells: dict[str, str]
    mirrored: dict[str, str]
    mirrored_end: dict[str, str]
    straight_end: dict[str, str]
    number_end: dict[str, str]
    label_colon: str
    ligatures: dict[str, str]


def _invent() -> Alphabet:
    """Number the private characters, in an order that never depends on a run."""
    known: dict[str, PrivateGlyph] = {}

    def add(drawn: str, copied: str, pitch: Pitch = Pitch.NATURAL) -> str:
        char = chr(_FIRST + len(known))
        known[char] = PrivateGlyph(drawn, copied, pitch)
        return char

    tabular = {digit: add(digit, digit, Pitch.FIGURES) for digit in PERSIAN_DIGITS}
    cells = {digit: add(digit, digit, Pitch.CELL) for digit in PERSIAN_DIGITS}
    # Chrome's reader mirrors a bracket once more where it follows Persian letters, poppler never. Between two marks it
    # comes out of both as it was written.
    mirrored = {c: add(MIRRORED[c], RLM + c + LRM) if c in MIRRORED else c for c in _DIRECTIONLESS}
    mirrored_end = {
        c: add(MIRRORED[c], RLM + c + LRM + RLM) if c in MIRRORED else add(c, c + RLM) for c in _DIRECTIONLESS
    }
    straight_end = {c: add(c, c + LRM) for c in _DIRECTIONLESS}
    number_end = {c: add(c, c + RLM) for c in "٪%،؛:.!؟-/"}
    colon = add(":", RLM + ":")
    # The reader program turns the order round: alef is at the left, and lam, drawn empty, at its right.
    lam = add("\u200c", "\u0644")
    ligatures = {c: add(c, alef) + lam for c, alef in _LIGATURES.items()}
    return Alphabet(known, tabular, cells, mirrored, mirrored_end, straight_end, number_end, colon, ligatures)


ALPHABET = _invent()


def copied_text(char: str) -> str:
    """Return the text that a reader copies where `char` is drawn: base letters, never presentation forms."""
    private = ALPHABET.private.get(char)
    if private:
        return private.copied
    if "\ufb50" <= char <= "\ufdfb" or "\ufe70" <= char <= "\ufefc":
        return unicodedata.normalize("NFKC", char)
    return char
