"""A cashier for tests and benchmarks: a sell screen in a window, worked by real key events and a real scanner."""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from bakala_desktop.domain.money import MoneyUnit
from bakala_desktop.domain.till_settings import TillSettings
from bakala_desktop.gui.desk import Desk, Notice
from bakala_desktop.gui.scanner import Scanner, ScannerSettings
from bakala_desktop.gui.screens.sell import SellScreen
from bakala_desktop.gui.tasks import Tasks
from bakala_desktop.services.shop import Shop

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
_PATIENCE_S = 10


class Cashier:
    """Works a till. Keys go to the window, as those of a keyboard do, and pass the scanner's filter first."""

    def __init__(self, shop: Shop, size: tuple[int, int] = (1366, 700), unit: MoneyUnit = MoneyUnit.RIAL) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.tasks = Tasks()
        self.bugs: list[str] = []
        self.tasks.bug.connect(self.bugs.append)
        self.desk = Desk(shop, self.tasks, replace(TillSettings(), unit=unit), lambda settings: None)
        self.notices: list[Notice] = []
        self.desk.noticed.connect(self.notices.append)
        self.sold: list[str] = []
        self.scanner = Scanner(application, ScannerSettings(gap_ms=8))
        self.screen = SellScreen(self.desk, self.scanner)
        self.screen.sale_completed.connect(self.sold.append)
        self.window = QWidget()
        box = QVBoxLayout(self.window)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.screen.form)
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        self.screen.activate()
        self.settle()

    def leave(self) -> None:
        """Close the till."""
        self.settle()
        self.scanner.stop()
        self.screen.close()
        self.tasks.close()
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def settle(self) -> None:
        """Wait until nothing is on its way any more."""
        until = time.monotonic() + _PATIENCE_S
        QCoreApplication.processEvents()
        while self.tasks.pending or self.scanner._held:
            assert time.monotonic() < until, "the till does not come to rest"
            time.sleep(0.001)
            QCoreApplication.processEvents()
        QCoreApplication.processEvents()
        assert self.bugs == []

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, text: str = "") -> None:
        """Press and release one key, and wait for what comes of it."""
        self.strike(key, modifiers, text)
        self.settle()

    def strike(self, key: Qt.Key | int, modifiers: Qt.KeyboardModifier = NONE, text: str = "") -> None:
        """Press and release one key without waiting."""
        handle = self.window.windowHandle()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(handle, QKeyEvent(kind, key, modifiers, text))

    def enter(self) -> None:
        self.key(Qt.Key.Key_Return, text="\r")

    def escape(self) -> None:
        self.key(Qt.Key.Key_Escape)

    def type(self, text: str) -> None:
        """Type letter by letter, at a human's pace."""
        for char in text:
            self.key(Qt.Key(0), text=char)

    def scan(self, code: str) -> None:
        """Let the scanner type a code."""
        self.beam(code)
        self.settle()

    def beam(self, code: str) -> None:
        """Let the scanner type a code, without waiting."""
        for char in code:
            self.strike(Qt.Key(0), text=char)
        self.strike(Qt.Key.Key_Return, text="\r")

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Press the left button on a widget."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, at or widget.rect().center())
        self.settle()

    def find(self, name: str) -> QWidget:
        """Return a widget of the screen by its name."""
        found = self.screen.form.findChild(QWidget, name)
        assert found is not None, name
        return found

    @property
    def focus(self) -> str:
        """The name of what has the focus."""
        focused = QApplication.focusWidget()
        return focused.objectName() if focused else ""

    @property
    def search(self) -> QLineEdit:
        return self.screen.goods.search

    @property
    def cart(self) -> list[tuple[str, str]]:
        """The cart as skus and quantities."""
        return [(line.sku, str(line.quantity)) for line in self.screen.sale.order.lines]

    @property
    def said(self) -> str:
        """The text of the last notice."""
        return self.notices[-1].text if self.notices else ""
