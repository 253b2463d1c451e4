"""The digital signature of a paper, read back from the file alone.

A signature proves that the holder of the certificate's key signed these bytes. Whether the name in the certificate is
the shop's is told by who issued it, or by comparing the certificate's fingerprint with the shop's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bakala_desktop.documents.signing_certificate import SigningCertificate

MOST_APPENDED = 1 << 20
"""Most bytes that a signature may append to a paper; ours take some thousands."""

_PLACE = re.compile(rb"/Contents <((?:[0-9A-F]{2})+)>\s*/ByteRange \[0 (\d+) (\d+) (\d+)\]")
_TRACE = b"/ByteRange"


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """A signature that is whole and covers every byte of its file. ``signed_at`` is the signer's own word."""

    certificate: SigningCertificate
    signed_at: datetime
    reason: str

    @property
    def was_expired(self) -> bool:
        """Whether the certificate had run out when it signed; what was signed before then stays good."""
        return self.signed_at > self.certificate.valid_to

    @property
    def was_early(self) -> bool:
        """Whether the certificate was not yet valid when it signed."""
        return self.signed_at < self.certificate.valid_from


def is_signed(pdf: bytes, length: int) -> bool:
    """Tell whether what stands behind the first ``length`` bytes looks like a signature, whole or broken."""
    return 0 < len(pdf) - length <= MOST_APPENDED and pdf.find(_TRACE, length) >= 0


def read_signature(pdf: bytes, length: int) -> SignatureFacts | None:
    """Return what the signature appended to the first ``length`` bytes says; None where anything at all is wrong.

    It must be the only one, in the very form that papers have, and cover all bytes but its own container.
    """
    try:
        return _read(pdf, length)
    except Exception:  # Whatever bytes made for harm bring the libraries to raise, it means the same.
        return None


def _read(pdf: bytes, length: int) -> SignatureFacts:
    from cryptography.x509 import load_der_x509_certificate

    from bakala_desktop.documents.cms_form import read
    from bakala_desktop.documents.pades import read_update

    (place,) = _PLACE.finditer(pdf, length)
    start, end = place.start(1) - 1, place.end(1) + 1
    if tuple(map(int, place.group(2, 3, 4))) != (start, end, len(pdf) - end):
        raise ValueError("the signature does not cover the rest of the file")
    covered = sha256(memoryview(pdf)[:start])
    covered.update(memoryview(pdf)[end:])
    certificate = read(_unpadded(bytes.fromhex(place[1].decode("ascii"))), covered.digest())
    signed_at, reason = read_update(pdf, start, end)
    return SignatureFacts(SigningCertificate.of(load_der_x509_certificate(certificate)), signed_at, reason)


def _unpadded(contents: bytes) -> bytes:
    """Return the container in a field that is filled up with zeros. Raises ValueError for other filling."""
    from asn1crypto.parser import peek

    size = peek(contents)
    if any(contents[size:]):
        raise ValueError("something stands behind the container")
    return contents[:size]
