"""Every paper is PDF/A-3u: by our own reading of the rules, and by Apache Preflight where it is installed."""

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import md5
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pikepdf
import pytest
from pdf_reading import drawn_codes, read
from pdfa_rules import pdfa_faults
from pikepdf import Name
from sample_invoices import certificate_of, filled_invoice, huge_invoice, invoice_of, invoice_with, issued, line_of
from structure_rules import structure_faults

from bakala_desktop import paths
from bakala_desktop.documents.about import About, Attachment
from bakala_desktop.documents.fonts import bold, regular
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.papers import draw, draw_many

TESTS = Path(__file__).resolve().parent.parent
MOMENT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ABOUT = About("صورتحساب ۱۲", "فروشگاه آزمون", "صورتحساب", MOMENT)
SNAPSHOT = Attachment("1405-A-0000001.json", b'{"serial": "1405-A-0000001"}' * 40, MOMENT, "متن ثبت‌شدهٔ صورتحساب")


def _preflight() -> ModuleType:
    spec = importlib.util.spec_from_file_location("preflight", TESTS.parent / "tools" / "preflight.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PREFLIGHT = _preflight()
needs_preflight = pytest.mark.skipif(bool(PREFLIGHT.what_is_missing()), reason=PREFLIGHT.what_is_missing() or "present")


def small_paper(about: About = ABOUT, documents: int = 1) -> bytes:
    """A paper with all that a paper can have: two pages, a table, a code, and a file attached for each document."""
    paper = Paper(about, attachments=[SNAPSHOT])
    for number in range(documents):
        if number:
            paper.next_document([replace(SNAPSHOT, name=f"1405-A-000000{number + 1}.json")])
        with paper.tagged("H1"):
            paper.text(60, 500, bold().text("صورتحساب فروش"), 14)
        with paper.tagged("Table"):
            with paper.tagged("TR"), paper.tagged("TH", scope="Column"):
                paper.text(60, 450, bold().text("شرح"), 9)
            paper.turn()
            with paper.tagged("TR"):
                paper.line(430, 9, [(60, regular().text("چای (ممتاز)"), 9)], kind="TD")
        paper.code_square(300, 300, 120, f"1405-A-000000{number + 1}")
        paper.box(20, 20, 800, 550, 1)
        paper.later(lambda count: paper.text(30, 30, regular().figure(str(count)), 8))
    return paper.finish().pdf


DOCUMENTS = {
    "short": invoice_of(1),
    "filled": filled_invoice(),
    "long": invoice_of(60),
    "without lines and buyer": invoice_of(0, buyer=None),
    "huge": huge_invoice(),
    "unknown signs": invoice_with((line_of(1, "هدیه 🎁 漢", 1000),)),
    "certificate": certificate_of(40),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_document_breaks_a_rule(name):
    pdf = draw(issued(DOCUMENTS[name])).pdf
    assert pdfa_faults(pdf) == []
    assert structure_faults(pdf) == []


def test_a_batch_of_copies_breaks_no_rule():
    pdf = draw_many([(issued(invoice_of(30)), True), (issued(certificate_of(3)), False)], copies=3).pdf
    assert pdfa_faults(pdf) == []
    assert structure_faults(pdf) == []


@pytest.mark.parametrize("documents", [1, 3])
def test_a_paper_with_tags_a_code_and_attached_files_breaks_no_rule(documents):
    assert pdfa_faults(small_paper(documents=documents)) == []


@pytest.mark.parametrize(
    "text", ["", "<b>&amp;]]>", "a\x00b\ud800\ufffe", " دو\nسطر\t", "(\\)", "نیم\u200cفاصله", "🎁"]
)
def test_no_title_breaks_a_rule(text):
    pdf = small_paper(About(text, text, text, MOMENT))
    assert pdfa_faults(pdf) == []


def test_the_title_is_the_same_for_every_reader():
    pdf = small_paper(About("صورتحساب «الف & ب»", "نام\u200cفروشگاه", "موضوع", MOMENT))
    assert read(pdf).metadata.title == "صورتحساب «الف & ب»"
    assert read(pdf).xmp_metadata.dc_title == {"x-default": "صورتحساب «الف & ب»"}
    assert read(pdf).metadata.author == "نام\u200cفروشگاه"


def _without(key: str) -> Callable[[pikepdf.Pdf], None]:
    def change(file: pikepdf.Pdf) -> None:
        del file.Root[key]

    return change


def _claim_another_part(file: pikepdf.Pdf) -> None:
    told = file.Root.Metadata.read_bytes().replace(b"<pdfaid:part>3<", b"<pdfaid:part>2<")
    file.Root.Metadata.write(told, filter=None)


def _rename(file: pikepdf.Pdf) -> None:
    file.trailer.Info.Title = "نامی دیگر"


def _make_transparent(file: pikepdf.Pdf) -> None:
    file.pages[0].Resources.ExtGState = pikepdf.Dictionary(GS1=file.make_indirect(pikepdf.Dictionary(ca=0.5)))


def _take_font_out(file: pikepdf.Pdf) -> None:
    del file.pages[0].Resources.Font.F1.DescendantFonts[0].FontDescriptor.FontFile2


def _name_notdef(file: pikepdf.Pdf) -> None:
    texts = file.pages[0].Resources.Font.F1.ToUnicode
    texts.write(texts.read_bytes() + b"1 beginbfchar\n<0000> <0020>\nendbfchar\n")


def _start_something(file: pikepdf.Pdf) -> None:
    file.Root.OpenAction = pikepdf.Dictionary(S=Name.JavaScript, JS="1")


def _forget_association(file: pikepdf.Pdf) -> None:
    file.Root.AF = pikepdf.Array()


def _print_elsewhere(file: pikepdf.Pdf) -> None:
    file.Root.OutputIntents[0].DestOutputProfile.N = 4


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (_without("/Metadata"), "no metadata"),
        (_without("/Lang"), "language"),
        (_without("/OutputIntents"), "output intent"),
        (_without("/MarkInfo"), "tagged"),
        (_without("/ViewerPreferences"), "title is not shown"),
        (_claim_another_part, "claim"),
        (_rename, "/Title"),
        (_make_transparent, "transparent"),
        (_take_font_out, "not embedded"),
        (_name_notdef, ".notdef"),
        (_start_something, "/OpenAction"),
        (_forget_association, "associated"),
        (_print_elsewhere, "RGB"),
    ],
)
def test_a_broken_rule_is_found(change, fault):
    with pikepdf.open(BytesIO(small_paper())) as file:
        change(file)
        changed = BytesIO()
        file.save(changed)
    found = pdfa_faults(changed.getvalue())
    assert any(fault in one for one in found), found


@needs_preflight
def test_preflight_finds_nothing_but_what_pdfa_3_allows():
    assert PREFLIGHT.faults(small_paper(documents=2)) == []
    assert PREFLIGHT.faults(draw(issued(invoice_of(30))).pdf) == []


@needs_preflight
def test_preflight_would_find_a_fault():
    pdf = small_paper().replace(b"<dc:format>application/pdf<", b"<dc:title>application/pdf<", 1)
    assert PREFLIGHT.faults(pdf) != []
    assert PREFLIGHT.faults(b"%PDF-1.7\n") == ["the metadata lack <pdfaid:part>3<"]


def test_preflight_that_is_not_installed_is_said_and_is_no_fault(monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")
    assert PREFLIGHT.main(["nowhere.pdf"]) == 0
    assert "skipped, java is not installed" in capsys.readouterr().err


def test_an_attached_file_comes_back_as_it_went_in():
    pdf = small_paper(documents=2)
    assert read(pdf).attachments == {name: [SNAPSHOT.data] for name in (SNAPSHOT.name, "1405-A-0000002.json")}
    with pikepdf.open(BytesIO(pdf)) as file:
        first = file.Root.AF[0]
        assert first.AFRelationship == Name.Source
        assert str(first.Desc) == SNAPSHOT.description
        assert bytes(first.EF.F.Params.CheckSum) == md5(SNAPSHOT.data, usedforsecurity=False).digest()
        assert str(first.EF.F.Params.ModDate) == "D:20261122093000Z"


def test_two_attached_files_cannot_share_a_name():
    with pytest.raises(ValueError, match="share a name"):
        Paper(ABOUT, attachments=[SNAPSHOT, SNAPSHOT])
    paper = Paper(ABOUT, attachments=[SNAPSHOT])
    with pytest.raises(ValueError, match="share a name"):
        paper.next_document([SNAPSHOT])


def test_a_fresh_process_gives_the_same_paper(monkeypatch):
    code = "import sys; from test_pdfa import small_paper; sys.stdout.buffer.write(small_paper(documents=2))"
    monkeypatch.setenv("PYTHONHASHSEED", "54321")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1500000000")
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setenv("PYTHONPATH", f"{TESTS}:{TESTS / 'documents'}")
    fresh = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert fresh == small_paper(documents=2)


def test_papers_that_differ_have_identities_that_differ():
    one, other = (read(small_paper(documents=count)).trailer["/ID"] for count in (1, 2))
    assert one[0] != other[0]


def test_the_colour_profile_has_no_date():
    profile = paths.resource("colour/sRGB.icc").read_bytes()
    assert profile[24:36] == bytes(12)
    assert len(profile) < 1000


def test_documents_in_one_file_count_their_own_pages():
    paper = Paper(ABOUT)
    seen = []
    for pages in (1, 3):
        if seen:
            paper.next_document()
        for number in range(pages):
            if number:
                paper.turn()
            seen.append(paper.page_number)
            paper.later(lambda count: paper.text(30, 30, regular().figure(str(count)), 8))
    drawn = paper.finish()
    digits = [[regular().figure(count).codes for count in "13"].index(_code_of(page)) for page in read(drawn.pdf).pages]
    assert (drawn.pages, seen, digits) == (4, [1, 1, 2, 3], [0, 1, 1, 1])


def _code_of(page) -> str:
    (drawn,) = drawn_codes(page)
    return f"{drawn[1]:04x}"
