"""Papers as files: drawn, counted as printed, and written whole; one or many, parcels, reports. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bakala_desktop.devices.whole_file import write_whole
from bakala_desktop.domain.errors import ShopTrouble
from bakala_desktop.domain.money import MoneyUnit
from bakala_desktop.domain.report import Report
from bakala_desktop.services import exports, papers, reports
from bakala_desktop.services.exports import Exported
from bakala_desktop.services.papers import DocumentFilter, Paper, PaperForm
from bakala_desktop.services.shop import Shop

_SERIALS_AT_ONCE = 1000


def default_place(documents: Path, serial: str, form: PaperForm = PaperForm.A4) -> Path:
    """Return where a paper is saved unless the user chooses: the till's folder of documents."""
    return documents / (f"{serial}.pdf" if form is PaperForm.A4 else f"{serial}-{form.value}.pdf")


def save_document(
    shop: Shop,
    serial: str,
    target: Path,
    form: PaperForm = PaperForm.A4,
    copies: int = 1,
    unit: MoneyUnit = MoneyUnit.RIAL,
) -> Paper:
    """Draw a document, count the print, and write it to ``target``.

    A file that cannot be written counts no print. Raises ShopError like ``papers.print_document``, ShopTrouble
    ``file_unwritable``, ``folder_read_only``.
    """
    _make_folder(target.parent)
    return papers.print_document(
        shop, serial, keep=lambda paper: write_whole(target, paper.pdf), form=form, copies=copies, unit=unit
    )


def save_pdf(pdf: bytes, target: Path) -> Path:
    """Write a PDF that is no issued document and counts as no print. Raises ShopTrouble ``file_unwritable``,
    ``folder_read_only``.
    """
    _make_folder(target.parent)
    write_whole(target, pdf)
    return target


def list_serials(shop: Shop, asked: DocumentFilter, is_cancelled: Callable[[], bool]) -> tuple[str, ...]:
    """Return the serials of all documents that fit, the oldest first; what was found until a cancel."""
    found: list[str] = []
    after: int | None = None
    while not is_cancelled():
        page = papers.list_documents(shop, asked, after, _SERIALS_AT_ONCE)
        found += (str(row.serial) for row in page.rows)
        after = page.after
        if after is None:
            break
    return tuple(reversed(found))


def save_many(
    shop: Shop,
    serials: Sequence[str],
    target: Path,
    *,
    one_file: bool,
    progress: Callable[[int, int], None],
    is_cancelled: Callable[[], bool],
) -> Exported:
    """Write documents into a folder, or all into one PDF; after a cancel there are whole files only.

    Raises ShopError like ``exports.export_documents``, ShopTrouble ``file_unwritable``, ``folder_read_only``.
    """
    _make_folder(target.parent if one_file else target)
    return exports.export_documents(
        shop,
        serials,
        target,
        one_file=one_file,
        write=write_whole,
        progress=progress,
        is_cancelled=is_cancelled,
    )


def save_report(shop: Shop, report: Report, target: Path) -> Path:
    """Write a report as PDF or .xlsx, as the name of the file says. Raises ShopTrouble ``file_unwritable``."""
    _make_folder(target.parent)
    if target.suffix.lower() == ".xlsx":
        # Loaded with the first sheet: a start has no need of it.
        from bakala_desktop.devices.report_file import write_report_xlsx

        write_report_xlsx(report, target)
    else:
        write_whole(target, reports.draw_table(shop, report))
    return target


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ShopTrouble("folder_read_only", place=str(folder)) from error
