"""The drawing of one page or stencil as PDF operators, in layers, cut into the pieces that the structure owns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bakala_desktop.documents.font_use import FontUse
from bakala_desktop.documents.fonts import Run
from bakala_desktop.documents.pdf_file import deflate
from bakala_desktop.documents.structure import Element

_DECORATION = "/Artifact BMC"


@lru_cache(maxsize=4096)
def _marks(kind: str, first: int, count: int) -> list[tuple[str, str]]:
    """Return the operators around the pieces of a row; each page counts its pieces anew, so they come again."""
    return [(f"/{kind} <</MCID {piece}>> BDC ", " EMC") for piece in range(first, first + count)]


class Content:
    """Operators of a page: stencils beneath, then shades and lines, figures, and one text object above them all.

    `page` is the page's number in the file; a stencil has none: it is decoration wherever it is shown, and is not cut
    into pieces. Where the owner of a drawing is None, it is decoration.
    """

    def __init__(self, used: FontUse, page: int = 0):
        self.page = page
        self.shown: list[str] = []
        self.shades: list[str] = []
        self.lines: list[str] = []
        self.owners: list[str] = []
        self._figures: list[str] = []
        self._texts: list[str] = []
        self._used = used
        self._font: tuple[str, float] | None = None
        self._owner: Element | None = None
        self._is_open = False

    def text(self, x: float, y: float, run: Run, size: float, owner: Element | None) -> None:
        """Draw a run with its left end on the baseline at (x, y)."""
        if self.page and (owner is not self._owner or not self._is_open):
            self._begin_piece(owner)
        if owner is not None:
            owner.runs.append(run)
        self._show(x, y, run, size)

    def row(self, y: float, size: float, placed: Sequence[tuple[float, Run, float]], owner: Element | None) -> None:
        """Draw runs of one font (x, run, own size) on one baseline."""
        if self.page and (owner is not self._owner or not self._is_open):
            self._begin_piece(owner)
        if owner is not None:
            owner.runs += [run for _, run, _ in placed]
        self._show_row(y, size, placed, [("", "")] * len(placed))

    def cells(self, y: float, size: float, placed: Sequence[tuple[float, Run, float]], kind: str) -> int:
        """Draw runs as in `row`, each as a piece of its own, and return the first piece.

        The owners of these pieces are still to be added to `owners`.
        """
        self._end_piece()
        first = len(self.owners)
        self._show_row(y, size, placed, _marks(kind, first, len(placed)))
        return first

    def figure(self, operators: str, owner: Element | None) -> None:
        """Draw operators that fill shapes, above the lines."""
        begin = self._mark(owner) if self.page else ""
        self._figures.append(f"{begin}\n{operators}\nEMC" if begin else operators)

    def _show(self, x: float, y: float, run: Run, size: float) -> None:
        font = run.font.resource
        if self._font != (font, size):
            self._font = (font, size)
            self._texts.append(f"/{font} {size:.2f} Tf")
            self._used.add(run.font)
        if run.rare or run.missing:
            self._used.note(run)
        self._texts.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm <{run.codes}> Tj")

    def _show_row(
        self, y: float, size: float, placed: Sequence[tuple[float, Run, float]], marks: Sequence[tuple[str, str]]
    ) -> None:
        """Draw runs on one baseline by their distances, which takes less room than their places."""
        write = self._texts.append
        at = None
        for (x, run, own_size), (begin, end) in zip(placed, marks, strict=True):
            if at is None or own_size != size:
                write(begin)
                self._show(x, y, run, own_size)
                write(end)
                at = round(x, 2) if own_size == size else None
            else:
                place = round(x, 2)
                write(f"{begin}{place - at:.2f} 0 Td <{run.codes}> Tj{end}")
                at = place
                if run.rare or run.missing:
                    self._used.note(run)

    def _mark(self, owner: Element | None) -> str:
        """Return the operator that begins a piece, and give the piece to its owner."""
        if owner is None:
            return _DECORATION
        piece = len(self.owners)
        self.owners.append(f"{owner.number} 0 R")
        owner.add_piece(self.page, piece)
        return f"/{owner.kind} <</MCID {piece}>> BDC"

    def _begin_piece(self, owner: Element | None) -> None:
        self._end_piece()
        self._texts.append(self._mark(owner))
        self._owner, self._is_open = owner, True

    def _end_piece(self) -> None:
        if self._is_open:
            self._texts.append("EMC")
            self._is_open = False

    def stream(self) -> bytes:
        """Return the operators, deflated."""
        self._end_piece()
        under = [*self.shown, "0 g 0 G", *self.shades, "0 g", *self.lines]
        if self.page:
            under = [_DECORATION, *under, "EMC"]
        texts = ["BT", *self._texts, "ET"] if self._texts else []
        return deflate("\n".join([*under, *self._figures, *texts]).encode("ascii"))
