"""One transaction: what it may touch, what it leaves in the audit trail, and how it ends.

Every writing unit of work begins with BEGIN IMMEDIATE, so that tills wait for each other instead of failing, and ends
with an audit entry in the same commit.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine

from bakala_desktop.domain.audit import AuditedObject
from bakala_desktop.storage import audit_trail, schema, sqlite
from bakala_desktop.storage.backup import DatabaseFile
from bakala_desktop.storage.catalog_store import ProductStore
from bakala_desktop.storage.customer_store import CustomerStore
from bakala_desktop.storage.order_store import OrderStore
from bakala_desktop.storage.setting_store import SettingStore
from bakala_desktop.storage.staff_store import StaffStore

if TYPE_CHECKING:
    from bakala_desktop.storage.document_store import DocumentStore


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, where and when; ``user_id`` is "" for the program itself."""

    user_id: str
    place: str
    at: datetime


class UnitOfWork:
    """The stores of one transaction. They share its connection and its list of audited objects."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.touched: list[AuditedObject] = []
        self.products = ProductStore(connection, self.touched)
        self.customers = CustomerStore(connection, self.touched)
        self.orders = OrderStore(connection, self.touched)
        self.settings = SettingStore(connection, self.touched)
        self.staff = StaffStore(connection, self.touched)

    @cached_property
    def documents(self) -> DocumentStore:
        """The issued documents. Their store comes with the first of them: a sign-in asks for none."""
        from bakala_desktop.storage.document_store import DocumentStore

        return DocumentStore(self.connection, self.touched)


class Database:
    """An open database. Safe to use from several threads; each unit of work has a connection of its own.

    ``kept`` holds what use cases made of a stored value and would be dear to make again, beside that value.
    """

    def __init__(self, engine: Engine, file: DatabaseFile) -> None:
        self._engine = engine
        self.file = file
        self.kept: dict[str, tuple[object, Any]] = {}

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """Read one consistent state; nothing that is done inside is kept.

        Raises ShopTrouble where the engine fails.
        """
        with sqlite.translated(), self._engine.connect() as connection:
            yield UnitOfWork(connection)

    @contextmanager
    def write(self, action: str, author: Author) -> Iterator[UnitOfWork]:
        """Change the database: all of it and its audit entry, or nothing.

        ``action`` names the use case, in English. Raises ShopTrouble where the engine fails.
        """
        with sqlite.translated(), self._engine.connect() as connection:
            connection = connection.execution_options(**{sqlite.WRITING: True})
            with connection.begin():
                work = UnitOfWork(connection)
                yield work
                audit_trail.append_entry(connection, author.at, author.user_id, author.place, action, work.touched)

    def bring_up_to_date(self, now: datetime) -> None:
        """Migrate what an older copy brought back. Raises ShopTrouble ``database_newer``."""
        schema.upgrade(self._engine, self.file.path, now)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()
