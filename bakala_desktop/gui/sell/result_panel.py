"""What stands in the place of the cart after a sale: the change in very large digits, the invoice, the next sale."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QPushButton

from bakala_desktop.domain.text import isolate_ltr, persian_digits
from bakala_desktop.gui.actions import bind_button, make_action
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child, load_form
from bakala_desktop.gui.widgets.amount_label import AmountLabel
from bakala_desktop.gui.widgets.icon_label import IconLabel
from bakala_desktop.gui.widgets.number_edit import UNIT_NAMES
from bakala_desktop.services.sell import OrderAnswer


class ResultPanel(QObject):
    """Shows a completed sale until the next one begins. ``finished`` asks for the next sale."""

    finished = Signal()
    print_wanted = Signal(str)
    save_wanted = Signal(str)

    names: ClassVar = {
        "changeTitle": QLabel,
        "change": AmountLabel,
        "changeUnit": QLabel,
        "serial": QLabel,
        "paid": AmountLabel,
        "paidUnit": QLabel,
        "printInvoice": QPushButton,
        "saveInvoice": QPushButton,
        "nextSale": QPushButton,
    }

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._serial = ""
        self.form = load_form("sale_result", ResultPanel, widgets=(AmountLabel, IconLabel))
        self._change = child(self.form, AmountLabel, "change")
        self._paid = child(self.form, AmountLabel, "paid")
        self._serial_label = child(self.form, QLabel, "serial")
        self._units = [child(self.form, QLabel, name) for name in ("changeUnit", "paidUnit")]
        self._next = child(self.form, QPushButton, "nextSale")
        self._next.setAutoDefault(True)
        self._next.clicked.connect(self.finished)
        self._bind("printInvoice", "document.print", lambda: self.print_wanted.emit(self._serial))
        self._bind("saveInvoice", "document.save", lambda: self.save_wanted.emit(self._serial))

    def show_sale(self, answer: OrderAnswer) -> None:
        """Show what goes back to the customer and which invoice was issued."""
        settlement = answer.order.settlement
        assert settlement is not None
        self._serial = str(answer.serial)
        self._change.set_amount(settlement.change, self._desk.unit)
        self._paid.set_amount(answer.order.payable, self._desk.unit)
        for label in self._units:
            label.setText(UNIT_NAMES[self._desk.unit])
        self._serial_label.setText(f"صورتحساب {isolate_ltr(persian_digits(self._serial))}")

    def take_focus(self) -> None:
        """Let Enter begin the next sale."""
        self._next.setFocus()

    def _bind(self, button: str, command: str, slot: Callable[[], object]) -> None:
        action = make_action(command, self.form, slot, self._desk.rights)
        bind_button(child(self.form, QPushButton, button), action)
        child(self.form, QPushButton, button).setAutoDefault(True)
