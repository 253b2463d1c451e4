"""The structure of a paper: what is a heading, a table, a row, a cell, in the order in which it is read aloud.

A page's drawing is cut into marked pieces; elements own them, and a table of parents leads back from a piece to its
element (ISO 32000-1, 14.7 and 14.8). Glyphs lie in the order of the eye, so an element also holds its text as it is
read. An element is one string, written when it is closed: an invoice has a thousand.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from bakala_desktop.documents.about import text_string
from bakala_desktop.documents.fonts import Run
from bakala_desktop.documents.pdf_file import PdfFile

GROUPS = frozenset({"Document", "Part", "Sect", "Div", "Table", "THead", "TBody", "TFoot", "TR", "L", "LI"})
"""Elements that hold elements only. What is drawn straight into one of them is decoration."""

LEAVES = frozenset({"H1", "H2", "H3", "P", "TH", "TD", "Lbl", "LBody", "Span", "Figure", "Caption", "Note", "Quote"})

KINDS = GROUPS | LEAVES

Scope = Literal["", "Column", "Row"]


class Element:
    """An open element: its kind, its number in the file, and what it holds so far."""

    __slots__ = ("attributes", "is_parent", "kids", "kind", "number", "page", "parent", "runs")

    def __init__(self, kind: str, number: int, parent: int, attributes: str = ""):
        self.kind = kind
        self.number = number
        self.parent = parent
        self.attributes = attributes
        self.kids: list[str] = []
        self.runs: list[Run] = []
        self.is_parent = False
        self.page = 0

    def add_piece(self, page: int, piece: int) -> None:
        """Take in a marked piece of a page, which is given as the page's number in the file."""
        self.page = self.page or page
        self.kids.append(str(piece) if page == self.page else f"<</Type/MCR/Pg {page} 0 R/MCID {piece}>>")

    def body(self) -> str:
        """Return the element as an object of the file."""
        on = f"/Pg {self.page} 0 R" if self.page else ""
        said = "" if self.is_parent else _said(self.runs)
        return f"<</S/{self.kind}/P {self.parent} 0 R{on}{self.attributes}{said}/K[{' '.join(self.kids)}]>>"


def _said(runs: Sequence[Run]) -> str:
    """Return the entry that holds the text of an element, where it is drawn in another order than it is read."""
    if any(run.said for run in runs):
        return _actual_text(" ".join([run.read_aloud() for run in runs]))
    return ""


@lru_cache(maxsize=4096)
def _actual_text(text: str) -> str:
    return f"/ActualText{text_string(text)}"


class Structure:
    """The tree of one file, growing as it is drawn: a single Document, with a Part for each paper in it."""

    def __init__(self, file: PdfFile):
        self._file = file
        self.root = file.reserve()
        self._pages: list[int] = []
        self._document = Element("Document", file.reserve(), self.root)
        self._open = [self._begun_part()]

    @property
    def current(self) -> Element:
        """The innermost element that is open."""
        return self._open[-1]

    def open(self, kind: str, attributes: str = "") -> Element:
        """Begin an element inside the current one. Raises ValueError for a kind that is not known."""
        if kind not in KINDS:
            raise ValueError(f"no kind of element: {kind}")
        parent = self.current
        element = Element(kind, self._file.reserve(), parent.number, attributes)
        parent.kids.append(f"{element.number} 0 R")
        parent.is_parent = True
        self._open.append(element)
        return element

    def close(self) -> None:
        """End the current element and write it."""
        element = self._open.pop()
        self._file.pack(element.number, element.body())

    def cells(self, kind: str, page: int, first_piece: int, runs: Sequence[Run]) -> list[str]:
        """Add elements that own one piece and one run each, numbered on from `first_piece`; return references to them.

        Inside a table they make a row of their own, which is written along with them.
        """
        parent = self.current
        is_row = parent.kind == "Table"
        first = self._file.reserve(len(runs) + is_row)
        references = [f"{number} 0 R" for number in range(first + is_row, first + is_row + len(runs))]
        head = f"<</S/{kind}/P {first if is_row else parent.number} 0 R/Pg {page} 0 R"
        said = [_actual_text(run.said) if run.said else "" for run in runs]
        bodies = [f"{head}{text}/K {piece}>>" for piece, text in enumerate(said, first_piece)]
        if is_row:
            row = f"<</S/TR/P {parent.number} 0 R/K[{' '.join(references)}]>>"
            self._file.pack(first, row, *bodies)
            parent.kids.append(f"{first} 0 R")
            parent.is_parent = True
        else:
            self._file.pack(first, *bodies)
            parent.kids += references
        return references

    def add_page(self, owners: Sequence[str]) -> int:
        """Note for a finished page which element owns each of its pieces; return the key that the page names."""
        number = self._file.reserve()
        self._file.pack(number, f"[{' '.join(owners)}]")
        self._pages.append(number)
        return len(self._pages) - 1

    def next_part(self) -> None:
        """End the paper that was drawn and begin the next one in the same file. Raises ValueError as `finish` does."""
        self._close_part()
        self._open = [self._begun_part()]

    def _close_part(self) -> None:
        if len(self._open) > 1:
            raise ValueError(f"an element is still open: {self.current.kind}")
        self.close()

    def _begun_part(self) -> Element:
        element = Element("Part", self._file.reserve(), self._document.number)
        self._document.kids.append(f"{element.number} 0 R")
        return element

    def finish(self) -> None:
        """Write what is left of the tree. Raises ValueError where an element is still open."""
        self._close_part()
        document, file = self._document, self._file
        file.pack(document.number, document.body())
        parents = file.reserve()
        pairs = " ".join([f"{key} {number} 0 R" for key, number in enumerate(self._pages)])
        file.pack(parents, f"<</Nums[{pairs}]>>")
        tree = f"/K[{document.number} 0 R]/ParentTree {parents} 0 R/ParentTreeNextKey {len(self._pages)}"
        file.pack(self.root, f"<</Type/StructTreeRoot{tree}>>")


def attributes_of(alt: str = "", scope: Scope = "", col_span: int = 1, row_span: int = 1) -> str:
    """Return the entries of an element: what is read aloud in place of a figure, and a cell's place in its table."""
    entries = f"/Alt{text_string(alt)}" if alt else ""
    table = f"/Scope/{scope}" if scope else ""
    table += f"/ColSpan {col_span}" if col_span != 1 else ""
    table += f"/RowSpan {row_span}" if row_span != 1 else ""
    return f"{entries}/A<</O/Table{table}>>" if table else entries
