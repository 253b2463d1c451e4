"""How a change is settled: in cash, by card or by transfer, or split; one kind follows what the others leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QWidget

from bakala_desktop.domain.counter_payment import CounterPayment
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import Rial, format_amount
from bakala_desktop.domain.tender import CashRounding, Tender, TenderKind, rest_after
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.messages import sentence
from bakala_desktop.gui.widgets.chip_row import ChipRow
from bakala_desktop.gui.widgets.code_digits import code_of, show_code_digits
from bakala_desktop.gui.widgets.number_edit import UNIT_NAMES, AmountEdit

_OTHERS = (TenderKind.CARD, TenderKind.TRANSFER)
_KINDS = (TenderKind.CASH, *_OTHERS)
_SPLIT = None
_CHIPS = (
    (TenderKind.CASH, "نقد"),
    (TenderKind.CARD, "کارت"),
    (TenderKind.TRANSFER, "حواله"),
    (_SPLIT, "چند روش"),
)
_GIVEN, _TAKEN = "بازپرداخت", "دریافت"


class MoneyRow(QObject):
    """One way for the whole amount, or three fields for a split. ``tenders`` is what they say.

    ``entered`` follows Enter in one of the fields, ``changed`` each change.
    """

    changed = Signal()
    entered = Signal()

    names: ClassVar = {
        "money": QFrame,
        "moneyTitle": QLabel,
        "moneyWays": ChipRow,
        "splitRow": QWidget,
        "moneyNote": QLabel,
        **{kind.value: AmountEdit for kind in _KINDS},
        **{f"{kind.value}Reference": QLineEdit for kind in _OTHERS},
    }

    def __init__(self, form: QWidget, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._due, self._rounding = Rial(0), CashRounding()
        self._is_cash_typed = False
        self._frame, self._title = child(form, QFrame, "money"), child(form, QLabel, "moneyTitle")
        self._ways, self._note = child(form, ChipRow, "moneyWays"), child(form, QLabel, "moneyNote")
        self._split_row = child(form, QWidget, "splitRow")
        self._fields = {kind: child(form, AmountEdit, kind.value) for kind in _KINDS}
        self._references = {kind: child(form, QLineEdit, f"{kind.value}Reference") for kind in _OTHERS}
        self._ways.set_chips(_CHIPS)
        self._connect()

    def start(self, kinds_paid: Sequence[TenderKind], rounding: CashRounding) -> None:
        """Begin anew: money goes back the way it came, where it came by one way."""
        self._rounding = rounding
        paid = {kind for kind in kinds_paid if kind is not TenderKind.ROUNDING}
        for field in (*self._fields.values(), *self._references.values()):
            field.clear()
        for field in self._fields.values():
            field.set_unit(self._desk.unit)
            # The unit is named above; beside a large amount there is no room for it.
            field.set_suffix("")
            field.setAccessibleDescription(UNIT_NAMES[self._desk.unit])
        self._is_cash_typed = False
        self._ways.choose(paid.pop() if len(paid) == 1 and paid <= set(_KINDS) else TenderKind.CASH)
        self.set_moved(0)

    def set_moved(self, moved: int) -> None:
        """Take over what goes back to the customer; a negative amount is what is still to be paid."""
        self._due = Rial(abs(moved))
        self._title.setText(_TAKEN if moved < 0 else _GIVEN)
        self._frame.setVisible(moved != 0)
        self._write()

    def choose(self, way: TenderKind | None) -> None:
        """Settle the whole amount one way, or, with None, split it."""
        self._ways.choose(way)
        self._chosen()

    @property
    def tenders(self) -> tuple[Tender, ...]:
        """What moves, in rials; cash may be rounded by the shop's rule. Raises ShopError where a field is no amount."""
        way = self._ways.value
        if not self._due:
            return ()
        if isinstance(way, TenderKind) and way is not TenderKind.CASH:
            return (self._tender(way, self._due),)
        if way is not _SPLIT:
            return CounterPayment(self._due, None, (), self._rounding).tenders
        others = tuple(self._tender(kind, amount) for kind in _OTHERS if (amount := self._fields[kind].value()))
        cash = (self._fields[TenderKind.CASH].value() or Rial(0)) if self._is_cash_typed else None
        return CounterPayment(self._due, cash, others, self._rounding).tenders

    @property
    def is_shown(self) -> bool:
        """Whether any money moves."""
        return not self._frame.isHidden()

    def take_focus(self) -> None:
        """Put the cursor where it is said how the money moves."""
        if self._ways.value is _SPLIT:
            self._fields[TenderKind.CARD].setFocus()
        else:
            self._ways.take_focus()

    def _connect(self) -> None:
        self._ways.chosen.connect(self._chosen)
        self._fields[TenderKind.CASH].textEdited.connect(self._cash_typed)
        for kind in _OTHERS:
            self._fields[kind].textEdited.connect(self._typed)
        for field in (*self._fields.values(), *self._references.values()):
            field.returnPressed.connect(self.entered)
        for reference in self._references.values():
            reference.setMaxLength(40)
            show_code_digits(reference)

    def _tender(self, kind: TenderKind, amount: Rial) -> Tender:
        return Tender(kind, amount, code_of(self._references[kind]))

    def _chosen(self) -> None:
        self._is_cash_typed = False
        for kind in _OTHERS:
            self._fields[kind].clear()
        self._write()
        self.changed.emit()

    def _cash_typed(self) -> None:
        self._is_cash_typed = True
        self._typed()

    def _typed(self) -> None:
        self._write()
        self.changed.emit()

    def _write(self) -> None:
        """Show the fields of the chosen way, write the cash that follows the rest, and say what is left or rounded."""
        way = self._ways.value
        self._split_row.setVisible(way is _SPLIT)
        try:
            tenders = self.tenders
        except ShopError as error:
            self._say(sentence(error))
            return
        if way is _SPLIT and not self._is_cash_typed:
            cash = next((tender.amount for tender in tenders if tender.kind is TenderKind.CASH), None)
            self._fields[TenderKind.CASH].set_value(cash)
        moved = {tender.kind for tender in tenders}
        for kind, reference in self._references.items():
            reference.setVisible(kind in moved)
        self._say(self._note_of(tenders))

    def _note_of(self, tenders: Sequence[Tender]) -> str:
        unit = self._desk.unit
        rest = rest_after(self._due, tenders)
        if rest > 0:
            return f"{format_amount(rest, unit)} {UNIT_NAMES[unit]} دیگر مانده است."
        if rest < 0:
            return f"{format_amount(abs(rest), unit)} {UNIT_NAMES[unit]} بیش از مبلغ است."
        rounded = next((tender.amount for tender in tenders if tender.kind is TenderKind.ROUNDING), None)
        return f"گرد کردن: {format_amount(rounded, unit)} {UNIT_NAMES[unit]}" if rounded else ""

    def _say(self, text: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))
