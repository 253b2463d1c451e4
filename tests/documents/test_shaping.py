"""Shaping: joined letters in the order of the eye, brackets mirrored, hamza kept, phones in order."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.documents.glyphs import ALPHABET, LRM, RLM, copied_text
from bakala_desktop.documents.shaping import (
    LRI,
    PDI,
    bracket_directions,
    clean,
    protect,
    reads_right_to_left,
    visual,
    visual_code,
    visual_figure,
)


def drawn(text: str, base: str = "") -> str:
    """What the eye sees from left to right, in base letters."""
    private = ALPHABET.private
    shown = (private[c].drawn if c in private else unicodedata.normalize("NFKC", c) for c in visual(text, base))
    return "".join(shown)


def copied(shown: str) -> str:
    """What a reader program gets for it, before it turns the order round."""
    return "".join(copied_text(char) for char in shown).replace(RLM, "").replace(LRM, "")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("(متن)", "(نتم)"),
        ("نسخه (ظرفیت ۵)", "(۵ تیفرظ) هخسن"),
        ("[الف] {ب} «ج»", "«ج» {ب} [فلا]"),
        ("لپ‌تاپ HP (Core i5)", "HP (Core i5) پات\u200cپل"),
        ("HP LaserJet (85A)", "HP LaserJet (85A)"),
        ("توان ≥ ۵", "۵ ≤ ناوت"),
    ],
)
def test_brackets_are_mirrored_where_they_run_right_to_left(text, seen):
    assert drawn(text).replace("فلا", "فلا") == seen.replace("فلا", drawn("الف"))


def test_a_bracket_is_copied_as_it_was_written_and_not_as_it_is_drawn():
    assert copied(visual("(متن)")) == ")نتم("


@pytest.mark.parametrize("word", ["نسخهٔ", "خانۀ", "مسئله", "مؤسسه", "رأی", "مُحَمَّد"])
def test_hamza_and_other_marks_are_kept(word):
    marks = unicodedata.normalize("NFC", copied(visual(word))[::-1])
    assert sorted(unicodedata.normalize("NFD", marks)) == sorted(unicodedata.normalize("NFD", word))


def test_letters_are_joined():
    assert visual("سلام")[-1] == "\ufeb3"  # initial seen


def test_lam_alef_is_drawn_as_one_and_copied_as_two_letters_in_the_right_order():
    shown = visual("لا")
    assert [ALPHABET.private[char].drawn for char in shown] == ["\ufefb", "\u200c"]
    assert copied(shown)[::-1] == "لا"


@pytest.mark.parametrize("phone", ["۰۲۱-۸۸۷۷۶۶۵۵", "021-88776655", "۰۹۱۲-۳۴۵-۶۷۸۹", "+98-21-88776655"])
def test_a_phone_in_a_sentence_keeps_its_order(phone):
    assert phone in drawn(protect(f"تلفن {phone} داخلی ۴"))


@pytest.mark.parametrize("text", ["بازهٔ ۳-۴", "قرارداد ۱۴۰۳/۱۲-ب", "کد AB-012-34"])
def test_what_is_no_phone_is_left_to_the_algorithm(text):
    assert protect(text) == text


@pytest.mark.parametrize("name", ["(Azmoon Co.)", "C++", "C#"])
def test_signs_of_a_latin_name_stay_at_their_side(name):
    assert name.strip("()") in drawn(protect(f"شرکت {name}"))


def test_isolates_are_honoured_and_not_drawn():
    shown = drawn(f"کالا {LRI}12-34{PDI}")
    assert "12-34" in shown
    assert LRI not in shown
    assert PDI not in shown


def test_overrides_and_controls_are_dropped():
    assert clean("\u202eبد\x00\x07\u202c  متن\t\nدو\ufe0f") == "بد متن دو"


def test_somebodys_private_characters_never_become_ours():
    assert clean("\U000f0000\ue000") == "\ufffd\ufffd"


def test_codes_run_left_to_right_with_persian_digits_of_equal_width():
    shown = visual_code("1405-A-0000001")
    assert copied(shown) == "۱۴۰۵-A-۰۰۰۰۰۰۱"
    assert shown[0] == ALPHABET.tabular["۱"]


def test_figures_have_persian_digits_and_separators():
    assert copied(visual_figure("1,250,000.5")) == "۱٬۲۵۰٬۰۰۰٫۵"


def test_a_percent_sign_after_its_number_is_copied_after_it():
    shown = visual("۲۵٪ تخفیف برای ۲۵٪")
    assert ALPHABET.number_end["٪"] in shown


def test_numbers_alone_do_not_make_a_line_persian():
    assert not reads_right_to_left("۱۲٬۵۰۰٪ ABC")
    assert reads_right_to_left("ABC ب")


def test_a_bracket_is_told_the_direction_of_its_whole_paragraph():
    assert bracket_directions("لپ‌تاپ NJ819 (Core i5)", "R") == ["L", "L"]
    assert bracket_directions("لپ‌تاپ (مدل)", "R") == ["R", "R"]


@given(st.text(alphabet="ابپتلاهیک ۰۱۲۳ABC12()[]«»-/.٪،:+ \u200c\u0654", max_size=60))
def test_no_letter_is_lost_or_invented(text):
    text = clean(text)
    assert sorted(copied(visual(text))) == sorted(text)


@given(st.text(max_size=80))
def test_no_text_makes_shaping_fail(text):
    visual(protect(clean(text)))
    visual_code(clean(text))
