"""Prints a PDF: its pages are drawn in bands on the slow lane and laid onto the printer as they come."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from bakala_desktop.domain.errors import ShopError, ShopTrouble
from bakala_desktop.gui.paper_pages import POINTS_PER_INCH, PageBand, page_sizes, render_band
from bakala_desktop.gui.tasks import Tasks

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MOST_DPI = 300
"""Finer than this a form of letters and lines gains nothing, and the spooler drowns."""

BAND_ROWS = 300


def has_printer() -> bool:
    """Tell whether this machine knows a printer. QPrinter itself would fall back to a PDF, and print nowhere."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return bool(QPrinterInfo.availablePrinterNames())


class PrintJob(QObject):
    """Draws one PDF onto a printer; ``finished`` follows the last page, ``failed`` carries a ShopError."""

    finished = Signal()
    failed = Signal(object)

    def __init__(self, printer: QPrinter, pdf: bytes, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printer = printer
        self._pdf = pdf
        self._tasks = tasks
        self._painter = QPainter()
        self._sizes: tuple[QSizeF, ...] = ()

    def start(self) -> None:
        """Begin with the first band of the first page."""
        self._tasks.run_slow(page_sizes, self._pdf, owner=self, then=self._begin, failed=self._stop)

    def _begin(self, sizes: tuple[QSizeF, ...]) -> None:
        self._sizes = sizes
        self._set_page(0)
        if not self._painter.begin(self._printer):
            self._stop(ShopTrouble("print_failed"))
            return
        self._ask(0, 0)

    def _set_page(self, page: int) -> None:
        """Lie the sheet as the page lies, and use it up to its edge: the form has margins of its own."""
        size = self._sizes[page]
        is_wide = size.width() > size.height()
        orientation = QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
        upright = size.transposed() if is_wide else size
        matched = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
        self._printer.setPageSize(matched)
        self._printer.setPageOrientation(orientation)
        self._printer.setFullPage(True)

    def _scale(self) -> float:
        return min(self._printer.resolution(), MOST_DPI) / POINTS_PER_INCH

    def _ask(self, page: int, top: int) -> None:
        ask = partial(render_band, self._pdf, page, self._scale(), top, BAND_ROWS)
        self._tasks.run_slow(ask, owner=self, then=self._lay, failed=self._stop)

    def _lay(self, band: PageBand) -> None:
        """Lay a band onto the sheet, and ask for the next one or for the next page."""
        page = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        size = self._sizes[band.page]
        factor = min(page.width() / size.width(), page.height() / size.height()) / self._scale()
        target = QRectF(0, band.top * factor, band.picture.width() * factor, band.picture.height() * factor)
        self._painter.drawImage(target, band.picture)
        next_top = band.top + band.picture.height()
        if next_top < round(size.height() * self._scale()):
            self._ask(band.page, next_top)
        elif band.page + 1 < len(self._sizes):
            self._set_page(band.page + 1)
            if self._printer.newPage():
                self._ask(band.page + 1, 0)
            else:
                self._stop(ShopTrouble("print_failed"))
        else:
            self._painter.end()
            self.finished.emit()

    def _stop(self, error: ShopError) -> None:
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()
        self.failed.emit(error)
