"""Persian text: digits, normal and search forms, the wrong keyboard, and the one number parser."""

from __future__ import annotations

import doctest
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain import keyboard, text
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.text import (
    fold_digits,
    isolate_ltr,
    normal_form,
    other_layout,
    parse_decimal,
    persian_digits,
    search_key,
    strip_controls,
)

ZWNJ = "\u200c"
LRM = "\u200e"
persian_text = st.text(
    alphabet="ابپسیيىكکۀةهآأإٱؤئء ـ\u064e\u0651\u0654\u0653\u200c\u200d\u200e\t\n۱٢3aÉß.,-/«»\x00\ud800"
)


@pytest.mark.parametrize("module", [text, keyboard])
def test_the_examples_in_the_docstrings_hold(module):
    results = doctest.testmod(module)
    assert results.attempted
    assert not results.failed


@given(st.text())
def test_digits_survive_the_round_trip(any_text):
    ascii_text = fold_digits(any_text)
    assert fold_digits(persian_digits(ascii_text)) == ascii_text
    assert len(ascii_text) == len(any_text)


def test_only_the_three_scripts_are_folded():
    assert fold_digits("५ ² 𝟓 ５") == "५ ² 𝟓 ５"


@given(st.text() | persian_text)
def test_no_invisible_character_survives_but_the_half_space(any_text):
    stripped = strip_controls(any_text)
    stripped.encode("utf-8")
    assert not set(stripped) & set("\u200e\u200f\u202b\u2066\u2069\u061c\ufeff\u200b\u200d\x00\x07\x85\n\ud800\uffff")
    assert stripped.count(ZWNJ) == any_text.count(ZWNJ)


@given(st.text() | persian_text)
def test_normal_form_is_idempotent(any_text):
    once = normal_form(any_text)
    assert normal_form(once) == once
    assert once == once.strip(f" {ZWNJ}")
    assert "  " not in once
    assert not set(once) & set("يىك")


@given(st.text("abZ 09-_/.,'()«»آأإؤئةءهابپچژکگیو۰۵۹  "))
def test_plain_texts_take_the_short_way_to_the_same_forms(plain_text):
    assert normal_form(plain_text) == text._normal_form_of_any(plain_text)
    assert search_key(plain_text) == text._search_key_of_any(plain_text)


def test_the_short_way_agrees_for_every_character_it_takes():
    taken = [char for char in map(chr, range(0x10000)) if text._PLAIN.fullmatch(char)]
    assert len(taken) > 140
    for char in taken:
        # Between letters, so that nothing is lost at an edge.
        assert normal_form(f"ب{char}پ") == text._normal_form_of_any(f"ب{char}پ")
        assert search_key(f"ب{char}پ") == text._search_key_of_any(f"ب{char}پ")


@given(st.text() | persian_text)
def test_search_key_is_idempotent_and_does_not_see_the_normal_form(any_text):
    once = search_key(any_text)
    assert search_key(once) == once
    assert search_key(normal_form(any_text)) == once


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("كيك\u00a0يزدى", "کیک یزدی"),
        (f"می{ZWNJ}{ZWNJ}خواهم", f"می{ZWNJ}خواهم"),
        (f"{ZWNJ}کتاب{ZWNJ} {ZWNJ} ها{ZWNJ}", "کتاب ها"),
        ("خط\r\nدوم\u2028سوم", "خط دوم سوم"),
        ("ا\u200d\u0653ب", "آب"),
        ("مسئول مؤسسه ۱۲ ١٢ 12 AbC", "مسئول مؤسسه ۱۲ ١٢ 12 AbC"),
        (" \u200f\t", ""),
    ],
)
def test_normal_form_keeps_what_was_meant(typed, stored):
    assert normal_form(typed) == stored


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كيك", "کیک"),
        ("مؤسسه مسئول", "موسسه مسیول"),
        ("خانۀ", "خانه"),
        ("خانهٔ", "خانة"),
        ("أحمد إيران آب ٱلله", "احمد ایران اب الله"),
        ("کـــرم", "کرم"),
        ("قَنْدِ", "قند"),
        ("جزء", "جز"),
        (f"نیم{ZWNJ}فاصله", "نیم فاصله"),
        ("شیر (پرچرب)، ۱٫۵ لیتر", "شیر پرچرب 1 5 لیتر"),
        ("CAFÉ Straße", "cafe strasse"),
        ("ﻻﻟﻪ", "لاله"),
        ("snake_case", "snake case"),
        ("١٢٣", "۱۲۳"),
    ],
)
def test_spellings_of_one_word_share_their_search_key(one, other):
    assert search_key(one) == search_key(other)


def test_search_key_of_nothing_is_empty():
    assert search_key(" «» \u200f ـ ") == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("advdk", "شیرین"),
        ("hdvhk", "ایران"),
        (";hyb", "کاغذ"),
        ("Hf", "آب"),
        ("hnl ]", "ادم چ"),
        ("شیر", "adv"),
        ("ضصث-۱۲", "qwe-12"),
        ("ab س", "شذ س"),
        ("6260", "6260"),
        ("«»", "«»"),
        ("", ""),
    ],
)
def test_the_wrong_layout_is_read_as_the_other_one(typed, meant):
    assert other_layout(typed) == meant


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789 ", min_size=1))
def test_the_other_layout_of_the_other_layout_is_the_text(latin):
    assert other_layout(other_layout(latin)) == latin


def test_an_isolated_text_cannot_break_out():
    assert isolate_ltr("AB\u2069\u202e12") == "\u2066AB12\u2069"


@pytest.mark.parametrize("typed", ["2.5", "۲/۵", "۲٫۵", "٢.٥", f"{LRM}۲٫5", " 2.5 ", "2.50"])
def test_two_and_a_half_is_read_in_every_spelling(typed):
    assert parse_decimal(typed) == Decimal("2.5")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("۱۲٬۵۰۰", "12500"),
        ("1,234,567", "1234567"),
        ("۱،۲۳۴٫۵", "1234.5"),
        ("12 500", "12500"),
        ("12\u202f500", "12500"),
        ("۱٢3", "123"),
        (f"{LRM}\u2212۴۵۰٬۰۰۰", "-450000"),
        ("- 5", "-5"),
        (".5", "0.5"),
        ("007", "7"),
        ("9" * 30, "9" * 30),
    ],
)
def test_a_number_is_read_as_a_person_means_it(typed, number):
    assert parse_decimal(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["-0", "\u22120.00", "0"])
def test_zero_has_no_sign(typed):
    assert not parse_decimal(typed).is_signed()


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "-", "--1", "1-", "+5", ".", "5.", "1.2.3", "۲,۵", "1,23", "1,2345", "0,250", ",250",
        "1,,234",
        "1e5", "1E5", "nan", "inf", "Infinity", "1_000", "0x10", "5५", "５", "²", "دو", "12 رشته", "1\x002",
        "1 2", "1" * 31, "1." + "0" * 30, "\ud800",
    ],
)  # fmt: skip
def test_what_is_no_clear_number_is_refused(typed):
    with pytest.raises(ShopError) as refusal:
        parse_decimal(typed)
    assert refusal.value.code == "not_a_number"
    assert refusal.value.data["text"] == typed


@given(
    st.decimals(min_value=-(10**15), max_value=10**15, places=8),
    st.sampled_from(["", ",", "٬", "،", " "]),
    st.sampled_from("./٫"),
    st.sampled_from("-\u2212"),
    st.booleans(),
)
def test_a_formatted_number_is_read_back(number, separator, point, minus, persian):
    shown = f"{number:,f}".replace(".", "#").replace(",", separator).replace("#", point).replace("-", minus)
    assert parse_decimal(persian_digits(shown) if persian else shown) == number


@given(st.text(alphabet="0123456789۰۱٣.,/٫٬،-\u2212 e_\u200e"))
def test_the_parser_answers_or_refuses_and_never_breaks(any_text):
    with suppress(ShopError):
        assert parse_decimal(any_text).is_finite()
