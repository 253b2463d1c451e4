"""The hand that plays the sample day: presses real keys at the window, and waits with a deadline for what must come."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from bakala_desktop.domain.errors import ShopTrouble

SECONDS = 10.0
"""How long the hand waits for anything before it gives up."""

_LOOK_MS = 5
_REST_MS = 60
"""After this the recogniser of scans has taken what was typed for typing."""

_MOST_TABS, _MOST_CHIPS = 60, 12
_PLAIN, _SHIFT, _CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
_MODIFIERS = {"Shift": _SHIFT, "Ctrl": _CTRL}


class Hand:
    """Presses keys at one window. ``bugs`` are the errors of the program so far: after one, nothing is waited for."""

    def __init__(self, window: QWidget, bugs: Sequence[str] = ()) -> None:
        self._window = window
        self._bugs = bugs

    def wait(self, what: str, is_there: Callable[[], bool], seconds: float = SECONDS) -> None:
        """Let the program work until something is there. Raises ShopTrouble ``sample_day_stuck``, which names it."""
        for _ in range(int(seconds * 1000 / _LOOK_MS)):
            if self._bugs:
                raise ShopTrouble("sample_day_stuck", detail=f"{what} (incident {self._bugs[0]})")
            if is_there():
                return
            _let_work(_LOOK_MS)
        raise ShopTrouble("sample_day_stuck", detail=what)

    def rest(self, milliseconds: int = _REST_MS) -> None:
        """Pause as a person does between typing and pressing Enter."""
        _let_work(milliseconds)

    def press(self, name: str) -> None:
        """Press a key by Qt's name, as ``F12``, ``Shift+F4`` or ``Return``."""
        *held, key = name.split("+")
        modifiers = _PLAIN
        for each in held:
            modifiers |= _MODIFIERS[each]
        QTest.keyClick(self._window.windowHandle(), Qt.Key[f"Key_{key}"], modifiers)

    def type(self, text: str) -> None:
        """Type a text of any script, and pause."""
        for char in text:
            self._strike(0, char)
        self.rest()

    def scan(self, code: str) -> None:
        """Type a code and Enter as a scanner does: in one burst, which no other work of the machine can draw apart."""
        for char in code:
            self._strike(Qt.Key(ord(char.upper())), char)
        self._strike(Qt.Key.Key_Return, "\r")

    def _strike(self, key: int, char: str) -> None:
        # QTest's own key clicks end the process at a Persian letter, and let other events come in between.
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(self._window.windowHandle(), QKeyEvent(kind, key, _PLAIN, char))

    def enter(self, text: str) -> None:
        """Type a text and press Enter."""
        self.type(text)
        self.press("Return")

    def tab_to(self, name: str) -> None:
        """Press Tab until the widget of that name has the focus. Raises ShopTrouble ``sample_day_stuck``."""
        self.tab_until(name, lambda widget: widget.objectName() == name)

    def choose_chip(self, row: str, text: str) -> None:
        """Go to a row of chips by Tab and choose one by the arrows. Raises ShopTrouble ``sample_day_stuck``."""
        self.tab_until(row, lambda widget: _is_inside(widget, row))
        # Tab comes to the chip that had the focus last.
        for key in ("Right", "Left"):
            for _ in range(_MOST_CHIPS):
                focus = QApplication.focusWidget()
                if isinstance(focus, QAbstractButton) and focus.text() == text:
                    self.press("Space")
                    return
                self.press(key)
        raise ShopTrouble("sample_day_stuck", detail=f"the chip {text}")

    def tab_until(self, what: str, is_it: Callable[[QWidget], bool]) -> None:
        """Press Tab until what has the focus is what is looked for. Raises ShopTrouble ``sample_day_stuck``."""
        for _ in range(_MOST_TABS):
            focus = QApplication.focusWidget()
            if focus is not None and is_it(focus):
                return
            self.press("Tab")
        raise ShopTrouble("sample_day_stuck", detail=f"a Tab to {what}")


def _is_inside(widget: QWidget | None, name: str) -> bool:
    while widget is not None and widget.objectName() != name:
        widget = widget.parentWidget()
    return widget is not None


def _let_work(milliseconds: int) -> None:
    """Let events come for a while. QTest's own wait would keep the lanes from working meanwhile."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
