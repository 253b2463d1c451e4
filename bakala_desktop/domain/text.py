"""Persian text at the border of the program: digits, normal and search forms, wrong keyboard, typed numbers.

Every text that is typed, scanned or imported passes here before it is stored, searched or computed with.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.keyboard import other_layout as other_layout

ZWNJ = "\u200c"
"""The half-space of Persian spelling: the one invisible character that a stored text may hold."""

_ASCII_DIGITS = "0123456789"
_PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"
_TO_ASCII = str.maketrans(_PERSIAN_DIGITS + _ARABIC_DIGITS, _ASCII_DIGITS * 2)
_TO_PERSIAN = str.maketrans(_ASCII_DIGITS + _ARABIC_DIGITS, _PERSIAN_DIGITS * 2)

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Zero-width space, joiner, soft hyphen, word joiner and invisible operators, old format marks, BOM, tags.
_ZERO_WIDTH = "\u00ad\u034f\u180e\u200b\u200d\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
# What XML, and so .xlsx and PDF metadata, cannot hold either.
_FORBIDDEN = "\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_CONTROLS = re.compile(f"[{_BIDI}{_ZERO_WIDTH}{_FORBIDDEN}]")
_INVISIBLE = re.compile(f"[{_BIDI}{_ZERO_WIDTH}{ZWNJ}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s")
_HALF_SPACES = re.compile(f"{ZWNJ}{{2,}}")

_STORED_LETTERS = str.maketrans("يىك", "ییک")
# After decomposition أ إ آ ؤ ئ ۀ have lost their marks already; what is left has no decomposition.
_SEARCHED_LETTERS = str.maketrans("يىكةەہۃھٱٲٳۍې", "ییکهههههااایی") | str.maketrans("", "", "\u0640\u0621\u0674")
# Combining marks of the Latin, Greek, Cyrillic and Arabic scripts, and variation selectors.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u08ca-\u08e1\u08e3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)
_NOT_WORD = re.compile(r"[\W_]+")
# ASCII and the common Persian letters and digits: composed, visible, and without the Arabic ya and kaf. Most texts are
# made of nothing else, and 100,000 titles of an import are told by this from those that need every step.
_PLAIN = re.compile(
    r"[ -~\u0621-\u063a\u0641\u0642\u0644-\u0648\u067e\u0686\u0698\u06a9\u06af\u06cc"
    r"\u06f0-\u06f9\xab\xbb]*"
)
_SEARCHED_PLAIN = str.maketrans("آأإؤئة", "اااویه") | str.maketrans("", "", "ء") | _TO_ASCII

_NUMBER = re.compile(r"(-?)\s*([0-9]+|[1-9][0-9]{0,2}(?:[,٬،\s][0-9]{3})+|)(?:[./٫]([0-9]+))?")
_MOST_DIGITS = 30


def fold_digits(text: str) -> str:
    """Return the text with Persian and Arabic-Indic digits as ASCII ones; nothing else changes.

    >>> fold_digits("۱۴۰۵/٠٩/01")
    '1405/09/01'
    """
    return text.translate(_TO_ASCII)


def persian_digits(text: str) -> str:
    """Return the text with ASCII and Arabic-Indic digits as Persian ones, for the eye.

    >>> persian_digits("1405-A-7")
    '۱۴۰۵-A-۷'
    """
    return text.translate(_TO_PERSIAN)


def strip_controls(text: str) -> str:
    """Return the text without bidi marks, controls, lone surrogates and invisible characters but ZWNJ.

    A keyboard, a web page or a file may slip these in; two names that look alike would then differ. Line ends
    and tabs are controls too: turn them to spaces first where they separate words, as ``normal_form`` does.

    >>> strip_controls("AB\\u200e-\\u200b12\\x00")
    'AB-12'
    """
    return _CONTROLS.sub("", text)


def is_unicode(text: str) -> bool:
    """Tell whether a text can be stored as it is: JSON can hold half a character (a lone surrogate), UTF-8 cannot.

    >>> is_unicode("A 😀"), is_unicode("A \\ud83d")
    (True, False)
    """
    return not _SURROGATE.search(text)


def normal_form(text: str) -> str:
    """Return the text as it is stored: composed, Persian ی and ک, single spaces, half-spaces only in words.

    Digits, capitals and punctuation stay as they were typed.

    >>> normal_form(" كم\\t\\u200cنى ")
    'کم نی'
    """
    return " ".join(text.split()) if _PLAIN.fullmatch(text) else _normal_form_of_any(text)


def _normal_form_of_any(text: str) -> str:
    composed = unicodedata.normalize("NFC", strip_controls(_SPACE.sub(" ", text)))
    letters = _HALF_SPACES.sub(ZWNJ, composed.translate(_STORED_LETTERS))
    # A half-space at the edge of a word joins nothing, and a word may consist of nothing else.
    words = (word.strip(ZWNJ) for word in letters.split())
    return unicodedata.normalize("NFC", " ".join(word for word in words if word))


def is_blank(text: str) -> bool:
    """Tell whether nothing of a text would be stored: it is empty, or all of it is space and invisible marks.

    >>> is_blank(" \\u200e\\t"), is_blank(" 0")
    (True, False)
    """
    bare = text.strip()
    # A letter or a digit in front settles it, and nearly every cell of a file begins with one.
    return not bare or (not bare[0].isalnum() and not normal_form(bare))


def search_key(text: str) -> str:
    """Return the form in which search compares texts: equal for spellings that a cashier would call the same.

    Small letters, ASCII digits, one shape for each letter family (ی, ک, ه, ا, و), no marks, tatweel or hamza,
    and a single space for whatever else stands between words, the half-space and punctuation included.

    >>> search_key("آب «نى» ۲۰۰")
    'اب نی 200'
    """
    if _PLAIN.fullmatch(text):
        return _NOT_WORD.sub(" ", text.casefold().translate(_SEARCHED_PLAIN)).strip()
    return _search_key_of_any(text)


def _search_key_of_any(text: str) -> str:
    plain = unicodedata.normalize("NFKD", strip_controls(_SPACE.sub(" ", text)))
    plain = unicodedata.normalize("NFKD", plain.casefold())
    letters = _MARKS.sub("", plain).translate(_SEARCHED_LETTERS).translate(_TO_ASCII)
    return _NOT_WORD.sub(" ", letters).strip()


def isolate_ltr(text: str) -> str:
    """Return the text wrapped so that it reads left to right inside a Persian sentence (U+2066 … U+2069).

    Stray direction marks inside are dropped, since one of them could end the isolation early.

    >>> isolate_ltr("AB-12/3")
    '\\u2066AB-12/3\\u2069'
    """
    return f"\u2066{strip_controls(text)}\u2069"


def parse_decimal(text: str) -> Decimal:
    """Return the number that a person typed, exactly; the one number parser of the program.

    Takes digits of three scripts, even mixed; ``. / ٫`` before decimals; ``, ٬ ،`` or a space between correct
    groups of three; ``-`` or U+2212 in front; direction marks and spaces around.

    Raises ShopError ``not_a_number`` (text) for everything else: «۲,۵» must not become 25 nor «0,250» become
    250, and exponents, a plus sign, underscores or more than 30 digits are slips, not amounts.

    >>> parse_decimal("۱٬۲۵۰٫۵"), parse_decimal("\\u200e\\u2212۲/۵"), parse_decimal(".5")
    (Decimal('1250.5'), Decimal('-2.5'), Decimal('0.5'))
    """
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
        return Decimal(text)
    plain = fold_digits(_INVISIBLE.sub("", text)).replace("\u2212", "-").strip()
    match = _NUMBER.fullmatch(plain)
    if match is None:
        raise ShopError("not_a_number", text=text)
    sign, grouped, decimals = match.groups(default="")
    whole = re.sub("[^0-9]", "", grouped)
    if len(whole + decimals) > _MOST_DIGITS:
        raise ShopError("not_a_number", text=text, reason="too_long")
    if not whole + decimals:
        raise ShopError("not_a_number", text=text)
    number = Decimal(f"{whole or '0'}.{decimals}" if decimals else whole)
    return number.copy_negate() if sign and number else number
