"""Text typed in the wrong keyboard layout: US keys against those of the Persian standard ISIRI 9147."""

from __future__ import annotations

import re

# Row by row from the digits down; the plain keys first, then the same keys with Shift.
_LATIN = "1234567890qwertyuiop[]asdfghjkl;'zxcvbnm,@#$%^&()_QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?"
_PERSIAN = (
    "۱۲۳۴۵۶۷۸۹۰ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو"
    "٬٫﷼٪×،)(ـ\u0652\u064c\u064d\u064b\u064f\u0650\u064e\u0651][}{"
    "ؤئيإأآة»«:؛ك\u0653ژ\u0670\u200c\u0654ء><؟"
)
_TO_PERSIAN = str.maketrans(_LATIN, _PERSIAN)
_TO_LATIN = str.maketrans(_PERSIAN, _LATIN)
_LATIN_LETTER = re.compile("[A-Za-z]")
_PERSIAN_LETTER = re.compile("[\u0621-\u064a\u066e-\u06d3]")


def other_layout(text: str) -> str:
    """Return what the same keys give in the other layout; the script of most letters decides the direction.

    Text without letters of either script comes back as it is, and so does each character that has no key.

    >>> other_layout("Hf"), other_layout("شی-۱۲"), other_layout("123")
    ('آب', 'ad-12', '123')
    """
    latin, persian = len(_LATIN_LETTER.findall(text)), len(_PERSIAN_LETTER.findall(text))
    if persian > latin:
        return text.translate(_TO_LATIN)
    return text.translate(_TO_PERSIAN) if latin else text
