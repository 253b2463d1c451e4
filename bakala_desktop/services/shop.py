"""What every use case is handed: the shop's database, clock, identities, and who is at work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.staff import RIGHTS, Permission, Role, UserId

if TYPE_CHECKING:
    # At run time only once a database is open: a window is painted before SQLAlchemy is loaded.
    from bakala_desktop.storage.unit_of_work import Database, UnitOfWork


class Clock(Protocol):
    """Where time enters."""

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""


class Passwords(Protocol):
    """How passwords are kept (R14)."""

    def hash(self, password: str) -> str:
        """Return what may be stored of a password."""

    def fits(self, kept: str, password: str) -> bool:
        """Tell whether the password is the one that was kept."""


@dataclass(frozen=True, slots=True)
class Session:
    """A user at work, from signing in to signing out."""

    id: UUID
    user_id: UserId
    user_name: str
    role: Role
    must_change_password: bool = False

    def may(self, permission: Permission) -> bool:
        """Tell whether the user has a right: for greying what would be refused."""
        return permission in RIGHTS[self.role]


@dataclass(frozen=True, slots=True)
class Shop:
    """The wired shop. ``place`` names the machine; ``session`` is None before anybody has signed in."""

    database: Database
    clock: Clock
    new_id: Callable[[], UUID]
    passwords: Passwords
    place: str
    session: Session | None = None

    def entered_by(self, session: Session | None) -> Shop:
        """Return the shop as this user sees it."""
        return replace(self, session=session)

    def signed_in(self) -> Session:
        """Return the session. Raises ShopError ``not_signed_in`` or ``password_change_required``."""
        if self.session is None:
            raise ShopError("not_signed_in")
        if self.session.must_change_password:
            raise ShopError("password_change_required", user=self.session.user_name)
        return self.session

    def require(self, permission: Permission) -> Session:
        """Return the session if its user has the right; the check of every use case.

        Raises ShopError ``not_signed_in``, ``password_change_required``, ``not_allowed``.
        """
        session = self.signed_in()
        if not session.may(permission):
            raise ShopError("not_allowed", permission=permission.value, role=session.role.value)
        return session

    def read(self) -> AbstractContextManager[UnitOfWork]:
        """Open a unit of work that only reads."""
        return self.database.read()

    @contextmanager
    def write(self, action: str) -> Iterator[UnitOfWork]:
        """Open a unit of work that writes: all of it with its audit entry, or nothing.

        A user who was disabled meanwhile is refused (ShopError ``user_disabled``), whatever the session says.
        """
        from bakala_desktop.storage.unit_of_work import Author

        user_id = str(self.session.user_id) if self.session else ""
        with self.database.write(action, Author(user_id, self.place, self.clock.now())) as work:
            if self.session:
                user = work.staff.find(self.session.user_id)
                if user is None or user.is_disabled:
                    raise ShopError("user_disabled", user=self.session.user_name)
            yield work
