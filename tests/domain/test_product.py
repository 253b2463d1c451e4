"""Goods check themselves."""

from __future__ import annotations

from uuid import UUID

import pytest

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.product import CODE_LIMIT, TITLE_LIMIT, Product, ProductId, measured

WHOLE = {"sku": "S", "title": "کالا", "unit": "عدد"}


def goods(**given):
    return Product(id=ProductId(UUID(int=1)), price=Rial(0), **(WHOLE | given))


@pytest.mark.parametrize("field", sorted(WHOLE))
def test_what_must_be_there_is_named(field):
    with pytest.raises(ShopError, match="field_missing") as refusal:
        goods(**{field: ""})
    assert refusal.value.data == {"field": field}


@pytest.mark.parametrize(("field", "limit"), [("sku", CODE_LIMIT), ("title", TITLE_LIMIT), ("unit", CODE_LIMIT)])
def test_what_is_too_long_is_named(field, limit):
    assert goods(**{field: "ن" * limit})
    with pytest.raises(ShopError, match="field_too_long") as refusal:
        goods(**{field: "ن" * (limit + 1)})
    assert refusal.value.data == {"field": field, "limit": limit, "length": limit + 1}


@pytest.mark.parametrize(
    ("unit", "override", "answer"),
    [("کیلوگرم", None, True), ("عدد", None, False), ("کیلوگرم", False, False), ("عدد", True, True)],
)
def test_the_weighed_column_goes_before_the_unit(unit, override, answer):
    assert measured(unit, override) is answer
