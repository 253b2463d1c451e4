"""What a cashier does with the field and the list: «3*», Enter, a pick, and what a scan finds typed there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.keyboard import other_layout
from bakala_desktop.domain.product import Product
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.till_entry import TillEntry, split_entry
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.sell.cart_panel import CartPanel
from bakala_desktop.gui.sell.goods_panel import GoodsPanel
from bakala_desktop.gui.sell.intake import Intake
from bakala_desktop.gui.sell.sale import Sale


def serial_in(text: str) -> Serial | None:
    """Return the serial of a document, typed in either keyboard layout or scanned from a paper; None for goods.

    >>> str(serial_in("۱۴۰۵-ح-۱۲")), serial_in("6260000010377")
    ('1405-P-0000012', None)
    """
    # Quick for all that is no serial: each scan asks.
    if text.count("-") != 2:
        return None
    for reading in (text, other_layout(text)):
        try:
            return Serial.parse(reading)
        except ShopError:
            continue
    return None


class GoodsEntry(QObject):
    """Gives to the ``Intake`` what was scanned, entered or picked, so many times as was typed before the star.

    ``serial_entered`` carries the Serial of a document that was scanned or entered in place of goods.
    """

    serial_entered = Signal(object)

    def __init__(self, desk: Desk, sale: Sale, goods: GoodsPanel, cart: CartPanel, intake: Intake) -> None:
        super().__init__(goods)
        self._desk = desk
        self._sale = sale
        self._goods = goods
        self._cart = cart
        self._intake = intake
        self._entered = ""
        goods.picked.connect(self.pick)
        goods.entered.connect(self.enter)
        intake.added.connect(self._clear_used)

    def scan(self, code: str) -> None:
        """Add a scanned code. A bare «3*» in the field counts for it and is used up; other text is left alone."""
        serial = serial_in(code)
        if serial is None:
            self._intake.scan(code, self._take_times())
        else:
            self.serial_entered.emit(serial)

    def enter(self, typed: str) -> None:
        """Enter in the field: goods to look for, or «3*» for the line that was touched last."""
        serial = serial_in(typed)
        if serial is not None:
            self._goods.clear_search()
            self.serial_entered.emit(serial)
            return
        self._entered = typed
        self._goods.search.selectAll()
        if self._intake.enter(typed) or self._cart.row is None:
            return
        times = self._take_times()
        if times is not None:
            self._sale.set_quantity(self._cart.row, times)

    def pick(self, product: Product) -> None:
        """Add goods from the list. Picked by keys they are what was typed for; by hand more of them may follow."""
        entry = self._split()
        if entry is None:
            return
        self._entered = self._goods.search.text() if self._goods.search.hasFocus() else ""
        self._intake.pick(product, entry.quantity)

    def _take_times(self) -> Quantity | None:
        entry = self._split()
        if entry is None or entry.quantity is None or entry.text:
            return None
        self._goods.clear_search()
        return entry.quantity

    def _split(self) -> TillEntry | None:
        """What is typed, or None where it is no quantity, which is said."""
        try:
            return split_entry(self._goods.search.text())
        except ShopError as error:
            self._desk.show_error(error)
            return None

    def _clear_used(self) -> None:
        if self._entered and self._goods.search.text() == self._entered:
            self._goods.clear_search()
        self._entered = ""
