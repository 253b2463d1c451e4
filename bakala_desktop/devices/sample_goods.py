"""The invented goods, customers, users and shop of ``init --sample``, from ``resources/sample``."""

from __future__ import annotations

import json
from collections.abc import Callable
from uuid import UUID

from bakala_desktop.devices.table_files import read_table
from bakala_desktop.domain import customer_import
from bakala_desktop.domain.customer import CustomerId
from bakala_desktop.domain.product import ProductId
from bakala_desktop.domain.product_row import COLUMNS, OPTIONAL, product_of
from bakala_desktop.domain.staff import Role
from bakala_desktop.domain.table import Columns
from bakala_desktop.paths import resource
from bakala_desktop.services.founding import SampleGoods


def load_sample(new_id: Callable[[], UUID]) -> SampleGoods:
    """Return what a shop to try starts with, each thing under an identity of its own."""
    goods = read_table(resource("sample/products.csv"), COLUMNS)
    of_goods = Columns.of(goods.header, frozenset((*COLUMNS, *OPTIONAL)), COLUMNS)
    people = read_table(resource("sample/customers.csv"), customer_import.COLUMNS)
    of_people = customer_import.customer_columns(people.header)
    users = json.loads(resource("sample/users.json").read_text("utf-8"))
    return SampleGoods(
        products=[product_of(ProductId(new_id()), of_goods.fields(row)) for row in goods.rows],
        customers=[customer_import.customer_of(CustomerId(new_id()), of_people.fields(row)) for row in people.rows],
        users=[(user["name"], Role(user["role"])) for user in users],
        profile=json.loads(resource("sample/shop.json").read_text("utf-8")),
    )
