"""Rials are whole; toman exists on the screen only."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import LIMIT, MoneyUnit, format_amount, parse_rial, rial, to_unit

units = st.sampled_from(list(MoneyUnit))


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("۱۲٬۵۰۰", MoneyUnit.RIAL, 12_500),
        ("12,500", MoneyUnit.RIAL, 12_500),
        ("1250/5", MoneyUnit.TOMAN, 12_505),
        ("0", MoneyUnit.TOMAN, 0),
        ("999999999999999", MoneyUnit.RIAL, LIMIT - 1),
    ],
)
def test_an_amount_is_read_in_its_unit(text, unit, amount):
    assert parse_rial(text, unit) == amount


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12.5", "amount_not_whole"),
        ("1.00000000000000000000000000001", "amount_not_whole"),
        ("-1", "amount_negative"),
        ("1000000000000000", "amount_too_large"),
        ("9" * 30, "amount_too_large"),
        ("12,5", "not_a_number"),
        ("یک", "not_a_number"),
    ],
)
def test_what_is_no_amount_is_refused(text, code):
    with pytest.raises(ShopError) as refusal:
        parse_rial(text, field="price")
    assert refusal.value.code == code
    assert code == "not_a_number" or refusal.value.data["field"] == "price"


@pytest.mark.parametrize("value", [1.0, True, "1", None, Decimal(1)])
def test_only_an_int_is_money(value):
    with pytest.raises(ShopError, match="amount_not_whole"):
        rial(value)


def test_an_amount_is_at_least_nothing_and_below_the_limit():
    assert (rial(0), rial(LIMIT - 1)) == (0, LIMIT - 1)
    for value, code in ((-1, "amount_negative"), (LIMIT, "amount_too_large")):
        with pytest.raises(ShopError, match=code):
            rial(value)


def test_a_negative_amount_keeps_its_sign_at_the_left():
    assert format_amount(-1_250) == "\u200e\u2212۱٬۲۵۰"
    assert format_amount(-5, MoneyUnit.TOMAN) == "\u200e\u2212۰٫۵"


@given(st.integers(0, LIMIT - 1), units)
def test_what_is_shown_is_read_back_the_same(amount, unit):
    assert parse_rial(format_amount(amount, unit), unit) == amount
    assert parse_rial(format(to_unit(amount, unit), "f"), unit) == amount
