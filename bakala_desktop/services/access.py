"""Signing in and out, and one's own password (R14, R16)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.staff import User, check_password, lock_after
from bakala_desktop.services.shop import Session, Shop

if TYPE_CHECKING:
    from bakala_desktop.storage.unit_of_work import UnitOfWork


def sign_in(shop: Shop, name: str, password: str, *, kind: str, address: str = "") -> Session:
    """Open a session for a user, and record it.

    ``kind`` says through what (window, command), ``address`` from where. A wrong name and a wrong password look alike.
    Raises ShopError ``sign_in_refused``, ``sign_in_locked`` (seconds), ``user_disabled``.
    """
    with shop.read() as work:
        user = work.staff.find_by_name(name)
    if user is None:
        # As slow as a wrong password, so that names cannot be found by the clock.
        shop.passwords.hash(password)
        raise ShopError("sign_in_refused")
    user.check_not_locked(shop.clock.now())
    if not shop.passwords.fits(user.password_hash, password):
        _count_wrong_guess(shop, user)
        raise ShopError("sign_in_refused")
    if user.is_disabled:
        raise ShopError("user_disabled", user=user.name)
    return _open_session(shop, user, kind, address)


def _count_wrong_guess(shop: Shop, user: User) -> None:
    with shop.write("access.refuse") as work:
        fresh = work.staff.find(user.id)
        assert fresh is not None
        failures = fresh.failed_guesses + 1
        lock = lock_after(failures)
        until = shop.clock.now() + lock if lock else None
        work.staff.replace(replace(fresh, failed_guesses=failures, locked_until=until))


def _open_session(shop: Shop, user: User, kind: str, address: str) -> Session:
    with shop.write("access.sign_in") as work:
        fresh = _unchanged(work, user)
        if fresh.failed_guesses:
            work.staff.replace(replace(fresh, failed_guesses=0, locked_until=None))
        session = Session(shop.new_id(), fresh.id, fresh.name, fresh.role, fresh.must_change_password)
        work.staff.open_session(session.id, fresh.id, kind, shop.place, address, shop.clock.now())
    return session


def _unchanged(work: UnitOfWork, user: User) -> User:
    """Read a user again under the write lock: checking a password takes long enough for somebody else to act.

    Writing back what was read before would undo a disabling or a new password. Raises ShopError ``user_disabled``,
    ``sign_in_refused`` where the password is another by now.
    """
    fresh = work.staff.find(user.id)
    if fresh is None or fresh.is_disabled:
        raise ShopError("user_disabled", user=user.name)
    if fresh.password_hash != user.password_hash:
        raise ShopError("sign_in_refused")
    return fresh


def sign_out(shop: Shop) -> None:
    """Close the session of a window."""
    if shop.session is None:
        return
    # A user who was disabled meanwhile may leave all the same; the entry names the session, and so the user.
    with shop.entered_by(None).write("access.sign_out") as work:
        work.staff.close_session(shop.session.id, shop.clock.now())


def change_own_password(shop: Shop, new_password: str) -> Session:
    """Set the signed-in user's own password, and return the session as it is from now on.

    The one use case that is open to a user who must still set a password. Raises ShopError ``not_signed_in``,
    ``password_too_short``, ``password_unchanged``, ``user_disabled``, ``sign_in_refused``.
    """
    if shop.session is None:
        raise ShopError("not_signed_in")
    check_password(new_password)
    with shop.read() as work:
        user = work.staff.find(shop.session.user_id)
    if user is None or user.is_disabled:
        raise ShopError("user_disabled", user=shop.session.user_name)
    if shop.passwords.fits(user.password_hash, new_password):
        raise ShopError("password_unchanged")
    kept = shop.passwords.hash(new_password)
    with shop.write("access.change_password") as work:
        fresh = _unchanged(work, user)
        work.staff.replace(replace(fresh, password_hash=kept, must_change_password=False))
    return replace(shop.session, must_change_password=False)
