"""Which fonts a paper uses, which rare signs of them, and what they lack."""

from __future__ import annotations

from bakala_desktop.documents.fonts import Font, Run
from bakala_desktop.documents.pdf_file import PdfFile


class FontUse:
    """Collected while a paper is drawn; the fonts are cut for it at the end."""

    def __init__(self) -> None:
        self._fonts: dict[str, tuple[Font, set[str]]] = {}
        self._missing: set[str] = set()

    @property
    def missing(self) -> tuple[str, ...]:
        """The characters that no font had, in order of code."""
        return tuple(sorted(self._missing))

    def add(self, font: Font) -> None:
        """Note that a font is used."""
        self._fonts.setdefault(font.resource, (font, set()))

    def note(self, run: Run) -> None:
        """Remember what a run needs beyond the everyday signs, and what it lacks."""
        self.add(run.font)
        self._fonts[run.font.resource][1].update(run.rare)
        self._missing.update(run.missing)

    def embed(self, file: PdfFile, number: int) -> None:
        """Write the fonts, and under `number` the dictionary that names them."""
        names = [f"/{name} {font.embed(file, sorted(rare))} 0 R" for name, (font, rare) in sorted(self._fonts.items())]
        file.pack(number, f"<<{''.join(names)}>>")
