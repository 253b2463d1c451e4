"""Builds what tests need: a founded shop in a folder of its own, goods, customers, carts, orders, a clock to set.

shop = founded_shop(tmp_path)              # or the fixture ``shop``: the owner is signed in
rice = add_product(shop, sku="R-1", price_rial="1250000")
sold = complete_sale(shop, cart(shop, rice), [cash(1_375_000)])
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path

from bakala_desktop.devices.system_clock import new_id
from bakala_desktop.domain.customer import Customer, PartyKind
from bakala_desktop.domain.identifiers import ean
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.order import Order, OrderId
from bakala_desktop.domain.product import Product, ProductId
from bakala_desktop.domain.product_row import product_of
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.staff import Role
from bakala_desktop.domain.tender import Tender, TenderKind
from bakala_desktop.services.access import change_own_password, sign_in
from bakala_desktop.services.catalog import create_product, line_for
from bakala_desktop.services.customers import create_customer
from bakala_desktop.services.founding import found_shop
from bakala_desktop.services.shop import Shop
from bakala_desktop.services.staff import add_user

KEY = bytes(range(32))
OWNER = "مدیر آزمون"
PASSWORD = "golestan-1405"
NEW_PASSWORD = "boostan-1406"
MORNING = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
"""1405/09/01, half past nine in Tehran."""

PROFILE = {
    "name": "فروشگاه آزمون",
    "kind": "legal",
    "national_id": "10380284790",
    "economic_code": "10380284790",
    "registration_number": "12345",
    "province": "خراسان رضوی",
    "city": "مشهد",
    "address": "بلوار نمونه، شمارهٔ ۷",
    "postal_code": "9187654321",
    "phones": ["05138000000"],
    "fax": "05138000001",
    "office_hours": "شنبه تا پنج‌شنبه ۹ تا ۲۱",
}

_numbers = count(1)


class CheapPasswords:
    """As quick as tests need it, and as unsafe."""

    def hash(self, password: str) -> str:
        return sha256(password.encode()).hexdigest()

    def fits(self, kept: str, password: str) -> bool:
        return kept == self.hash(password)


@dataclass
class SetClock:
    """A clock that stands still until it is moved."""

    at: datetime = field(default=MORNING)

    def now(self) -> datetime:
        return self.at

    def forward(self, **parts: float) -> None:
        self.at += timedelta(**parts)


def open_folder(folder: Path, clock: SetClock | None = None) -> Shop:
    """Make an empty database in a folder, or open the one that is there. Nobody is signed in."""
    # As in the program, SQLAlchemy comes in late: tests of the pure rooms need none of it.
    from bakala_desktop.storage.backup import DatabaseFile
    from bakala_desktop.storage.schema import upgrade
    from bakala_desktop.storage.sqlite import make_engine
    from bakala_desktop.storage.unit_of_work import Database

    own = clock or SetClock()
    file = folder / "bakala.db"
    engine = make_engine(file, KEY)
    upgrade(engine, None, own.now())
    return Shop(Database(engine, DatabaseFile(file, KEY)), own, new_id, CheapPasswords(), "till-1")


def founded_shop(folder: Path, clock: SetClock | None = None, template: Path | None = None) -> Shop:
    """Return a shop whose owner is signed in; with a template its file is copied, which is quicker."""
    if template is not None:
        shutil.copyfile(template / "bakala.db", folder / "bakala.db")
    shop = open_folder(folder, clock)
    if template is None:
        found_shop(shop, OWNER, PASSWORD, PROFILE)
    return shop.entered_by(sign_in(shop, OWNER, PASSWORD, kind="window"))


def as_role(shop: Shop, role: Role, name: str = "") -> Shop:
    """Return the shop as a new user of this role sees it, with a password of the user's own."""
    user = add_user(shop, name or f"کاربر {next(_numbers)}", role, PASSWORD)
    first = shop.entered_by(sign_in(shop, user.name, PASSWORD, kind="window"))
    return shop.entered_by(change_own_password(first, NEW_PASSWORD))


def barcode(number: int) -> str:
    """Return a valid EAN-13 of an invented article."""
    body = f"626{number:09d}"
    return body + ean.check_digit(body)


def product_fields(**given: str) -> dict[str, str]:
    """Return the fields of goods as the products file has them, each with codes of its own."""
    number = next(_numbers)
    return {
        "sku": f"SKU-{number}",
        "barcode": barcode(number),
        "title": f"کالای نمونهٔ {number}",
        "category": "خواربار",
        "unit": "عدد",
        "price_rial": "100000",
        "vat_percent": "10",
    } | given


def a_product(**given: str) -> Product:
    """Build goods without storing them."""
    return product_of(ProductId(new_id()), product_fields(**given))


def add_product(shop: Shop, **given: str) -> Product:
    """Store goods."""
    return create_product(shop, product_fields(**given))


def add_products(shop: Shop, many: Iterable[dict[str, str]]) -> tuple[Product, ...]:
    """Store many goods in one transaction."""
    items = tuple(a_product(**given) for given in many)
    with shop.write("product.create") as work:
        work.products.add(items)
    return items


def add_natural(shop: Shop, **given: str) -> Customer:
    """Store a natural customer who may be named on an invoice."""
    fields = {"first_name": "نگار", "last_name": "آزمونی", "national_code": "0012345679", "mobile": "09120000001"}
    return create_customer(shop, PartyKind.NATURAL, fields | given)


def add_legal(shop: Shop, **given: str) -> Customer:
    """Store a legal customer who may be named on an invoice."""
    fields = {
        "name": "شرکت آزمون‌گستر",
        "national_id": "14003778990",
        "province": "تهران",
        "city": "تهران",
        "address": "خیابان نمونه، پلاک ۱۲",
        "postal_code": "1496675465",
        "phone": "02188000000",
    }
    return create_customer(shop, PartyKind.LEGAL, fields | given)


def cart(shop: Shop, *goods: Product, quantity: str = "1") -> Order:
    """Return a cart with one line for each of the goods."""
    order = Order(OrderId(shop.new_id()))
    for product in goods:
        order = order.add(line_for(shop, product.id))
        order = order.with_quantity(len(order.lines) - 1, Quantity.parse(quantity))
    return order


def cash(amount: int) -> Tender:
    return Tender(TenderKind.CASH, Rial(amount))


def card(amount: int, reference: str = "123456") -> Tender:
    return Tender(TenderKind.CARD, Rial(amount), reference)
