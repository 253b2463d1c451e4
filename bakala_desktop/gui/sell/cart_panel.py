"""The cart beside the goods: its lines, its customer, its sums, and the buttons that lead to the money."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from bakala_desktop.domain.text import isolate_ltr, persian_digits
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.icons import icon
from bakala_desktop.gui.sell.paper_words import day_text, serial_text
from bakala_desktop.gui.sell.sale import NO_ROW, Offer, Sale
from bakala_desktop.gui.widgets.amount_label import AmountLabel
from bakala_desktop.gui.widgets.cart_view import CartView
from bakala_desktop.gui.widgets.elided_label import ElidedLabel
from bakala_desktop.gui.widgets.number_edit import UNIT_NAMES

NO_CUSTOMER = "مشتری عمومی"
NO_CUSTOMER_HINT = "بدون نام روی صورتحساب"
_DISCOUNT, _DISCOUNT_CUT = "تخفیف", "تخفیف (تا سقف مبلغ)"


def offer_text(offer: Offer) -> str:
    """Name the proforma of a cart and say how long it holds, for the line above the goods."""
    day = day_text(offer.valid_until)
    validity = f"اعتبار تا {day} بود؛ قیمت امروز" if offer.is_over else f"معتبر تا {day}"
    return f"پیش‌فاکتور {serial_text(offer.serial)}، {validity}"


class CartPanel(QObject):
    """Shows a ``Sale``. ``quantity_asked(row)`` wants the quantity of a line to be typed."""

    names: ClassVar = {
        "cart": CartView,
        "cartCount": QLabel,
        "offerLine": ElidedLabel,
        "customerName": ElidedLabel,
        "customerCode": ElidedLabel,
        "clearCustomer": QToolButton,
        "gross": AmountLabel,
        "discount": AmountLabel,
        "discountTitle": QLabel,
        "vat": AmountLabel,
        "payable": AmountLabel,
        "unit": QLabel,
    }

    quantity_asked = Signal(int)

    def __init__(self, form: QWidget, desk: Desk, sale: Sale, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sale = sale
        self._offer: Offer | None = None
        self.view = child(form, CartView, "cart")
        self._count = child(form, QLabel, "cartCount")
        self._offer_line = child(form, ElidedLabel, "offerLine")
        self._name = child(form, ElidedLabel, "customerName")
        self._code = child(form, ElidedLabel, "customerCode")
        self._clear_customer = child(form, QToolButton, "clearCustomer")
        self._sums = {name: child(form, AmountLabel, name) for name in ("gross", "discount", "vat", "payable")}
        self._discount_title = child(form, QLabel, "discountTitle")
        self._unit = child(form, QLabel, "unit")
        self._clear_customer.setIcon(icon("x"))
        self._clear_customer.clicked.connect(lambda: sale.set_customer(None))
        self._connect()
        self.set_unit()

    @property
    def row(self) -> int | None:
        """The line that commands act on, or None in an empty cart."""
        return self.view.current_row

    def set_unit(self) -> None:
        """Write amounts in the unit of the screen."""
        self.view.cart.set_unit(self._desk.unit)
        self._unit.setText(UNIT_NAMES[self._desk.unit])
        self._show_totals()

    def show_sale(self, row: int = NO_ROW) -> None:
        """Show the cart as it is now, and mark the line that was touched."""
        order = self._sale.order
        self.view.cart.set_lines(order.lines, order.figures)
        if row != NO_ROW:
            self.view.mark_row(row)
        self._count.setText(persian_digits(str(len(order.lines))))
        self._count.setAccessibleName(f"{persian_digits(str(len(order.lines)))} ردیف در سبد خرید")
        if self._sale.offer != self._offer:
            self._show_offer()
        self._show_totals()

    def _show_offer(self) -> None:
        offer = self._offer = self._sale.offer
        self._offer_line.setText("" if offer is None else offer_text(offer))
        self._offer_line.setProperty("role", "warning" if offer is not None and offer.is_over else "hint")
        self._offer_line.style().unpolish(self._offer_line)
        self._offer_line.style().polish(self._offer_line)
        self._offer_line.setVisible(offer is not None)

    def show_customer(self) -> None:
        """Name the customer of the sale."""
        customer = self._sale.customer
        self._clear_customer.setVisible(customer is not None)
        if customer is None:
            self._name.setText(NO_CUSTOMER)
            self._code.setText(NO_CUSTOMER_HINT)
            return
        self._name.setText(customer.display_name)
        codes = [isolate_ltr(persian_digits(code)) for code in (customer.identity, customer.mobile) if code]
        self._code.setText(" · ".join(codes))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the marked line in sight when the editor takes its room from the lines."""
        if event.type() == QEvent.Type.Resize and self.view.currentIndex().isValid():
            QTimer.singleShot(0, self.view, self._show_marked)
        return False

    def _show_marked(self) -> None:
        self.view.scrollTo(self.view.currentIndex())

    def _connect(self) -> None:
        self.view.stepped.connect(self._sale.step)
        self.view.removed.connect(self._sale.remove)
        self.view.quantity_asked.connect(self.quantity_asked)
        self._sale.changed.connect(self.show_sale)
        self.view.installEventFilter(self)
        self._sale.customer_changed.connect(self.show_customer)
        self.show_customer()

    def _show_totals(self) -> None:
        totals, unit = self._sale.order.totals, self._desk.unit
        for name, amount in (
            ("gross", totals.gross),
            ("discount", totals.discount),
            ("vat", totals.vat),
            ("payable", totals.total),
        ):
            self._sums[name].set_amount(amount, unit)
        is_cut = bool(totals.discount) and self._sale.order.discount_is_cut
        self._discount_title.setText(_DISCOUNT_CUT if is_cut else _DISCOUNT)
