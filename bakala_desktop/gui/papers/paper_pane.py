"""The side of the screen where one document is looked at: its title, its facts, its pages."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QToolButton, QWidget

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.text import persian_digits
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.icons import icon
from bakala_desktop.gui.paper_view import PaperView
from bakala_desktop.gui.papers.document_facts import DocumentFacts, facts_html, load_facts, title_of
from bakala_desktop.gui.sell.paper_words import serial_text
from bakala_desktop.gui.widgets.elided_label import ElidedLabel
from bakala_desktop.services import papers
from bakala_desktop.services.papers import Paper

_NOT_LISTED = "این سند در فهرست نیست"


class PaperPane(QObject):
    """Shows one document. ``shown(serial)`` follows its paper, ``known`` its facts; ``link_followed`` asks for another.

    ``facts`` are those of the document in view, None until they are read.
    """

    shown = Signal(str)
    known = Signal()
    link_followed = Signal(str)

    names: ClassVar = {
        "caption": ElidedLabel,
        "pageLine": ElidedLabel,
        "facts": QLabel,
        "zoomIn": QToolButton,
        "zoomOut": QToolButton,
        "viewStack": QStackedWidget,
        "emptyPage": QWidget,
        "paperPage": QWidget,
        "view": PaperView,
    }

    def __init__(self, form: QWidget, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.serial = ""
        self.facts: DocumentFacts | None = None
        self._asked = ""
        self._is_copy, self._is_listed = False, True
        self._page_text = ""
        self.view = child(form, PaperView, "view")
        self._caption, self._page_line = child(form, ElidedLabel, "caption"), child(form, ElidedLabel, "pageLine")
        self._facts = child(form, QLabel, "facts")
        self._stack = child(form, QStackedWidget, "viewStack")
        self._empty, self._page = child(form, QWidget, "emptyPage"), child(form, QWidget, "paperPage")
        self._zooms = [child(form, QToolButton, name) for name in ("zoomIn", "zoomOut")]
        self._connect()
        self.show_nothing()

    @property
    def asked(self) -> str:
        """The document that was asked for last, whether it is in view yet or not."""
        return self._asked

    def show_document(self, serial: str) -> None:
        """Look at a document; the look counts as no print."""
        self._asked = serial
        run, shop = self._desk.tasks.run, self._desk.shop
        run(load_facts, shop, serial, owner=self, then=self._show_facts, failed=partial(self._not_shown, serial))
        draw = partial(papers.preview_document, shop, serial, unit=self._desk.unit)
        self._desk.tasks.run_slow(
            draw,
            owner=self,
            then=partial(self._show_paper, serial),
            failed=partial(self._not_shown, serial),
        )

    def show_nothing(self) -> None:
        """Be empty."""
        self.serial = self._asked = ""
        self.facts = None
        self._stack.setCurrentWidget(self._empty)
        self._page_text = ""
        for label in (self._caption, self._page_line, self._facts):
            label.setText("")
        for button in self._zooms:
            button.setEnabled(False)

    def set_listed(self, is_listed: bool) -> None:
        """Say it where the list does not show the document in view, which the commands work on all the same."""
        if is_listed != self._is_listed:
            self._is_listed = is_listed
            self._page_line.setProperty("role", "hint" if is_listed else "warning")
            self._page_line.style().unpolish(self._page_line)
            self._page_line.style().polish(self._page_line)
            self._write_page_line()

    def forget(self) -> None:
        """Take no more answers."""
        self.view.clear()
        self._desk.tasks.forget(self)

    def set_unit(self) -> None:
        """Write amounts in the unit of the screen."""
        if self.facts is not None:
            self._facts.setText(facts_html(self.facts, self._desk.unit))

    def _connect(self) -> None:
        self._facts.setTextFormat(Qt.TextFormat.RichText)
        self._facts.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._facts.setWordWrap(True)
        self._facts.linkActivated.connect(self.link_followed)
        for button, drawing, steps in zip(self._zooms, ("zoom-in", "zoom-out"), (1, -1), strict=True):
            button.setIcon(icon(drawing))
            button.clicked.connect(partial(self.view.zoom_by, steps))
        self.view.page_changed.connect(self._write_page)
        self.view.failed.connect(self._desk.show_error)

    def _show_facts(self, facts: DocumentFacts) -> None:
        if facts.serial != self._asked:
            return
        self.facts = facts
        self._write_caption()
        self._facts.setText(facts_html(facts, self._desk.unit))
        self.known.emit()

    def _show_paper(self, asked: str, paper: Paper) -> None:
        if asked != self._asked:
            return
        self.serial = self._asked = str(paper.serial)
        self._is_copy = paper.is_copy
        self._write_caption()
        self._stack.setCurrentWidget(self._page)
        for button in self._zooms:
            button.setEnabled(True)
        self.view.show_pdf(paper.pdf, self._desk.tasks)
        if paper.missing:
            self._desk.notify("warning", f"قلم این نویسه‌ها را ندارد: {'، '.join(paper.missing)}")
        self.shown.emit(self.serial)

    def _write_caption(self) -> None:
        """Facts and paper come in any order; the caption says what is known of both."""
        is_known = self.facts is not None and self.facts.serial == self._asked
        title = title_of(self.facts) if self.facts and is_known else serial_text(self._asked)
        is_copy = self._is_copy and self.serial == self._asked
        self._caption.setText(f"{title} · رونوشت" if is_copy else title)

    def _not_shown(self, serial: str, error: ShopError) -> None:
        if serial == self._asked:
            self._asked = self.serial
            self._desk.show_error(error)

    def _write_page(self, page: int, pages: int) -> None:
        self._page_text = persian_digits(f"صفحهٔ {page} از {pages}") if pages else ""
        self._write_page_line()

    def _write_page_line(self) -> None:
        self._page_line.setText(" · ".join(filter(None, ("" if self._is_listed else _NOT_LISTED, self._page_text))))
