"""Customers at the till: found as one types, created and completed on the spot (R05, R06)."""

from __future__ import annotations

from collections.abc import Mapping

from bakala_desktop.domain.customer import FIELDS, Customer, CustomerId, PartyKind, checked_customer
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.staff import Permission
from bakala_desktop.domain.text import other_layout
from bakala_desktop.services.shop import Shop
from bakala_desktop.storage.unit_of_work import UnitOfWork

SEARCH_LIMIT = 30


def search_customers(shop: Shop, text: str, limit: int = SEARCH_LIMIT) -> tuple[Customer, ...]:
    """Return customers by any part of name, mobile or codes, best first."""
    shop.signed_in()
    with shop.read() as work:
        return work.customers.search(text, limit) or work.customers.search(other_layout(text), limit)


def get_customer(shop: Shop, customer_id: CustomerId) -> Customer:
    """Return a customer. Raises ShopError ``customer_not_found``."""
    shop.signed_in()
    with shop.read() as work:
        return work.customers.get(customer_id)


def check_codes_free(work: UnitOfWork, customer: Customer) -> None:
    """Refuse a national code or national ID that another customer has. Raises ShopError ``customer_exists``."""
    if not customer.identity:
        return
    for known in work.customers.list_by_codes([customer.identity]):
        if known.id != customer.id:
            field = "national_id" if customer.kind is PartyKind.LEGAL else "national_code"
            raise ShopError("customer_exists", field=field, name=known.display_name, id=str(known.id))


def create_customer(shop: Shop, kind: PartyKind, given: Mapping[str, str]) -> Customer:
    """Create a customer from fields as they were typed.

    Raises ShopError of the wrong field, ``customer_nameless``, ``customer_exists``, ``not_allowed``.
    """
    shop.require(Permission.EDIT_CUSTOMERS)
    customer = checked_customer(CustomerId(shop.new_id()), kind, given)
    if not customer.display_name:
        raise ShopError("customer_nameless", field="name" if kind is PartyKind.LEGAL else "last_name")
    with shop.write("customer.create") as work:
        check_codes_free(work, customer)
        work.customers.add([customer])
    return customer


def update_customer(shop: Shop, customer_id: CustomerId, given: Mapping[str, str]) -> Customer:
    """Change fields of a customer; those not given stay.

    Raises ShopError of the wrong field, ``customer_not_found``, ``customer_exists``, ``not_allowed``.
    """
    shop.require(Permission.EDIT_CUSTOMERS)
    with shop.write("customer.update") as work:
        known = work.customers.get(customer_id)
        values = {name: getattr(known, name) for name in FIELDS} | dict(given)
        changed = checked_customer(customer_id, known.kind, values)
        check_codes_free(work, changed)
        work.customers.replace(changed)
    return changed
