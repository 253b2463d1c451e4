"""The seal of a file: a digest over all its bytes but the digest itself, in the catalogue.

It shows a change, by mistake or by an editor; it proves no author, for anyone can compute it: that is the work of a
signature. A signature is appended behind the sealed bytes, so their number stands in the file beside the digest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256

_FIELD = "/BKLA_Length {length:010d}/BKLA_Digest<{digest}>"
UNSEALED = _FIELD.format(length=0, digest="0" * 64)
"""The two entries of a catalogue that is not yet sealed: private names of ours (ISO 32000-1, annex E)."""

_SEAL = re.compile(rb"/BKLA_Length (\d{10})/BKLA_Digest<([0-9a-f]{64})>")
_TRACE = b"BKLA"


class Verdict(Enum):
    """What a seal says about a file."""

    INTACT = "intact"
    EXTENDED = "extended"
    BROKEN = "broken"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class SealState:
    """The verdict, and how many bytes from the start the seal covers (0 where it is broken or absent).

    EXTENDED: these are unchanged, and more was appended. That is right for a signed file alone, whose signature has to
    cover all of it.
    """

    verdict: Verdict
    length: int = 0


def sealed(pdf: bytes) -> bytes:
    """Return a file with its seal filled in. Raises ValueError where its catalogue has no empty one."""
    place = pdf.find(UNSEALED.encode("ascii"))
    if place < 0:
        raise ValueError("this file has no field for a seal")
    whole = bytearray(pdf)
    whole[place : place + len(UNSEALED)] = _FIELD.format(length=len(pdf), digest="0" * 64).encode("ascii")
    end = place + len(UNSEALED) - len(">")
    with memoryview(whole) as view:
        digest = _digest(view[: end - 64], view[end:])
    whole[end - 64 : end] = digest
    return bytes(whole)


def check_seal(pdf: bytes) -> SealState:
    """Return what the seal of a file says. Never raises, whatever the bytes are."""
    found = _SEAL.search(pdf)
    if not found:
        return SealState(Verdict.BROKEN if _TRACE in pdf else Verdict.ABSENT)
    length = int(found[1])
    start, end = found.span(2)
    view = memoryview(pdf)
    if not end < length <= len(pdf) or _digest(view[:start], view[end:length]) != found[2]:
        return SealState(Verdict.BROKEN)
    return SealState(Verdict.INTACT if length == len(pdf) else Verdict.EXTENDED, length)


def _digest(before: memoryview, after: memoryview) -> bytes:
    made = sha256(before)
    made.update(after)
    return made.hexdigest().encode("ascii")
