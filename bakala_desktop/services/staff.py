"""The shop's users: adding, listing, disabling them, and giving a new first password."""

from __future__ import annotations

from dataclasses import replace

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.staff import Permission, Role, User, UserId, check_password, check_user_name
from bakala_desktop.services.shop import Shop


def add_user(shop: Shop, name: str, role: Role, password: str) -> User:
    """Add a user with a first password that the user must change at once.

    Raises ShopError ``user_exists``, ``password_too_short``, ``field_missing``, ``not_allowed``.
    """
    shop.require(Permission.MANAGE_STAFF)
    checked = check_user_name(name)
    kept = shop.passwords.hash(check_password(password))
    user = User(UserId(shop.new_id()), checked, role, kept, must_change_password=True)
    with shop.write("staff.add") as work:
        if work.staff.find_by_name(checked) is not None:
            raise ShopError("user_exists", name=checked)
        work.staff.add(user)
    return user


def list_users(shop: Shop) -> tuple[User, ...]:
    """Return all users by name."""
    shop.require(Permission.MANAGE_STAFF)
    with shop.read() as work:
        return work.staff.list_users()


def reset_password(shop: Shop, name: str, password: str) -> User:
    """Give another user a new first password, to be changed at the next sign-in; locks are lifted.

    Raises ShopError ``user_not_found``, ``password_too_short``, ``not_allowed``.
    """
    shop.require(Permission.MANAGE_STAFF)
    kept = shop.passwords.hash(check_password(password))
    with shop.write("staff.reset_password") as work:
        user = work.staff.find_by_name(name)
        if user is None:
            raise ShopError("user_not_found", name=name[:60])
        changed = replace(user, password_hash=kept, must_change_password=True, failed_guesses=0, locked_until=None)
        work.staff.replace(changed)
    return changed


def disable_user(shop: Shop, name: str) -> User:
    """Keep a user from signing in and from writing; what the user did stays.

    Raises ShopError ``user_not_found``, ``owner_stays``, ``not_allowed``.
    """
    shop.require(Permission.MANAGE_STAFF)
    with shop.write("staff.disable") as work:
        user = work.staff.find_by_name(name)
        if user is None:
            raise ShopError("user_not_found", name=name[:60])
        if user.role is Role.OWNER:
            raise ShopError("owner_stays", name=user.name)
        work.staff.replace(replace(user, is_disabled=True))
    return replace(user, is_disabled=True)
