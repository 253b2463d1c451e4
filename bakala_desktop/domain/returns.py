"""What goes back when sold goods are returned: rule 7 of interface.md.

The figures of a return are what remained before minus what remains after, so that the last return of a line gives
back exactly the rest, whatever was cut off on the way.
"""

from __future__ import annotations

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.pricing import Figures, LineTerms, figures_of, gross_of
from bakala_desktop.domain.quantity import Quantity

NOTHING = Figures(Rial(0), Rial(0), Rial(0), Rial(0), Rial(0))


def remaining_figures(sold: LineTerms, discount: Rial, remaining_e8: int) -> Figures:
    """Return the figures of what is left of a sold line.

    ``sold`` holds the quantity and terms of the sale, ``discount`` the line's whole printed discount,
    ``remaining_e8`` how much is still with the customer, in hundred-millionths.
    """
    if remaining_e8 == 0:
        return NOTHING
    left = LineTerms(Quantity(remaining_e8), sold.unit_price, sold.vat_rate, sold.price_includes_vat)
    gross = gross_of(left)
    share = Rial(discount * remaining_e8 // sold.quantity.e8)
    return figures_of(gross, share, sold.vat_rate)


def returned_figures(sold: LineTerms, discount: Rial, before_e8: int, returned: Quantity) -> Figures:
    """Return the figures of a return of ``returned`` when ``before_e8`` was left before it.

    Raises ShopError ``return_exceeds_sold``.
    """
    if returned.e8 > before_e8:
        raise ShopError("return_exceeds_sold", left=before_e8, returned=returned.e8)
    before = remaining_figures(sold, discount, before_e8)
    return before.minus(remaining_figures(sold, discount, before_e8 - returned.e8))
