"""The legal number: read in any digits, written in one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.text import persian_digits

serials = st.builds(
    Serial,
    st.integers(1300, 1599),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=4),
    st.integers(0, 10**10 - 1),
)


@given(serials)
def test_a_serial_survives_any_digits(serial):
    assert Serial.parse(str(serial)) == serial
    assert Serial.parse(f" {persian_digits(str(serial)).lower()}\u200e") == serial


def test_the_form_of_the_contract():
    assert str(Serial(1405, "A", 1)) == "1405-A-0000001"
    assert str(Serial(1405, "A", 12_345_678)) == "1405-A-12345678"


@pytest.mark.parametrize(
    "text",
    ["", "1405", "1405-A", "1405-A-", "405-A-1", "1405-1-1", "1405-A-1-1", "1405-A-1\n2", "1405-A-1 2", "۱۴۰۵-الف-۱"],
)
def test_what_is_no_serial_is_refused(text):
    with pytest.raises(ShopError, match="bad_serial"):
        Serial.parse(text)


def test_serials_sort_by_year_series_and_number():
    sorted_serials = [Serial(1404, "B", 9), Serial(1405, "A", 2), Serial(1405, "A", 10), Serial(1405, "B", 1)]
    shuffled = {sorted_serials[2], sorted_serials[0], sorted_serials[3], sorted_serials[1]}
    assert sorted(shuffled) == sorted_serials
