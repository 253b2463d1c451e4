"""UUIDv7 identities, made of a time and of chance that are handed in (design.md, rule 6)."""

from __future__ import annotations

from uuid import UUID

from bakala_desktop.domain.errors import ShopError


def uuid7(milliseconds: int, chance: bytes) -> UUID:
    """Return the UUIDv7 of a Unix time in milliseconds and ten random bytes (RFC 9562, 5.7).

    >>> uuid7(0x017F22E279B0, bytes.fromhex("0cc3" "18c4dc0c0c07398f"))
    UUID('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
    """
    random = int.from_bytes(chance, "big")
    high = (milliseconds << 16) | 0x7000 | (random >> 64 & 0x0FFF)
    low = 0x8000000000000000 | (random & 0x3FFFFFFFFFFFFFFF)
    return UUID(int=high << 64 | low)


def parse_id(text: str, code: str) -> UUID:
    """Read an identity that a caller gives. Raises ShopError ``code``: what is not even one is not there."""
    try:
        return UUID(text)
    except ValueError as error:
        raise ShopError(code, id=text[:40]) from error
