"""Persian text made ready for paper: letters joined, then put in the order of the eye, once for each text.

The joining forms come from arabic-reshaper and the order from python-bidi's compiled UAX #9. Three things that they
leave undone are done here: brackets are mirrored where they run right to left (rule L4), hamza and other marks are
kept, and telephone numbers inside a sentence keep their order. The result holds private characters (`glyphs`); only
the fonts of `fonts` draw it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from arabic_reshaper import ArabicReshaper
from bidi import get_display
from bidi.mirror import MIRRORED

from bakala_desktop.documents.glyphs import ALPHABET, LRM
from bakala_desktop.domain.text import persian_digits

LRI, PDI = "\u2066", "\u2069"

# Two marks of class NSM take the level of the sign before them; which of them comes first tells the direction.
# Variation selectors of the supplement mean nothing in Persian, and texts lose theirs before.
_MARK, _MARK2 = "\U000e0100", "\U000e0101"
_MARK_TABLE = str.maketrans({char: char + _MARK + _MARK2 for char in ALPHABET.mirrored})
_MARKED = re.compile(f"{_MARK2}{_MARK}(.)|(.){_MARK}{_MARK2}", re.DOTALL)
# Embeddings and overrides could turn a whole line round; controls, selectors and surrogates have no glyph. Isolates,
# LRM, RLM and ALM are honoured by the ordering and not drawn.
_UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f\ufe00-\ufe0f\u202a-\u202e\ud800-\udfff\U000e0000-\U000e0fff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_TO_CLEAN = re.compile(r"\A\s|\s\Z|\s\s|[^\S ]|" + _UNWANTED.pattern + "|" + _PRIVATE.pattern)
_UNDRAWN = re.compile("[\u061c\u200e\u200f\u2060\u2066-\u2069\ufeff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u060b\u060d-\u065f\u066d-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
# Nearly every space stands between Persian words: this spares them the longer way of `_directed`. Cleaned texts hold
# no U+00A0 of their own.
_DONE_SPACE = "\u00a0"
_PLAIN_SPACE = re.compile(f"{_MARK2}{_MARK} (?={_RIGHT_TO_LEFT.pattern})")
_PHONE = re.compile(r"(?<![\w-])(?:\+|[0۰٠])\d{1,4}(?:-\d{2,})+(?![\w-])")
_LATIN_SIGN = re.compile(r"(?<=[A-Za-z0-9])(?:[#+]+|\.(?=[)\]»]))(?![A-Za-z0-9])")
_AFTER_NUMBER = re.compile(r"\d([" + re.escape("".join(ALPHABET.number_end)) + r"])(?!\d)")
_BRACKET = re.compile("[" + re.escape("".join(MIRRORED)) + "]")
_INDICES = [chr(code) for code in range(0xE0102, 0xE01F0)]
_INDEXED = re.compile("([\U000e0100\U000e0101])([\U000e0102-\U000e01ef])[\U000e0100\U000e0101]")
_SPACES = re.compile(r"\s+")


class _Settings:
    """The reshaper's settings from a dictionary: its own go through a parser of .ini files for each word."""

    def __init__(self, values: dict[str, bool]):
        self._values = values

    def getboolean(self, name: str) -> bool:
        return self._values.get(name, False)


def _reshaper() -> ArabicReshaper:
    # Harakat include U+0654, the hamza of «نسخهٔ». Of all ligatures Persian print wants the four with lam and alef.
    chosen = {"support_ligatures": True, "support_zwj": True, "delete_harakat": False}
    lam_alef = {f"ARABIC LIGATURE LAM WITH ALEF{suffix}": True for suffix in _ALEFS}
    made = ArabicReshaper(configuration={"delete_harakat": False})
    made.configuration = _Settings({**chosen, **lam_alef})
    return made


_ALEFS = ("", " WITH MADDA ABOVE", " WITH HAMZA ABOVE", " WITH HAMZA BELOW")
_join_word = lru_cache(maxsize=16384)(_reshaper().reshape)
_FINAL_TABLE = str.maketrans({**ALPHABET.ligatures, _DONE_SPACE: " "})
_TABULAR_TABLE = str.maketrans(ALPHABET.tabular)
_CELL_TABLE = str.maketrans({str(i): digit for i, digit in enumerate(ALPHABET.cells.values())})
_FIGURE_TABLE = str.maketrans(
    {str(i): digit for i, digit in enumerate(ALPHABET.tabular.values())} | {",": "٬", ".": "٫", "-": "−"}
)


def clean(text: str) -> str:
    """Return the text with single spaces and without what no paper shows: controls, overrides, selectors.

    A character of somebody's private use becomes U+FFFD, for the private plane is used by `glyphs`.
    """
    if _TO_CLEAN.search(text) is None:
        return text
    spaced = _SPACES.sub(" ", text).strip()
    return _PRIVATE.sub("\ufffd", _UNWANTED.sub("", spaced))


def protect(text: str) -> str:
    """Return a text with what UAX #9 would tear apart in a Persian line kept together by marks of direction.

    Telephone numbers such as ۰۲۱-۸۸۷۷ would be turned round after Persian letters, and the signs of «C++» or of «Co.)»
    would jump to the other side of the word.
    """
    if "-" in text:
        text = _PHONE.sub(lambda match: f"{LRI}{match.group()}{PDI}", text)
    return _LATIN_SIGN.sub(f"\\g<0>{LRM}", text)


def _directed(match: re.Match[str]) -> str:
    """Return a sign without direction as the private character of the direction that it was found to have.

    A reader program takes such a sign into the Latin, number or colon at its right. So where these stand there,
    and only there, a mark tells; marks everywhere would keep a phrase from being found in some programs.
    """
    right, left = match.groups()
    after = match.string[match.end() : match.end() + 1]
    meets_persian = not after or after in (_MARK2, _DONE_SPACE) or _RIGHT_TO_LEFT.match(after) is not None
    if right is not None:
        return (ALPHABET.mirrored if meets_persian else ALPHABET.mirrored_end)[right]
    return ALPHABET.straight_end[left] if meets_persian else left


def reads_right_to_left(text: str) -> bool:
    """Tell whether a text holds a letter of a right-to-left script, and so is set as a Persian line."""
    return _RIGHT_TO_LEFT.search(text) is not None


def visual(text: str, base: str = "") -> str:
    """Return a cleaned line of Persian or mixed text in the order of the eye, with joined letters.

    `base` is "R" or "L"; without it the line's own letters decide. Wrap before, not after: the order of a line
    depends on where it ends.
    """
    if text.isascii() and text.isalnum():
        return text
    joined = " ".join([word if word.isascii() else _join_word(word) for word in text.split(" ")])
    marked = joined.translate(_MARK_TABLE)
    ordered = get_display(marked, base_dir=base or ("R" if reads_right_to_left(text) else "L"))
    plain_spaces = _PLAIN_SPACE.sub(_DONE_SPACE, _UNDRAWN.sub("", ordered))
    shown = _MARKED.sub(_directed, plain_spaces).translate(_FINAL_TABLE)
    plain = _UNDRAWN.sub("", text)
    for sign in set(_AFTER_NUMBER.findall(plain)):
        # «۲۵٪» after Persian letters has its sign at the left, where a reader program would take it for «٪۲۵».
        if not re.search(re.escape(sign) + r"\d", plain):
            shown = re.sub(re.escape(sign) + r"(?=\d)", ALPHABET.number_end[sign], shown)
    # A label's colon is not to be taken for a part of the number that follows at its left.
    return ALPHABET.label_colon + shown[1:] if shown.startswith(":") else shown


def is_bracket(char: str) -> bool:
    """Tell whether a character is one that is mirrored where it runs right to left."""
    return char in MIRRORED


def has_bracket(text: str) -> bool:
    """Tell whether any character of a text is mirrored where it runs right to left."""
    return _BRACKET.search(text) is not None


def bracket_directions(text: str, base: str) -> list[str]:
    """Return the direction, "R" or "L", of each bracket of a paragraph, in reading order.

    A bracket takes its direction from its partner too, which wrapping may put on another line. Of very many brackets
    only the first are told.
    """
    indices = iter(_INDICES)

    def tagged(match: re.Match[str]) -> str:
        index = next(indices, None)
        return match.group() if index is None else f"{match.group()}{_MARK}{index}{_MARK2}"

    ordered = get_display(_BRACKET.sub(tagged, text), base_dir=base)
    found = {index: "L" if first == _MARK else "R" for first, index in _INDEXED.findall(ordered)}
    return [found[index] for index in _INDICES[: len(found)]]


def visual_code(text: str) -> str:
    """Return a code, phone or serial for the eye: left to right always, Persian digits of equal width."""
    return visual(persian_digits(text), "L").translate(_TABULAR_TABLE)


def visual_cells(digits: str) -> str:
    """Return a number in ASCII digits for a strip of cells, one digit in each."""
    return digits.translate(_CELL_TABLE)


FIGURE_SIGNS = "0123456789,.-/"
"""What a number for `visual_figure` may consist of."""


def visual_figure(text: str) -> str:
    """Return a number in ASCII (1,250.5 or 1405/09/01) for the eye: «۱٬۲۵۰٫۵», digits of equal width."""
    return text.translate(_FIGURE_TABLE)
