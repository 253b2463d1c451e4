"""The heavy half of a start, on the database lane: opening the shop, or making a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bakala_desktop.services import access, founding

if TYPE_CHECKING:
    from bakala_desktop.gui.screens.founding import FoundingRequest
    from bakala_desktop.gui.till import Till
    from bakala_desktop.services.shop import Session, Shop


def open_founded(till: Till) -> tuple[Shop, bool]:
    """Open the till's shop, and tell whether it has an owner. Raises ShopTrouble of the key and the database."""
    shop = till.open()
    is_founded = founding.is_founded(shop)
    # Loaded while the password is typed, not after it.
    import argon2  # noqa: F401

    return shop, is_founded


def found(till: Till, request: FoundingRequest) -> tuple[Shop, Session]:
    """Make the shop, and sign its owner in. Raises ShopError like ``founding.found_shop``, ShopTrouble of storage."""
    with till.founding() as shop:
        profile: dict[str, object] = {"name": request.shop_name}
        sample = None
        if request.with_sample:
            from bakala_desktop.devices.sample_goods import load_sample

            sample = load_sample(shop.new_id)
            profile = {**sample.profile, **profile}
        owner = founding.found_shop(shop, request.owner, request.password, profile, sample)
    opened = till.open()
    return opened, access.sign_in(opened, owner.name, request.password, kind="window")
