"""Paging: every line once and in order, no page too full, the total never alone."""

from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.documents.paging import LINES_BESIDE_TOTAL, Room, paginate

ROOM = Room(page=300, carried=17, closing=120)


def test_no_lines_make_one_page():
    assert paginate([], ROOM) == [range(0)]


def test_few_lines_stay_on_one_page():
    assert paginate([16] * 11, ROOM) == [range(11)]


def test_the_total_takes_some_lines_with_it():
    pages = paginate([16] * 12, ROOM)
    assert [len(lines) for lines in pages] == [9, LINES_BESIDE_TOTAL]


def test_the_page_is_filled_where_more_follow():
    assert paginate([16] * 60, ROOM)[0] == range(17)


def test_the_first_page_may_have_less_room_than_the_others():
    room = Room(page=300, carried=17, closing=120, less_on_first=100)
    assert [len(lines) for lines in paginate([16] * 40, room)[:2]] == [11, 16]


def test_the_total_stands_alone_only_where_no_line_has_room_beside_it():
    crowded = Room(page=100, carried=17, closing=90)
    assert paginate([40], crowded) == [range(1), range(1, 1)]
    assert paginate([16] * 6, crowded) == [range(5), range(5, 6), range(6, 6)]
    assert paginate([], Room(page=100, carried=17, closing=110)) == [range(0), range(0)]


@given(st.lists(st.integers(16, 60), max_size=200))
def test_every_line_stands_once_and_no_page_is_too_full(heights):
    pages = paginate(heights, ROOM)
    assert [number for lines in pages for number in lines] == list(range(len(heights)))
    for number, lines in enumerate(pages):
        used = sum(heights[line] for line in lines)
        used += ROOM.carried if number else 0
        used += ROOM.closing if number + 1 == len(pages) else ROOM.carried
        assert used <= ROOM.page
        assert lines or not heights
