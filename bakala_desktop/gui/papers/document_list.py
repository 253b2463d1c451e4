"""The list of documents at the screen: asks page after page for what the bar says, and shows what is marked."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from bakala_desktop.domain.document_filter import DocumentFilter, DocumentPage, DocumentRow
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import format_amount
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.papers.document_model import DocumentModel
from bakala_desktop.gui.widgets.document_view import DocumentView
from bakala_desktop.gui.widgets.elided_label import ElidedLabel
from bakala_desktop.services import papers

PAGE = 100
_STAY_MS = 90
"""So long a mark must rest on a document before its paper is drawn: whoever walks through the list is not held up."""

_NOTHING_FITS = "سندی با این مشخصات پیدا نشد. بخشی از جستجو را پاک کنید یا بازهٔ روزها را بازتر بگیرید."
_NOTHING_YET = "هنوز سندی صادر نشده است. با نخستین فروش، صورتحساب آن همین جا دیده می‌شود."


class DocumentList(QObject):
    """Fills the table. ``chosen(serial)`` follows once a mark rests on a document, ``marked`` each change of marks."""

    chosen = Signal(str)
    marked = Signal()
    filled = Signal()

    names: ClassVar = {"documentTable": DocumentView, "noDocuments": QLabel, "selection": ElidedLabel}

    def __init__(self, form: QWidget, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._filter = DocumentFilter()
        self._question = 0
        self._is_asking = self._must_ask_again = False
        self._wanted = ""
        self.view = child(form, DocumentView, "documentTable")
        # It goes with its view: a view that outlives its model warns.
        self.model = DocumentModel(self._ask_more, self.view)
        self._nothing = child(form, QLabel, "noDocuments")
        self._line = child(form, ElidedLabel, "selection")
        self.view.setModel(self.model)
        self.model.set_unit(desk.unit)
        self._rest = QTimer(self.view, singleShot=True, interval=_STAY_MS)
        self._rest.timeout.connect(self._rested)
        self.view.selectionModel().selectionChanged.connect(self._selection_changed)
        self.view.selectionModel().currentRowChanged.connect(self._current_changed)
        self._nothing.hide()

    @property
    def filter(self) -> DocumentFilter:
        """What is asked for."""
        return self._filter

    @property
    def is_asking(self) -> bool:
        """Whether an answer is still under way."""
        return self._is_asking

    @property
    def selected(self) -> tuple[DocumentRow, ...]:
        """The documents that are marked."""
        return self.view.selected_rows()

    @property
    def current(self) -> DocumentRow | None:
        """The document that the mark stands on, or None."""
        index = self.view.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def ask(self, asked: DocumentFilter | None = None) -> None:
        """Ask for the first page of what fits, or for the same again: something was issued since.

        One question is under way at a time; an answer that came too late is dropped.
        """
        if asked is not None:
            self._filter = asked
        self._question += 1
        if self._is_asking:
            self._must_ask_again = True
            return
        self._is_asking, self._must_ask_again = True, False
        then = partial(self._show, self._question)
        run = self._desk.tasks.run
        run(
            papers.list_documents,
            self._desk.shop,
            self._filter,
            None,
            PAGE,
            owner=self,
            then=then,
            failed=self._failed,
        )

    def has(self, serial: str) -> bool:
        """Tell whether a document is among those shown so far."""
        return self.model.find(serial) is not None

    def mark(self, serial: str) -> None:
        """Put the mark on a document once it is among those shown; a shown paper is not asked for again."""
        self._wanted = serial
        row = self.model.find(serial)
        if row is None:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        # A list that comes in sight with the focus has a current row before any is marked.
        elif self.current is None or str(self.current.serial) != serial or not self.selected:
            self.view.select_row(row)

    def step(self, steps: int) -> None:
        """Move the mark by so many rows, from the search field."""
        self.view.step(steps)

    def set_unit(self) -> None:
        """Write amounts in the unit of the screen."""
        self.model.set_unit(self._desk.unit)

    def _ask_more(self, after: int) -> None:
        then = partial(self._add, self._question)
        run = self._desk.tasks.run
        run(
            papers.list_documents,
            self._desk.shop,
            self._filter,
            after,
            PAGE,
            owner=self,
            then=then,
            failed=self._no_more,
        )

    def _show(self, question: int, page: DocumentPage) -> None:
        self._is_asking = False
        if self._must_ask_again or question != self._question:
            self.ask()
            return
        self._rest.stop()
        self.model.show_page(page)
        self._show_whether_any()
        if self._wanted:
            self.mark(self._wanted)
        self._tell()
        self.filled.emit()

    def _add(self, question: int, page: DocumentPage) -> None:
        if question == self._question and not self._is_asking:
            self.model.add_page(page)
            self._tell()

    def _failed(self, error: ShopError) -> None:
        self._is_asking = False
        self._desk.show_error(error)
        if self._must_ask_again:
            self.ask()

    def _no_more(self, error: ShopError) -> None:
        self.model.stop_waiting()
        self._desk.show_error(error)

    def _show_whether_any(self) -> None:
        has_rows = self.model.rowCount() > 0
        self.view.setVisible(has_rows)
        self._nothing.setVisible(not has_rows)
        self._nothing.setText(_NOTHING_YET if self._filter == DocumentFilter() else _NOTHING_FITS)

    def _selection_changed(self) -> None:
        self._tell()
        self.marked.emit()

    def _current_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self._rest.start()

    def _rested(self) -> None:
        current = self.current
        if current is not None and str(current.serial) != self._wanted:
            self._wanted = str(current.serial)
            self.chosen.emit(self._wanted)

    def _tell(self) -> None:
        """Say under the list how many documents are shown, or marked."""
        marked, shown = len(self.view.selectionModel().selectedRows()), self.model.rowCount()
        if marked > 1:
            self._line.setText(f"{format_amount(marked)} سند برگزیده شده است.")
        elif self.model.is_whole:
            self._line.setText(f"{format_amount(shown)} سند" if shown else "")
        else:
            self._line.setText(f"{format_amount(shown)} سند تازه‌تر؛ دنبالهٔ فهرست با پیمایش می‌آید.")
