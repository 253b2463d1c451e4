"""The text of the QR code on each paper: which document it is, of whom, over how much, and the digest that proves it.

``BAKALA:1:<serial>:<Jalali day>:<seller>:<payable>:<digest>``, all of it characters of QR's alphanumeric mode
(ISO/IEC 18004, 7.4.4), which holds 5.5 bits a character and so keeps the code small:

* ``1`` is the version of this form;
* the serial as everywhere (``1405-A-0000001``);
* the day of issue in the Jalali calendar, eight digits;
* the seller's economic code, national ID or national code, digits alone, empty where the profile has none;
* the payable in whole rials, without signs or groups;
* the SHA-256 of the document's snapshot in 64 capital hex digits (``domain/snapshot.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import format_day, parse_day
from bakala_desktop.domain.money import Rial, rial
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.text import fold_digits, strip_controls

_MARK = "BAKALA:1"
_SELLER = re.compile(r"[0-9]{0,16}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SHAPE = re.compile(
    rf"{_MARK}:([0-9A-Z-]{{8,20}}):([0-9]{{4}})([0-9]{{2}})([0-9]{{2}}):([0-9]{{0,16}}):([0-9]{{1,15}}):([0-9A-F]{{64}})"
)


@dataclass(frozen=True, slots=True)
class ProofCode:
    """What the QR of one paper says. ``payable`` in rials; ``digest`` is the snapshot's SHA-256 in small hex digits.

    Raises ShopError ``bad_proof_code`` for a seller or a digest that the form cannot hold, and those of
    ``money.rial`` for the payable.
    """

    serial: Serial
    day: date
    seller_id: str
    payable: Rial
    digest: str

    def __post_init__(self) -> None:
        rial(self.payable, "payable")
        if not _SELLER.fullmatch(self.seller_id) or not _DIGEST.fullmatch(self.digest):
            raise ShopError("bad_proof_code")

    @property
    def text(self) -> str:
        """The text that the QR holds.

        >>> ProofCode(Serial(1405, "A", 1), date(2026, 11, 22), "14003778990", Rial(12500000), "0f" * 32).text
        'BAKALA:1:1405-A-0000001:14050901:14003778990:12500000:0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F'
        """
        day = format_day(self.day).replace("/", "")
        return f"{_MARK}:{self.serial}:{day}:{self.seller_id}:{int(self.payable)}:{self.digest.upper()}"


def parse(text: str) -> ProofCode:
    """Read what a scanner sends: letters of either size, digits of any script. Raises ShopError ``bad_proof_code``."""
    match = _SHAPE.fullmatch(fold_digits(strip_controls(text)).strip().upper())
    if match is None:
        raise ShopError("bad_proof_code")
    serial, year, month, of_month, seller, payable, digest = match.groups()
    try:
        day = parse_day(f"{year}/{month}/{of_month}")
        code = ProofCode(Serial.parse(serial), day, seller, Rial(int(payable)), digest.lower())
    except ShopError as error:
        raise ShopError("bad_proof_code") from error
    # A year that parse_day takes for Gregorian, a short serial, zeros before the amount: no code of ours says them so.
    if code.text != match[0]:
        raise ShopError("bad_proof_code")
    return code
