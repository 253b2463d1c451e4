"""Users, roles and rights. Rights are named after what they allow and are checked in services, on every call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.text import normal_form, search_key

UserId = NewType("UserId", UUID)

PASSWORD_LEAST = 6
NAME_LIMIT = 60
FREE_GUESSES = 5
LONGEST_LOCK = timedelta(minutes=15)


class Permission(StrEnum):
    """What a user may be allowed to do."""

    SELL = "sale.sell"
    CHANGE_PRICE = "sale.change_price"
    DISCOUNT = "sale.discount"
    EDIT_PRODUCTS = "product.edit"
    IMPORT = "data.import"
    EDIT_CUSTOMERS = "customer.edit"
    VIEW_ORDERS = "order.view"
    PRINT_DOCUMENTS = "document.print"
    RETURN_GOODS = "sale.return"
    CORRECT_DOCUMENTS = "document.correct"
    CERTIFY = "document.certify"
    VIEW_REPORTS = "report.view"
    EDIT_SETTINGS = "settings.edit"
    MANAGE_STAFF = "staff.manage"
    BACK_UP = "backup.make"
    RESTORE = "backup.restore"
    VERIFY = "audit.verify"


class Role(StrEnum):
    """What a user is in the shop."""

    OWNER = "owner"
    MANAGER = "manager"
    CASHIER = "cashier"
    CLERK = "clerk"


_AT_THE_TILL = frozenset(
    {
        Permission.SELL,
        Permission.DISCOUNT,
        Permission.EDIT_CUSTOMERS,
        Permission.VIEW_ORDERS,
        Permission.PRINT_DOCUMENTS,
        Permission.RETURN_GOODS,
    }
)

RIGHTS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.MANAGER: frozenset(Permission) - {Permission.MANAGE_STAFF, Permission.RESTORE},
    Role.CASHIER: _AT_THE_TILL,
    Role.CLERK: frozenset(
        {
            Permission.EDIT_CUSTOMERS,
            Permission.EDIT_PRODUCTS,
            Permission.IMPORT,
            Permission.VIEW_ORDERS,
            Permission.PRINT_DOCUMENTS,
            Permission.CERTIFY,
            Permission.VIEW_REPORTS,
            Permission.VERIFY,
        }
    ),
}


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who signs in. ``password_hash`` is argon2id's own text; it is never shown or logged (R14)."""

    id: UserId
    name: str
    role: Role
    password_hash: str
    must_change_password: bool = False
    is_disabled: bool = False
    failed_guesses: int = 0
    locked_until: datetime | None = None

    def may(self, permission: Permission) -> bool:
        """Tell whether the user's role carries the right."""
        return permission in RIGHTS[self.role]

    def check_not_locked(self, now: datetime) -> None:
        """Raise ShopError ``sign_in_locked`` with the seconds left while guesses are locked out."""
        if self.locked_until is not None and now < self.locked_until:
            raise ShopError("sign_in_locked", seconds=int((self.locked_until - now).total_seconds()) + 1)


def lock_after(failures: int) -> timedelta | None:
    """Return how long guesses wait after so many failures in a row: none for five, then doubling from 15 s (R14).

    >>> [lock_after(n) for n in (4, 5, 6, 99)]
    [None, datetime.timedelta(seconds=15), datetime.timedelta(seconds=30), datetime.timedelta(seconds=900)]
    """
    if failures < FREE_GUESSES:
        return None
    doublings: int = min(failures - FREE_GUESSES, 16)
    return min(timedelta(seconds=15 << doublings), LONGEST_LOCK)


def check_user_name(text: str) -> str:
    """Return a user's name in normal form. Raises ShopError ``field_missing``, ``field_too_long``."""
    name = normal_form(text)
    # Users are found by the search form of their name: one of signs alone would have none.
    if not search_key(name):
        raise ShopError("field_missing", field="name")
    if len(name) > NAME_LIMIT:
        raise ShopError("field_too_long", field="name", limit=NAME_LIMIT, length=len(name))
    return name


def check_password(text: str) -> str:
    """Return the password if it is long enough. Raises ShopError ``password_too_short``."""
    if len(text) < PASSWORD_LEAST:
        raise ShopError("password_too_short", least=PASSWORD_LEAST)
    return text
