"""From the cart to the money and to the finished sale: which panel stands in the cart's place, and when."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.order import Order
from bakala_desktop.domain.tender import CashRounding, Tender, TenderKind
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.sell.intake import Intake
from bakala_desktop.gui.sell.payment_panel import PaymentPanel
from bakala_desktop.gui.sell.result_panel import ResultPanel
from bakala_desktop.gui.sell.sale import Sale
from bakala_desktop.services import sell, settings
from bakala_desktop.services.sell import OrderAnswer


class Checkout(QObject):
    """Takes the payment of a ``Sale`` and writes it.

    ``completed`` carries the OrderAnswer; ``refused`` the ShopError of a sale that was not written and stays as it
    is; ``left`` says that the cart is in front again; ``asked`` that the payment or the result came in front;
    ``official_wanted`` carries the serial of a finished sale that is to be made out to a buyer; ``made`` carries the
    form of a panel that was just made.
    """

    completed = Signal(object)
    refused = Signal(object)
    asked = Signal()
    official_wanted = Signal(str)
    made = Signal(object)
    left = Signal()

    def __init__(self, stack: QStackedWidget, desk: Desk, sale: Sale, intake: Intake, parent: QObject) -> None:
        super().__init__(parent)
        self._stack = stack
        self._cart = child(stack, QWidget, "cartPage")
        self._desk = desk
        self._sale = sale
        self._intake = intake
        self._rounding = CashRounding()
        self._unit = desk.unit
        self._paid_order: Order | None = None
        self._payment: PaymentPanel | None = None
        self._result: ResultPanel | None = None
        self.is_running = False
        desk.tasks.bug.connect(self._resume)

    @property
    def is_paying(self) -> bool:
        """Whether the payment is in front."""
        return self._payment is not None and self._stack.currentWidget() is self._payment.form

    @property
    def is_done(self) -> bool:
        """Whether the last sale is still in front."""
        return self._result is not None and self._stack.currentWidget() is self._result.form

    @property
    def payment(self) -> PaymentPanel:
        """The panel for the money, made when it is first wanted."""
        if self._payment is None:
            self._payment = PaymentPanel(self._desk, self)
            self._payment.closed.connect(self.leave)
            self._payment.confirmed.connect(self._complete)
            self._stack.addWidget(self._payment.form)
            self.made.emit(self._payment.form)
        return self._payment

    @property
    def result(self) -> ResultPanel:
        """The panel of a finished sale, made when it is first wanted."""
        if self._result is None:
            self._result = ResultPanel(self._desk, self)
            self._result.finished.connect(self.leave)
            self._result.print_wanted.connect(self._desk.paper_wanted)
            self._result.save_wanted.connect(self._desk.paper_file_wanted)
            self._result.receipt_wanted.connect(self._desk.receipt_wanted)
            self._result.official_wanted.connect(self.official_wanted)
            self._stack.addWidget(self._result.form)
            self.made.emit(self._result.form)
        return self._result

    def load(self) -> None:
        """Ask how cash is rounded in this shop."""
        self._desk.tasks.run(settings.get_rounding, self._desk.shop, owner=self, then=self._take_rounding)

    def pay(self, kind: TenderKind) -> None:
        """Bring the payment in front, or go to another kind of it; the cursor is where this kind is typed."""
        if self.is_running:
            return
        if not self.is_paying:
            self.load()
            if self._paid_order is None or self._paid_order.id != self._sale.order.id:
                self.payment.start(self._sale.order.payable, self._rounding)
            else:
                # Goods came in between: what was typed for this sale still stands.
                self.payment.set_running(False)
                self.payment.set_payable(self._sale.order.payable)
            self._paid_order = self._sale.order
            self._stack.setCurrentWidget(self.payment.form)
            self.asked.emit()
        self.payment.ask_for(kind)

    def follow_cart(self) -> None:
        """Take over a changed amount while the payment is in front."""
        if self.is_paying and not self.is_running:
            self.payment.set_payable(self._sale.order.payable)

    def set_unit(self) -> None:
        """Write amounts in the unit of the screen; where only its colours changed, a finished sale stays in front."""
        if self._unit is self._desk.unit:
            return
        self._unit = self._desk.unit
        if self._payment is not None and not self.is_running:
            self._payment.set_payable(self._sale.order.payable)
        if self.is_done:
            self._stack.setCurrentWidget(self._cart)

    def leave(self) -> None:
        """Bring the cart back in front; while a sale is being written it stays as it is."""
        if not self.is_running and self._stack.currentWidget() is not self._cart:
            self._stack.setCurrentWidget(self._cart)
            self.left.emit()

    def _take_rounding(self, rounding: CashRounding) -> None:
        if rounding != self._rounding:
            self._rounding = rounding
            if self.is_paying and not self.is_running:
                self.payment.set_rounding(rounding)

    def _complete(self, tenders: tuple[Tender, ...]) -> None:
        """Write the sale. A second press meanwhile finds the panel at rest, and the same cart is never sold twice."""
        if self._intake.is_busy:
            # Goods are on their way that would be missing; once they are here, another amount is due.
            self.payment.set_running(False)
            return
        self.is_running = True
        order = self._sale.order
        self._desk.tasks.run(
            sell.complete_sale,
            self._desk.shop,
            order,
            tenders,
            owner=self,
            then=self._completed,
            failed=self._failed,
        )

    def _completed(self, answer: OrderAnswer) -> None:
        self.is_running = False
        self._paid_order = None
        self.result.show_sale(answer)
        self._stack.setCurrentWidget(self.result.form)
        self._sale.start_anew()
        self.result.take_focus()
        self.asked.emit()
        self.completed.emit(answer)

    def _failed(self, error: ShopError) -> None:
        self.is_running = False
        self.payment.show_error(error)
        self.refused.emit(error)

    def _resume(self) -> None:
        """After an error of the program: the cart is not lost, and selling it again is safe."""
        if self.is_running:
            self.is_running = False
            self.payment.set_running(False)
