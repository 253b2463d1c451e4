"""Proving that the books are whole: database, document numbers, sums, and the audit chain (R03, R16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bakala_desktop.domain.audit import GENESIS
from bakala_desktop.domain.staff import Permission
from bakala_desktop.services.shop import Shop
from bakala_desktop.storage import audit_trail, proof_queries, sqlite, trail_proof
from bakala_desktop.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold: a stable code and where."""

    code: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proof:
    """What ``verify`` found. ``head``, the chain's last link, may be kept elsewhere and given to a later ``verify``."""

    findings: tuple[Finding, ...]
    head: str
    entries: int
    documents: int

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return not self.findings


def verify_shop(shop: Shop, head: str | None = None) -> Proof:
    """Check everything that must hold. ``head`` is a link noted earlier, which the chain must still contain."""
    shop.require(Permission.VERIFY)
    with shop.read() as work:
        findings = tuple(_findings(work, head))
        return Proof(
            findings,
            audit_trail.head(work.connection),
            audit_trail.count_entries(work.connection),
            work.documents.count(),
        )


def _findings(work: UnitOfWork, head: str | None) -> Iterator[Finding]:
    connection = work.connection
    damage = sqlite.list_damage(connection)
    for text in damage or sqlite.list_broken_references(connection):
        yield Finding("database_damaged", {"detail": text})
    if damage:
        return  # What is read from a damaged file proves nothing, if it can be read at all.
    yield from (Finding("serial_missing", {"serial": str(gap)}) for gap in work.documents.list_gaps())
    yield from (Finding("serial_counter_lags", {"serial": s}) for s in proof_queries.counters_that_lag(connection))
    yield from (Finding("order_sums_wrong", {"order": o}) for o in proof_queries.orders_with_wrong_sums(connection))
    yield from (Finding("order_not_settled", {"order": o}) for o in proof_queries.orders_not_settled(connection))
    yield from (Finding("stock_moves_differ", {"sku": s}) for s in proof_queries.goods_with_wrong_moves(connection))
    yield from (Finding("document_differs", {"serial": s}) for s in proof_queries.documents_that_differ(connection))
    yield from (
        Finding("document_order_differs", {"serial": str(found.serial), "before": str(found.before)})
        for found in trail_proof.documents_out_of_place(connection)
    )
    yield from (
        Finding("print_count_differs", {"serial": str(found.serial), "counted": found.counted, "told": found.told})
        for found in trail_proof.prints_that_differ(connection)
    )
    yield from (Finding("audit_chain_broken", {"entry": seq}) for seq in audit_trail.broken_entries(connection))
    yield from (
        Finding("audit_object_altered", {"kind": kind, "id": object_id})
        for kind, object_id in audit_trail.altered_objects(connection)
    )
    if head and head != GENESIS and not audit_trail.contains(connection, head.strip().lower()):
        yield Finding("audit_head_unknown", {"head": head[:80]})
