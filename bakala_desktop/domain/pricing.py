"""The arithmetic of a document, to the rial: rules 1 to 5 of interface.md, «The arithmetic, exactly».

Whole rials, cut off and never rounded; per line, then summed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.exact import whole_parts
from bakala_desktop.domain.money import LIMIT, Rial
from bakala_desktop.domain.quantity import SCALE, Quantity
from bakala_desktop.domain.tax import VatRate

PERCENT_SCALE = 10_000
"""A discount's percent has up to four decimals: it is held in ten-thousandths of a percent."""


@dataclass(frozen=True, slots=True)
class Discount:
    """Exactly one of a percentage (0 to 100, up to four decimals) and a number of rials.

    Raises ShopError ``bad_discount``.
    """

    percent: Decimal | None = None
    rial: Rial | None = None

    def __post_init__(self) -> None:
        if (self.percent is None) == (self.rial is None):
            raise ShopError("bad_discount", reason="one_of_percent_and_rial")
        if self.rial is not None and not 0 <= self.rial < LIMIT:
            raise ShopError("bad_discount", reason="rial_out_of_range", value=str(self.rial)[:40])
        if self.percent is not None and not self._percent_is_sound(self.percent):
            raise ShopError("bad_discount", reason="percent_out_of_range", value=str(self.percent)[:40])

    @staticmethod
    def _percent_is_sound(percent: Decimal) -> bool:
        return percent.is_finite() and 0 <= percent <= 100 and whole_parts(percent, PERCENT_SCALE) is not None

    def of(self, amount: int) -> Rial:
        """Return the discount on ``amount``, cut off to whole rials and cut to ``amount`` where it is more."""
        if self.rial is not None:
            return Rial(min(self.rial, amount))
        assert self.percent is not None
        return Rial(amount * int(self.percent * PERCENT_SCALE) // (100 * PERCENT_SCALE))

    def is_cut(self, amount: int) -> bool:
        """Tell whether ``amount`` is too small for it, so that only a part of the discount is given."""
        return self.rial is not None and self.rial > amount


@dataclass(frozen=True, slots=True)
class LineTerms:
    """What a line's figures are made of. ``unit_price`` in rials per unit; ``vat_rate`` in hundredths of a percent."""

    quantity: Quantity
    unit_price: Rial
    vat_rate: VatRate
    price_includes_vat: bool = False
    discount: Discount | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """The five amounts of a line or of a document, in rials; ``total`` of a document is its payable."""

    gross: Rial
    discount: Rial
    net: Rial
    vat: Rial
    total: Rial

    @staticmethod
    def sum_of(parts: Sequence[Figures]) -> Figures:
        """Add the figures column by column."""
        return Figures(
            Rial(sum(p.gross for p in parts)),
            Rial(sum(p.discount for p in parts)),
            Rial(sum(p.net for p in parts)),
            Rial(sum(p.vat for p in parts)),
            Rial(sum(p.total for p in parts)),
        )

    def minus(self, other: Figures) -> Figures:
        """Subtract column by column (rule 7: what remained before minus what remains after)."""
        return Figures(
            Rial(self.gross - other.gross),
            Rial(self.discount - other.discount),
            Rial(self.net - other.net),
            Rial(self.vat - other.vat),
            Rial(self.total - other.total),
        )


def vat_of(net: int, rate: VatRate) -> Rial:
    """Return ⌊net × rate / 100⌋; the rate is in hundredths of a percent."""
    return Rial(net * rate // 10_000)


def gross_of(terms: LineTerms) -> Rial:
    """Return a line's gross, before any discount and without VAT (rules 1 and 5).

    For a price that includes VAT it is the largest whole g with g + VAT(g) ≤ T.

    >>> from bakala_desktop.domain.quantity import ONE
    >>> [gross_of(LineTerms(ONE, Rial(t), VatRate(1000), True)) for t in (110, 109, 100_000)]
    [100, 99, 90909]
    """
    priced = terms.quantity.times(terms.unit_price)
    if not terms.price_includes_vat:
        return priced
    gross = priced * 10_000 // (10_000 + terms.vat_rate)
    # VAT is cut off, so one rial more may still fit; never two, for VAT grows with the gross.
    return Rial(gross + 1) if gross + 1 + vat_of(gross + 1, terms.vat_rate) <= priced else Rial(gross)


def figures_of(gross: Rial, discount: Rial, rate: VatRate) -> Figures:
    """Complete a line from its gross and its whole discount (rule 4)."""
    net = Rial(gross - discount)
    vat = vat_of(net, rate)
    return Figures(gross, discount, net, vat, Rial(net + vat))


def spread(amount: int, nets: Sequence[int]) -> list[int]:
    """Share an order discount among lines in proportion to their net, losing no rial (rule 3).

    The rials left over by the cutting go one each to the lines in order, skipping a line with no net left, round
    again until none is left. ``amount`` must not exceed the sum of ``nets``.

    >>> spread(10, [10, 10, 10])
    [4, 3, 3]
    """
    whole = sum(nets)
    if not amount or not whole:
        return [0] * len(nets)
    shares = [amount * net // whole for net in nets]
    left = amount - sum(shares)
    while left:
        for index, net in enumerate(nets):
            if left and shares[index] < net:
                shares[index] += 1
                left -= 1
    return shares


@lru_cache(4096)
def _line_before_spread(terms: LineTerms) -> tuple[Rial, Rial]:
    """Gross and own discount of a line; cached, because a cart is priced anew at every scan."""
    gross = gross_of(terms)
    return gross, terms.discount.of(gross) if terms.discount else Rial(0)


@lru_cache(4096)
def _line_alone(terms: LineTerms) -> Figures:
    """The figures of a line that no order discount touches: the same object for the same terms."""
    return figures_of(*_line_before_spread(terms), terms.vat_rate)


def price_lines(lines: Sequence[LineTerms], order_discount: Discount | None = None) -> tuple[Figures, ...]:
    """Return the figures of each line, an order discount spread over them before VAT (rules 1 to 5).

    Raises ShopError ``document_too_large`` when the payable or the gross reaches ``LIMIT``.
    """
    priced = _discounted(lines, order_discount) if order_discount else tuple(map(_line_alone, lines))
    check_size(priced)
    return priced


def check_size(lines: Sequence[Figures]) -> None:
    """Raise ShopError ``document_too_large`` when the payable or the gross of a document reaches ``LIMIT``."""
    if max(sum(f.gross for f in lines), sum(f.total for f in lines)) >= LIMIT:
        raise ShopError("document_too_large")


def _discounted(lines: Sequence[LineTerms], order_discount: Discount) -> tuple[Figures, ...]:
    """The figures of lines that share an order discount (rule 3)."""
    own = [_line_before_spread(line) for line in lines]
    nets = [gross - discount for gross, discount in own]
    shares = spread(order_discount.of(sum(nets)), nets)
    return tuple(
        figures_of(gross, Rial(discount + share), line.vat_rate)
        for line, (gross, discount), share in zip(lines, own, shares, strict=True)
    )


def unit_price_before_vat(terms: LineTerms) -> Decimal:
    """Return the unit price that the invoice's columns need: ⌊quantity × it⌋ is the line's gross.

    For a price without VAT that is the price itself; for one with VAT inside it is the price with the fewest
    decimals (up to the eight that the form allows) that gives the gross.
    """
    if not terms.price_includes_vat:
        return Decimal(terms.unit_price)
    return unit_price_giving(gross_of(terms), terms.quantity)


def unit_price_giving(gross: int, quantity: Quantity) -> Decimal:
    """Return the unit price with the fewest decimals, eight at most, for which ⌊quantity × it⌋ is ``gross``.

    >>> unit_price_giving(1000, Quantity.parse("3"))
    Decimal('333.4')
    """
    e8 = quantity.e8
    decimals = 0
    while True:
        scaled = -(-gross * SCALE * 10**decimals // e8)
        # Quantities stay below 10^6, so eight decimals move the product by less than a rial: this ends.
        if scaled * e8 // (SCALE * 10**decimals) == gross:
            return Decimal(scaled).scaleb(-decimals)
        decimals += 1
