"""Settings of the papers: the certificate's statement, how long a proforma holds, the key that signs PDF files."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import shop_day
from bakala_desktop.domain.staff import Permission
from bakala_desktop.domain.text import strip_controls
from bakala_desktop.services.shop import Shop
from bakala_desktop.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from bakala_desktop.documents.signing import Signer

STATEMENT = "certificate.statement"
PROFORMA_DAYS = "proforma.valid_days"
SIGNING = "signing.certificate"

STATEMENT_LIMIT = 2000
DEFAULT_PROFORMA_DAYS, MOST_PROFORMA_DAYS = 7, 365
SIGNING_FILE_LIMIT = 1 << 18
"""More bytes than any PKCS#12 file of one key has."""


@dataclass(frozen=True, slots=True)
class SigningFacts:
    """Whose certificate signs the papers, and from which to which day it is valid."""

    subject: str
    issuer: str
    from_day: date
    to_day: date


def statement_of(work: UnitOfWork) -> str:
    """Return the statement of the VAT certificates to come."""
    from bakala_desktop.documents.statements import VAT_CERTIFICATE

    return str(work.settings.find(STATEMENT) or VAT_CERTIFICATE)


def proforma_days_of(work: UnitOfWork) -> int:
    """Return for how many days a proforma holds, the day of its issue not counted."""
    return int(work.settings.find(PROFORMA_DAYS) or DEFAULT_PROFORMA_DAYS)


def get_statement(shop: Shop) -> str:
    """Return the statement of the VAT certificates to come."""
    shop.signed_in()
    with shop.read() as work:
        return statement_of(work)


def set_statement(shop: Shop, text: str) -> None:
    """Keep the statement, its paragraphs as they are; an empty one brings the first text back.

    Raises ShopError ``field_too_long``.
    """
    shop.require(Permission.EDIT_SETTINGS)
    lines = [" ".join(strip_controls(line).split()) for line in text.splitlines()]
    kept = "\n".join(lines).strip()
    if len(kept) > STATEMENT_LIMIT:
        raise ShopError("field_too_long", field="statement", limit=STATEMENT_LIMIT, length=len(kept))
    with shop.write("settings.statement") as work:
        work.settings.put(STATEMENT, kept)


def get_proforma_days(shop: Shop) -> int:
    """Return for how many days a proforma holds."""
    shop.signed_in()
    with shop.read() as work:
        return proforma_days_of(work)


def set_proforma_days(shop: Shop, days: int) -> None:
    """Say for how many days the proformas to come hold. Raises ShopError ``bad_field``."""
    shop.require(Permission.EDIT_SETTINGS)
    if not 1 <= days <= MOST_PROFORMA_DAYS:
        raise ShopError("bad_field", field="proforma_days", least=1, most=MOST_PROFORMA_DAYS)
    with shop.write("settings.proforma") as work:
        work.settings.put(PROFORMA_DAYS, days)


def signer_of(shop: Shop, work: UnitOfWork) -> Signer | None:
    """Return what signs the papers, or None where the shop signs none.

    Raises ShopError ``signing_certificate_expired`` and the others of ``load_signer``: a shop that signs must not hand
    out a paper without its signature.
    """
    kept = work.settings.find(SIGNING)
    if not kept:
        return None
    from bakala_desktop.documents.signing import load_signer

    return load_signer(base64.b64decode(kept["pkcs12"]), kept["passphrase"], shop.clock.now())


def get_signing(shop: Shop) -> SigningFacts | None:
    """Return whose certificate signs the papers, or None. Raises ShopError of ``load_signer``."""
    shop.require(Permission.EDIT_SETTINGS)
    with shop.read() as work:
        signer = signer_of(shop, work)
    return _facts(signer) if signer else None


def set_signing(shop: Shop, pkcs12: bytes, passphrase: str) -> SigningFacts:
    """Keep the certificate and key that sign every paper from now on; they lie in the encrypted database.

    Raises ShopError ``signing_file_unreadable``, ``signing_passphrase_wrong``, ``signing_key_missing``,
    ``signing_certificate_expired``, ``signing_certificate_not_yet_valid``.
    """
    shop.require(Permission.EDIT_SETTINGS)
    if len(pkcs12) > SIGNING_FILE_LIMIT:
        raise ShopError("signing_file_unreadable")
    from bakala_desktop.documents.signing import load_signer

    signer = load_signer(pkcs12, passphrase, shop.clock.now())
    with shop.write("settings.signing") as work:
        work.settings.put(SIGNING, {"pkcs12": base64.b64encode(pkcs12).decode(), "passphrase": passphrase})
    return _facts(signer)


def remove_signing(shop: Shop) -> None:
    """Sign no more papers, and forget the key."""
    shop.require(Permission.EDIT_SETTINGS)
    with shop.write("settings.signing") as work:
        work.settings.put(SIGNING, None)


def _facts(signer: Signer) -> SigningFacts:
    return SigningFacts(signer.subject, signer.issuer, shop_day(signer.valid_from), shop_day(signer.valid_to))
