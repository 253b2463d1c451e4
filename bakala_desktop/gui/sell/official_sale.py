"""«به نام شرکت»: a finished sale is made out anew to a buyer who is named only now; no money moves.

Loaded with the first of them, so that the start of the till does without.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from bakala_desktop.domain.customer import Customer
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.sell.drawers import Drawers
from bakala_desktop.gui.sell.paper_words import serial_text
from bakala_desktop.services import corrections
from bakala_desktop.services.corrections import Reissued


class OfficialSale(QObject):
    """Asks for the buyer in the customers' drawer. ``made`` carries the Reissued once both documents are issued."""

    made = Signal(object)

    def __init__(self, desk: Desk, drawers: Drawers, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._drawers = drawers
        self._is_running = False
        desk.tasks.bug.connect(self._resume)

    def start(self, serial: str, known: Customer | None = None) -> None:
        """Let the buyer be picked or made for the invoice of this serial; a ``known`` one is completed."""
        title = f"خریدار صورتحساب {serial_text(serial)}"
        self._drawers.ask_for_customer(title, partial(self._make, serial), known)

    def _make(self, serial: str, customer: Customer) -> None:
        # A second pick while the first is being written would only be refused: the invoice is void by then.
        if self._is_running:
            return
        self._is_running = True
        shop, run = self._desk.shop, self._desk.tasks.run
        then, failed = partial(self._made, customer), partial(self._refused, serial, customer)
        run(corrections.make_official, shop, serial, customer.id, owner=self, then=then, failed=failed)

    def _made(self, customer: Customer, reissued: Reissued) -> None:
        self._is_running = False
        old, new = reissued.cancellation.changes, str(reissued.invoice.serial)
        self.made.emit(reissued)
        text = (
            f"صورتحساب {serial_text(new)} به نام «{customer.display_name}» صادر شد و {serial_text(str(old))} باطل شد؛ "
            "پولی جابه‌جا نشد."
        )
        self._desk.notify("success", text, "نمایش و چاپ", partial(self._desk.paper_wanted.emit, new))

    def _refused(self, serial: str, customer: Customer, error: ShopError) -> None:
        self._is_running = False
        if error.code == "customer_incomplete":
            self.start(serial, customer)
        self._desk.show_error(error)

    def _resume(self) -> None:
        """After an error of the program no answer comes, and the key must work again."""
        self._is_running = False
