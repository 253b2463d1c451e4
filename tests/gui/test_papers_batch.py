"""Many documents at once: saved, printed, stopped between whole files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import add_product, cart, cash
from clerk import Clerk
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from bakala_desktop.devices.whole_file import write_whole
from bakala_desktop.domain.errors import ShopTrouble
from bakala_desktop.gui.paper_pages import page_sizes
from bakala_desktop.gui.papers.batch_run import BatchRun
from bakala_desktop.services.papers import preview_document
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.services.shop import Shop

K = Qt.Key
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
SALES = 6


@pytest.fixture
def clerk(qapp: QApplication, shop: Shop, tmp_path: Path) -> Iterator[Clerk]:
    goods = add_product(shop)
    for _ in range(SALES):
        complete_sale(shop, cart(shop, goods), [cash(110_000)])
    worker = Clerk(shop, tmp_path / "documents")
    yield worker
    worker.leave()


def serial(number: int) -> str:
    return f"1405-A-{number:07d}"


def mark(clerk: Clerk, *rows: int) -> None:
    view = clerk.screen.list.view
    view.select_row(rows[0])
    how = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in rows[1:]:
        view.selectionModel().select(view.model().index(row, 0), how)
    clerk.settle()


def files(clerk: Clerk) -> list[str]:
    return sorted(path.name for path in clerk.documents.iterdir()) if clerk.documents.exists() else []


def test_the_marked_documents_become_a_file_each(clerk: Clerk):
    mark(clerk, 0, 2)
    assert clerk.text("selection") == "۲ سند برگزیده شده است."
    clerk.key(K.Key_P, CTRL_SHIFT)
    clerk.enter()
    assert files(clerk) == [f"{serial(4)}.pdf", f"{serial(6)}.pdf"]
    assert all(page_sizes((clerk.documents / name).read_bytes()) for name in files(clerk))
    assert (clerk.said[-1].kind, clerk.said[-1].text[:14]) == ("success", "۲ سند آماده شد")
    # A file is a print: the next one is a copy.
    assert preview_document(clerk.shop, serial(6)).is_copy
    assert not preview_document(clerk.shop, serial(5)).is_copy


def test_all_that_was_found_becomes_one_pdf_in_the_order_of_its_numbers(clerk: Clerk):
    clerk.screen.bar.find.setFocus()
    clerk.command("document.many")
    clerk.screen.panels.batch._form._group.button(1).click()
    clerk.click("saveMany")
    assert files(clerk) == ["documents.pdf"]
    assert len(page_sizes((clerk.documents / "documents.pdf").read_bytes())) == SALES
    assert all(preview_document(clerk.shop, serial(number + 1)).is_copy for number in range(SALES))


def test_a_batch_that_is_stopped_leaves_whole_files_only(clerk: Clerk, monkeypatch: pytest.MonkeyPatch):
    panel = clerk.screen.panels.batch

    def write_and_stop(target: Path, content: bytes) -> None:
        write_whole(target, content)
        if len(files(clerk)) == 2:
            panel._run.stop()

    monkeypatch.setattr("bakala_desktop.gui.paper_files.write_whole", write_and_stop)
    clerk.command("document.many")
    clerk.click("saveMany")
    written = files(clerk)
    assert written == [f"{serial(1)}.pdf", f"{serial(2)}.pdf"]
    assert all(page_sizes((clerk.documents / name).read_bytes()) for name in written)
    counted = [number + 1 for number in range(SALES) if preview_document(clerk.shop, serial(number + 1)).is_copy]
    assert counted == [1, 2]
    assert clerk.said[-1].kind == "warning"
    assert "متوقف شد" in clerk.said[-1].text
    assert not panel.is_running


def test_one_pdf_that_is_stopped_leaves_no_file(clerk: Clerk, monkeypatch: pytest.MonkeyPatch):
    panel = clerk.screen.panels.batch
    told = BatchRun._tell

    def tell_and_stop(run: BatchRun, done: int, total: int) -> None:
        told(run, done, total)
        if done == 2:
            run.stop()

    monkeypatch.setattr(BatchRun, "_tell", tell_and_stop)
    clerk.command("document.many")
    panel._form._group.button(1).click()
    clerk.click("saveMany")
    assert files(clerk) == []
    assert not preview_document(clerk.shop, serial(1)).is_copy
    assert "چیزی نوشته نشد" in clerk.said[-1].text


def test_the_progress_names_what_is_done_and_how_long_the_rest_takes(clerk: Clerk):
    panel = clerk.screen.panels.batch
    seen = []
    show = panel._show_progress
    panel._show_progress = lambda done, total: (show(done, total), seen.append(clerk.text("progressLine")))
    clerk.command("document.many")
    clerk.click("saveMany")
    assert seen[0] == "۰ از ۶ سند"
    assert seen[-1].startswith("۶ از ۶ سند · حدود ")
    assert panel._bar.maximum() == panel._bar.value() == SALES


def test_a_full_disk_is_said_in_place_and_what_was_written_stays(clerk: Clerk, monkeypatch: pytest.MonkeyPatch):
    def write_or_fail(target: Path, content: bytes) -> None:
        if len(files(clerk)) == 1:
            raise ShopTrouble("file_unwritable", place=str(target), file=target.name)
        write_whole(target, content)

    monkeypatch.setattr("bakala_desktop.gui.paper_files.write_whole", write_or_fail)
    clerk.command("document.many")
    clerk.click("saveMany")
    assert files(clerk) == [f"{serial(1)}.pdf"]
    assert "نمی‌توان نوشت" in clerk.text("batchError")
    assert clerk.find("saveMany").isEnabled()


def test_documents_are_printed_one_after_the_other(clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(72)
    monkeypatch.setattr("bakala_desktop.gui.paper_print.has_printer", lambda: True)
    monkeypatch.setattr(clerk.output, "choose_printer", lambda then: then(printer))
    mark(clerk, 3, 4, 5)
    clerk.command("document.many")
    clerk.click("printMany")
    clerk.wait(lambda: not clerk.screen.panels.batch.is_running, seconds=20)
    clerk.settle()
    counted = [number + 1 for number in range(SALES) if preview_document(clerk.shop, serial(number + 1)).is_copy]
    assert counted == [1, 2, 3]
    assert "۳ سند" in clerk.said[-1].text


def test_without_a_printer_a_batch_says_so_in_place(clerk: Clerk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bakala_desktop.gui.paper_print.has_printer", lambda: False)
    clerk.command("document.many")
    clerk.click("printMany")
    assert clerk.text("batchError") == "چاپگری پیدا نشد."
    assert not preview_document(clerk.shop, serial(1)).is_copy
