"""Looking at issued documents: finding by number, pages as pictures, saving, printing, and no printer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from builders import add_products, cart, cash
from clerk import Clerk
from looks import latin_digits
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bakala_desktop.domain.errors import ShopTrouble
from bakala_desktop.gui.paper_pages import page_sizes, render_band, render_page
from bakala_desktop.gui.paper_print import PrintJob
from bakala_desktop.gui.sell.paper_words import serial_text
from bakala_desktop.gui.widgets.chip_row import ChipRow
from bakala_desktop.services.papers import PaperForm, preview_document
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.services.shop import Shop

FIRST, SECOND = "1405-A-0000001", "1405-A-0000002"
K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clerk(qapp: QApplication, shop: Shop, tmp_path: Path) -> Iterator[Clerk]:
    goods = add_products(shop, [{}] * 40)
    complete_sale(shop, cart(shop, goods[0]), [cash(110_000)])
    complete_sale(shop, cart(shop, *goods), [cash(4_400_000)])
    worker = Clerk(shop, tmp_path / "documents")
    yield worker
    worker.leave()


def test_the_newest_document_stands_first(clerk: Clerk):
    model = clerk.screen.list.model
    rows = [[model.index(row, column).data() for column in range(6)] for row in range(model.rowCount())]
    assert rows == [
        ["صورتحساب", serial_text(SECOND), "۱۴۰۵/۰۹/۰۱", "", "۴٬۴۰۰٬۰۰۰", "مدیر آزمون"],
        ["صورتحساب", serial_text(FIRST), "۱۴۰۵/۰۹/۰۱", "", "۱۱۰٬۰۰۰", "مدیر آزمون"],
    ]


@pytest.mark.parametrize("typed", ["۱۴۰۵-A-۱", "1405-a-0000001", "٠٠٠٠٠٠١", "۱۱۰۰۰۰"])
def test_a_number_in_any_digits_finds_its_paper(clerk: Clerk, typed: str):
    clerk.enter(typed)
    clerk.wait(lambda: clerk.screen.serial == FIRST)
    assert clerk.said == []


def test_a_number_that_was_never_issued_is_said_in_place(clerk: Clerk):
    clerk.enter("1405-A-77")
    assert [notice.kind for notice in clerk.said] == ["error"]
    assert "پیدا نشد" in clerk.said[0].text
    assert clerk.screen.serial == ""


def test_the_arrows_walk_through_the_list(clerk: Clerk):
    clerk.key(K.Key_Down)
    clerk.wait(lambda: clerk.screen.serial == SECOND)
    clerk.key(K.Key_Down)
    clerk.wait(lambda: clerk.screen.serial == FIRST)
    assert clerk.focus == "find"


def test_the_paper_in_view_is_marked_in_the_list(clerk: Clerk):
    clerk.show(FIRST)
    clerk.screen.activate()
    clerk.settle()
    assert [str(row.serial) for row in clerk.screen.list.selected] == [FIRST]


def test_a_paper_that_the_list_does_not_show_says_so(clerk: Clerk):
    clerk.show(FIRST)
    assert clerk.text("pageLine") == "صفحهٔ ۱ از ۱"
    clerk.type("4400000")
    assert (clerk.serials, clerk.screen.serial) == ([SECOND], FIRST)
    assert clerk.text("pageLine") == "این سند در فهرست نیست · صفحهٔ ۱ از ۱"
    clerk.key(K.Key_Down)
    clerk.wait(lambda: clerk.screen.serial == SECOND)
    assert "فهرست" not in clerk.text("pageLine")
    clerk.show(FIRST)
    assert clerk.text("pageLine").startswith("این سند در فهرست نیست")
    clerk.find("find").clear()
    clerk.settle()
    assert clerk.text("pageLine") == "صفحهٔ ۱ از ۱"


def test_a_look_counts_no_print(clerk: Clerk):
    clerk.show(SECOND)
    assert not preview_document(clerk.shop, SECOND).is_copy


def test_the_facts_name_day_amount_and_payment(clerk: Clerk):
    clerk.show(FIRST)
    facts = clerk.text("facts")
    for words in ("بدون نام خریدار", "یکشنبه ۱ آذر ۱۴۰۵، ساعت ۰۹:۳۰", "۱۱۰٬۰۰۰ ریال", "نقد ۱۱۰٬۰۰۰"):
        assert words in facts
    assert clerk.text("caption").startswith("صورتحساب ")


def test_pages_are_drawn_on_white_at_the_sharpness_of_the_screen(clerk: Clerk):
    clerk.show(SECOND)
    view = clerk.screen.view
    assert view.pages >= 2
    assert clerk.text("pageLine") == f"صفحهٔ ۱ از {'۰۱۲۳۴۵۶۷۸۹'[view.pages]}"
    label = view._pages[0]
    picture = label.pixmap()
    assert abs(picture.width() - label.width() * view.devicePixelRatioF()) <= 2
    assert picture.toImage().pixelColor(2, 2).name() == "#ffffff"


def test_zoom_and_pages_go_by_keys(clerk: Clerk):
    clerk.show(SECOND)
    view = clerk.screen.view
    view.setFocus()
    width = view._pages[0].width()
    QTest.keyClick(view, K.Key_Plus)
    assert view._pages[0].width() > width
    QTest.keyClick(view, K.Key_Minus)
    assert view._pages[0].width() == width
    QTest.keyClick(view, K.Key_End)
    clerk.wait(lambda: view.page == view.pages)
    QTest.keyClick(view, K.Key_Home)
    clerk.wait(lambda: view.page == 1)
    clerk.settle()


def test_enter_gives_the_paper_the_whole_room_and_escape_takes_it_back(clerk: Clerk):
    clerk.show(SECOND)
    clerk.screen.list.view.setFocus()
    narrow = clerk.screen.view.width()
    clerk.enter()
    assert clerk.screen.view.width() > 2 * narrow
    assert not clerk.find("listSide").isVisible()
    clerk.key(K.Key_Escape)
    assert clerk.find("listSide").isVisible()
    assert clerk.focus == "documentTable"


def test_escape_goes_back_one_step_at_a_time(clerk: Clerk):
    left = []
    clerk.screen.closed.connect(lambda: left.append(True))
    clerk.type("77")
    clerk.key(K.Key_Escape)
    assert (clerk.text("find"), left) == ("", [])
    clerk.key(K.Key_Escape)
    assert left == [True]


def test_without_a_printer_it_is_said_and_the_file_offered(clerk: Clerk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bakala_desktop.gui.paper_print.has_printer", lambda: False)
    clerk.show(FIRST)
    clerk.key(K.Key_P, CTRL)
    notice = clerk.said[0]
    assert notice.text == "چاپگری پیدا نشد."
    notice.acted()
    clerk.settle()
    assert (clerk.documents / f"{FIRST}.pdf").read_bytes().startswith(b"%PDF")


def test_the_second_time_it_is_a_copy(clerk: Clerk):
    clerk.show(FIRST)
    clerk.key(K.Key_S, CTRL)
    clerk.wait(lambda: "رونوشت" in clerk.text("caption"))
    clerk.settle()
    clerk.click("save")
    assert "رونوشت" in clerk.said[-1].text


@pytest.mark.parametrize(
    ("command", "form", "copies"),
    [
        ("document.print_three", PaperForm.A4, 3),
        ("document.receipt_80", PaperForm.RECEIPT_80, 1),
        ("document.receipt_58", PaperForm.RECEIPT_58, 1),
    ],
)
def test_copies_and_receipts_are_printed_by_a_key_of_their_own(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, command: str, form: PaperForm, copies: int
):
    asked = []
    monkeypatch.setattr(clerk.output, "print_paper", lambda *args, **kwargs: asked.append((args, kwargs)))
    clerk.show(FIRST)
    clerk.command(command)
    (args, kwargs) = asked[0]
    assert args[0] == FIRST
    assert (args[1] if len(args) > 1 else PaperForm.A4) is form
    assert kwargs.get("copies", 1) == copies


def test_three_copies_are_one_file_of_three_times_the_pages(clerk: Clerk, tmp_path: Path):
    clerk.output.save_to(FIRST, tmp_path / "three.pdf", copies=3)
    clerk.settle()
    once = len(page_sizes(preview_document(clerk.shop, FIRST).pdf))
    assert len(page_sizes((tmp_path / "three.pdf").read_bytes())) == 3 * once


def test_a_file_that_cannot_be_written_is_said_and_counts_no_print(clerk: Clerk):
    clerk.documents.write_text("no folder")
    troubles = []
    clerk.tasks.trouble.connect(troubles.append)
    clerk.show(FIRST)
    clerk.click("save")
    assert [trouble.code for trouble in troubles] in (["folder_read_only"], ["file_unwritable"])
    assert not preview_document(clerk.shop, FIRST).is_copy


def test_a_print_covers_every_page_band_by_band(clerk: Clerk, tmp_path: Path):
    pdf = preview_document(clerk.shop, SECOND).pdf
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(100)
    job = PrintJob(printer, pdf, clerk.tasks)
    done = []
    job.finished.connect(lambda: done.append(True))
    job.start()
    clerk.wait(lambda: bool(done), seconds=20)
    printed = (tmp_path / "printed.pdf").read_bytes()
    assert len(page_sizes(printed)) == len(page_sizes(pdf))
    first = page_sizes(printed)[0]
    assert abs(first.width() - page_sizes(pdf)[0].width()) < 3
    # The sheets look alike: as much ink in each quarter.
    for corner in range(4):
        assert abs(ink(printed, corner) - ink(pdf, corner)) < 0.02


def ink(pdf: bytes, corner: int) -> float:
    # Large, then made small: a hairline alone is drawn darker the smaller the page is.
    picture = render_page(pdf, 0, 3.0)
    width, height = picture.width() // 2, picture.height() // 2
    part = picture.copy((corner % 2) * width, (corner // 2) * height, width, height)
    part = part.scaled(64, 64, mode=Qt.TransformationMode.SmoothTransformation)
    dark = sum(255 - part.pixelColor(x, y).lightness() for x in range(64) for y in range(64))
    return dark / 255 / 64 / 64


def test_bands_join_to_the_whole_page(clerk: Clerk):
    pdf = preview_document(clerk.shop, FIRST).pdf
    whole = render_page(pdf, 0, 1.0)
    top = 0
    while top < whole.height():
        band = render_band(pdf, 0, 1.0, top, 100)
        strip = whole.copy(0, top, whole.width(), band.picture.height())
        assert band.picture.convertToFormat(strip.format()) == strip or top > 0
        top += band.picture.height()
    assert top == whole.height()


def test_a_broken_file_is_trouble_and_no_crash():
    with pytest.raises(ShopTrouble, match="paper_unreadable"):
        page_sizes(b"no pdf")


def test_the_saved_paper_is_the_previewed_one(clerk: Clerk, tmp_path: Path):
    clerk.output.save_to(FIRST, tmp_path / "x.pdf")
    clerk.settle()
    text = pypdfium2.PdfDocument((tmp_path / "x.pdf").read_bytes())[0].get_textpage().get_text_bounded()
    assert "0000001" in text or "۰۰۰۰۰۰۱" in text


def test_tab_goes_through_the_screen_in_reading_order(clerk: Clerk):
    clerk.show(FIRST)
    clerk.find("find").setFocus()
    order = tab_stops(clerk)
    wanted = ["find", "همه", "more", "همهٔ روزها", "fromDay", "toDay", "documentTable"]
    wanted += ["many", "reports", "facts", "view", "print", "save"]
    assert [name for name in order if name in wanted] == wanted
    assert latin_digits(clerk.screen.form) == []


def tab_stops(clerk: Clerk) -> list[str]:
    """The names of what Tab comes to, from where the focus is and once around; a chip is named by its text."""
    names: list[str] = []
    for _ in range(60):
        widget = QApplication.focusWidget()
        name = widget.objectName() or str(widget.property("text"))
        if name in names:
            break
        names.append(name)
        clerk.window.focusNextChild()
    return names


@pytest.mark.parametrize(("row", "before", "after"), [("kinds", "find", "more"), ("days", "more", "fromDay")])
def test_tab_comes_to_the_chosen_chip_in_its_place(clerk: Clerk, row: str, before: str, after: str):
    chips = clerk.find(row)
    assert isinstance(chips, ChipRow)
    for at in (0, 3):
        chips._group.button(at).click()
        clerk.find(before).setFocus()
        clerk.key(K.Key_Tab)
        assert QApplication.focusWidget() is chips._group.button(at)
        clerk.key(K.Key_Tab)
        assert clerk.focus == after
        clerk.key(K.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert QApplication.focusWidget() is chips._group.button(at)


def test_enter_waits_for_the_answer_to_what_is_typed(clerk: Clerk):
    for char in "4400000":
        clerk._strike(0, char)
    clerk._strike(K.Key_Return, "\r")
    clerk.settle()
    clerk.wait(lambda: clerk.screen.serial == SECOND)
    assert clerk.serials == [SECOND]


def test_enter_with_nothing_found_opens_nothing(clerk: Clerk):
    clerk.enter("هیچ‌کس")
    assert clerk.screen.serial == ""
    assert clerk.find("noDocuments").isVisible()
    assert clerk.said == []


def test_a_document_that_cannot_be_found_leaves_the_one_in_view(clerk: Clerk):
    clerk.show(FIRST)
    clerk.screen.show_paper("1405-A-0000099")
    clerk.settle()
    assert clerk.screen.serial == FIRST
    assert clerk.screen.commands["document.print"].isEnabled()
    assert [notice.kind for notice in clerk.said] == ["error"]
