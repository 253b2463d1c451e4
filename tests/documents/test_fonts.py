"""Fonts on paper: digits of equal width, missing glyphs named, isolated forms lent, ToUnicode of base letters."""

import pytest

from bakala_desktop.documents.fonts import SUBSTITUTE, bold, regular
from bakala_desktop.documents.glyphs import ALPHABET, PERSIAN_DIGITS
from bakala_desktop.documents.pitched_digits import CELL_PITCH

WEIGHTS = (regular, bold)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_figures_of_equal_length_are_equally_wide(weight):
    widths = {weight().figure(f"{digit * 3},{digit * 3}").width for digit in "0123456789"}
    assert len(widths) == 1


@pytest.mark.parametrize("weight", WEIGHTS)
def test_digits_of_cells_are_as_wide_as_a_cell(weight):
    assert weight().cells("0123456789").width == pytest.approx(10 * CELL_PITCH, abs=5)


def test_digits_in_running_text_keep_their_own_widths():
    assert regular().text("۱۱۱").width < regular().text("۳۳۳").width


@pytest.mark.parametrize("number", ["7", "1,250", "999,999,999,999,999", "2.5", "-12,000", "1405/09/01"])
def test_a_figure_is_as_wide_as_the_sum_of_its_characters(number):
    run = regular().figure(number)
    shown = [run.codes[at : at + 4] for at in range(0, len(run.codes), 4)]
    assert len(shown) == len(number)
    assert run.width == pytest.approx(sum(regular().figure(sign).width for sign in number))


AMOUNTS = [sign * 10**power + more for sign in (1, -1) for power in range(20) for more in (-1, 0, 1, 5_040)]


@pytest.mark.parametrize("weight", WEIGHTS)
def test_an_amount_is_the_figure_in_groups_of_three(weight):
    assert [weight().amount(number) for number in (0, *AMOUNTS)] == [
        (*weight().figure(f"{number:,}")[:2], pytest.approx(weight().figure(f"{number:,}").width), frozenset(), (), "")
        for number in (0, *AMOUNTS)
    ]


def test_missing_characters_are_named_and_drawn_as_a_substitute():
    run = regular().text("گل 😀 رز 漢")
    assert run.missing == ("漢", "😀")
    assert run.codes.count(regular().text(SUBSTITUTE).codes) == 2


def test_a_missing_bracket_is_named_without_marks():
    assert regular().text("متن ⟦ب⟧").missing == ("⟦", "⟧")


@pytest.mark.parametrize("weight", WEIGHTS)
def test_all_letters_of_persian_and_the_usual_signs_are_there(weight):
    text = "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیۀةيكى ًٌٍَُِّْٔ «»()[]{}،؛؟!٪٫٬…–—×−/\\|@#&*+= ۰۱۲۳۴۵۶۷۸۹ ۀ لا لآ لأ لإ ﷼"
    assert weight().text(text).missing == ()


def test_a_lone_heh_with_hamza_is_drawn():
    assert regular().text("ۀ").missing == ()


def test_a_rare_sign_is_asked_for_and_an_everyday_one_is_not():
    assert regular().text("متن (ساده) 12").rare == frozenset()
    assert "€" in regular().text("۵ €").rare


def test_a_text_too_wide_gets_a_smaller_size():
    run = regular().figure("999,999,999,999,999")
    size = run.size_for(50, 8)
    assert size < 8
    assert run.at(size) == pytest.approx(50)
    assert run.size_for(500, 8) == 8


def test_every_private_character_can_be_drawn_in_both_weights():
    lacking = {char for char in ALPHABET.private if ALPHABET.private[char].drawn in PERSIAN_DIGITS + "()«» \ufefb"}
    for weight in WEIGHTS:
        assert not [char for char in lacking if char not in weight()._codes]
