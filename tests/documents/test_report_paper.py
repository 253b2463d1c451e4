"""The report on paper: every figure stands on it, sums are carried, nothing is clipped, and it can be read aloud."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from pdf_reading import char_boxes, chrome_finds, needs_poppler, poppler_lines, read
from pdfa_rules import pdfa_faults
from sample_invoices import CONTACT, TITLES
from structure_rules import outline, structure_faults

from bakala_desktop.documents.book_tables import UNIT
from bakala_desktop.documents.report import CARRIED_IN, CARRIED_OUT, render_report
from bakala_desktop.documents.report_cells import NOTHING, TOTAL
from bakala_desktop.documents.report_columns import place_columns
from bakala_desktop.documents.report_table import CONTINUED
from bakala_desktop.documents.sheet import BOTTOM, LEFT, PAD, RIGHT, TOP
from bakala_desktop.domain.money import format_amount
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.report import ColumnKind, Report, ReportColumn, ReportFact, ReportGroup
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.text import persian_digits

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
AMOUNT = ColumnKind.AMOUNT
COLUMNS = (
    ReportColumn("شمارهٔ سریال", ColumnKind.SERIAL),
    ReportColumn("تاریخ", ColumnKind.DAY),
    ReportColumn("شرح"),
    ReportColumn("مقدار", ColumnKind.QUANTITY),
    ReportColumn("نرخ", ColumnKind.PERCENT),
    ReportColumn("مبلغ (ریال)", AMOUNT, is_summed=True),
    ReportColumn("مالیات (ریال)", AMOUNT, is_summed=True),
)
LARGEST = 10**15 - 1


def row(number):
    day = date(2026, 9, 23) + timedelta(days=number % 60)
    title = TITLES[number % len(TITLES)]
    return (Serial(1405, "A", number), day, title, Quantity.parse("2.5"), 950, 1_000_003 * number, 95_000 * number)


def report_of(*groups, **options):
    return Report("گزارش فروش", COLUMNS, groups, AT, "زهرا نمونه‌ای", ("آذر ۱۴۰۵",), **options)


def rows_of(count):
    return tuple(row(number) for number in range(1, count + 1))


def long_report():
    """Names of 500 characters, the largest amounts, a sign that no font has, codes of 60 characters."""
    columns = (
        ReportColumn("شرح"),
        ReportColumn("کد", ColumnKind.SERIAL),
        *(ReportColumn(f"مبلغ ستون {place} با عنوان بلند", AMOUNT, is_summed=True) for place in range(8)),
    )
    cells = ("کالای بلند " * 44 + "پایان", "ABC-" * 15, *[LARGEST] * 8)
    return Report(
        "عنوان بلند گزارش " * 20,
        columns,
        (ReportGroup((cells,) * 3, "گروه بلند " * 40, has_subtotal=True),),
        AT,
        "نام بلند تهیه‌کننده " * 25,
        ("زیرعنوان بلند " * 20,),
        (ReportFact("نام بلند " * 20, "مقدار بلند " * 45 + "\U0001f600"),),
        ("یادداشت بلند " * 80,),
        ("امضای بلند " * 12, "مدیر"),
    )


def words(rendered):
    return " ".join(poppler_lines(rendered.pdf))


@needs_poppler
def test_every_figure_and_text_of_a_row_stands_on_the_paper():
    text = words(render_report(report_of(ReportGroup(rows_of(12))), CONTACT))
    for number in range(1, 13):
        assert persian_digits(f"1405-A-{number:07}") in text
        assert format_amount(1_000_003 * number) in text
    assert format_amount(1_000_003 * 78) in text
    assert "۲٫۵" in text
    assert "۹٫۵٪" in text
    assert "۱۴۰۵/۰۷/۰۲" in text


@needs_poppler
def test_sums_are_carried_from_page_to_page():
    made = report_of(ReportGroup(rows_of(70)))
    rendered = render_report(made, CONTACT)
    lines = poppler_lines(rendered.pdf)
    carried_out = [line for line in lines if CARRIED_OUT in line]
    carried_in = [line for line in lines if CARRIED_IN in line]
    assert rendered.pages > 2
    assert len(carried_out) == len(carried_in) == rendered.pages - 1
    assert [line.replace(CARRIED_OUT, "") for line in carried_out] == [
        line.replace(CARRIED_IN, "") for line in carried_in
    ]
    # After how many rows each page ends is told by the serial above the sum that is carried.
    for line in carried_out:
        before = lines[lines.index(line) - 1]
        count = next(number for number in range(70, 0, -1) if persian_digits(f"1405-A-{number:07}") in before)
        assert format_amount(1_000_003 * count * (count + 1) // 2) in line
    assert sum(TOTAL in line for line in lines) == 1


@needs_poppler
def test_each_page_has_headings_its_number_and_the_contact():
    rendered = render_report(report_of(ReportGroup(rows_of(70))), CONTACT)
    text = words(rendered)
    for number in range(1, rendered.pages + 1):
        assert persian_digits(f"صفحهٔ {number} از {rendered.pages}") in text
    for repeated in ("شمارهٔ سریال", "گزارش فروش", "info@example.com", "زهرا نمونه‌ای"):
        assert text.count(repeated) == rendered.pages


@needs_poppler
def test_groups_keep_their_heading_and_sum_and_say_where_they_go_on():
    made = report_of(ReportGroup(rows_of(40), "برنج", has_subtotal=True), ReportGroup(rows_of(3), "چای", True))
    lines = poppler_lines(render_report(made, CONTACT).pdf)
    text = "\n".join(lines)
    assert f"{CONTINUED} برنج" in text
    subtotals = [line for line in lines if line.endswith("جمع برنج") or line.startswith("جمع برنج")]
    assert len(subtotals) == 1
    assert format_amount(1_000_003 * 820) in subtotals[0]
    for one, following in pairwise(lines):
        assert not (one.strip() == "چای" and CARRIED_OUT in following)


@needs_poppler
def test_an_empty_report_says_so_and_sums_to_zero():
    rendered = render_report(report_of(), CONTACT)
    lines = poppler_lines(rendered.pdf)
    assert rendered.pages == 1
    assert NOTHING in " ".join(lines)
    assert next(line for line in lines if TOTAL in line).count("۰") == 2


@needs_poppler
def test_a_report_without_sums_has_no_total():
    columns = (ReportColumn("شرح"), ReportColumn("تاریخ", ColumnKind.DAY))
    rows = tuple((f"رویداد {number}", date(2026, 11, 22)) for number in range(60))
    made = Report("رویدادها", columns, (ReportGroup(rows),), AT, "زهرا")
    rendered = render_report(made, CONTACT)
    assert rendered.pages > 1
    assert TOTAL not in words(rendered)
    assert CARRIED_OUT not in words(rendered)


@needs_poppler
def test_negative_figures_keep_their_sign():
    cells = (None, None, "کسری", -50_000_000, None, -1_250_000, 0)
    made = report_of(ReportGroup((cells,)), facts=(ReportFact("تفاوت", -1_250_000, AMOUNT),))
    text = words(render_report(made, CONTACT))
    assert "−۰٫۵" in text
    assert text.count("−۱٬۲۵۰٬۰۰۰") == 3


@pytest.mark.parametrize("made", [report_of(ReportGroup(rows_of(70))), long_report()])
def test_nothing_leaves_the_sheet(made):
    rendered = render_report(made, CONTACT)
    for page in range(rendered.pages):
        for char, left, bottom, right, top in char_boxes(rendered.pdf, page):
            assert left >= LEFT, char
            assert right <= RIGHT, char
            assert bottom >= BOTTOM, char
            assert top <= TOP, char


@needs_poppler
def test_long_texts_wrap_and_none_is_cut():
    rendered = render_report(long_report(), CONTACT)
    lines = poppler_lines(rendered.pdf)
    text = " ".join(lines)
    # Only the name of a group that goes on is shortened: it stands whole above the group.
    assert {CONTINUED in line for line in lines if "…" in line} == {True}
    assert text.count("پایان") == 3
    assert rendered.missing == ("\U0001f600",)


def test_columns_are_as_wide_together_as_the_sheet():
    for made in (report_of(), report_of(ReportGroup(rows_of(5))), long_report()):
        placed = place_columns(made)
        assert sum(column.width for column in placed) == pytest.approx(RIGHT - LEFT)
        assert min(column.width for column in placed) > 20


@pytest.mark.parametrize("unit", ["ZZZ", "ZZZ " * 120])
def test_units_stand_in_the_middle_of_their_column_and_other_texts_at_its_right(unit):
    columns = (ReportColumn("شرح"), ReportColumn(UNIT))
    made = Report("گزارش", columns, (ReportGroup((("Q", unit),)),), AT, "زهرا نمونه‌ای")
    title, placed = place_columns(made)
    boxes = char_boxes(render_report(made, CONTACT).pdf, loose=True)
    goods = [box for box in boxes if box[0] == "Q"]
    units = [box for box in boxes if box[0] == "Z"]
    assert [right for *_, right, _ in goods] == [pytest.approx(title.right - PAD, abs=0.5)]
    middle = (min(left for _, left, *_ in units) + max(right for *_, right, _ in units)) / 2
    assert middle == pytest.approx(placed.centre, abs=0.5)


def test_the_same_report_gives_the_same_bytes():
    made = report_of(ReportGroup(rows_of(40)))
    assert render_report(made, CONTACT).pdf == render_report(made, CONTACT).pdf


def test_the_file_says_what_it_is():
    about = read(render_report(report_of(), CONTACT).pdf).metadata
    assert about.title == "گزارش فروش آذر ۱۴۰۵"
    assert about.author == "زهرا نمونه‌ای"


def test_a_title_is_found_in_chrome():
    assert chrome_finds(render_report(report_of(ReportGroup(rows_of(5))), CONTACT).pdf, "نرم‌افزار حسابداری")


def test_a_report_keeps_the_rules_of_pdfa_and_of_the_structure():
    made = report_of(
        ReportGroup(rows_of(40), "برنج", has_subtotal=True),
        ReportGroup((("A-1", None, None, None, None, None, None),)),
        facts=(ReportFact("شمار", 41, ColumnKind.COUNT),),
        notes=("یادداشت",),
        signatures=("مدیر",),
    )
    for one in (made, report_of(), long_report()):
        pdf = render_report(one, CONTACT).pdf
        assert pdfa_faults(pdf) == []
        assert structure_faults(pdf) == []


def test_all_pages_hold_one_table_whose_headings_are_read_once():
    pdf = render_report(report_of(ReportGroup(rows_of(70))), CONTACT).pdf
    read_aloud = [line.split()[0] for line in outline(pdf)]
    assert read_aloud.count("H1") == 1
    assert read_aloud.count("Table") == 1
    assert read_aloud.count("TR") == 72
    assert read_aloud.count("TH") == len(COLUMNS) + 1
