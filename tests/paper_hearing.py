"""What a screen reader says of a paper: the elements of its structure in their order, as pikepdf reads them.

An element with an ActualText (or Alt) is said in these words. Of the others the marked pieces of the pages are taken,
code by code through the font's own table of texts, as every program has to do that knows nothing of our drawing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pdf_reading import without_marks
from pikepdf import Name
from structure_rules import elements

Pieces = dict[tuple[tuple[int, int], int], str]


@dataclass(frozen=True)
class Heard:
    """An element that speaks: its kind, the kinds around it from the outermost on, what is said."""

    kind: str
    within: tuple[str, ...]
    words: str


def hear(pdf: bytes) -> list[Heard]:
    """All that is said of a file, element by element."""
    with pikepdf.open(BytesIO(pdf)) as file:
        pieces = {key: text for page in file.pages for key, text in _pieces(page)}
        found = []
        around: dict[tuple[int, int], tuple[str, ...]] = {file.Root.StructTreeRoot.objgen: ()}
        for element, parent in elements(file.Root.StructTreeRoot):
            kind = str(element.S)[1:]
            around[element.objgen] = (*around[parent.objgen], kind)
            found.append(Heard(kind, around[parent.objgen], _words(element, pieces)))
    return [one for one in found if one.words or one.kind in ("TD", "TR", "Table")]


def said(pdf: bytes) -> str:
    """All that is said of a file, in one line."""
    return " ".join(one.words for one in hear(pdf) if one.words and one.kind != "Figure")


def _words(element: Any, pieces: Pieces) -> str:
    for key in ("/ActualText", "/Alt"):
        if key in element:
            return " ".join(without_marks(str(element[key])).split())
    kids = element.get("/K", [])
    texts = []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            texts.append(pieces.get((element.Pg.objgen, kid), ""))
        elif kid.get("/Type") == Name.MCR:
            texts.append(pieces.get((kid.get("/Pg", element.get("/Pg")).objgen, int(kid.MCID)), ""))
    return " ".join(without_marks(" ".join(texts)).split())


def _pieces(page: pikepdf.Page) -> Iterator[tuple[tuple[tuple[int, int], int], str]]:
    """The text of every numbered piece of a page, in the order of drawing."""
    tables = {name: _texts(font) for name, font in page.resources.get("/Font", {}).items()}
    texts: dict[str, str] = {}
    piece, shown = -1, []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                piece, shown = int(operands[1].MCID), []
            case "EMC" if piece >= 0:
                yield (page.objgen, piece), " ".join(shown)
                piece = -1
            case "Tf":
                texts = tables[str(operands[0])]
            case "Tj":
                codes = bytes(operands[0]).hex().upper()
                shown.append("".join(texts.get(codes[at : at + 4], "?") for at in range(0, len(codes), 4)))


def _texts(font: Any) -> dict[str, str]:
    """The text of each code of a font, in hexadecimal."""
    blocks = b"".join(re.findall(rb"beginbfchar(.*?)endbfchar", font.ToUnicode.read_bytes(), re.DOTALL))
    pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", blocks.decode())
    return {code: bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
