"""What stands in the place of the cart after a sale: the change in very large digits, the invoice, the next sale."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QPushButton

from bakala_desktop.domain.text import isolate_ltr, persian_digits
from bakala_desktop.gui.actions import bind_button, make_action
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child, load_form
from bakala_desktop.gui.sell.paper_words import serial_text
from bakala_desktop.gui.widgets.amount_label import AmountLabel
from bakala_desktop.gui.widgets.elided_label import ElidedLabel
from bakala_desktop.gui.widgets.icon_label import IconLabel
from bakala_desktop.gui.widgets.number_edit import UNIT_NAMES
from bakala_desktop.services.sell import OrderAnswer

if TYPE_CHECKING:
    from bakala_desktop.services.corrections import Reissued


class ResultPanel(QObject):
    """Shows a completed sale until the next one begins. ``finished`` asks for the next sale."""

    finished = Signal()
    print_wanted = Signal(str)
    save_wanted = Signal(str)
    receipt_wanted = Signal(str)
    official_wanted = Signal(str)

    names: ClassVar = {
        "changeTitle": QLabel,
        "change": AmountLabel,
        "changeUnit": QLabel,
        "serial": QLabel,
        "paid": AmountLabel,
        "paidUnit": QLabel,
        "printInvoice": QPushButton,
        "saveInvoice": QPushButton,
        "printReceipt": QPushButton,
        "makeOfficial": QPushButton,
        "buyerLine": ElidedLabel,
        "nextSale": QPushButton,
    }

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._serial = ""
        self.form = load_form("sale_result", ResultPanel, widgets=(AmountLabel, ElidedLabel, IconLabel))
        self._change = child(self.form, AmountLabel, "change")
        self._paid = child(self.form, AmountLabel, "paid")
        self._serial_label = child(self.form, QLabel, "serial")
        self._buyer = child(self.form, ElidedLabel, "buyerLine")
        self._units = [child(self.form, QLabel, name) for name in ("changeUnit", "paidUnit")]
        self._next = child(self.form, QPushButton, "nextSale")
        self._next.setAutoDefault(True)
        self._next.clicked.connect(self.finished)
        self._bind("printInvoice", "document.print", lambda: self.print_wanted.emit(self._serial))
        self._bind("saveInvoice", "document.save", lambda: self.save_wanted.emit(self._serial))
        self._bind("printReceipt", "sell.receipt", lambda: self.receipt_wanted.emit(self._serial))
        self._bind("makeOfficial", "sell.official", lambda: self.official_wanted.emit(self._serial))

    def show_sale(self, answer: OrderAnswer) -> None:
        """Show what goes back to the customer and which invoice was issued."""
        settlement = answer.order.settlement
        assert settlement is not None
        self._name_invoice(str(answer.serial), "")
        self._change.set_amount(settlement.change, self._desk.unit)
        self._paid.set_amount(answer.order.payable, self._desk.unit)
        for label in self._units:
            label.setText(UNIT_NAMES[self._desk.unit])

    def show_reissued(self, reissued: Reissued) -> None:
        """Name the invoice that took the place of this sale's, to whom it is made out, and which one is void now.

        Another sale that is in front by then stays as it is.
        """
        old, buyer = str(reissued.cancellation.changes), reissued.invoice.buyer
        if self._serial == old and buyer is not None:
            line = f"به نام «{buyer.name}»، به‌جای {serial_text(old)} که باطل شد"
            self._name_invoice(str(reissued.invoice.serial), line)

    def take_focus(self) -> None:
        """Let Enter begin the next sale."""
        self._next.setFocus()

    def _name_invoice(self, serial: str, buyer_line: str) -> None:
        self._serial = serial
        # Without marks against breaking: this one may be copied.
        self._serial_label.setText(f"صورتحساب {isolate_ltr(persian_digits(serial))}")
        self._buyer.setText(buyer_line)
        self._buyer.setVisible(bool(buyer_line))

    def _bind(self, button: str, command: str, slot: Callable[[], object]) -> None:
        action = make_action(command, self.form, slot, self._desk.rights)
        bind_button(child(self.form, QPushButton, button), action)
        child(self.form, QPushButton, button).setAutoDefault(True)
