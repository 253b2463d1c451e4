"""Looks at a paper: its pages under each other, each drawn on the slow lane when it comes into sight."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from bakala_desktop.domain.text import persian_digits
from bakala_desktop.gui.paper_pages import page_sizes, render_page
from bakala_desktop.gui.tasks import Tasks

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
"""Steps of zoom; 1 is a page as wide as the view."""

_MARGIN, _GAP = 16, 16


class PaperView(QScrollArea):
    """Shows one PDF. ``page_changed(page, pages)`` counts from one; ``failed`` carries a ShopTrouble."""

    page_changed = Signal(int, int)
    failed = Signal(object)
    drawn = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tasks: Tasks | None = None
        self._pdf = b""
        self._sizes: tuple[QSizeF, ...] = ()
        self._pages: list[QLabel] = []
        self._drawn_at: dict[int, float] = {}
        self._zoom = 1.0
        self._sheet = QWidget(self)
        # White pages on the ground of the window: their edges are seen in both themes.
        self._sheet.setProperty("ground", True)
        self._sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self._sheet)
        self._column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._column.setSpacing(_GAP)
        self.setWidget(self._sheet)
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("صفحه‌های سند")
        # Drawing waits until sizing and scrolling have come to rest.
        self._later = QTimer(self, singleShot=True, interval=40)
        self._later.timeout.connect(self._draw_visible)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def page(self) -> int:
        """The page in the middle of the view, from one; 0 where there is none."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        for at, page in enumerate(self._pages, 1):
            if middle < page.geometry().bottom() + _GAP:
                return at
        return len(self._pages)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def show_pdf(self, pdf: bytes, tasks: Tasks) -> None:
        """Show this PDF from its first page."""
        self.clear()
        self.tasks = tasks
        self._pdf = pdf
        tasks.run_slow(page_sizes, pdf, owner=self, then=self._lay_out, failed=self.failed.emit)

    def clear(self) -> None:
        """Show nothing."""
        if self.tasks is not None:
            self.tasks.forget(self)
        self._pdf, self._sizes, self._drawn_at = b"", (), {}
        for page in self._pages:
            page.deleteLater()
        self._pages = []

    def zoom_by(self, steps: int) -> None:
        """Draw larger or smaller by so many steps."""
        at = min(range(len(ZOOMS)), key=lambda i: abs(ZOOMS[i] - self._zoom))
        self.set_zoom(ZOOMS[max(0, min(len(ZOOMS) - 1, at + steps))])

    def set_zoom(self, zoom: float) -> None:
        """Draw at this zoom; 1 fits the width."""
        if zoom != self._zoom:
            self._zoom = zoom
            self._size_pages()

    @property
    def zoom(self) -> float:
        """The zoom; 1 fits the width."""
        return self._zoom

    def go_to(self, page: int) -> None:
        """Bring a page, counted from one, to the top."""
        if self._pages:
            at = max(1, min(page, len(self._pages))) - 1
            self.verticalScrollBar().setValue(self._pages[at].y() - _MARGIN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_pages()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(1)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(-1)
        elif key == Qt.Key.Key_Home:
            self.go_to(1)
        elif key == Qt.Key.Key_End:
            self.go_to(len(self._pages))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._later.start()

    def _lay_out(self, sizes: tuple[QSizeF, ...]) -> None:
        self._sizes = sizes
        for at in range(1, len(sizes) + 1):
            page = QLabel(self._sheet)
            page.setFrameShape(QFrame.Shape.NoFrame)
            page.setProperty("paper", True)
            page.setStyleSheet("background: white;")
            page.setAccessibleName(persian_digits(f"صفحهٔ {at} از {len(sizes)}"))
            self._column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            self._pages.append(page)
        self._column.addStretch(1)
        self._size_pages()
        self.verticalScrollBar().setValue(0)
        self.page_changed.emit(self.page, self.pages)

    def _scale(self, page: int) -> float:
        """Device-independent pixels to the point."""
        width = self.viewport().width() - 2 * _MARGIN
        return max(0.1, width / self._sizes[page].width() * self._zoom)

    def _size_pages(self) -> None:
        for at, page in enumerate(self._pages):
            scale = self._scale(at)
            page.setFixedSize(QSize(round(self._sizes[at].width() * scale), round(self._sizes[at].height() * scale)))
            page.setScaledContents(True)
        self._later.start()

    def _scrolled(self) -> None:
        self._later.start()
        self.page_changed.emit(self.page, self.pages)

    def _draw_visible(self) -> None:
        """Ask for the pages in sight and next to it that are not drawn at this scale yet."""
        if self.tasks is None or not self._pages:
            return
        top = self.verticalScrollBar().value()
        height = self.viewport().height()
        for at, page in enumerate(self._pages):
            scale = self._scale(at) * self.devicePixelRatioF()
            is_near = page.geometry().bottom() > top - height and page.geometry().top() < top + 2 * height
            if is_near and self._drawn_at.get(at) != scale:
                self._drawn_at[at] = scale
                then = partial(self._show_page, at, scale)
                self.tasks.run_slow(render_page, self._pdf, at, scale, owner=self, then=then, failed=self.failed.emit)
            elif not is_near and at in self._drawn_at:
                # A thousand pages do not fit into memory.
                del self._drawn_at[at]
                page.clear()

    def _show_page(self, at: int, scale: float, picture: QImage) -> None:
        if self._drawn_at.get(at) != scale:
            return
        pixmap = QPixmap.fromImage(picture)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self._pages[at].setPixmap(pixmap)
        self.drawn.emit(at + 1)
