"""The structure of papers: who owns what is drawn, and in what order and words it is read aloud."""

from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
from pdf_reading import read
from sample_invoices import invoice_of, issued
from structure_rules import outline, structure_faults

from bakala_desktop.documents.about import About
from bakala_desktop.documents.fonts import bold, regular
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.papers import draw

ABOUT = About("گزارش", "فروشگاه آزمون", "گزارش", datetime(2026, 11, 22, tzinfo=UTC))
COLUMNS = (("شرح", 300), ("مقدار", 200), ("مبلغ", 100))


def fresh() -> Paper:
    return Paper(ABOUT)


def head(paper: Paper, y: float = 500) -> None:
    with paper.tagged("TR"):
        for name, x in COLUMNS:
            with paper.tagged("TH", scope="Column"):
                paper.text(x, y, bold().text(name), 9)


def row(paper: Paper, y: float, title: str, amount: int = 1250) -> None:
    runs = (regular().text(title), regular().figure("2.5"), regular().amount(amount))
    with paper.tagged("TR"):
        paper.line(y, 9, [(x, run, 9) for (_, x), run in zip(COLUMNS, runs, strict=True)], kind="TD")


def test_a_heading_and_a_table_are_read_in_their_order():
    paper = fresh()
    with paper.tagged("H1"):
        paper.text(60, 550, bold().text("گزارش فروش"), 14)
    with paper.tagged("Table"):
        head(paper)
        row(paper, 480, "چای (ممتاز)")
    pdf = paper.finish().pdf
    assert structure_faults(pdf) == []
    assert outline(pdf) == [
        "Document", " Part", "  H1 گزارش فروش", "  Table",
        "   TR", "    TH شرح", "    TH مقدار", "    TH مبلغ", "   TR", "    TD چای (ممتاز)", "    TD", "    TD",
    ]  # fmt: skip


def test_a_paragraph_is_read_as_it_was_written_figures_too():
    paper = fresh()
    with paper.tagged("P"):
        paper.text(300, 400, bold().text("شمارهٔ سریال:"), 9)
        paper.text(200, 400, regular().code("1405-A-0000001"), 9)
        paper.text(100, 400, regular().figure("1405/09/01"), 9)
        paper.line(390, 9, [(60, regular().text("تلفن \u2066۰۲۱-۸۸۷۷\u2069"), 9)])
    line = outline(paper.finish().pdf)[-1]
    assert line == "  P شمارهٔ سریال: ۱۴۰۵-A-۰۰۰۰۰۰۱ ۱۴۰۵/۰۹/۰۱ تلفن ۰۲۱-۸۸۷۷"


def test_what_is_drawn_between_two_elements_is_decoration_and_order_is_kept():
    paper = fresh()
    with paper.tagged("P"):
        paper.text(300, 400, regular().text("یک"), 9)
    paper.text(250, 400, regular().text("زینت"), 9)
    with paper.tagged("P"):
        paper.text(200, 400, regular().text("دو"), 9)
        with paper.tagged("Span"):
            paper.text(150, 400, regular().text("سه"), 9)
        paper.text(100, 400, regular().text("چهار"), 9)
    pdf = paper.finish().pdf
    assert structure_faults(pdf) == []
    with pikepdf.open(BytesIO(pdf)) as file:
        _, second = file.Root.StructTreeRoot.K[0].K[0].K
        assert (int(second.K[0]), str(second.K[1].S), int(second.K[2])) == (1, "/Span", 3)
    assert pdf.count(b"/BKLA_Digest") == 1
    assert "زینت" not in "".join(outline(pdf))


@pytest.mark.parametrize("group", ["Document", "Sect", "Table", "TR"])
def test_what_is_drawn_straight_into_a_group_is_decoration(group):
    paper = fresh()
    with paper.tagged(group):
        paper.text(250, 400, regular().text("زینت"), 9)
    stream = read(paper.finish().pdf).pages[0].get_contents().get_data()
    assert b"MCID" not in stream
    assert stream.count(b"BMC") == stream.count(b"EMC") == 2


def test_an_element_may_go_over_pages():
    paper = fresh()
    with paper.tagged("P"):
        paper.text(300, 400, regular().text("یک"), 9)
        paper.turn()
        paper.text(300, 400, regular().text("دو"), 9)
    pdf = paper.finish().pdf
    assert structure_faults(pdf) == []
    assert outline(pdf)[-1] == "  P یک دو"


def test_a_table_goes_on_over_pages_with_its_rows_in_order():
    paper = fresh()
    with paper.tagged("Table"):
        paper.repeat(lambda: head(paper))
        for number in range(3):
            if number:
                paper.turn()
            row(paper, 400, f"ردیف {number}")
    pdf = paper.finish().pdf
    assert structure_faults(pdf) == []
    assert [line for line in outline(pdf) if "ردیف" in line] == [f"    TD ردیف {number}" for number in range(3)]
    assert "".join(outline(pdf)).count("TH") == 3


def test_what_is_repeated_is_shown_on_every_page_and_read_once():
    paper = fresh()
    drawn = []

    def frame() -> None:
        drawn.append(paper.page_number)
        with paper.tagged("P"):
            paper.text(300, 400, regular().text("سربرگ"), 9)

    paper.repeat(frame)
    for _ in range(3):
        paper.turn()
    paper.next_document()
    pages = read(paper.finish().pdf).pages
    assert drawn == [1, 2]
    streams = [page.get_contents().get_data() for page in pages]
    assert [b"/S1 Do" in stream for stream in streams] == [False, True, True, True, False]
    assert [b"MCID" in stream for stream in streams] == [True, False, False, False, False]
    assert regular().text("سربرگ").codes.encode() in pages[2]["/Resources"]["/XObject"]["/S1"].get_data()


def test_a_page_that_repeats_nothing_costs_no_stencil():
    paper = fresh()
    paper.repeat(lambda: paper.text(300, 400, regular().text("سربرگ"), 9))
    assert b"/Form" not in paper.finish().pdf


def test_a_cell_may_span_columns():
    paper = fresh()
    with paper.tagged("Table"):
        head(paper)
        with paper.tagged("TR"):
            with paper.tagged("TH", scope="Row", col_span=2):
                paper.text(200, 400, bold().text("جمع کل"), 9)
            paper.line(400, 9, [(100, regular().amount(5), 9)], kind="TD")
    assert structure_faults(paper.finish().pdf) == []


def test_a_row_that_lacks_a_cell_is_found():
    paper = fresh()
    with paper.tagged("Table"):
        head(paper)
        with paper.tagged("TR"):
            paper.line(400, 9, [(100, regular().amount(5), 9)], kind="TD")
    assert structure_faults(paper.finish().pdf) == ["the rows of a table have [1, 3] columns"]


def test_a_table_without_heads_a_cell_outside_of_rows_and_a_dumb_figure_are_found():
    paper = fresh()
    with paper.tagged("Table"):
        row(paper, 400, "چای")
        with paper.tagged("P"):
            paper.text(300, 300, regular().text("گمشده"), 9)
    with paper.tagged("Figure"):
        paper.text(300, 200, regular().text("شکل"), 9)
    faults = structure_faults(paper.finish().pdf)
    assert faults == [
        "/P stands in /Table",
        "a figure has no words",
        "the first row of a table does not head its columns",
    ]


def test_a_shrunk_cell_keeps_its_place_in_its_row():
    paper = fresh()
    sizes = (9, 6, 9)
    with paper.tagged("Table"):
        head(paper)
        with paper.tagged("TR"):
            runs = [regular().text(word) for word in ("الف", "ب", "پ")]
            placed = [(x, run, size) for (_, x), run, size in zip(COLUMNS, runs, sizes, strict=True)]
            paper.line(400, 9, placed, kind="TD")
    pdf = paper.finish().pdf
    assert structure_faults(pdf) == []
    assert outline(pdf)[-3:] == ["    TD الف", "    TD ب", "    TD پ"]


def test_documents_of_one_file_are_parts_of_it():
    paper = fresh()
    for number in range(3):
        if number:
            paper.next_document()
        with paper.tagged("H1"):
            paper.text(60, 550, bold().text("صورتحساب"), 14)
    pdf = paper.finish().pdf
    assert structure_faults(pdf) == []
    assert outline(pdf) == ["Document", *[" Part", "  H1 صورتحساب"] * 3]


def test_an_unknown_kind_is_refused_and_changes_nothing():
    paper = fresh()
    with pytest.raises(ValueError, match="no kind of element: Heading"), paper.tagged("Heading"):
        pass
    assert outline(paper.finish().pdf) == ["Document", " Part"]


def test_a_drawing_that_fails_inside_an_element_closes_it():
    paper = fresh()

    def fail() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError), paper.tagged("Table"), paper.tagged("TR"):
        fail()
    with paper.tagged("P"):
        paper.text(60, 550, bold().text("پس از آن"), 14)
    assert outline(paper.finish().pdf) == ["Document", " Part", "  Table", "   TR", "  P پس از آن"]


def _swap_owners(file: pikepdf.Pdf) -> None:
    owners = file.Root.StructTreeRoot.ParentTree.Nums[1]
    owners[0], owners[1] = owners[1], owners[0]


def _forget_an_owner(file: pikepdf.Pdf) -> None:
    del file.Root.StructTreeRoot.ParentTree.Nums[1][-1]


def _orphan_a_piece(file: pikepdf.Pdf) -> None:
    row = file.Root.StructTreeRoot.K[0].K[0].K[0].K[1]
    row.K[0].K = 7


def _draw_outside(file: pikepdf.Pdf) -> None:
    file.pages[0].contents_add(b"0 0 10 10 re f")


def _lose_the_parent(file: pikepdf.Pdf) -> None:
    part = file.Root.StructTreeRoot.K[0].K[0]
    part.K[0].P = file.Root.StructTreeRoot.K[0]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (_swap_owners, "has an owner that does not know it"),
        (_forget_an_owner, "not those of the table of parents"),
        (_orphan_a_piece, "do not own exactly what is drawn"),
        (_draw_outside, "f lies in 0 pieces"),
        (_lose_the_parent, "/Table names another parent"),
    ],
)
def test_a_broken_tree_is_found(change, fault):
    paper = fresh()
    with paper.tagged("Table"):
        head(paper)
        row(paper, 400, "چای")
    with pikepdf.open(BytesIO(paper.finish().pdf)) as file:
        change(file)
        changed = BytesIO()
        file.save(changed)
    found = structure_faults(changed.getvalue())
    assert any(fault in one for one in found), found


def test_an_invoice_is_read_aloud_from_its_title_to_the_seals():
    lines = [line.strip() for line in outline(draw(issued(invoice_of(60))).pdf)]
    order = [
        "H1 صورتحساب فروش کالا و خدمات", "H2 مشخصات فروشنده", "H2 مشخصات خریدار", "TH ردیف",
        "TD " + invoice_of(60).lines[0].title, "TD " + invoice_of(60).lines[-1].title, "TH جمع کل",
    ]  # fmt: skip
    places = [lines.index(text) for text in order]
    assert places == sorted(places)
    assert lines.index("P مهر و امضای خریدار") > places[-1]
    assert lines.count("TH ردیف") == 1


def test_neither_file_nor_document_ends_inside_an_element():
    paper = fresh()
    with paper.tagged("Table"):
        for end in (paper.finish, paper.next_document):
            with pytest.raises(ValueError, match="an element is still open: Table"):
                end()


def test_many_cells_are_packed_together():
    paper = fresh()
    with paper.tagged("Table"):
        head(paper)
        for number in range(300):
            row(paper, 480 - number, "چای", number)
    pdf = paper.finish().pdf
    assert structure_faults(pdf) == []
    assert pdf.count(b"/Type/ObjStm") == 4
    assert pdf.count(b" 0 obj\n") < 30
