"""Entry fields for numbers: each script and each separator comes out in one form, with the cursor where it was."""

from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import MoneyUnit, Rial
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.gui.widgets import AmountEdit, NumPad, PercentEdit, QuantityEdit, QuantityStepper


@pytest.fixture
def amount(shown):
    field = shown(AmountEdit())
    field.setFocus()
    return field


@pytest.mark.parametrize("typed", ["1250000", "۱۲۵۰۰۰۰", "١٢٥٠٠٠٠", "1,250,000", "۱٬۲۵۰٬۰۰۰", "0001250000"])
def test_an_amount_comes_out_in_one_form_whatever_is_typed(amount, type_text, typed):
    type_text(amount, typed)
    assert amount.text() == "۱٬۲۵۰٬۰۰۰"
    assert amount.value() == 1250000
    assert amount.cursorPosition() == len(amount.text())


@pytest.mark.parametrize("pasted", [" ۱٬۲۵۰٬۰۰۰ ", "1 250 000", "\u200e1,250,000", "۱،۲۵۰،۰۰۰"])
def test_an_amount_may_be_pasted_as_people_write_it(amount, pasted):
    amount.insert(pasted)
    assert amount.value() == 1250000


@pytest.mark.parametrize("typed", ["abc", "ش", "-", "5e3", "😀", "½", "."])
def test_what_is_no_digit_is_not_taken(amount, type_text, typed):
    type_text(amount, "12" + typed)
    assert set(amount.text()) <= set("۰۱۲۳۴۵۶۷۸۹٬")


def test_an_empty_field_has_no_amount(amount):
    assert amount.value() is None
    assert amount.is_empty


def test_the_cursor_keeps_its_place_among_the_digits(amount, type_text):
    amount.set_value(Rial(1234567))
    amount.setCursorPosition(3)
    type_text(amount, "9")
    assert amount.text() == "۱۲٬۹۳۴٬۵۶۷"
    assert amount.text()[: amount.cursorPosition()].replace("٬", "") == "۱۲۹"


def test_backspace_and_delete_pass_over_the_marks_between_groups(amount):
    amount.set_value(Rial(1234567))
    amount.setCursorPosition(2)
    QTest.keyClick(amount, Qt.Key.Key_Backspace)
    assert amount.value() == 234567
    amount.setCursorPosition(3)
    QTest.keyClick(amount, Qt.Key.Key_Delete)
    assert amount.value() == 23467


def test_an_emptied_and_refilled_field_starts_anew(amount, type_text):
    type_text(amount, "12")
    for _ in range(3):
        QTest.keyClick(amount, Qt.Key.Key_Backspace)
    assert amount.is_empty
    type_text(amount, "7")
    assert amount.value() == 7


def test_the_unit_stands_beside_the_digits_and_a_change_keeps_the_worth(amount, type_text):
    amount.set_value(Rial(12505))
    amount.set_unit(MoneyUnit.TOMAN)
    assert amount.text() == "۱٬۲۵۰٫۵"
    assert amount.value() == 12505
    assert amount.accessibleDescription() == "تومان"
    amount.clear()
    type_text(amount, "12/55")
    assert amount.text() == "۱۲٫۵"
    assert amount.value() == 125


def test_the_digits_stay_at_the_right_also_when_the_field_is_empty(amount):
    assert amount.cursorRect().right() > amount.width() - 24
    amount.set_value(Rial(12))
    assert amount.cursorRect().right() > amount.width() - 24


def test_an_amount_past_the_limit_is_refused_by_the_domain(amount):
    amount.insert("9" * 15)
    assert amount.value() == 10**15 - 1
    amount.insert("9")
    assert amount.value() == 10**15 - 1


def test_a_quantity_takes_thousandths_only_of_measured_goods(shown, type_text):
    field = shown(QuantityEdit())
    field.set_measured(True, "کیلوگرم")
    type_text(field, "2.5355")
    assert field.value() == Quantity.parse("2.535")
    field.clear()
    field.set_measured(False, "عدد")
    type_text(field, "2/5")
    assert field.value() == Quantity.of(25)


def test_a_percentage_is_exact(shown, type_text):
    field = shown(PercentEdit())
    type_text(field, "7٫25")
    assert field.value() == Decimal("7.25")


def test_a_wrong_field_is_marked_and_unmarked(amount):
    right = amount.grab().toImage()
    amount.set_wrong(True)
    assert amount.grab().toImage() != right
    amount.set_wrong(False)
    assert amount.grab().toImage() == right


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**15 - 1), st.sampled_from(list(MoneyUnit)))
def test_what_is_set_is_read_back(qtbot, number, unit):
    field = AmountEdit()
    field.set_unit(unit)
    field.set_value(Rial(number))
    assert field.value() == number
    field.deleteLater()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("0123456789۰۱۲۳۴٠١٢٣.,٬٫/ -xش😀\u200e"), max_size=12), st.integers(0, 12))
def test_no_text_breaks_a_field(qtbot, text, place):
    field = QuantityEdit()
    field.insert(text)
    field.setCursorPosition(place)
    field.insert(text)
    assert 0 <= field.cursorPosition() <= len(field.text())
    # Nothing but the domain's own refusals may come out.
    with contextlib.suppress(ShopError):
        field.value()
    field.deleteLater()


def test_a_stepper_announces_steps_and_typed_quantities(shown, qtbot, type_text):
    stepper = shown(QuantityStepper())
    steps, quantities, wrong = [], [], []
    stepper.stepped.connect(steps.append)
    stepper.changed.connect(quantities.append)
    stepper.wrong.connect(wrong.append)
    stepper.set_quantity(Quantity.of(3))
    stepper.more.click()
    stepper.less.click()
    assert steps == [1, -1]
    assert not quantities
    stepper.field.clear()
    type_text(stepper.field, "0")
    assert [error.code for error in wrong] == ["quantity_not_positive"]
    type_text(stepper.field, "4")
    assert quantities == [Quantity.of(4)]


def test_the_number_pad_types_into_the_focused_field_and_leaves_it_the_focus(amount, qtbot):
    pad = NumPad()
    qtbot.addWidget(pad)
    accepted, returns = [], []
    pad.accepted.connect(lambda: accepted.append(1))
    amount.returnPressed.connect(lambda: returns.append(1))
    for key in ("۱", "۲", "۰۰۰", "delete"):
        pad.keys[key].click()
    assert amount.text() == "۱٬۲۰۰"
    assert amount.hasFocus()
    pad.keys["enter"].click()
    assert (accepted, returns) == ([1], [1])
    pad.keys["clear"].click()
    assert amount.is_empty


def test_the_number_pad_stands_as_on_every_pad_and_fits_a_finger(shown):
    pad = shown(NumPad())
    assert pad.keys["۷"].x() < pad.keys["۹"].x()
    assert pad.keys["۷"].y() < pad.keys["۱"].y()
    assert all(min(key.width(), key.height()) >= 44 for key in pad.keys.values())
