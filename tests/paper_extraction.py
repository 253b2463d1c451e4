"""How much of a paper other programs give back, and in which order: `python tests/paper_extraction.py` prints it.

What stands on a paper is taken from its structure, read by pikepdf (`paper_hearing`): each text as it was written. Page
numbers and headings that are repeated are not part of it, so a program may give back more than that.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))

from bidi import get_display
from paper_hearing import said
from pdf_reading import chrome_pages, without_marks, words_of
from sample_papers import paper, papers

from bakala_desktop.documents.closing_block import TICKED

_FIGURE = re.compile(r"[−-]?[۰-۹0-9][۰-۹0-9٬٫/:٪-]*")
_PERSIAN = re.compile("[\u0600-\u065f\u066a-\u06ff\u200c]")
_BOX = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
_LINE = 4.0
"""Boxes whose middles lie in the same strip of so many points stand on one line."""


@dataclass(frozen=True)
class Extraction:
    """Which parts of the words and of the figures came back, and of the words in the order of reading."""

    words: float
    figures: float
    order: float

    def __str__(self) -> str:
        return f"{self.words:7.1%}{self.figures:7.1%}{self.order:7.1%}"


def pdftotext(pdf: bytes, *options: str) -> str:
    """What poppler's pdftotext writes, without marks of direction."""
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return without_marks(done.stdout.decode())


def laid_out(pdf: bytes) -> str:
    """The lines of `pdftotext -layout`, their cells from the right to the left, as a Persian page is read."""
    lines = pdftotext(pdf, "-layout").splitlines()
    return "\n".join("  ".join(re.split(r"\s{2,}", line.strip())[::-1]) for line in lines)


def by_boxes(pdf: bytes) -> str:
    """The words of `pdftotext -bbox`, line by line from the right; inside of words it has the order of the eye."""
    found = []
    for page in pdftotext(pdf, "-bbox").split("<page")[1:]:
        boxes = [(*map(float, box[:4]), unescape(box[4])) for box in _BOX.findall(page)]
        boxes.sort(key=lambda box: (round((box[1] + box[3]) / 2 / _LINE), -box[2]))
        found += [get_display(word, base_dir="R") if _PERSIAN.search(word) else word for *_, word in boxes]
    return " ".join(found)


def in_chrome(pdf: bytes) -> str:
    """All that Chrome's PDFium copies, without marks of direction."""
    return "\n".join(chrome_pages(pdf))


READERS: dict[str, Callable[[bytes], str]] = {
    "pdftotext": pdftotext,
    "pdftotext -layout": laid_out,
    "pdftotext -bbox": by_boxes,
    "PDFium": in_chrome,
}


def extraction(expected: str, found: str) -> Extraction:
    """Compare what stands on a paper with what a program gives back. That a box is ticked is heard, never copied."""
    words, given = words_of(expected.replace(f"({TICKED})", "")), words_of(found)
    figures = Counter(word for word in words if _FIGURE.fullmatch(word))
    back = (Counter(words) & Counter(given)).total()
    return Extraction(
        back / len(words),
        (figures & Counter(given)).total() / max(1, figures.total()),
        _in_common(words, given) / len(words),
    )


def _in_common(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest row of words that both hold in the same order (Hyyrö, 2004: a column in one number)."""
    places: dict[str, int] = {}
    for place, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << place
    column = whole = (1 << len(one)) - 1
    for word in other:
        match = column & places.get(word, 0)
        column = ((column + match) | (column - match)) & whole
    return len(one) - column.bit_count()


def main() -> None:
    """Print a line for each paper: words, figures and words in order, for each reader."""
    lines = [f"{'':22}" + "".join(f"{name:^24}" for name in READERS)]
    lines.append(f"{'':22}" + "  words  figs. order   " * len(READERS))
    for name in papers():
        found = [str(extraction(said(paper(name)), read(paper(name)))) for read in READERS.values()]
        lines.append(f"{name:22}" + "   ".join(found))
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
