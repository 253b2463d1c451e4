"""The first step of every number: what people and scanners put around the digits is taken away."""

from __future__ import annotations

import re
from string import ascii_lowercase, ascii_uppercase

from bakala_desktop.domain.identifiers.refusals import InvalidCharacters, InvalidLength
from bakala_desktop.domain.text import ZWNJ, fold_digits, strip_controls

_SEPARATORS = re.compile(f"[\\s{ZWNJ}\\-\u2010-\u2015\u2212]")
_UPPER = str.maketrans(ascii_lowercase, ascii_uppercase)
_DIGITS = re.compile("[0-9]*")


def clean(number: str) -> str:
    """Return the number without spaces, half-spaces, dashes and invisible marks, its digits as ASCII.

    >>> clean(" ۰۰۱-۲۳۴\u200c۵۶۷ ۹\u200f")
    '0012345679'
    """
    return fold_digits(_SEPARATORS.sub("", strip_controls(number)))


def clean_upper(number: str) -> str:
    """Return the cleaned number with ASCII letters as capitals; other letters stay, to be refused later.

    >>> clean_upper("ir06-2960ß")
    'IR062960ß'
    """
    return clean(number).translate(_UPPER)


def digits_of(kind: str, number: str, *lengths: int) -> str:
    """Return the cleaned number, made of ASCII digits only and of one of the lengths.

    ``str.isdigit`` is true for digits of every script, so the ten ASCII ones are matched by name.
    Raises InvalidCharacters, InvalidLength.
    """
    cleaned = clean(number)
    if not _DIGITS.fullmatch(cleaned):
        raise InvalidCharacters(kind, number)
    if len(cleaned) not in lengths:
        raise InvalidLength(kind, number)
    return cleaned


def in_groups(number: str, *sizes: int, separator: str = " ") -> str:
    """Return the number cut into groups of the given sizes for the eye; the rest forms the last group.

    >>> in_groups("09122002580", 4, 3)
    '0912 200 2580'
    """
    groups, start = [], 0
    for size in sizes:
        groups.append(number[start : start + size])
        start += size
    return separator.join(group for group in [*groups, number[start:]] if group)
