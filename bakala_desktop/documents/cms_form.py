"""The one form of a signature container (CMS, RFC 5652, as PAdES-B-B wants it) that papers carry: built, and read back.

It has no freedom but the digest, the certificates and the signature itself. Reading builds it again from those and
compares, so that nothing in it can be changed unseen although a signature does not cover its own container: no other
version, order, encoding or algorithm, no unsigned attribute, and no certificate that the signed attribute
signing-certificate-v2 (RFC 5035) does not name with its digest.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from asn1crypto import cms, tsp, x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import load_der_x509_certificate

PrivateKey = RSAPrivateKey | EllipticCurvePrivateKey


def signature(key: PrivateKey, data: bytes) -> bytes:
    """Sign bytes: SHA-256; RSA by PKCS#1 v1.5, which every reader of PDF knows."""
    if isinstance(key, RSAPrivateKey):
        return key.sign(data, PKCS1v15(), SHA256())
    return key.sign(data, ECDSA(SHA256()))


def longest_signature(key: PrivateKey) -> int:
    """Return the most bytes that a signature of a key takes: of ECDSA a sequence of two numbers, often shorter."""
    size = -(-key.key_size // 8)
    return size if isinstance(key, RSAPrivateKey) else 2 * (size + 3) + 3


def to_be_signed(digest: bytes, certificates: Sequence[bytes]) -> bytes:
    """Return what the signature is over: the signed attributes, which hold a SHA-256 ``digest`` of the paper.

    ``certificates``, in DER, are the signer's and those above it.
    """
    encoded: bytes = _attributes(digest, _parsed(certificates)).dump()
    return encoded


def build(digest: bytes, certificates: Sequence[bytes], signed: bytes) -> bytes:
    """Return the container, in DER, of the signature ``signed`` over what ``to_be_signed`` returns."""
    parsed = _parsed(certificates)
    own = parsed[0]
    info = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier("issuer_and_serial_number", _issuer_and_serial(own)),
            "digest_algorithm": {"algorithm": "sha256"},
            "signed_attrs": _attributes(digest, parsed),
            "signature_algorithm": {"algorithm": "sha256_ecdsa" if own.public_key.algorithm == "ec" else "sha256_rsa"},
            "signature": signed,
        }
    )
    content = {
        "version": "v1",
        "digest_algorithms": [{"algorithm": "sha256"}],
        "encap_content_info": {"content_type": "data"},
        "certificates": [cms.CertificateChoices("certificate", one) for one in parsed],
        "signer_infos": [info],
    }
    whole = cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(content)})
    encoded: bytes = whole.dump()
    return encoded


def read(container: bytes, digest: bytes) -> bytes:
    """Return the signer's certificate, in DER, of a container that signs this digest and has this form to the byte.

    Raises ValueError for everything else; other exceptions of the libraries mean the same.
    """
    content = cms.ContentInfo.load(container, strict=True)["content"]
    (info,) = content["signer_infos"]
    certificates = _in_order(content["certificates"], info["signed_attrs"])
    signed: bytes = info["signature"].native
    if build(digest, certificates, signed) != container:
        raise ValueError("not the form that papers have")
    key = load_der_x509_certificate(certificates[0]).public_key()
    data = to_be_signed(digest, certificates)
    if isinstance(key, RSAPublicKey):
        key.verify(signed, data, PKCS1v15(), SHA256())
    elif isinstance(key, EllipticCurvePublicKey):
        key.verify(signed, data, ECDSA(SHA256()))
    else:
        raise ValueError("not a kind of key that papers are signed with")
    return certificates[0]


def _parsed(certificates: Sequence[bytes]) -> list[x509.Certificate]:
    return [x509.Certificate.load(one, strict=True) for one in certificates]


def _attributes(digest: bytes, certificates: Sequence[x509.Certificate]) -> cms.CMSAttributes:
    """Return the signed attributes that PAdES-B-B asks for; the signing time, which it forbids, stands in the PDF."""
    values = {"content_type": "data", "message_digest": digest, "signing_certificate_v2": _named(certificates)}
    return cms.CMSAttributes([{"type": kind, "values": [values[kind]]} for kind in values])


def _named(certificates: Sequence[x509.Certificate]) -> tsp.SigningCertificateV2:
    """Name certificates by digest, issuer and serial number, the signer's first."""
    named = [
        {
            "cert_hash": sha256(one.dump()).digest(),
            "issuer_serial": {
                "issuer": [x509.GeneralName("directory_name", one.issuer)],
                "serial_number": one.serial_number,
            },
        }
        for one in certificates
    ]
    return tsp.SigningCertificateV2({"certs": named})


def _issuer_and_serial(certificate: x509.Certificate) -> dict[str, Any]:
    return {"issuer": certificate.issuer, "serial_number": certificate.serial_number}


def _in_order(embedded: cms.CertificateSet, attributes: cms.CMSAttributes) -> list[bytes]:
    """Return the embedded certificates as the signed attribute has them: a set has no order of its own."""
    certificates = {sha256(one.chosen.dump()).digest(): one.chosen.dump() for one in embedded}
    (named,) = (one["values"][0]["certs"] for one in attributes if one["type"].native == "signing_certificate_v2")
    return [certificates[one["cert_hash"].native] for one in named]
