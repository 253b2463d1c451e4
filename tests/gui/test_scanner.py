"""Codes and human typing told apart by pace, without a window system: keys that carry text but no place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from bakala_desktop.gui.scanner import Scanner, ScannerSettings, Terminator

PRESS, RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
CODE = "6260000050000"
PLAIN = Qt.KeyboardModifier.NoModifier


class Till(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.field, self.button = QLineEdit(), QPushButton("x")
        self.returns = 0
        self.field.returnPressed.connect(self._count)
        box = QVBoxLayout(self)
        box.addWidget(self.field)
        box.addWidget(self.button)

    def _count(self) -> None:
        self.returns += 1


@pytest.fixture
def till(shown):
    window = shown(Till())
    window.field.setFocus()
    return window


@pytest.fixture
def scanner(qapp):
    made = []

    def make(**settings) -> Scanner:
        scanner = Scanner(qapp, ScannerSettings(**settings))
        scanner.codes = []
        scanner.scanned.connect(scanner.codes.append)
        made.append(scanner)
        return scanner

    yield make
    for one in made:
        one.stop()
        one.deleteLater()


def strike(window: QWidget, text: str, key: int = 0, modifiers=PLAIN, release: bool = True) -> None:
    handle = window.windowHandle()
    key = key or (ord(text.upper()) if text.isascii() else ord(text))
    override = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers, text)
    QCoreApplication.sendEvent(handle, override)
    QCoreApplication.sendEvent(handle, QKeyEvent(PRESS, key, modifiers, text))
    if release:
        QCoreApplication.sendEvent(handle, QKeyEvent(RELEASE, key, modifiers, text))


def enter(window: QWidget) -> None:
    strike(window, "\r", Qt.Key.Key_Return)


def scan(window: QWidget, code: str) -> None:
    for char in code:
        strike(window, char)
    enter(window)


def test_a_code_becomes_one_signal_and_no_widget_sees_it(till, scanner, qtbot):
    wedge = scanner()
    scan(till, CODE)
    qtbot.wait(60)
    assert wedge.codes == [CODE]
    assert till.field.text() == ""
    assert till.returns == 0


def test_the_persian_layout_gives_the_same_code(till, scanner):
    wedge = scanner()
    scan(till, "۶۲۶۰۰۰۰۰۵۰۰۰۰")
    scan(till, "شذ-۱۲۳۴")
    assert wedge.codes == [CODE, "ab-1234"]


def test_a_focused_button_is_not_pressed_by_a_code_with_a_space(till, scanner, qtbot):
    wedge, clicks = scanner(), []
    till.button.clicked.connect(lambda: clicks.append(1))
    till.button.setFocus()
    scan(till, "AB 12 34")
    qtbot.wait(60)
    assert wedge.codes == ["AB 12 34"]
    assert not clicks
    assert not till.button.isDown()


def test_a_space_by_hand_still_presses_a_button_and_lets_it_go(till, scanner, qtbot):
    scanner()
    clicks = []
    till.button.clicked.connect(lambda: clicks.append(1))
    till.button.setFocus()
    strike(till, " ", Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: clicks == [1])
    assert not till.button.isDown()


def test_human_typing_arrives_whole_and_in_order(till, scanner, qtbot):
    wedge = scanner()
    for char in "شیر پرچرب ۱۲":
        strike(till, char)
        qtbot.wait(45)
    qtbot.waitUntil(lambda: till.field.text() == "شیر پرچرب ۱۲")
    assert not wedge.codes


def test_a_quick_enter_after_a_few_keys_comes_after_them(till, scanner):
    wedge = scanner()
    for char in "12345":
        strike(till, char)
    enter(till)
    assert till.field.text() == "12345"
    assert till.returns == 1
    assert not wedge.codes


def test_an_enter_after_a_pause_is_the_humans(till, scanner, qtbot):
    wedge = scanner()
    for char in "1234567":
        strike(till, char)
    qtbot.waitUntil(lambda: till.field.text() == "1234567")
    enter(till)
    assert till.returns == 1
    assert not wedge.codes


def test_fast_letters_without_a_terminator_are_typing(till, scanner, qtbot):
    wedge = scanner()
    for char in CODE:
        strike(till, char)
    qtbot.waitUntil(lambda: till.field.text() == CODE)
    assert not wedge.codes


def test_editing_keys_keep_their_place_among_letters(till, scanner, qtbot):
    scanner()
    strike(till, "a")
    strike(till, "b")
    strike(till, "\b", Qt.Key.Key_Backspace)
    strike(till, "c")
    qtbot.waitUntil(lambda: till.field.text() == "ac")


def test_a_scanned_digit_fires_no_shortcut(till, scanner, qtbot):
    wedge, fired = scanner(), []
    QShortcut(QKeySequence("6"), till, lambda: fired.append(6))
    for char in CODE:
        QTest.keyClick(till.windowHandle(), char)
    QTest.keyClick(till.windowHandle(), Qt.Key.Key_Return)
    assert wedge.codes == [CODE]
    assert not fired


def test_control_keys_pass_at_once_and_after_what_was_typed(till, scanner):
    scanner()
    for char in "abc":
        strike(till, char)
    strike(till, "\x01", Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert till.field.selectedText() == "abc"


def test_a_held_down_key_repeats_without_loss(till, scanner, qtbot):
    scanner()
    strike(till, "a", release=False)
    for _ in range(3):
        event = QKeyEvent(PRESS, Qt.Key.Key_A, PLAIN, "a", True)
        QCoreApplication.sendEvent(till.windowHandle(), event)
    qtbot.waitUntil(lambda: till.field.text() == "aaaa")


def test_tab_ends_a_code_where_the_settings_say_so(till, scanner):
    wedge = scanner(terminator=Terminator.TAB)
    for char in CODE:
        strike(till, char)
    strike(till, "\t", Qt.Key.Key_Tab)
    assert wedge.codes == [CODE]
    assert till.field.hasFocus()


def test_a_scanner_without_terminator_is_told_by_pace_and_length(till, scanner, qtbot):
    wedge = scanner(terminator=Terminator.NONE)
    for char in CODE:
        strike(till, char)
    qtbot.waitUntil(lambda: wedge.codes == [CODE])
    strike(till, "7")
    qtbot.waitUntil(lambda: till.field.text() == "7")


def test_prefix_and_suffix_are_cut_off_and_keys_without_them_are_typing(till, scanner, qtbot):
    wedge = scanner(prefix="~", suffix="#")
    scan(till, f"~{CODE}#")
    assert wedge.codes == [CODE]
    scan(till, CODE)
    assert wedge.codes == [CODE]
    assert till.field.text() == CODE
    assert till.returns == 1


def test_the_separators_of_a_gs1_code_are_kept(till, scanner):
    wedge = scanner()
    for char in "0106260":
        strike(till, char)
    strike(till, "\x1d", Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier)
    scan(till, "10ABC")
    assert wedge.codes == ["0106260\x1d10ABC"]


def test_ten_scans_a_second_are_all_read_in_order(till, scanner, qtbot):
    wedge = scanner()
    codes = [f"626{number:010d}" for number in range(30)]
    for code in codes:
        scan(till, code)
        qtbot.wait(30)
    assert wedge.codes == codes
    assert till.field.text() == ""


def test_a_busy_program_does_not_split_a_code(till, scanner, qtbot):
    """The window system holds the rest of a code while the program is busy beyond the pause."""
    wedge = scanner()
    handle = till.windowHandle()
    for char in CODE[:3]:
        strike(till, char)
    for char in CODE[3:]:
        QCoreApplication.postEvent(handle, QKeyEvent(PRESS, ord(char), PLAIN, char))
    QCoreApplication.postEvent(handle, QKeyEvent(PRESS, Qt.Key.Key_Return, PLAIN, "\r"))
    # Longer than the pause, and without a look at the queue.
    QTest.qSleep(80)
    qtbot.waitUntil(lambda: wedge.codes == [CODE])


def test_keys_of_a_window_that_closed_are_dropped(shown, scanner, qtbot):
    wedge = scanner()
    window = shown(Till())
    strike(window, "a")
    window.windowHandle().destroy()
    window.close()
    qtbot.wait(60)
    assert not wedge.codes
