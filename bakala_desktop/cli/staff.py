"""``staff``: adding, listing and disabling users, and setting passwords."""

from __future__ import annotations

from typing import Any

from bakala_desktop.cli import persian
from bakala_desktop.cli.answers import Answer
from bakala_desktop.cli.calling import Call
from bakala_desktop.domain.staff import Role, User
from bakala_desktop.domain.text import search_key
from bakala_desktop.services import access, staff

_NEW = "BAKALA_NEW_PASSWORD"


def _shown(user: User) -> dict[str, Any]:
    return {
        "name": user.name,
        "role": user.role.value,
        "disabled": user.is_disabled,
        "must_change_password": user.must_change_password,
    }


def _answer(user: User) -> Answer:
    return Answer({"user": _shown(user)}, persian.users([_shown(user)]))


def add(call: Call) -> Answer:
    """Add a user with a first password."""
    shop = call.enter()
    role = Role(call.options.role)
    return _answer(staff.add_user(shop, call.options.name, role, call.new_password(_NEW)))


def password(call: Call) -> Answer:
    """Set one's own password, or give another user a first one."""
    shop = call.enter()
    assert shop.session is not None
    new = call.new_password(_NEW)
    if search_key(call.options.name) != search_key(shop.session.user_name):
        return _answer(staff.reset_password(shop, call.options.name, new))
    session = access.change_own_password(shop, new)
    shown = {"name": session.user_name, "role": session.role.value, "disabled": False, "must_change_password": False}
    return Answer({"user": shown}, persian.users([shown]))


def list_users(call: Call) -> Answer:
    """List all users."""
    users = [_shown(user) for user in staff.list_users(call.enter())]
    return Answer({"users": users}, persian.users(users))


def disable(call: Call) -> Answer:
    """Keep a user from signing in."""
    return _answer(staff.disable_user(call.enter(), call.options.name))


COMMANDS = {"staff add": add, "staff password": password, "staff list": list_users, "staff disable": disable}
