"""Pages of a PDF as pictures, whole or in bands; for the slow lane alone, since PDFium serves one thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from bakala_desktop.domain.errors import ShopTrouble

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class PageBand:
    """A part of a page: ``top`` and the picture's size are in pixels of the scale it was drawn at."""

    page: int
    top: int
    picture: QImage


def page_sizes(pdf: bytes) -> tuple[QSizeF, ...]:
    """Return the size of each page in points. Raises ShopTrouble ``paper_unreadable``."""
    document = _open(pdf)
    try:
        return tuple(QSizeF(*document.get_page_size(at)) for at in range(len(document)))
    finally:
        document.close()


def render_page(pdf: bytes, page: int, scale: float) -> QImage:
    """Return a page on white, ``scale`` pixels to the point. Raises ShopTrouble ``paper_unreadable``."""
    document = _open(pdf)
    try:
        return _picture(document[page].render(scale=scale, rev_byteorder=False))
    finally:
        document.close()


def render_band(pdf: bytes, page: int, scale: float, top: int, height: int) -> PageBand:
    """Return the rows ``top`` to ``top + height`` of a page: a sheet in print quality is 35 MB, a band two.

    Raises ShopTrouble ``paper_unreadable``.
    """
    document = _open(pdf)
    try:
        sheet = document[page]
        whole = sheet.get_height() * scale
        below = max(0.0, whole - top - height) / scale
        rendered = sheet.render(scale=scale, crop=(0, below, 0, top / scale))
        return PageBand(page, top, _picture(rendered))
    finally:
        document.close()


def _open(pdf: bytes) -> Any:
    # Loaded with the first paper: a start has no need of it.
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise ShopTrouble("paper_unreadable", detail=str(error)[:200]) from error


def _picture(bitmap: Any) -> QImage:
    formats = {
        "BGRx": QImage.Format.Format_RGB32,
        "BGRA": QImage.Format.Format_ARGB32,
        "BGR": QImage.Format.Format_BGR888,
    }
    form = formats.get(bitmap.mode, QImage.Format.Format_Grayscale8)
    # The bitmap's memory goes with it; the copy stays.
    return QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()
