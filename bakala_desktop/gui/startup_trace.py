"""When the steps of a start happened, for the benchmark: written only where ``BAKALA_STARTUP_TRACE`` names a file."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bakala_desktop.services.shop import Passwords, Shop

VARIABLE = "BAKALA_STARTUP_TRACE"

_marks: dict[str, float] = {}


def mark(step: str) -> None:
    """Note the wall-clock second at which a step happened first, comparable with that of the process's parent."""
    if VARIABLE in os.environ:
        _marks.setdefault(step, time.time())


def has_happened(step: str) -> bool:
    """Tell whether a step was noted."""
    return step in _marks


def write() -> None:
    """Write the noted steps as one JSON object, where they are wanted."""
    place = os.environ.get(VARIABLE)
    if place:
        fresh = Path(place + ".new")
        fresh.write_text(json.dumps(_marks), "utf-8")
        fresh.replace(place)


@dataclass(frozen=True, slots=True)
class _TimedPasswords:
    """Passwords whose slowness, which is their purpose, is noted apart from the program's own."""

    inner: Passwords

    def hash(self, password: str) -> str:
        return self.inner.hash(password)

    def fits(self, kept: str, password: str) -> bool:
        mark("argon2_began")
        answer = self.inner.fits(kept, password)
        mark("argon2_ended")
        return answer


def timed(shop: Shop) -> Shop:
    """Return the shop as it is, or one that notes how long the password took, where a trace is wanted."""
    return replace(shop, passwords=_TimedPasswords(shop.passwords)) if VARIABLE in os.environ else shop
