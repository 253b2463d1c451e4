"""Opens the till's whole window on a folder of its own and works it by keys, with passwords that are quick to hash."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import CheapPasswords
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bakala_desktop.bootstrap import Till, create_shop, find_till
from bakala_desktop.devices.till_settings_file import load_till_settings
from bakala_desktop.gui.till_program import TillProgram
from bakala_desktop.gui.window_lock import take_window_lock
from bakala_desktop.services.founding import found_shop

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
OWNER, PASSWORD = "آرش نمونه", "golestan-1405"
PROFILE = {"name": "فروشگاه آزمون", "city": "مشهد"}


def till_in(folder: Path, monkeypatch: pytest.MonkeyPatch, is_founded: bool = True) -> Till:
    """A till in an empty folder, with an owner unless told otherwise."""
    monkeypatch.setattr("bakala_desktop.bootstrap.Argon2Passwords", CheapPasswords)
    till = find_till(folder / "data", {"BAKALA_KEY_FILE": str(folder / "till.key")})
    if is_founded:
        shop = create_shop(till)
        found_shop(shop, OWNER, PASSWORD, PROFILE)
        shop.database.close()
    return till


class Player:
    """A person at the till's window."""

    def __init__(self, till: Till) -> None:
        settings = load_till_settings(till.folder.settings)
        self.program = TillProgram(till, settings, take_window_lock(till.folder.root))
        self.window = self.program.window

    def open(self, user: str | None = None, password: str | None = None) -> None:
        self.program.open(user, password)
        self.window.activateWindow()
        self.settle()

    def close(self) -> None:
        self.window.hide()
        self.program.close()
        self.window.deleteLater()

    def pause(self, milliseconds: int = 10) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def wait(self, is_there: Callable[[], bool], seconds: float = 5) -> None:
        until = time.monotonic() + seconds
        while not is_there():
            assert time.monotonic() < until, "it did not come"
            self.pause()

    def settle(self) -> None:
        """Wait until everything that was asked is answered."""
        self.pause(30)
        self.wait(lambda: self.program.tasks.pending == 0)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        # A key click keeps Python's lock until it returns, and the lanes must never wait for it: only keys that may be
        # shortcuts are clicked, and only while the lanes rest.
        if modifiers == Qt.KeyboardModifier.NoModifier and (key == K.Key_Return or 0x20 <= key.value < 0x7F):
            self._strike(key, "\r" if key == K.Key_Return else chr(key.value).lower())
            return
        self.wait(lambda: self.program.tasks.pending == 0)
        QTest.keyClick(self.window.windowHandle(), key, modifiers)

    def _strike(self, key: Qt.Key | int, char: str) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char)
            QCoreApplication.sendEvent(self.window.windowHandle(), event)

    def type(self, text: str) -> None:
        for char in text:
            self._strike(0, char)
        self.pause(60)

    def enter(self, text: str = "") -> None:
        self.type(text)
        self.key(K.Key_Return)
        self.settle()

    def sign_in(self, user: str = OWNER, password: str = PASSWORD) -> None:
        self.open()
        if not self.find("user").text():
            self.enter(user)
        self.enter(password)

    def find(self, name: str) -> QWidget:
        found = self.window.findChild(QWidget, name)
        assert found is not None, name
        return found

    @property
    def focus(self) -> str:
        focus = QApplication.focusWidget()
        return focus.objectName() if focus is not None else ""
