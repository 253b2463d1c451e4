"""Reads papers as others read them: poppler's pdftotext, Chrome's PDFium, and the bare codes of the content streams."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest

_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext is not installed (Debian: poppler-utils)"
)

needs_zbar = pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbarimg is not installed (Debian: zbar-tools)")


def without_marks(text: str) -> str:
    """The text without marks of direction, which nobody sees."""
    return _MARKS.sub("", text)


def poppler_lines(pdf: bytes) -> list[str]:
    """Lines as `pdftotext -layout` gives them, with single spaces and without marks."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    lines = without_marks(done.stdout.decode()).replace("\f", "").splitlines()
    return [" ".join(line.split()) for line in lines if line.strip()]


def words_of(text: str) -> list[str]:
    """The words of a text without the signs around them."""
    bare = (word.strip("«»()[]،؛:.…|–") for word in without_marks(text).split())
    return [word for word in bare if word]


def share_found(pdf: bytes, texts: Iterable[str]) -> float:
    """Which part of the words of some texts poppler finds in a paper, each as often as it stands there."""
    expected = Counter(word for text in texts for word in words_of(text))
    found = Counter(words_of(" ".join(poppler_lines(pdf))))
    return (expected & found).total() / expected.total()


def in_this_order(text: str, phrases: Iterable[str]) -> list[str]:
    """The phrases that do not follow on the one before them in a text; none where all stand in their order."""
    at = 0
    astray = []
    for phrase in phrases:
        place = text.find(phrase, at)
        if place < 0:
            astray.append(phrase)
        else:
            at = place + len(phrase)
    return astray


def code_on(pdf: bytes, folder: Path, dots_an_inch: int = 200) -> str:
    """What zbarimg reads from the code on the first page, rendered as an office scanner would."""
    picture = folder / "page.png"
    pypdfium2.PdfDocument(pdf)[0].render(scale=dots_an_inch / 72, grayscale=True).to_pil().save(picture)
    done = subprocess.run(["zbarimg", "--quiet", "--raw", str(picture)], capture_output=True, check=True)
    return done.stdout.decode().strip()


def chrome_pages(pdf: bytes) -> list[str]:
    """The text of each page as Chrome copies it, without marks."""
    document = pypdfium2.PdfDocument(pdf)
    return [without_marks(page.get_textpage().get_text_range()).replace("\r\n", "\n") for page in document]


def chrome_finds(pdf: bytes, phrase: str) -> bool:
    """Whether Chrome's search box finds a phrase on the first page."""
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    return page.search(phrase).get_next() is not None


def char_boxes(pdf: bytes, page: int = 0, loose: bool = False) -> list[tuple[str, float, float, float, float]]:
    """Each visible character of a page with its box (left, bottom, right, top): of its ink, or of its whole advance."""
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    found = []
    for index in range(text.count_chars()):
        char = text.get_text_range(index, 1)
        if char.strip():
            found.append((char, *text.get_charbox(index, loose=loose)))
    return found


def fonts_of(page: pypdf.PageObject) -> dict[str, pypdf.generic.DictionaryObject]:
    """The fonts that a page names, by resource name."""
    fonts = page["/Resources"]["/Font"]
    return {name: fonts[name].get_object() for name in fonts}


def drawn_codes(page: pypdf.PageObject) -> Iterator[tuple[str, int]]:
    """Each character code that a page and its stencils draw, with the resource name of its font."""
    stencils = page["/Resources"].get("/XObject", {})
    streams = [page.get_contents().get_data(), *(stencils[name].get_object().get_data() for name in stencils)]
    for stream in streams:
        font = ""
        for token in re.finditer(r"(/F\d) [\d.]+ Tf|<([0-9a-f]*)> Tj", stream.decode("ascii")):
            font = token[1] or font
            codes = token[2] or ""
            yield from ((font, int(codes[at : at + 4], 16)) for at in range(0, len(codes), 4))


def read(pdf: bytes) -> pypdf.PdfReader:
    """The file, parsed strictly."""
    return pypdf.PdfReader(BytesIO(pdf), strict=True)
