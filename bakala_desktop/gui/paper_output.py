"""The ways of a paper out of the program: to a printer, or into a file; said in place where there is no printer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
from bakala_desktop.gui.paper_files import default_place, save_document, save_pdf
from bakala_desktop.services import papers
from bakala_desktop.services.papers import Paper, PaperForm

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from bakala_desktop.gui.paper_print import PrintJob


@dataclass(frozen=True, slots=True)
class LoosePaper:
    """A PDF that is no issued document and counts as no print: what it is called, and the stem of its file."""

    title: str
    name: str
    pdf: bytes


class PaperOutput(QObject):
    """Prints and saves documents. ``counted(serial)`` follows each print that was counted, ``saved(path)`` a file.

    Where nobody can be asked, because there is no screen or a script plays, ``asks_place`` is off: files then go to
    ``documents``.
    """

    counted = Signal(str)
    saved = Signal(str)

    def __init__(self, desk: Desk, documents: Path, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.documents = documents
        self.asks_place = QGuiApplication.platformName() != "offscreen"
        self._window = window
        self._job: PrintJob | None = None

    def print_paper(self, serial: str, form: PaperForm = PaperForm.A4, copies: int = 1) -> None:
        """Let the user choose a printer, and print; without any printer say so and offer the file."""
        self._put_out(
            lambda printer: self.print_on(printer, serial, form, copies),
            partial(self.save_paper, serial, form, copies),
        )

    def hand_out(self, paper: LoosePaper) -> None:
        """Print what is no issued document, as ``print_paper`` does one."""
        place = self.documents / f"{paper.name}.pdf"
        save = partial(self.choose_file, f"ذخیرهٔ {paper.title}", place, partial(self._save_loose, paper))
        self._put_out(lambda printer: self._lay(printer, paper), save)

    def has_printer(self) -> bool:
        """Tell whether this machine knows a printer."""
        from bakala_desktop.gui import paper_print

        return paper_print.has_printer()

    def choose_printer(self, then: Callable[[QPrinter], object]) -> None:
        """Let the user choose a printer."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle("چاپ سند")
        dialog.accepted.connect(lambda: then(printer))
        dialog.finished.connect(dialog.deleteLater)
        # Modal to this window, but never a loop of its own: answers and the clock go on.
        QDialog.open(dialog)

    def print_on(self, printer: QPrinter, serial: str, form: PaperForm = PaperForm.A4, copies: int = 1) -> None:
        """Draw the paper, count the print, and lay it onto this printer."""
        draw = partial(papers.print_document, self._desk.shop, serial, form=form, copies=copies, unit=self._desk.unit)
        self._desk.tasks.run_slow(draw, owner=self, then=partial(self._start, printer, serial))

    def save_paper(self, serial: str, form: PaperForm = PaperForm.A4, copies: int = 1) -> None:
        """Let the user choose a place and save."""
        place = default_place(self.documents, serial, form)
        self.choose_file("ذخیرهٔ سند", place, lambda path: self.save_to(serial, path, form, copies))

    def choose_file(self, title: str, place: Path, then: Callable[[Path], object]) -> None:
        """Let the user choose where a file goes; unasked it goes to ``place``."""
        if not self.asks_place:
            then(place)
            return
        suffix = place.suffix.lstrip(".")
        dialog = QFileDialog(self._window, title, str(place.parent), f"{suffix.upper()} (*.{suffix})")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(place.name)
        self._open(dialog, then)

    def choose_folder(self, title: str, place: Path, then: Callable[[Path], object]) -> None:
        """Let the user choose the folder that files go to; unasked they go to ``place``."""
        if not self.asks_place:
            then(place)
            return
        dialog = QFileDialog(self._window, title, str(place))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open(dialog, then)

    def save_to(self, serial: str, target: Path, form: PaperForm = PaperForm.A4, copies: int = 1) -> None:
        """Save the paper to a file, whole or not at all."""
        save = partial(save_document, self._desk.shop, serial, target, form, copies, self._desk.unit)
        self._desk.tasks.run_slow(save, owner=self, then=partial(self._saved, serial, target))

    def _open(self, dialog: QFileDialog, then: Callable[[Path], object]) -> None:
        dialog.fileSelected.connect(lambda path: then(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def _put_out(self, print_on: Callable[[QPrinter], object], save: Callable[[], object]) -> None:
        """One print at a time: on a printer that is chosen, or, without any, the file is offered."""
        if self._job is not None:
            self._desk.notify("info", "چاپ پیشین هنوز تمام نشده است.")
        elif not self.has_printer():
            self._desk.notify("warning", sentence(ShopTrouble("no_printer")), "ذخیرهٔ PDF", save)
        else:
            self.choose_printer(print_on)

    def _start(self, printer: QPrinter, serial: str, paper: Paper) -> None:
        self.counted.emit(serial)
        self._lay(printer, LoosePaper("سند", str(paper.serial), paper.pdf))

    def _lay(self, printer: QPrinter, paper: LoosePaper) -> None:
        from bakala_desktop.gui.paper_print import PrintJob

        printer.setDocName(paper.name)
        self._job = PrintJob(printer, paper.pdf, self._desk.tasks, self)
        self._job.finished.connect(partial(self._printed, paper.title))
        self._job.failed.connect(self._not_printed)
        self._job.start()

    def _printed(self, title: str) -> None:
        self._drop_job()
        self._desk.notify("success", f"{title} به چاپگر فرستاده شد.")

    def _not_printed(self, error: ShopError) -> None:
        self._drop_job()
        self._desk.show_error(error)

    def _drop_job(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
            self._job = None

    def _saved(self, serial: str, target: Path, paper: Paper) -> None:
        copy = " (رونوشت)" if paper.is_copy else ""
        self._desk.notify("success", f"سند{copy} ذخیره شد: {isolate_ltr(target.name)}")
        self.counted.emit(serial)
        self.saved.emit(str(target))

    def _save_loose(self, paper: LoosePaper, target: Path) -> None:
        self._desk.tasks.run_slow(save_pdf, paper.pdf, target, owner=self, then=partial(self._saved_loose, paper.title))

    def _saved_loose(self, title: str, target: Path) -> None:
        self._desk.notify("success", f"{title} ذخیره شد: {isolate_ltr(target.name)}")
        self.saved.emit(str(target))
