"""The drawer for the customer over the goods: found as one types, or made and completed on the spot."""

from __future__ import annotations

from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QStackedWidget, QToolButton, QWidget

from bakala_desktop.domain.customer import (
    FIELDS,
    Customer,
    CustomerId,
    PartyKind,
    guess_field,
    missing_for_counter_sale,
)
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.staff import Permission
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child, load_form
from bakala_desktop.gui.icons import icon, put_icon
from bakala_desktop.gui.messages import missing_fields, sentence
from bakala_desktop.gui.sell.customer_form import CustomerForm
from bakala_desktop.gui.widgets.customer_view import CustomerView
from bakala_desktop.gui.widgets.search_edit import SearchEdit
from bakala_desktop.services import customers

_TITLE = "مشتری"
_HINT = "نام، شمارهٔ همراه، کد ملی یا شناسهٔ ملی مشتری را بنویسید."
_NONE = "مشتری‌ای با این مشخصات پیدا نشد؛ می‌توانید همین جا بسازید."


class CustomerPanel(QObject):
    """Finds or makes the customer of a sale; ``picked`` carries the Customer, ``closed`` says that it was given up."""

    picked = Signal(object)
    closed = Signal()

    names: ClassVar = {
        "customerTitle": QLabel,
        "closeCustomer": QToolButton,
        "customerPages": QStackedWidget,
        "findPage": QWidget,
        "editPage": QWidget,
        "find": SearchEdit,
        "found": CustomerView,
        "findHint": QLabel,
        "newNatural": QPushButton,
        "newLegal": QPushButton,
        "asNatural": QPushButton,
        "asLegal": QPushButton,
        "fieldsArea": QScrollArea,
        "fields": QWidget,
        "stillNeeded": QLabel,
        "customerError": QLabel,
        "useKnown": QPushButton,
        "saveCustomer": QPushButton,
        "backToFind": QPushButton,
    }

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._question = 0
        self._known: Customer | None = None
        self._existing: CustomerId | None = None
        self.form = load_form("customer", CustomerPanel, widgets=(CustomerView, SearchEdit))
        self._pages = child(self.form, QStackedWidget, "customerPages")
        self._title = child(self.form, QLabel, "customerTitle")
        self.find = child(self.form, SearchEdit, "find")
        self._found = child(self.form, CustomerView, "found")
        self._hint = child(self.form, QLabel, "findHint")
        self._needed, self._error = child(self.form, QLabel, "stillNeeded"), child(self.form, QLabel, "customerError")
        self._kinds = {
            PartyKind.NATURAL: child(self.form, QPushButton, "asNatural"),
            PartyKind.LEGAL: child(self.form, QPushButton, "asLegal"),
        }
        self._save = child(self.form, QPushButton, "saveCustomer")
        self._use_known = child(self.form, QPushButton, "useKnown")
        self.fields = CustomerForm(child(self.form, QWidget, "fields"), self)
        self._connect()

    def open(self, customer: Customer | None, title: str = _TITLE) -> None:
        """Begin with the search, or with a customer whose data is not complete."""
        self._title.setText(title)
        if customer is not None and missing_for_counter_sale(customer):
            self.complete(customer)
            return
        self._show_page("findPage")
        self.find.clear()
        self._show_found(self._question, ())
        self.find.setFocus()

    def complete(self, customer: Customer) -> None:
        """Ask for what a known customer still lacks."""
        self._known = customer
        self._edit(customer.kind, {name: getattr(customer, name) for name in FIELDS})

    def create(self, kind: PartyKind) -> None:
        """Begin a new customer with what was searched for, in the field where it belongs."""
        self._known = None
        text = self.find.text().strip()
        name = guess_field(text)
        if kind is PartyKind.LEGAL and name == "last_name":
            name = "name"
        self._edit(kind, {name: text} if name else {})

    def _connect(self) -> None:
        close = child(self.form, QToolButton, "closeCustomer")
        close.setIcon(icon("x"))
        close.clicked.connect(self.closed)
        self.find.textChanged.connect(self._ask)
        self.find.stepped.connect(self._found.step)
        self.find.accepted.connect(self._accept)
        self._found.chosen.connect(self._pick)
        for name, kind in (("newNatural", PartyKind.NATURAL), ("newLegal", PartyKind.LEGAL)):
            button = child(self.form, QPushButton, name)
            button.clicked.connect(partial(self.create, kind))
            button.setEnabled(Permission.EDIT_CUSTOMERS in self._desk.rights)
            put_icon(button, "user-plus" if kind is PartyKind.NATURAL else "building")
        for kind, button in self._kinds.items():
            button.clicked.connect(partial(self._change_kind, kind))
        back = child(self.form, QPushButton, "backToFind")
        back.clicked.connect(lambda: self.open(None, self._title.text()))
        self._save.clicked.connect(self.save)
        self._use_known.clicked.connect(self._take_existing)
        # After an error of the program no answer comes, and the button must work again.
        self._desk.tasks.bug.connect(self._wake)
        self.fields.edited.connect(self._say_needed)
        for field in self.fields.fields.values():
            field.field.returnPressed.connect(self._entered)
        for button in (self._save, self._use_known, back):
            button.setAutoDefault(True)

    def _show_page(self, name: str) -> None:
        self._pages.setCurrentWidget(child(self.form, QWidget, name))

    def _ask(self) -> None:
        self._question += 1
        text = self.find.text().strip()
        if not text:
            self._show_found(self._question, ())
            return
        self._desk.tasks.run(
            customers.search_customers,
            self._desk.shop,
            text,
            owner=self,
            then=partial(self._show_found, self._question),
        )

    def _show_found(self, question: int, found: tuple[Customer, ...]) -> None:
        if question != self._question:
            return
        self._found.show_customers(found)
        self._hint.setVisible(not found)
        self._hint.setText(_NONE if self.find.text().strip() else _HINT)

    def _accept(self) -> None:
        """Enter takes the marked customer once the answer to what is typed is there."""
        self._desk.tasks.run(
            customers.search_customers,
            self._desk.shop,
            self.find.text().strip(),
            1,
            owner=self,
            then=self._accept_found,
        )

    def _accept_found(self, found: tuple[Customer, ...]) -> None:
        if found:
            self._found.choose_current()

    def _pick(self, customer: Customer) -> None:
        if missing_for_counter_sale(customer):
            self.complete(customer)
        else:
            self.picked.emit(customer)

    def _edit(self, kind: PartyKind, values: dict[str, str]) -> None:
        self._show_page("editPage")
        for button in self._kinds.values():
            # A known customer stays what it is.
            button.setEnabled(self._known is None)
        self.fields.fill(values)
        self._change_kind(kind)
        self._say_error("")

    def _change_kind(self, kind: PartyKind) -> None:
        for each, button in self._kinds.items():
            button.setChecked(each is kind)
        self.fields.show_kind(kind)
        self.fields.first.setFocus()

    def _entered(self) -> None:
        """Enter goes on to the next empty field that the sale needs, and saves where none is left."""
        needed = [name for name in self.fields.missing if not self.fields.fields[name].text]
        if needed:
            self.fields.fields[needed[0]].setFocus()
        else:
            self.save()

    def save(self) -> None:
        """Keep what is typed and take this customer for the sale."""
        if not self._save.isEnabled():
            return
        try:
            self.fields.customer()
        except ShopError as error:
            self._show_error(error)
            return
        self._save.setEnabled(False)
        shop, values = self._desk.shop, self.fields.values
        then, failed, run = self._saved, self._show_error, self._desk.tasks.run
        if self._known is None:
            run(customers.create_customer, shop, self.fields.kind, values, owner=self, then=then, failed=failed)
        else:
            run(customers.update_customer, shop, self._known.id, values, owner=self, then=then, failed=failed)

    def _saved(self, customer: Customer) -> None:
        self._save.setEnabled(True)
        missing = missing_for_counter_sale(customer)
        if missing:
            # It is kept; the sale only needs the rest before it can name this buyer.
            self._known = customer
            self._say_error(f"مشتری ثبت شد. برای نام بردن در صورتحساب هنوز لازم است: {missing_fields(missing)}")
            self.fields.fields[missing[0]].setFocus()
        else:
            self.picked.emit(customer)

    def _show_error(self, error: ShopError) -> None:
        self._save.setEnabled(True)
        is_at_field = self.fields.show_error(error)
        self._say_error("" if is_at_field else sentence(error))
        if error.code == "customer_exists":
            self._existing = CustomerId(UUID(str(error.data["id"])))
            self._use_known.setText(f"انتخاب «{error.data['name']}»")
            self._use_known.show()

    def _wake(self) -> None:
        self._save.setEnabled(True)

    def _take_existing(self) -> None:
        shop, then, failed = self._desk.shop, self._pick, self._show_error
        self._desk.tasks.run(customers.get_customer, shop, self._existing, owner=self, then=then, failed=failed)

    def _say_needed(self) -> None:
        missing = self.fields.missing
        self._needed.setText(f"برای فروش حضوری لازم است: {missing_fields(missing)}" if missing else "")
        self._needed.setVisible(bool(missing))
        self._say_error("")

    def _say_error(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self._use_known.hide()
