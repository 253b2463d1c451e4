"""The panel for many documents at once: the marked ones or all that were found, printed or saved, with progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QToolButton, QWidget

from bakala_desktop.domain.errors import ShopError, ShopTrouble
from bakala_desktop.domain.money import format_amount
from bakala_desktop.domain.text import isolate_ltr
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child, load_form
from bakala_desktop.gui.icons import icon, put_icon
from bakala_desktop.gui.messages import sentence
from bakala_desktop.gui.paper_output import PaperOutput
from bakala_desktop.gui.papers.batch_run import BatchRun
from bakala_desktop.gui.widgets.chip_row import ChipRow
from bakala_desktop.gui.widgets.elided_label import ElidedLabel
from bakala_desktop.gui.wrapped_label import WrappedLabel
from bakala_desktop.services.papers import DocumentFilter

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_Start = Callable[[BatchRun, Sequence[str]], object]

_MARKED, _FOUND = "marked", "found"
_ONE, _EACH = "one", "each"
_MINUTE = 60


class BatchPanel(QObject):
    """Runs one batch at a time. ``done`` follows its end, when prints were counted."""

    closed = Signal()
    done = Signal()

    names: ClassVar = {
        "closeBatch": QToolButton,
        "batchScope": ChipRow,
        "batchForm": ChipRow,
        "batchHint": QLabel,
        "saveMany": QPushButton,
        "printMany": QPushButton,
        "progressRow": QWidget,
        "progress": QProgressBar,
        "progressLine": QLabel,
        "stopBatch": QPushButton,
        "batchError": QLabel,
    }

    def __init__(self, desk: Desk, output: PaperOutput, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._output = output
        self._marked: tuple[str, ...] = ()
        self._filter = DocumentFilter()
        self._run: BatchRun | None = None
        self.form = load_form("papers_batch", BatchPanel, widgets=(ChipRow, ElidedLabel, WrappedLabel))
        self._scope, self._form = child(self.form, ChipRow, "batchScope"), child(self.form, ChipRow, "batchForm")
        self._save, self._print = (child(self.form, QPushButton, name) for name in ("saveMany", "printMany"))
        self._bar = child(self.form, QProgressBar, "progress")
        self._line, self._error = child(self.form, QLabel, "progressLine"), child(self.form, QLabel, "batchError")
        self._stop = child(self.form, QPushButton, "stopBatch")
        self._connect()

    @property
    def is_running(self) -> bool:
        """Whether a batch is under way."""
        return self._run is not None

    def open(self, marked: Sequence[str], asked: DocumentFilter) -> None:
        """Offer the marked documents, where there are several, and all that the bar finds."""
        if self.is_running:
            return
        self._marked, self._filter = tuple(marked), asked
        count = format_amount(len(self._marked))
        several = [(_MARKED, f"سندهای برگزیده ({count})")] if len(self._marked) > 1 else []
        self._scope.set_chips([*several, (_FOUND, "همهٔ نتیجهٔ جستجو")])
        self._form.set_chips([(_EACH, "هر سند یک PDF"), (_ONE, "همه در یک PDF")])
        self._say("")
        self._show_running(False)
        self._save.setFocus()

    def stop(self) -> None:
        """End the batch after the document that is under way."""
        if self._run is not None:
            self._run.stop()
            self._stop.setEnabled(False)
            self._line.setText("پس از سند جاری می‌ایستد…")

    def save(self) -> None:
        """Choose the place, and write."""
        if self._form.value == _ONE:
            place = self._output.documents / "documents.pdf"
            self._output.choose_file("ذخیرهٔ سندها در یک PDF", place, partial(self._begin_save, one_file=True))
        else:
            place = self._output.documents
            self._output.choose_folder("پوشهٔ سندها", place, partial(self._begin_save, one_file=False))

    def print(self) -> None:
        """Choose a printer, and print."""
        if self._output.has_printer():
            self._output.choose_printer(self._begin_print)
        else:
            self._say(sentence(ShopTrouble("no_printer")))

    def _connect(self) -> None:
        close = child(self.form, QToolButton, "closeBatch")
        close.setIcon(icon("x"))
        close.clicked.connect(self.closed)
        put_icon(self._save, "download", "on_accent")
        put_icon(self._print, "printer")
        for button, slot in ((self._save, self.save), (self._print, self.print), (self._stop, self.stop)):
            button.clicked.connect(slot)
            button.setAutoDefault(True)

    def _begin_save(self, target: Path, *, one_file: bool) -> None:
        self._with_serials(lambda run, serials: run.save(serials, target, one_file=one_file))

    def _begin_print(self, printer: QPrinter) -> None:
        self._with_serials(lambda run, serials: run.print_on(printer, serials))

    def _with_serials(self, start: _Start) -> None:
        """Find what is meant and start the run over it."""
        run = self._run = BatchRun(self._desk, self)
        run.progressed.connect(self._show_progress)
        run.ended.connect(self._ended)
        run.failed.connect(self._failed)
        self._say("")
        self._show_running(True)
        self._bar.setRange(0, 0)
        self._line.setText("سندها شمرده می‌شود…")
        if self._scope.value == _MARKED:
            start(run, self._marked)
        else:
            run.find(self._filter, partial(self._found, run, start))

    def _found(self, run: BatchRun, start: _Start, serials: tuple[str, ...]) -> None:
        if run.is_stopped or not serials:
            self._ended(0, run.is_stopped)
        else:
            start(run, serials)

    def _show_progress(self, done: int, total: int) -> None:
        if self._run is None or self._run.is_stopped:
            return
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        text = f"{format_amount(done)} از {format_amount(total)} سند"
        seconds = self._run.seconds_left(done, total)
        self._line.setText(text if seconds is None else f"{text} · {_duration(seconds)} مانده")

    def _ended(self, count: int, is_cancelled: bool) -> None:
        files = self._run.files if self._run is not None else ()
        self._drop()
        text = f"{format_amount(count)} سند آماده شد."
        if len(files) == 1:
            text = f"{text} {isolate_ltr(files[0].name)}"
        elif files:
            text = f"{text} پوشه: {isolate_ltr(str(files[0].parent))}"
        if is_cancelled:
            text = f"گروه متوقف شد؛ {text}" if count else "گروه متوقف شد و چیزی نوشته نشد."
        self._desk.notify("warning" if is_cancelled or not count else "success", text)
        self.done.emit()

    def _failed(self, error: ShopError) -> None:
        self._drop()
        self._say(sentence(error))
        self.done.emit()

    def _drop(self) -> None:
        if self._run is not None:
            self._run.deleteLater()
            self._run = None
        self._show_running(False)
        self._save.setFocus()

    def _show_running(self, is_running: bool) -> None:
        child(self.form, QWidget, "progressRow").setVisible(is_running)
        for widget in (self._save, self._print, self._scope, self._form):
            widget.setEnabled(not is_running)
        self._stop.setEnabled(is_running)
        if is_running:
            self._stop.setFocus()

    def _say(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))


def _duration(seconds: int) -> str:
    if seconds < _MINUTE:
        return f"حدود {format_amount(max(1, seconds))} ثانیه"
    return f"حدود {format_amount(-(-seconds // _MINUTE))} دقیقه"
