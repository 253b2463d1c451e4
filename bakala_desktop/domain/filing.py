"""What a document that changes an invoice is filed under: number, instant, seller, and why (design.md, rule 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bakala_desktop.domain.chain import Chain
from bakala_desktop.domain.document import DocumentId
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import tehran_iso
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.shop_profile import ShopProfile
from bakala_desktop.domain.text import normal_form

REASON_LIMIT = 300

CLOCK_SLACK = timedelta(minutes=5)
"""So far a till's clock may lag behind the one that dated the last document; the new one then bears that instant."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What a new document is filed under: identity, number, instant (UTC), and the seller as it stands that day."""

    id: DocumentId
    serial: Serial
    at: datetime
    seller: ShopProfile
    notes: str = ""


def instant_of_change(chain: Chain, now: datetime) -> datetime:
    """Return when a document that changes a chain is issued: never before the newest one in it.

    The tax authority takes no change that is older than what it changes. A clock that lags a little is passed over;
    one that was set back is refused, for a document must not be dated by guesswork. Raises ShopError
    ``clock_set_back``.
    """
    newest = chain.newest.issued_at
    if now + CLOCK_SLACK < newest:
        raise ShopError("clock_set_back", serial=str(chain.newest.serial), issued_at=tehran_iso(newest))
    return max(now, newest)


def checked_reason(text: str) -> str:
    """Return why an invoice is changed, in normal form. Raises ShopError ``reason_missing``, ``field_too_long``."""
    reason = normal_form(text)
    if not reason:
        raise ShopError("reason_missing", field="reason")
    if len(reason) > REASON_LIMIT:
        raise ShopError("field_too_long", field="reason", limit=REASON_LIMIT, length=len(reason))
    return reason
