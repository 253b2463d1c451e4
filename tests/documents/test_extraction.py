"""What other programs give back of every paper: poppler's words, figures and rows, what Chrome finds, what is heard."""

import re
from dataclasses import replace

import pytest
from paper_extraction import extraction, in_chrome, laid_out, pdftotext
from paper_hearing import Heard, hear, said
from pdf_reading import in_this_order, needs_poppler, words_of
from sample_invoices import CONTACT, invoice_with, issued, line_of, sample_of
from sample_papers import REPORTS, SamplePaper, paper, papers, stock_report

from bakala_desktop.documents.book_tables import table_of
from bakala_desktop.documents.closing_block import IN_CASH, NOT_IN_CASH, TERMS, TICKED
from bakala_desktop.documents.goods_table import HEADINGS
from bakala_desktop.documents.papers import draw
from bakala_desktop.documents.report import render_report
from bakala_desktop.documents.report_head import MADE_BY
from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.money import Rial, format_amount
from bakala_desktop.domain.tender import Tender, TenderKind
from bakala_desktop.domain.text import fold_digits

EVERY = pytest.mark.parametrize("name", papers())
FORMS = [name for name in papers() if not name.startswith("report")]
FIGURE = re.compile(r"−?[۰-۹]{2,}[۰-۹٬٫]*")
LATIN = re.compile("[A-Za-z]")
TURNED = {("report of sales", "لپ‌تاپ"), ("report of stock", "لپ‌تاپ")}
"""What Chrome turns round: a word with a half-space in a line of mostly Latin pieces."""


def rows_of(name: str) -> list[list[Heard]]:
    """The cells of each row of the tables, in the order in which they are heard."""
    rows: list[list[Heard]] = []
    for one in hear(paper(name)):
        if one.kind == "TR":
            rows.append([])
        elif one.within[-1:] == ("TR",):
            rows[-1].append(one)
    return rows


def one_line(text: str) -> str:
    return " ".join(text.split())


def sought(sample: SamplePaper) -> list[str]:
    """What a clerk types whole: names and titles without Latin words, codes and amounts in ASCII."""
    texts = [text for text in (*sample.titles, *sample.names) if not LATIN.search(text)]
    amounts = [fold_digits(format_amount(amount)) for amount in sample.amounts]
    return [*texts, *sample.codes, *amounts]


@needs_poppler
@EVERY
@pytest.mark.parametrize("read", [pdftotext, laid_out])
def test_poppler_gives_back_the_words_and_every_figure(name, read):
    found = extraction(said(paper(name)), read(paper(name)))
    assert found.words >= 0.97
    assert found.figures == 1


@needs_poppler
@pytest.mark.parametrize("name", FORMS)
def test_poppler_gives_the_lines_back_from_the_first_to_the_last(name):
    assert extraction(said(paper(name)), laid_out(paper(name))).order >= 0.88


@needs_poppler
@EVERY
def test_the_figures_of_a_row_stand_on_one_line_from_the_right_to_the_left(name):
    lines = [one_line(line) for line in laid_out(paper(name)).splitlines()]
    rows = [[cell.words for cell in row if FIGURE.fullmatch(cell.words)] for row in rows_of(name)]
    astray = [row for row in rows if not any(in_this_order(line, row) == [] for line in lines)]
    assert astray == []


@EVERY
def test_chrome_finds_names_titles_codes_and_amounts(name):
    """Its search box takes Latin digits for Persian ones and passes over marks of direction (docs/papers.md)."""
    text = fold_digits(one_line(in_chrome(paper(name))))
    assert {(name, phrase) for phrase in sought(papers()[name]) if fold_digits(phrase) not in text} <= TURNED


@EVERY
def test_chrome_finds_each_word_of_a_title_with_latin_words(name):
    text = one_line(in_chrome(paper(name)))
    mixed = [title for title in (*papers()[name].titles, *papers()[name].names) if LATIN.search(title)]
    words = {word for title in mixed for word in words_of(title) if word.isalpha() or not LATIN.search(word)}
    assert {(name, word) for word in words if word not in text} <= TURNED


@EVERY
def test_what_a_paper_is_about_is_heard_as_it_was_written(name):
    sample, heard = papers()[name], fold_digits(said(paper(name)))
    texts = [*sample.titles, *sample.names, *sample.codes, *map(format_amount, sample.amounts)]
    assert [text for text in texts if fold_digits(text) not in heard] == []


@pytest.mark.parametrize("name", ["invoice of 1", "invoice of 60", "return", "correction", "proforma"])
def test_an_invoice_is_heard_from_its_title_to_the_seals(name):
    heard = hear(paper(name))
    assert [one.kind for one in heard].count("H1") == 1
    assert heard[0].kind == "H1"
    order = [
        "مشخصات فروشنده", "نام شخص", "مشخصات خریدار", "نام شخص", "مشخصات کالا", *HEADINGS[1:], "جمع کل", "به حروف",
        "مهر و امضای فروشنده", "تلفن",
    ]  # fmt: skip
    assert in_this_order(said(paper(name)), order) == []


@pytest.mark.parametrize("name", ["report of sales", "report of vat", "report of stock", "report of a year"])
def test_a_report_is_heard_from_its_title_to_the_contact_block(name):
    table = table_of(stock_report(300) if name == "report of a year" else REPORTS[name])
    words = said(render_report(table, CONTACT).pdf)
    order = [table.title, f"{MADE_BY}:", f"{table.facts[0].name}:", *(column.heading for column in table.columns)]
    assert in_this_order(words, [*order, *table.notes, CONTACT.email]) == []
    assert words.count(CONTACT.email) == 1


def test_a_product_code_has_the_same_digits_on_every_paper():
    row = stock_report().rows[0]
    invoice = invoice_with((replace(line_of(1, row.title, 1_000), code=row.sku),))
    papers_of_it = (draw(issued(invoice)).pdf, render_report(table_of(stock_report()), CONTACT).pdf)
    assert [row.sku in said(pdf) for pdf in papers_of_it] == [True, True]


@pytest.mark.parametrize(
    ("kind", "tender", "ticked"),
    [
        (DocumentKind.INVOICE, TenderKind.CASH, f"{IN_CASH} ({TICKED}) {NOT_IN_CASH} "),
        (DocumentKind.INVOICE, TenderKind.CREDIT, f"{IN_CASH} {NOT_IN_CASH} ({TICKED}) "),
        (DocumentKind.PROFORMA, None, f"{IN_CASH} {NOT_IN_CASH}"),
    ],
)
def test_which_box_is_ticked_is_heard(kind, tender, ticked):
    plain = sample_of(kind)
    paid = sample_of(kind, tenders=(Tender(tender, plain.totals.total),), change=Rial(0)) if tender else plain
    terms = [one.words for one in hear(draw(issued(paid)).pdf) if one.words.startswith(TERMS)]
    assert [words[: len(f"{TERMS}: {ticked}")] for words in terms] == [f"{TERMS}: {ticked}"]


@pytest.mark.parametrize("name", ["invoice of 60", "certificate of 40", "report of sales", "receipt 80", "slip"])
def test_every_row_is_heard_under_the_headings_of_its_columns(name):
    head, *rows = rows_of(name)
    assert {cell.kind for cell in head} == {"TH"}
    assert all(cell.words for cell in head)
    goods = [row for row in rows if row[0].kind == "TD"]
    assert len(goods) >= 12
    assert all(len(row) in (1, len(head)) for row in goods)
