"""Settings of the shop, kept as JSON values under stable English keys."""

from __future__ import annotations

import json
import secrets
from typing import Any

from sqlalchemy import Connection, insert, select, update

from bakala_desktop.domain.audit import AuditedObject
from bakala_desktop.domain.canonical import canonical_json
from bakala_desktop.storage.audit_trail import audited
from bakala_desktop.storage.tables import settings


class SettingStore:
    """Finds and keeps settings."""

    def __init__(self, connection: Connection, touched: list[AuditedObject]) -> None:
        self._connection = connection
        self._touched = touched
        self._known: dict[str, str] | None = None

    def find(self, key: str) -> Any | None:
        """Return a setting's value, or None where it was never set."""
        text = self._all().get(key)
        return None if text is None else json.loads(text)

    def _all(self) -> dict[str, str]:
        """All settings, read once a transaction: they are a handful, and a sale asks for five of them."""
        if self._known is None:
            rows = self._connection.execute(select(settings.c.key, settings.c.value))
            self._known = {row.key: row.value for row in rows}
        return self._known

    def put(self, key: str, value: Any) -> None:
        """Set a value of plain JSON types."""
        # A new salt each time: the profile of a natural owner holds the owner's national code.
        row = {"key": key, "value": canonical_json(value), "salt": secrets.token_bytes(16)}
        if key not in self._all():
            self._connection.execute(insert(settings), row)
        else:
            self._connection.execute(update(settings).where(settings.c.key == key), row)
        self._all()[key] = canonical_json(value)
        self._touched.append(audited("settings", row))
