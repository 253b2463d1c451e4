"""Taking the money, in the place of the cart: cash with quick amounts, card, transfer, any split, and the change."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QToolButton

from bakala_desktop.domain.counter_payment import CounterPayment
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import Rial, format_amount
from bakala_desktop.domain.tender import CashRounding, Tender, TenderKind
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child, load_form
from bakala_desktop.gui.icons import icon, put_icon
from bakala_desktop.gui.messages import sentence
from bakala_desktop.gui.sell.quick_cash import QuickCash
from bakala_desktop.gui.sell.wrong_unit import WrongUnit
from bakala_desktop.gui.widgets.amount_label import AmountLabel
from bakala_desktop.gui.widgets.code_digits import code_of, show_code_digits
from bakala_desktop.gui.widgets.number_edit import UNIT_NAMES, AmountEdit

_OTHERS = (TenderKind.CARD, TenderKind.TRANSFER)
_ICONS = {TenderKind.CASH: "banknote", TenderKind.CARD: "credit-card", TenderKind.TRANSFER: "landmark"}
_REST, _CHANGE = "باقی‌مانده", "باقی پول مشتری"


class PaymentPanel(QObject):
    """Asks how a payable is paid. ``confirmed`` carries the tenders, once; ``closed`` follows when it is given up.

    Cash that is not typed follows what the other tenders leave, so that one amount is enough to split a payment.
    """

    confirmed = Signal(object)
    closed = Signal()

    names: ClassVar = {
        "closePayment": QToolButton,
        "due": AmountLabel,
        "dueUnit": QLabel,
        "cash": AmountEdit,
        "card": AmountEdit,
        "transfer": AmountEdit,
        "cardReference": QLineEdit,
        "transferReference": QLineEdit,
        "fillCash": QPushButton,
        "fillCard": QPushButton,
        "fillTransfer": QPushButton,
        "quickCash": QFrame,
        "wrongUnit": QFrame,
        "roundingNote": QLabel,
        "balanceCard": QFrame,
        "balanceTitle": QLabel,
        "balance": AmountLabel,
        "balanceUnit": QLabel,
        "paymentError": QLabel,
        "confirm": QPushButton,
    }

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._payable, self._rounding = Rial(0), CashRounding()
        self._is_cash_typed = self._is_sure = self._is_running = False
        self.form = load_form("payment", PaymentPanel, widgets=(AmountEdit, AmountLabel))
        self._due, self._balance = child(self.form, AmountLabel, "due"), child(self.form, AmountLabel, "balance")
        self._balance_title = child(self.form, QLabel, "balanceTitle")
        self._note, self._error = child(self.form, QLabel, "roundingNote"), child(self.form, QLabel, "paymentError")
        self._units = [child(self.form, QLabel, name) for name in ("dueUnit", "balanceUnit")]
        self._fields = {kind: child(self.form, AmountEdit, kind.value) for kind in (TenderKind.CASH, *_OTHERS)}
        self._references = {kind: child(self.form, QLineEdit, f"{kind.value}Reference") for kind in _OTHERS}
        self._confirm = child(self.form, QPushButton, "confirm")
        self._quick = QuickCash(child(self.form, QFrame, "quickCash"), self)
        self._guard = WrongUnit(child(self.form, QFrame, "wrongUnit"), desk, self)
        self._set_up()
        self._connect()

    @property
    def payment(self) -> CounterPayment:
        """What was typed so far. Raises ShopError of a field that holds no amount."""
        others = tuple(
            Tender(kind, amount, code_of(self._references[kind]))
            for kind in _OTHERS
            if (amount := self._fields[kind].value())
        )
        cash = (self._fields[TenderKind.CASH].value() or Rial(0)) if self._is_cash_typed else None
        return CounterPayment(self._payable, cash, others, self._rounding)

    def start(self, payable: Rial, rounding: CashRounding) -> None:
        """Begin with an empty payment."""
        self._rounding = rounding
        for field in (*(self._fields[kind] for kind in _OTHERS), *self._references.values()):
            field.clear()
        self._is_cash_typed = False
        self.set_running(False)
        self.set_payable(payable)

    def set_payable(self, payable: Rial) -> None:
        """Take over what is due now; what was typed stays."""
        self._payable = payable
        for field in self._fields.values():
            field.set_unit(self._desk.unit)
        for label in self._units:
            label.setText(UNIT_NAMES[self._desk.unit])
        self._due.set_amount(payable, self._desk.unit)
        self._show_state()

    def set_rounding(self, rounding: CashRounding) -> None:
        """Take over the shop's rule; what was typed stays."""
        self._rounding = rounding
        self._show_state()

    def ask_for(self, kind: TenderKind) -> None:
        """Put the cursor where this kind of payment is typed; a card pays the rest unless told otherwise."""
        if kind is TenderKind.CASH:
            self._fields[kind].setFocus()
            self._fields[kind].selectAll()
        elif not self._is_running:
            self._fill(kind)

    def set_running(self, is_running: bool) -> None:
        """Hold still while the sale is being written: a second Enter must not pay twice."""
        self._is_running = is_running
        self._confirm.setEnabled(not is_running)
        for field in (*self._fields.values(), *self._references.values()):
            field.setReadOnly(is_running)

    def show_error(self, error: ShopError) -> None:
        """Say in place why the sale was not completed."""
        self.set_running(False)
        self._say(sentence(error))

    def confirm(self) -> None:
        """Take the payment as typed, unless something in it is wrong or wants to be looked at."""
        if self._is_running:
            return
        try:
            payment = self.payment
            meant = None if self._is_sure else payment.probably_meant
            if meant is not None:
                self._guard.ask(payment.cash_given, meant)
                return
            payment.check()
        except ShopError as error:
            self._say(sentence(error))
            return
        self.set_running(True)
        self.confirmed.emit(payment.tenders)

    def _set_up(self) -> None:
        close = child(self.form, QToolButton, "closePayment")
        close.setIcon(icon("arrow-right"))
        close.clicked.connect(self.closed)
        for kind in self._fields:
            button = child(self.form, QPushButton, f"fill{kind.value.title()}")
            put_icon(button, _ICONS[kind])
            button.clicked.connect(lambda _=False, kind=kind: self._fill(kind))
        for reference in self._references.values():
            reference.setMaxLength(40)
            show_code_digits(reference)

    def _connect(self) -> None:
        self._fields[TenderKind.CASH].textEdited.connect(self._cash_typed)
        for kind in _OTHERS:
            self._fields[kind].changed.connect(self._show_state)
        for field in (*self._fields.values(), *self._references.values()):
            field.returnPressed.connect(self.confirm)
        self._confirm.clicked.connect(self.confirm)
        self._quick.chosen.connect(self._set_cash)
        self._guard.corrected.connect(self._set_cash)
        self._guard.kept.connect(self._keep_amount)
        # A change that is ten times too much must not be read out meanwhile.
        for name in ("balanceCard", "quickCash"):
            self._guard.shown.connect(child(self.form, QFrame, name).setHidden)

    def _cash_typed(self) -> None:
        self._is_cash_typed = True
        self._is_sure = False
        self._show_state()

    def _set_cash(self, amount: Rial) -> None:
        """Cash from a button: typed for the cashier."""
        self._fields[TenderKind.CASH].set_value(amount)
        self._cash_typed()
        self.ask_for(TenderKind.CASH)

    def _keep_amount(self) -> None:
        self._is_sure = True
        self.confirm()

    def _fill(self, kind: TenderKind) -> None:
        """Let one kind pay what the others leave."""
        field = self._fields[kind]
        if kind is TenderKind.CASH:
            self._is_cash_typed = False
        else:
            field.clear()
            field.set_value(self._rest_for_others())
            self._references[kind].setFocus()
        self._show_state()
        if kind is TenderKind.CASH:
            self.ask_for(kind)

    def _rest_for_others(self) -> Rial | None:
        """What is left to pay by card or transfer; cash counts only where it was really given."""
        try:
            payment = self.payment
        except ShopError:
            return None
        if payment.cash is None:
            payment = CounterPayment(self._payable, Rial(0), payment.others, CashRounding())
        return Rial(payment.balance) if payment.balance > 0 else None

    def _show_state(self) -> None:
        """Show at each keystroke what is still to be paid, or what goes back."""
        self._guard.dismiss()
        try:
            payment = self.payment
        except ShopError as error:
            self._say(sentence(error))
            return
        if not self._is_cash_typed:
            self._fields[TenderKind.CASH].set_value(payment.cash_given)
        self._say(_refusal(payment))
        self._quick.offer(payment.cash_due, self._desk.unit)
        self._show_balance(payment.balance)
        rounded = payment.rounding_tender
        text = f"گرد کردن: {format_amount(rounded.amount, self._desk.unit)}" if rounded else ""
        self._note.setText(f"{text} {UNIT_NAMES[self._desk.unit]}" if text else "")
        self._note.setVisible(bool(text))

    def _show_balance(self, balance: int) -> None:
        is_short = balance > 0
        self._balance_title.setText(_REST if is_short else _CHANGE)
        self._balance.set_amount(abs(balance), self._desk.unit)
        role = "rest" if is_short else "back"
        if self._balance.property("role") != role:
            self._balance.setProperty("role", role)
            self._balance.style().unpolish(self._balance)
            self._balance.style().polish(self._balance)

    def _say(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))


def _refusal(payment: CounterPayment) -> str:
    """What is wrong already; that something is still to be paid is no mistake yet."""
    try:
        payment.check()
    except ShopError as error:
        return "" if error.code == "tenders_too_small" else sentence(error)
    return ""
