"""The first day: the owner, the shop's profile and, if wanted, sample goods to try the till with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bakala_desktop.domain.customer import Customer
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.product import Product
from bakala_desktop.domain.shop_profile import checked_profile
from bakala_desktop.domain.staff import Role, User, UserId, check_password, check_user_name
from bakala_desktop.services.settings import PROFILE
from bakala_desktop.services.shop import Shop
from bakala_desktop.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SampleGoods:
    """What ``--sample`` adds: invented goods, customers and users with their first passwords."""

    products: Sequence[Product]
    customers: Sequence[Customer]
    users: Sequence[tuple[str, Role]]
    profile: Mapping[str, Any]


def is_founded(shop: Shop) -> bool:
    """Tell whether the shop has an owner."""
    with shop.read() as work:
        return work.staff.count() > 0


def found_shop(
    shop: Shop,
    owner: str,
    password: str,
    profile: Mapping[str, Any] | None = None,
    sample: SampleGoods | None = None,
) -> User:
    """Make the first user, the owner, whose password is final, and keep the profile.

    Sample users share the owner's first password until they set their own. Raises ShopError ``already_founded``,
    ``password_too_short`` and those of the profile's fields.
    """
    kept = shop.passwords.hash(check_password(password))
    user = User(UserId(shop.new_id()), check_user_name(owner), Role.OWNER, kept)
    given = dict(profile or (sample.profile if sample else {"name": owner}))
    checked_profile(given)
    with shop.write("shop.found") as work:
        if work.staff.count():
            raise ShopError("already_founded")
        work.staff.add(user)
        work.settings.put(PROFILE, given)
        if sample:
            _add_sample(shop, work, sample, kept)
    return user


def _add_sample(shop: Shop, work: UnitOfWork, sample: SampleGoods, kept: str) -> None:
    for name, role in sample.users:
        if work.staff.find_by_name(name) is None:
            work.staff.add(User(UserId(shop.new_id()), name, role, kept, must_change_password=True))
    work.products.add(sample.products)
    work.customers.add(sample.customers)
