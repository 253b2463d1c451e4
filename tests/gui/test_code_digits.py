"""Codes show Persian digits and are read with those that are stored."""

from PySide6.QtWidgets import QLineEdit

from bakala_desktop.gui.widgets.code_digits import code_of, show_code_digits


def field(qtbot):
    edit = QLineEdit()
    qtbot.addWidget(edit)
    show_code_digits(edit)
    return edit


def test_digits_of_any_script_are_shown_in_persian_and_read_in_ascii(qtbot):
    edit = field(qtbot)
    edit.setText("0012٣٤۵679")
    assert edit.text() == "۰۰۱۲۳۴۵۶۷۹"
    assert code_of(edit) == "0012345679"


def test_typing_keeps_its_place(qtbot):
    edit = field(qtbot)
    for char in "091":
        edit.insert(char)
    edit.setCursorPosition(1)
    edit.insert("7")
    assert (edit.text(), edit.cursorPosition()) == ("۰۷۹۱", 2)


def test_beside_latin_letters_digits_stay_latin(qtbot):
    edit = field(qtbot)
    edit.setText("user۱۲@example.com")
    assert edit.text() == code_of(edit) == "user12@example.com"
