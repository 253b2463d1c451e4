"""What the shop's profile still lacks for its papers: the seller's side of the official form, and of a certificate.

The cells of the form are those of reference/invoice-form.md, 2.1; what a certificate cannot do without, 7 B. The
economic code of a legal person is its national ID unless another is given.
"""

from __future__ import annotations

from bakala_desktop.domain.customer import PartyKind
from bakala_desktop.domain.party import Party
from bakala_desktop.domain.shop_profile import ShopProfile

_OF_INVOICE = ("national_id", "economic_code", "registration_number", "province", "city", "address", "postal_code")
_OF_CERTIFICATE = ("national_id", "economic_code", "address", "postal_code")


def missing_for_invoice(shop: ShopProfile) -> tuple[str, ...]:
    """Name the fields whose cells would stay empty on an official invoice; none of them stops a sale."""
    missing = _empty(shop, _OF_INVOICE)
    if shop.kind is PartyKind.NATURAL:
        # Its cell holds the national code of a natural person.
        missing = tuple(name for name in missing if name != "registration_number")
    return missing if shop.phones else (*missing, "phones")


def missing_for_certificate(shop: ShopProfile) -> tuple[str, ...]:
    """Name the fields without which no VAT certificate is issued."""
    missing = _empty(shop, _OF_CERTIFICATE)
    return missing if shop.vat_certificate is not None else (*missing, "vat_certificate")


def _empty(shop: ShopProfile, names: tuple[str, ...]) -> tuple[str, ...]:
    party = Party.of_shop(shop)
    found = {"national_id": party.identity, "economic_code": party.economic_code}
    return tuple(name for name in names if not found.get(name, getattr(shop, name)))
