"""The panel in which an invoice is changed: the lines, what it comes to, how the money moves, and why."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.filing import checked_reason
from bakala_desktop.domain.refunds import tenders_left
from bakala_desktop.domain.tender import CashRounding
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child, load_form
from bakala_desktop.gui.icons import icon
from bakala_desktop.gui.messages import sentence
from bakala_desktop.gui.papers.change_drafts import drafts_of
from bakala_desktop.gui.papers.change_jobs import Asked, ChangeJob, Outcome
from bakala_desktop.gui.papers.change_model import ChangeModel
from bakala_desktop.gui.papers.money_row import MoneyRow
from bakala_desktop.gui.sell.paper_words import serial_text
from bakala_desktop.gui.widgets.amount_label import AmountLabel
from bakala_desktop.gui.widgets.chip_row import ChipRow
from bakala_desktop.gui.widgets.elided_label import ElidedLabel
from bakala_desktop.gui.widgets.line_table import LineTable
from bakala_desktop.gui.widgets.number_edit import UNIT_NAMES, AmountEdit
from bakala_desktop.gui.wrapped_label import WrappedLabel
from bakala_desktop.services import settings

_SETTLE_MS = 60
"""So long after the last keystroke the totals of all lines follow; a cell's own figure follows at once."""
_REASONS = ("reason1", "reason2", "reason3")
_BACK, _PAID = "به مشتری پس داده می‌شود", "مشتری می‌پردازد"


class ChangePanel(QObject):
    """Asks for one ``ChangeJob`` at a time. ``issued`` carries the serial of the new document; ``closed`` gives up."""

    issued = Signal(str)
    closed = Signal()

    names: ClassVar = {
        **MoneyRow.names,
        "changeTitle": ElidedLabel,
        "closeChange": QToolButton,
        "changeHint": QLabel,
        "lines": LineTable,
        "allLines": QPushButton,
        "totals": QFrame,
        "beforeAmount": AmountLabel,
        "afterAmount": AmountLabel,
        "movedTitle": QLabel,
        "movedAmount": AmountLabel,
        "reason": QLineEdit,
        "reasonTitle": QLabel,
        **dict.fromkeys(_REASONS, QPushButton),
        "reasons": QWidget,
        "changeError": QLabel,
        "issueChange": QPushButton,
        "giveUpChange": QPushButton,
    }

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: ChangeJob | None = None
        self._rounding = CashRounding()
        self._outcome: Outcome | None = None
        self._is_low = False
        self._unit = desk.unit
        self.form = load_form(
            "papers_change",
            ChangePanel,
            widgets=(AmountEdit, AmountLabel, ChipRow, ElidedLabel, LineTable, WrappedLabel),
        )
        self.money = MoneyRow(self.form, desk, self)
        self.lines = child(self.form, LineTable, "lines")
        self.model = ChangeModel(self.lines)
        self.lines.setModel(self.model)
        self.reason = child(self.form, QLineEdit, "reason")
        self._error = child(self.form, QLabel, "changeError")
        self._issue = child(self.form, QPushButton, "issueChange")
        self._amounts = [child(self.form, AmountLabel, f"{name}Amount") for name in ("before", "after", "moved")]
        self._settle = QTimer(self.form, singleShot=True, interval=_SETTLE_MS)
        self._connect()

    def open(self, job: ChangeJob) -> None:
        """Begin a job; one that cannot be done at all says so at once."""
        self._job, self._unit = job, self._desk.unit
        self._write_texts(job)
        self.model.start(job.asks, drafts_of(job.chain), self._desk.unit)
        self.lines.lay_out()
        self.lines.setVisible(job.asks is not Asked.NOTHING)
        child(self.form, QPushButton, "allLines").setVisible(job.asks is Asked.RETURNED)
        self._show_help()
        self.reason.clear()
        self.money.start([tender.kind for tender in tenders_left(job.chain)], self._rounding)
        self._desk.tasks.run(settings.get_rounding, self._desk.shop, owner=self, then=self._take_rounding)
        self._hold(False)
        self._say("")
        try:
            job.check()
        except ShopError as error:
            self.show_error(error)
        self._show_outcome()
        self._take_focus()

    def set_low(self, is_low: bool) -> None:
        """Where the window is low, the lines take the room of the hint and of the reasons that are often given."""
        self._is_low = is_low
        self._show_help()

    def set_unit(self) -> None:
        """Begin again in the new unit of the screen; where only its colours changed, what is typed stays."""
        if self._job is not None and self.form.isVisible() and self._unit is not self._desk.unit:
            self.open(self._job)

    def show_error(self, error: ShopError) -> None:
        """Say in place why nothing was issued."""
        self._hold(False)
        self._say(sentence(error))
        if error.code == "reason_missing":
            self.reason.setFocus()

    def confirm(self) -> None:
        """Issue the document as typed, unless something is wrong that can be seen here."""
        job = self._job
        if job is None or not self._issue.isEnabled():
            return
        self._settle.stop()
        self._show_outcome()
        if self._outcome is None:
            return
        try:
            reason = checked_reason(self.reason.text()) if job.needs_reason or self.reason.text().strip() else ""
            tenders = self.money.tenders if job.moves_money else ()
        except ShopError as error:
            self.show_error(error)
            return
        self._hold(True)
        drafts = list(self.model.drafts)
        work = partial(job.issue, self._desk.shop, drafts, reason, tenders)
        self._desk.tasks.run(work, owner=self, then=self._issued, failed=self.show_error)

    def _connect(self) -> None:
        close = child(self.form, QToolButton, "closeChange")
        close.setIcon(icon("x"))
        close.clicked.connect(self.closed)
        child(self.form, QPushButton, "giveUpChange").clicked.connect(self.closed)
        child(self.form, QPushButton, "allLines").clicked.connect(self.model.take_all)
        self._issue.clicked.connect(self.confirm)
        self._issue.setAutoDefault(True)
        self.reason.returnPressed.connect(self.confirm)
        for name in _REASONS:
            button = child(self.form, QPushButton, name)
            button.clicked.connect(lambda _=False, button=button: self._take_reason(button.text()))
        self.lines.toggled.connect(self.model.toggle_all)
        self.lines.left.connect(self._go_on)
        self.money.entered.connect(self.reason.setFocus)
        self.model.changed.connect(self._settle.start)
        self.model.refused.connect(lambda error: self._say(sentence(error)))
        self._settle.timeout.connect(self._show_outcome)
        self.reason.textEdited.connect(lambda _: self._show_outcome())
        # After an error of the program no answer comes, and the button must work again.
        self._desk.tasks.bug.connect(lambda _: self._hold(False))

    def _write_texts(self, job: ChangeJob) -> None:
        invoice = job.chain.invoice
        buyer = f" · {invoice.buyer.name}" if invoice.buyer else ""
        child(self.form, ElidedLabel, "changeTitle").setText(f"{job.title} {serial_text(invoice.serial)}{buyer}")
        child(self.form, QLabel, "changeHint").setText(job.hint)
        self._issue.setProperty("kind", "danger" if job.is_grave else "primary")
        self._issue.style().unpolish(self._issue)
        self._issue.style().polish(self._issue)
        self._issue.setText(job.verb)
        self._issue.setAccessibleName(job.verb)
        self.reason.setPlaceholderText("علت را بنویسید" if job.needs_reason else "اختیاری")
        for at, name in enumerate(_REASONS):
            button = child(self.form, QPushButton, name)
            button.setVisible(at < len(job.reasons))
            button.setText(job.reasons[at] if at < len(job.reasons) else "")
        child(self.form, QFrame, "totals").setVisible(job.moves_money)

    def _show_help(self) -> None:
        has_room = not self._is_low or self.lines.isHidden()
        for name in ("changeHint", "reasons"):
            child(self.form, QWidget, name).setVisible(has_room)

    def _take_focus(self) -> None:
        if self.lines.isHidden():
            self.reason.setFocus()
        else:
            self.lines.begin()

    def _go_on(self) -> None:
        """After the last line come the money and the reason."""
        self._show_outcome()
        if self.money.is_shown:
            self.money.take_focus()
        else:
            self.reason.setFocus()

    def _take_reason(self, text: str) -> None:
        self.reason.setText(text)
        self.reason.setFocus()

    def _take_rounding(self, rounding: CashRounding) -> None:
        if self._job is not None and rounding != self._rounding:
            self._rounding = rounding
            self.money.start([tender.kind for tender in tenders_left(self._job.chain)], rounding)
            self._show_outcome()

    def _show_outcome(self) -> None:
        """Show what the change comes to, or why it may not be."""
        job = self._job
        if job is None:
            return
        try:
            job.check()
            self._outcome = job.outcome(self.model.drafts)
        except ShopError as error:
            self._outcome = None
            self._say(sentence(error))
            self.money.set_moved(0)
            return
        outcome = self._outcome
        moved = outcome.moved if job.moves_money else 0
        child(self.form, QLabel, "movedTitle").setText(
            f"{_PAID if moved < 0 else _BACK} ({UNIT_NAMES[self._desk.unit]})"
        )
        for label, amount in zip(self._amounts, (outcome.before.total, outcome.after.total, abs(moved)), strict=True):
            label.set_amount(amount, self._desk.unit)
        self.money.set_moved(moved)
        self._say("")

    def _issued(self, serial: str) -> None:
        self._hold(False)
        self.issued.emit(serial)

    def _hold(self, is_running: bool) -> None:
        """Hold still while it is being written: a second Enter must issue nothing twice."""
        self._issue.setEnabled(not is_running)

    def _say(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))
