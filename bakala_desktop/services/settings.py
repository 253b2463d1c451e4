"""Settings of the whole shop, in one table: its profile, VAT rates, stock rule, cash rounding, terms on papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.identifiers.scale_code import ScaleFormat
from bakala_desktop.domain.jalali import shop_day
from bakala_desktop.domain.money import rial
from bakala_desktop.domain.shop_profile import ShopProfile, checked_profile
from bakala_desktop.domain.staff import Permission
from bakala_desktop.domain.tax import HISTORY, VatEntry, VatRate, VatTable
from bakala_desktop.domain.tender import CashRounding, RoundingMode
from bakala_desktop.domain.text import normal_form
from bakala_desktop.services.shop import Shop
from bakala_desktop.storage.unit_of_work import UnitOfWork

PROFILE = "shop.profile"
VAT_TABLE = "tax.vat_table"
FORBID_NEGATIVE = "stock.forbid_negative"
ROUNDING = "cash.rounding"
NOTES = "invoice.notes"
SCALE_FORMATS = "scale.formats"

_DEFAULT_SCALE = (ScaleFormat("21", 5, 5, "weight"),)


def profile_of(work: UnitOfWork) -> ShopProfile:
    """Return the shop's profile. Raises ShopError ``shop_profile_missing``."""
    values = work.settings.find(PROFILE)
    if values is None:
        raise ShopError("shop_profile_missing")
    return checked_profile(values)


def vat_table_of(work: UnitOfWork) -> VatTable:
    """Return the dated table of VAT rates."""
    rows = work.settings.find(VAT_TABLE)
    if rows is None:
        return HISTORY
    return VatTable(tuple(VatEntry(date.fromisoformat(r["from"]), VatRate(r["rate"]), r["category"]) for r in rows))


def rounding_of(work: UnitOfWork) -> CashRounding:
    """Return the shop's rule of cash rounding."""
    values = work.settings.find(ROUNDING) or {}
    mode = RoundingMode(values.get("mode", RoundingMode.OFF))
    return CashRounding(mode, rial(values["multiple"])) if values else CashRounding(mode)


def scale_formats_of(work: UnitOfWork) -> tuple[ScaleFormat, ...]:
    """Return how the labels of the shop's scales are divided."""
    rows = work.settings.find(SCALE_FORMATS)
    if rows is None:
        return _DEFAULT_SCALE
    return tuple(ScaleFormat(**row) for row in rows)


def get_profile(shop: Shop) -> ShopProfile:
    """Return the shop's profile, which anybody who is signed in may read. Raises ShopError ``shop_profile_missing``."""
    shop.signed_in()
    with shop.read() as work:
        return profile_of(work)


def set_profile(shop: Shop, given: Mapping[str, Any]) -> ShopProfile:
    """Check and keep the profile, given as in SHOP.json. Issued documents keep the one they were issued under."""
    shop.require(Permission.EDIT_SETTINGS)
    profile = checked_profile(given)
    with shop.write("settings.profile") as work:
        work.settings.put(PROFILE, dict(given))
    return profile


def get_vat_table(shop: Shop) -> VatTable:
    """Return the dated table of VAT rates."""
    shop.signed_in()
    with shop.read() as work:
        return vat_table_of(work)


def set_vat_table(shop: Shop, entries: Sequence[VatEntry]) -> VatTable:
    """Keep a new table. Raises ShopError ``vat_entry_twice``, ``no_vat_rate`` where no general rate is left."""
    shop.require(Permission.EDIT_SETTINGS)
    table = VatTable(tuple(entries))
    table.rate_on(shop_day(shop.clock.now()), "")
    with shop.write("settings.vat_table") as work:
        work.settings.put(
            VAT_TABLE,
            [{"from": e.from_day.isoformat(), "rate": e.rate, "category": e.category} for e in table.entries],
        )
    return table


def get_rounding(shop: Shop) -> CashRounding:
    """Return the shop's rule of cash rounding."""
    shop.signed_in()
    with shop.read() as work:
        return rounding_of(work)


def set_rounding(shop: Shop, rounding: CashRounding) -> None:
    """Keep the rule of cash rounding."""
    shop.require(Permission.EDIT_SETTINGS)
    with shop.write("settings.rounding") as work:
        work.settings.put(ROUNDING, {"mode": rounding.mode.value, "multiple": rounding.multiple})


def get_forbid_negative(shop: Shop) -> bool:
    """Tell whether goods out of stock may not be sold."""
    shop.signed_in()
    with shop.read() as work:
        return bool(work.settings.find(FORBID_NEGATIVE))


def set_forbid_negative(shop: Shop, forbid: bool) -> None:
    """Say whether goods out of stock may not be sold."""
    shop.require(Permission.EDIT_SETTINGS)
    with shop.write("settings.stock") as work:
        work.settings.put(FORBID_NEGATIVE, forbid)


def get_notes(shop: Shop) -> str:
    """Return the text that stands in the notes of each invoice, such as the bank account."""
    shop.signed_in()
    with shop.read() as work:
        return str(work.settings.find(NOTES) or "")


def set_notes(shop: Shop, text: str) -> None:
    """Keep the text for the notes of the invoices to come."""
    shop.require(Permission.EDIT_SETTINGS)
    with shop.write("settings.notes") as work:
        work.settings.put(NOTES, normal_form(text)[:500])


def set_scale_formats(shop: Shop, formats: Sequence[ScaleFormat]) -> None:
    """Say how the labels of the shop's scales are divided."""
    shop.require(Permission.EDIT_SETTINGS)
    with shop.write("settings.scale") as work:
        work.settings.put(SCALE_FORMATS, [asdict(layout) for layout in formats])
