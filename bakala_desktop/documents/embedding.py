"""Putting a font into a PDF: subset, widths, and the ToUnicode by which text is copied and searched.

A composite font (Type 0) is used, with two bytes for each character: several characters may share one glyph and yet
be copied as different texts, and a text never has to be broken because a subset of 256 is full.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC

from bakala_desktop.documents.font_file import FontFile
from bakala_desktop.documents.glyphs import copied_text

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
    to_unicode: bytes
    widths: str
    metrics: dict[str, Any]

    def add_to(self, document: Any) -> Any:
        """Add the objects to a ReportLab PDFDocument and return the reference that a page's resources hold."""
        descriptor = pdfdoc.PDFDictionary({**self.metrics, "FontFile2": self._program(document)})
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": pdfdoc.PDFName(self.name),
                "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
                "FontDescriptor": document.Reference(descriptor),
                "W": self.widths,
                "CIDToGIDMap": document.Reference(deflated_stream(self.glyph_map)),
            }
        )
        whole = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": pdfdoc.PDFName(self.name),
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
                "ToUnicode": document.Reference(deflated_stream(self.to_unicode)),
            }
        )
        return document.Reference(whole)

    def _program(self, document: Any) -> Any:
        stream = deflated_stream(self.program)
        stream.dictionary["Length1"] = self.program_length
        return document.Reference(stream)


def deflated_stream(data: bytes) -> Any:
    """Wrap bytes that are deflated already, so that no setting of ReportLab encodes them again."""
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Filter": "/FlateDecode"}), data)


def embeddable(file: FontFile, name: str, characters: Sequence[str], numbers: Sequence[int]) -> Embeddable:
    """Cut `file` for `characters`, which content streams call by `numbers` (ascending)."""
    subset = file.subset(characters)
    tagged = f"{_subset_tag(numbers)}+{name}"
    return Embeddable(
        name=tagged,
        program=zlib.compress(subset.data),
        program_length=len(subset.data),
        glyph_map=zlib.compress(_glyph_map(numbers, subset.glyphs)),
        to_unicode=zlib.compress(_to_unicode(characters, numbers).encode("ascii")),
        widths=_widths(file, characters, numbers),
        metrics=_metrics(file.face, tagged),
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


def _metrics(face: Any, name: str) -> dict[str, Any]:
    return {
        "Type": "/FontDescriptor",
        "FontName": pdfdoc.PDFName(name),
        "Flags": face.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC,
        "FontBBox": pdfdoc.PDFArray([round(edge) for edge in face.bbox]),
        "Ascent": round(face.ascent),
        "Descent": round(face.descent),
        "CapHeight": round(face.capHeight),
        "ItalicAngle": face.italicAngle,
        "StemV": face.stemV,
    }
