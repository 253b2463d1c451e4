"""The file under a paper: numbered objects written one after the other, small ones packed and deflated together.

A tagged invoice has an object for every cell. ReportLab writes each as a dictionary of its own with a line in the table
of contents; here they are strings that are joined, deflated and listed in bulk (object and cross-reference streams,
ISO 32000-1, 7.5.7 and 7.5.8). What has been written is never touched again, so a long paper needs little memory.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from hashlib import md5
from itertools import accumulate

_DEFLATE = 4
"""The level of compression: 6 takes over twice the time for 8 percent less."""

_HEAD = b"%PDF-1.7\n%\xc2\xab\xc2\xbb BKLA\n"
"""The second line tells transfer programs that the file is binary, and `seal` that it is one of ours."""

_ENTRY = struct.Struct(">BLH")
_PACKED_IN = struct.Struct(">BL")
"""The part of an entry that all objects of one stream share; the place in it follows."""

_FREE, _ALONE, _PACKED = range(3)
_PACK = 400
"""So many objects share a stream: a reader has to unpack all of them to get at one."""


def deflate(data: bytes) -> bytes:
    """Return data compressed as all streams of a paper are."""
    return zlib.compress(data, _DEFLATE)


class PdfFile:
    """A PDF being written. Objects are called by the numbers that `reserve` hands out."""

    def __init__(self) -> None:
        self._parts = [_HEAD]
        self._length = len(_HEAD)
        self._table = bytearray(_ENTRY.pack(_FREE, 0, 0xFFFF))
        self._count = 1
        self._packed: list[tuple[int, Sequence[str]]] = []
        self._waiting = 0

    def reserve(self, count: int = 1) -> int:
        """Return the first of `count` fresh numbers."""
        first = self._count
        self._count += count
        self._table.extend(bytes(_ENTRY.size * count))
        return first

    def put(self, number: int, body: bytes) -> None:
        """Write an object as it is."""
        _ENTRY.pack_into(self._table, _ENTRY.size * number, _ALONE, self._length, 0)
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def stream(self, deflated: bytes, entries: str = "", number: int = 0) -> int:
        """Write a stream that is deflated already, with further entries of its dictionary; return its number."""
        number = number or self.reserve()
        head = f"<</Filter/FlateDecode/Length {len(deflated)}{entries}>>"
        self.put(number, b"%b\nstream\n%b\nendstream" % (head.encode("ascii"), deflated))
        return number

    def pack(self, number: int, *bodies: str) -> None:
        """Write small objects with neighbouring numbers (no streams), together with others."""
        self._packed.append((number, bodies))
        self._waiting += len(bodies)
        if self._waiting >= _PACK:
            self._flush()

    def _flush(self) -> None:
        if not self._packed:
            return
        number = self.reserve()
        numbers = [first + place for first, bodies in self._packed for place in range(len(bodies))]
        bodies = [body for _, group in self._packed for body in group]
        offsets = accumulate((len(body) + 1 for body in bodies), initial=0)
        index = " ".join([f"{one} {offset}" for one, offset in zip(numbers, offsets, strict=False)])
        self._list_packed(number)
        data = f"{index}\n{chr(10).join(bodies)}".encode("ascii")
        self.stream(deflate(data), f"/Type/ObjStm/N {len(bodies)}/First {len(index) + 1}", number)
        self._packed = []
        self._waiting = 0

    def _list_packed(self, number: int) -> None:
        """Enter what waits into the table of contents as lying in stream `number`, group by group."""
        head = _PACKED_IN.pack(_PACKED, number)
        place = 0
        for first, bodies in self._packed:
            places = [one.to_bytes(2, "big") for one in range(place, place + len(bodies))]
            start = _ENTRY.size * first
            self._table[start : start + _ENTRY.size * len(bodies)] = head + head.join(places)
            place += len(bodies)

    def finish(self, root: int, info: int) -> bytes:
        """Close the file and return it; nothing can be added any more. Its identity is a digest of what is in it."""
        self._flush()
        start = self._length
        number = self.reserve()
        _ENTRY.pack_into(self._table, _ENTRY.size * number, _ALONE, start, 0)
        identity = md5(usedforsecurity=False)
        for part in self._parts:
            identity.update(part)
        name = identity.hexdigest()
        trailer = f"/Type/XRef/Size {self._count}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R/ID[<{name}><{name}>]"
        self.stream(deflate(bytes(self._table)), trailer, number)
        self._write(f"startxref\n{start}\n%%EOF\n".encode("ascii"))
        whole = b"".join(self._parts)
        self._parts.clear()
        return whole

    def _write(self, data: bytes) -> None:
        self._parts.append(data)
        self._length += len(data)
