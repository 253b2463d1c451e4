"""The editor in place, under the lines: a line's quantity, price or discount, or the discount of the whole cart."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import format_amount
from bakala_desktop.domain.order import Order
from bakala_desktop.domain.pricing import Discount
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child, load_form
from bakala_desktop.gui.icons import icon
from bakala_desktop.gui.messages import sentence
from bakala_desktop.gui.sell.sale import Sale
from bakala_desktop.gui.widgets.elided_label import ElidedLabel
from bakala_desktop.gui.widgets.number_edit import UNIT_NAMES, AmountEdit, NumberEdit, PercentEdit, QuantityEdit


class Edited(Enum):
    """What is being typed; the value is its title."""

    QUANTITY = "تعداد"
    PRICE = "قیمت واحد"
    LINE_DISCOUNT = "تخفیف ردیف"
    ORDER_DISCOUNT = "تخفیف فاکتور"


_DISCOUNTS = (Edited.LINE_DISCOUNT, Edited.ORDER_DISCOUNT)
_CUT = "تخفیف بیش از مبلغ است؛ تا سقف مبلغ کم می‌شود."


class LineEditor(QObject):
    """Edits one thing of a ``Sale`` at a time. ``closed`` follows when it is done with or given up."""

    closed = Signal()

    names: ClassVar = {
        "editedTitle": QLabel,
        "editedLine": ElidedLabel,
        "closeEditor": QToolButton,
        "asPercent": QPushButton,
        "asAmount": QPushButton,
        "quantity": QuantityEdit,
        "percent": PercentEdit,
        "amount": AmountEdit,
        "apply": QPushButton,
        "editorMessage": QLabel,
    }

    def __init__(self, desk: Desk, sale: Sale, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sale = sale
        self._edited = Edited.QUANTITY
        self._row = 0
        self.form = load_form("line_editor", LineEditor, widgets=(AmountEdit, ElidedLabel, PercentEdit, QuantityEdit))
        self._title = child(self.form, QLabel, "editedTitle")
        self._line = child(self.form, ElidedLabel, "editedLine")
        self._message = child(self.form, QLabel, "editorMessage")
        self._quantity = child(self.form, QuantityEdit, "quantity")
        self._percent = child(self.form, PercentEdit, "percent")
        self._amount = child(self.form, AmountEdit, "amount")
        self._as_percent = child(self.form, QPushButton, "asPercent")
        self._as_amount = child(self.form, QPushButton, "asAmount")
        self._connect()
        self.form.hide()

    @property
    def is_open(self) -> bool:
        """Whether something is being edited."""
        return not self.form.isHidden()

    @property
    def has_focus(self) -> bool:
        """Whether one types into it."""
        focused = self.form.focusWidget()
        return self.is_open and focused is not None and focused.hasFocus()

    def edit(self, edited: Edited, row: int = 0, takes_focus: bool = True) -> None:
        """Open for a line, or for the whole cart; without the focus where something else is being typed."""
        self._edited, self._row = edited, row
        is_line = edited is not Edited.ORDER_DISCOUNT
        self._title.setText(edited.value)
        self._line.setText(self._sale.order.lines[row].title if is_line else "همهٔ ردیف‌ها")
        self._amount.set_unit(self._desk.unit)
        self._as_amount.setText(UNIT_NAMES[self._desk.unit])
        self._fill()
        self.form.show()
        if takes_focus:
            self.take_focus()
        self._say_effect()

    def take_focus(self) -> None:
        """Let what is written be typed over."""
        self._field.setFocus()
        self._field.selectAll()

    def close(self) -> None:
        """Give up what was typed."""
        if self.is_open:
            self.form.hide()
            self.closed.emit()

    def take_quantity(self) -> None:
        """Use a quantity that was typed but not entered: the next goods are already here."""
        if self.is_open and self._edited is Edited.QUANTITY:
            self._apply()
            self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """«٪» in either discount field means that a percentage is typed."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text() in ("%", "٪"):
            if self._edited in _DISCOUNTS:
                self._choose_percent(True, self._field.text())
            return True
        return super().eventFilter(watched, event)

    @property
    def _field(self) -> NumberEdit:
        if self._edited is Edited.QUANTITY:
            return self._quantity
        if self._edited is Edited.PRICE or not self._as_percent.isChecked():
            return self._amount
        return self._percent

    def _connect(self) -> None:
        for field in (self._quantity, self._percent, self._amount):
            field.returnPressed.connect(self._apply)
            field.changed.connect(self._say_effect)
            field.installEventFilter(self)
        self._as_percent.clicked.connect(lambda: self._choose_percent(True, ""))
        self._as_amount.clicked.connect(lambda: self._choose_percent(False, ""))
        child(self.form, QPushButton, "apply").clicked.connect(self._apply)
        close = child(self.form, QToolButton, "closeEditor")
        close.setIcon(icon("x"))
        close.clicked.connect(self.close)
        self._sale.changed.connect(self._cart_changed)

    def _cart_changed(self) -> None:
        """A line that is gone, or another in its place, can no longer be edited."""
        if not self.is_open:
            return
        lines = self._sale.order.lines
        is_there = self._row < len(lines) and lines[self._row].title == self._line.text()
        if self._edited is not Edited.ORDER_DISCOUNT and not is_there:
            self.close()

    def _fill(self) -> None:
        is_discount = self._edited in _DISCOUNTS
        known = self._known_discount() if is_discount else None
        self._as_percent.setChecked(known is None or known.percent is not None)
        self._as_amount.setChecked(not self._as_percent.isChecked())
        self._percent.setText("" if known is None or known.percent is None else f"{known.percent.normalize():f}")
        self._amount.set_value(known.rial if known else None)
        if not is_discount:
            line = self._sale.order.lines[self._row]
            self._quantity.set_measured(line.is_measured, line.unit)
            self._quantity.set_value(line.quantity)
            self._amount.set_value(line.unit_price)
        self._show_field()

    def _known_discount(self) -> Discount | None:
        order = self._sale.order
        return order.discount if self._edited is Edited.ORDER_DISCOUNT else order.lines[self._row].discount

    def _show_field(self) -> None:
        for button in (self._as_percent, self._as_amount):
            button.setVisible(self._edited in _DISCOUNTS)
        for field in (self._quantity, self._percent, self._amount):
            field.setVisible(field is self._field)
        self._field.setAccessibleName(self._edited.value)

    def _choose_percent(self, is_percent: bool, typed: str) -> None:
        self._as_percent.setChecked(is_percent)
        self._as_amount.setChecked(not is_percent)
        self._show_field()
        if typed:
            self._field.setText(typed)
        self._field.setFocus()
        self._say_effect()

    def _discount(self) -> Discount | None:
        """What was typed as a discount; nothing and zero mean none. Raises ShopError."""
        if self._field is self._percent:
            percent = self._percent.value()
            return Discount(percent=percent) if percent else None
        amount = self._amount.value()
        return Discount(rial=amount) if amount else None

    def _trial(self) -> Order:
        """The cart as it would be. Raises ShopError of what was typed."""
        order = self._sale.order
        if self._edited is Edited.LINE_DISCOUNT:
            return order.with_line_discount(self._row, self._discount())
        if self._edited is Edited.ORDER_DISCOUNT:
            return order.with_discount(self._discount())
        if self._edited is Edited.PRICE:
            price = self._amount.value()
            return order if price is None else order.with_unit_price(self._row, price)
        quantity = self._quantity.value()
        return order if quantity is None else order.with_quantity(self._row, quantity)

    def _say_effect(self) -> None:
        """Say at each keystroke what would come of it, or what is wrong with it."""
        if not self.is_open:
            return
        self._field.set_wrong(False)
        try:
            order = self._trial()
        except ShopError as error:
            self._say("ردیف حذف می‌شود." if self._means_removal(error) else sentence(error), "hint")
            return
        whole = self._edited is Edited.ORDER_DISCOUNT
        figures = order.totals if whole else order.figures[self._row]
        amount = f"{format_amount(figures.total, self._desk.unit)} {UNIT_NAMES[self._desk.unit]}"
        effect = f"قابل پرداخت: {amount}" if whole else f"جمع ردیف: {amount}"
        is_cut = self._edited in _DISCOUNTS and order.discount_is_cut
        self._say(f"{effect}  —  {_CUT}" if is_cut else effect, "warning" if is_cut else "hint")

    def _apply(self) -> None:
        try:
            self._trial()
        except ShopError as error:
            if self._means_removal(error):
                self._finish(lambda: self._sale.remove(self._row))
                return
            self._field.set_wrong(True)
            self._field.selectAll()
            self._say(sentence(error), "error")
            return
        self._finish(self._commit)

    def _commit(self) -> None:
        if self._edited is Edited.LINE_DISCOUNT:
            self._sale.set_line_discount(self._row, self._discount())
        elif self._edited is Edited.ORDER_DISCOUNT:
            self._sale.set_order_discount(self._discount())
        elif self._edited is Edited.PRICE and (price := self._amount.value()) is not None:
            self._sale.set_price(self._row, price)
        elif self._edited is Edited.QUANTITY and (quantity := self._quantity.value()) is not None:
            self._sale.set_quantity(self._row, quantity)

    def _finish(self, act: Callable[[], object]) -> None:
        self.form.hide()
        act()
        self.closed.emit()

    def _means_removal(self, error: ShopError) -> bool:
        return self._edited is Edited.QUANTITY and error.code == "quantity_not_positive"

    def _say(self, text: str, role: str) -> None:
        self._message.setText(text)
        if self._message.property("role") != role:
            self._message.setProperty("role", role)
            self._message.style().unpolish(self._message)
            self._message.style().polish(self._message)
        self._field.setAccessibleDescription(text)
