"""Amounts in words, as invoices spell them."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain import words
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.words import in_words, rials_in_words


def test_the_examples_in_the_docstrings_hold():
    results = doctest.testmod(words)
    assert results.attempted
    assert not results.failed


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (21_255, "بیست و یک هزار و دویست و پنجاه و پنج"),
        (-1000, "منفی یک هزار"),
        (100, "یکصد"),
        (115, "یکصد و پانزده"),
        (1_000_000_000_001, "یک تریلیون و یک"),
        (10**15, "یک کوادریلیون"),
    ],
)
def test_numbers_are_spelled_as_on_invoices(number, text):
    assert in_words(number) == text


def test_an_amount_names_its_unit():
    assert rials_in_words(0) == "صفر ریال"
    assert rials_in_words(2_616_000) == "دو میلیون و ششصد و شانزده هزار ریال"


@pytest.mark.parametrize("number", [10**18, -(10**18), 10**30])
def test_numbers_without_an_agreed_name_are_refused(number):
    with pytest.raises(ShopError) as refusal:
        in_words(number)
    assert refusal.value.code == "number_too_large"
    assert refusal.value.data == {"number": number}


@given(st.integers(min_value=0, max_value=10**18 - 1), st.integers(min_value=0, max_value=10**18 - 1))
def test_different_numbers_have_different_words(one, other):
    assert (in_words(one) == in_words(other)) == (one == other)


@given(st.integers(min_value=1, max_value=10**18 - 1))
def test_nothing_can_be_written_in_front(number):
    text = in_words(number)
    assert text == " ".join(text.split())
    assert text.split()[0] not in {"صد", "هزار", "و"}
