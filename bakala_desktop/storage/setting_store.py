"""Settings of the shop, kept as JSON values under stable English keys."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, insert, select, update

from bakala_desktop.domain.audit import AuditedObject
from bakala_desktop.domain.document import canonical_json
from bakala_desktop.storage.audit_trail import audited
from bakala_desktop.storage.tables import settings


class SettingStore:
    """Finds and keeps settings."""

    def __init__(self, connection: Connection, touched: list[AuditedObject]) -> None:
        self._connection = connection
        self._touched = touched

    def find(self, key: str) -> Any | None:
        """Return a setting's value, or None where it was never set."""
        text = self._connection.execute(select(settings.c.value).where(settings.c.key == key)).scalar()
        return None if text is None else json.loads(text)

    def put(self, key: str, value: Any) -> None:
        """Set a value of plain JSON types."""
        row = {"key": key, "value": canonical_json(value)}
        if self.find(key) is None:
            self._connection.execute(insert(settings), row)
        else:
            self._connection.execute(update(settings).where(settings.c.key == key), {"value": row["value"]})
        self._touched.append(audited("settings", row))
