"""Quantities: exact, in hundred-millionths, because the tax form allows eight decimals; a till weighs thousandths."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.exact import whole_parts
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.text import parse_decimal, persian_digits, search_key

SCALE = 10**8
TILL_DECIMALS = 3
FORM_DECIMALS = 8
LARGEST = 999_999_999 * (SCALE // 1000)
"""999,999.999 in hundred-millionths (interface.md, «Limits»)."""

_MEASURED_UNITS = frozenset({"کیلوگرم", "گرم", "متر", "مترمربع", "لیتر", "تن"})


def is_measured_unit(unit: str) -> bool:
    """Tell whether goods of this unit are weighed or measured and so take decimals (interface.md, "Products").

    >>> is_measured_unit("كيلو گرم")
    True
    >>> is_measured_unit("بسته")
    False
    """
    return search_key(unit).replace(" ", "") in _MEASURED_UNITS


@dataclass(frozen=True, order=True, slots=True)
class Quantity:
    """A positive amount of goods; ``e8`` counts hundred-millionths of the unit.

    Raises ShopError ``quantity_not_positive`` or ``quantity_too_large``.
    """

    e8: int

    def __post_init__(self) -> None:
        if self.e8 <= 0:
            raise ShopError("quantity_not_positive", value=str(self))
        if self.e8 > LARGEST:
            raise ShopError("quantity_too_large", value=str(self))

    @classmethod
    def of(cls, value: Decimal | int, decimals: int = TILL_DECIMALS) -> Quantity:
        """Return the quantity of an exact number with at most ``decimals`` decimals.

        Raises ShopError ``quantity_too_fine``, ``quantity_not_positive``, ``quantity_too_large``.
        """
        parts = whole_parts(value, 10**decimals)
        if parts is None:
            raise ShopError("quantity_too_fine", value=str(value), decimals=decimals)
        return cls(parts * 10 ** (FORM_DECIMALS - decimals))

    @classmethod
    def parse(cls, text: str, decimals: int = TILL_DECIMALS) -> Quantity:
        """Read a quantity as a person or a file writes it: «۲/۵», «2.5», «۲٫۵».

        Raises ShopError ``not_a_number`` and those of ``of``.

        >>> str(Quantity.parse("۲/۵"))
        '2.5'
        """
        return cls.of(parse_decimal(text), decimals)

    def times(self, unit_price: int) -> Rial:
        """Return ⌊quantity × unit price⌋ in whole rials (interface.md, rule 1)."""
        return Rial(self.e8 * unit_price // SCALE)

    @property
    def is_whole(self) -> bool:
        """Whether the quantity counts whole pieces."""
        return self.e8 % SCALE == 0

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.e8 + other.e8)

    def stepped(self, pieces: int) -> Quantity | None:
        """Return so many whole pieces more, or fewer where negative; None where nothing is left.

        >>> Quantity.parse("2.5").stepped(-2), Quantity.parse("0.5").stepped(-1)
        (Quantity(e8=50000000), None)
        """
        e8 = self.e8 + pieces * SCALE
        return Quantity(e8) if e8 > 0 else None

    def scaled(self, by: Quantity) -> Quantity:
        """Return this quantity so many times over, as three labels of the same weight.

        >>> str(Quantity.parse("0.5").scaled(Quantity.parse("3")))
        '1.5'
        """
        return Quantity(self.e8 * by.e8 // SCALE)

    def __str__(self) -> str:
        """Write the exact decimal, without trailing zeros, in ASCII: the form of files and of ``--json``."""
        return decimal_text(self.e8)

    def for_eyes(self) -> str:
        """Write it in Persian digits with the Persian decimal mark.

        >>> Quantity.parse("2.5").for_eyes()
        '۲٫۵'
        """
        whole, _, rest = str(self).partition(".")
        grouped = f"{int(whole):,}".replace(",", "٬")
        return persian_digits(grouped + ("٫" + rest if rest else ""))


ONE = Quantity(SCALE)


def decimal_text(e8: int) -> str:
    """Write hundred-millionths as a decimal string without trailing zeros.

    >>> decimal_text(-250_000_000), decimal_text(0)
    ('-2.5', '0')
    """
    sign = "-" if e8 < 0 else ""
    whole, rest = divmod(abs(e8), SCALE)
    decimals = f"{rest:08d}".rstrip("0")
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"
