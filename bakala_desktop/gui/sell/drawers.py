"""The drawers over the goods: for the customer and for new goods. One is open at a time, and scans go on under it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from bakala_desktop.domain.customer import Customer
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.sell.customer_panel import CustomerPanel
from bakala_desktop.gui.sell.product_panel import ProductPanel


class Drawers(QObject):
    """Opens and closes. ``customer_picked`` carries a Customer, ``product_created`` a Product, ``made`` a new form."""

    customer_picked = Signal(object)
    product_created = Signal(object)
    closed = Signal()
    made = Signal(object)

    def __init__(self, stack: QStackedWidget, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._stack = stack
        self._desk = desk
        self._customer: CustomerPanel | None = None
        self._product: ProductPanel | None = None
        self._taken: Callable[[Customer], object] | None = None

    @property
    def is_open(self) -> bool:
        """Whether a drawer lies over the goods."""
        return self._stack.currentIndex() > 0

    @property
    def customer(self) -> CustomerPanel:
        """The customer's drawer, made when it is first wanted."""
        if self._customer is None:
            self._customer = CustomerPanel(self._desk, self)
            self._customer.closed.connect(self.close)
            self._customer.picked.connect(self._picked)
            self._stack.addWidget(self._customer.form)
            self.made.emit(self._customer.form)
        return self._customer

    @property
    def product(self) -> ProductPanel:
        """The drawer for new goods, made when it is first wanted."""
        if self._product is None:
            self._product = ProductPanel(self._desk, self)
            self._product.closed.connect(self.close)
            self._product.created.connect(self._created)
            self._stack.addWidget(self._product.form)
            self.made.emit(self._product.form)
        return self._product

    def open_customer(self, customer: Customer | None) -> None:
        """Look for a customer, or complete the one of this sale."""
        self._taken = None
        self._stack.setCurrentWidget(self.customer.form)
        self.customer.open(customer)

    def ask_for_customer(self, title: str, taken: Callable[[Customer], object], known: Customer | None = None) -> None:
        """Let a customer be picked for something else than this sale, or complete one that is ``known``.

        ``title`` says for what; ``taken`` is called with the Customer, and not at all where the drawer is closed.
        """
        self._stack.setCurrentWidget(self.customer.form)
        self.customer.open(None, title)
        if known is not None:
            self.customer.complete(known)
        self._taken = taken

    def open_product(self, code: str) -> None:
        """Define goods, with the code that was scanned."""
        self._taken = None
        self._stack.setCurrentWidget(self.product.form)
        self.product.open(code)

    def close(self) -> None:
        """Show the goods again."""
        self._taken = None
        if self.is_open:
            self._stack.setCurrentIndex(0)
            self.closed.emit()

    def _picked(self, customer: Customer) -> None:
        taken = self._taken
        self.close()
        if taken is None:
            self.customer_picked.emit(customer)
        else:
            taken(customer)

    def _created(self, product: object) -> None:
        self.close()
        self.product_created.emit(product)
