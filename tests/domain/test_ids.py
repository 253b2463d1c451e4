"""UUIDv7 from a time and from chance, as RFC 9562 lays them out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain.ids import uuid7

moments = st.integers(0, 2**48 - 1)
chances = st.binary(min_size=10, max_size=10)


@given(moments, chances)
def test_version_variant_and_time_stand_in_their_places(milliseconds, chance):
    made = uuid7(milliseconds, chance)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == milliseconds


@given(moments, moments, chances, chances)
def test_a_later_one_sorts_after(one, other, chance, another):
    if one < other:
        assert uuid7(one, chance) < uuid7(other, another)


@given(moments, chances, chances)
def test_chance_keeps_them_apart(milliseconds, one, other):
    # 74 of the 80 bits count; six stand where version and variant lie.
    mask = (0x0FFF << 64) | 0x3FFFFFFFFFFFFFFF
    same = (int.from_bytes(one, "big") ^ int.from_bytes(other, "big")) & mask == 0
    assert (uuid7(milliseconds, one) == uuid7(milliseconds, other)) == same
