"""Proving a paper: whether a PDF file is as it left the program, and whether it agrees with the record (R03, R04)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from bakala_desktop.domain.document import DocumentKind, LinkKind
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.snapshot import Document, digest_of, from_json
from bakala_desktop.domain.staff import Permission
from bakala_desktop.services.shop import Shop
from bakala_desktop.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from bakala_desktop.documents.paper_file import PaperFile


UNKNOWN, DIFFERS, NOT_RECORDED = "paper_unknown", "paper_differs", "paper_not_recorded"
RECORD_FINDINGS = frozenset({UNKNOWN, DIFFERS, NOT_RECORDED})
"""What only the record can tell: no such document, another document, a file that was never written here."""


@dataclass(frozen=True, slots=True)
class PaperFinding:
    """Something that does not hold, and of which document where it is of one alone."""

    code: str
    serial: str = ""


class PaperState(StrEnum):
    """How a document stands in the record today; a sound paper of a cancelled invoice is still cancelled."""

    IN_FORCE = "in_force"
    CANCELLED = "cancelled"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class SignedBy:
    """Whose certificate signed the file, and when by the signer's own word."""

    subject: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PaperProof:
    """What was found on a file. ``states`` is None where there was no record to compare it with."""

    findings: tuple[PaperFinding, ...]
    sha256: str
    serials: tuple[Serial, ...]
    signed_by: SignedBy | None
    states: tuple[PaperState, ...] | None

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return not self.findings


def inspect_paper(pdf: bytes) -> PaperProof:
    """Say what the file alone proves: that no byte of it was changed since it was written."""
    file, documents = _read(pdf)
    return _proof(file, documents, tuple(PaperFinding(code) for code in file.findings), None)


def verify_paper(shop: Shop, pdf: bytes) -> PaperProof:
    """Say too whether the file is one that this shop wrote, and whether its documents are those of the record."""
    shop.require(Permission.PRINT_DOCUMENTS)
    file, documents = _read(pdf)
    findings = [PaperFinding(code) for code in file.findings]
    states: list[PaperState] = []
    with shop.read() as work:
        for document, snapshot in zip(documents, file.snapshots, strict=True):
            state = _compare(work, document, snapshot, findings)
            states += [state] if state else []
        if documents and not findings and not work.documents.has_file(file.digest):
            findings.append(PaperFinding(NOT_RECORDED))
    return _proof(file, documents, tuple(findings), tuple(states))


def _read(pdf: bytes) -> tuple[PaperFile, tuple[Document, ...]]:
    from bakala_desktop.documents.paper_file import read_paper

    file = read_paper(pdf)
    try:
        return file, tuple(map(from_json, file.snapshots))
    except ValueError:
        # A seal can be made by anybody; what lies under it need not be a document of ours.
        return type(file)((*file.findings, "paper_altered"), file.digest, (), file.signature), ()


def _compare(work: UnitOfWork, document: Document, snapshot: str, findings: list[PaperFinding]) -> PaperState | None:
    serial = document.serial
    try:
        known = work.documents.get(serial)
    except ShopError:
        findings.append(PaperFinding(UNKNOWN, str(serial)))
        return None
    if known.digest != digest_of(snapshot):
        findings.append(PaperFinding(DIFFERS, str(serial)))
    return _state(work, known.document)


def _state(work: UnitOfWork, document: Document) -> PaperState:
    if document.kind is DocumentKind.INVOICE and work.documents.get_chain(document.serial).is_cancelled:
        return PaperState.CANCELLED
    is_replaced = bool(work.documents.links_to(document.id, LinkKind.REPLACES))
    return PaperState.REPLACED if is_replaced else PaperState.IN_FORCE


def _proof(
    file: PaperFile,
    documents: tuple[Document, ...],
    findings: tuple[PaperFinding, ...],
    states: tuple[PaperState, ...] | None,
) -> PaperProof:
    signature = file.signature
    signed_by = SignedBy(signature.certificate.subject, signature.signed_at) if signature else None
    return PaperProof(findings, file.digest, tuple(document.serial for document in documents), signed_by, states)
