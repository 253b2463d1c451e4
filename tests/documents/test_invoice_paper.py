"""The official invoice: what stands on it, what is copied from it, and that it is always the same file."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pdf_reading import (
    char_boxes,
    chrome_finds,
    chrome_pages,
    drawn_codes,
    fonts_of,
    needs_poppler,
    poppler_lines,
    read,
)
from sample_invoices import (
    NATURAL,
    TITLES,
    huge_invoice,
    invoice_of,
    invoice_with,
    issued,
    line_of,
)

from bakala_desktop.documents.form_table import FormTable
from bakala_desktop.documents.goods_table import HEADINGS, amounts, goods_table
from bakala_desktop.documents.invoice import invoice_form
from bakala_desktop.documents.page import About, Paper, Rendered
from bakala_desktop.documents.paged_form import CARRIED_IN, CARRIED_OUT
from bakala_desktop.documents.papers import draw
from bakala_desktop.documents.sheet import BOTTOM, LEFT, RIGHT, TOP
from bakala_desktop.domain.document import Invoice
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.pricing import Figures
from bakala_desktop.domain.tender import Tender, TenderKind
from bakala_desktop.domain.text import fold_digits, persian_digits

TESTS = Path(__file__).resolve().parent.parent


def drawn_of(invoice: Invoice, **how: object) -> Rendered:
    return draw(issued(invoice), **how)


def grouped(amount: int) -> str:
    return persian_digits(f"{amount:,}".replace(",", "٬"))


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (12, 1), (60, 4)])
def test_lines_take_the_pages_that_they_need(count, pages):
    drawn = drawn_of(invoice_of(count))
    assert drawn.pages == pages
    assert len(read(drawn.pdf).pages) == pages
    assert drawn.missing == ()


def test_the_same_snapshot_gives_the_same_bytes():
    assert drawn_of(invoice_of(12)).pdf == drawn_of(invoice_of(12)).pdf


def test_a_fresh_process_gives_the_same_bytes(monkeypatch):
    code = (
        "import sys; from sample_invoices import huge_invoice, invoice_of, issued;"
        "from bakala_desktop.documents.papers import draw;"
        "draw(issued(huge_invoice())); sys.stdout.buffer.write(draw(issued(invoice_of(25))).pdf)"
    )
    monkeypatch.setenv("PYTHONHASHSEED", "12345")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1500000000")
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setenv("PYTHONPATH", str(TESTS))
    fresh = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert fresh == drawn_of(invoice_of(25)).pdf


def test_the_file_says_what_it_is():
    about = read(drawn_of(invoice_of(1)).pdf)
    assert about.metadata.title == "صورتحساب فروش کالا و خدمات \u2066۱۴۰۵-A-۰۰۰۰۰۰۱\u2069"
    assert about.metadata.author == invoice_of(1).seller.name
    assert about.metadata["/CreationDate"] == "D:20261122093000Z"
    assert about.trailer["/Root"]["/Lang"] == "fa-IR"


def test_the_page_is_a4_landscape():
    box = read(drawn_of(invoice_of(1)).pdf).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595)


@pytest.mark.parametrize("invoice", [invoice_of(60), huge_invoice(), invoice_of(0, buyer=None)])
def test_every_code_has_a_glyph_and_a_text(invoice):
    for page in read(drawn_of(invoice).pdf).pages:
        fonts = fonts_of(page)
        maps = {name: font["/DescendantFonts"][0]["/CIDToGIDMap"].get_data() for name, font in fonts.items()}
        texts = {
            name: {int(code, 16) for code in re.findall(rb"<([0-9A-F]{4})> <", font["/ToUnicode"].get_data())}
            for name, font in fonts.items()
        }
        for font, code in drawn_codes(page):
            assert maps["/" + font.lstrip("/")][2 * code : 2 * code + 2] != b"\0\0"
            assert code in texts["/" + font.lstrip("/")]


def test_no_block_of_the_tounicode_map_is_longer_than_allowed():
    page = read(drawn_of(invoice_of(1)).pdf).pages[0]
    for font in fonts_of(page).values():
        sizes = [int(size) for size in re.findall(rb"(\d+) beginbfchar", font["/ToUnicode"].get_data())]
        assert max(sizes) <= 100


def test_the_widths_in_the_file_are_those_of_the_embedded_font():
    from io import BytesIO

    from reportlab.pdfbase.ttfonts import TTFontFile

    font = fonts_of(read(drawn_of(invoice_of(1)).pdf).pages[0])["/F1"]["/DescendantFonts"][0]
    face = TTFontFile(BytesIO(font["/FontDescriptor"]["/FontFile2"].get_data()))
    glyphs = font["/CIDToGIDMap"].get_data()
    listed = font["/W"]
    for first, widths in zip(listed[::2], listed[1::2], strict=True):
        for code, width in enumerate(widths, int(first)):
            glyph = int.from_bytes(glyphs[2 * code : 2 * code + 2], "big")
            assert float(face.hmetrics[glyph][0]) * 1000 / 2048 == pytest.approx(float(width), abs=1)


@needs_poppler
def test_titles_come_back_as_they_were_written():
    invoice = invoice_of(len(TITLES))
    text = "\n".join(poppler_lines(drawn_of(invoice).pdf))
    for line in invoice.lines:
        if "VivoBook" not in line.title:  # it takes two lines, and the row stands between them
            assert line.title in text


@needs_poppler
def test_a_title_of_two_lines_comes_back_in_reading_order():
    text = " ".join(poppler_lines(drawn_of(invoice_of(12)).pdf))
    first = text.index("لپ‌تاپ ۱۵٫۶ اینچی ایسوس مدل VivoBook 15 X1504VA-NJ819")
    assert first < text.index("(Core i5 / 16GB)", first)


@needs_poppler
def test_numbers_come_back_as_one_run_in_the_right_order():
    invoice = invoice_of(3)
    text = "\n".join(poppler_lines(drawn_of(invoice).pdf))
    expected = ["1405-A-0000001", "1405/09/01", "10101234569", "10861234567", "123456", "1598765432", "021-88776655"]
    for number in expected:
        assert persian_digits(number) in text
    for line in invoice.lines:
        assert line.code in text
        assert all(grouped(amount) in text for amount in amounts(line.figures))


def test_chrome_copies_numbers_as_one_run_in_the_right_order():
    invoice = invoice_of(3)
    (text,) = chrome_pages(drawn_of(invoice).pdf)
    lines = text.splitlines()
    assert "۱۴۰۵-A-۰۰۰۰۰۰۱" in lines
    assert "۱۴۰۵/۰۹/۰۱" in lines
    for number in ("10101234569", "10861234567", "1598765432", "8134567890", "021-88776655"):
        assert persian_digits(number) in text
    for line in invoice.lines:
        assert all(grouped(amount) in text for amount in amounts(line.figures))


@pytest.mark.parametrize("phrase", ["فروش کالا و خدمات", "شماره سریال", "۱۴۰۵-A-۰۰۰۰۰۰۱", "سالاد لازانیا و نان لواش"])
def test_chromes_search_box_finds_phrases(phrase):
    assert chrome_finds(drawn_of(invoice_of(12)).pdf, phrase)


def test_all_eleven_headings_stand_in_their_order():
    text = " ".join(" ".join(chrome_pages(drawn_of(invoice_of(1)).pdf)).split())
    for heading in HEADINGS:
        for word in re.sub(r"[()]", " ", heading).split():
            assert word in text
    assert len(HEADINGS) == 11


@needs_poppler
def test_all_blocks_of_the_form_are_there():
    text = "\n".join(poppler_lines(drawn_of(invoice_of(12)).pdf))
    for label in (
        "صورتحساب فروش کالا و خدمات", "شماره سریال:", "تاریخ:", "شماره منحصر به فرد مالیاتی:", "مشخصات فروشنده",
        "مشخصات خریدار", "مشخصات کالا یا خدمات مورد معامله", "نام شخص حقیقی / حقوقی:", "شماره اقتصادی:",
        "شماره ثبت / شماره ملی:", "شناسه ملی:", "نشانی کامل: استان:", "شهرستان:", "شهر:", "کد پستی ۱۰ رقمی:",
        "شماره تلفن / نمابر:", "جمع کل", "به حروف:", "شرایط و نحوه فروش:", "نقدی", "غیرنقدی", "توضیحات:",
        "مهر و امضای فروشنده", "مهر و امضای خریدار", "صفحهٔ ۱ از ۱",
    ):  # fmt: skip
        assert label in text, label


@needs_poppler
def test_the_contact_block_stands_on_every_page():
    invoice = invoice_of(60)
    lines = poppler_lines(drawn_of(invoice).pdf)
    strips = [line for line in lines if "ساعات کار: شنبه تا چهارشنبه ۸ تا ۱۷، پنج‌شنبه ۸ تا ۱۳" in line]
    assert len(strips) == 4
    for number, strip in enumerate(strips, 1):
        assert persian_digits(f"صفحهٔ {number} از 4") in strip
        assert all(persian_digits(phone) in strip for phone in invoice.contact.phones)
        assert persian_digits(invoice.contact.fax) in strip
        assert invoice.contact.head_office in strip


def test_the_carried_sums_are_the_sums_of_the_lines():
    invoice = invoice_of(60)
    done = 0
    before = ""
    for number, text in enumerate(chrome_pages(drawn_of(invoice).pdf), 1):
        sums = {
            line.split(" ۰", 1)[0][: len(CARRIED_IN)]: line
            for line in text.splitlines()
            if line.startswith("جمع منقول")
        }
        if number > 1:
            assert sums[CARRIED_IN].removeprefix(CARRIED_IN) == before
        done += len(re.findall(r"\b2710\d{5}-\d\d\b", text))
        if number < 4:
            expected = amounts(Figures.sum_of([line.figures for line in invoice.lines[:done]]))
            before = sums[CARRIED_OUT].removeprefix(CARRIED_OUT)
            assert before.split() == [grouped(amount) for amount in expected]
    assert done == 60


def test_seals_and_total_stand_on_the_last_page_only_and_not_alone():
    pages = chrome_pages(drawn_of(invoice_of(60)).pdf)
    assert [page.count("مهر و امضای فروشنده") for page in pages] == [0, 0, 0, 1]
    assert [page.count("جمع کل به حروف") for page in pages] == [0, 0, 0, 1]
    assert len(re.findall(r"\b2710\d{5}-\d\d\b", pages[-1])) >= 3


@pytest.mark.parametrize("count", range(1, 45))
def test_no_number_of_lines_leaves_the_total_alone(count):
    last = chrome_pages(drawn_of(invoice_of(count)).pdf)[-1]
    assert re.search(r"\b2710\d{5}-\d\d\b", last)


def test_a_copy_says_so_on_every_page():
    assert [page.count("رونوشت") for page in chrome_pages(drawn_of(invoice_of(60), is_copy=True).pdf)] == [1] * 4
    assert "رونوشت" not in "".join(chrome_pages(drawn_of(invoice_of(60)).pdf))


def test_without_a_buyer_the_block_stands_empty():
    (text,) = chrome_pages(drawn_of(invoice_of(1, buyer=None)).pdf)
    assert "مشخصات خریدار" in text
    assert "آزمون" not in text.split("مشخصات خریدار")[1].split("مشخصات کالا")[0]
    assert not re.search(r"[۰-۹]{5}", text.split("مشخصات خریدار")[1].split("مشخصات کالا")[0])


def test_a_natural_buyer_has_the_national_code_in_the_cells_of_it():
    (text,) = chrome_pages(drawn_of(invoice_of(1, buyer=NATURAL)).pdf)
    assert f"شماره ملی: {persian_digits(NATURAL.identity)}" in words(text)
    assert persian_digits(NATURAL.economic_code) in text


@pytest.mark.parametrize(
    ("kind", "ticked"), [(TenderKind.CASH, "نقدی"), (TenderKind.CREDIT, "غیرنقدی"), (TenderKind.CHEQUE, "غیرنقدی")]
)
def test_the_ticked_box_follows_the_tenders(kind, ticked):
    invoice = invoice_of(1)
    paid = (Tender(kind, invoice.totals.total),)
    drawn = drawn_of(replace(invoice, tenders=paid, change=Rial(0)))
    assert _bold_words(drawn.pdf) & {"نقدی", "غیرنقدی"} == {ticked}


def _bold_words(pdf: bytes) -> set[str]:
    """Those of the two words that are drawn in bold."""
    from bakala_desktop.documents.fonts import bold

    stream = read(pdf).pages[0].get_contents().get_data().decode()
    in_bold = "".join(re.findall(r"/F2 [\d.]+ Tf(.*?)(?=/F1|\Z)", stream, re.DOTALL))
    return {word for word in ("نقدی", "غیرنقدی") if f"<{bold().text(word).codes}> Tj" in in_bold}


def test_characters_that_the_font_lacks_are_named_and_the_invoice_is_drawn():
    drawn = drawn_of(invoice_with((line_of(1, "کارت هدیه 🎁 漢", 1000),)))
    assert drawn.missing == ("漢", "🎁")
    assert "\ufffd" in chrome_pages(drawn.pdf)[0]


def test_notes_that_are_cut_say_so():
    (text,) = chrome_pages(drawn_of(invoice_of(1, notes="\n".join(["بند نخست", "دوم", "سوم"] * 4))).pdf)
    notes = text.split("توضیحات:")[1].split("مهر و امضای")[0]
    assert notes.count("سوم") == 4
    (text,) = chrome_pages(drawn_of(invoice_of(1, notes="\n".join(["شرح " * 90] * 9))).pdf)
    notes = text.split("توضیحات:")[1].split("مهر و امضای")[0]
    assert notes.strip().endswith(("...", "…"))


def test_nothing_leaves_the_frame():
    for invoice in (huge_invoice(), invoice_of(60), invoice_of(1)):
        pdf = drawn_of(invoice).pdf
        for page in range(len(read(pdf).pages)):
            for char, left, low, right, high in char_boxes(pdf, page):
                assert left >= LEFT, char
                assert right <= RIGHT, char
                assert low >= BOTTOM, char
                assert high <= TOP, char


def test_no_figure_of_the_largest_amounts_touches_a_rule():
    invoice = huge_invoice()
    pdf = drawn_of(invoice).pdf
    edges = FormTable(goods_table(invoice)).edges[1:-1]
    digits = set("۰۱۲۳۴۵۶۷۸۹")
    for page in (0, 1):
        body = [box for box in char_boxes(pdf, page) if box[0] in digits and 215 < box[2] < 395]
        assert len(body) > 100
        for _, left, _, right, _ in body:
            assert not [edge for edge in edges if left - 0.8 < edge < right + 0.8]


def test_the_digits_of_a_column_stand_below_each_other():
    invoice = invoice_of(12)
    boxes = char_boxes(drawn_of(invoice).pdf, loose=True)
    right = FormTable(goods_table(invoice)).edges[6]
    digits = [box for box in boxes if box[0] in "۰۱۲۳۴۵۶۷۸۹" and right - 60 < box[1] < right and 150 < box[2] < 385]
    rows = {round(box[2]) for box in digits}
    ends = {max(round(box[3], 1) for box in digits if round(box[2]) == row) for row in rows}
    assert len(rows) == 12
    assert len(ends) == 1


@pytest.mark.parametrize("title", ["", " ", "\u200f", "\x00", "(((((", "\u2066\u2066", "a\nb", "‮برعکس"])
def test_no_title_makes_the_drawing_fail(title):
    assert drawn_of(invoice_with((line_of(1, title, 1000),))).pages == 1


def test_half_a_surrogate_pair_makes_the_drawing_not_fail():
    paper = Paper(About("", "", "", invoice_of(1).issued_at))
    invoice_form(invoice_with((line_of(1, "\ud800 نیمه", 1000),))).draw(paper)
    assert "نیمه" in chrome_pages(paper.finish().pdf)[0]


def test_the_package_loads_no_pdf_library_until_a_paper_is_drawn():
    code = "import sys, bakala_desktop.documents; print('reportlab' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_all_figures_of_a_line_stand_on_paper_as_in_the_snapshot():
    invoice = invoice_of(60)
    text = fold_digits(" ".join(chrome_pages(drawn_of(invoice).pdf)))
    for line in invoice.lines:
        for amount in amounts(line.figures):
            assert f"{amount:,}".replace(",", "٬") in text
