"""Quantities are exact, positive and within the limits, in any digits."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.exact import whole_parts
from bakala_desktop.domain.quantity import LARGEST, ONE, SCALE, Quantity, decimal_text, is_measured_unit


@pytest.mark.parametrize(
    ("text", "plain", "eyes"),
    [
        ("2.5", "2.5", "۲٫۵"),
        ("۲/۵", "2.5", "۲٫۵"),
        ("0.001", "0.001", "۰٫۰۰۱"),
        ("1250", "1250", "۱٬۲۵۰"),
        ("999,999.999", "999999.999", "۹۹۹٬۹۹۹٫۹۹۹"),
        ("3.000", "3", "۳"),
    ],
)
def test_a_quantity_is_read_and_written(text, plain, eyes):
    quantity = Quantity.parse(text)
    assert (str(quantity), quantity.for_eyes()) == (plain, eyes)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0", "quantity_not_positive"),
        ("-1", "quantity_not_positive"),
        ("1000000", "quantity_too_large"),
        ("999999.9999", "quantity_too_fine"),
        ("0.0005", "quantity_too_fine"),
        ("2.00000000000000000000000000001", "quantity_too_fine"),
        ("1" * 30, "quantity_too_large"),
        ("1" * 31, "not_a_number"),
        ("1e3", "not_a_number"),
        ("", "not_a_number"),
    ],
)
def test_what_is_no_quantity_is_refused(text, code):
    with pytest.raises(ShopError) as refusal:
        Quantity.parse(text)
    assert refusal.value.code == code


def test_the_form_takes_eight_decimals_and_the_till_three():
    assert Quantity.parse("0.00000001", 8).e8 == 1
    with pytest.raises(ShopError, match="quantity_too_fine"):
        Quantity.parse("0.000000001", 8)


def test_a_sum_beyond_the_limit_is_refused():
    assert (ONE + ONE).e8 == 2 * SCALE
    with pytest.raises(ShopError, match="quantity_too_large"):
        Quantity(LARGEST) + ONE


@given(st.integers(1, LARGEST))
def test_a_quantity_survives_writing_and_reading(e8):
    quantity = Quantity(e8)
    assert Quantity.parse(str(quantity), 8) == quantity
    assert Quantity.parse(quantity.for_eyes(), 8) == quantity
    assert Quantity.of(Decimal(str(quantity)), 8) == quantity


@given(st.integers(1, LARGEST), st.integers(0, 10**15))
def test_a_product_is_cut_off_never_rounded(e8, price):
    assert Quantity(e8).times(price) == floor(Fraction(e8, SCALE) * price)


@given(st.integers(-(10**17), 10**17))
def test_stock_is_written_exactly(e8):
    assert Decimal(decimal_text(e8)) * SCALE == e8
    assert not decimal_text(e8).endswith(".")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=12), st.integers(0, 8))
def test_nothing_is_rounded_on_the_way_to_whole_parts(number, places):
    exact = Fraction(number) * 10**places
    assert whole_parts(number, 10**places) == (exact.numerator if exact.denominator == 1 else None)


@pytest.mark.parametrize("unit", ["کیلوگرم", "كيلوگرم", "کیلو گرم", "متر مربع", "مترمربع", "لیتر", "ليتر", "تن", "گرم"])
def test_measured_units_are_known_in_any_spelling(unit):
    assert is_measured_unit(unit)


@pytest.mark.parametrize("unit", ["عدد", "بسته", "کارتن", "متری", ""])
def test_other_units_count_pieces(unit):
    assert not is_measured_unit(unit)
