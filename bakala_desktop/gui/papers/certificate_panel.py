"""The panel of the VAT certificate: which invoices, what it would say of them, what it replaces, or why it may not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QWidget

from bakala_desktop.domain.certificate import Certificate, CertifiedInvoice
from bakala_desktop.domain.customer import Customer
from bakala_desktop.domain.document import SERIES, DocumentId, DocumentKind
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import format_day, shop_day
from bakala_desktop.domain.money import DECIMAL_MARK, MoneyUnit, format_amount
from bakala_desktop.domain.period import Period
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.tax import VatRate, percent_text
from bakala_desktop.domain.text import persian_digits
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child, load_form
from bakala_desktop.gui.icons import icon
from bakala_desktop.gui.messages import sentence
from bakala_desktop.gui.sell.paper_words import serial_text
from bakala_desktop.gui.table_model import AMOUNT, Column, TableModel
from bakala_desktop.gui.widgets.amount_label import AmountLabel
from bakala_desktop.gui.widgets.chip_row import ChipRow
from bakala_desktop.gui.widgets.day_edit import DayEdit
from bakala_desktop.gui.widgets.elided_label import ElidedLabel
from bakala_desktop.gui.widgets.icon_label import IconLabel
from bakala_desktop.gui.widgets.line_table import LineTable
from bakala_desktop.gui.widgets.number_edit import UNIT_NAMES
from bakala_desktop.gui.wrapped_label import WrappedLabel
from bakala_desktop.services import certificates
from bakala_desktop.services.certificates import CertificatePreview, CertificateRequest

_CHOSEN, _PERIOD = "chosen", "period"
_ASK_MS, _NAMED = 60, 3
_NO_CUSTOMER = "نخست مشتری را برگزینید."


class CertificatePanel(QObject):
    """Previews and issues a certificate. ``issued`` carries its serial; ``customer_wanted`` asks for another buyer."""

    issued = Signal(str)
    closed = Signal()
    customer_wanted = Signal()

    names: ClassVar = {
        "closeCertificate": QToolButton,
        "scope": ChipRow,
        "periodRow": QWidget,
        "customerName": ElidedLabel,
        "pickCustomer": QPushButton,
        "spans": ChipRow,
        "certificateFrom": DayEdit,
        "certificateTo": DayEdit,
        "buyerLine": ElidedLabel,
        "certified": LineTable,
        "ratesLine": QLabel,
        "certificateTotals": QFrame,
        **{f"{name}Amount": AmountLabel for name in ("base", "exempt", "vat", "total")},
        "replacesNote": QLabel,
        "refusalBox": QFrame,
        "refusal": QLabel,
        "issueCertificate": QPushButton,
        "giveUpCertificate": QPushButton,
    }

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._serials: tuple[str, ...] = ()
        self.customer: Customer | None = None
        self._question = 0
        self._unit = desk.unit
        self._previewed: CertificateRequest | None = None
        own = (AmountLabel, ChipRow, DayEdit, ElidedLabel, IconLabel, LineTable, WrappedLabel)
        self.form = load_form("papers_certificate", CertificatePanel, widgets=own)
        self._scope, self._spans = child(self.form, ChipRow, "scope"), child(self.form, ChipRow, "spans")
        self._from, self._to = (child(self.form, DayEdit, name) for name in ("certificateFrom", "certificateTo"))
        self._refusal, self._note = child(self.form, QLabel, "refusal"), child(self.form, QLabel, "replacesNote")
        self._refusal_box = child(self.form, QFrame, "refusalBox")
        self._issue = child(self.form, QPushButton, "issueCertificate")
        self._table = child(self.form, LineTable, "certified")
        self._model = TableModel(_columns(desk.unit), self._table)
        self._soon = QTimer(self.form, singleShot=True, interval=_ASK_MS)
        self._set_up_table()
        self._connect()

    def open(self, serials: Sequence[str], customer: Customer | None, days: Period) -> None:
        """Begin with the chosen invoices, or, without any, with the invoices of a customer in these days."""
        self._serials, self.customer = tuple(serials), customer
        chosen = f"صورتحساب‌های برگزیده ({format_amount(len(self._serials))})"
        self._scope.set_chips([*([(_CHOSEN, chosen)] if self._serials else []), (_PERIOD, "همهٔ صورتحساب‌های این مشتری")])
        self._spans.set_chips([(None, "روزهای دلخواه"), (Period.of_month, "این ماه"), (Period.of_season, "این فصل")])
        self._from.set_value(days.first)
        self._to.set_value(days.last)
        self._hold(False)
        self._show_figures(False)
        self._note.hide()
        self.set_unit()
        self._show_scope()
        self.form.setFocus()
        self._issue.setFocus()

    def take_customer(self, customer: Customer) -> None:
        """Ask for this customer's invoices from now on."""
        self.customer = customer
        self._scope.choose(_PERIOD)
        self._show_scope()
        self._from.setFocus()

    def set_low(self, is_low: bool) -> None:
        """Where the window is low, the days are typed only."""
        self._spans.setVisible(not is_low)

    def set_unit(self) -> None:
        """Write amounts in the unit of the screen; where only its colours changed, what is previewed may be issued."""
        if self._unit is not self._desk.unit:
            self._unit = self._desk.unit
            self._model.set_columns(_columns(self._unit))
            self._ask_soon()

    def issue(self) -> None:
        """Issue what is previewed."""
        if not self._issue.isEnabled():
            return
        request = self._previewed
        if request is None:
            return
        self._hold(True)
        run = self._desk.tasks.run
        run(
            certificates.issue_certificate,
            self._desk.shop,
            request,
            owner=self,
            then=self._issued,
            failed=partial(self._refuse, self._question),
        )

    def _connect(self) -> None:
        close = child(self.form, QToolButton, "closeCertificate")
        close.setIcon(icon("x"))
        close.clicked.connect(self.closed)
        child(self.form, QPushButton, "giveUpCertificate").clicked.connect(self.closed)
        child(self.form, QPushButton, "pickCustomer").clicked.connect(self.customer_wanted)
        self._scope.chosen.connect(self._show_scope)
        self._spans.chosen.connect(self._take_span)
        for field in (self._from, self._to):
            field.changed.connect(self._ask_soon)
            field.returnPressed.connect(self._issue.setFocus)
        self._soon.timeout.connect(self._ask)
        self._issue.clicked.connect(self.issue)
        self._issue.setAutoDefault(True)
        self._desk.tasks.bug.connect(lambda _: self._hold(False))

    def _set_up_table(self) -> None:
        self._table.setModel(self._model)
        self._table.verticalHeader().setDefaultSectionSize(34)
        self._table.lay_out()

    def _show_scope(self) -> None:
        is_period = self._scope.value == _PERIOD
        child(self.form, QWidget, "periodRow").setVisible(is_period)
        name = self.customer.display_name if self.customer else _NO_CUSTOMER
        child(self.form, ElidedLabel, "customerName").setText(name)
        self._ask_soon()

    def _take_span(self, make: object) -> None:
        if callable(make):
            span = make(shop_day(self._desk.shop.clock.now()))
            self._from.set_value(span.first)
            self._to.set_value(span.last)

    def _request(self) -> CertificateRequest | None:
        """What is asked for, None while no customer is chosen. Raises ShopError ``bad_date``."""
        if self._scope.value == _CHOSEN:
            return CertificateRequest(self._serials)
        if self.customer is None:
            return None
        return CertificateRequest(customer_id=self.customer.id, from_day=self._from.value(), to_day=self._to.value())

    def _ask_soon(self) -> None:
        """Ask once typing rests. What was previewed is not what is asked for any more, and is not to be issued."""
        self._question += 1
        self._previewed = None
        self._refusal_box.hide()
        self._soon.start()

    def _ask(self) -> None:
        self._question += 1
        question = self._question
        try:
            request = self._request()
        except ShopError as error:
            self._refuse(question, error)
            return
        if request is None:
            self._show_refusal(_NO_CUSTOMER)
            return
        run = self._desk.tasks.run
        run(
            certificates.preview_certificate,
            self._desk.shop,
            request,
            owner=self,
            then=partial(self._show, question, request),
            failed=partial(self._refuse, question),
        )

    def _show(self, question: int, request: CertificateRequest, preview: CertificatePreview) -> None:
        if question != self._question:
            return
        self._previewed = request
        self._show_content(_as_issued(preview, self._desk.shop.clock.now()))
        older = "، ".join(serial_text(serial) for serial in preview.replaces)
        note = f"این گواهی جای گواهی {older} را می‌گیرد." if older else ""
        lost = "، ".join(serial_text(serial) for serial in preview.loses[:_NAMED])
        lost += f" و {format_amount(len(preview.loses) - _NAMED)} صورتحساب دیگر" if len(preview.loses) > _NAMED else ""
        self._note.setText(f"{note} با صدور آن، این صورتحساب‌ها بی‌گواهی می‌مانند: {lost}." if lost else note)
        self._note.setVisible(bool(older))
        self._refusal_box.hide()
        self._issue.setEnabled(True)

    def _show_content(self, content: Certificate) -> None:
        unit = self._desk.unit
        identity = persian_digits(content.buyer.identity)
        child(self.form, ElidedLabel, "buyerLine").setText(f"{content.buyer.name} · شناسهٔ ملی {identity}")
        self._model.set_rows(content.invoices)
        for name, amount in (
            ("base", content.base),
            ("exempt", content.exempt_base),
            ("vat", content.vat),
            ("total", content.total),
        ):
            child(self.form, AmountLabel, f"{name}Amount").set_amount(amount, unit)
        rates = [
            f"نرخ {_percent(part.rate)}٪: مأخذ {format_amount(part.base, unit)}، مالیات {format_amount(part.vat, unit)}"
            for part in content.by_rate
        ]
        child(self.form, QLabel, "ratesLine").setText(" · ".join([f"مبلغ‌ها به {UNIT_NAMES[unit]}", *rates]))
        self._show_figures(True)

    def _refuse(self, question: int, error: ShopError) -> None:
        if question != self._question:
            return
        self._show_refusal(sentence(error))

    def _show_refusal(self, text: str) -> None:
        self._previewed = None
        self._refusal.setText(text)
        self._refusal_box.show()
        self._show_figures(False)
        self._note.hide()
        self._issue.setEnabled(False)

    def _show_figures(self, is_shown: bool) -> None:
        for name in ("certified", "ratesLine", "certificateTotals"):
            child(self.form, QWidget, name).setVisible(is_shown)
        # The customer of a period is named above already.
        child(self.form, QWidget, "buyerLine").setVisible(is_shown and self._scope.value == _CHOSEN)

    def _issued(self, certificate: Certificate) -> None:
        self._hold(False)
        self.issued.emit(str(certificate.serial))

    def _hold(self, is_running: bool) -> None:
        """Hold still while it is being written: a second Enter must issue nothing twice."""
        self._issue.setEnabled(not is_running)


def _as_issued(preview: CertificatePreview, now: datetime) -> Certificate:
    """Return the certificate as it would be issued now, without identity and number: its sums are the domain's."""
    nobody, unnumbered = DocumentId(UUID(int=0)), Serial(0, SERIES[DocumentKind.CERTIFICATE], 0)
    return preview.content.issue(nobody, unnumbered, now, "", preview.replaces)


def _percent(rate: VatRate) -> str:
    return persian_digits(percent_text(rate).replace(".", DECIMAL_MARK))


def _columns(unit: MoneyUnit) -> tuple[Column[CertifiedInvoice], ...]:
    def amount(amount: int) -> str:
        return format_amount(amount, unit)

    return (
        Column("صورتحساب", lambda row: serial_text(row.serial)),
        Column("تاریخ", lambda row: persian_digits(format_day(shop_day(row.issued_at))), AMOUNT, width=88),
        Column("مأخذ", lambda row: amount(row.base), AMOUNT),
        Column("معاف", lambda row: amount(row.exempt_base), AMOUNT, width=92),
        Column("مالیات", lambda row: amount(row.vat), AMOUNT),
        Column("جمع", lambda row: amount(row.total), AMOUNT),
    )
