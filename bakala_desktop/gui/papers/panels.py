"""The panels over the paper: changes of an invoice, certificates, batches, reports. One at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from bakala_desktop.domain.customer import Customer
from bakala_desktop.domain.period import Period
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.paper_output import PaperOutput
from bakala_desktop.gui.papers.batch_panel import BatchPanel
from bakala_desktop.gui.papers.certificate_panel import CertificatePanel
from bakala_desktop.gui.papers.change_jobs import ChangeJob
from bakala_desktop.gui.papers.change_panel import ChangePanel
from bakala_desktop.gui.papers.reports_panel import ReportsPanel
from bakala_desktop.gui.sell.customer_panel import CustomerPanel
from bakala_desktop.services.papers import DocumentFilter

Picked = Callable[[Customer], object]


class Panels(QObject):
    """Opens and closes. ``issued`` carries the serial of a new document; ``turned`` follows each change of what is in
    front; ``batch_done`` the end of a batch, when prints were counted."""

    issued = Signal(str)
    turned = Signal()
    batch_done = Signal()

    def __init__(self, stack: QStackedWidget, desk: Desk, output: PaperOutput, parent: QObject) -> None:
        super().__init__(parent)
        self._stack = stack
        self._desk = desk
        self._output = output
        self._is_low = True
        self._picked: Picked | None = None
        self._under: QWidget | None = None
        self._change: ChangePanel | None = None
        self._certificate: CertificatePanel | None = None
        self._batch: BatchPanel | None = None
        self._reports: ReportsPanel | None = None
        self._customer: CustomerPanel | None = None

    @property
    def is_open(self) -> bool:
        """Whether a panel lies over the paper."""
        return self._stack.currentIndex() > 0

    @property
    def change(self) -> ChangePanel:
        """The panel that changes an invoice, made when it is first wanted."""
        if self._change is None:
            self._change = ChangePanel(self._desk, self)
            self._change.set_low(self._is_low)
            self._change.closed.connect(self.close)
            self._change.issued.connect(self._issued)
            self._stack.addWidget(self._change.form)
        return self._change

    @property
    def certificate(self) -> CertificatePanel:
        """The panel of the VAT certificate, made when it is first wanted."""
        if self._certificate is None:
            self._certificate = CertificatePanel(self._desk, self)
            self._certificate.set_low(self._is_low)
            self._certificate.closed.connect(self.close)
            self._certificate.issued.connect(self._issued)
            self._certificate.customer_wanted.connect(self._change_customer)
            self._stack.addWidget(self._certificate.form)
        return self._certificate

    @property
    def batch(self) -> BatchPanel:
        """The panel for many documents, made when it is first wanted."""
        if self._batch is None:
            self._batch = BatchPanel(self._desk, self._output, self)
            self._batch.closed.connect(self.close)
            self._batch.done.connect(self.batch_done)
            self._stack.addWidget(self._batch.form)
        return self._batch

    @property
    def reports(self) -> ReportsPanel:
        """The panel of the reports, made when it is first wanted."""
        if self._reports is None:
            self._reports = ReportsPanel(self._desk, self._output, self)
            self._reports.closed.connect(self.close)
            self._stack.addWidget(self._reports.form)
        return self._reports

    @property
    def customer(self) -> CustomerPanel:
        """The panel in which a customer is found or made, the one of the sale; made when it is first wanted."""
        if self._customer is None:
            self._customer = CustomerPanel(self._desk, self)
            self._customer.closed.connect(self.close)
            self._customer.picked.connect(self._take_customer)
            self._stack.addWidget(self._customer.form)
        return self._customer

    def open_change(self, job: ChangeJob) -> None:
        """Change an invoice."""
        self._bring(self.change.form)
        self.change.open(job)

    def open_certificate(self, serials: Sequence[str], customer: Customer | None, days: Period) -> None:
        """Certify chosen invoices, or those of a customer."""
        self._bring(self.certificate.form)
        self.certificate.open(serials, customer, days)

    def open_batch(self, marked: Sequence[str], asked: DocumentFilter) -> None:
        """Print or save many."""
        self._bring(self.batch.form)
        self.batch.open(marked, asked)

    def open_reports(self, days: Period) -> None:
        """Read a report of a period."""
        self._bring(self.reports.form)
        self.reports.open(days)

    def pick_customer(self, title: str, then: Picked, under: QWidget | None = None) -> None:
        """Let a customer be found or made; giving up goes back to the panel ``under``, or to the paper."""
        self._picked, self._under = then, under
        self._bring(self.customer.form)
        self.customer.open(None, title)

    def close(self) -> None:
        """Go back one step: to the panel under this one, or to the paper."""
        if not self.is_open:
            return
        under, self._under = self._under, None
        paper = self._stack.widget(0)
        self._bring(under if under is not None or paper is None else paper)

    def set_low(self, is_low: bool) -> None:
        """Leave out what only helps where the form is low."""
        self._is_low = is_low
        if self._change is not None:
            self._change.set_low(is_low)
        if self._certificate is not None:
            self._certificate.set_low(is_low)

    def set_unit(self) -> None:
        """Write amounts in the unit of the screen."""
        if self._change is not None:
            self._change.set_unit()
        if self._certificate is not None:
            self._certificate.set_unit()

    def forget(self) -> None:
        """Stop what runs and take no more answers."""
        if self._batch is not None:
            self._batch.stop()
        for owner in self.children():
            self._desk.tasks.forget(owner)

    def _bring(self, form: QWidget | None) -> None:
        """Bring a page in front; the others ask for no room meanwhile."""
        if form is None:
            return
        for page in self._stack.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            policy = QSizePolicy.Policy.Preferred if page is form else QSizePolicy.Policy.Ignored
            page.setSizePolicy(policy, policy)
        self._stack.setCurrentWidget(form)
        self.turned.emit()

    def _issued(self, serial: str) -> None:
        self._under = None
        self.close()
        self.issued.emit(serial)

    def _change_customer(self) -> None:
        self.pick_customer("مشتری گواهی", self.certificate.take_customer, self.certificate.form)

    def _take_customer(self, customer: Customer) -> None:
        picked, self._picked = self._picked, None
        self.close()
        if picked is not None:
            picked(customer)
