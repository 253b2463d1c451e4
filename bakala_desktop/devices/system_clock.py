"""The clock and the identities of the running program."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from uuid import UUID

from bakala_desktop.domain.ids import uuid7


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the instant, in UTC."""
        return datetime.now(UTC)


def new_id() -> UUID:
    """Return a fresh UUIDv7."""
    return uuid7(time.time_ns() // 1_000_000, os.urandom(10))
