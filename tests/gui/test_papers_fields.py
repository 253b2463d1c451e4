"""The fields and buttons of the screen of documents by themselves: days, cells that are typed into, small buttons."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QFont, QFontMetricsF, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.gui.actions import BY_ID
from bakala_desktop.gui.table_model import AMOUNT, Column, TableModel
from bakala_desktop.gui.theme import DARK, LIGHT, apply_theme
from bakala_desktop.gui.widgets.command_button import CommandButton
from bakala_desktop.gui.widgets.day_edit import DayEdit
from bakala_desktop.gui.widgets.figures import LEAST_PIXELS, fitting
from bakala_desktop.gui.widgets.line_table import LineTable
from bakala_desktop.gui.widgets.painting import sized

K = Qt.Key
FIRST_OF_AZAR = date(2026, 11, 22)


@pytest.fixture
def day(shown) -> DayEdit:
    field = DayEdit()
    shown(field)
    field.setFocus()
    return field


@pytest.mark.parametrize("typed", ["14050901", "۱۴۰۵/۹/۱", "1405-09-01", "١٤٠٥/٠٩/٠١", "1405.9.1"])
def test_a_day_is_read_in_every_way_it_is_typed(day: DayEdit, type_text, typed: str):
    type_text(day, typed)
    assert day.value() == FIRST_OF_AZAR
    assert not set(day.text()) & set("0123456789")


@pytest.mark.parametrize("typed", ["1405/13/01", "1405/9", "14", "1404/12/30"])
def test_what_is_no_day_is_refused_with_what_was_typed(day: DayEdit, type_text, typed: str):
    type_text(day, typed)
    assert day.is_wrong
    with pytest.raises(ShopError, match="bad_date"):
        day.value()


@pytest.mark.parametrize("typed", ["الف", "A", "12:30", "1405/09/01 ", "۱۴۰۵/۰۹/۰۱۱"])
def test_a_day_takes_digits_and_slashes_only(day: DayEdit, type_text, typed: str):
    type_text(day, typed)
    assert set(day.text()) <= set("۰۱۲۳۴۵۶۷۸۹/-")
    assert len(day.text()) <= 10


def test_the_arrows_go_to_the_next_day_and_back(day: DayEdit):
    day.set_today(date(2026, 3, 20))
    QTest.keyClick(day, K.Key_Up)
    assert day.text() == "۱۴۰۵/۰۱/۰۱"
    QTest.keyClick(day, K.Key_Down)
    assert day.text() == "۱۴۰۴/۱۲/۲۹"


def test_a_day_takes_its_one_form_once_it_is_left_which_is_no_change(shown, type_text):
    owner = QWidget()
    box = QVBoxLayout(owner)
    field, other = DayEdit(), QLineEdit()
    box.addWidget(field)
    box.addWidget(other)
    shown(owner)
    field.setFocus()
    type_text(field, "1405/9/1")
    changes = []
    field.changed.connect(lambda: changes.append(field.text()))
    other.setFocus()
    assert (field.text(), changes) == ("۱۴۰۵/۰۹/۰۱", [])
    assert not field.property("wrong")
    field.setFocus()
    field.selectAll()
    type_text(field, "77")
    assert not field.property("wrong")
    other.setFocus()
    assert field.property("wrong")


@pytest.mark.parametrize("command_id", ["document.print", "document.make_official", "document.reports"])
def test_a_command_button_says_its_name_and_its_key(shown, command_id: str):
    button = CommandButton()
    button.set_command(BY_ID[command_id])
    shown(button)
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) == BY_ID[command_id].text
    assert BY_ID[command_id].key in button.toolTip()
    assert button.height() >= 44


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("kind", ["", "primary"])
def test_focus_and_greyness_of_a_command_button_are_seen(qapp: QApplication, shown, kind: str, colors):
    apply_theme(qapp, colors)
    try:
        owner = QWidget()
        box = QVBoxLayout(owner)
        button, other = CommandButton(), QLineEdit()
        button.setProperty("kind", kind)
        button.set_command(BY_ID["document.print"])
        box.addWidget(button)
        box.addWidget(other)
        shown(owner)
        other.setFocus()
        plain = button.grab().toImage()
        button.setFocus(Qt.FocusReason.TabFocusReason)
        focused = button.grab().toImage()
        other.setFocus()
        button.setEnabled(False)
        grey = button.grab().toImage()
    finally:
        apply_theme(qapp, LIGHT)
    assert plain != focused
    assert plain != grey


@pytest.mark.parametrize("width", [60, 90, 130, 300])
def test_a_figure_is_made_smaller_and_then_closer_until_it_fits(qapp: QApplication, width: int):
    text = "۹۹۹٬۹۹۹٬۹۹۹٬۹۹۹٬۹۹۹"
    font = fitting(text, sized(QFont(qapp.font()), 15), width)
    assert QFontMetricsF(font).horizontalAdvance(text) <= width
    assert font.pixelSize() >= LEAST_PIXELS
    assert width < 300 or font.pixelSize() == 15


@pytest.mark.parametrize(("longest", "is_shrunk"), [("۹٬۹۹۹", False), ("۹۹۹٬۹۹۹٬۹۹۹٬۹۹۹", True)])
def test_the_figures_of_a_table_are_all_of_one_size(
    shown, monkeypatch: pytest.MonkeyPatch, longest: str, is_shrunk: bool
):
    sizes = set()

    def note(painter: QPainter, rect: QRectF, text: str, font: QFont, color: str) -> None:
        sizes.add(fitting(text, font, rect.width()).pixelSize())

    monkeypatch.setattr("bakala_desktop.gui.widgets.line_table.draw_figure", note)
    table = LineTable()
    columns = [Column("صورتحساب", str), Column("تاریخ", lambda _: "۱۴۰۵/۰۹/۰۱", AMOUNT, width=88)]
    columns += [Column(f"مبلغ {at}", lambda row, at=at: (longest, "۰")[(row + at) % 2], AMOUNT) for at in range(4)]
    model = TableModel(columns, table)
    table.setModel(model)
    table.resize(560, 300)
    shown(table)
    model.set_rows((1, 2, 3))
    table.grab()
    assert len(sizes) == 1
    assert (sizes != {14}) == is_shrunk
    assert sizes == {table.figure_font.pixelSize()}
