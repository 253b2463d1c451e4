"""The two sides of a document as they stood on the day of issue, and the shop's contact block (R05, R06, R17)."""

from __future__ import annotations

from dataclasses import dataclass

from bakala_desktop.domain.customer import Customer, PartyKind
from bakala_desktop.domain.shop_profile import ShopProfile


@dataclass(frozen=True, slots=True)
class Party:
    """A seller or a buyer as it stood on the day of issue; what was not known is ""."""

    kind: PartyKind
    name: str
    identity: str = ""
    economic_code: str = ""
    registration_number: str = ""
    province: str = ""
    county: str = ""
    city: str = ""
    address: str = ""
    postal_code: str = ""
    phone: str = ""
    fax: str = ""

    @classmethod
    def of_shop(cls, shop: ShopProfile) -> Party:
        """Take the seller's side from the shop's profile."""
        return cls(
            kind=shop.kind,
            name=shop.name,
            identity=shop.national_id,
            economic_code=shop.economic_code or (shop.national_id if shop.kind is PartyKind.LEGAL else ""),
            registration_number=shop.registration_number,
            province=shop.province,
            county=shop.county,
            city=shop.city,
            address=shop.address,
            postal_code=shop.postal_code,
            phone=shop.phones[0] if shop.phones else "",
            fax=shop.fax,
        )

    @classmethod
    def of_customer(cls, customer: Customer) -> Party:
        """Take the buyer's side from a customer."""
        return cls(
            kind=customer.kind,
            name=customer.display_name,
            identity=customer.identity,
            economic_code=customer.tax_code,
            registration_number=customer.registration_number,
            province=customer.province,
            county=customer.county,
            city=customer.city,
            address=customer.address,
            postal_code=customer.postal_code,
            phone=customer.phone or customer.mobile,
        )


@dataclass(frozen=True, slots=True)
class Contact:
    """The shop's contact block, on every document (R17)."""

    phones: tuple[str, ...] = ()
    fax: str = ""
    email: str = ""
    office_hours: str = ""
    head_office: str = ""


def contact_of(shop: ShopProfile) -> Contact:
    """Take the contact block from the profile."""
    place = "، ".join(part for part in (shop.province, shop.city, shop.address) if part)
    return Contact(shop.phones, shop.fax, shop.email, shop.office_hours, place)
