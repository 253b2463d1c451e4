"""The ways of a paper out of the program: to a printer, or into a file; said in place where there is no printer."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from bakala_desktop.domain.errors import ShopError, ShopTrouble
from bakala_desktop.domain.text import isolate_ltr
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.messages import sentence
from bakala_desktop.gui.paper_files import default_place, save_document
from bakala_desktop.services import papers
from bakala_desktop.services.papers import Paper

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from bakala_desktop.gui.paper_print import PrintJob


class PaperOutput(QObject):
    """Prints and saves invoices. ``counted(serial)`` follows each print that was counted, ``saved(path)`` a file."""

    counted = Signal(str)
    saved = Signal(str)

    def __init__(self, desk: Desk, documents: Path, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._documents = documents
        self._window = window
        self._job: PrintJob | None = None

    def print_paper(self, serial: str) -> None:
        """Let the user choose a printer, and print; without any printer say so and offer the file."""
        if self._job is not None:
            self._desk.notify("info", "چاپ پیشین هنوز تمام نشده است.")
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from bakala_desktop.gui.paper_print import has_printer

        if not has_printer():
            text = sentence(ShopTrouble("no_printer"))
            self._desk.notify("warning", text, "ذخیرهٔ PDF", partial(self.save_paper, serial))
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle("چاپ صورتحساب")
        dialog.accepted.connect(partial(self.print_on, printer, serial))
        dialog.finished.connect(dialog.deleteLater)
        # Modal to this window, but never a loop of its own: answers and the clock go on.
        QDialog.open(dialog)

    def print_on(self, printer: QPrinter, serial: str) -> None:
        """Draw the paper, count the print, and lay it onto this printer."""
        then = partial(self._start, printer, serial)
        self._desk.tasks.run_slow(papers.print_document, self._desk.shop, serial, owner=self, then=then)

    def save_paper(self, serial: str) -> None:
        """Let the user choose a place and save; without a screen, save to the till's folder of documents."""
        place = default_place(self._documents, serial)
        if QGuiApplication.platformName() == "offscreen":
            self.save_to(serial, place)
            return
        dialog = QFileDialog(self._window, "ذخیرهٔ صورتحساب", str(place.parent), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(place.name)
        dialog.fileSelected.connect(lambda path: self.save_to(serial, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def save_to(self, serial: str, target: Path) -> None:
        """Save the paper to a file, whole or not at all."""
        then = partial(self._saved, serial, target)
        self._desk.tasks.run_slow(save_document, self._desk.shop, serial, target, owner=self, then=then)

    def _start(self, printer: QPrinter, serial: str, paper: Paper) -> None:
        from bakala_desktop.gui.paper_print import PrintJob

        self.counted.emit(serial)
        printer.setDocName(str(paper.serial))
        self._job = PrintJob(printer, paper.pdf, self._desk.tasks, self)
        self._job.finished.connect(self._printed)
        self._job.failed.connect(self._not_printed)
        self._job.start()

    def _printed(self) -> None:
        self._drop_job()
        self._desk.notify("success", "صورتحساب به چاپگر فرستاده شد.")

    def _not_printed(self, error: ShopError) -> None:
        self._drop_job()
        self._desk.show_error(error)

    def _drop_job(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
            self._job = None

    def _saved(self, serial: str, target: Path, paper: Paper) -> None:
        copy = " (رونوشت)" if paper.is_copy else ""
        self._desk.notify("success", f"صورتحساب{copy} ذخیره شد: {isolate_ltr(target.name)}")
        self.counted.emit(serial)
        self.saved.emit(str(target))
