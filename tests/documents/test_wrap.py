"""Wrapping: in reading order, with the context of the lines before, and never without an end."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bakala_desktop.documents.fonts import regular
from bakala_desktop.documents.shaping import clean
from bakala_desktop.documents.wrap import ELLIPSIS, one_line, wrap

SIZE = 8.0
LAPTOP = "لپ‌تاپ ۱۵٫۶ اینچی ایسوس مدل VivoBook 15 X1504VA-NJ819 (Core i5 / 16GB)"


def shown(line, font=None):
    """Whether `line` is drawn as the run of a text would be."""
    return (font or regular()).text(line).codes


def test_a_short_text_is_one_line():
    assert wrap("برنج ایرانی", regular(), SIZE, 300, 5) == (regular().text("برنج ایرانی", "R"),)


def test_an_empty_text_has_no_lines():
    assert wrap(" \n\u200e", regular(), SIZE, 300, 5) in ((), (regular().text("\u200e", "L"),))
    assert one_line("", regular(), SIZE, 300).codes == ""


def test_the_first_words_stand_on_the_first_line():
    words = [f"واژه{letter}" for letter in "ابدرزسشص"]
    triples = [" ".join(words[at : at + 3]) for at in (0, 3, 6)]
    room = max(regular().text(triple).at(SIZE) for triple in triples) + 1
    assert [line.codes for line in wrap(" ".join(words), regular(), SIZE, room, 9)] == [shown(t) for t in triples]


def test_a_number_that_follows_latin_letters_stays_latin_on_the_next_line():
    room = regular().text("مدل VivoBook").at(SIZE) + 1
    first, second = wrap("مدل VivoBook 15 X1504", regular(), SIZE, room, 9)
    assert first.codes == shown("مدل VivoBook")
    assert second.codes == regular().text("15 X1504", "L").codes


def test_a_bracket_whose_partner_is_on_another_line_keeps_its_side():
    room = regular().text("VivoBook 15 X1504VA-NJ819 (Core").at(SIZE) + 1
    lines = wrap(LAPTOP, regular(), SIZE, room, 9)
    closing = regular().text("i5 / 16GB)", "L").codes
    assert lines[-1].codes == closing


def test_no_line_is_wider_than_the_room():
    for room in (60, 90, 140):
        assert all(line.at(SIZE) <= room + 0.01 for line in wrap(LAPTOP, regular(), SIZE, room, 20))


def test_what_does_not_fit_ends_in_an_ellipsis():
    lines = wrap("شمش " * 1000, regular(), SIZE, 100, 3)
    assert len(lines) == 3
    assert lines[-1].codes.startswith(shown(ELLIPSIS)) or shown(ELLIPSIS) in lines[-1].codes
    assert shown(ELLIPSIS) not in lines[0].codes


@pytest.mark.parametrize("text", ["ا" * 100_000, "شمش طلا " * 12_500, "W" * 100_000, "( " * 50_000, "۱" * 100_000])
def test_a_title_of_100000_characters_is_cut_at_once(text):
    began = time.perf_counter()
    lines = wrap(text, regular(), SIZE, 200, 5)
    assert time.perf_counter() - began < 0.5
    assert len(lines) == 5
    assert all(line.at(SIZE) <= 200.01 for line in lines)


@pytest.mark.parametrize("hours", ["۸ تا ۱۳", "08:30 تا 13", "\u2066۸\u2069 تا \u2066۱۳\u2069"])
def test_a_range_of_numbers_is_not_torn(hours):
    words = f"پنج‌شنبه {hours}"
    for text in (words, f"{words} و جمعه {hours}"):
        lines = wrap(text, regular(), SIZE, regular().text(words).at(SIZE) - 1, 9)
        assert shown(hours) in [line.codes for line in lines]


def test_a_range_wider_than_a_line_still_keeps_the_room():
    lines = wrap("۱۲۳۴۵۶۷۸ تا ۱۲۳۴۵۶۷۸", regular(), SIZE, 30, 9)
    assert all(line.at(SIZE) <= 30 for line in lines)


def test_an_isolate_reaches_over_the_end_of_a_line():
    text = "شمارهٔ \u2066AB 12 CD 34\u2069 است"
    lines = wrap(text, regular(), SIZE, regular().text("شمارهٔ AB 12").at(SIZE) + 1, 9)
    assert lines[1].codes == shown("\u2066CD 34\u2069 است")


SERIALS = ["A1", "B2", "C3", "D4", "E5", "F6"]


def test_letters_inside_isolates_are_nothing_to_what_stands_around_them():
    """A list that runs from the right does so on each line: also on the middle one, between other lines' letters."""
    pairs = ["، ".join(f"\u2066{one}\u2069" for one in SERIALS[at : at + 2]) for at in (0, 2, 4)]
    text = f"\u2067{'، '.join(pairs)}\u2069"
    room = max(regular().text(f"{pair}،").at(SIZE) for pair in pairs) + 1
    lines = wrap(text, regular(), SIZE, room, 9)
    alone = [f"{pairs[0]}،", f"{pairs[1]}،", pairs[2]]
    assert [line.codes for line in lines] == [shown(f"\u2067{pair}\u2069") for pair in alone]
    for line, (first, second) in zip(lines, (("A1", "B2"), ("C3", "D4"), ("E5", "F6")), strict=True):
        assert line.codes.index(shown(second)) < line.codes.index(shown(first))


@settings(max_examples=60)
@given(st.text(alphabet="ابپلاهی ۰۱۲ABC12()[]«»-/.٪\u200c", max_size=120), st.floats(25, 200))
def test_wrapping_keeps_the_room_and_loses_no_text(text, room):
    lines = wrap(text, regular(), SIZE, room, 500)
    assert all(line.at(SIZE) <= room + 0.01 for line in lines)
    letters = sum(len(line.codes) for line in lines)
    assert bool(letters) == bool(clean(text))
