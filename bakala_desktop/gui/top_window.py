"""The one top-level window: the sign-in and the till lie in it on top of each other."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

TITLE = "صندوق فروش با کالا"
SIZE = QSize(1366, 768)
LEAST = QSize(860, 480)


class TopWindow(QStackedWidget):
    """Asks ``may_close`` before it closes, and tells ``closed`` once it did."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.may_close: Callable[[], bool] = lambda: True
        self.setWindowTitle(TITLE)
        self.setProperty("ground", True)
        self.setMinimumSize(LEAST)
        self.resize(SIZE)

    def open(self) -> None:
        """Show the window: over the whole screen where there is one."""
        if QGuiApplication.platformName() == "offscreen":
            self.show()
        else:
            self.resize(SIZE.boundedTo(self.screen().availableSize()))
            self.showMaximized()
            self.raise_()
        self.activateWindow()

    def show_place(self, place: QWidget) -> None:
        """Bring a place to the front."""
        if self.indexOf(place) < 0:
            self.addWidget(place)
        self.setCurrentWidget(place)

    def drop_place(self, place: QWidget) -> None:
        """Take a place out and let it go."""
        self.removeWidget(place)
        place.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        event.accept()
        self.closed.emit()


class _PaintWatch(QObject):
    def __init__(self, widget: QWidget, then: Callable[[], object]) -> None:
        super().__init__(widget)
        self._then = then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # The paint comes first: it ends before the queue is looked at again.
            QTimer.singleShot(0, self._after)
        return False

    def _after(self) -> None:
        self._then()
        self.deleteLater()


def after_paint(widget: QWidget, then: Callable[[], object]) -> None:
    """Call ``then`` once the widget has been painted for the first time from now on."""
    _PaintWatch(widget, then)
