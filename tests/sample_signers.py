"""Self-made certificates in PKCS#12 files, and small sealed papers to sign: invented, made once a run, kept nowhere."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

from bakala_desktop.documents.about import About, Attachment
from bakala_desktop.documents.page import Paper

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
PASSPHRASE = "گذرواژهٔ آزمون ۱۲۳"
SNAPSHOT = '{"title":"کالای آزمون","version":2}'
SHOP = "فروشگاه آزمون"
SINCE, UNTIL = datetime(2026, 3, 21, tzinfo=UTC), datetime(2027, 3, 20, 23, 59, 59, tzinfo=UTC)

KINDS = {
    "rsa": lambda: rsa.generate_private_key(65537, 2048),
    "rsa1024": lambda: rsa.generate_private_key(65537, 1024),
    "ec": lambda: ec.generate_private_key(ec.SECP256R1()),
    "ec384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "koblitz": lambda: ec.generate_private_key(ec.SECP256K1()),
    "ed25519": ed25519.Ed25519PrivateKey.generate,
    "dsa": lambda: dsa.generate_private_key(2048),
}


@dataclass(frozen=True)
class Made:
    """A key, its certificate, and those above it."""

    key: object
    certificate: x509.Certificate
    above: tuple[x509.Certificate, ...] = ()

    def pkcs12(self, passphrase: str = PASSPHRASE, *, with_key: bool = True, with_certificate: bool = True) -> bytes:
        return serialize_key_and_certificates(
            b"shop",
            self.key if with_key else None,
            self.certificate if with_certificate else None,
            self.above or None,
            BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption(),
        )


@lru_cache
def key_of(kind: str, number: int = 0) -> object:
    """A private key; another ``number`` is another key."""
    return KINDS[kind]()


@lru_cache
def made(
    kind: str = "ec", *, since: datetime = SINCE, until: datetime = UNTIL, usage: str = "digital_signature"
) -> Made:
    """A certificate that the key has made for itself."""
    key = key_of(kind)
    return Made(key, _certificate(key, SHOP, since, until, usage=usage))


@lru_cache
def issued(kind: str = "ec") -> Made:
    """A certificate below two others, as an authority issues them."""
    root, middle, own = (key_of(kind, number) for number in (3, 2, 1))
    names = ("ریشهٔ آزمون", "مرجع میانی آزمون", SHOP)
    top = _certificate(root, names[0], SINCE, UNTIL, usage="key_cert_sign")
    between = _certificate(middle, names[1], SINCE, UNTIL, by=(root, names[0]), usage="key_cert_sign")
    return Made(own, _certificate(own, names[2], SINCE, UNTIL, by=(middle, names[1])), (between, top))


def _certificate(key, name, since, until, *, by=None, usage="digital_signature"):
    issuer_key, issuer = by or (key, name)
    usages = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    usages = (*usages, "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(1405)
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.KeyUsage(**{one: one == usage for one in usages}), critical=True)
        .sign(issuer_key, None if isinstance(issuer_key, ed25519.Ed25519PrivateKey) else SHA256())
    )


@lru_cache
def small_paper(snapshot: str = SNAPSHOT, pages: int = 1) -> bytes:
    """A sealed paper with a snapshot and hardly anything else in it."""
    about = About("سند آزمون", SHOP, "", NOW)
    paper = Paper(about, attachments=[Attachment("snapshot.json", snapshot.encode(), NOW, "آزمون")])
    paper.rules(1, (10, 10, 100, 100))
    for _ in range(pages - 1):
        paper.turn()
    return paper.finish().pdf
