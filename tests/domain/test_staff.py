"""Users: rights by role, locks after guesses, names and passwords that serve."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.staff import (
    LONGEST_LOCK,
    NAME_LIMIT,
    RIGHTS,
    Permission,
    Role,
    User,
    UserId,
    check_password,
    check_user_name,
    lock_after,
)

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)


def test_the_owner_holds_every_right():
    assert RIGHTS[Role.OWNER] == set(Permission)


def test_each_role_has_its_rights():
    assert set(RIGHTS) == set(Role)


@pytest.mark.parametrize(
    ("role", "lacks"),
    [
        (Role.MANAGER, {Permission.MANAGE_STAFF, Permission.RESTORE}),
        (Role.CASHIER, {Permission.CHANGE_PRICE, Permission.EDIT_PRODUCTS, Permission.EDIT_SETTINGS}),
        (Role.CLERK, {Permission.SELL, Permission.DISCOUNT, Permission.EDIT_SETTINGS, Permission.BACK_UP}),
    ],
)
def test_rights_that_a_role_must_not_have(role, lacks):
    user = User(UserId(UUID(int=1)), "کاربر", role, "")
    assert not any(user.may(right) for right in lacks)


def test_waits_double_up_to_a_quarter_of_an_hour():
    waits = [lock_after(failures) for failures in range(12)]
    assert waits[:5] == [None] * 5
    assert [wait.total_seconds() for wait in waits[5:]] == [15, 30, 60, 120, 240, 480, 900]
    assert lock_after(10**6) == LONGEST_LOCK


def test_a_lock_ends_at_its_instant():
    user = User(UserId(UUID(int=1)), "کاربر", Role.CASHIER, "", locked_until=NOW)
    user.check_not_locked(NOW)
    with pytest.raises(ShopError, match="sign_in_locked") as refusal:
        user.check_not_locked(NOW - timedelta(seconds=14, microseconds=1))
    assert refusal.value.data["seconds"] == 15


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "field_missing"), (" \u200c", "field_missing"), ("«!»", "field_missing"), ("ن" * 61, "field_too_long")],
)
def test_a_name_that_could_not_be_found_again_is_refused(text, code):
    with pytest.raises(ShopError, match=code):
        check_user_name(text)


def test_a_name_comes_into_its_normal_form():
    assert check_user_name("  علي رضا ") == "علی رضا"
    assert check_user_name("ن" * NAME_LIMIT)


def test_a_password_has_its_least_length_and_stays_as_it_was_typed():
    assert check_password(" رمز 1 ") == " رمز 1 "
    with pytest.raises(ShopError, match="password_too_short"):
        check_password("12345")
