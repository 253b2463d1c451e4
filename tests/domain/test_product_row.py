"""The products file, field by field."""

from __future__ import annotations

from uuid import UUID

import pytest

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.product import ProductId
from bakala_desktop.domain.product_row import COLUMNS, OPTIONAL, REQUIRED, product_of
from bakala_desktop.domain.quantity import SCALE

ROW = {
    "sku": " ۱۲-A\u200f ",
    "barcode": "۶۲۶۰۰۰۰۰۰۰۰۰۰",
    "title": "برنج  هاشمي",
    "category": "خواربار",
    "unit": "كيلوگرم",
    "price_rial": "۱٬۲۵۰٬۰۰۰",
    "vat_percent": "9.5",
    "price_includes_vat": "1",
    "stock": "-12.5",
    "goods_id": "2720000114542",
    "cost_rial": "900000",
    "consumer_price_rial": "1400000",
    "weighed": "",
}


def product(**given):
    return product_of(ProductId(UUID(int=1)), ROW | given)


def test_a_whole_row():
    assert set(ROW) == set(COLUMNS) | set(OPTIONAL)
    made = product()
    assert (made.sku, made.barcode, made.title, made.unit) == ("12-A", "6260000000000", "برنج هاشمی", "کیلوگرم")
    assert (made.price, made.vat_rate, made.price_includes_vat, made.is_measured) == (1_250_000, 950, True, True)
    assert (made.stock_e8, made.cost, made.consumer_price) == (-12_5 * SCALE // 10, 900_000, 1_400_000)


def test_the_least_row():
    made = product_of(ProductId(UUID(int=1)), {"sku": "1", "title": "ا", "unit": "عدد", "price_rial": "0"})
    assert (made.barcode, made.vat_rate, made.stock_e8, made.cost) == (None, None, None, None)
    assert not made.price_includes_vat


def test_nothing_and_zero_are_two_things():
    assert product(vat_percent="").vat_rate is None
    assert product(vat_percent="0").vat_rate == 0
    assert product(stock="").stock_e8 is None
    assert product(stock="0").stock_e8 == 0


@pytest.mark.parametrize("field", REQUIRED)
def test_what_must_be_there_is_named(field):
    with pytest.raises(ShopError, match="field_missing") as refusal:
        product(**{field: " "})
    assert refusal.value.data == {"field": field}


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("price_rial", "12.5", "amount_not_whole"),
        ("price_rial", "گران", "not_a_number"),
        ("price_rial", "-1", "amount_negative"),
        ("price_rial", "9" * 30, "amount_too_large"),
        ("vat_percent", "101", "bad_vat_rate"),
        ("vat_percent", "9" * 30, "bad_vat_rate"),
        ("price_includes_vat", "شاید", "bad_flag"),
        ("weighed", "2", "bad_flag"),
        ("stock", "0.000000001", "bad_stock"),
        ("stock", "9" * 30, "bad_stock"),
        # More than eight bytes hold: the database would break on it.
        ("stock", "99999999999", "bad_stock"),
        ("goods_id", "123", "invalid_length"),
        ("barcode", "1" * 65, "field_too_long"),
    ],
)
def test_a_wrong_field_is_named(field, text, code):
    with pytest.raises(ShopError) as refusal:
        product(**{field: text})
    assert refusal.value.code == code
    assert refusal.value.data["field"] == field


@pytest.mark.parametrize(("text", "answer"), [("بله", True), ("TRUE", True), ("۱", True), ("خير", False), ("۰", False)])
def test_a_flag_is_read_in_several_words(text, answer):
    assert product(price_includes_vat=text).price_includes_vat is answer
