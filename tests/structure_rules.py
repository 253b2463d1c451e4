"""The rules of a tagged file: every drawing is decoration or owned by an element, and the tree holds together.

Source: ISO 32000-1, 14.6 to 14.8. Read by pikepdf, page by page.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Name

_PAINTING = {"Tj", "TJ", "f", "S", "Do", "sh", "B", "b", "F"}
_GROUPS = {"/Document", "/Part", "/Sect", "/Div", "/Table", "/THead", "/TBody", "/TFoot", "/TR", "/L", "/LI"}
_CHILDREN = {
    "/StructTreeRoot": {"/Document"},
    "/TR": {"/TH", "/TD"},
    "/Table": {"/TR", "/THead", "/TBody", "/TFoot", "/Caption"},
    "/THead": {"/TR"},
    "/TBody": {"/TR"},
    "/L": {"/LI", "/Caption"},
    "/LI": {"/Lbl", "/LBody"},
}


def structure_faults(pdf: bytes) -> list[str]:
    """Every rule that the tree and the marks of the pages break, in words."""
    with pikepdf.open(BytesIO(pdf)) as file:
        root = file.Root.StructTreeRoot
        found = list(_page_faults(file))
        for element, parent in elements(root):
            found += _element_faults(element, parent)
        for element, _ in elements(root):
            if Name.Table == element.S:
                found += _table_faults(element)
    return found


def elements(parent: Any) -> Iterator[tuple[Any, Any]]:
    """Every element below another one with its parent, in the order of reading."""
    for kid in _kids(parent):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid, parent
            yield from elements(kid)


def outline(pdf: bytes) -> list[str]:
    """Every element of a file as its kind, one space deeper in each level, with the text that it gives of itself."""
    with pikepdf.open(BytesIO(pdf)) as file:
        lines = []
        depths = {file.Root.StructTreeRoot.objgen: -1}
        for element, parent in elements(file.Root.StructTreeRoot):
            depths[element.objgen] = depth = depths[parent.objgen] + 1
            said = element.get("/ActualText", element.get("/Alt", ""))
            lines.append(f"{' ' * depth}{str(element.S)[1:]} {said}".rstrip())
    return lines


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _pieces(element: Any) -> set[tuple[tuple[int, int], int]]:
    """The pieces of pages that an element owns: number of the page object, number of the piece."""
    found = set()
    for kid in _kids(element):
        if isinstance(kid, int):
            found.add((element.Pg.objgen, kid))
        elif kid.get("/Type") == Name.MCR:
            found.add((kid.get("/Pg", element.get("/Pg")).objgen, int(kid.MCID)))
    return found


def _page_faults(file: pikepdf.Pdf) -> Iterator[str]:
    listed = list(file.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(map(int, listed[::2]), listed[1::2], strict=True))
    owned = [piece for element, _ in elements(file.Root.StructTreeRoot) for piece in _pieces(element)]
    drawn = []
    for number, page in enumerate(file.pages, 1):
        marked, faults = _marks(page)
        yield from (f"page {number}: {fault}" for fault in faults)
        owners = list(parents.get(int(page.StructParents), ()))
        if marked != list(range(len(owners))):
            yield f"page {number}: its pieces are not those of the table of parents"
            continue
        drawn += [(page.objgen, piece) for piece in marked]
        for piece, owner in zip(marked, owners, strict=True):
            if (page.objgen, piece) not in _pieces(owner):
                yield f"page {number}: piece {piece} has an owner that does not know it"
    if sorted(owned) != sorted(drawn):
        yield "the elements do not own exactly what is drawn"


def _marks(page: pikepdf.Page) -> tuple[list[int], list[str]]:
    """The pieces of a page, in ascending order, and what is wrong with its marks."""
    pieces: list[int] = []
    faults: list[str] = []
    depth = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BMC", "BDC"):
            depth += 1
            if name == "BDC":
                pieces.append(int(operands[1].MCID))
            elif operands[0] != Name.Artifact:
                faults.append("a piece is neither decoration nor numbered")
        elif name == "EMC":
            depth -= 1
        elif name in _PAINTING and depth != 1:
            faults.append(f"{name} lies in {depth} pieces")
    if depth:
        faults.append("a piece has no end")
    return sorted(pieces), faults


def _element_faults(element: Any, parent: Any) -> Iterator[str]:
    kind = str(element.S)
    if element.P.objgen != parent.objgen:
        yield f"{kind} names another parent"
    above = str(parent.get("/S", "/StructTreeRoot"))
    if kind not in _CHILDREN.get(above, {kind}):
        yield f"{kind} stands in {above}"
    if kind in _GROUPS and _pieces(element):
        yield f"{kind} owns a piece of a page"
    if kind == "/Figure" and not str(element.get("/Alt", "")).strip():
        yield "a figure has no words"


def _table_faults(table: Any) -> Iterator[str]:
    rows = [element for element, _ in elements(table) if element.S == Name.TR]
    widths = [sum(_attribute(cell, "/ColSpan", 1) for cell, _ in elements(row) if cell.S in _CELLS) for row in rows]
    if not rows or set(widths) != {widths[0]}:
        yield f"the rows of a table have {sorted(set(widths))} columns"
        return
    heads = [cell for cell, _ in elements(rows[0])]
    if any(cell.S != Name.TH or _attribute(cell, "/Scope", None) != Name.Column for cell in heads):
        yield "the first row of a table does not head its columns"


_CELLS = (Name.TH, Name.TD)


def _attribute(element: Any, key: str, default: Any) -> Any:
    return element.get("/A", {}).get(key, default)
