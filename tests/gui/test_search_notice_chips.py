"""The search field, the notice in place and the chips."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from bakala_desktop.domain.errors import ShopError, ShopTrouble
from bakala_desktop.gui.theme import LIGHT
from bakala_desktop.gui.widgets import AmountLabel, ChipRow, ElidedLabel, Notice, SearchEdit
from bakala_desktop.gui.widgets.notice import NoticeKind


@pytest.fixture
def search(shown):
    field = SearchEdit()
    field.resize(400, 50)
    shown(field)
    field.setFocus()
    return field


@pytest.mark.parametrize("text", ["", "شیر", "Lipton", "۱۲۳", "AB-12"])
def test_the_search_text_always_begins_at_the_right(search, text):
    search.setText(text)
    search.setCursorPosition(0)
    if text and text[0].isascii():
        search.end(False)
    assert search.cursorRect().x() > search.width() - 90


def test_the_keys_of_the_list_are_passed_on(search):
    steps, accepted = [], []
    search.stepped.connect(steps.append)
    search.accepted.connect(accepted.append)
    search.setText("شیر")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_Return):
        QTest.keyClick(search, key)
    assert steps == [1, -1, 10]
    assert accepted == ["شیر"]


def test_escape_and_the_cross_empty_the_field(search):
    search.setText("شیر")
    assert search._clear.isVisible()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert not search._clear.isVisible()
    search.setText("شیر")
    search._clear.click()
    assert search.text() == ""
    assert search.hasFocus()


class Desk(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.field, self.notice = QLineEdit(), Notice()
        box = QVBoxLayout(self)
        box.addWidget(self.field)
        box.addWidget(self.notice)


@pytest.fixture
def desk(shown):
    desk = shown(Desk())
    desk.field.setFocus()
    return desk


def test_a_notice_is_hidden_until_there_is_something_to_say_and_takes_no_focus(desk):
    assert desk.notice.isHidden()
    desk.notice.show_notice("ثبت شد.", NoticeKind.SUCCESS)
    assert desk.notice.isVisible()
    assert desk.field.hasFocus()
    assert QAccessible.queryAccessibleInterface(desk.notice).text(QAccessible.Text.Name) == "ثبت شد."


def test_escape_closes_a_notice_and_then_belongs_to_the_field_again(desk):
    desk.notice.show_notice("پیدا نشد.", NoticeKind.WARNING)
    QTest.keyClick(desk.windowHandle(), Qt.Key.Key_Escape)
    assert desk.notice.isHidden()
    assert not desk.notice._escape.isEnabled()


def test_a_notice_goes_by_itself_but_an_error_stays(desk):
    desk.notice.show_notice("ثبت شد.", NoticeKind.SUCCESS)
    assert desk.notice._timer.isActive()
    desk.notice._timer.timeout.emit()
    assert desk.notice.isHidden()
    desk.notice.show_notice("چاپگر پاسخ نمی‌دهد.", NoticeKind.ERROR)
    assert not desk.notice._timer.isActive()


def test_the_button_of_a_notice_acts_once_and_closes_it(desk):
    done = []
    desk.notice.show_notice("پیدا نشد.", NoticeKind.WARNING, "تعریف کالا", lambda: done.append(1))
    assert not desk.notice._timer.isActive()
    desk.notice._action.click()
    assert done == [1]
    assert desk.notice.isHidden()


def test_the_next_notice_takes_the_place_of_the_last_with_its_button(desk):
    desk.notice.show_notice("یک", NoticeKind.WARNING, "تعریف کالا", lambda: None)
    desk.notice.show_notice("دو", NoticeKind.INFO)
    assert desk.notice.text == "دو"
    assert not desk.notice._action.isVisible()


def test_a_refusal_warns_and_a_trouble_alarms(desk):
    desk.notice.show_error(ShopError("order_empty"))
    assert desk.notice.property("notice") == "warning"
    assert desk.notice.text == "سبد خرید خالی است."
    desk.notice.show_error(ShopTrouble("database_newer", revision="9", known="1"))
    assert desk.notice.property("notice") == "error"
    desk.notice.show_bug("123456")
    assert "123456" in desk.notice.text


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_each_kind_of_notice_looks_its_own(desk, kind):
    desk.notice.show_notice("متن", kind)
    ground = desk.notice.grab().toImage().pixelColor(20, desk.notice.height() // 2 + 14).name()
    others = []
    for other in set(NoticeKind) - {kind}:
        desk.notice.show_notice("متن", other)
        others.append(desk.notice.grab().toImage().pixelColor(20, desk.notice.height() // 2 + 14).name())
    assert ground not in others


@pytest.fixture
def chips(shown):
    row = ChipRow()
    row.resize(300, 48)
    row.set_chips([(number, f"گروه کالای {number}") for number in range(12)])
    return shown(row)


def test_one_chip_is_chosen_at_a_time(chips):
    chosen = []
    chips.chosen.connect(chosen.append)
    assert chips.value == 0
    chips._group.button(2).click()
    assert (chips.value, chosen) == (2, [2])
    chips.choose(5)
    assert (chips.value, chosen) == (5, [2])
    with pytest.raises(ValueError, match="99"):
        chips.choose(99)


def test_chips_run_from_the_right_and_the_arrows_follow_them(chips):
    first, second = chips._group.button(0), chips._group.button(1)
    assert first.x() > second.x()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Left)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Right)
    assert first.hasFocus()


def test_a_focused_chip_scrolls_into_sight_and_the_wheel_moves_the_row(chips):
    last = chips._group.button(11)
    last.setFocus()
    assert chips.viewport().rect().contains(last.mapTo(chips.viewport(), last.rect().center()))
    before = chips.horizontalScrollBar().value()
    wheel = QWheelEvent(
        QPoint(5, 5), chips.mapToGlobal(QPoint(5, 5)), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    chips.wheelEvent(wheel)
    assert chips.horizontalScrollBar().value() != before


def test_chips_can_be_replaced_and_are_tall_enough(chips):
    chips.set_chips([("a", "همه")])
    assert chips.value == "a"
    assert len(chips._group.buttons()) == 1
    assert chips._group.button(0).height() >= 44


def test_an_amount_label_names_the_unit_where_it_is_asked_to(shown):
    label = shown(AmountLabel())
    label.set_amount(1250000)
    assert label.text() == "۱٬۲۵۰٬۰۰۰"
    label.set_amount(-5000, names_unit=True)
    assert label.text() == "\u200e\u2212۵٬۰۰۰ ریال"


def test_a_cut_label_tells_its_whole_text(shown):
    label = ElidedLabel()
    label.setFixedWidth(80)
    shown(label)
    label.setText("شیر پرچرب یک لیتری میهن")
    assert label.toolTip() == "شیر پرچرب یک لیتری میهن"
    label.setText("شیر")
    assert label.toolTip() == ""


def test_a_cut_label_keeps_its_colour_role(shown):
    plain, cut = QLabel("متن"), ElidedLabel()
    for label in (plain, cut):
        label.setProperty("role", "error")
        label.setText("متن")
    for label in (plain, cut):
        shown(label)
    colors = [label.palette().color(label.foregroundRole()) for label in (plain, cut)]
    assert colors[0] == colors[1] == LIGHT.danger
