"""What the clerk's screen asks beside a document: which later ones point to it, and who issues documents at all."""

from __future__ import annotations

from dataclasses import dataclass

from bakala_desktop.domain.document import LinkKind
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.staff import Permission, UserId
from bakala_desktop.services.shop import Shop


@dataclass(frozen=True, slots=True)
class LaterDocuments:
    """Certificates of an invoice, and what an invoice or certificate was replaced by; the oldest first."""

    certificates: tuple[Serial, ...] = ()
    replaced_by: tuple[Serial, ...] = ()


@dataclass(frozen=True, slots=True)
class Issuer:
    """A user, as far as who looks for documents needs to know."""

    id: UserId
    name: str


def list_later_documents(shop: Shop, serial: str) -> LaterDocuments:
    """Return what was issued on top of a document besides its chain. Raises ShopError ``bad_serial``,
    ``document_not_found``, ``invoice_not_found``.
    """
    shop.require(Permission.PRINT_DOCUMENTS)
    with shop.read() as work:
        document_id = work.documents.id_of(Serial.parse(serial))
        certificates, replaced_by = (
            work.documents.links_to(document_id, kind) for kind in (LinkKind.CERTIFIES, LinkKind.REPLACES)
        )
    return LaterDocuments(certificates, replaced_by)


def list_issuers(shop: Shop) -> tuple[Issuer, ...]:
    """Return the users by name, those who have left included: their documents stay."""
    shop.require(Permission.PRINT_DOCUMENTS)
    with shop.read() as work:
        return tuple(Issuer(user.id, user.name) for user in work.staff.list_users())
