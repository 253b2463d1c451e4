"""Reports as .xlsx: numbers are numbers, texts are never formulas, and the file is whole or not there."""

from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from bakala_desktop.devices import report_file
from bakala_desktop.devices.excel_file import read_sheet
from bakala_desktop.devices.report_file import SUMMARY, TABLE, write_report_xlsx
from bakala_desktop.documents.report_cells import NOTHING, TOTAL
from bakala_desktop.domain.errors import ShopError, ShopTrouble
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.report import ColumnKind, Report, ReportColumn, ReportFact, ReportGroup
from bakala_desktop.domain.serial import Serial

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
COLUMNS = (
    ReportColumn("شرح"),
    ReportColumn("سریال", ColumnKind.SERIAL),
    ReportColumn("تاریخ", ColumnKind.DAY),
    ReportColumn("موجودی", ColumnKind.QUANTITY),
    ReportColumn("نرخ", ColumnKind.PERCENT),
    ReportColumn("جمع (ریال)", ColumnKind.AMOUNT, is_summed=True),
)
ROW = ("برنج «نمونه»", Serial(1405, "A", 1), date(2026, 11, 22), Quantity.parse("2.5"), 950, 1_250_000)


def report(*groups, **options):
    return Report("گزارش فروش", COLUMNS, groups, AT, "زهرا نمونه‌ای", ("آذر ۱۴۰۵",), **options)


def written(tmp_path, made):
    target = tmp_path / "r.xlsx"
    write_report_xlsx(made, target)
    return load_workbook(target)


def rows(sheet):
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_the_table_stands_right_to_left_under_a_frozen_heading(tmp_path):
    sheet = written(tmp_path, report(ReportGroup((ROW,))))[TABLE]
    assert sheet.sheet_view.rightToLeft
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.auto_filter.ref == "A3:F4"
    title, about, head, row, total = rows(sheet)
    assert title[0] == "گزارش فروش"
    assert about[0] == "آذر ۱۴۰۵ | 1405/09/01 13:00 | زهرا نمونه‌ای"
    assert head == tuple(column.heading for column in COLUMNS)
    assert row == ("برنج «نمونه»", "1405-A-0000001", "1405/09/01", 2.5, 0.095, 1_250_000)
    assert total == (TOTAL, None, None, None, None, 1_250_000)


def test_numbers_are_shown_as_their_kind_wants(tmp_path):
    whole = (None, None, None, Quantity.parse("12"), 1000, -5)
    sheet = written(tmp_path, report(ReportGroup((ROW, whole))))[TABLE]
    assert [cell.number_format for cell in sheet[4]][3:] == ["#,##0.0", "0.00%", "#,##0"]
    assert [cell.number_format for cell in sheet[5]][3:] == ["#,##0", "0%", "#,##0"]
    assert sheet["F5"].value == -5


def test_groups_have_headings_and_sums_and_are_not_filtered(tmp_path):
    made = report(ReportGroup((ROW, ROW), "برنج", has_subtotal=True), ReportGroup((ROW,), "چای"))
    sheet = written(tmp_path, made)[TABLE]
    firsts = [row[0] for row in rows(sheet)][3:]
    assert firsts == ["برنج", ROW[0], ROW[0], "جمع برنج", "چای", ROW[0], TOTAL]
    assert [sheet["F7"].value, sheet["F10"].value] == [2_500_000, 3_750_000]
    assert sheet.auto_filter.ref is None


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("x")', "+1", "-1+2", "@SUM(A1)", "\t=1+1", " =1+1"])
def test_a_text_like_a_formula_stays_a_text(tmp_path, text):
    made = report(
        ReportGroup(((text, text, None, None, None, 1),), text, has_subtotal=True),
        facts=(ReportFact(text, text),),
        notes=(text,),
    )
    book = written(tmp_path, made)
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == text.strip()]
    assert len(found) == 6
    assert {cell.data_type for cell in found} == {"s"}
    assert all(cell.quotePrefix for cell in found)


def test_a_number_that_a_spreadsheet_cannot_keep_is_written_as_text(tmp_path):
    most, more = 10**15 - 1, 10**15 + 1
    rows_ = tuple((None, None, None, None, None, amount) for amount in (most, more))
    sheet = written(tmp_path, report(ReportGroup(rows_)))[TABLE]
    assert [sheet["F4"].value, sheet["F5"].value, sheet["F6"].value] == [most, str(more), str(most + more)]


def test_an_empty_report_says_so_and_sums_to_zero(tmp_path):
    sheet = written(tmp_path, report())[TABLE]
    assert [row[0] for row in rows(sheet)][3:] == [NOTHING, TOTAL]
    assert sheet["F5"].value == 0


def test_facts_and_notes_stand_on_a_sheet_of_their_own(tmp_path):
    made = report(ReportGroup((ROW,)), facts=(ReportFact("شمار", 3, ColumnKind.COUNT),), notes=("یادداشت",))
    book = written(tmp_path, made)
    assert book.sheetnames == [TABLE, SUMMARY]
    assert rows(book[SUMMARY]) == [("شمار", 3), ("یادداشت", None)]
    assert written(tmp_path, report(ReportGroup((ROW,)))).sheetnames == [TABLE]


def test_what_xml_cannot_hold_and_what_is_too_long_does_not_break_the_file(tmp_path):
    row = ("الف\x00\x0b\ufffe ب", "\ud800A", None, None, None, 1)
    long = ("ب" * 40_000, None, None, None, None, 1)
    sheet = written(tmp_path, report(ReportGroup((row, long))))[TABLE]
    assert sheet["A4"].value.split() == ["الف", "ب"]
    assert sheet["B4"].value == "A"
    assert len(sheet["A5"].value) < 32_768


def test_the_importer_of_this_program_reads_it_back(tmp_path):
    target = tmp_path / "r.xlsx"
    write_report_xlsx(report(ReportGroup((ROW,))), target)
    assert read_sheet(target)[3] == ["برنج «نمونه»", "1405-A-0000001", "1405/09/01", "2.5", "9.5", "1250000"]


def test_a_place_that_cannot_be_written_leaves_what_was_there(tmp_path):
    target = tmp_path / "folder.xlsx"
    target.mkdir()
    (target / "kept").write_text("kept")
    with pytest.raises(ShopTrouble) as refused:
        write_report_xlsx(report(ReportGroup((ROW,))), target)
    assert refused.value.code == "file_unwritable"
    assert [path.name for path in tmp_path.rglob("*")] == ["folder.xlsx", "kept"]


def test_more_rows_than_a_sheet_holds_are_refused_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(report_file, "MOST_ROWS", 2)
    target = tmp_path / "r.xlsx"
    target.write_bytes(b"before")
    with pytest.raises(ShopError) as refused:
        write_report_xlsx(report(ReportGroup((ROW,) * 3)), target)
    assert (refused.value.code, refused.value.data) == ("report_too_long", {"rows": 3, "most": 2})
    assert target.read_bytes() == b"before"
