"""The commands: no key twice, none that typing or a scan could strike, greyed where the right is lacking."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from bakala_desktop import paths
from bakala_desktop.domain.staff import Permission
from bakala_desktop.gui.actions import BY_ID, COMMANDS, bind_button, key_sequences, make_action
from bakala_desktop.gui.widgets import SearchEdit


def test_no_key_and_no_id_is_given_twice():
    sequences = [key for command in COMMANDS if command.key for key in key_sequences(command.key)]
    keys = Counter(key.toString() for key in sequences)
    assert not [key for key, count in keys.items() if count > 1]
    assert len(BY_ID) == len(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_no_key_is_one_that_typing_or_a_scan_could_strike(command):
    if not command.key:
        return
    combination = QKeySequence(command.key)[0]
    is_command_key = bool(combination.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier)
    assert is_command_key or combination.key() >= Qt.Key.Key_Escape, command.key


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_has_a_name_and_an_icon_that_exists(command):
    assert command.text
    assert not command.icon or paths.icon(command.icon).is_file()


@pytest.fixture
def window(shown):
    widget = QWidget()
    widget.search = SearchEdit()
    widget.button = QPushButton()
    box = QVBoxLayout(widget)
    box.addWidget(widget.search)
    box.addWidget(widget.button)
    shown(widget)
    widget.search.setFocus()
    return widget


def test_a_key_does_its_command_once_even_when_held(window):
    done = []
    make_action("sell.pay", window, lambda: done.append(1), {Permission.SELL})
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert done == [1]


def test_a_letter_works_under_the_persian_layout_too(window):
    """X11 reports Ctrl and the Persian letter where no Latin layout is installed beside."""
    action = make_action("document.print", window, lambda: None, {Permission.PRINT_DOCUMENTS})
    assert [key.toString() for key in action.shortcuts()] == ["Ctrl+P", "Ctrl+ح"]


def test_without_the_right_a_command_is_grey_and_its_key_does_nothing(window):
    done = []
    action = make_action("sell.pay", window, lambda: done.append(1), set())
    bind_button(window.button, action)
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert not action.isEnabled()
    assert not window.button.isEnabled()
    assert not done


def test_a_button_shows_the_key_and_follows_its_command(window):
    done = []
    action = make_action("sell.pay", window, lambda: done.append(1), {Permission.SELL})
    bind_button(window.button, action)
    assert "F12" in window.button.text()
    assert window.button.accessibleName() == "پرداخت"
    window.button.click()
    assert done == [1]
    action.setEnabled(False)
    assert not window.button.isEnabled()


def test_delete_removes_a_line_only_while_the_search_field_is_empty(window, type_text):
    removed = []
    make_action("sell.remove", window, lambda: removed.append(1), {Permission.SELL})
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Delete)
    assert removed == [1]
    type_text(window.search, "شیر")
    window.search.setCursorPosition(0)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Delete)
    assert removed == [1]
    assert window.search.text() == "یر"
