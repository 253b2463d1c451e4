"""ORDER.json, checked field by field (interface.md, «ORDER.json»): the file's values in, an ``OrderRequest`` out."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from bakala_desktop.domain.customer import FIELDS, Customer, CustomerId, PartyKind, checked_customer
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.json_fields import Fields, at_path
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.order import REFERENCE_LIMIT
from bakala_desktop.domain.order_request import LineRequest, OrderRequest
from bakala_desktop.domain.pricing import Discount
from bakala_desktop.domain.product import CODE_LIMIT
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.tender import Tender, TenderKind
from bakala_desktop.domain.text import is_unicode, normal_form

MOST_LINES = 10_000
"""More than any real order has; a file beyond it was not written for a till."""

_ORDER = ("reference", "customer", "recipient", "delivery", "lines", "discount", "tenders")
_LINE = ("code", "quantity", "unit_price", "discount")
_DISCOUNT = ("percent", "rial")
_TENDER = ("kind", "amount", "reference")


def order_of(values: object, new_customer: CustomerId) -> OrderRequest:
    """Read an order. ``new_customer`` is the identity of the customer, should the given one not be known yet.

    Raises ShopError ``unknown_field``, ``bad_field`` (with a ``reason``), ``field_missing``, ``delivery_not_available``
    and those of amounts, quantities, discounts, tenders and customer fields; ``field`` is the path, such as
    ``lines[2].quantity``, and ``line`` counts from one.
    """
    order = Fields.of(values, "", _ORDER)
    if order.flag("delivery") or order.given("recipient"):
        raise ShopError("delivery_not_available", field="delivery" if order.flag("delivery") else "recipient")
    lines = order.items("lines")
    if not lines:
        raise ShopError("order_empty", field="lines")
    if len(lines) > MOST_LINES:
        raise ShopError("bad_field", field="lines", reason="too_many", limit=MOST_LINES)
    return OrderRequest(
        lines=tuple(_line(value, index) for index, value in enumerate(lines)),
        reference=_reference(order),
        customer=_customer(order.values["customer"], new_customer) if order.given("customer") else None,
        discount=_discount(order, "discount"),
        tenders=tuple(tender_of(value, index) for index, value in enumerate(order.items("tenders"))),
    )


def _reference(order: Fields) -> str:
    # Kept to the character: cleaned, two references of a caller could become one and the second order be lost, or none
    # be left and the same order be sold twice.
    reference = order.text("reference")
    if len(reference) > REFERENCE_LIMIT:
        raise ShopError("reference_too_long", field="reference", limit=REFERENCE_LIMIT)
    if not is_unicode(reference):
        raise ShopError("bad_field", field="reference", reason="not_unicode")
    return reference


def _line(value: object, index: int) -> LineRequest:
    path = f"lines[{index}]"
    try:
        line = Fields.of(value, path, _LINE)
        code = line.text("code")
        if not normal_form(code):
            raise ShopError("field_missing", field=line.at("code"))
        if len(code) > CODE_LIMIT:
            raise ShopError("field_too_long", field=line.at("code"), limit=CODE_LIMIT, length=len(code))
        return LineRequest(
            code=code,
            quantity=line.decimal("quantity", Quantity.of),
            unit_price=line.amount("unit_price") if line.given("unit_price") else None,
            discount=_discount(line, "discount"),
        )
    except ShopError as error:
        raise ShopError(error.code, **{**error.data, "line": index + 1}) from error


def _discount(owner: Fields, key: str) -> Discount | None:
    if not owner.given(key):
        return None
    given = Fields.of(owner.values[key], owner.at(key), _DISCOUNT)
    percent: Decimal | None = given.decimal("percent", Decimal) if given.given("percent") else None
    amount: Rial | None = given.amount("rial") if given.given("rial") else None
    with at_path(given.path):
        return Discount(percent, amount)


def tender_of(value: object, index: int) -> Tender:
    """Read the tender at a place of the list. Raises ShopError as ``order_of``."""
    tender = Fields.of(value, f"tenders[{index}]", _TENDER)
    tender.must_have("kind")
    try:
        kind = TenderKind(tender.text("kind"))
    except ValueError as error:
        raise ShopError("bad_field", field=tender.at("kind"), reason="unknown_value") from error
    reference = normal_form(tender.text("reference"))
    if len(reference) > REFERENCE_LIMIT:
        raise ShopError("reference_too_long", field=tender.at("reference"), limit=REFERENCE_LIMIT)
    amount = tender.signed_amount("amount")
    with at_path(tender.at("amount")):
        return Tender(kind, amount, reference)


def _customer(value: object, new_customer: CustomerId) -> CustomerId | Customer:
    """Read ``{"id": …}`` or a person as interface.md, «Customer», has it."""
    given = Fields.of(value, "customer", ("id", "kind", *FIELDS))
    if given.given("id"):
        return _known_customer(given)
    kind_text = given.text("kind")
    if kind_text not in (PartyKind.NATURAL, PartyKind.LEGAL):
        raise _wrong_kind(kind_text)
    texts = {name: given.text(name) for name in FIELDS if given.given(name)}
    try:
        return checked_customer(new_customer, PartyKind(kind_text), texts)
    except ShopError as error:
        raise ShopError(error.code, **{**error.data, "field": f"customer.{error.data['field']}"}) from error


def _wrong_kind(text: str) -> ShopError:
    if text:
        return ShopError("bad_field", field="customer.kind", reason="unknown_value")
    return ShopError("field_missing", field="customer.kind")


def _known_customer(given: Fields) -> CustomerId:
    others = [key for key in given.values if key != "id" and given.given(key)]
    if others:
        raise ShopError("bad_field", field=given.at(others[0]), reason="beside_id")
    try:
        return CustomerId(UUID(given.text("id")))
    except ValueError as error:
        raise ShopError("customer_not_found", field="customer.id", id=given.text("id")[:40]) from error
