"""Which drawing belongs to which document: kinds, forms, copies, many in one file, the code and the snapshot."""

from dataclasses import replace

import pytest
from pdf_reading import chrome_pages, code_on, needs_zbar, read
from sample_invoices import NATURAL, certificate_of, filled_invoice, invoice_of, issued, sample_of
from structure_rules import outline

from bakala_desktop.documents.form_words import TITLES
from bakala_desktop.documents.papers import COPIES, PaperForm, draw, draw_many, proof_of
from bakala_desktop.domain.canonical import digest_of
from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import MoneyUnit, Rial
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.text import persian_digits

KINDS = tuple(TITLES)


def of_kind(kind: DocumentKind):
    return certificate_of(3) if kind is DocumentKind.CERTIFICATE else sample_of(kind)


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_each_kind_has_its_title_on_the_paper_and_in_the_file(kind):
    document = of_kind(kind)
    title = {**TITLES, DocumentKind.CERTIFICATE: "گواهی مالیات و عوارض ارزش افزوده"}[kind]
    drawn = draw(issued(document))
    assert title in chrome_pages(drawn.pdf)[0]
    about = read(drawn.pdf)
    # The serial is isolated: without that the bar of a window would show it in turned parts.
    named = f"{title} \u2066{persian_digits(str(document.serial))}\u2069"
    assert about.metadata.title == named
    assert about.xmp_metadata.dc_title == {"x-default": named}


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_the_snapshot_travels_in_the_file_to_the_letter(kind):
    one = issued(of_kind(kind))
    attached = read(draw(one).pdf).attachments
    assert attached == {f"{one.document.serial}.json": [one.snapshot.encode()]}
    assert digest_of(attached[f"{one.document.serial}.json"][0].decode()) == one.digest


@needs_zbar
@pytest.mark.parametrize("kind", list(DocumentKind))
def test_a_scan_at_200_dots_an_inch_gives_the_code(kind, tmp_path):
    one = issued(of_kind(kind))
    assert code_on(draw(one).pdf, tmp_path) == proof_of(one).text


@needs_zbar
def test_the_longest_code_is_read_too(tmp_path):
    figures = filled_invoice().totals
    seller = replace(NATURAL, economic_code="0" * 16)
    longest = filled_invoice(
        seller=seller, serial=Serial(1405, "A", 9_999_999_999), totals=replace(figures, total=Rial(10**15 - 1))
    )
    one = issued(longest)
    assert len(proof_of(one).text) == 133
    assert code_on(draw(one).pdf, tmp_path) == proof_of(one).text


def test_the_squares_of_the_code_are_wide_enough_for_a_telephone():
    from bakala_desktop.documents.form_head import _CODE_SIDE
    from bakala_desktop.documents.qr import QUIET, _squares

    count, _ = _squares(proof_of(issued(filled_invoice())).text)
    assert _CODE_SIDE / (count + 2 * QUIET) / 72 * 25.4 >= 0.35


def test_the_code_says_what_the_document_says():
    proof = proof_of(issued(filled_invoice()))
    assert (proof.serial, proof.seller_id, proof.payable) == (Serial(1405, "A", 1), "10101234569", 160_765_000)
    assert proof_of(issued(certificate_of(3))).payable == certificate_of(3).total
    without_economic = filled_invoice(seller=replace(NATURAL, economic_code="", identity="۰۰۱۲۳۴۵۶۷۹"))
    assert proof_of(issued(without_economic)).seller_id == "0012345679"


def test_three_copies_say_whose_they_are_and_count_their_own_pages():
    drawn = draw(issued(invoice_of(20)), copies=3)
    pages = chrome_pages(drawn.pdf)
    assert drawn.pages == len(pages) == 6
    assert [[name in page for name in COPIES] for page in pages] == [
        [place == number // 2 for place in range(3)] for number in range(6)
    ]
    assert ["صفحهٔ ۱ از ۲" in page for page in pages] == [True, False] * 3
    assert sum(line.strip().startswith("H1") for line in outline(drawn.pdf)) == 3
    assert list(read(drawn.pdf).attachments) == ["1405-A-0000001.json"]


def test_a_single_paper_names_no_copy():
    (page,) = chrome_pages(draw(issued(filled_invoice())).pdf)
    assert not [name for name in (*COPIES, "رونوشت") if name in page]


def test_a_copy_of_three_copies_says_both():
    pages = chrome_pages(draw(issued(filled_invoice()), is_copy=True, copies=3).pdf)
    assert all("رونوشت – نسخهٔ" in page for page in pages)


@pytest.mark.parametrize(("form", "width"), [(PaperForm.RECEIPT_80, 80), (PaperForm.RECEIPT_58, 58)])
def test_a_receipt_is_drawn_on_its_roll_in_the_chosen_unit(form, width):
    pdf = draw(issued(filled_invoice()), form=form, is_copy=True, unit=MoneyUnit.TOMAN).pdf
    assert round(float(read(pdf).pages[0].mediabox.width) / 72 * 25.4) == width
    text = chrome_pages(pdf)[0]
    assert "۱۶٬۰۷۶٬۵۰۰" in text
    assert "رونوشت" in text


def test_the_official_form_is_in_rials_whatever_the_unit():
    one = issued(filled_invoice())
    assert draw(one, unit=MoneyUnit.TOMAN).pdf == draw(one).pdf


def test_a_certificate_is_drawn_on_a4_even_where_receipts_are_printed():
    one = issued(certificate_of(3))
    assert draw(one, form=PaperForm.RECEIPT_80).pdf == draw(one).pdf


def test_many_documents_make_one_file_in_their_order():
    documents = [sample_of(kind) for kind in KINDS] + [certificate_of(40)]
    drawn = draw_many((issued(one), one.kind is DocumentKind.RETURN) for one in documents)
    pages = chrome_pages(drawn.pdf)
    assert drawn.pages == len(pages) == len(KINDS) + 4
    assert ["رونوشت" in page for page in pages] == [kind is DocumentKind.RETURN for kind in KINDS] + [False] * 4
    assert list(read(drawn.pdf).attachments) == sorted(f"{one.serial}.json" for one in documents)
    assert "صفحهٔ ۴ از ۴" in pages[-1]


def test_no_documents_make_no_file():
    with pytest.raises(ValueError, match="no documents"):
        draw_many([])


def test_a_document_that_comes_twice_is_refused():
    one = issued(filled_invoice())
    with pytest.raises(ValueError, match="share a name"):
        draw_many([(one, False), (one, True)])


def test_a_certificate_over_the_limit_of_a_document_is_refused():
    big = replace(certificate_of(1).invoices[0], exempt_base=Rial(10**15))
    with pytest.raises(ShopError) as refused:
        draw(issued(certificate_of(1, invoices=(big,))))
    assert refused.value.code == "amount_too_large"
