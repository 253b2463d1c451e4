"""How domain values lie in columns, the same on every engine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(instant: datetime) -> int:
    """Return the microseconds since 1970-01-01 UTC of an aware instant, exactly."""
    return (instant - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return the aware UTC instant."""
    return _EPOCH + micros * _MICROSECOND


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant as microseconds since 1970: exact, sortable, and of no zone to be mistaken for."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:
        """Store an instant."""
        return None if value is None else to_micros(value)

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:
        """Load an instant."""
        return None if value is None else from_micros(value)
