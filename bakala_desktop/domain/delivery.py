"""What goes with a parcel: the delivery slip and the address label, as values drawn from the live order.

Neither is an issued document: they are made when they are printed and never stored, for the recipient on them must be
able to vanish (design.md, rule 7). Data that is missing is "" and leaves a place to write on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.party import Contact
from bakala_desktop.domain.quantity import Quantity

ORDER_NUMBER_LIMIT = 24
"""Characters of an order's number: more of them make no barcode that can be read off a small label."""

NOTHING_TO_COLLECT = Rial(0)
_ORDER_NUMBER = re.compile(f"[!-~]{{1,{ORDER_NUMBER_LIMIT}}}")


class LabelSize(StrEnum):
    """A roll of labels for thermal printers, width by height in millimetres."""

    LARGE = "100x70"
    SMALL = "60x40"

    @property
    def millimetres(self) -> tuple[int, int]:
        """Width and height."""
        width, _, height = self.value.partition("x")
        return int(width), int(height)


@dataclass(frozen=True, slots=True)
class Sender:
    """The shop that sends: its name and how to reach it."""

    name: str
    contact: Contact


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who a parcel goes to, and where."""

    name: str = ""
    phone: str = ""
    province: str = ""
    city: str = ""
    address: str = ""
    postal_code: str = ""

    @property
    def place(self) -> str:
        """Province and city, named once where both are the same."""
        return "، ".join(dict.fromkeys(part for part in (self.province, self.city) if part))


@dataclass(frozen=True, slots=True)
class ParcelLine:
    """Goods in the parcel."""

    title: str
    quantity: Quantity
    unit: str


@dataclass(frozen=True, slots=True)
class DeliverySlip:
    """The paper that a courier takes along and brings back signed.

    ``order_number`` is the serial of the invoice or the short number of the order; ``ordered_on`` the Tehran day of the
    order; ``to_collect`` rials still to be taken from the recipient, 0 where all is paid; ``window`` says when to come.
    Raises ValueError for an order number that no barcode holds, a negative amount or an instant without a zone.
    """

    sender: Sender
    order_number: str
    recipient: Addressee
    lines: tuple[ParcelLine, ...]
    made_at: datetime
    ordered_on: date | None = None
    to_collect: Rial = NOTHING_TO_COLLECT
    courier_note: str = ""
    window: str = ""

    def __post_init__(self) -> None:
        _check(self.order_number, self.to_collect, self.made_at)

    @property
    def is_paid(self) -> bool:
        """Whether nothing is left to collect."""
        return self.to_collect == 0


@dataclass(frozen=True, slots=True)
class AddressLabel:
    """What is stuck on one parcel, ``parcel`` of ``parcels``.

    Raises ValueError as DeliverySlip does, and for a parcel that is not among them.
    """

    sender: Sender
    order_number: str
    recipient: Addressee
    made_at: datetime
    to_collect: Rial = NOTHING_TO_COLLECT
    parcel: int = 1
    parcels: int = 1

    def __post_init__(self) -> None:
        _check(self.order_number, self.to_collect, self.made_at)
        if not 1 <= self.parcel <= self.parcels:
            raise ValueError(f"parcel {self.parcel} of {self.parcels}")

    @classmethod
    def of_slip(cls, slip: DeliverySlip, parcels: int = 1) -> tuple[AddressLabel, ...]:
        """Return a label for each parcel of a delivery. Raises ValueError for less than one."""
        if parcels < 1:
            raise ValueError("a delivery has a parcel")
        return tuple(
            cls(slip.sender, slip.order_number, slip.recipient, slip.made_at, slip.to_collect, parcel, parcels)
            for parcel in range(1, parcels + 1)
        )


def _check(order_number: str, to_collect: Rial, made_at: datetime) -> None:
    if not _ORDER_NUMBER.fullmatch(order_number):
        raise ValueError(f"an order number is 1 to {ORDER_NUMBER_LIMIT} signs that a barcode can hold")
    if to_collect < 0:
        raise ValueError("what is owed to the recipient is not collected")
    if made_at.utcoffset() is None:
        raise ValueError("an instant needs a time zone")
