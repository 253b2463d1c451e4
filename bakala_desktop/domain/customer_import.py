"""Rows of a customers file: a person each, beside the customers that the shop knows (interface.md, «Customer»)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bakala_desktop.domain.customer import FIELDS, Customer, CustomerId, PartyKind, checked_customer
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.identifiers import national_code
from bakala_desktop.domain.import_plan import Plan, RejectedRow, Row, in_order
from bakala_desktop.domain.table import Columns, column_name
from bakala_desktop.domain.text import normal_form

COLUMNS = ("kind", *FIELDS)

_NAMES = ("name", "last_name", "first_name")
_KINDS = {
    "natural": PartyKind.NATURAL,
    "حقیقی": PartyKind.NATURAL,
    "legal": PartyKind.LEGAL,
    "حقوقی": PartyKind.LEGAL,
}


def customer_columns(header: Sequence[str]) -> Columns:
    """Match a header; a file of customers has a column of names at least. Raises ShopError ``column_missing``."""
    names = {column_name(cell) for cell in header}
    required = () if names.intersection(_NAMES) else ("name",)
    return Columns.of(header, frozenset(COLUMNS), required)


def customer_of(customer_id: CustomerId, given: Mapping[str, str]) -> Customer:
    """Build a customer of a row.

    Without a kind, a row with a name or number of an organisation is one. A national code whose leading zeros a
    spreadsheet lost gets them back. Raises ShopError of the wrong field, ``bad_field``, ``customer_nameless``.
    """
    kind = _kind(given)
    fields = {name: text for name, text in given.items() if name in FIELDS}
    if normal_form(fields.get("national_code", "")):
        fields["national_code"] = national_code.padded(fields["national_code"])
    customer = checked_customer(customer_id, kind, fields)
    if not customer.display_name:
        raise ShopError("customer_nameless", field="name" if kind is PartyKind.LEGAL else "last_name")
    return customer


def _kind(given: Mapping[str, str]) -> PartyKind:
    text = column_name(given.get("kind", ""))
    if not text:
        is_legal = normal_form(given.get("name", "")) or normal_form(given.get("national_id", ""))
        return PartyKind.LEGAL if is_legal else PartyKind.NATURAL
    if text not in _KINDS:
        raise ShopError("bad_field", field="kind", reason="unknown_value")
    return _KINDS[text]


def plan_customers(rows: Sequence[Row[Customer]], known: Iterable[Customer], columns: frozenset[str]) -> Plan[Customer]:
    """Decide what each row does. ``known`` holds at least the customers with a number or mobile of the rows.

    A person is known by national code or national ID, else by a mobile that no other customer shares and against which
    no number speaks. Of two rows for one person the first goes in (``duplicate_customer``).
    """
    register = _Register(known)
    first_rows: dict[CustomerId, int] = {}
    created: list[Customer] = []
    changed: list[Customer] = []
    rejected: list[RejectedRow] = []
    for row in rows:
        old = register.find(row.item)
        found = row.item.id if old is None else old.id
        if found in first_rows:
            rejected.append(_twice(row, first_rows[found]))
            continue
        first_rows[found] = row.number
        new = row.item if old is None else _merged(old, row.item, columns)
        register.add(new)
        if old is None:
            created.append(new)
        elif new != old:
            changed.append(new)
    updated = len(first_rows) - len(created)
    return Plan(tuple(created), tuple(changed), updated, in_order(rejected))


def _twice(row: Row[Customer], first: int) -> RejectedRow:
    by_number = "national_id" if row.item.kind is PartyKind.LEGAL else "national_code"
    field = by_number if row.item.identity else "mobile"
    return row.rejected("duplicate_customer", field=field, first_row=first)


def _merged(old: Customer, new: Customer, columns: frozenset[str]) -> Customer:
    """Return the known customer with the row's values; values of columns that the file lacks stay."""
    values = {name: getattr(new if name in columns else old, name) for name in FIELDS}
    return Customer(old.id, old.kind, **values)


class _Register:
    """Customers by what they are known by; a row that went in is known to the rows after it."""

    def __init__(self, known: Iterable[Customer]) -> None:
        self._by_identity: dict[tuple[PartyKind, str], Customer] = {}
        self._by_mobile: dict[str, dict[CustomerId, Customer]] = {}
        for customer in known:
            self.add(customer)

    def add(self, customer: Customer) -> None:
        if customer.identity:
            self._by_identity[customer.kind, customer.identity] = customer
        if customer.mobile:
            self._by_mobile.setdefault(customer.mobile, {})[customer.id] = customer

    def find(self, asked: Customer) -> Customer | None:
        same = self._by_identity.get((asked.kind, asked.identity)) if asked.identity else None
        if same is not None:
            return same
        sharing = self._by_mobile.get(asked.mobile, {}) if asked.mobile else {}
        if len(sharing) != 1:
            return None
        only = next(iter(sharing.values()))
        speaks_against = only.kind is not asked.kind or (only.identity and asked.identity)
        return None if speaks_against else only
