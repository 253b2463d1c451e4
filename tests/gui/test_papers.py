"""The issued invoices: the list, finding by number, pages as pictures, saving, printing, and no printer."""

import pypdfium2
import pytest
from builders import add_product, cart, cash
from looks import latin_digits, tab_order
from PySide6.QtCore import QObject, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTableView

from bakala_desktop.domain.errors import ShopTrouble
from bakala_desktop.domain.till_settings import TillSettings
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.paper_output import PaperOutput
from bakala_desktop.gui.paper_pages import page_sizes, render_band, render_page
from bakala_desktop.gui.paper_print import PrintJob
from bakala_desktop.gui.screens.papers import Papers
from bakala_desktop.gui.widgets.search_edit import SearchEdit
from bakala_desktop.services.papers import preview_document
from bakala_desktop.services.sell import complete_sale

FIRST, SECOND = "1405-A-0000001", "1405-A-0000002"


@pytest.fixture
def sold(shop):
    goods = [add_product(shop) for _ in range(40)]
    complete_sale(shop, cart(shop, goods[0]), [cash(110_000)])
    complete_sale(shop, cart(shop, *goods), [cash(4_400_000)])
    return shop


@pytest.fixture
def papers(sold, tasks, shown, tmp_path, qtbot):
    desk = Desk(sold, tasks, TillSettings(), lambda settings: None)
    desk.said = []
    desk.noticed.connect(desk.said.append)
    keeper = QObject()
    screen = Papers(desk, PaperOutput(desk, tmp_path / "documents", None, keeper), keeper)
    screen.form.resize(1366, 700)
    shown(screen.form)
    screen.activate()
    settle(screen, qtbot)
    yield screen
    screen.close()


def settle(screen, qtbot):
    qtbot.wait(60)
    qtbot.waitUntil(lambda: screen.desk.tasks.pending == 0, timeout=5000)


def show(screen, serial, qtbot):
    screen.show_paper(serial)
    qtbot.waitUntil(lambda: screen.view.pages > 0, timeout=5000)
    settle(screen, qtbot)


def test_the_newest_invoice_stands_first(papers):
    model = child(papers.form, QTableView, "papers").model()
    rows = [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]
    assert rows == [
        ["\u2066۱۴۰۵-A-۰۰۰۰۰۰۲\u2069", "۱۴۰۵/۰۹/۰۱", "۴٬۴۰۰٬۰۰۰"],
        ["\u2066۱۴۰۵-A-۰۰۰۰۰۰۱\u2069", "۱۴۰۵/۰۹/۰۱", "۱۱۰٬۰۰۰"],
    ]


@pytest.mark.parametrize("typed", ["۱۴۰۵-A-۱", "1405-a-0000001", "٠٠٠٠٠٠١"])
def test_a_number_in_any_digits_finds_its_paper(papers, qtbot, type_text, typed):
    field = child(papers.form, SearchEdit, "find")
    type_text(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: papers.serial == FIRST, timeout=5000)
    settle(papers, qtbot)


def test_a_number_that_was_never_issued_is_said_in_place(papers, qtbot, type_text):
    field = child(papers.form, SearchEdit, "find")
    type_text(field, "1405-A-77")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(papers.desk.said))
    assert papers.desk.said[0].kind == "error"
    assert papers.serial == ""


def test_the_arrows_walk_through_the_list(papers, qtbot):
    QTest.keyClick(child(papers.form, SearchEdit, "find"), Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: papers.serial == SECOND, timeout=5000)
    settle(papers, qtbot)


def test_the_paper_in_view_is_marked_in_the_list(papers, qtbot):
    show(papers, FIRST, qtbot)
    papers.activate()
    settle(papers, qtbot)
    table = child(papers.form, QTableView, "papers")
    assert [index.row() for index in table.selectionModel().selectedRows()] == [1]


def test_a_look_counts_no_print(papers, qtbot, sold):
    show(papers, SECOND, qtbot)
    assert not preview_document(sold, SECOND).is_copy


def test_pages_are_drawn_on_white_at_the_sharpness_of_the_screen(papers, qtbot):
    show(papers, SECOND, qtbot)
    assert papers.view.pages >= 2
    assert child(papers.form, QLabel, "pageLine").text() == f"صفحهٔ ۱ از {'۰۱۲۳۴۵۶۷۸۹'[papers.view.pages]}"
    label = papers.view._pages[0]
    ratio = papers.view.devicePixelRatioF()
    picture = label.pixmap()
    assert abs(picture.width() - label.width() * ratio) <= 2
    assert picture.toImage().pixelColor(2, 2).name() == "#ffffff"


def test_zoom_and_pages_go_by_keys(papers, qtbot):
    show(papers, SECOND, qtbot)
    view = papers.view
    view.setFocus()
    width = view._pages[0].width()
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view._pages[0].width() > width
    QTest.keyClick(view, Qt.Key.Key_Minus)
    assert view._pages[0].width() == width
    QTest.keyClick(view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: view.page == view.pages)
    QTest.keyClick(view, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: view.page == 1)
    settle(papers, qtbot)


def test_without_a_printer_it_is_said_and_the_file_offered(papers, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr("bakala_desktop.gui.paper_print.has_printer", lambda: False)
    show(papers, FIRST, qtbot)
    child(papers.form, QPushButton, "print").click()
    notice = papers.desk.said[0]
    assert notice.text == "چاپگری پیدا نشد."
    notice.acted()
    settle(papers, qtbot)
    assert (tmp_path / "documents" / f"{FIRST}.pdf").read_bytes().startswith(b"%PDF")


def test_the_second_time_it_is_a_copy(papers, qtbot, tmp_path):
    show(papers, FIRST, qtbot)
    child(papers.form, QPushButton, "save").click()
    settle(papers, qtbot)
    qtbot.waitUntil(lambda: "رونوشت" in child(papers.form, QLabel, "caption").text(), timeout=5000)
    child(papers.form, QPushButton, "save").click()
    settle(papers, qtbot)
    assert "رونوشت" in papers.desk.said[-1].text


def test_a_file_that_cannot_be_written_is_said_and_counts_no_print(papers, qtbot, tmp_path, sold):
    (tmp_path / "documents").write_text("no folder")
    show(papers, FIRST, qtbot)
    with qtbot.waitSignal(papers.desk.tasks.trouble) as trouble:
        child(papers.form, QPushButton, "save").click()
    assert trouble.args[0].code in ("folder_read_only", "file_unwritable")
    assert not preview_document(sold, FIRST).is_copy


def test_a_print_covers_every_page_band_by_band(papers, qtbot, tmp_path, sold):
    pdf = preview_document(sold, SECOND).pdf
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(100)
    job = PrintJob(printer, pdf, papers.desk.tasks)
    with qtbot.waitSignal(job.finished, timeout=20_000):
        job.start()
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


def test_bands_join_to_the_whole_page(sold):
    pdf = preview_document(sold, FIRST).pdf
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


def test_the_saved_paper_is_the_previewed_one(papers, qtbot, tmp_path):
    show(papers, FIRST, qtbot)
    papers.output.save_to(FIRST, tmp_path / "x.pdf")
    settle(papers, qtbot)
    text = pypdfium2.PdfDocument((tmp_path / "x.pdf").read_bytes())[0].get_textpage().get_text_bounded()
    assert "0000001" in text or "۰۰۰۰۰۰۱" in text


def test_tab_goes_through_the_screen_in_reading_order(papers, qtbot):
    show(papers, FIRST, qtbot)
    child(papers.form, SearchEdit, "find").setFocus()
    assert tab_order(papers.form) == ["find", "papers", "view", "zoomIn", "zoomOut", "save", "print", "back"]
    assert latin_digits(papers.form) == []
