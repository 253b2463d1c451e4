"""Amounts in Persian words as invoices spell them: hundred and thousand never stand without their «one»."""

from __future__ import annotations

from bakala_desktop.domain.errors import ShopError

# A bare «صد» or «هزار» would leave room to write another number in front of it.
_SMALL = (
    "", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه",
    "ده", "یازده", "دوازده", "سیزده", "چهارده", "پانزده", "شانزده", "هفده", "هجده", "نوزده",
)  # fmt: skip
_TENS = ("", "", "بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود")
_HUNDREDS = ("", "یکصد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد")
# The short scale, as the news and the tax forms use it: تریلیون is 10 to the 12th.
_SCALES = ("", "هزار", "میلیون", "میلیارد", "تریلیون", "کوادریلیون")
_LIMIT = 1000 ** len(_SCALES)


def in_words(number: int) -> str:
    """Return a whole number in words.

    Raises ShopError ``number_too_large`` (number) from 10 to the 18th on, where the names of scales are in
    dispute.

    >>> in_words(39)
    'سی و نه'
    """
    if abs(number) >= _LIMIT:
        raise ShopError("number_too_large", number=number)
    if number < 0:
        return f"منفی {in_words(-number)}"
    groups = []
    for scale in _SCALES:
        number, group = divmod(number, 1000)
        if group:
            groups.append(f"{_below_thousand(group)} {scale}".strip())
    return " و ".join(reversed(groups)) or "صفر"


def rials_in_words(rial: int) -> str:
    """Return an amount of rials in words, with its unit.

    Raises ShopError ``number_too_large`` as ``in_words`` does.
    """
    return f"{in_words(rial)} ریال"


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    below_hundred = (_SMALL[rest],) if rest < 20 else (_TENS[tens], _SMALL[ones])
    return " و ".join(word for word in (_HUNDREDS[hundreds], *below_hundred) if word)
