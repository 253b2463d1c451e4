"""What is typed into the search of the documents, as it is looked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain.document_filter import AskedText, DocumentFilter, on_other_layout, read_text
from bakala_desktop.domain.money import Rial


@pytest.mark.parametrize("text", ["1405-A-0000012", "۱۴۰۵-a-۰۰۰۰۰۱۲", "١٤٠٥-A-٠٠٠٠٠١٢", "\u2066۱۴۰۵-A-۰۰۰۰۰۱۲\u2069"])
def test_a_serial_with_its_zeros_is_the_beginning_of_one(text):
    assert read_text(text) == AskedText(year=1405, series="A", zeros="0000012")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("1405-A-12", AskedText(year=1405, series="A", number=12)),
        ("a-12", AskedText(series="A", number=12)),
        ("1405-", AskedText(year=1405)),
        ("1405-R", AskedText(year=1405, series="R")),
        ("1405-R-", AskedText(year=1405, series="R")),
        ("R-", AskedText(series="R")),
        ("A-00", AskedText(series="A", zeros="00")),
        ("نگار 1405-A-7", AskedText(("نگار",), year=1405, series="A", number=7)),
    ],
)
def test_parts_of_a_serial(text, asked):
    assert read_text(text) == asked


@pytest.mark.parametrize("text", ["12", "۱۲", "٠٠٠٠٠١٢", "0000012"])
def test_a_lone_number_is_known_whole(text):
    asked = read_text(text)
    assert (asked.is_number, asked.number, asked.series) == (True, 12, "")


@pytest.mark.parametrize("text", ["1,250,000", "۱٬۲۵۰٬۰۰۰", "١،٢٥٠،٠٠٠", "1250000"])
def test_an_amount_with_its_marks_is_one_number(text):
    assert read_text(text).words == ("1250000",)


@pytest.mark.parametrize("text", ["1,25", "12,5000", "1405/09/01"])
def test_other_marks_part_words(text):
    assert len(read_text(text).words) > 1


def test_a_name_is_looked_for_word_by_word_as_search_spells_it():
    assert read_text("نگار آزمونى\u200cپور").words == ("نگار", "ازمونی", "پور")


@pytest.mark.parametrize("text", ["", " ", "«»", "\u200c", "-"])
def test_nothing_asks_for_nothing(text):
    assert read_text(text) == AskedText()


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text):
    asked = read_text(text)
    assert all(word and " " not in word and '"' not in word for word in asked.words)
    assert asked.number is None or asked.number >= 0


def test_the_other_layout_keeps_the_filters_and_loses_no_letter():
    assert on_other_layout(DocumentFilter(text="kchv", least=Rial(7))) == DocumentFilter(text="نزار", least=Rial(7))
    assert on_other_layout(DocumentFilter(text="")) is None
    assert on_other_layout(DocumentFilter(text="XL-7")) is None
