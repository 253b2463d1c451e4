"""The receipt on a roll of 80 or 58 mm: what stands on it, that all of it comes from the snapshot, and that it fits."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

import pytest
from pdf_reading import char_boxes, chrome_pages, needs_poppler, poppler_lines, read
from pdfa_rules import pdfa_faults
from sample_invoices import NATURAL, huge_invoice, invoice_of, invoice_with, line_of
from sample_receipts import PROOF, receipt
from structure_rules import outline, structure_faults

from bakala_desktop.documents.page import Rendered
from bakala_desktop.documents.paper_file import read_paper
from bakala_desktop.documents.receipt import COPY, render_receipt
from bakala_desktop.documents.receipt_sheet import DOT, LONGEST_PAGE, ReceiptWidth
from bakala_desktop.documents.receipt_words import SUMS, TITLES
from bakala_desktop.domain.document import DocumentKind, Invoice
from bakala_desktop.domain.money import MoneyUnit, Rial, format_amount
from bakala_desktop.domain.pricing import Figures
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.snapshot import to_json
from bakala_desktop.domain.tender import Tender, TenderKind
from bakala_desktop.domain.text import fold_digits, persian_digits

TESTS = Path(__file__).resolve().parent.parent
GROUPED = re.compile(r"[۰-۹]{1,3}(?:٬[۰-۹]{3})+")
both_widths = pytest.mark.parametrize("width", ReceiptWidth)


def words(rendered: Rendered) -> str:
    return " ".join(" ".join(poppler_lines(rendered.pdf)).split())


def copied(rendered: Rendered) -> str:
    """The text as Chrome copies it, in the order of reading."""
    return " ".join(" ".join(chrome_pages(rendered.pdf)).split())


def amounts_of(invoice: Invoice) -> set[int]:
    """Every amount of a snapshot that a receipt may show."""
    shown = {invoice.change, *(tender.amount for tender in invoice.tenders)}
    shown |= {int(line.unit_price) for line in invoice.lines}
    for figures in (invoice.totals, invoice.before, *(line.figures for line in invoice.lines)):
        if figures:
            shown |= {figures.gross, figures.discount, figures.vat, figures.total}
    return shown


@needs_poppler
@both_widths
@pytest.mark.parametrize("count", [1, 10, 60])
def test_every_figure_on_paper_is_one_of_the_snapshot_and_none_is_missing(width, count):
    invoice = invoice_of(count)
    found = GROUPED.findall(words(receipt(invoice, width)))
    read_back = {int(fold_digits(amount).replace("٬", "")) for amount in found}
    expected = {amount for amount in amounts_of(invoice) if amount >= 1000}
    assert read_back == expected


@both_widths
def test_each_line_shows_quantity_price_discount_tax_and_total_in_their_order(width):
    invoice = invoice_of(9)
    text = copied(receipt(invoice, width))
    at = 0
    for line in invoice.lines:
        figures = line.figures
        found = [line.quantity.for_eyes(), format_amount(int(line.unit_price)), format_amount(figures.gross)]
        found += [format_amount(amount) for amount in (figures.discount, figures.vat) if amount]
        found += [format_amount(figures.total)]
        for part in found:
            at = text.index(part, at) + len(part)


def test_a_line_without_discount_and_tax_takes_one_row_with_its_total():
    figures = Figures(Rial(25_000), Rial(0), Rial(25_000), Rial(0), Rial(25_000))
    line = replace(line_of(1, "نان سنگک", 25_000), figures=figures)
    invoice = invoice_with((line,))
    goods = copied(receipt(invoice)).split("نان سنگک")[1].split("جمع")[0]
    assert goods.count(format_amount(25_000)) == 2  # price and total
    assert "مالیات" not in goods
    assert "تخفیف" not in copied(receipt(invoice))


@needs_poppler
@both_widths
def test_the_head_says_who_sells_and_how_to_reach_them(width):
    invoice = invoice_of(1)
    text = words(receipt(invoice, width))
    contact = invoice.contact
    for part in (
        invoice.seller.name, *map(persian_digits, contact.phones), persian_digits(contact.fax), contact.email,
        persian_digits(invoice.seller.economic_code), contact.office_hours,
    ):  # fmt: skip
        for word in part.split():
            assert word.strip("()") in text, word
    for word in contact.head_office.split():
        assert word in text


@needs_poppler
def test_serial_day_and_tehran_time_stand_in_persian_digits():
    late = datetime(2026, 11, 22, 21, 5, tzinfo=UTC)  # half past midnight in Tehran, the next day
    lines = poppler_lines(receipt(invoice_of(1, issued_at=late)).pdf)
    assert [line for line in lines if line.split() == ["۱۴۰۵-A-۰۰۰۰۰۰۱", "شماره"]]
    (day,) = [line for line in lines if "تاریخ" in line]
    assert "۱۴۰۵/۰۹/۰۲ ساعت ۰۰:۳۵" in day


@needs_poppler
def test_the_buyer_is_named_where_there_is_one():
    assert f"خریدار: {NATURAL.name}" in words(receipt(invoice_of(1, buyer=NATURAL)))
    assert "خریدار" not in words(receipt(invoice_of(1, buyer=None)))


@needs_poppler
@pytest.mark.parametrize("kind", TITLES)
def test_each_kind_of_document_has_its_title_and_the_name_of_its_sum(kind):
    text = words(receipt(invoice_of(2, kind=kind)))
    assert [title for title in TITLES.values() if title in text] == [TITLES[kind]]
    assert SUMS[kind] in text


def test_every_kind_in_the_form_of_an_invoice_has_words_of_its_own():
    assert set(TITLES) == set(SUMS) == set(DocumentKind) - {DocumentKind.CERTIFICATE}


@needs_poppler
def test_a_copy_says_so_and_the_first_print_does_not():
    assert words(receipt(invoice_of(1), copy=True)).count(COPY) == 1
    assert COPY not in words(receipt(invoice_of(1)))


@needs_poppler
def test_tenders_have_the_words_of_the_cashier_and_change_goes_back():
    tenders = (
        Tender(TenderKind.CARD, Rial(1_001_000), "778899"),
        Tender(TenderKind.TRANSFER, Rial(1_002_000)),
        Tender(TenderKind.CHEQUE, Rial(1_003_000)),
        Tender(TenderKind.CREDIT, Rial(1_004_000)),
        Tender(TenderKind.CASH, Rial(1_005_000)),
        Tender(TenderKind.ROUNDING, Rial(-450)),
    )
    lines = poppler_lines(receipt(invoice_of(1, tenders=tenders, change=Rial(7_000))).pdf)
    for name, amount in (
        ("کارت", 1_001_000), ("۷۷۸۸۹۹", 1_001_000), ("واریز", 1_002_000), ("چک", 1_003_000), ("نسیه", 1_004_000),
        ("پول نقد دریافتی", 1_005_000), ("گرد کردن", -450), ("پس‌داده به مشتری", 7_000),
    ):  # fmt: skip
        (line,) = [line for line in lines if name in line]
        assert format_amount(amount).replace("\u200e", "") in line


@needs_poppler
def test_on_a_return_the_money_goes_to_the_customer_and_the_invoice_is_named():
    back = invoice_of(
        1, kind=DocumentKind.RETURN, serial=Serial(1405, "R", 3), changes=Serial(1405, "A", 17), reason="کالای معیوب",
        tenders=(Tender(TenderKind.CASH, Rial(50_000)),), change=Rial(0),
    )  # fmt: skip
    text = words(receipt(back))
    assert "پول نقد پس‌داده" in text
    assert "دریافتی" not in text
    assert "۱۴۰۵-A-۰۰۰۰۰۱۷" in text
    assert "علت: کالای معیوب" in text


@needs_poppler
@pytest.mark.parametrize(("before", "is_refund"), [(9_999_999, True), (1, False)])
def test_a_correction_gives_back_where_the_sum_fell_and_takes_where_it_rose(before, is_refund):
    amount = Rial(before)
    corrected = invoice_of(
        1, kind=DocumentKind.CORRECTION, before=Figures(amount, Rial(0), amount, Rial(0), amount),
        tenders=(Tender(TenderKind.CARD, Rial(50_000)),),
    )  # fmt: skip
    text = words(receipt(corrected))
    assert ("بازگشت به کارت" in text) is is_refund
    assert "مبلغ پیش از اصلاح" in text
    assert format_amount(before) in text


@needs_poppler
def test_a_proforma_says_until_when_it_holds_and_has_no_payment():
    text = words(
        receipt(invoice_of(1, kind=DocumentKind.PROFORMA, valid_until=date(2026, 12, 1), tenders=(), change=0))
    )
    assert "اعتبار تا پایان" in text
    assert "۱۴۰۵/۰۹/۱۰" in text
    assert "دریافتی" not in text


@needs_poppler
@both_widths
def test_toman_is_named_and_exact_to_the_tenth(width):
    line = replace(
        line_of(1, "آدامس", 12_505),
        unit_price="11368.18181818",
        figures=Figures(Rial(12_505), Rial(0), Rial(12_505), Rial(1_250), Rial(13_755)),
    )
    text = words(receipt(invoice_with((line,)), width, unit=MoneyUnit.TOMAN))
    for amount in ("۱٬۱۳۶٫۸۱۸۱۸۱۸۱۸", "۱٬۲۵۰٫۵", "۱۲۵", "۱٬۳۷۵٫۵ تومان", "(تومان)"):
        assert amount in text
    assert "ریال" not in text


@both_widths
@pytest.mark.parametrize("invoice", [invoice_of(0), invoice_of(1), invoice_of(40)], ids=["0", "1", "40"])
def test_the_page_is_as_wide_as_the_roll_and_as_long_as_its_content(width, invoice):
    rendered = receipt(invoice, width)
    (page,) = read(rendered.pdf).pages
    assert float(page.mediabox.width) == pytest.approx(width.value * 72 / 25.4, abs=0.01)
    assert float(page.mediabox.height) / DOT == pytest.approx(round(float(page.mediabox.height) / DOT), abs=0.01)
    lowest = min(box[2] for box in char_boxes(rendered.pdf))
    assert 0 < lowest < 20


@needs_poppler
def test_without_lines_the_sums_are_zero():
    invoice = invoice_of(0, tenders=(), change=Rial(0))
    assert "۰ ریال" in words(receipt(invoice))


@pytest.mark.parametrize("count", [300, 1500])
def test_no_page_is_longer_than_a_pdf_allows_and_no_line_is_lost(count):
    rendered = receipt(invoice_of(count), ReceiptWidth.MM58)
    pages = read(rendered.pdf).pages
    assert len(pages) == rendered.pages > 1
    assert all(float(page.mediabox.height) <= LONGEST_PAGE * DOT + 0.01 for page in pages)
    assert "".join(chrome_pages(rendered.pdf)).count("×") >= count


@both_widths
@pytest.mark.parametrize("name", ["نام بسیار دراز " * 34, "ن" * 500, "W" * 500], ids=["words", "word", "latin"])
def test_names_of_five_hundred_characters_stay_on_the_paper(width, name):
    invoice = invoice_with((replace(line_of(1, name, 1000), unit=name),), buyer=replace(NATURAL, name=name))
    invoice = replace(
        invoice,
        seller=replace(invoice.seller, name=name),
        contact=replace(invoice.contact, head_office=name, office_hours=name, phones=("021-1234567",) * 30, email=name),
        tenders=(Tender(TenderKind.CARD, invoice.totals.total, "9" * 40),),
        reason=name,
    )
    assert_inside(receipt(invoice, width, copy=True), width)


@both_widths
@pytest.mark.parametrize("unit", MoneyUnit)
def test_the_largest_amounts_stand_whole_on_the_paper(width, unit):
    invoice = huge_invoice()
    rendered = receipt(invoice, width, unit=unit)
    assert_inside(rendered, width)
    text = "".join(chrome_pages(rendered.pdf))
    for amount in (invoice.totals.total, invoice.totals.gross, invoice.lines[0].figures.total):
        assert format_amount(amount, unit) in text


def assert_inside(rendered: Rendered, width: ReceiptWidth) -> None:
    """Nothing is drawn where the head of the printer does not reach, nor above or below the page."""
    left, right = width.margin * DOT, (width.margin + width.printable) * DOT
    height = float(read(rendered.pdf).pages[0].mediabox.height)
    for char, low_x, low_y, high_x, high_y in char_boxes(rendered.pdf):
        assert left - DOT <= low_x, char
        assert high_x <= right + DOT, char
        assert low_y >= 0, char
        assert high_y <= height, char


@both_widths
@pytest.mark.parametrize("invoice", [huge_invoice(), invoice_of(12)], ids=["huge", "usual"])
def test_nothing_is_printed_over_something_else(width, invoice):
    """Digits of one run stand side by side; a label that ran into its amount would lie on it."""
    boxes = [box for box in char_boxes(receipt(invoice, width).pdf) if box[0] in "۰۱۲۳۴۵۶۷۸۹"]
    assert len(boxes) > 100
    for (_, left, low, right, high), (_, left2, low2, right2, high2) in combinations(boxes, 2):
        across, up = min(right, right2) - max(left, left2), min(high, high2) - max(low, low2)
        assert across <= 0.1 or up <= 0.1


def test_characters_that_the_font_lacks_are_named_and_the_receipt_is_drawn():
    rendered = receipt(invoice_with((line_of(1, "کارت هدیه 🎁 漢", 1000),)))
    assert rendered.missing == ("漢", "🎁")
    assert "\ufffd" in chrome_pages(rendered.pdf)[0]


@pytest.mark.parametrize("title", ["", " ", "\u200f", "\x00", "\ud800", "(((((", "\u2066\u2066", "a\nb"])
def test_no_title_makes_the_drawing_fail(title):
    invoice = invoice_with((line_of(1, title, 1000),))
    assert render_receipt(invoice, ReceiptWidth.MM80, proof=PROOF, attachment="{}").pages == 1


@both_widths
def test_the_same_snapshot_gives_the_same_bytes(width):
    assert receipt(invoice_of(12), width).pdf == receipt(invoice_of(12), width).pdf


def test_a_fresh_process_gives_the_same_bytes(monkeypatch):
    code = (
        "import sys; from sample_receipts import receipt; from sample_invoices import huge_invoice, invoice_of;"
        "receipt(huge_invoice()); sys.stdout.buffer.write(receipt(invoice_of(25)).pdf)"
    )
    for name, value in {"PYTHONHASHSEED": "12345", "TZ": "America/New_York", "PYTHONPATH": str(TESTS)}.items():
        monkeypatch.setenv(name, value)
    fresh = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert fresh == receipt(invoice_of(25)).pdf


def test_the_file_says_what_it_is():
    about = read(receipt(invoice_of(1)).pdf)
    assert about.metadata.title == "رسید فروش \u2066۱۴۰۵-A-۰۰۰۰۰۰۱\u2069"
    assert about.metadata.author == invoice_of(1).seller.name
    assert about.trailer["/Root"]["/Lang"] == "fa-IR"


def test_the_snapshot_travels_in_the_file_and_the_seal_is_whole():
    invoice = invoice_of(3)
    pdf = receipt(invoice).pdf
    assert list(read(pdf).attachments) == ["1405-A-0000001.json"]
    proven = read_paper(pdf)
    assert proven.findings == ()
    assert proven.snapshot == to_json(invoice)


@both_widths
@pytest.mark.parametrize(
    "invoice", [invoice_of(0), invoice_of(12), huge_invoice(), invoice_of(400)], ids=["0", "12", "huge", "400"]
)
def test_no_rule_of_pdfa_and_of_tags_is_broken(width, invoice):
    pdf = receipt(invoice, width, copy=True).pdf
    assert pdfa_faults(pdf) == []
    assert structure_faults(pdf) == []


def test_whoever_hears_the_paper_hears_a_title_a_headed_table_and_each_sum_with_its_name():
    invoice = invoice_of(2)
    lines = [line.strip() for line in outline(receipt(invoice).pdf)]
    kinds = [line.split()[0] for line in lines]
    assert [kinds.count(kind) for kind in ("H1", "Table", "TH", "Figure")] == [1, 1, 2, 1]
    assert kinds.count("TR") == 1 + 2 * 3  # the headings; title, price and total of each line
    sums = kinds[len(kinds) - kinds[::-1].index("TD") :]
    assert sums == ["P"] * (4 + 3 + 1) + ["Figure", "P"]  # sums, tenders and change, the serial; the code and the hours
