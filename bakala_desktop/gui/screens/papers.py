"""The issued documents: found as one types, looked at, printed and saved, certified, corrected, returned, cancelled."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QToolButton

from bakala_desktop.domain.document_filter import DocumentFilter
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.serial import Serial
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child, load_form
from bakala_desktop.gui.icons import icon, put_icon
from bakala_desktop.gui.paper_output import PaperOutput
from bakala_desktop.gui.paper_view import PaperView
from bakala_desktop.gui.papers.change_jobs import CancelJob, CorrectJob, ReturnJob
from bakala_desktop.gui.papers.document_list import DocumentList
from bakala_desktop.gui.papers.filter_bar import FilterBar
from bakala_desktop.gui.papers.panel_openings import PanelOpenings
from bakala_desktop.gui.papers.panels import Panels
from bakala_desktop.gui.papers.paper_commands import PaperCommands
from bakala_desktop.gui.papers.paper_pane import PaperPane
from bakala_desktop.gui.papers.papers_layout import PapersLayout
from bakala_desktop.gui.papers.parcel_papers import ParcelPapers
from bakala_desktop.gui.sell.paper_words import serial_text
from bakala_desktop.gui.sell.type_ahead import TypeAhead
from bakala_desktop.gui.widgets.chip_row import ChipRow
from bakala_desktop.gui.widgets.command_button import CommandButton
from bakala_desktop.gui.widgets.day_edit import DayEdit
from bakala_desktop.gui.widgets.document_view import DocumentView
from bakala_desktop.gui.widgets.elided_label import ElidedLabel
from bakala_desktop.gui.widgets.icon_label import IconLabel
from bakala_desktop.gui.widgets.number_edit import AmountEdit
from bakala_desktop.gui.widgets.search_edit import SearchEdit
from bakala_desktop.gui.wrapped_label import WrappedLabel
from bakala_desktop.services import document_links
from bakala_desktop.services.document_links import Issuer
from bakala_desktop.services.papers import PaperForm

_OWN = (
    AmountEdit,
    ChipRow,
    CommandButton,
    DayEdit,
    DocumentView,
    ElidedLabel,
    IconLabel,
    PaperView,
    SearchEdit,
    WrappedLabel,
)
_THREE = 3


class Papers(QObject):
    """Shows the list and one document of it. ``closed`` asks for the screen before."""

    closed = Signal()

    names: ClassVar = {
        **FilterBar.names,
        **DocumentList.names,
        **PaperPane.names,
        **PaperCommands.names,
        **PapersLayout.names,
        "back": QPushButton,
    }

    def __init__(self, desk: Desk, output: PaperOutput, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.output = output
        self._is_to_open = False
        self._new = ""
        self.form = load_form("papers", Papers, widgets=_OWN)
        self.bar = FilterBar(self.form, desk, self)
        self.list = DocumentList(self.form, desk, self)
        self.pane = PaperPane(self.form, desk, self)
        self.panels = Panels(child(self.form, QStackedWidget, "sideStack"), desk, output, self)
        self.openings = PanelOpenings(desk, self.bar, self.list, self.pane, self.panels, self)
        self.parcel = ParcelPapers(desk, self.pane, output, self)
        self.commands = PaperCommands(self.form, desk, self._slots(), self)
        self._layout = PapersLayout(self.form, self.bar, self)
        self.view = self.pane.view
        self._typing = TypeAhead(self.bar.find, lambda: not self.panels.is_open, self)
        self._typing.watch(self.list.view, self.view)
        self._connect()

    @property
    def serial(self) -> str:
        """The serial of the paper in view, or "" ."""
        return self.pane.serial

    def activate(self) -> None:
        """Ask for the newest documents, and be ready for whatever is looked for."""
        self.bar.show_today()
        self.list.ask(self._filter())
        self._load_cashiers()
        if not self.panels.is_open:
            self._search()

    def close(self) -> None:
        """Take no more answers."""
        self.bar.close()
        self.panels.forget()
        self.pane.forget()
        for owner in (self, self.list, self.openings, self.parcel):
            self.desk.tasks.forget(owner)

    def show_paper(self, serial: str) -> None:
        """Look at a document; the look counts as no print."""
        if self.panels.is_open:
            self.panels.close()
        self.list.mark(serial)
        self.pane.show_document(serial)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc that nothing else wanted goes one step back."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._step_back()
            return True
        return super().eventFilter(watched, event)

    def _slots(self) -> dict[str, Callable[[], object]]:
        return {
            "document.find": self._search,
            "document.enlarge": self._turn_size,
            "document.print": lambda: self.output.print_paper(self.serial),
            "document.print_three": lambda: self.output.print_paper(self.serial, copies=_THREE),
            "document.receipt_80": lambda: self.output.print_paper(self.serial, PaperForm.RECEIPT_80),
            "document.receipt_58": lambda: self.output.print_paper(self.serial, PaperForm.RECEIPT_58),
            "document.slip": self.parcel.print_slip,
            "document.label": self.parcel.print_label,
            "document.save": lambda: self.output.save_paper(self.serial),
            "document.return": partial(self.openings.change, ReturnJob),
            "document.correct": partial(self.openings.change, CorrectJob),
            "document.cancel": partial(self.openings.change, CancelJob),
            "document.certify": self.openings.certify,
            "document.make_official": self.openings.make_official,
            "document.sell": lambda: self.desk.proforma_wanted.emit(self.serial),
            "document.many": self.openings.print_many,
            "document.reports": self.openings.show_reports,
        }

    def _connect(self) -> None:
        back = child(self.form, QPushButton, "back")
        put_icon(back, "arrow-right")
        back.clicked.connect(self._step_back)
        self.form.installEventFilter(self)
        self.bar.changed.connect(lambda: self.list.ask(self.bar.filter))
        self.bar.refused.connect(self.desk.show_error)
        self.bar.find.accepted.connect(self._open_found)
        self.bar.find.stepped.connect(self.list.step)
        self.list.filled.connect(self._list_new)
        self.list.filled.connect(self._open_first)
        self.list.filled.connect(self._place)
        self.list.model.rowsInserted.connect(self._place)
        self.list.chosen.connect(self.pane.show_document)
        self.list.view.opened.connect(self._enlarge)
        self.pane.known.connect(self._allow)
        self.pane.shown.connect(self._allow)
        self.pane.shown.connect(self._place)
        self.pane.link_followed.connect(self.show_paper)
        self.panels.turned.connect(self._turned)
        self._layout.lowered.connect(self.panels.set_low)
        self.panels.issued.connect(self._issued)
        self.panels.batch_done.connect(self._printed)
        self.output.counted.connect(self._printed)
        self.desk.settings_changed.connect(self._follow_settings)

    # Finding

    def _filter(self) -> DocumentFilter:
        """What the bar asks for; a field that is wrong asks for nothing, as it is said where it is typed."""
        try:
            return self.bar.filter
        except ShopError:
            return self.list.filter

    def _load_cashiers(self) -> None:
        """Offer the users whose documents may be looked for."""
        run = self.desk.tasks.run
        run(document_links.list_issuers, self.desk.shop, owner=self, then=self._take_issuers)

    def _take_issuers(self, issuers: tuple[Issuer, ...]) -> None:
        self.bar.set_cashiers([(issuer.id, issuer.name) for issuer in issuers])

    def _search(self) -> None:
        self._layout.set_enlarged(False)
        self.bar.find.setFocus()
        self.bar.find.selectAll()

    def _open_found(self, typed: str) -> None:
        """Open what was typed: a whole serial as it is, else the marked or first document once the answer is there."""
        try:
            self.show_paper(str(Serial.parse(typed)))
        except ShopError:
            self.bar.ask_now()
            self._is_to_open = True
            if not self.list.is_asking:
                self._open_first()

    def _open_first(self) -> None:
        if self._is_to_open:
            self._is_to_open = False
            if self.list.current is None:
                self.list.step(1)
            if self.list.current is not None:
                self.show_paper(str(self.list.current.serial))

    # The paper

    def _enlarge(self) -> None:
        if self.serial:
            self._layout.set_enlarged(True)
            self.view.setFocus()

    def _turn_size(self) -> None:
        if self._layout.is_enlarged:
            self._search()
        else:
            self._enlarge()

    def _allow(self) -> None:
        self.commands.allow(self.serial, self.pane.facts)

    def _place(self) -> None:
        """Say it where the paper in view is none of those listed."""
        self.pane.set_listed(not self.serial or self.list.has(self.serial))

    def _printed(self, serial: str = "") -> None:
        """The next print of this paper is a copy: show it as it would now come out. Without a serial it may be any."""
        if self.serial and serial in ("", self.serial):
            self.pane.show_document(self.serial)

    # Panels

    def _issued(self, serial: str) -> None:
        """Show the new document, on top of the list that has it now."""
        self.desk.notify(
            "success", f"سند {serial_text(serial)} صادر شد.", "چاپ", self.commands["document.print"].trigger
        )
        self._new = serial
        self.list.ask()
        self.show_paper(serial)
        self.list.view.setFocus()

    def _list_new(self) -> None:
        """Look for everything again where what is looked for would keep the new document out of sight."""
        new, self._new = self._new, ""
        if new and not self.list.has(new):
            self.bar.clear()

    def _turned(self) -> None:
        self._layout.set_panel(self.panels.is_open)
        if not self.panels.is_open:
            self.list.view.setFocus()

    def _step_back(self) -> None:
        if self.panels.is_open:
            self.panels.close()
        elif self._layout.is_enlarged:
            self._layout.set_enlarged(False)
            self.list.view.setFocus()
        else:
            self.closed.emit()

    def _follow_settings(self) -> None:
        for part in (self.bar, self.list, self.pane, self.panels):
            part.set_unit()
        child(self.form, QToolButton, "enlarge").setIcon(icon("eye"))
