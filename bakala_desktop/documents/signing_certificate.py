"""Whom a signing certificate (X.509) names, who vouches for it, and when it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from bakala_desktop.domain.text import strip_controls


@dataclass(frozen=True, slots=True)
class SigningCertificate:
    """What the settings page and ``verify-pdf`` show. Both ends of the validity are included; ``fingerprint`` is the
    SHA-256 of the certificate in hex.

    ``is_self_made`` tells that the certificate names itself as its issuer: nobody else vouches for the name.
    """

    subject: str
    issuer: str
    valid_from: datetime
    valid_to: datetime
    fingerprint: str
    is_self_made: bool

    @classmethod
    def of(cls, certificate: x509.Certificate) -> SigningCertificate:
        """Take the facts from a certificate. Raises ValueError where a name in it cannot be read."""
        return cls(
            subject=_name(certificate.subject),
            issuer=_name(certificate.issuer),
            valid_from=certificate.not_valid_before_utc,
            valid_to=certificate.not_valid_after_utc,
            fingerprint=certificate.fingerprint(SHA256()).hex(),
            is_self_made=certificate.subject == certificate.issuer,
        )


def _name(name: x509.Name) -> str:
    """Return the common name, else the organisation's, else the whole name."""
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for attribute in name.get_attributes_for_oid(kind):
            value = attribute.value
            return strip_controls(value if isinstance(value, str) else value.decode(errors="replace"))
    return strip_controls(name.rfc4514_string())
