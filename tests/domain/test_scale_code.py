"""Labels of the shop's own scales."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain.identifiers import ean
from bakala_desktop.domain.identifiers.refusals import InvalidChecksum
from bakala_desktop.domain.identifiers.scale_code import ScaleFormat, ScaleLabel, decode
from bakala_desktop.domain.text import persian_digits

WEIGHT = ScaleFormat("21", 5, 5, "weight")
PRICE = ScaleFormat("22", 4, 6, "price", factor=10)
SHORT = ScaleFormat("2", 6, 5, "weight", factor=5)


def label(body):
    return body + ean.check_digit(body)


@given(st.integers(0, 99_999), st.integers(0, 99_999))
def test_a_weight_label_gives_item_and_grams(item, grams):
    read = decode(label(f"21{item:05}{grams:05}"), [PRICE, WEIGHT])
    assert read == ScaleLabel(f"{item:05}", weight_g=grams)


def test_a_price_label_gives_rials_by_the_factor_of_its_scale():
    assert decode(label("220042012500"), [WEIGHT, PRICE]) == ScaleLabel("0042", price_rial=125_000)


def test_the_longest_prefix_wins_in_any_order():
    for formats in ([SHORT, WEIGHT], [WEIGHT, SHORT]):
        assert decode(label("210004201250"), formats) == ScaleLabel("00042", weight_g=1250)
        assert decode(label("290004201250"), formats) == ScaleLabel("900042", weight_g=6250)


def test_a_label_is_read_in_any_digits():
    assert decode(persian_digits(label("210004201250")), [WEIGHT]) == ScaleLabel("00042", weight_g=1250)


@pytest.mark.parametrize(
    "code", ["6260100320130", label("230004201250"), "21000420", "21ABCDE01250A", "", "210004201250०"]
)
def test_an_ordinary_barcode_is_no_label(code):
    assert decode(code, [WEIGHT, PRICE]) is None


def test_a_misread_label_is_refused():
    good = label("210004201250")
    wrong = good[:-1] + str((int(good[-1]) + 1) % 10)
    with pytest.raises(InvalidChecksum) as refusal:
        decode(wrong, [WEIGHT])
    assert refusal.value.data == {"kind": "scale_code", "value": wrong}


@pytest.mark.parametrize(
    ("prefix", "item", "value", "factor"),
    [
        ("31", 5, 5, 1),
        ("21", 5, 6, 1),
        ("21", 10, 0, 1),
        ("21", 0, 10, 1),
        ("2x", 5, 5, 1),
        ("2۱", 5, 5, 1),
        ("21", 5, 5, 0),
    ],
)
def test_an_impossible_division_cannot_be_built(prefix, item, value, factor):
    with pytest.raises(ValueError, match="in-store"):
        ScaleFormat(prefix, item, value, "weight", factor)
