"""The chain: whatever is changed in an entry or its objects, the link shows it."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain.audit import GENESIS, AuditedObject, AuditEntry, digest_of_objects, salted_digest

ENTRY = AuditEntry(7, "2026-11-22T06:00:00+00:00", "u1", "till-1", "sale.complete", "a" * 64, "b" * 64)


@pytest.mark.parametrize("field", [f.name for f in fields(AuditEntry)])
def test_a_change_of_any_field_changes_the_link(field):
    old = getattr(ENTRY, field)
    changed = replace(ENTRY, **{field: old + 1 if isinstance(old, int) else old + "x"})
    assert changed.hash != ENTRY.hash


def test_the_link_is_stable():
    # Pinned: a chain that was written by an older program must verify in a newer one.
    assert ENTRY.hash == "d14b47e4caf994cda94149584f571fe313dd9a13c1ef49f886237f0fd1660fde"
    assert (
        digest_of_objects([AuditedObject("users", "1", "c" * 64)])
        == "876c1d6c951ab49029e5588816152bcc05d88ccd45fc3118db83c1e8f96a0bdd"
    )
    assert salted_digest(b"salt", "متن") == "911f9f85c5dce560f17148b7995f7e15cb4e1cfeffe64ff2f6de613c9b91c6ea"


def test_no_two_fields_can_swap_a_part():
    assert replace(ENTRY, place="ab", action="c").hash != replace(ENTRY, place="a", action="bc").hash


objects = st.builds(
    AuditedObject, st.sampled_from(["users", "orders"]), st.text("0123456789abcdef"), st.text("0123456789abcdef")
)


@given(st.lists(objects, max_size=4), st.lists(objects, max_size=4))
def test_other_objects_give_another_digest(some, others):
    assert (digest_of_objects(some) == digest_of_objects(others)) == (some == others)


def test_the_salt_decides():
    assert salted_digest(b"1" * 16, "متن") != salted_digest(b"2" * 16, "متن")
    assert len(GENESIS) == len(ENTRY.hash) == 64
