"""The rules of PDF/A-3u that our papers can break, as a list of what a file breaks. Source: ISO 19005-3.

Another program's reading (pikepdf, on qpdf) of the file, not the drawing's own memory of it. Empty means: none found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pikepdf
from pikepdf import Name

_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}
_SAME = {
    "/Title": "dc:title/rdf:Alt/rdf:li",
    "/Author": "dc:creator/rdf:Seq/rdf:li",
    "/Subject": "dc:description/rdf:Alt/rdf:li",
    "/Creator": "xmp:CreatorTool",
    "/Producer": "pdf:Producer",
}
_FORBIDDEN_KEYS = {
    "/AA",
    "/OpenAction",
    "/JavaScript",
    "/XFA",
    "/Encrypt",
    "/OCProperties",
    "/PS",
    "/Ref",
    "/OPI",
    "/TR",
}


def pdfa_faults(pdf: bytes) -> list[str]:
    """Every rule that the file breaks, in words."""
    with pikepdf.open(BytesIO(pdf)) as file:
        checks = (_file_faults, _metadata_faults, _intent_faults, _font_faults, _object_faults, _attachment_faults)
        found = [fault for check in checks for fault in check(file)]
    if not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", pdf):
        found.append("the head of the file names no version up to 1.7, or no binary content")
    return found


def xmp_of(file: pikepdf.Pdf) -> ElementTree.Element:
    """The metadata of a file, parsed."""
    return ElementTree.fromstring(file.Root.Metadata.read_raw_bytes())


def _file_faults(file: pikepdf.Pdf) -> Iterator[str]:
    yield from (str(problem) for problem in file.check_pdf_syntax())
    root = file.Root
    if file.is_encrypted:
        yield "the file is encrypted"
    if "/ID" not in file.trailer:
        yield "the trailer has no identity"
    if str(root.get("/Lang", "")) != "fa-IR":
        yield "the language is not fa-IR"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the title is not shown"
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "the file does not say that it is tagged"


def _metadata_faults(file: pikepdf.Pdf) -> Iterator[str]:
    stream = file.Root.get("/Metadata")
    if stream is None:
        yield "there are no metadata"
        return
    if "/Filter" in stream:
        yield "the metadata are compressed"
    xmp = xmp_of(file)

    def value(path: str) -> str | None:
        return xmp.findtext(f".//rdf:Description/{path}", namespaces=_SPACES)

    if (value("pdfaid:part"), value("pdfaid:conformance")) != ("3", "U"):
        yield "the metadata do not claim PDF/A-3u"
    for key, path in _SAME.items():
        if str(file.docinfo.get(key)) != value(path):
            yield f"{key} and {path} differ"
    for key, path in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
        if re.sub(r"\D", "", str(file.docinfo.get(key))) != re.sub(r"\D", "", value(path) or ""):
            yield f"{key} and {path} differ"


def _intent_faults(file: pikepdf.Pdf) -> Iterator[str]:
    intents = list(file.Root.get("/OutputIntents", []))
    if [intent.get("/S") for intent in intents] != [Name.GTS_PDFA1]:
        yield "there is not exactly one output intent of PDF/A"
        return
    profile = intents[0].DestOutputProfile
    data = profile.read_bytes()
    if data[36:40] != b"acsp" or int.from_bytes(data[:4], "big") != len(data) or data[8] > 4:
        yield "the colour profile is none of version 4 or below"
    if (data[12:16], data[16:20], profile.N) != (b"mntr", b"RGB ", 3):
        yield "the colour profile is not one of a screen in RGB"


def fonts_of_file(file: pikepdf.Pdf) -> list[Any]:
    """Each composite or simple font in the file."""
    objects = [one for one in file.objects if isinstance(one, pikepdf.Dictionary)]
    return [one for one in objects if one.get("/Type") == Name.Font and "/DescendantFonts" in one] + [
        one for one in objects if one.get("/Subtype") in (Name.Type1, Name.TrueType, Name.Type3)
    ]


def _font_faults(file: pikepdf.Pdf) -> Iterator[str]:
    fonts = fonts_of_file(file)
    if not fonts:
        yield "no font is embedded"
    for font in fonts:
        name = str(font.BaseFont)
        if not re.fullmatch(r"/[A-Z]{6}\+[\w-]+", name):
            yield f"{name} is not named as a subset"
        descendant = font.get("/DescendantFonts", [font])[0]
        if "/FontFile2" not in descendant.FontDescriptor:
            yield f"{name} is not embedded"
        if font.get("/Encoding") != Name("/Identity-H") or "/CIDToGIDMap" not in descendant:
            yield f"{name} has no way from codes to glyphs"
        elif _codes_in_set(descendant) != _codes_with_glyph(descendant):
            yield f"{name} names other codes than it has glyphs for"
        if "/ToUnicode" not in font:
            yield f"{name} has no texts for its codes"
            continue
        blocks = b"".join(re.findall(rb"beginbfchar(.*?)endbfchar", font.ToUnicode.read_bytes(), re.DOTALL))
        texts = dict(re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", blocks))
        if b"0000" in texts:
            yield f"{name} gives .notdef a text"
        if any(text in (b"0000", b"FEFF", b"FFFE") for text in texts.values()):
            yield f"{name} gives a code a text that is none"


def _codes_in_set(descendant: Any) -> list[int]:
    bits = "".join(f"{byte:08b}" for byte in descendant.FontDescriptor.CIDSet.read_bytes())
    return [code for code, bit in enumerate(bits) if bit == "1"]


def _codes_with_glyph(descendant: Any) -> list[int]:
    """The codes that the font draws, and 0, which is .notdef in every font."""
    glyphs = descendant.CIDToGIDMap.read_bytes()
    return [0, *(code for code in range(1, len(glyphs) // 2) if glyphs[2 * code : 2 * code + 2] != b"\0\0")]


def _object_faults(file: pikepdf.Pdf) -> Iterator[str]:
    for one in file.objects:
        if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            continue
        keys = set(one.keys())
        yield from (f"an object holds {key}" for key in sorted(keys & _FORBIDDEN_KEYS))
        if one.get("/S") == Name.Transparency or keys & {"/SMask", "/BM", "/CA", "/ca"}:
            yield "something is transparent"
        if isinstance(one, pikepdf.Stream):
            if "/F" in keys or one.get("/Filter") == Name.LZWDecode:
                yield "a stream lies outside the file or is packed with LZW"
            if one.get("/Subtype") == Name.Image and one.get("/Interpolate", False):
                yield "an image is interpolated"


def _attachment_faults(file: pikepdf.Pdf) -> Iterator[str]:
    tree = file.Root.get("/Names", {}).get("/EmbeddedFiles", {}).get("/Names", [])
    named = {one.objgen: str(name) for name, one in zip(list(tree)[::2], list(tree)[1::2], strict=True)}
    associated = [one.objgen for one in file.Root.get("/AF", [])]
    if sorted(named) != sorted(associated):
        yield "not every attached file is an associated one"
    if list(named.values()) != sorted(named.values()):
        yield "the names of the attached files are not in order"
    for objgen, name in named.items():
        one = file.get_object(objgen)
        data = one.EF.F
        if str(one.get("/F")) != name or str(one.get("/UF")) != name or "/AFRelationship" not in one:
            yield f"{name} says not what it is"
        if data.get("/Subtype") != Name("/application/json") or "/ModDate" not in data.get("/Params", {}):
            yield f"{name} has no type or no date"
        elif data.Params.Size != len(data.read_bytes()):
            yield f"{name} has another size"
