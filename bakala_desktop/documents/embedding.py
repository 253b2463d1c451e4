"""Putting a font into a PDF: subset, widths, and the ToUnicode by which text is copied and searched.

A composite font (Type 0) is used, with two bytes for each character: several characters may share one glyph and yet
be copied as different texts, and a text never has to be broken because a subset of 256 is full.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC

from bakala_desktop.documents.font_file import FontFile
from bakala_desktop.documents.glyphs import copied_text
from bakala_desktop.documents.pdf_file import PdfFile

_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
_CMAP_BLOCK = 100
"""Most entries that one block of a CMap may hold."""


@dataclass(frozen=True, slots=True)
class Embeddable:
    """A font cut for one set of characters, its streams deflated: made once, put into many documents."""

    name: str
    program: bytes
    program_length: int
    glyph_map: bytes
    used_codes: bytes
    to_unicode: bytes
    widths: str
    metrics: str

    def add_to(self, file: PdfFile) -> int:
        """Write the font into a file and return the number that a page's resources name."""
        program = file.stream(self.program, f"/Length1 {self.program_length}")
        codes = file.stream(self.used_codes)
        descriptor, descendant, whole = range(first := file.reserve(3), first + 3)
        glyphs, unicode = file.stream(self.glyph_map), file.stream(self.to_unicode)
        described = f"{self.metrics}/FontFile2 {program} 0 R/CIDSet {codes} 0 R"
        file.pack(descriptor, f"<</Type/FontDescriptor/FontName/{self.name}{described}>>")
        system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        file.pack(
            descendant,
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{self.name}{system}/FontDescriptor {descriptor} 0 R"
            f"/W{self.widths}/CIDToGIDMap {glyphs} 0 R>>",
        )
        file.pack(
            whole,
            f"<</Type/Font/Subtype/Type0/BaseFont/{self.name}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>",
        )
        return whole


def embeddable(file: FontFile, name: str, characters: Sequence[str], numbers: Sequence[int]) -> Embeddable:
    """Cut `file` for `characters`, which content streams call by `numbers` (ascending)."""
    subset = file.subset(characters)
    tagged = f"{_subset_tag(numbers)}+{name}"
    return Embeddable(
        name=tagged,
        program=zlib.compress(subset.data),
        program_length=len(subset.data),
        glyph_map=zlib.compress(_glyph_map(numbers, subset.glyphs)),
        used_codes=zlib.compress(_used_codes(numbers)),
        to_unicode=zlib.compress(_to_unicode(characters, numbers).encode("ascii")),
        widths=_widths(file, characters, numbers),
        metrics=_metrics(file.face),
    )


def _subset_tag(numbers: Sequence[int]) -> str:
    """Return six capitals that are the same for the same subset and differ for different ones."""
    digest = zlib.crc32(repr(tuple(numbers)).encode())
    letters = []
    for _ in range(6):
        digest, place = divmod(digest, 26)
        letters.append(chr(ord("A") + place))
    return "".join(letters)


def _glyph_map(numbers: Sequence[int], glyphs: Sequence[int]) -> bytes:
    table = bytearray(2 * (numbers[-1] + 1))
    for number, glyph in zip(numbers, glyphs, strict=True):
        table[2 * number : 2 * number + 2] = glyph.to_bytes(2, "big")
    return bytes(table)


def _used_codes(numbers: Sequence[int]) -> bytes:
    """Return a bit for each code, the highest first, set where the subset has a glyph for it (.notdef included)."""
    table = bytearray(numbers[-1] // 8 + 1)
    for number in (0, *numbers):
        table[number // 8] |= 0x80 >> number % 8
    return bytes(table)


def _to_unicode(characters: Sequence[str], numbers: Sequence[int]) -> str:
    entries = [
        f"<{number:04X}> <{copied_text(char).encode('utf-16-be').hex().upper()}>\n"
        for char, number in zip(characters, numbers, strict=True)
    ]
    blocks = [entries[at : at + _CMAP_BLOCK] for at in range(0, len(entries), _CMAP_BLOCK)]
    body = "".join(f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks)
    return _CMAP_HEAD + body + _CMAP_TAIL


def _widths(file: FontFile, characters: Sequence[str], numbers: Sequence[int]) -> str:
    """Write the /W array: runs of neighbouring numbers, each with the widths of its characters."""
    parts: list[str] = []
    before = None
    for char, number in zip(characters, numbers, strict=True):
        if before is None or number != before + 1:
            parts.append(f"{']' if parts else ''} {number} [")
        parts.append(f" {file.width(char):g}")
        before = number
    return f"[{''.join(parts)}] ]"


def _metrics(face: Any) -> str:
    flags = face.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC
    box = " ".join(str(round(edge)) for edge in face.bbox)
    height = f"/Ascent {round(face.ascent)}/Descent {round(face.descent)}/CapHeight {round(face.capHeight)}"
    return f"/Flags {flags}/FontBBox[{box}]{height}/ItalicAngle {face.italicAngle:g}/StemV {face.stemV:g}"
