"""The issued invoices: found by number, looked at page by page, printed or saved as PDF."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QLabel, QPushButton, QStackedWidget, QTableView, QToolButton, QWidget

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import format_day, shop_day
from bakala_desktop.domain.money import format_amount
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.text import fold_digits, isolate_ltr, persian_digits
from bakala_desktop.gui.actions import BY_ID, bind_button, make_action
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child, load_form
from bakala_desktop.gui.icons import icon, put_icon
from bakala_desktop.gui.paper_output import PaperOutput
from bakala_desktop.gui.paper_view import PaperView
from bakala_desktop.gui.table_model import AMOUNT, Column, TableModel
from bakala_desktop.gui.widgets.elided_label import ElidedLabel
from bakala_desktop.gui.widgets.search_edit import SearchEdit
from bakala_desktop.gui.wrapped_label import WrappedLabel
from bakala_desktop.services import papers
from bakala_desktop.services.papers import DocumentFilter, DocumentPage, DocumentRow, Paper

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

_ROW_HEIGHT = 46
_WIDE = 1100


def serial_text(serial: Serial | str) -> str:
    """Return a serial for the eye, in Persian digits, whole in a line that runs right to left."""
    return isolate_ltr(persian_digits(str(serial)))


class Papers(QObject):
    """Shows the list and one paper of it. ``closed`` asks for the screen before."""

    closed = Signal()

    names: ClassVar = {
        "back": QPushButton,
        "find": SearchEdit,
        "papers": QTableView,
        "noPapers": QLabel,
        "caption": ElidedLabel,
        "pageLine": ElidedLabel,
        "zoomIn": QToolButton,
        "zoomOut": QToolButton,
        "save": QPushButton,
        "print": QPushButton,
        "viewStack": QStackedWidget,
        "emptyPage": QWidget,
        "paperPage": QWidget,
        "emptyIcon": QLabel,
        "emptyText": QLabel,
        "view": PaperView,
    }

    def __init__(self, desk: Desk, output: PaperOutput, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.form = load_form("papers", Papers, widgets=(PaperView, SearchEdit, ElidedLabel, WrappedLabel))
        self.view = child(self.form, PaperView, "view")
        self.output = output
        self._find = child(self.form, SearchEdit, "find")
        self._table = child(self.form, QTableView, "papers")
        self._caption = child(self.form, ElidedLabel, "caption")
        self._stack = child(self.form, QStackedWidget, "viewStack")
        self._issued: tuple[DocumentRow, ...] = ()
        self._serial = ""
        self._asked = ""
        self._model = TableModel(self._columns(), self._table)
        self._set_up_table()
        self._connect()
        self._show_nothing()

    @property
    def serial(self) -> str:
        """The serial of the paper in view, or "" ."""
        return self._serial

    def activate(self) -> None:
        """Ask for the newest papers, and be ready for a number."""
        self.desk.tasks.run(papers.list_documents, self.desk.shop, DocumentFilter(), owner=self, then=self._list)
        self._find.setFocus()
        self._find.selectAll()

    def close(self) -> None:
        """Take no more answers."""
        self.view.clear()
        self.desk.tasks.forget(self)

    def show_paper(self, serial: str) -> None:
        """Look at a paper; the look counts as no print."""
        self._asked = serial
        then = partial(self._show, serial)
        self.desk.tasks.run_slow(
            papers.preview_document, self.desk.shop, serial, owner=self, then=then, failed=self._not_shown
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the room of the buttons' texts to the number where the window is narrow."""
        if event.type() == QEvent.Type.Resize:
            is_narrow = self.form.width() < _WIDE
            for name, action in (("print", self._print), ("save", self._save)):
                button, command = child(self.form, QPushButton, name), BY_ID[action.objectName()]
                button.setText("" if is_narrow else command.label)
                put_icon(button, command.icon, "on_accent" if name == "print" else command.color)
        return False

    def _columns(self) -> tuple[Column[DocumentRow], ...]:
        return (
            Column("شماره", lambda paper: serial_text(paper.serial)),
            Column("تاریخ", lambda paper: persian_digits(format_day(shop_day(paper.issued_at)))),
            Column("مبلغ (ریال)", lambda paper: format_amount(paper.payable), AMOUNT),
        )

    def _set_up_table(self) -> None:
        self._table.setModel(self._model)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self._table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._table.setColumnWidth(1, 100)
        self._table.setColumnWidth(2, 112)
        self._table.setTabKeyNavigation(False)
        self._table.setShowGrid(False)

    def _connect(self) -> None:
        rights = self.desk.rights
        self._print = make_action("document.print", self.form, self._print_paper, rights)
        self._save = make_action("document.save", self.form, self._save_paper, rights)
        for name, action in (("print", self._print), ("save", self._save)):
            bind_button(child(self.form, QPushButton, name), action)
        put_icon(child(self.form, QPushButton, "print"), "printer", "on_accent")
        for name, drawing, steps in (("zoomIn", "zoom-in", 1), ("zoomOut", "zoom-out", -1)):
            button = child(self.form, QToolButton, name)
            button.setIcon(icon(drawing))
            button.clicked.connect(partial(self.view.zoom_by, steps))
        back = child(self.form, QPushButton, "back")
        put_icon(back, "arrow-right")
        back.clicked.connect(self.closed)
        self.form.installEventFilter(self)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.form, self.closed.emit)
        self._find.textChanged.connect(self._filter)
        self._find.accepted.connect(self._open_found)
        self._find.stepped.connect(self._step)
        self._table.selectionModel().currentRowChanged.connect(self._chosen)
        self.view.page_changed.connect(self._write_page)
        self.view.failed.connect(self.desk.show_error)
        self.output.counted.connect(self._printed)

    def _list(self, page: DocumentPage) -> None:
        self._issued = page.rows
        self._filter()

    def _filter(self) -> None:
        """Show the papers in whose number the typed digits stand."""
        wanted = fold_digits(self._find.text()).strip().upper()
        shown = [paper for paper in self._issued if wanted in str(paper.serial)]
        self._model.set_rows(shown)
        self._mark(self._serial)
        self._table.setVisible(bool(shown))
        nothing = child(self.form, QLabel, "noPapers")
        nothing.setVisible(not shown)
        text = "صورتحسابی با این شماره در فهرست نیست؛ شمارهٔ کامل را بنویسید و Enter بزنید."
        nothing.setText(text if self._issued else "هنوز صورتحسابی صادر نشده است.")

    def _open_found(self, typed: str) -> None:
        """Open the number that was typed: a whole one even where the list does not reach back to it."""
        try:
            serial = str(Serial.parse(typed))
        except ShopError as error:
            if not self._model.rowCount():
                self.desk.show_error(error)
                return
            serial = str(self._model.row(0).serial)
        self.show_paper(serial)

    def _step(self, steps: int) -> None:
        count = self._model.rowCount()
        if count:
            current = self._table.currentIndex().row()
            self._select(max(0, min(count - 1, current + steps)))

    def _select(self, row: int) -> None:
        # QTableView.selectRow finds no column where the table runs from right to left and fills its width.
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self._table.selectionModel().setCurrentIndex(self._model.index(row, 0), how)

    def _chosen(self, current: QModelIndex) -> None:
        if current.isValid():
            serial = str(self._model.row(current).serial)
            if serial != self._asked:
                self.show_paper(serial)

    def _mark(self, serial: str) -> None:
        """Mark the paper in view in the list, if it is in it."""
        for row in range(self._model.rowCount()):
            if str(self._model.row(row).serial) == serial:
                self._select(row)
                return
        self._table.clearSelection()

    def _show(self, serial: str, paper: Paper) -> None:
        if serial != self._asked:
            return
        self._serial = self._asked = str(paper.serial)
        copy = " · رونوشت" if paper.is_copy else ""
        self._caption.setText(f"{serial_text(paper.serial)}{copy}")
        self._stack.setCurrentWidget(child(self.form, QWidget, "paperPage"))
        self._allow(True)
        self._mark(self._serial)
        self.view.show_pdf(paper.pdf, self.desk.tasks)
        if paper.missing:
            self.desk.notify("warning", f"قلم این نویسه‌ها را ندارد: {'، '.join(paper.missing)}")

    def _not_shown(self, error: ShopError) -> None:
        self._asked = self._serial
        self.desk.show_error(error)

    def _show_nothing(self) -> None:
        image = icon("receipt-text", "subdued").pixmap(QSize(48, 48), self.form.devicePixelRatioF())
        child(self.form, QLabel, "emptyIcon").setPixmap(image)
        self._stack.setCurrentWidget(child(self.form, QWidget, "emptyPage"))
        self._caption.setText("")
        child(self.form, ElidedLabel, "pageLine").setText("")
        self._allow(False)

    def _allow(self, has_paper: bool) -> None:
        for action in (self._print, self._save):
            allowed: QAction = action
            allowed.setEnabled(has_paper)
        for name in ("zoomIn", "zoomOut"):
            child(self.form, QToolButton, name).setEnabled(has_paper)

    def _write_page(self, page: int, pages: int) -> None:
        child(self.form, ElidedLabel, "pageLine").setText(persian_digits(f"صفحهٔ {page} از {pages}") if pages else "")

    def _print_paper(self) -> None:
        self.output.print_paper(self._serial)

    def _save_paper(self) -> None:
        self.output.save_paper(self._serial)

    def _printed(self, serial: str) -> None:
        """The next print of this paper is a copy: show it as it would now come out."""
        if serial == self._serial:
            self.show_paper(serial)
