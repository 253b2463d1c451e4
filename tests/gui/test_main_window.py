"""The window around the screens: header, clock, notice, screens by key, scans anywhere, leaving with goods."""

from datetime import UTC, datetime

import pytest
from builders import add_product, as_role, barcode
from looks import cut_labels, latin_digits, nameless, small_buttons
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QToolButton

from bakala_desktop.domain.staff import Role
from bakala_desktop.domain.till_settings import TillSettings
from bakala_desktop.gui.clock_face import moment_text
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.main_window import MainWindow
from bakala_desktop.gui.theme import LIGHT, apply_theme
from bakala_desktop.gui.top_window import TopWindow

K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def open_main(qapp, tasks, tmp_path, shown, qtbot):
    opened = []

    def open_(shop, size=(1366, 768)):
        desk = Desk(shop, tasks, TillSettings(), lambda settings: None)
        main = MainWindow(desk, tmp_path / "documents")
        window = TopWindow()
        window.resize(*size)
        window.show_place(main.form)
        shown(window)
        main.enter(shop.session)
        qtbot.waitUntil(lambda: tasks.pending == 0)
        opened.append((main, window))
        return main

    yield open_
    for main, _ in opened:
        main.close()
    apply_theme(QApplication.instance(), LIGHT)


@pytest.fixture
def main(open_main, shop):
    add_product(shop, sku="TEA", barcode=barcode(7), title="چای سیاه", price_rial="1000000")
    return open_main(shop)


def press(main, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(main.form.window().windowHandle(), key, modifiers)


def scan(main, code):
    for char in code:
        press(main, K(ord(char)))
    press(main, K.Key_Return)


def settle(main, qtbot):
    qtbot.wait(20)
    qtbot.waitUntil(lambda: main.desk.tasks.pending == 0)


def test_the_header_names_shop_user_day_and_hour(main):
    assert child(main.form, QLabel, "shopName").text() == "فروشگاه آزمون"
    assert child(main.form, QLabel, "userLine").text() == "مدیر آزمون · مالک"
    assert child(main.form, QLabel, "clock").text() == "یکشنبه ۱ آذر ۱۴۰۵ · ۰۹:۳۰"


def test_the_moment_is_that_of_tehran():
    assert moment_text(datetime(2026, 11, 25, 11, 2, tzinfo=UTC)) == "چهارشنبه ۴ آذر ۱۴۰۵ · ۱۴:۳۲"


def test_every_screen_has_its_key_and_esc_leads_back(main, qtbot):
    for key, modifiers, name in ((K.Key_F8, None, "papers"), (K.Key_G, CTRL, "settings"), (K.Key_F1, None, "keys")):
        press(main, key, modifiers or Qt.KeyboardModifier.NoModifier)
        assert main.current == name
        settle(main, qtbot)
        press(main, K.Key_Escape)
        assert main.current == "sell"


def test_a_notice_covers_no_button_takes_no_focus_and_moves_nothing(main, qtbot):
    settle(main, qtbot)
    focus = QApplication.focusWidget()
    stack = child(main.form, QStackedWidget, "screens")
    before = stack.geometry()
    main.desk.notify("warning", "این یک پیام نسبتاً بلند است که در دو سطر جا می‌گیرد و دکمه هم دارد.", "انجام")
    qtbot.wait(10)
    assert main.notice.isVisible()
    assert QApplication.focusWidget() is focus
    assert stack.geometry() == before
    for name in ("documents", "settings", "theme", "help", "signOut"):
        button = child(main.form, QToolButton, name)
        assert not main.notice.geometry().intersects(button.geometry().translated(button.parent().pos())), name


def test_a_scan_over_the_papers_begins_a_sale(main, qtbot):
    press(main, K.Key_F8)
    settle(main, qtbot)
    scan(main, barcode(7))
    qtbot.waitUntil(lambda: main.screen("sell").has_goods)
    assert main.current == "sell"


def test_a_scan_over_the_settings_is_only_tested(main, qtbot):
    press(main, K.Key_G, CTRL)
    settle(main, qtbot)
    scan(main, barcode(7))
    settle(main, qtbot)
    assert main.current == "settings"
    assert not main.screen("sell").has_goods
    assert barcode(7) in child(main.form, QLabel, "testResult").text()


def test_leaving_with_goods_in_the_cart_is_asked_in_place(main, qtbot):
    scan(main, barcode(7))
    qtbot.waitUntil(lambda: main.screen("sell").has_goods)
    with qtbot.assertNotEmitted(main.left):
        press(main, K.Key_L, CTRL)
    assert "خالی نیست" in main.notice.text
    with qtbot.waitSignal(main.left):
        main.notice._act()


def test_the_theme_changes_by_key_and_is_kept(main):
    press(main, K.Key_T, CTRL)
    assert main.desk.settings.theme == "dark"
    press(main, K.Key_T, CTRL)
    assert main.desk.settings.theme == "light"


def test_a_cashier_finds_the_settings_greyed(open_main, shop):
    main = open_main(as_role(shop, Role.CASHIER))
    assert not child(main.form, QToolButton, "settings").isEnabled()
    press(main, K.Key_G, CTRL)
    assert main.current == "sell"


def test_who_may_not_sell_begins_with_the_papers(open_main, shop, qtbot):
    main = open_main(as_role(shop, Role.CLERK))
    assert main.current == "papers"
    settle(main, qtbot)
    scan(main, barcode(7))
    press(main, K.Key_F1)
    press(main, K.Key_Escape)
    assert main.current == "papers"
    settle(main, qtbot)


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_each_screen_can_be_read_reached_and_pressed(open_main, shop, qtbot, size):
    main = open_main(shop, size)
    for name in ("papers", "settings", "keys"):
        main.show_screen(name)
        settle(main, qtbot)
        assert nameless(main.form) == [], name
        assert small_buttons(main.screen(name).form) == [], name
        assert latin_digits(main.form) == [], name
        assert cut_labels(main.screen(name).form) == [], name
        picture = main.form.window().grab()
        assert (picture.width(), picture.height()) == size
