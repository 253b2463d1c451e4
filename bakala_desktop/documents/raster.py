"""Receipts as dots: the 1-bit raster that a thermal printer takes.

PDFium draws the page at one pixel to the dot, in grey; what is darker than the threshold is burnt. The sheet is laid
out on whole dots, so that bars and modules have no grey edges and the threshold concerns letters alone.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

from bakala_desktop.documents.page import Rendered
from bakala_desktop.documents.receipt_sheet import DOT, ReceiptWidth

THRESHOLD = 168
"""Greys below it become black, of 255.

A joining stroke of Vazirmatn is under two dots thick at the smallest size and mostly straddles two rows: at half grey
(128) it thins out to one dot, at 190 digits and teeth begin to run together. Drawing larger and folding looks no better
and takes four times as long.
"""

_WHITE = 0xFFFFFFFF
_BITS = bytes(ord("1") if grey < THRESHOLD else ord("0") for grey in range(256))


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture of black and white dots.

    `rows` holds `height` rows of `width` / 8 bytes each, the leftmost dot in the highest bit; 1 is black.
    """

    width: int
    height: int
    rows: bytes

    @property
    def row_bytes(self) -> int:
        """The bytes of one row."""
        return self.width // 8


def receipt_raster(rendered: Rendered, width: ReceiptWidth) -> Raster:
    """Return a receipt of this width as dots: just the part of its paper that the head of the printer reaches.

    Pages, which only a receipt of over five metres has several of, follow each other without a gap. PDFium serves one
    thread at a time: call it from one lane. Raises pypdfium2.PdfiumError for bytes that are no PDF.
    """
    # Loaded with the first receipt that goes to a thermal printer: papers alone have no need of it.
    import pypdfium2

    document = pypdfium2.PdfDocument(rendered.pdf)
    try:
        pages = [_page_dots(document[number], width) for number in range(len(document))]
    finally:
        document.close()
    rows = b"".join(pages)
    return Raster(width.printable, len(rows) * 8 // width.printable, rows)


def _page_dots(page: Any, width: ReceiptWidth) -> bytes:
    """Return the packed rows of one page."""
    import pypdfium2.raw as pdfium

    columns, rows = width.printable, round(page.get_height() / DOT)
    grey = ctypes.create_string_buffer(columns * rows)
    bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, pdfium.FPDFBitmap_Gray, grey, columns)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, _WHITE)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, -width.margin, 0, width.paper, rows, 0, pdfium.FPDF_GRAYSCALE)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    # One number in base two for the whole page: packing dot by dot in Python would take a hundred times as long.
    return int(grey.raw.translate(_BITS), 2).to_bytes(columns * rows // 8, "big")
