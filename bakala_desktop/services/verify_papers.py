"""Proving a paper: whether a PDF file is as it left the program, and whether it agrees with the record (R03, R04)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from bakala_desktop.domain.canonical import digest_of
from bakala_desktop.domain.certificate import Certificate
from bakala_desktop.domain.document import DocumentKind, LinkKind
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.snapshot import Document, from_json
from bakala_desktop.domain.staff import Permission
from bakala_desktop.services.shop import Shop
from bakala_desktop.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from bakala_desktop.documents.paper_file import PaperFile


UNKNOWN, DIFFERS, NOT_RECORDED, NO_DOCUMENT = (
    "paper_unknown",
    "paper_differs",
    "paper_not_recorded",
    "paper_no_document",
)
RECORD_FINDINGS = frozenset({UNKNOWN, DIFFERS, NOT_RECORDED, NO_DOCUMENT})
"""What only the record can tell: no such document, another document, a file that was never written here, and a file
in which there is nothing to look up: anybody can seal such a one, and it proves nothing."""


@dataclass(frozen=True, slots=True)
class PaperFinding:
    """Something that does not hold, and of which document where it is of one alone."""

    code: str
    serial: str = ""


class PaperState(StrEnum):
    """How a document stands in the record today; a sound paper of a cancelled invoice is still cancelled.

    Of a changed invoice goods came back or were corrected since; a changed certificate bears an invoice that was
    returned, corrected or cancelled after its issue, so that a new one is due. An unknown document is not in the
    record.
    """

    IN_FORCE = "in_force"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    REPLACED = "replaced"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SignedBy:
    """Whose certificate signed the file, and when by the signer's own word."""

    subject: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PaperProof:
    """What was found on a file.

    ``states`` has one for each of the ``serials``, and is None where there was no record to compare them with.
    """

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
    with shop.read() as work:
        pairs = zip(documents, file.snapshots, strict=True)
        states = tuple(_compare(work, document, snapshot, findings) for document, snapshot in pairs)
        if not findings and not work.documents.list_of_file(file.digest):
            findings.append(PaperFinding(NOT_RECORDED if documents else NO_DOCUMENT))
    return _proof(file, documents, tuple(findings), states)


def _read(pdf: bytes) -> tuple[PaperFile, tuple[Document, ...]]:
    from bakala_desktop.documents.paper_file import read_paper

    file = read_paper(pdf)
    try:
        return file, tuple(map(from_json, file.snapshots))
    except ValueError:
        # A seal can be made by anybody; what lies under it need not be a document of ours.
        return type(file)((*file.findings, "paper_altered"), file.digest, (), file.signature), ()


def _compare(work: UnitOfWork, document: Document, snapshot: str, findings: list[PaperFinding]) -> PaperState:
    serial = document.serial
    try:
        known = work.documents.get(serial)
    except ShopError:
        findings.append(PaperFinding(UNKNOWN, str(serial)))
        return PaperState.UNKNOWN
    if known.digest != digest_of(snapshot):
        findings.append(PaperFinding(DIFFERS, str(serial)))
    return _state(work, known.document)


def _state(work: UnitOfWork, document: Document) -> PaperState:
    if document.kind is DocumentKind.INVOICE:
        chain = work.documents.get_chain(document.serial)
        return PaperState.CANCELLED if chain.is_cancelled else _changed_if(bool(chain.changes))
    if work.documents.links_to(document.id, LinkKind.REPLACES):
        return PaperState.REPLACED
    if isinstance(document, Certificate):
        return _changed_if(work.documents.is_changed_since(document.id))
    return PaperState.IN_FORCE


def _changed_if(is_changed: bool) -> PaperState:
    return PaperState.CHANGED if is_changed else PaperState.IN_FORCE


def _proof(
    file: PaperFile,
    documents: tuple[Document, ...],
    findings: tuple[PaperFinding, ...],
    states: tuple[PaperState, ...] | None,
) -> PaperProof:
    signature = file.signature
    signed_by = SignedBy(signature.certificate.subject, signature.signed_at) if signature else None
    return PaperProof(findings, file.digest, tuple(document.serial for document in documents), signed_by, states)
