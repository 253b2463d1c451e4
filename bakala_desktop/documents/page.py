"""Paper: pages written straight into PDF content streams, one text object on each, lines and shades beneath it.

This is the level under ReportLab's Canvas, whose call for each string costs five times the rest of an invoice. The
file is the same, byte by byte, whenever and wherever the same things are drawn: its dates are the document's own.
Coordinates are in points from the lower left corner.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import md5
from typing import Any

from reportlab.pdfbase import pdfdoc

from bakala_desktop.documents.embedding import deflated_stream
from bakala_desktop.documents.fonts import Font, Run

A4_LANDSCAPE = (841.89, 595.28)
LANGUAGE = "fa-IR"
_DEFLATE = 4
"""The level of compression: 6 takes over twice the time for 8 percent less."""
PDF_VERSION = (1, 7)
PRODUCER = "Bakala Desktop"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished paper: the file, its number of pages, and the characters that the fonts lack (drawn as U+FFFD)."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What the file says about itself. `made_at` (aware) belongs to the document, never to the moment of drawing."""

    title: str
    author: str
    subject: str
    made_at: datetime


@dataclass(slots=True)
class _Page:
    """The drawing of one page, as PDF operators."""

    shades: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    stencils: list[str] = field(default_factory=list)
    font: tuple[str, float] | None = None

    def stream(self) -> bytes:
        """Return the operators, deflated: stencils, then shades, lines and texts above each other."""
        parts = [*self.stencils, "0 g 0 G", *self.shades, "0 g", *self.lines, "BT", *self.texts, "ET"]
        return zlib.compress("\n".join(parts).encode("ascii"), _DEFLATE)


class Paper:
    """A document being drawn, page after page.

    Texts come as runs (`fonts`); what a page draws may be finished later by `later`, for «صفحهٔ ۱ از ۳».
    """

    def __init__(self, about: About, size: tuple[float, float] = A4_LANDSCAPE):
        self.width, self.height = size
        self._about = about
        self._pages = [_Page()]
        self._fonts: dict[str, tuple[Font, set[str]]] = {}
        self._missing: set[str] = set()
        self._later: list[tuple[_Page, Callable[[int], None]]] = []
        self._stencils: dict[str, _Page] = {}

    @property
    def page_number(self) -> int:
        """The number of the page being drawn, from 1."""
        return len(self._pages)

    def turn(self) -> None:
        """Begin the next page."""
        self._pages.append(_Page())

    def stencil(self, draw: Callable[[], None]) -> str:
        """Draw something once that many pages show, beneath all else, and return its name for `stamp`."""
        name = f"S{len(self._stencils) + 1}"
        self._stencils[name] = sheet = _Page()
        self._pages.append(sheet)
        draw()
        self._pages.pop()
        return name

    def stamp(self, name: str) -> None:
        """Show a stencil on this page."""
        self._pages[-1].stencils.append(f"/{name} Do")

    def text(self, x: float, y: float, run: Run, size: float) -> None:
        """Draw a run with its left end on the baseline at (x, y)."""
        page = self._pages[-1]
        font = run.font.resource
        if page.font != (font, size):
            page.font = (font, size)
            page.texts.append(f"/{font} {size:.2f} Tf")
            self._fonts.setdefault(font, (run.font, set()))
        if run.rare or run.missing:
            self._note(run)
        page.texts.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm <{run.codes}> Tj")

    def _note(self, run: Run) -> None:
        """Remember what a run needs beyond the everyday signs, and what it lacks."""
        self._fonts[run.font.resource][1].update(run.rare)
        self._missing.update(run.missing)

    def line(self, y: float, size: float, placed: Sequence[tuple[float, Run, float]]) -> None:
        """Draw runs of one font on one baseline: the quick way for rows of tables.

        Each comes with the x of its left end and with its size, which is `size` except where it had to shrink.
        """
        write = self._pages[-1].texts.append
        shrunk = []
        at = None
        for item in placed:
            x, run, own_size = item
            if own_size != size:
                shrunk.append(item)
            elif at is None:
                self.text(x, y, run, size)
                at = round(x, 2)
            else:
                place = round(x, 2)
                write(f"{place - at:.2f} 0 Td <{run.codes}> Tj")
                at = place
                if run.rare or run.missing:
                    self._note(run)
        for x, run, own_size in shrunk:
            self.text(x, y, run, own_size)

    def right(self, x: float, y: float, run: Run, size: float) -> None:
        """Draw a run that ends at x."""
        self.text(x - run.at(size), y, run, size)

    def centre(self, x: float, y: float, run: Run, size: float) -> None:
        """Draw a run with its middle at x."""
        self.text(x - run.at(size) / 2, y, run, size)

    def shade(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """Fill a rectangle; `grey` goes from 0, black, to 1, white."""
        self._pages[-1].shades.append(f"{grey:.2f} g {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def rules(self, weight: float, *rules: tuple[float, float, float, float], grey: float = 0) -> None:
        """Draw straight lines (x1, y1, x2, y2) of one weight."""
        if rules:
            path = " ".join([f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l" for a, b, c, d in rules])
            self._pages[-1].lines.append(f"{grey:.2f} G {weight:.2f} w {path} S")

    def box(self, x: float, y: float, width: float, height: float, weight: float, grey: float = 0) -> None:
        """Draw the outline of a rectangle."""
        self._pages[-1].lines.append(f"{grey:.2f} G {weight:.2f} w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def later(self, draw: Callable[[int], None]) -> None:
        """Have `draw` finish this page once the number of pages, which it is given, is known."""
        self._later.append((self._pages[-1], draw))

    def finish(self) -> Rendered:
        """Close the document and return its bytes."""
        count = len(self._pages)
        for page, draw in self._later:
            self._pages.append(page)
            draw(count)
            self._pages.pop()
        return Rendered(self._file(), count, tuple(sorted(self._missing)))

    def _file(self) -> bytes:
        document = pdfdoc.PDFDocument(compression=1, invariant=1, pdfVersion=PDF_VERSION, lang=LANGUAGE)
        document.info = _Info(self._about)
        document.signature = md5(usedforsecurity=False)
        # No /Direction /R2L: Chrome's reader takes it for the direction of each line and turns serials round.
        document.Catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})
        fonts = pdfdoc.PDFDictionary(
            {name: font.embed(document, sorted(rare)) for name, (font, rare) in sorted(self._fonts.items())}
        )
        inner = document.Reference(pdfdoc.PDFDictionary({"Font": fonts}))
        stencils = {name: self._form(document, sheet, inner) for name, sheet in self._stencils.items()}
        shared = {"Font": fonts, "XObject": pdfdoc.PDFDictionary(stencils)} if stencils else {"Font": fonts}
        resources = document.Reference(pdfdoc.PDFDictionary(shared))
        for page in self._pages:
            document.addPage(self._page_object(document, page, resources))
        whole: bytes = document.GetPDFData(None)
        return whole

    def _form(self, document: Any, sheet: _Page, resources: Any) -> Any:
        stream = sheet.stream()
        document.updateSignature(stream)
        form = deflated_stream(stream)
        form.dictionary["Type"] = "/XObject"
        form.dictionary["Subtype"] = "/Form"
        form.dictionary["BBox"] = pdfdoc.PDFArray([0, 0, self.width, self.height])
        form.dictionary["Resources"] = resources
        return document.Reference(form)

    def _page_object(self, document: Any, page: _Page, resources: Any) -> Any:
        stream = page.stream()
        document.updateSignature(stream)
        made = pdfdoc.PDFPage()
        made.MediaBox = pdfdoc.PDFArray([0, 0, self.width, self.height])
        made.Contents = deflated_stream(stream)
        made.Resources = resources
        return made


class _Info(pdfdoc.PDFInfo):  # type: ignore[misc]
    """The information dictionary. ReportLab's own writes the moment of drawing, or the year 2000."""

    def __init__(self, about: About):
        super().__init__()
        self.title, self.author, self.subject = about.title, about.author, about.subject
        self._made_at = about.made_at.astimezone(UTC)

    def format(self, document: Any) -> bytes:
        """Return the dictionary as bytes; called by ReportLab."""
        moment = self._made_at.strftime("D:%Y%m%d%H%M%SZ")
        values = {
            "Title": self.title,
            "Author": self.author,
            "Subject": self.subject,
            "Creator": PRODUCER,
            "Producer": PRODUCER,
            "CreationDate": moment,
            "ModDate": moment,
        }
        entries = pdfdoc.PDFDictionary({key: pdfdoc.PDFString(value) for key, value in values.items()})
        formatted: bytes = entries.format(document)
        return formatted
