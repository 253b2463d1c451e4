"""The shop's digital signature: read from a PKCS#12 file once, kept in memory, put on many papers.

The private key lives in a ``Signer`` alone; nothing here writes it anywhere. The libraries are loaded when the first
file is read and the first paper is signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.serialization import Encoding

from bakala_desktop.documents.seal import Verdict, check_seal
from bakala_desktop.documents.signing_certificate import SigningCertificate
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import shop_day

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

LARGEST_FILE = 1 << 18
"""Most bytes of a PKCS#12 file: a key and a few certificates are some thousands."""

_LEAST_RSA_BITS = 2048


class Signer:
    """A private key that is held, its certificate, and the certificates above it that go into each signature."""

    def __init__(
        self,
        key: RSAPrivateKey | EllipticCurvePrivateKey,
        certificate: x509.Certificate,
        chain: Sequence[x509.Certificate],
    ) -> None:
        self.certificate = SigningCertificate.of(certificate)
        self._key = key
        self._certificates = [one.public_bytes(Encoding.DER) for one in (certificate, *chain)]

    @property
    def subject(self) -> str:
        """Whom the certificate names."""
        return self.certificate.subject

    @property
    def issuer(self) -> str:
        """Who vouches for the name."""
        return self.certificate.issuer

    @property
    def valid_from(self) -> datetime:
        """The first moment of the certificate's validity."""
        return self.certificate.valid_from

    @property
    def valid_to(self) -> datetime:
        """The last moment of the certificate's validity."""
        return self.certificate.valid_to

    def check(self, at: datetime) -> None:
        """Raise ShopError ``signing_certificate_expired`` or ``signing_certificate_not_yet_valid`` for an instant."""
        if at > self.certificate.valid_to:
            raise ShopError("signing_certificate_expired", last_day=shop_day(self.certificate.valid_to))
        if at < self.certificate.valid_from:
            raise ShopError("signing_certificate_not_yet_valid", first_day=shop_day(self.certificate.valid_from))

    def container(self, digest: bytes) -> bytes:
        """Return the container, in DER, that signs a SHA-256 digest."""
        from bakala_desktop.documents.cms_form import build, signature, to_be_signed

        signed = signature(self._key, to_be_signed(digest, self._certificates))
        return build(digest, self._certificates, signed)

    @cached_property
    def longest(self) -> int:
        """The most bytes that a container of this signer takes."""
        from bakala_desktop.documents.cms_form import build, longest_signature

        return len(build(bytes(32), self._certificates, bytes(longest_signature(self._key))))


def load_signer(pkcs12: bytes, passphrase: str, now: datetime) -> Signer:
    """Read key and certificates from a PKCS#12 file (.p12, .pfx).

    Raises ShopError ``signing_file_unreadable`` (no such file, or of a kind that is not known),
    ``signing_passphrase_wrong`` (or the file is damaged), ``signing_key_missing`` (no private key, no certificate, or
    they do not belong together), ``signing_certificate_unsuitable`` (reason ``key_kind``, ``key_short`` or
    ``key_usage``), ``signing_certificate_expired`` (last_day), ``signing_certificate_not_yet_valid`` (first_day).
    """
    key, certificate, chain = _opened(pkcs12, passphrase)
    if key is None or certificate is None or key.public_key() != certificate.public_key():
        raise ShopError("signing_key_missing")
    _check_key(key)
    _check_usage(certificate)
    try:
        signer = Signer(key, certificate, chain)
    except ValueError as error:
        raise ShopError("signing_file_unreadable") from error
    signer.check(now)
    return signer


def sign(pdf: bytes, signer: Signer, at: datetime, reason: str = "") -> bytes:
    """Return a sealed paper with a PAdES-B-B signature appended; its own bytes come first, unchanged.

    The signature is invisible: paper and picture stay as they were sealed. ``at`` is the time that it names. Raises
    ShopError ``signing_certificate_expired``, ``signing_certificate_not_yet_valid``; ValueError for a file whose seal
    does not hold or that is signed already.
    """
    from bakala_desktop.documents.pades import append_signature

    signer.check(at)
    if check_seal(pdf).verdict is not Verdict.INTACT:
        raise ValueError("only a sealed paper is signed, and once")
    return append_signature(pdf, at, reason, signer.longest, signer.container)


def _opened(pkcs12: bytes, passphrase: str) -> tuple[Any, Any, list[Any]]:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import pkcs12 as container

    if not _is_pkcs12(pkcs12):
        raise ShopError("signing_file_unreadable")
    try:
        return container.load_key_and_certificates(pkcs12, passphrase.encode())
    except UnsupportedAlgorithm as error:
        raise ShopError("signing_file_unreadable") from error
    except (ValueError, TypeError) as error:
        # What is checked first is a code over the file under the passphrase: either may be at fault.
        raise ShopError("signing_passphrase_wrong") from error


def _is_pkcs12(data: bytes) -> bool:
    from asn1crypto.pkcs12 import Pfx

    try:
        return len(data) <= LARGEST_FILE and Pfx.load(data, strict=True)["version"].native == "v3"
    except (ValueError, TypeError, KeyError):
        return False


def _check_key(key: Any) -> None:
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, SECP384R1, SECP521R1, EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    if isinstance(key, RSAPrivateKey):
        if key.key_size < _LEAST_RSA_BITS:
            raise ShopError("signing_certificate_unsuitable", reason="key_short", bits=key.key_size)
    elif not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1 | SECP384R1 | SECP521R1):
        raise ShopError("signing_certificate_unsuitable", reason="key_kind")


def _check_usage(certificate: x509.Certificate) -> None:
    """Refuse a certificate whose issuer allows it other things than signing (RFC 5280, 4.2.1.3)."""
    from cryptography import x509

    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    except ValueError as error:
        raise ShopError("signing_file_unreadable") from error
    if not (usage.digital_signature or usage.content_commitment):
        raise ShopError("signing_certificate_unsuitable", reason="key_usage")
