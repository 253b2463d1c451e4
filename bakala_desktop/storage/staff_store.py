"""Users and their sessions in the database (R14, R16)."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, insert, select, update

from bakala_desktop.domain.audit import AuditedObject
from bakala_desktop.domain.staff import Role, User, UserId
from bakala_desktop.domain.text import search_key
from bakala_desktop.storage.audit_trail import audited
from bakala_desktop.storage.tables import sessions, users


def _to_row(user: User) -> dict[str, Any]:
    return {
        "id": user.id,
        "name": user.name,
        "name_key": search_key(user.name),
        "role": user.role.value,
        "password_hash": user.password_hash,
        "must_change_password": user.must_change_password,
        "is_disabled": user.is_disabled,
        "failed_guesses": user.failed_guesses,
        "locked_until": user.locked_until,
    }


def _from_row(row: Any) -> User:
    return User(
        id=UserId(row.id),
        name=row.name,
        role=Role(row.role),
        password_hash=row.password_hash,
        must_change_password=row.must_change_password,
        is_disabled=row.is_disabled,
        failed_guesses=row.failed_guesses,
        locked_until=row.locked_until,
    )


# Asked at every write: built once, for building a statement costs as much as running it.
_BY_ID = select(users).where(users.c.id == bindparam("wanted"))


class StaffStore:
    """Finds and keeps users, and records their sessions."""

    def __init__(self, connection: Connection, touched: list[AuditedObject]) -> None:
        self._connection = connection
        self._touched = touched

    def find_by_name(self, name: str) -> User | None:
        """Return the user of a name, however it is spelt, or None."""
        row = self._connection.execute(select(users).where(users.c.name_key == search_key(name))).first()
        return _from_row(row) if row else None

    def find(self, user_id: UserId) -> User | None:
        """Return a user, or None."""
        row = self._connection.execute(_BY_ID, {"wanted": user_id}).first()
        return _from_row(row) if row else None

    def list_users(self) -> tuple[User, ...]:
        """Return all users by name."""
        return tuple(map(_from_row, self._connection.execute(select(users).order_by(users.c.name))))

    def count(self) -> int:
        """Return how many users there are."""
        return self._connection.execute(select(func.count()).select_from(users)).scalar_one()

    def add(self, user: User) -> None:
        """Add a user whose name is free."""
        row = {**_to_row(user), "salt": secrets.token_bytes(16)}
        self._connection.execute(insert(users), row)
        self._touched.append(audited("users", row))

    def replace(self, user: User) -> None:
        """Write a changed user."""
        row = _to_row(user)
        self._connection.execute(update(users).where(users.c.id == user.id), row)
        salt = self._connection.execute(select(users.c.salt).where(users.c.id == user.id)).scalar_one()
        self._touched.append(audited("users", {**row, "salt": salt}))

    def open_session(
        self, session_id: UUID, user_id: UserId, kind: str, place: str, address: str, at: datetime
    ) -> None:
        """Record that a user signed in: on which machine, from which address, when."""
        row = {
            "id": session_id,
            "user_id": user_id,
            "kind": kind,
            "place": place,
            "address": address,
            "started_at": at,
            "ended_at": None,
            "salt": secrets.token_bytes(16),
        }
        self._connection.execute(insert(sessions), row)
        self._touched.append(audited("sessions", row))

    def close_session(self, session_id: UUID, at: datetime) -> None:
        """Record that a user signed out."""
        self._connection.execute(update(sessions).where(sessions.c.id == session_id), {"ended_at": at})
        row = self._connection.execute(select(sessions).where(sessions.c.id == session_id)).mappings().one()
        self._touched.append(audited("sessions", row))
