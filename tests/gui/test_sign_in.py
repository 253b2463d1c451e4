"""The sign-in: what it asks, what it says when nobody is let in, and what it tells a person who types blind."""

import pytest
from looks import cut_labels, latin_digits, nameless, small_buttons, tab_order
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton

from bakala_desktop.domain.errors import ShopError, ShopTrouble
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.keyboard_hints import CAPS_LOCK, PERSIAN_LETTERS
from bakala_desktop.gui.screens.sign_in import SignIn

K = Qt.Key


@pytest.fixture
def sign_in(qapp, shown):
    screen = SignIn("زهرا")
    screen.complete()
    screen.form.resize(1366, 768)
    shown(screen.form)
    screen.activate()
    return screen


def text_of(screen, name):
    return child(screen.form, QLabel, name).text()


def test_the_user_who_was_here_last_only_types_the_password(sign_in, qtbot, type_text):
    field = child(sign_in.form, QLineEdit, "password")
    assert field.hasFocus()
    type_text(field, "رمز")
    with qtbot.waitSignal(sign_in.given) as given:
        QTest.keyClick(field, K.Key_Return)
    assert given.args == ["زهرا", "رمز"]


def test_a_second_enter_does_not_ask_twice(sign_in, qtbot):
    sign_in.fill("زهرا", "x")
    with qtbot.assertNotEmitted(sign_in.given):
        QTest.keyClick(child(sign_in.form, QLineEdit, "password"), K.Key_Return)


def test_an_empty_password_is_said_and_not_tried(sign_in, qtbot):
    with qtbot.assertNotEmitted(sign_in.given):
        QTest.keyClick(child(sign_in.form, QLineEdit, "password"), K.Key_Return)
    assert "رمز عبور" in text_of(sign_in, "entryError")


def test_a_refusal_stands_in_place_and_the_password_is_ready_to_be_overwritten(sign_in):
    sign_in.fill("زهرا", "wrong")
    sign_in.refuse(ShopError("sign_in_refused"))
    field = child(sign_in.form, QLineEdit, "password")
    assert "درست نیست" in text_of(sign_in, "entryError")
    assert field.selectionLength() == len("wrong")
    assert field.hasFocus()


def test_a_lock_counts_its_seconds_and_binds_only_its_user(sign_in, type_text):
    sign_in.refuse(ShopError("sign_in_locked", seconds=15))
    button = child(sign_in.form, QPushButton, "enter")
    assert "۱۵" in text_of(sign_in, "entryError")
    assert not button.isEnabled()
    sign_in._count_down()
    assert "۱۴" in text_of(sign_in, "entryError")
    type_text(child(sign_in.form, QLineEdit, "user"), "ب")
    assert button.isEnabled()
    assert text_of(sign_in, "entryError") == ""


def test_the_lock_opens_when_its_time_is_over(sign_in):
    sign_in.refuse(ShopError("sign_in_locked", seconds=1))
    sign_in._count_down()
    assert child(sign_in.form, QPushButton, "enter").isEnabled()


def test_letters_of_the_persian_layout_are_pointed_out(sign_in, type_text):
    type_text(child(sign_in.form, QLineEdit, "password"), "ش")
    assert PERSIAN_LETTERS in text_of(sign_in, "keyboardHint")


def test_caps_lock_shows_by_a_capital_without_shift(sign_in):
    field = child(sign_in.form, QLineEdit, "password")
    QTest.keyClick(field, "A")
    assert CAPS_LOCK in text_of(sign_in, "keyboardHint")
    QTest.keyClick(field, "a")
    assert CAPS_LOCK not in text_of(sign_in, "keyboardHint")
    QTest.keyClick(field, "A", Qt.KeyboardModifier.ShiftModifier)
    assert CAPS_LOCK not in text_of(sign_in, "keyboardHint")


def test_the_password_can_be_shown_and_hidden(sign_in):
    field, button = child(sign_in.form, QLineEdit, "password"), child(sign_in.form, QToolButton, "showPassword")
    button.click()
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    button.click()
    assert field.echoMode() is QLineEdit.EchoMode.Password


def test_a_first_password_is_changed_on_the_spot(sign_in, qtbot, type_text):
    sign_in.ask_new_password()
    new, repeat = child(sign_in.form, QLineEdit, "newPassword"), child(sign_in.form, QLineEdit, "repeatPassword")
    type_text(new, "boostan")
    QTest.keyClick(new, K.Key_Return)
    type_text(repeat, "bostan")
    QTest.keyClick(repeat, K.Key_Return)
    assert "یکی نیست" in text_of(sign_in, "changeError")
    repeat.clear()
    type_text(repeat, "boostan")
    with qtbot.waitSignal(sign_in.password_chosen) as chosen:
        QTest.keyClick(repeat, K.Key_Return)
    assert chosen.args == ["boostan"]


def test_trouble_says_what_to_do_and_can_be_tried_again(sign_in, qtbot):
    sign_in.show_trouble(ShopTrouble("database_newer", revision="0009", known="0001"))
    assert "به‌روز کنید" in text_of(sign_in, "troubleText")
    with qtbot.waitSignal(sign_in.retry_wanted):
        QTest.keyClick(child(sign_in.form, QPushButton, "retry"), K.Key_Space)


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_it_can_be_read_reached_and_pressed(sign_in, size):
    sign_in.form.resize(*size)
    for page in (sign_in.activate, sign_in.ask_new_password):
        page()
        assert nameless(sign_in.form) == []
        assert small_buttons(sign_in.form) == []
        assert latin_digits(sign_in.form) == []
        assert cut_labels(sign_in.form) == []
    assert (sign_in.form.grab().width(), sign_in.form.grab().height()) == size


def test_tab_goes_from_the_name_to_the_password_to_the_button(sign_in):
    child(sign_in.form, QLineEdit, "user").setFocus()
    assert tab_order(sign_in.form)[:3] == ["user", "password", "enter"]
