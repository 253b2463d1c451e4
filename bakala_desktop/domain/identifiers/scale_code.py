"""Labels of the shop's scales: in-store barcodes, 20 to 29, that carry an item and its weight or price.

How the twelve digits before the check digit are divided differs from scale to scale, so it is data of the
shop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bakala_desktop.domain.identifiers import ean
from bakala_desktop.domain.identifiers.cleaning import clean
from bakala_desktop.domain.identifiers.refusals import InvalidChecksum

if TYPE_CHECKING:
    from collections.abc import Iterable

KIND = "scale_code"
_BODY = 12


@dataclass(frozen=True)
class ScaleFormat:
    """How one scale divides the twelve digits: prefix, item, value.

    ``factor`` is what one step of the value is worth: grams for a weight, rials for a price (10 where the
    scale prints toman).
    """

    prefix: str
    item_digits: int
    value_digits: int
    meaning: Literal["weight", "price"]
    factor: int = 1

    def __post_init__(self) -> None:
        in_store = self.prefix.startswith("2") and self.prefix.isascii() and self.prefix.isdigit()
        lengths = (len(self.prefix), self.item_digits, self.value_digits)
        if not in_store or min(lengths) < 1 or sum(lengths) != _BODY or self.factor < 1:
            raise ValueError(f"no division of an in-store barcode: {self}")


@dataclass(frozen=True)
class ScaleLabel:
    """What a label says: the item, and either its weight in grams or its price in rials."""

    item: str
    weight_g: int | None = None
    price_rial: int | None = None


def decode(number: str, formats: Iterable[ScaleFormat]) -> ScaleLabel | None:
    """Return what the label of a scale says, or None for a barcode that is no such label.

    The longest prefix wins. Raises InvalidChecksum for a label that was misread: its weight or price would be
    wrong. The item keeps its leading zeros.

    >>> decode("2100042012509", [ScaleFormat("21", 5, 5, "weight")])
    ScaleLabel(item='00042', weight_g=1250, price_rial=None)
    """
    digits = clean(number)
    known = [layout for layout in formats if digits.startswith(layout.prefix)]
    if len(digits) != _BODY + 1 or not (digits.isascii() and digits.isdigit()) or not known:
        return None
    if ean.check_digit(digits[:_BODY]) != digits[_BODY]:
        raise InvalidChecksum(KIND, number)
    layout = max(known, key=lambda candidate: len(candidate.prefix))
    item_end = len(layout.prefix) + layout.item_digits
    item, value = digits[len(layout.prefix) : item_end], int(digits[item_end:_BODY]) * layout.factor
    if layout.meaning == "weight":
        return ScaleLabel(item, weight_g=value)
    return ScaleLabel(item, price_rial=value)
