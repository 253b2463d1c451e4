"""What is left of a sold line when a part of it goes back: rule 7 of interface.md.

The figures of a return are what remained before minus what remains after, so that the last return of a line gives
back exactly the rest, whatever was cut off on the way.
"""

from __future__ import annotations

from decimal import Decimal

from bakala_desktop.domain.document import DocumentLine
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.pricing import Figures, LineTerms, figures_of, gross_of
from bakala_desktop.domain.quantity import SCALE, Quantity, decimal_text

NOTHING = Figures(Rial(0), Rial(0), Rial(0), Rial(0), Rial(0))


def gross_of_part(line: DocumentLine, part: Quantity) -> Rial:
    """Return the gross of so much of a line by rule 1 or 5, in rials.

    A snapshot of version 1 holds no price but the printed one, which is before VAT.
    """
    if line.price is not None:
        return gross_of(LineTerms(part, line.price, line.vat_rate, line.price_includes_vat))
    printed = Decimal(line.unit_price).as_tuple()
    assert isinstance(printed.exponent, int)
    digits = int("".join(map(str, printed.digits)))
    # In whole numbers: a decimal product of a large line would be rounded.
    return Rial(part.e8 * digits // (SCALE * 10**-printed.exponent))


def remaining_figures(sold: DocumentLine, left_e8: int) -> Figures:
    """Return the figures of what is left of a sold line, ``left_e8`` in hundred-millionths."""
    if left_e8 == 0:
        return NOTHING
    if left_e8 == sold.quantity.e8:
        return sold.figures
    share = Rial(sold.figures.discount * left_e8 // sold.quantity.e8)
    return figures_of(gross_of_part(sold, Quantity(left_e8)), share, sold.vat_rate)


def returned_figures(sold: DocumentLine, left_e8: int, returned: Quantity) -> Figures:
    """Return the figures of a return of ``returned`` when ``left_e8`` was left before it.

    Raises ShopError ``return_exceeds_sold`` with the line and what is left of it.
    """
    if returned.e8 > left_e8:
        left = decimal_text(left_e8)
        raise ShopError("return_exceeds_sold", line=sold.number, title=sold.title, left=left, returned=str(returned))
    before = remaining_figures(sold, left_e8)
    return before.minus(remaining_figures(sold, left_e8 - returned.e8))
