"""Paper: pages written straight into PDF content streams, one text object on each, lines and shades beneath it.

ReportLab's Canvas takes five times the rest of an invoice for the same strings, and knows neither tags nor PDF/A.
The file is PDF/A-3u with a tagged structure and a seal. It is the same, byte by byte, whenever and wherever the same
things are drawn: its dates are the document's own. Coordinates are in points from the lower left corner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from bakala_desktop.documents.about import About, Attachment
from bakala_desktop.documents.content import Content
from bakala_desktop.documents.font_use import FontUse
from bakala_desktop.documents.fonts import Run
from bakala_desktop.documents.metadata import add_catalogue, add_information, attach
from bakala_desktop.documents.pdf_file import PdfFile
from bakala_desktop.documents.qr import code_operators
from bakala_desktop.documents.seal import sealed
from bakala_desktop.documents.structure import GROUPS, Element, Scope, Structure, attributes_of

__all__ = ["A4_LANDSCAPE", "About", "Attachment", "Paper", "Rendered"]

A4_LANDSCAPE = (841.89, 595.28)


CODE_ALT = "رمزینهٔ QR سند"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished paper: the file, its number of pages, and the characters that the fonts lack (drawn as U+FFFD)."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...] = ()


@dataclass(slots=True)
class _Sheet:
    """A page of the document being drawn: its number in the file, and what its last words wait for."""

    number: int
    parents: int = -1
    streams: list[int] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    later: list[Callable[[int], None]] = field(default_factory=list)


class Paper:
    """A document being drawn, page after page; or several, one after the other in one file (`next_document`).

    Texts come as runs (`fonts`). What is drawn inside `tagged` belongs to the structure, in the order of drawing; all
    else is decoration, which is not read aloud. What a page draws may be finished by `later`, for «صفحهٔ ۱ از ۳».
    Raises ValueError for two attachments of one name.
    """

    def __init__(self, about: About, size: tuple[float, float] = A4_LANDSCAPE, attachments: Sequence[Attachment] = ()):
        self.width, self.height = size
        self._about = about
        self._attached: dict[str, int] = {}
        self._file = PdfFile()
        self._used = FontUse()
        self._tree, self._fonts = range(first := self._file.reserve(2), first + 2)
        self._structure = Structure(self._file)
        self._pages: list[int] = []
        self._stencils: dict[str, int] = {}
        self._owner: Element | None = None
        self._is_decoration = False
        self._begin(attachments)

    def _begin(self, attachments: Sequence[Attachment]) -> None:
        for attachment in attachments:
            if attachment.name in self._attached:
                raise ValueError(f"two attachments of a file share a name: {attachment.name}")
            self._attached[attachment.name] = attach(self._file, attachment)
        self._sheets: list[_Sheet] = []
        self._repeated: list[Callable[[], None]] = []
        self._repeated_stencil = ""
        self._add_sheet()

    def _add_sheet(self) -> None:
        self._sheets.append(_Sheet(self._file.reserve()))
        self._content = Content(self._used, self._sheets[-1].number)

    @property
    def page_number(self) -> int:
        """The number of the page being drawn, from 1 in each document."""
        return len(self._sheets)

    def turn(self) -> None:
        """Begin the next page, and show on it what is repeated."""
        self._close_sheet()
        self._add_sheet()
        if self._repeated:
            self._repeated_stencil = self._repeated_stencil or self.stencil(self._draw_repeated)
            self.stamp(self._repeated_stencil)

    def next_document(self, attachments: Sequence[Attachment] = ()) -> None:
        """End this document and begin another one in the same file, on a page of its own that is numbered 1.

        The stencils made so far may be stamped on its pages; nothing is repeated on them. Raises ValueError for an
        attachment whose name is taken, and inside an element.
        """
        self._end()
        self._structure.next_part()
        self._begin(attachments)

    @contextmanager
    def tagged(
        self, kind: str, *, alt: str = "", scope: Scope = "", col_span: int = 1, row_span: int = 1
    ) -> Iterator[None]:
        """Make all that is drawn inside an element of the structure; it may hold others, and go over pages.

        `kind` is one of `structure.GROUPS`, whose own drawing is decoration, or of `structure.LEAVES`. `alt` is what is
        read aloud in place of a figure; the others say how a cell stands in its table. Inside a stencil and in `later`
        nothing is tagged. Raises ValueError for a kind that is not known.
        """
        if self._is_decoration:
            yield
            return
        outer = self._owner
        element = self._structure.open(kind, attributes_of(alt, scope, col_span, row_span))
        self._owner = None if kind in GROUPS else element
        try:
            yield
        finally:
            self._structure.close()
            self._owner = outer

    def repeat(self, draw: Callable[[], None]) -> None:
        """Draw something now, with its tags, and show it on all later pages of the document as decoration.

        `draw` is called once more if there are such pages, so it must draw the same again. It lies beneath all else
        there.
        """
        draw()
        self._repeated.append(draw)
        self._repeated_stencil = ""

    def _draw_repeated(self) -> None:
        for draw in self._repeated:
            draw()

    def stencil(self, draw: Callable[[], None]) -> str:
        """Draw something once that many pages show, beneath all else, as decoration; return its name for `stamp`."""
        page, self._content = self._content, Content(self._used)
        with self._decoration():
            draw()
        box = f"[0 0 {self.width} {self.height}]/Resources<</Font {self._fonts} 0 R>>"
        name = f"S{len(self._stencils) + 1}"
        self._stencils[name] = self._file.stream(self._content.stream(), f"/Type/XObject/Subtype/Form/BBox{box}")
        self._content = page
        return name

    def stamp(self, name: str) -> None:
        """Show a stencil on this page."""
        self._sheets[-1].shown.add(name)
        self._content.shown.append(f"/{name} Do")

    @contextmanager
    def _decoration(self) -> Iterator[None]:
        before = self._owner, self._is_decoration
        self._owner, self._is_decoration = None, True
        try:
            yield
        finally:
            self._owner, self._is_decoration = before

    def text(self, x: float, y: float, run: Run, size: float) -> None:
        """Draw a run with its left end on the baseline at (x, y)."""
        self._content.text(x, y, run, size, self._owner)

    def line(self, y: float, size: float, placed: Sequence[tuple[float, Run, float]], kind: str = "") -> None:
        """Draw runs of one font on one baseline: the quick way for rows of tables.

        Each comes with the x of its left end and with its size, which is `size` except where it had to shrink. With a
        `kind`, as TD, each is an element of its own within the current one; straight in a table they are a row of it.
        """
        if not placed:
            return
        if not kind or self._is_decoration:
            self._content.row(y, size, placed, self._owner)
            return
        first = self._content.cells(y, size, placed, kind)
        runs = [run for _, run, _ in placed]
        self._content.owners += self._structure.cells(kind, self._content.page, first, runs)

    def right(self, x: float, y: float, run: Run, size: float) -> None:
        """Draw a run that ends at x."""
        self.text(x - run.at(size), y, run, size)

    def centre(self, x: float, y: float, run: Run, size: float) -> None:
        """Draw a run with its middle at x."""
        self.text(x - run.at(size) / 2, y, run, size)

    def shade(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """Fill a rectangle; `grey` goes from 0, black, to 1, white."""
        self._content.shades.append(f"{grey:.2f} g {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def rules(self, weight: float, *rules: tuple[float, float, float, float], grey: float = 0) -> None:
        """Draw straight lines (x1, y1, x2, y2) of one weight."""
        if rules:
            path = " ".join([f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l" for a, b, c, d in rules])
            self._content.lines.append(f"{grey:.2f} G {weight:.2f} w {path} S")

    def box(self, x: float, y: float, width: float, height: float, weight: float, grey: float = 0) -> None:
        """Draw the outline of a rectangle."""
        self._content.lines.append(f"{grey:.2f} G {weight:.2f} w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def code_square(self, x: float, y: float, side: float, text: str, *, dot: float = 0, alt: str = CODE_ALT) -> None:
        """Draw `text` as a QR code with its quiet zone inside a square, as a figure (`qr.code_operators`).

        Raises ValueError where the square has no room for it.
        """
        operators = code_operators(x, y, side, text, dot)
        with self.tagged("Figure", alt=alt):
            self._content.figure(operators, self._owner)

    def later(self, draw: Callable[[int], None]) -> None:
        """Have `draw` finish this page, as decoration, once the number of pages, which it is given, is known."""
        self._sheets[-1].later.append(draw)

    def finish(self) -> Rendered:
        """Close the file and return its bytes, sealed. Raises ValueError inside an element."""
        self._end()
        self._structure.finish()
        self._used.embed(self._file, self._fonts)
        kids = " ".join([f"{page} 0 R" for page in self._pages])
        self._file.pack(self._tree, f"<</Type/Pages/Count {len(self._pages)}/Kids[{kids}]>>")
        root = add_catalogue(self._file, self._tree, self._structure.root, self._about, self._attached)
        whole = self._file.finish(root, add_information(self._file, self._about))
        return Rendered(sealed(whole), len(self._pages), self._used.missing)

    def _close_sheet(self) -> None:
        """Write what the page holds: from here on only `later` adds to it, in a stream of its own."""
        sheet = self._sheets[-1]
        if sheet.parents < 0:
            sheet.parents = self._structure.add_page(self._content.owners)
        sheet.streams.append(self._file.stream(self._content.stream()))

    def _end(self) -> None:
        """Finish the pages of the document and write them."""
        count = len(self._sheets)
        last = self._sheets[-1]
        with self._decoration():
            for draw in last.later:
                draw(count)
            self._close_sheet()
            for sheet in self._sheets[:-1]:
                self._finish_sheet(sheet, count)
        self._pages += [self._page_object(sheet) for sheet in self._sheets]

    def _finish_sheet(self, sheet: _Sheet, count: int) -> None:
        if sheet.later:
            self._content = Content(self._used, sheet.number)
            for draw in sheet.later:
                draw(count)
            sheet.streams.append(self._file.stream(self._content.stream()))

    def _page_object(self, sheet: _Sheet) -> int:
        forms = "".join([f"/{name} {self._stencils[name]} 0 R" for name in sorted(sheet.shown)])
        resources = f"/Font {self._fonts} 0 R" + (f"/XObject<<{forms}>>" if forms else "")
        streams = " ".join([f"{stream} 0 R" for stream in sheet.streams])
        self._file.pack(
            sheet.number,
            f"<</Type/Page/Parent {self._tree} 0 R/MediaBox[0 0 {self.width} {self.height}]"
            f"/Resources<<{resources}>>/Contents[{streams}]/StructParents {sheet.parents}>>",
        )
        return sheet.number
