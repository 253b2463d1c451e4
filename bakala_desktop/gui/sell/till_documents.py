"""Documents at the till beside the invoice of a sale: proformas out of the cart and back, a sale made out anew."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bakala_desktop.domain.document import SERIES, DocumentKind
from bakala_desktop.domain.serial import Serial
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.sell.checkout import Checkout
from bakala_desktop.gui.sell.drawers import Drawers
from bakala_desktop.gui.sell.intake import Intake
from bakala_desktop.gui.sell.paper_words import serial_text
from bakala_desktop.gui.sell.sale import Sale

if TYPE_CHECKING:
    from bakala_desktop.gui.sell.offers import Offers
    from bakala_desktop.gui.sell.official_sale import OfficialSale


class TillDocuments(QObject):
    """Leads to what is loaded with the first use. ``opened`` follows a proforma that came into the cart."""

    opened = Signal()

    def __init__(
        self, desk: Desk, sale: Sale, intake: Intake, checkout: Checkout, drawers: Drawers, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sale = sale
        self._intake = intake
        self._checkout = checkout
        self._drawers = drawers
        self._offers: Offers | None = None
        self._official: OfficialSale | None = None
        checkout.official_wanted.connect(self.make_official)

    @property
    def offers(self) -> Offers:
        """The way of proformas out of the cart and back."""
        if self._offers is None:
            from bakala_desktop.gui.sell.offers import Offers

            self._offers = Offers(self._desk, self._sale, self._intake, self)
            self._offers.opened.connect(self.opened)
        return self._offers

    @property
    def official(self) -> OfficialSale:
        """The way of a finished sale to a buyer's name."""
        if self._official is None:
            from bakala_desktop.gui.sell.official_sale import OfficialSale

            self._official = OfficialSale(self._desk, self._drawers, self)
            self._official.made.connect(self._checkout.result.show_reissued)
        return self._official

    def offer_cart(self) -> None:
        """Issue the proforma of the cart; while a sale is being written there is none to offer."""
        if not self._checkout.is_running:
            self.offers.issue()

    def open_proforma(self, serial: str) -> None:
        """Bring a proforma into the cart; goods that are in it are asked about in place."""
        if not self._checkout.is_running:
            self.offers.bring(serial)

    def make_official(self, serial: str) -> None:
        """Let the buyer of a finished sale be named."""
        self.official.start(serial)

    def open_entered(self, serial: Serial) -> None:
        """A document's number in place of goods: a proforma is opened to be sold, any other is offered to be shown."""
        if serial.series == SERIES[DocumentKind.PROFORMA]:
            self.open_proforma(str(serial))
        else:
            text = f"{serial_text(serial)} شمارهٔ سند است، نه کالا."
            self._desk.notify("info", text, "نمایش سند", partial(self._desk.paper_wanted.emit, str(serial)))
