"""The first day: fields that are checked one by one, and a shop that is made by keys alone."""

import pytest
from looks import latin_digits, nameless, small_buttons, tab_order
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from till_player import K, Player, till_in

from bakala_desktop.domain.errors import ShopError, ShopTrouble
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.screens.founding import Founding, FoundingRequest


@pytest.fixture
def founding(qapp, shown):
    screen = Founding()
    screen.form.resize(911, 512)
    shown(screen.form)
    screen.activate()
    return screen


def error_of(screen, name):
    return child(screen.form, QLabel, f"{name}Error").text()


def fill(screen, type_text, **texts):
    for name, text in texts.items():
        type_text(child(screen.form, QLineEdit, name), text)


def test_enter_goes_through_the_fields_and_founds(founding, type_text, qtbot):
    texts = {"owner": "زهرا", "shop": "گلستان", "password": "boostan", "repeat": "boostan"}
    for name, text in texts.items():
        field = child(founding.form, QLineEdit, name)
        assert field.hasFocus()
        type_text(field, text)
        if name != "repeat":
            QTest.keyClick(field, Qt.Key.Key_Return)
    with qtbot.waitSignal(founding.given) as given:
        QTest.keyClick(child(founding.form, QLineEdit, "repeat"), Qt.Key.Key_Return)
    assert given.args == [FoundingRequest("زهرا", "boostan", "گلستان", False)]


def test_each_field_says_what_is_wrong_with_it(founding, type_text, qtbot):
    fill(founding, type_text, shop="گلستان", password="abc", repeat="abd")
    with qtbot.assertNotEmitted(founding.given):
        child(founding.form, QPushButton, "found").click()
    assert "نوشته نشده" in error_of(founding, "owner")
    assert error_of(founding, "shop") == ""
    assert "۶ نویسه" in error_of(founding, "password")
    assert "یکی نیست" in error_of(founding, "repeat")
    assert child(founding.form, QLineEdit, "owner").hasFocus()


def test_a_failure_is_said_in_place_and_can_be_tried_again(founding):
    founding.set_busy(True)
    founding.refuse(ShopTrouble("folder_read_only", place="data"))
    assert "نمی‌توان نوشت" in child(founding.form, QLabel, "foundingError").text()
    assert child(founding.form, QPushButton, "found").isEnabled()
    founding.refuse(ShopError("already_founded"))


def test_it_can_be_read_reached_and_pressed(founding):
    assert nameless(founding.form) == []
    assert small_buttons(founding.form) == []
    assert latin_digits(founding.form) == []
    assert tab_order(founding.form) == ["owner", "shop", "password", "repeat", "sample", "found"]


def test_an_empty_folder_becomes_a_shop_with_sample_goods(qapp, tmp_path, monkeypatch):
    player = Player(till_in(tmp_path, monkeypatch, is_founded=False))
    try:
        player.open()
        for text in ("زهرا", "گلستان", "boostan-7"):
            player.enter(text)
        player.type("boostan-7")
        player.key(K.Key_Tab)
        player.key(K.Key_Space)
        player.key(K.Key_Tab)
        player.key(K.Key_Space)
        player.wait(lambda: player.program.main is not None)
        player.settle()
        assert player.find("shopName").text() == "گلستان"
        assert player.focus == "search"
        assert player.find("goods").model().rowCount() > 20
    finally:
        player.close()
