"""Which panel is opened with what: the invoice in view, the marked ones, the days that the bar says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from bakala_desktop.domain.chain import Chain
from bakala_desktop.domain.customer import Customer, PartyKind
from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import shop_day
from bakala_desktop.domain.party import Party
from bakala_desktop.domain.period import Period
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.papers.change_jobs import ChangeJob, OfficialJob
from bakala_desktop.gui.papers.document_list import DocumentList
from bakala_desktop.gui.papers.filter_bar import FilterBar
from bakala_desktop.gui.papers.panels import Panels
from bakala_desktop.gui.papers.paper_pane import PaperPane
from bakala_desktop.gui.sell.paper_words import serial_text
from bakala_desktop.services import customers


class PanelOpenings(QObject):
    """Gathers what a panel begins with, and opens it."""

    def __init__(
        self, desk: Desk, bar: FilterBar, shown: DocumentList, pane: PaperPane, panels: Panels, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._bar, self._list, self._pane, self._panels = bar, shown, pane, panels

    def change(self, job: Callable[[Chain], ChangeJob]) -> None:
        """Change the invoice in view."""
        if self._chain is not None:
            self._panels.open_change(job(self._chain))

    def make_official(self) -> None:
        """Make the invoice in view out to a customer who is picked first."""
        chain = self._chain
        if chain is not None:
            title = f"خریدار صورتحساب {serial_text(chain.invoice.serial)}"
            self._panels.pick_customer(title, lambda customer: self._panels.open_change(OfficialJob(chain, customer)))

    def certify(self) -> None:
        """Certify the marked invoices, or the one in view; its buyer's other invoices are one press away."""
        facts = self._pane.facts
        if facts is None:
            return
        marked = [str(row.serial) for row in self._list.selected if row.kind is DocumentKind.INVOICE]
        own = [str(self._chain.invoice.serial)] if self._chain is not None else []
        serials = marked if len(marked) > 1 else own
        buyer = facts.document.buyer
        if buyer is None or buyer.kind is not PartyKind.LEGAL:
            self._panels.open_certificate(serials, None, self._days)
            return
        run, then = self._desk.tasks.run, partial(self._certify_buyer, serials, buyer)
        run(customers.search_customers, self._desk.shop, buyer.identity, 1, owner=self, then=then)

    def print_many(self) -> None:
        """Print or save the marked documents, in the order of their issue, or all that the bar finds."""
        self._panels.open_batch([str(row.serial) for row in reversed(self._list.selected)], self._list.filter)

    def show_reports(self) -> None:
        """Read a report of the days that the bar says."""
        self._panels.open_reports(self._days)

    @property
    def _chain(self) -> Chain | None:
        return self._pane.facts.chain if self._pane.facts is not None else None

    @property
    def _days(self) -> Period:
        """The days of the bar; where they are open, the season that is going on."""
        season = Period.of_season(shop_day(self._desk.shop.clock.now()))
        try:
            first, last = self._bar.days
            return Period(first or season.first, last or season.last)
        except ShopError:
            return season

    def _certify_buyer(self, serials: list[str], buyer: Party, found: tuple[Customer, ...]) -> None:
        customer = next((one for one in found if one.identity == buyer.identity), None)
        self._panels.open_certificate(serials, customer, self._days)
