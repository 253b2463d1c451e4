"""What a cashier types into the field for searching and scanning: goods, and perhaps a quantity before them."""

from __future__ import annotations

from dataclasses import dataclass

from bakala_desktop.domain.quantity import Quantity

_MARKS = "*×"


@dataclass(frozen=True, slots=True)
class TillEntry:
    """A quantity typed before the star, if any, and the code or words after it."""

    text: str
    quantity: Quantity | None = None


def split_entry(typed: str) -> TillEntry:
    """Divide «۳*۶۲۶…» into its quantity and its goods; without a star all of it is goods.

    Raises ShopError of ``Quantity.parse`` where what stands before the star is no quantity.

    >>> split_entry("۲/۵*سیب").text, str(split_entry("۲/۵*سیب").quantity), split_entry("سیب").quantity
    ('سیب', '2.5', None)
    """
    at = next((place for place, char in enumerate(typed) if char in _MARKS), -1)
    if at < 0 or not _is_number_like(typed[:at]):
        return TillEntry(typed.strip())
    return TillEntry(typed[at + 1 :].strip(), Quantity.parse(typed[:at]))


def _is_number_like(text: str) -> bool:
    """Tell a quantity from a title that holds a star itself, as «پیچ M4*20»."""
    plain = text.strip()
    return bool(plain) and all(char.isdecimal() or char in "./٫" for char in plain)
