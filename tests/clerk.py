"""Works the screen of documents as a clerk does: by keys, through the window, waiting for each answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QVBoxLayout, QWidget

from bakala_desktop.domain.till_settings import TillSettings
from bakala_desktop.gui.desk import Desk, Notice
from bakala_desktop.gui.paper_output import PaperOutput
from bakala_desktop.gui.screens.papers import Papers
from bakala_desktop.gui.tasks import Tasks
from bakala_desktop.services.shop import Shop

NO_KEYS = Qt.KeyboardModifier.NoModifier


class Clerk:
    """A window with the screen in it, and hands to type with."""

    def __init__(self, shop: Shop, documents: Path, size: tuple[int, int] = (1366, 678)) -> None:
        self.shop = shop
        self.documents = documents
        self.tasks = Tasks()
        self.desk = Desk(shop, self.tasks, TillSettings(), lambda settings: None)
        self.said: list[Notice] = []
        self.bugs: list[str] = []
        self.desk.noticed.connect(self.said.append)
        self.tasks.bug.connect(self.bugs.append)
        self._keeper = QObject()
        self.window = QWidget()
        self.window.setProperty("ground", True)
        self.window.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.output = PaperOutput(self.desk, documents, self.window, self._keeper)
        self.screen = Papers(self.desk, self.output, self._keeper)
        box = QVBoxLayout(self.window)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.screen.form)
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        self.screen.activate()
        self.settle()

    def leave(self) -> None:
        self.screen.close()
        self.tasks.close()
        self.window.close()
        self.window.deleteLater()
        assert self.bugs == []

    def pause(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def wait(self, is_there: Callable[[], bool], seconds: float = 10) -> None:
        until = time.monotonic() + seconds
        while not is_there():
            assert time.monotonic() < until, "it did not come"
            self.pause(5)

    def settle(self) -> None:
        """Wait until what was typed is asked, and what was asked is answered."""
        quiet = 0
        until = time.monotonic() + 10
        while quiet < 3:
            assert time.monotonic() < until, "the screen does not come to rest"
            self.pause(1)
            quiet = 0 if self._is_busy else quiet + 1

    @property
    def _is_busy(self) -> bool:
        owners = (self.screen, self.screen.form)
        timers = [timer for owner in owners for timer in owner.findChildren(QTimer)]
        return self.tasks.pending > 0 or any(timer.isActive() and timer.isSingleShot() for timer in timers)

    def find(self, name: str) -> QWidget:
        found = self.screen.form.findChild(QWidget, name)
        assert found is not None, name
        return found

    def text(self, name: str) -> str:
        widget = self.find(name)
        return str(widget.property("text"))

    def rows(self, name: str) -> dict[str, str]:
        """What a table of two columns says: the first cell of each row, and the second."""
        view = self.find(name)
        assert isinstance(view, QTableView)
        model = view.model()
        return {model.index(row, 0).data(): model.index(row, 1).data() for row in range(model.rowCount())}

    def click(self, name: str) -> None:
        button = self.find(name)
        assert isinstance(button, QPushButton)
        assert button.isEnabled(), name
        button.click()
        self.settle()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEYS, text: str = "") -> None:
        """Press and release one key, and wait for what comes of it."""
        # A key click keeps Python's lock until it returns, and the lanes must not wait for it.
        self.wait(lambda: self.tasks.pending == 0)
        QTest.keyClick(self.window.windowHandle(), key, modifiers) if not text else self._strike(key, text)
        self.settle()

    def _strike(self, key: Qt.Key | int, text: str) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(self.window.windowHandle(), QKeyEvent(kind, key, NO_KEYS, text))

    def command(self, command_id: str) -> None:
        """Give a command; one that is grey is refused here."""
        action = self.screen.commands[command_id]
        assert action.isEnabled(), command_id
        action.trigger()
        self.settle()

    def type(self, text: str) -> None:
        for char in text:
            self._strike(0, char)
        self.settle()

    def enter(self, text: str = "") -> None:
        if text:
            self.type(text)
        self.key(Qt.Key.Key_Return, text="\r")

    def show(self, serial: str) -> None:
        """Look at a document, and wait for its paper and its facts."""
        self.screen.show_paper(serial)
        self.wait(lambda: self.screen.serial == serial and self.screen.view.pages > 0)
        self.settle()

    @property
    def focus(self) -> str:
        focus = QApplication.focusWidget()
        return focus.objectName() if focus is not None else ""

    @property
    def serials(self) -> list[str]:
        """What the list shows, from the top."""
        model = self.screen.list.model
        return [str(model.row(at).serial) for at in range(model.rowCount())]
