"""The one written form of values that are digested: snapshots, settings, rows of the audit trail."""

from __future__ import annotations

import json
from hashlib import sha256


def canonical_json(values: object) -> str:
    """Write plain values in the one form that is digested: sorted keys, no spaces, UTF-8 as it is."""
    return _CANONICAL.encode(values)


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    """Return the SHA-256 of a canonical text, in hex."""
    return sha256(text.encode()).hexdigest()
