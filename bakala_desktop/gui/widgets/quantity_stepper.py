"""A quantity with a minus and a plus: for dialogs and touch. What a step means is decided by whoever listens."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.gui.icons import icon
from bakala_desktop.gui.widgets.number_edit import QuantityEdit


class QuantityStepper(QWidget):
    """``stepped`` carries +1 or −1; ``changed`` a Quantity that was typed; ``wrong`` the ShopError of one
    that is none.
    """

    stepped = Signal(int)
    changed = Signal(object)
    wrong = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QuantityEdit(self)
        self.field.setAccessibleName("تعداد")
        self.field.setMinimumWidth(84)
        self.more = self._button("plus", "یکی بیشتر", 1)
        self.less = self._button("minus", "یکی کمتر", -1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        # From the right, as in the cart.
        for widget in (self.more, self.field, self.less):
            row.addWidget(widget, 1 if widget is self.field else 0)
        self.setFocusProxy(self.field)
        self.field.textEdited.connect(lambda _: self._typed())

    def set_quantity(self, quantity: Quantity) -> None:
        """Show a quantity; nothing is announced."""
        self.field.set_value(quantity)
        self.field.set_wrong(False)

    def set_measured(self, is_measured: bool, unit: str) -> None:
        """Take decimals or whole pieces only, and show the unit."""
        self.field.set_measured(is_measured, unit)

    def _button(self, name: str, title: str, step: int) -> QPushButton:
        button = QPushButton(icon(name), "", self)
        button.setProperty("kind", "key")
        button.setAccessibleName(title)
        button.setToolTip(title)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoRepeat(True)
        button.clicked.connect(lambda: self.stepped.emit(step))
        return button

    def _typed(self) -> None:
        try:
            quantity: Quantity | None = self.field.value()
        except ShopError as error:
            self.field.set_wrong(True)
            self.wrong.emit(error)
            return
        self.field.set_wrong(False)
        if quantity is not None:
            self.changed.emit(quantity)
