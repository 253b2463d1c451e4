"""The sell screen: goods at the right, the cart at the left, and every key and scan that moves a sale along."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.order import OrderLine
from bakala_desktop.domain.product import Product
from bakala_desktop.domain.tender import TenderKind
from bakala_desktop.gui.actions import BY_ID
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child, load_form
from bakala_desktop.gui.scanner import Scanner
from bakala_desktop.gui.sell.cart_panel import CartPanel
from bakala_desktop.gui.sell.checkout import Checkout
from bakala_desktop.gui.sell.drawers import Drawers
from bakala_desktop.gui.sell.editor_place import EditorPlace
from bakala_desktop.gui.sell.goods_entry import GoodsEntry
from bakala_desktop.gui.sell.goods_panel import GoodsPanel
from bakala_desktop.gui.sell.intake import Intake
from bakala_desktop.gui.sell.line_editor import Edited
from bakala_desktop.gui.sell.sale import Sale
from bakala_desktop.gui.sell.sell_commands import SellCommands
from bakala_desktop.gui.sell.sell_layout import SellLayout
from bakala_desktop.gui.sell.till_documents import TillDocuments
from bakala_desktop.gui.sell.type_ahead import TypeAhead
from bakala_desktop.gui.sell.unknown_goods import UnknownGoods
from bakala_desktop.gui.widgets.amount_label import AmountLabel
from bakala_desktop.gui.widgets.cart_view import CartView
from bakala_desktop.gui.widgets.chip_row import ChipRow
from bakala_desktop.gui.widgets.elided_label import ElidedLabel
from bakala_desktop.gui.widgets.goods_view import GoodsView
from bakala_desktop.gui.widgets.icon_label import IconLabel
from bakala_desktop.gui.widgets.numpad import NumPad
from bakala_desktop.gui.widgets.search_edit import SearchEdit
from bakala_desktop.services import catalog
from bakala_desktop.services.sell import OrderAnswer

_OWN = (AmountLabel, CartView, ChipRow, ElidedLabel, GoodsView, IconLabel, NumPad, SearchEdit)
_ADDED_WHILE_PAYING = "کالا به سبد افزوده شد و مبلغ تغییر کرد؛ برای پرداخت دوباره \u2066F12\u2069 را بزنید."


class SellScreen(QObject):
    """Sells. ``sale_completed`` carries the serial of each invoice that was issued."""

    sale_completed = Signal(str)

    names: ClassVar = {
        **CartPanel.names,
        **GoodsPanel.names,
        **SellLayout.names,
        **SellCommands.names,
        "goodsStack": QStackedWidget,
        "cartStack": QStackedWidget,
        "editorHost": QFrame,
    }

    def __init__(self, desk: Desk, scanner: Scanner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._scanner = scanner
        self._is_loaded = False
        self.form = load_form("sell", SellScreen, widgets=_OWN)
        self.sale = Sale(desk.shop.new_id, self)
        self.goods = GoodsPanel(self.form, desk, self)
        self.cart = CartPanel(self.form, desk, self.sale, self)
        self.editor = EditorPlace(child(self.form, QFrame, "editorHost"), desk, self.sale, self)
        self.intake = Intake(desk, self.sale, self)
        self.checkout = Checkout(child(self.form, QStackedWidget, "cartStack"), desk, self.sale, self.intake, self)
        self.drawers = Drawers(child(self.form, QStackedWidget, "goodsStack"), desk, self)
        self.documents = TillDocuments(desk, self.sale, self.intake, self.checkout, self.drawers, self)
        self._unknown = UnknownGoods(desk, self.intake, self.drawers, self)
        self._entry = GoodsEntry(desk, self.sale, self.goods, self.cart, self.intake)
        self._layout = SellLayout(self.form, self)
        self._typing = TypeAhead(self.goods.search, lambda: not self.checkout.is_paying, self)
        self._typing.watch(self.form, self.cart.view, self.goods.view)
        self.commands = SellCommands(self.form, desk, self._slots(), self)
        self.goods.name_toggle()
        self._connect()
        self._update_actions()

    @property
    def has_goods(self) -> bool:
        """Whether goods are in the cart that would be lost."""
        return not self.sale.is_empty

    def activate(self) -> None:
        """Take the keyboard; the first time, ask for the goods."""
        if not self._is_loaded:
            self._is_loaded = True
            self.goods.load()
            self.checkout.load()
        self._take_focus()

    def close(self) -> None:
        """Listen to the scanner no more and take no more answers."""
        self._scanner.scanned.disconnect(self._scanned)
        self._desk.settings_changed.disconnect(self._follow_settings)
        panels = (*self.drawers.children(), *self.documents.children())
        for owner in (self, self.goods, self.intake, self.checkout, *panels):
            self._desk.tasks.forget(owner)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc that nothing else wanted goes one step back."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            return self._step_back()
        return super().eventFilter(watched, event)

    def _slots(self) -> dict[str, Callable[[], object]]:
        return {
            "sell.focus_search": self._search,
            "sell.customer": self._open_customer,
            "sell.create_product": self._unknown.define,
            "sell.pay": self._pay,
            "sell.pay_cash": partial(self._pay_with, TenderKind.CASH),
            "sell.pay_card": partial(self._pay_with, TenderKind.CARD),
            "sell.proforma": self._offer_cart,
            "sell.undo": self.sale.undo,
            "sell.numpad": self._layout.toggle_numpad,
            "sell.tiles": self.goods.toggle_view,
            "sell.discount": partial(self._edit, Edited.LINE_DISCOUNT),
            "sell.order_discount": partial(self._edit, Edited.ORDER_DISCOUNT),
            "sell.price": partial(self._edit, Edited.PRICE),
            "sell.quantity": partial(self._edit, Edited.QUANTITY),
            "sell.increase": partial(self._step_quantity, 1),
            "sell.decrease": partial(self._step_quantity, -1),
            "sell.remove": self._remove,
            "sell.clear": self.sale.clear,
        }

    def _connect(self) -> None:
        self._scanner.scanned.connect(self._scanned)
        self.intake.added.connect(self._added)
        self._entry.serial_entered.connect(self.documents.open_entered)
        self._layout.compacted.connect(self.commands.shorten)
        self._unknown.defined.connect(self._product_created)
        for refusing in (self.intake.refused, self.sale.refused):
            refusing.connect(self._desk.show_error)
        self.sale.changed.connect(self._cart_changed)
        self.sale.removed.connect(self._offer_undo)
        self.cart.quantity_asked.connect(self._edit_quantity)
        self.editor.closed.connect(self._take_focus)
        self.checkout.left.connect(self._take_focus)
        self.checkout.asked.connect(self._update_actions)
        self.checkout.left.connect(self._update_actions)
        self.checkout.completed.connect(self._completed)
        self.checkout.refused.connect(self._refused)
        self.documents.opened.connect(self._offer_opened)
        for maker in (self.checkout, self.drawers, self.editor):
            maker.made.connect(self._layout.adopt)
        self.drawers.closed.connect(self._take_focus)
        self.drawers.customer_picked.connect(self.sale.set_customer)
        self._desk.settings_changed.connect(self._follow_settings)
        self.form.installEventFilter(self)

    # Goods come in

    def _scanned(self, code: str) -> None:
        """A scan always sells, whatever is open. A quantity that was typed but not entered is meant."""
        self.editor.take_quantity()
        self._entry.scan(code)

    def _added(self, is_to_be_weighed: bool) -> None:
        if self.checkout.is_paying and not self.checkout.is_running:
            self.checkout.leave()
            self._desk.notify("info", _ADDED_WHILE_PAYING)
        elif self.checkout.is_done:
            self.checkout.leave()
        if is_to_be_weighed and self.cart.row is not None:
            self.editor.edit(Edited.QUANTITY, self.cart.row, takes_focus=not self.drawers.is_open)

    def _product_created(self, product: Product) -> None:
        self.goods.refresh()
        self.intake.pick(product)

    def _offer_cart(self) -> None:
        self.editor.take_quantity()
        self.documents.offer_cart()

    def _offer_opened(self) -> None:
        self.editor.close()
        self.drawers.close()
        self.checkout.leave()
        self._take_focus()

    # The cart changes

    def _cart_changed(self) -> None:
        self.goods.show_in_cart(self.sale.order)
        self.checkout.follow_cart()
        self._update_actions()

    def _edit(self, edited: Edited) -> None:
        self.checkout.leave()
        row = self.cart.row
        if edited is Edited.ORDER_DISCOUNT or row is not None:
            self.editor.edit(edited, row or 0)

    def _edit_quantity(self, row: int) -> None:
        self.editor.edit(Edited.QUANTITY, row)

    def _step_quantity(self, pieces: int) -> None:
        if self.cart.row is not None:
            self.sale.step(self.cart.row, pieces)

    def _remove(self) -> None:
        if self.cart.row is not None:
            self.sale.remove(self.cart.row)

    def _offer_undo(self, text: str) -> None:
        self._desk.notify("info", text, BY_ID["sell.undo"].label, self.sale.undo)

    def _update_actions(self) -> None:
        self.commands.allow_goods(not self.checkout.is_running and not self.sale.is_empty)

    # Money

    def _pay(self) -> None:
        if self.checkout.is_paying:
            self._confirm()
        else:
            self._pay_with(TenderKind.CASH)

    def _pay_with(self, kind: TenderKind) -> None:
        if not self.intake.is_busy and not self.sale.is_empty:
            self.editor.take_quantity()
            self.checkout.pay(kind)

    def _confirm(self) -> None:
        self.checkout.payment.confirm()

    def _completed(self, answer: OrderAnswer) -> None:
        self.drawers.close()
        self.goods.refresh()
        self._update_actions()
        self.sale_completed.emit(str(answer.serial))

    def _refused(self, error: ShopError) -> None:
        """A sale that was not written: bring what changed up to date; the cart stays."""
        if error.code == "price_changed":
            line = next((one for one in self.sale.order.lines if one.sku == error.data["sku"]), None)
            if line is not None:
                run = self._desk.tasks.run
                run(catalog.line_for, self._desk.shop, line.product_id, owner=self, then=self._take_price)
        elif error.code == "customer_incomplete" and self.sale.customer is not None:
            self.drawers.open_customer(self.sale.customer)

    def _take_price(self, line: OrderLine) -> None:
        self.sale.refresh_prices(line)
        self._desk.notify("warning", f"قیمت «{line.title}» تغییر کرده بود؛ سبد با قیمت تازه به‌روز شد.")

    # Focus and layout

    def _open_customer(self) -> None:
        self.drawers.open_customer(self.sale.customer)

    def _search(self) -> None:
        self.editor.close()
        self.drawers.close()
        self.goods.search.setFocus()

    def _take_focus(self) -> None:
        """Put the cursor where the work goes on; a drawer that is open has it already."""
        if self.drawers.is_open:
            return
        if self.checkout.is_paying:
            self.checkout.payment.ask_for(TenderKind.CASH)
        elif self.checkout.is_done:
            self.checkout.result.take_focus()
        elif self.editor.is_open:
            self.editor.take_focus()
        else:
            self.goods.search.setFocus()

    def _step_back(self) -> bool:
        if self.editor.is_open and (self.editor.has_focus or not self.drawers.is_open):
            self.editor.close()
        elif self.drawers.is_open:
            self.drawers.close()
        else:
            self.checkout.leave()
        self._take_focus()
        return True

    def _follow_settings(self) -> None:
        self.goods.set_unit()
        self.cart.set_unit()
        self.checkout.set_unit()
