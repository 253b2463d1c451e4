"""The VAT certificate on paper: its fields, its table, its sums to the rial, and what is copied from it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pdf_reading import (
    chrome_finds,
    chrome_pages,
    in_this_order,
    needs_poppler,
    poppler_lines,
    read,
    share_found,
    without_marks,
)
from sample_invoices import LEGAL, SELLER, certificate_of, issued
from structure_rules import outline

from bakala_desktop.documents.certificate import SIGNATURES, TITLE, certificate_form, seasons_of
from bakala_desktop.documents.certificate_table import HEADINGS, certificate_table, rows_of
from bakala_desktop.documents.page import Rendered
from bakala_desktop.documents.papers import draw
from bakala_desktop.domain.certificate import Certificate, CertifiedInvoice, RateSum
from bakala_desktop.domain.jalali import format_day, shop_day
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.tax import VatRate, percent_text
from bakala_desktop.domain.text import persian_digits
from bakala_desktop.domain.words import rials_in_words

REPLACED = (Serial(1405, "V", 1),)


def drawn_of(certificate: Certificate) -> Rendered:
    return draw(issued(certificate))


def money(amount: int) -> str:
    return persian_digits(f"{amount:,}".replace(",", "٬"))


def lines_of(certificate: Certificate) -> list[str]:
    return poppler_lines(drawn_of(certificate).pdf)


def read_aloud(certificate: Certificate) -> str:
    lines = [line.strip().partition(" ")[2] for line in outline(drawn_of(certificate).pdf)]
    return " ".join(without_marks(" ".join(lines)).split())


def cells_of(certificate: Certificate) -> list[list[str]]:
    """The cells of the table, row by row, without the empty ones."""
    rows = []
    for row in rows_of(certificate):
        base, exempt, vat, total = row.amounts
        cells = [
            persian_digits(str(row.number)) if row.number else "",
            persian_digits(str(row.invoice.serial)),
            persian_digits(format_day(shop_day(row.invoice.issued_at))),
            row.invoice.tax_number,
            money(base),
            money(exempt) if row.number else "",
            persian_digits(percent_text(row.rate.rate)) if row.rate else "",
            money(vat),
            money(total),
        ]
        rows.append([cell for cell in cells if cell])
    return rows


def invoice_on(year: int, month: int, day: int, number: int = 1) -> CertifiedInvoice:
    rate = RateSum(VatRate(1000), Rial(1_000), Rial(100))
    return CertifiedInvoice(Serial(1405, "A", number), datetime(year, month, day, 9, tzinfo=UTC), (rate,), Rial(0))


@pytest.mark.parametrize(
    "said",
    [
        TITLE,
        "شماره سریال: ۱۴۰۵-V-۰۰۰۰۰۰۲",
        "تاریخ: ۱۴۰۵/۰۹/۱۵",
        "دورهٔ مالیاتی: پاییز ۱۴۰۵",
        "جایگزین گواهی: ۱۴۰۵-V-۰۰۰۰۰۰۱",
        "تعداد صورتحساب: ۳",
        "مشخصات فروشنده",
        f"نام شخص حقیقی / حقوقی: {SELLER.name}",
        f"شماره اقتصادی: {persian_digits(SELLER.economic_code)}",
        f"شناسه ملی: {persian_digits(SELLER.identity)}",
        f"شماره ثبت / شماره ملی: {persian_digits(SELLER.registration_number)}",
        f"کد پستی ۱۰ رقمی: {persian_digits(SELLER.postal_code)}",
        "شماره گواهی‌نامهٔ ثبت‌نام در نظام مالیات بر ارزش افزوده: ۱۲۳۴۵۶۷۸۹۰۱۲۳",
        "اعتبار گواهی‌نامه: از ۱۴۰۵/۰۱/۰۱ تا ۱۴۰۵/۱۲/۲۹",
        "مشخصات خریدار",
        f"نام شخص حقیقی / حقوقی: {LEGAL.name}",
        f"شماره اقتصادی: {persian_digits(LEGAL.economic_code)}",
        f"نشانی: {LEGAL.address}",
        *HEADINGS,
        "جمع نرخ ۱۰ درصد",
        "جمع نرخ ۱۶ درصد",
        "جمع کل",
        f"جمع کل به حروف: {rials_in_words(certificate_of(3).total)}",
        f"متن گواهی: {certificate_of(3).statement.splitlines()[0]}",
        certificate_of(3).statement.splitlines()[1],
        *SIGNATURES,
        "ساعات کار: شنبه تا چهارشنبه ۸ تا ۱۷",
    ],
)
def test_every_field_of_a_certificate_stands_on_it(said):
    assert said in read_aloud(certificate_of(3, replaces=REPLACED))


def test_it_is_read_from_top_to_bottom():
    certificate = certificate_of(3, replaces=REPLACED)
    order = [
        TITLE, "شماره سریال:", "دورهٔ مالیاتی:", "مشخصات فروشنده", "اعتبار گواهی‌نامه", "مشخصات خریدار", *HEADINGS,
        "جمع نرخ ۱۰ درصد", "جمع نرخ ۱۶ درصد", "جمع کل", "به حروف", *certificate.statement.splitlines(), *SIGNATURES,
    ]  # fmt: skip
    assert in_this_order(read_aloud(certificate), order) == []


@needs_poppler
@pytest.mark.parametrize("count", [3, 40])
def test_every_row_comes_back_on_one_line_with_every_figure(count):
    certificate = certificate_of(count)
    lines = lines_of(certificate)
    for row in cells_of(certificate):
        assert " ".join(row[::-1]) in lines


@needs_poppler
def test_poppler_gives_back_the_words():
    certificate = certificate_of(40, replaces=REPLACED)
    said = read_aloud(certificate)
    assert len(said.split()) > 150
    assert share_found(drawn_of(certificate).pdf, [said]) >= 0.97


@needs_poppler
def test_the_sums_of_rates_and_the_total_are_those_of_the_invoices_to_the_rial():
    certificate = certificate_of(40)
    rates = [part for invoice in certificate.invoices for part in invoice.rates]
    lines = lines_of(certificate)
    for percent in (10, 16):
        base = sum(part.base for part in rates if part.rate == percent * 100)
        vat = sum(part.vat for part in rates if part.rate == percent * 100)
        assert f"{money(base + vat)} {money(vat)} {money(base)} جمع نرخ {persian_digits(str(percent))} درصد" in lines
    exempt = sum(invoice.exempt_base for invoice in certificate.invoices)
    assert f"{money(exempt)} {money(exempt)} جمع معاف" in lines
    base, vat = sum(part.base for part in rates), sum(part.vat for part in rates)
    total = base + exempt + vat
    assert f"{money(total)} {money(vat)} {money(exempt)} {money(base)} جمع کل" in lines
    assert f"جمع کل به حروف: {rials_in_words(total)}" in lines


@needs_poppler
def test_the_carried_sums_are_those_of_the_rows_before():
    certificate = certificate_of(100)
    lines = lines_of(certificate)
    carried_out = [line for line in lines if line.endswith("جمع منقول به صفحهٔ بعد")]
    carried_in = [line for line in lines if line.endswith("جمع منقول از صفحهٔ قبل")]
    on_first = set(lines[: lines.index(carried_out[0])])
    rows = rows_of(certificate)
    first = sum(" ".join(cells[::-1]) in on_first for cells in cells_of(certificate))
    sums = [sum(column) for column in zip(*(row.amounts for row in rows[:first]), strict=True)]
    assert 10 < first < 30
    assert carried_out[0].split()[:4] == [money(amount) for amount in reversed(sums)]
    assert len(carried_out) == len(carried_in) == drawn_of(certificate).pages - 1 == 7
    assert [line.split()[:4] for line in carried_out] == [line.split()[:4] for line in carried_in]


def test_an_invoice_of_two_rates_takes_two_rows_with_its_exempt_goods_on_the_first():
    rates = (RateSum(VatRate(1000), Rial(500), Rial(50)), RateSum(VatRate(1600), Rial(100), Rial(16)))
    one = replace(invoice_on(2026, 10, 1), rates=rates, exempt_base=Rial(70))
    certificate = certificate_of(1, invoices=(one, invoice_on(2026, 10, 2, 2)))
    rows = rows_of(certificate)
    assert [row.number for row in rows] == [1, 0, 2]
    assert [row.amounts for row in rows] == [(500, 70, 50, 620), (100, 0, 16, 116), (1_000, 0, 100, 1_100)]
    assert sum(row.amounts[-1] for row in rows) == certificate.total
    cells = [certificate_table(certificate).cells_of(row) for row in rows]
    assert [len(row) for row in cells] == [9, 9, 9]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (((2026, 11, 22),), "پاییز ۱۴۰۵"),
        (((2026, 9, 22), (2026, 9, 23)), "تابستان ۱۴۰۵، پاییز ۱۴۰۵"),
        (((2027, 3, 20), (2027, 3, 21)), "زمستان ۱۴۰۵، بهار ۱۴۰۶"),
        (((2027, 3, 21), (2026, 12, 22), (2027, 3, 22)), "زمستان ۱۴۰۵، بهار ۱۴۰۶"),
    ],
)
def test_the_seasons_are_those_of_the_invoices_days_in_tehran(days, said):
    invoices = tuple(invoice_on(*day, number) for number, day in enumerate(days, 1))
    certificate = certificate_of(1, invoices=invoices)
    assert seasons_of(certificate) == said
    assert f"دورهٔ مالیاتی: {said}" in read_aloud(certificate)


def test_an_evening_in_utc_belongs_to_the_next_day_of_tehran():
    late = replace(invoice_on(2026, 9, 22), issued_at=datetime(2026, 9, 22, 20, 30, tzinfo=UTC))
    assert seasons_of(certificate_of(1, invoices=(late,))) == "پاییز ۱۴۰۵"


def test_a_certificate_that_replaces_none_does_not_speak_of_it():
    assert "جایگزین" not in read_aloud(certificate_of(3))


def test_the_buyer_and_the_season_stand_on_every_page_and_the_signatures_on_the_last():
    pages = chrome_pages(drawn_of(certificate_of(40)).pdf)
    assert len(pages) == 4
    for number, page in enumerate(pages, 1):
        assert "پاییز ۱۴۰۵" in page
        assert persian_digits(LEGAL.identity) in page
        assert "۱۴۰۵-V-۰۰۰۰۰۰۲" in page
        assert persian_digits(f"صفحهٔ {number} از 4") in page
        assert ("صاحب امضای مجاز" in page) == (number == 4)


def test_no_letter_of_a_long_statement_is_cut():
    paragraphs = [f"بند {number}: " + "بدین‌وسیله گواهی می‌شود " * 20 + f"پایان{number}" for number in range(1, 13)]
    text = read_aloud(certificate_of(3, statement="\n".join(paragraphs)))
    assert [number for number in range(1, 13) if f"پایان{number}" not in text] == []
    assert "…" not in text


def test_very_many_short_paragraphs_run_on_rather_than_being_cut():
    text = read_aloud(certificate_of(3, statement="\n".join(f"بند{number}" for number in range(1, 201))))
    assert "بند1 بند2 بند3" in text
    assert "بند200" in text
    assert "…" not in text


def test_the_same_certificate_gives_the_same_bytes():
    assert drawn_of(certificate_of(12)).pdf == drawn_of(certificate_of(12)).pdf


def test_a_form_may_be_drawn_without_a_code():
    from bakala_desktop.documents.about import About
    from bakala_desktop.documents.page import Paper

    paper = Paper(About(TITLE, SELLER.name, TITLE, certificate_of(1).issued_at))
    certificate_form(certificate_of(1)).draw(paper)
    pdf = paper.finish().pdf
    assert not [line for line in outline(pdf) if "Figure" in line]
    assert TITLE in chrome_pages(pdf)[0]


@pytest.mark.parametrize("phrase", [TITLE, "فروشگاه زنجیره‌ای آزمون", "۱۴۰۵-V-۰۰۰۰۰۰۲", "۱۴۰۵-A-۰۰۰۰۰۰۳"])
def test_chromes_search_box_finds_phrases(phrase):
    assert chrome_finds(drawn_of(certificate_of(3)).pdf, phrase)


def test_the_page_is_a4_landscape():
    box = read(drawn_of(certificate_of(3)).pdf).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595)
