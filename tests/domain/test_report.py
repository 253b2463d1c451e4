"""A report as values: what cannot be drawn or summed cannot be built, and its sums are those of its rows."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.report import ColumnKind, Report, ReportColumn, ReportFact, ReportGroup
from bakala_desktop.domain.serial import Serial

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
COLUMNS = (
    ReportColumn("شرح"),
    ReportColumn("شمار", ColumnKind.COUNT, is_summed=True),
    ReportColumn("موجودی", ColumnKind.QUANTITY, is_summed=True),
    ReportColumn("نرخ", ColumnKind.PERCENT),
    ReportColumn("جمع", ColumnKind.AMOUNT, is_summed=True),
)


def report(*groups: ReportGroup, columns: tuple[ReportColumn, ...] = COLUMNS, made_at: datetime = AT) -> Report:
    return Report("گزارش", columns, groups, made_at, "زهرا نمونه‌ای")


def test_totals_are_those_of_all_groups_and_empty_cells_add_nothing():
    first = ReportGroup((("الف", 2, Quantity.parse("1.5"), 1000, 500), ("ب", 1, -50_000_000, None, -200)))
    second = ReportGroup((("ج", None, None, 0, None),), "گروه", has_subtotal=True)
    made = report(first, second)
    assert made.totals == (None, 3, 100_000_000, None, 300)
    assert made.sums_of(second.rows) == (None, 0, 0, None, 0)


@given(st.lists(st.integers(-(10**16), 10**16), max_size=30), st.integers(0, 30))
def test_the_sums_of_parts_add_up_to_the_total(amounts, at):
    columns = (ReportColumn("شرح"), ReportColumn("جمع", ColumnKind.AMOUNT, is_summed=True))
    rows = tuple((str(place), amount) for place, amount in enumerate(amounts))
    made = report(ReportGroup(rows[:at]), ReportGroup(rows[at:]), columns=columns)
    parts = [made.sums_of(group.rows)[1] for group in made.groups]
    assert made.totals == (None, sum(amounts))
    assert sum(parts) == sum(amounts)


def test_an_empty_report_sums_to_zero():
    for made in (report(), report(ReportGroup(()))):
        assert made.is_empty
        assert made.totals == (None, 0, 0, None, 0)


def test_a_report_without_summed_columns_has_no_sums():
    made = report(ReportGroup((("الف",),)), columns=(ReportColumn("شرح"),))
    assert not made.has_sums
    assert made.totals == (None,)
    assert not made.is_empty


@pytest.mark.parametrize("row", [("الف", 1, 1, 1), ("الف", 1, 1, 1, 1, 1), ()])
def test_a_row_has_as_many_cells_as_there_are_columns(row):
    with pytest.raises(ValueError, match="cells under 5 columns"):
        report(ReportGroup((row,)))


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (ColumnKind.TEXT, 5),
        (ColumnKind.AMOUNT, 1.5),
        (ColumnKind.AMOUNT, "1000"),
        (ColumnKind.AMOUNT, True),
        (ColumnKind.AMOUNT, Quantity.parse("1")),
        (ColumnKind.COUNT, 1.0),
        (ColumnKind.PERCENT, 9.5),
        (ColumnKind.QUANTITY, 2.5),
        (ColumnKind.DAY, "1405/09/01"),
        (ColumnKind.DAY, AT),
        (ColumnKind.SERIAL, 7),
    ],
)
def test_a_cell_or_fact_of_another_kind_is_refused(kind, cell):
    columns = (ReportColumn("شرح"), ReportColumn("ستون", kind))
    with pytest.raises(ValueError, match="not of kind"):
        report(ReportGroup((("الف", cell),)), columns=columns)
    with pytest.raises(ValueError, match="not of kind"):
        ReportFact("نام", cell, kind)


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (ColumnKind.DAY, date(2026, 11, 22)),
        (ColumnKind.SERIAL, Serial(1405, "A", 1)),
        (ColumnKind.SERIAL, "A-1"),
        (ColumnKind.QUANTITY, 0),
        *((kind, None) for kind in ColumnKind),
    ],
)
def test_each_kind_takes_its_values_and_none(kind, cell):
    columns = (ReportColumn("شرح"), ReportColumn("ستون", kind))
    assert report(ReportGroup((("الف", cell),)), columns=columns).groups[0].rows == (("الف", cell),)
    assert ReportFact("نام", cell, kind).value == cell


@pytest.mark.parametrize("kind", [ColumnKind.TEXT, ColumnKind.PERCENT, ColumnKind.DAY, ColumnKind.SERIAL])
def test_what_has_no_sum_is_not_summed(kind):
    with pytest.raises(ValueError, match="no sum"):
        ReportColumn("ستون", kind, is_summed=True)


def test_the_first_column_leaves_room_for_the_title_of_the_sums():
    with pytest.raises(ValueError, match="first column"):
        report(columns=(ReportColumn("جمع", ColumnKind.AMOUNT, is_summed=True),))


def test_a_report_needs_columns_a_zone_and_shares():
    with pytest.raises(ValueError, match="has a column"):
        report(columns=())
    with pytest.raises(ValueError, match="time zone"):
        report(made_at=datetime(2026, 11, 22, 9, 30))  # noqa: DTZ001  the case
    with pytest.raises(ValueError, match="more than nothing"):
        ReportColumn("ستون", share=0)
