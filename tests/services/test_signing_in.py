"""Signing in: guesses are slowed and locked out, passwords are one's own, sessions are recorded (R14, R16)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import NEW_PASSWORD, OWNER, PASSWORD, as_role
from evidence import everything

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.staff import Role
from bakala_desktop.services.access import change_own_password, sign_in, sign_out
from bakala_desktop.services.proof import verify_shop
from bakala_desktop.services.staff import add_user, disable_user, list_users, reset_password
from bakala_desktop.storage.tables import sessions, users


def enter(shop, name=OWNER, password=PASSWORD, **given):
    return sign_in(shop.entered_by(None), name, password, **({"kind": "window"} | given))


def refused(code, shop, name=OWNER, password=PASSWORD):
    with pytest.raises(ShopError) as refusal:
        enter(shop, name, password)
    assert refusal.value.code == code
    return refusal.value.data


def user_named(shop, name):
    return next(user for user in list_users(shop) if user.name == name)


def test_a_session_is_recorded_with_user_machine_address_and_time(shop, clock):
    clock.forward(minutes=3)
    session = enter(shop, kind="command", address="192.0.2.7")
    with shop.read() as work:
        row = work.connection.execute(sessions.select().where(sessions.c.id == session.id)).one()
    assert (row.user_id, row.kind, row.place, row.address) == (session.user_id, "command", "till-1", "192.0.2.7")
    assert (row.started_at, row.ended_at) == (clock.now(), None)
    clock.forward(hours=8)
    sign_out(shop.entered_by(session))
    with shop.read() as work:
        row = work.connection.execute(sessions.select().where(sessions.c.id == session.id)).one()
    assert row.ended_at == clock.now()
    assert verify_shop(shop).ok


def test_a_name_is_known_in_any_spelling(shop):
    add_user(shop, "علی رضایی", Role.CASHIER, PASSWORD)
    assert enter(shop, "علي رضايي ").user_name == "علی رضایی"


def test_a_wrong_name_and_a_wrong_password_look_alike(shop):
    assert refused("sign_in_refused", shop, name="ناشناس") == refused("sign_in_refused", shop, password="wrong-1") == {}


def test_five_wrong_guesses_lock_the_name_even_for_the_right_password(shop, clock):
    for _ in range(5):
        refused("sign_in_refused", shop, password="wrong-1")
    assert refused("sign_in_locked", shop) == {"seconds": 16}
    before = everything(shop)
    refused("sign_in_locked", shop, password="wrong-1")
    assert everything(shop) == before
    clock.forward(seconds=15)
    assert enter(shop)


def test_locks_grow_until_the_right_password_comes(shop, clock):
    waits = []
    for _ in range(12):
        refused("sign_in_refused", shop, password="wrong-1")
        locked = user_named(shop, OWNER).locked_until
        waits.append(int((locked - clock.now()).total_seconds()) if locked else 0)
        clock.at = locked or clock.at
    assert waits == [0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 900, 900]
    assert enter(shop)
    assert (user_named(shop, OWNER).failed_guesses, user_named(shop, OWNER).locked_until) == (0, None)
    refused("sign_in_refused", shop, password="wrong-1")
    assert enter(shop)


def test_a_lock_concerns_one_name_only(shop):
    cashier = as_role(shop, Role.CASHIER)
    for _ in range(5):
        refused("sign_in_refused", shop, password="wrong-1")
    assert enter(shop, cashier.session.user_name, NEW_PASSWORD)


def test_a_disabled_user_is_told_so_only_with_the_right_password(shop):
    cashier = as_role(shop, Role.CASHIER)
    name = cashier.session.user_name
    disable_user(shop, name)
    refused("user_disabled", shop, name, NEW_PASSWORD)
    refused("sign_in_refused", shop, name, "wrong-1")


class SlowPasswords:
    """Checks as the real ones do, and lets somebody act while it is at it."""

    def __init__(self, own, meanwhile):
        self.own, self.meanwhile = own, meanwhile

    def hash(self, password):
        return self.own.hash(password)

    def fits(self, kept, password):
        self.meanwhile()
        return self.own.fits(kept, password)


def while_checking(shop, meanwhile):
    return replace(shop, passwords=SlowPasswords(shop.passwords, meanwhile), session=None)


def test_signing_in_does_not_undo_a_disabling_that_came_in_between(shop):
    name = as_role(shop, Role.CASHIER).session.user_name
    refused("sign_in_refused", shop, name, "wrong-1")
    slow = while_checking(shop, lambda: disable_user(shop, name))
    with pytest.raises(ShopError, match="user_disabled"):
        sign_in(slow, name, NEW_PASSWORD, kind="window")
    assert user_named(shop, name).is_disabled


def test_an_old_password_does_not_open_after_it_was_reset_in_between(shop):
    name = as_role(shop, Role.CASHIER).session.user_name
    slow = while_checking(shop, lambda: reset_password(shop, name, "fresh-1407"))
    with pytest.raises(ShopError, match="sign_in_refused"):
        sign_in(slow, name, NEW_PASSWORD, kind="window")


def test_changing_the_own_password_does_not_undo_a_reset_that_came_in_between(shop):
    cashier = as_role(shop, Role.CASHIER)
    name = cashier.session.user_name
    slow = while_checking(shop, lambda: reset_password(shop, name, "fresh-1407"))
    with pytest.raises(ShopError, match="sign_in_refused"):
        change_own_password(slow.entered_by(cashier.session), "mine-1408")
    assert enter(shop, name, "fresh-1407").must_change_password


def test_a_first_password_must_be_changed_and_not_kept(shop):
    add_user(shop, "تازه‌وارد", Role.CASHIER, PASSWORD)
    session = enter(shop, "تازه‌وارد")
    assert session.must_change_password
    own = shop.entered_by(session)
    for password, code in (("12345", "password_too_short"), (PASSWORD, "password_unchanged")):
        with pytest.raises(ShopError, match=code):
            change_own_password(own, password)
    assert not change_own_password(own, NEW_PASSWORD).must_change_password
    assert not enter(shop, "تازه‌وارد", NEW_PASSWORD).must_change_password
    refused("sign_in_refused", shop, "تازه‌وارد", PASSWORD)


def test_a_reset_lifts_a_lock_and_asks_for_an_own_password_again(shop):
    name = as_role(shop, Role.CASHIER).session.user_name
    for _ in range(5):
        refused("sign_in_refused", shop, name, "wrong-1")
    reset_password(shop, name, "fresh-1407")
    assert enter(shop, name, "fresh-1407").must_change_password


def test_no_password_stands_anywhere_in_the_database(shop):
    as_role(shop, Role.CASHIER)
    told = str(everything(shop))
    assert PASSWORD not in told
    assert NEW_PASSWORD not in told
    with shop.read() as work:
        assert all(len(row.password_hash) >= 60 for row in work.connection.execute(users.select()))


def test_staff_refusals_change_nothing(shop):
    as_role(shop, Role.CASHIER, "علی")
    before = everything(shop)
    for code, attempt in (
        ("user_exists", lambda: add_user(shop, "على", Role.CLERK, PASSWORD)),
        ("password_too_short", lambda: add_user(shop, "دیگری", Role.CLERK, "12345")),
        ("field_missing", lambda: add_user(shop, "؟", Role.CLERK, PASSWORD)),
        ("user_not_found", lambda: disable_user(shop, "ناشناس")),
        ("user_not_found", lambda: reset_password(shop, "ناشناس", PASSWORD)),
        ("owner_stays", lambda: disable_user(shop, OWNER)),
    ):
        with pytest.raises(ShopError, match=code):
            attempt()
    assert everything(shop) == before
