"""The audit trail: one entry a committed write, in a hash chain over values (design.md, rule 8).

An entry holds no personal data: of each object that was written it keeps a digest salted with a value that lies in the
object's own row. Erasing a person removes row and salt, and the chain still verifies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditedObject:
    """One object that a write touched: its kind (a table's name), its id and the salted digest of its new values."""

    kind: str
    id: str
    digest: str


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what, when and where. ``at`` is a UTC instant as text; ``objects_digest`` covers the objects in order."""

    seq: int
    at: str
    user_id: str
    place: str
    action: str
    objects_digest: str
    previous: str

    @property
    def hash(self) -> str:
        """The link of the chain: it covers every value of the entry and the link before it."""
        parts = (
            self.previous,
            str(self.seq),
            self.at,
            self.user_id,
            self.place,
            self.action,
            self.objects_digest,
        )
        return sha256("\x1f".join(parts).encode()).hexdigest()


def salted_digest(salt: bytes, text: str) -> str:
    """Return the digest of an object's canonical text under its salt."""
    return sha256(salt + text.encode()).hexdigest()


def digest_of_objects(objects: Sequence[AuditedObject]) -> str:
    """Return the digest over the objects of one write, in order."""
    whole = sha256()
    for item in objects:
        whole.update(f"{item.kind}\x1f{item.id}\x1f{item.digest}\x1e".encode())
    return whole.hexdigest()
