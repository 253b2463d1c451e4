"""Many documents on their way out: one after the other, with what is done and how long the rest will take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Signal
from shiboken6 import isValid

from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.paper_files import list_serials, save_many
from bakala_desktop.services import papers
from bakala_desktop.services.exports import Exported
from bakala_desktop.services.papers import DocumentFilter, Paper

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from bakala_desktop.gui.paper_print import PrintJob

_ESTIMATE_AFTER = 3
"""After so many documents the time of the rest is told: the first one also loads what draws them."""


class BatchRun(QObject):
    """One run over many documents. ``progressed(done, total)`` follows each; ``ended`` says how many came out.

    ``stop`` takes effect after the document that is under way: whatever came out is whole.
    """

    progressed = Signal(int, int)
    ended = Signal(int, bool)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stopped = Event()
        self._clock = QElapsedTimer()
        self._waiting: list[str] = []
        self._total = 0
        self._printer: QPrinter | None = None
        self._job: PrintJob | None = None
        self.files: tuple[Path, ...] = ()

    @property
    def is_stopped(self) -> bool:
        """Whether the run was told to end early."""
        return self._stopped.is_set()

    def find(self, asked: DocumentFilter, then: Callable[[tuple[str, ...]], object]) -> None:
        """Look for all documents that fit, before the run itself."""
        work = partial(list_serials, self._desk.shop, asked, self._stopped.is_set)
        self._desk.tasks.run_slow(work, owner=self, then=then, failed=self.failed.emit)

    def save(self, serials: Sequence[str], target: Path, *, one_file: bool) -> None:
        """Write the documents into a folder, or all into one PDF."""
        self._begin(serials)
        work = partial(
            save_many,
            self._desk.shop,
            tuple(serials),
            target,
            one_file=one_file,
            progress=self._tell,
            is_cancelled=self._stopped.is_set,
        )
        self._desk.tasks.run_slow(work, owner=self, then=self._exported, failed=self.failed.emit)

    def print_on(self, printer: QPrinter, serials: Sequence[str]) -> None:
        """Print the documents, each as a job of its own, so that none is cut in half."""
        self._begin(serials)
        self._printer = printer
        self._waiting = list(serials)
        self._print_next()

    def stop(self) -> None:
        """End after the document that is under way."""
        self._stopped.set()

    def seconds_left(self, done: int, total: int) -> int | None:
        """Return about how long the rest will take, None where it is too early to tell."""
        if done < min(_ESTIMATE_AFTER, total):
            return None
        return self._clock.elapsed() * (total - done) // done // 1000

    def _tell(self, done: int, total: int) -> None:
        """On the lane's thread; the window may have been closed meanwhile."""
        if isValid(self):
            self.progressed.emit(done, total)

    def _begin(self, serials: Sequence[str]) -> None:
        self._total = len(serials)
        self._clock.start()
        self.progressed.emit(0, self._total)

    def _exported(self, exported: Exported) -> None:
        self.files = exported.files
        self.ended.emit(len(exported.serials), exported.is_cancelled)

    def _print_next(self) -> None:
        done = self._total - len(self._waiting)
        if self.is_stopped or not self._waiting:
            self.ended.emit(done, bool(self._waiting))
            return
        draw = partial(papers.print_document, self._desk.shop, self._waiting[0], unit=self._desk.unit)
        self._desk.tasks.run_slow(draw, owner=self, then=self._lay, failed=self.failed.emit)

    def _lay(self, paper: Paper) -> None:
        from bakala_desktop.gui.paper_print import PrintJob

        assert self._printer is not None
        self._printer.setDocName(str(paper.serial))
        self._job = PrintJob(self._printer, paper.pdf, self._desk.tasks, self)
        self._job.finished.connect(self._laid)
        self._job.failed.connect(self.failed)
        self._job.start()

    def _laid(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
            self._job = None
        self._waiting.pop(0)
        self.progressed.emit(self._total - len(self._waiting), self._total)
        self._print_next()
