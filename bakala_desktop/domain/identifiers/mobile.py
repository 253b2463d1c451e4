"""The number of an Iranian mobile phone, kept as 09 and nine digits."""

from __future__ import annotations

import re

from bakala_desktop.domain.identifiers.cleaning import clean, in_groups
from bakala_desktop.domain.identifiers.refusals import InvalidCharacters, InvalidLength, InvalidPattern

KIND = "mobile"
_COUNTRY = re.compile(r"(?:\+98|0098|98|0)?(9[0-9]{9})")
_PREFIX = re.compile(r"\+98|0098|98|0")
_WRITTEN = re.compile(r"\+?[0-9]*")
_IN_USE = re.compile("09(?:[0-4]|9)[0-9]{8}")


def compact(number: str) -> str:
    """Return the number as 09xxxxxxxxx where it can be read as one, else only cleaned.

    >>> compact("+98 912 200 2580"), compact("00989122002580"), compact("9122002580"), compact("021-8888")
    ('09122002580', '09122002580', '09122002580', '0218888')
    """
    cleaned = clean(number)
    match = _COUNTRY.fullmatch(cleaned)
    return f"0{match[1]}" if match else cleaned


def validate(number: str) -> str:
    """Return the normal form 09xxxxxxxxx; +98, 0098, 98 or 0 may stand in front.

    Raises InvalidCharacters, InvalidLength, InvalidPattern (a number of another kind, such as a landline).

    >>> validate("۰۹۱۲ ۲۰۰ ۲۵۸۰")
    '09122002580'
    """
    written = compact(number)
    if not _WRITTEN.fullmatch(written):
        raise InvalidCharacters(KIND, number)
    if _COUNTRY.fullmatch(written):
        return written
    own = _PREFIX.sub("", written, count=1) if _PREFIX.match(written) else written
    if len(own) != 10:
        raise InvalidLength(KIND, number)
    raise InvalidPattern(KIND, number)


def format(number: str) -> str:
    """Return the number as people read it.

    >>> format("+989122002580")
    '0912 200 2580'
    """
    return in_groups(compact(number), 4, 3)


def warnings(number: str) -> tuple[str, ...]:
    """Return ``unknown_prefix`` where no operator is known to use the prefix; new ones do appear.

    >>> warnings("09122002580"), warnings("09562002580")
    ((), ('unknown_prefix',))
    """
    return () if _IN_USE.fullmatch(compact(number)) else ("unknown_prefix",)
