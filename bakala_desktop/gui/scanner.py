"""The barcode scanner that types like a keyboard: told from a human by its pace, under any focus and any
layout.

Printable keys are held back for a moment. If they come at a scanner's pace and end as its settings say,
they become one ``scanned`` signal and no widget sees them; else they are given to the window again,
unchanged and in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from shiboken6 import isValid

from bakala_desktop.gui.scancodes import GROUP_SEPARATOR, decode

_KEY_EVENTS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_MODIFIER_KEYS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    }
)
_COMMAND_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
# Window systems whose events say when the key was struck, however late the program gets to see it.
_WITH_TIMESTAMPS = frozenset({"xcb", "wayland"})


class Terminator(Enum):
    """The key that a scanner sends after a code."""

    ENTER = "enter"
    TAB = "tab"
    NONE = "none"


_TERMINATING_KEYS = {
    Terminator.ENTER: frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter}),
    Terminator.TAB: frozenset({Qt.Key.Key_Tab}),
    Terminator.NONE: frozenset(),
}


@dataclass(frozen=True, slots=True)
class ScannerSettings:
    """How this till's scanner types.

    ``gap_ms``: the longest pause between two keys of one code; wireless scanners need more than cable ones,
    and human typing appears that much later. ``shortest``: fewer keys are never a code. ``prefix`` and
    ``suffix`` are what the scanner was set to add around a code; they are cut off, and keys without them
    are typing.
    """

    gap_ms: int = 35
    shortest: int = 6
    prefix: str = ""
    suffix: str = ""
    terminator: Terminator = Terminator.ENTER


@dataclass(slots=True)
class _Held:
    window: QWindow
    event: QKeyEvent
    char: str
    place: tuple[int, int]


class Scanner(QObject):
    """Watches the keys of the whole application and emits ``scanned(code)``."""

    scanned = Signal(str)

    def __init__(self, application: QCoreApplication, settings: ScannerSettings | None = None) -> None:
        super().__init__(application)
        self.settings = settings or ScannerSettings()
        self._application = application
        self._platform = QGuiApplication.platformName().partition("-")[0]
        self._held: list[_Held] = []
        self._swallowed: set[tuple[int, int]] = set()
        self._last_ms = 0
        self._replayed: QKeyEvent | None = None
        self._pause = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._pause.timeout.connect(self._grace_begins)
        self._grace = QTimer(self, singleShot=True, interval=0)
        self._grace.timeout.connect(self._grace_ends)
        application.installEventFilter(self)

    def start(self) -> None:
        """Watch again, after ``stop``."""
        self._application.installEventFilter(self)

    def stop(self) -> None:
        """Give back what is held and watch no more."""
        self._give_back()
        self._application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at a key when it reaches its window, before any widget; later deliveries of it are not ours."""
        if event.type() not in _KEY_EVENTS or event is self._replayed or not isinstance(watched, QWindow):
            return False
        assert isinstance(event, QKeyEvent)
        if event.type() == QEvent.Type.KeyPress:
            return self._pressed(watched, event)
        if event.type() == QEvent.Type.KeyRelease:
            return self._released(watched, event)
        return self._claims(event)

    def _claims(self, event: QKeyEvent) -> bool:
        """Keep shortcuts from firing on a key that may belong to a code; its press follows at once."""
        if event.key() in _MODIFIER_KEYS:
            return False
        if self._code_char(event) or (event.key() in self._terminating_keys() and self._is_scan(event)):
            event.accept()
            return True
        self._give_back()
        return False

    def _pressed(self, window: QWindow, event: QKeyEvent) -> bool:
        if event.key() in _MODIFIER_KEYS:
            return False
        self._swallowed.discard(_place(event))
        if event.key() in self._terminating_keys():
            return self._terminated(event)
        char = self._code_char(event)
        if not char:
            self._give_back()
            return False
        if not self._continues(event):
            self._give_back()
        self._hold(window, event, char)
        return True

    def _released(self, window: QWindow, event: QKeyEvent) -> bool:
        place = _place(event)
        if place in self._swallowed:
            if not event.isAutoRepeat():
                self._swallowed.discard(place)
            return True
        if any(held.place == place for held in self._held):
            # The widget must not see the release before the press that is held.
            self._held.append(_Held(window, event.clone(), "", place))
            return True
        return False

    def _terminated(self, event: QKeyEvent) -> bool:
        """Enter or Tab: the end of a code, or a human's key, which goes on its way after what he typed
        before it.
        """
        if self._is_scan(event):
            self._swallowed.add(_place(event))
            self._announce()
            return True
        self._give_back()
        return False

    def _code_char(self, event: QKeyEvent) -> str:
        """The character this key adds to a code; "" for keys that no scanner sends, which are never held."""
        if event.isAutoRepeat():
            return ""
        char = decode(event, self._platform)
        if event.modifiers() & _COMMAND_MODIFIERS:
            return char if char == GROUP_SEPARATOR and self._held else ""
        return char if char.isprintable() else ""

    def _hold(self, window: QWindow, event: QKeyEvent, char: str) -> None:
        self._held.append(_Held(window, event.clone(), char, _place(event)))
        self._last_ms = event.timestamp()
        self._grace.stop()
        self._pause.start(self.settings.gap_ms)

    def _continues(self, event: QKeyEvent) -> bool:
        """Whether the key came at a scanner's pace after the last one.

        Only the window system knows when it was struck. Where it does not say, the pause timer alone decides:
        a clock read here would count the time in which the program was too busy to look at its keys.
        """
        if self._platform in _WITH_TIMESTAMPS and event.timestamp() and self._last_ms:
            return bool(event.timestamp() - self._last_ms <= self.settings.gap_ms)
        return True

    def _is_scan(self, event: QKeyEvent) -> bool:
        return bool(self._held) and self._continues(event) and self._code() != ""

    def _code(self) -> str:
        """What is held, as a code without its prefix and suffix; "" if it is none."""
        settings = self.settings
        code = "".join(held.char for held in self._held)
        if not (code.startswith(settings.prefix) and code.endswith(settings.suffix)):
            return ""
        code = code[len(settings.prefix) : len(code) - len(settings.suffix)]
        return code if len(code) >= settings.shortest else ""

    def _announce(self) -> None:
        code = self._code()
        pressed = {held.place for held in self._held if held.char}
        released = {held.place for held in self._held if not held.char}
        self._swallowed |= pressed - released
        self._forget()
        self.scanned.emit(code)

    def _grace_begins(self) -> None:
        """The pause is over, unless keys wait unread behind whatever kept the program busy: look once more."""
        self._grace.start()

    def _grace_ends(self) -> None:
        if self.settings.terminator is Terminator.NONE and self._code():
            self._announce()
        else:
            self._give_back()

    def _forget(self) -> None:
        self._pause.stop()
        self._grace.stop()
        self._held = []

    def _give_back(self) -> None:
        """Send the held keys to their windows, as they came."""
        held = self._held
        self._forget()
        for key in held:
            if isValid(key.window):
                # Only this very event passes: a key may open a dialog, and scans over it are still ours to
                # read.
                self._replayed = key.event
                QCoreApplication.sendEvent(key.window, key.event)
        self._replayed = None

    def _terminating_keys(self) -> frozenset[Qt.Key]:
        return _TERMINATING_KEYS[self.settings.terminator]


def _place(event: QKeyEvent) -> tuple[int, int]:
    """Names one key on the board, however its letter changes between press and release."""
    code = event.nativeScanCode()
    return (code, 0) if code else (0, event.key())
