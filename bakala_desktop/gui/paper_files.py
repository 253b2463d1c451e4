"""Papers as files: drawn, counted as printed, and written whole. No Qt here."""

from __future__ import annotations

from pathlib import Path

from bakala_desktop.devices.whole_file import write_whole
from bakala_desktop.domain.errors import ShopTrouble
from bakala_desktop.services import papers
from bakala_desktop.services.papers import Paper
from bakala_desktop.services.shop import Shop


def default_place(documents: Path, serial: str) -> Path:
    """Return where a paper is saved unless the user chooses: the till's folder of documents."""
    return documents / f"{serial}.pdf"


def save_document(shop: Shop, serial: str, target: Path) -> Paper:
    """Draw a document, count the print, and write it to ``target``.

    A file that cannot be written counts no print. Raises ShopError like ``papers.print_document``, ShopTrouble
    ``file_unwritable``, ``folder_read_only``.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ShopTrouble("folder_read_only", place=str(target.parent)) from error
    return papers.print_document(shop, serial, keep=lambda paper: write_whole(target, paper.pdf))
