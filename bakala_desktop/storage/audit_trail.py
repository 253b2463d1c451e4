"""Writing and checking the audit chain in the database; what an entry is stands in ``domain/audit.py``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, func, insert, select

from bakala_desktop.domain.audit import GENESIS, AuditedObject, AuditEntry, digest_of_objects, salted_digest
from bakala_desktop.domain.canonical import canonical_json
from bakala_desktop.storage import bulk
from bakala_desktop.storage.column_types import to_micros
from bakala_desktop.storage.tables import (
    audit_entries,
    audit_objects,
    customers,
    document_files,
    documents,
    order_lines,
    orders,
    products,
    sessions,
    settings,
    tenders,
    users,
)

_UNAUDITED = {"pk", "salt", "stock_e8", "prints", "receipts", "failed_guesses", "locked_until"}
"""Columns that are no value of the object itself: its place, its salt, counters that change without a decision."""

AUDITED: dict[str, tuple[Table, str]] = {
    table.name: (table, key)
    for table, key in (
        (users, "id"),
        (sessions, "id"),
        (settings, "key"),
        (products, "id"),
        (customers, "id"),
        (orders, "id"),
        (documents, "id"),
        (document_files, "id"),
    )
}
"""Kinds of audited objects: their table and the column that identifies them."""

_PARTS = {"orders": (order_lines, tenders)}
"""Tables whose rows are part of an object of another table."""


TOMBSTONE = ""
"""What the trail keeps of an object that was removed by right."""


def _columns(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns if column.name not in _UNAUDITED)


COLUMNS = {table.name: _columns(table) for table in (*(t for t, _ in AUDITED.values()), order_lines, tenders)}


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return to_micros(value)
    return value


def _row(table: str, values: Mapping[Any, Any]) -> list[object]:
    found = [values.get(column) for column in COLUMNS[table]]
    # An import asks this for every value of 100,000 rows: most are what JSON takes as it is.
    return [value if type(value) in _JSON_TYPES else _plain(value) for value in found]


_JSON_TYPES = frozenset({str, int, bool, type(None)})


def object_text(kind: str, values: Mapping[Any, Any], parts: Mapping[str, Iterable[Mapping[Any, Any]]]) -> str:
    """Return the canonical text of an audited row with the rows that are part of it."""
    whole = [_row(kind, values), *([_row(name, row) for row in parts[name]] for name in sorted(parts))]
    return canonical_json(whole)


def audited(
    kind: str, values: Mapping[Any, Any], parts: Mapping[str, Iterable[Mapping[Any, Any]]] | None = None
) -> AuditedObject:
    """Return what the trail keeps of a row that was just written: kind, id and salted digest."""
    object_id = str(_plain(values[AUDITED[kind][1]]))
    text = object_text(kind, values, parts or {})
    return AuditedObject(kind, object_id, salted_digest(values.get("salt") or b"", text))


def append_entry(
    connection: Connection,
    at: datetime,
    user_id: str,
    place: str,
    action: str,
    objects: Sequence[AuditedObject],
) -> None:
    """Append one entry to the chain, inside the write's own transaction."""
    last = connection.execute(_LAST).first()
    entry = AuditEntry(
        seq=last.seq + 1 if last else 1,
        at=at.astimezone(UTC).isoformat(),
        user_id=user_id,
        place=place,
        action=action,
        objects_digest=digest_of_objects(objects),
        previous=last.hash if last else GENESIS,
    )
    connection.execute(insert(audit_entries), {**asdict(entry), "hash": entry.hash})
    bulk.insert_rows(
        connection,
        audit_objects,
        [
            {"seq": entry.seq, "position": n, "kind": o.kind, "object_id": o.id, "digest": o.digest}
            for n, o in enumerate(objects)
        ],
    )


_LAST = select(audit_entries.c.seq, audit_entries.c.hash).order_by(audit_entries.c.seq.desc()).limit(1)


def head(connection: Connection) -> str:
    """Return the chain's last link, or the genesis of an empty one."""
    last = connection.execute(_LAST).first()
    return last.hash if last else GENESIS


def broken_entries(connection: Connection) -> Iterator[int]:
    """Yield the seq of each entry whose link, order or objects do not agree with what is stored."""
    previous, expected = GENESIS, 1
    digests = _digests_of_objects(connection)
    for row in connection.execute(select(audit_entries).order_by(audit_entries.c.seq)).all():
        digest = digests.pop(row.seq, _NO_OBJECTS)
        entry = AuditEntry(row.seq, row.at, row.user_id, row.place, row.action, digest, row.previous)
        told = (row.seq, row.previous, row.objects_digest, row.hash)
        if told != (expected, previous, digest, entry.hash):
            yield row.seq
        previous, expected = row.hash, row.seq + 1
    yield from digests


def _digests_of_objects(connection: Connection) -> dict[int, str]:
    """Return the digest over the objects of each entry that has any, in one query instead of one an entry."""
    rows = connection.execute(select(audit_objects).order_by(audit_objects.c.seq, audit_objects.c.position))
    return {
        seq: digest_of_objects([AuditedObject(o.kind, o.object_id, o.digest) for o in own])
        for seq, own in groupby(rows, key=lambda row: row.seq)
    }


_NO_OBJECTS = digest_of_objects(())


def altered_objects(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield kind and id of each object whose row is missing, unknown to the trail, or not what it last said."""
    for kind, (table, key) in AUDITED.items():
        told = _last_digests(connection, kind)
        parts = _all_parts(connection, kind)
        for row in connection.execute(select(table)).mappings():
            own = {name: rows.get(row[key], []) for name, rows in parts.items()}
            item = audited(kind, row, own)
            if told.pop(item.id, None) != item.digest:
                yield kind, item.id
        yield from ((kind, object_id) for object_id, digest in told.items() if digest != TOMBSTONE)


def _last_digests(connection: Connection, kind: str) -> dict[str, str]:
    rows = connection.execute(
        select(audit_objects.c.object_id, audit_objects.c.digest)
        .where(audit_objects.c.kind == kind)
        .order_by(audit_objects.c.seq, audit_objects.c.position)
    )
    return {row.object_id: row.digest for row in rows}


def _all_parts(connection: Connection, kind: str) -> dict[str, dict[UUID, list[Mapping[Any, Any]]]]:
    parts: dict[str, dict[UUID, list[Mapping[Any, Any]]]] = {}
    for table in _PARTS.get(kind, ()):
        grouped: dict[UUID, list[Mapping[Any, Any]]] = {}
        for row in connection.execute(select(table).order_by(*table.primary_key.columns)).mappings():
            grouped.setdefault(row["order_id"], []).append(row)
        parts[table.name] = grouped
    return parts


def count_entries(connection: Connection) -> int:
    """Return how many entries the chain has."""
    return connection.execute(select(func.count()).select_from(audit_entries)).scalar_one()


def contains(connection: Connection, link: str) -> bool:
    """Tell whether a link is in the chain."""
    found = connection.execute(select(audit_entries.c.seq).where(audit_entries.c.hash == link)).first()
    return found is not None
