"""A paper read back: what the file alone says of itself, before it is compared with the record.

Nothing in a file is believed before its seal holds, and nothing of a file that is not ours is unpacked: so bytes that
were made for harm (``verify-pdf`` is given files by anybody) meet a digest and not a parser.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from hashlib import sha256

from bakala_desktop.documents.paper_signature import SignatureFacts, is_signed, read_signature
from bakala_desktop.documents.seal import Verdict, check_seal
from bakala_desktop.domain.canonical import digest_of

LARGEST_SNAPSHOT = 64 << 20
"""Most bytes that a snapshot may unpack to; one of 10,000 lines has some 3 million."""

_HEAD = b"%PDF-"
_HEAD_WITHIN = 1024
"""Readers let so many bytes go before the head of a PDF."""

_ATTACHED = re.compile(rb"/Length (\d{1,10})/Type/EmbeddedFile/Subtype/application#2Fjson[^\n]{0,400}\nstream\n")
_MOST_ATTACHED = 100_000

FINDINGS = frozenset(
    {
        "paper_not_pdf",
        "paper_foreign",
        "paper_altered",
        "paper_extended",
        "signature_broken",
        "signature_certificate_expired",
        "signature_certificate_not_yet_valid",
    }
)
"""What may be found, each with a sentence of its own.

``paper_foreign`` has no seal of ours; ``paper_altered`` does not match its seal; ``paper_extended`` does, but bytes
that are no signature follow; ``signature_broken`` is not whole or does not cover all other bytes; the last two are
signatures that are whole but were made outside the validity of their certificate.
"""


@dataclass(frozen=True, slots=True)
class PaperFile:
    """What a file says of itself. ``digest`` is the SHA-256 of the whole file, in hex.

    ``snapshots`` are the documents in it, in their order; a report has none. With findings nothing else is proven:
    snapshots may then say which paper this claims to be, and no more.
    """

    findings: tuple[str, ...]
    digest: str
    snapshots: tuple[str, ...] = ()
    signature: SignatureFacts | None = None

    @property
    def snapshot(self) -> str | None:
        """The document, where there is exactly one."""
        return self.snapshots[0] if len(self.snapshots) == 1 else None

    @property
    def snapshot_digest(self) -> str | None:
        """The SHA-256 of the document, in hex, as the record and the QR have it."""
        return None if self.snapshot is None else digest_of(self.snapshot)


def read_paper(pdf: bytes) -> PaperFile:
    """Read a file. Never raises, whatever the bytes are."""
    digest = sha256(pdf).hexdigest()
    seal = check_seal(pdf)
    if seal.verdict is Verdict.ABSENT:
        return PaperFile(("paper_foreign" if _HEAD in pdf[:_HEAD_WITHIN] else "paper_not_pdf",), digest)
    if seal.verdict is Verdict.BROKEN:
        return PaperFile(("paper_altered",), digest, _snapshots(pdf))
    snapshots = _snapshots(pdf[: seal.length])
    if seal.verdict is Verdict.INTACT:
        return PaperFile((), digest, snapshots)
    if not is_signed(pdf, seal.length):
        return PaperFile(("paper_extended",), digest, snapshots)
    signature = read_signature(pdf, seal.length)
    return PaperFile(_of_signature(signature), digest, snapshots, signature)


def _of_signature(signature: SignatureFacts | None) -> tuple[str, ...]:
    if signature is None:
        return ("signature_broken",)
    if signature.was_expired:
        return ("signature_certificate_expired",)
    return ("signature_certificate_not_yet_valid",) if signature.was_early else ()


def _snapshots(pdf: bytes) -> tuple[str, ...]:
    """Return the JSON files attached, in the form in which ``metadata`` writes them; of damaged ones none."""
    found = []
    room = LARGEST_SNAPSHOT
    for place, _ in zip(_ATTACHED.finditer(pdf), range(_MOST_ATTACHED), strict=False):
        unpacking = zlib.decompressobj()
        try:
            data = unpacking.decompress(pdf[place.end() : place.end() + int(place[1])], room + 1)
            text = data.decode("utf-8")
        except (zlib.error, UnicodeDecodeError):
            return ()
        room -= len(data)
        if room < 0 or not unpacking.eof:
            return ()
        found.append(text)
    return tuple(found)
