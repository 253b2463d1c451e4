"""The drawer for new goods over the list: what the till needs to sell them at once, each field checked in place."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QToolButton, QWidget

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child, load_form
from bakala_desktop.gui.icons import icon
from bakala_desktop.gui.messages import sentence
from bakala_desktop.gui.widgets.form_field import FormField
from bakala_desktop.gui.widgets.number_edit import AmountEdit, PercentEdit
from bakala_desktop.services import catalog

_UNITS = ("عدد", "بسته", "کیلوگرم", "گرم", "لیتر", "متر", "جفت", "دست", "جعبه", "کارتن")
_SHORTEST_BARCODE = 8


class ProductPanel(QObject):
    """Defines goods; ``created`` carries the Product, ``closed`` follows when it is given up."""

    created = Signal(object)
    closed = Signal()

    names: ClassVar = {
        "closeProduct": QToolButton,
        "barcodeField": FormField,
        "skuField": FormField,
        "titleField": FormField,
        "categoryField": FormField,
        "productUnit": QComboBox,
        "price": AmountEdit,
        "vatPercent": PercentEdit,
        "priceIncludesVat": QCheckBox,
        "productError": QLabel,
        "saveProduct": QPushButton,
        "cancelProduct": QPushButton,
    }

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.form = load_form("product", ProductPanel, widgets=(AmountEdit, FormField, PercentEdit))
        titles = {"barcode": "بارکد", "sku": "کد کالا", "title": "نام کالا", "category": "گروه کالا (دلخواه)"}
        self._texts = {name: child(self.form, FormField, f"{name}Field") for name in titles}
        for name, title in titles.items():
            self._texts[name].set_up(title, is_code=name in ("barcode", "sku"))
        self._unit = child(self.form, QComboBox, "productUnit")
        self._price = child(self.form, AmountEdit, "price")
        self._vat = child(self.form, PercentEdit, "vatPercent")
        self._includes_vat = child(self.form, QCheckBox, "priceIncludesVat")
        self._error = child(self.form, QLabel, "productError")
        self._save = child(self.form, QPushButton, "saveProduct")
        self._connect()

    def open(self, code: str) -> None:
        """Begin with a code that no goods have yet; "" begins with empty fields."""
        is_barcode = len(code) >= _SHORTEST_BARCODE and code.isdigit()
        for name, field in self._texts.items():
            is_code = name == "sku" or (name == "barcode" and is_barcode)
            field.set_text(code if is_code else "")
            field.say("")
        self._price.set_unit(self._desk.unit)
        self._price.clear()
        self._vat.clear()
        self._includes_vat.setChecked(False)
        self._unit.setCurrentIndex(0)
        self._say("")
        self._save.setEnabled(True)
        self._texts["title" if code else "barcode"].setFocus()

    def save(self) -> None:
        """Keep the goods and put them into the cart."""
        if not self._save.isEnabled():
            return
        try:
            fields = self._fields()
        except ShopError as error:
            self._show_error(error)
            return
        self._save.setEnabled(False)
        shop, then, failed = self._desk.shop, self.created.emit, self._show_error
        self._desk.tasks.run(catalog.create_product, shop, fields, owner=self, then=then, failed=failed)

    def _fields(self) -> dict[str, str]:
        """What is typed, as the products file has it: the price in rials. Raises ShopError."""
        fields = {name: field.text for name, field in self._texts.items()}
        fields["sku"] = fields["sku"] or fields["barcode"]
        price = self._price.value()
        return fields | {
            "unit": self._unit.currentText(),
            "price_rial": "" if price is None else str(price),
            "vat_percent": self._vat.text(),
            "price_includes_vat": "1" if self._includes_vat.isChecked() else "0",
        }

    def _connect(self) -> None:
        self._unit.addItems(_UNITS)
        close = child(self.form, QToolButton, "closeProduct")
        close.setIcon(icon("x"))
        close.clicked.connect(self.closed)
        cancel = child(self.form, QPushButton, "cancelProduct")
        cancel.clicked.connect(self.closed)
        self._save.clicked.connect(self.save)
        for button in (self._save, cancel):
            button.setAutoDefault(True)
        for field in self._texts.values():
            field.field.returnPressed.connect(self._entered)
            field.edited.connect(lambda field=field: field.say(""))
        for number in (self._price, self._vat):
            number.returnPressed.connect(self._entered)
            number.changed.connect(lambda number=number: number.set_wrong(False))
        # After an error of the program no answer comes, and the button must work again.
        self._desk.tasks.bug.connect(self._wake)

    def _wake(self) -> None:
        self._save.setEnabled(True)

    def _entered(self) -> None:
        """Enter goes on to what is still needed, and saves where nothing is."""
        if not self._texts["title"].text.strip():
            self._texts["title"].setFocus()
        elif self._price.is_empty:
            self._price.setFocus()
        else:
            self.save()

    def _show_error(self, error: ShopError) -> None:
        self._save.setEnabled(True)
        name = str(error.data.get("field", ""))
        widgets: dict[str, QWidget] = {"price_rial": self._price, "vat_percent": self._vat, "unit": self._unit}
        if name in self._texts:
            self._texts[name].say(sentence(error))
            self._texts[name].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._say(sentence(error))
        if name in widgets:
            widgets[name].setFocus(Qt.FocusReason.OtherFocusReason)
        if name in ("price_rial", "vat_percent"):
            (self._price if name == "price_rial" else self._vat).set_wrong(True)

    def _say(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))
