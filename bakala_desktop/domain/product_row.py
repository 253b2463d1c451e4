"""Goods as a person or a file writes them: the fields of the products file (interface.md, «Products»)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeVar

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.exact import whole_parts
from bakala_desktop.domain.identifiers import goods_id
from bakala_desktop.domain.money import Rial, parse_rial
from bakala_desktop.domain.product import CODE_LIMIT, Product, ProductId, measured
from bakala_desktop.domain.quantity import LARGEST, SCALE
from bakala_desktop.domain.tax import VatRate, parse_vat_rate
from bakala_desktop.domain.text import fold_digits, is_blank, normal_form, parse_decimal, strip_controls

REQUIRED = ("sku", "title", "unit", "price_rial")
COLUMNS = ("sku", "barcode", "title", "category", "unit", "price_rial", "vat_percent")
OPTIONAL = ("price_includes_vat", "stock", "goods_id", "cost_rial", "consumer_price_rial", "weighed")

STOCK_LIMIT = LARGEST * 1000
"""A thousand million of a unit, in hundred-millionths; a column of eight bytes holds ninety times as much."""

T = TypeVar("T")

_YES = frozenset({"1", "true", "yes", "بله", "بلی"})
_NO = frozenset({"0", "false", "no", "خیر", ""})


def _code(text: str) -> str:
    """Return a code as it is stored: ASCII digits, no controls, no space at its ends."""
    return fold_digits(strip_controls(text)).strip()


@lru_cache(1024)
def _word(text: str) -> str:
    """Return the normal form of a unit or a category: a file repeats a few of them in every row."""
    return normal_form(text)


def _flag(text: str) -> bool:
    folded = fold_digits(normal_form(text)).casefold()
    if folded in _YES:
        return True
    if folded in _NO:
        return False
    raise ShopError("bad_flag", value=text[:20])


def _stock(text: str) -> int:
    parts = whole_parts(parse_decimal(text), SCALE)
    if parts is None or abs(parts) > STOCK_LIMIT:
        raise ShopError("bad_stock", value=text[:40])
    return parts


def read_field(given: Mapping[str, str], name: str, read: Callable[[str], T]) -> T | None:
    """Read one field if it holds anything; what it raises names the field."""
    text = given.get(name, "")
    if is_blank(text):
        return None
    try:
        return read(text)
    except ShopError as error:
        raise ShopError(error.code, **{**error.data, "field": name}) from error


def _check_given(given: Mapping[str, str]) -> None:
    for name in REQUIRED:
        if is_blank(given.get(name, "")):
            raise ShopError("field_missing", field=name)


def _barcode(given: Mapping[str, str]) -> str | None:
    barcode = _code(given.get("barcode", ""))
    if len(barcode) > CODE_LIMIT:
        raise ShopError("field_too_long", field="barcode", limit=CODE_LIMIT, length=len(barcode))
    return barcode or None


def product_of(product_id: ProductId, given: Mapping[str, str]) -> Product:
    """Build goods from fields as written.

    An empty ``vat_percent`` leaves the rate to the dated table; an empty ``stock`` means not counted. Raises ShopError
    ``field_missing``, ``field_too_long``, ``not_a_number``, ``bad_vat_rate``, ``bad_flag`` … with the field named.
    """
    _check_given(given)
    unit = _word(given["unit"])
    price = read_field(given, "price_rial", parse_rial)
    assert price is not None
    return Product(
        id=product_id,
        sku=_code(given["sku"]),
        title=normal_form(given["title"]),
        unit=unit,
        price=price,
        barcode=_barcode(given),
        category=_word(given.get("category", "")),
        vat_rate=read_field(given, "vat_percent", lambda text: VatRate(parse_vat_rate(text))),
        price_includes_vat=read_field(given, "price_includes_vat", _flag) or False,
        is_measured=measured(unit, read_field(given, "weighed", _flag)),
        stock_e8=read_field(given, "stock", _stock),
        goods_id=read_field(given, "goods_id", goods_id.validate),
        cost=read_field(given, "cost_rial", lambda text: Rial(parse_rial(text))),
        consumer_price=read_field(given, "consumer_price_rial", lambda text: Rial(parse_rial(text))),
    )
