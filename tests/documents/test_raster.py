"""Receipts as dots for a thermal printer: exactly as many as its head has, with bars and codes that a reader reads."""

import random
import shutil
import subprocess
from itertools import groupby

import pypdfium2
import pytest
from reportlab.graphics.barcode.code128 import Code128Auto
from sample_invoices import huge_invoice, invoice_of
from sample_receipts import PROOF, receipt

from bakala_desktop.documents.barcode import QUIET, code128
from bakala_desktop.documents.page import Rendered
from bakala_desktop.documents.raster import Raster, receipt_raster
from bakala_desktop.documents.receipt_sheet import DOT, ReceiptWidth
from bakala_desktop.domain.serial import Serial

DOTS = {ReceiptWidth.MM80: 576, ReceiptWidth.MM58: 384}
both_widths = pytest.mark.parametrize("width", ReceiptWidth)
needs_zbar = pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbarimg is not installed (Debian: zbar-tools)")


def raster_of(invoice, width: ReceiptWidth) -> Raster:
    return receipt_raster(receipt(invoice, width), width)


def rows_of(raster: Raster) -> list[str]:
    """The rows as text of 0 and 1."""
    step = raster.row_bytes
    rows = [raster.rows[at : at + step] for at in range(0, len(raster.rows), step)]
    return [f"{int.from_bytes(row, 'big'):0{raster.width}b}" for row in rows]


def runs_of(row: str) -> list[int]:
    """The lengths of what is black and white in turn, without the white at both ends."""
    return [len(list(same)) for _, same in groupby(row.strip("0"))]


def read_codes(raster: Raster, width: ReceiptWidth, tmp_path) -> set[str]:
    """What zbarimg reads from the paper: the dots as they are, in a portable bitmap, with the white at both sides."""
    white = bytes(width.margin // 8)
    step = raster.row_bytes
    rows = [white + raster.rows[at : at + step] + white for at in range(0, len(raster.rows), step)]
    picture = tmp_path / "receipt.pbm"
    picture.write_bytes(b"P4\n%d %d\n" % (width.paper, raster.height) + b"".join(rows))
    done = subprocess.run(["zbarimg", "--quiet", str(picture)], capture_output=True, text=True)
    return set(done.stdout.split("\n")) - {""}


@both_widths
@pytest.mark.parametrize("count", [0, 1, 10])
def test_the_raster_has_exactly_the_dots_of_the_head_and_of_the_page(width, count):
    rendered = receipt(invoice_of(count), width)
    raster = receipt_raster(rendered, width)
    assert raster.width == width.printable == DOTS[width]
    assert raster.height == round(pypdfium2.PdfDocument(rendered.pdf)[0].get_height() / DOT)
    assert raster.row_bytes == DOTS[width] / 8
    assert len(raster.rows) == raster.height * raster.row_bytes


@both_widths
def test_a_rule_is_black_from_the_first_dot_to_the_last_and_the_paper_above_is_white(width):
    rows = rows_of(raster_of(invoice_of(3), width))
    full = [number for number, row in enumerate(rows) if set(row) == {"1"}]
    assert len(full) == 3 + 5  # the thick rule below the shop, and five thin ones
    assert full[1] == full[0] + 1 == full[2] - 1
    assert all(set(row) == {"0"} for row in rows[:10])
    assert all(set(row) == {"0"} for row in rows[-10:])


@both_widths
@pytest.mark.parametrize("serial", [Serial(1405, "A", 1), Serial(1405, "R", 123_456), Serial(1405, "ABCD", 1234567890)])
def test_every_bar_is_whole_dots_wide(width, serial):
    widths = code128(str(serial))
    rows = rows_of(raster_of(invoice_of(1, serial=serial), width))
    found = {}
    for row in rows:
        runs = runs_of(row)
        if len(runs) == len(widths) and sum(runs) % sum(widths) == 0:
            module = sum(runs) // sum(widths)
            if runs == [module * part for part in widths]:
                found[module] = found.get(module, 0) + 1
    ((module, height),) = found.items()
    assert height == 72
    assert module >= (2 if width is ReceiptWidth.MM80 or len(str(serial)) < 15 else 1)
    assert module * (sum(widths) + 2 * QUIET) <= width.paper


@needs_zbar
@both_widths
@pytest.mark.parametrize("count", [0, 10])
def test_a_reader_reads_serial_and_proof_from_the_dots(width, count, tmp_path):
    assert read_codes(raster_of(invoice_of(count), width), width, tmp_path) == {
        "CODE-128:1405-A-0000001",
        f"QR-Code:{PROOF}",
    }


@needs_zbar
@both_widths
def test_a_reader_reads_the_codes_of_the_largest_receipt(width, tmp_path):
    assert len(read_codes(raster_of(huge_invoice(), width), width, tmp_path)) == 2


@both_widths
def test_strokes_of_letters_are_neither_broken_nor_filled(width):
    """About a tenth of a line of text is black; hairlines that vanish or counters that fill up change that at once."""
    raster = raster_of(invoice_of(10), width)
    rows = rows_of(raster)
    text = rows[60 : len(rows) // 2]
    share = sum(row.count("1") for row in text) / (len(text) * raster.width)
    assert 0.06 < share < 0.14


def test_pages_of_a_very_long_receipt_follow_each_other():
    rendered = receipt(invoice_of(400), ReceiptWidth.MM58)
    assert rendered.pages > 1
    raster = receipt_raster(rendered, ReceiptWidth.MM58)
    document = pypdfium2.PdfDocument(rendered.pdf)
    assert raster.height == sum(round(page.get_height() / DOT) for page in document)


@both_widths
def test_the_same_receipt_gives_the_same_dots(width):
    assert raster_of(invoice_of(5), width) == raster_of(invoice_of(5), width)


def test_bytes_that_are_no_pdf_are_refused():
    with pytest.raises(pypdfium2.PdfiumError):
        receipt_raster(Rendered(b"no paper", 1), ReceiptWidth.MM80)


def test_bars_are_those_of_another_encoder():
    chance = random.Random(7)
    serials = [str(Serial(1405, letters, chance.randrange(1, 10**7))) for letters in ("A", "R", "AB", "XYZ")]
    for text in [*serials, "1405-A-0000001", "abc", "1234", "a123456b"]:
        other = Code128Auto(text)
        other.validate()
        other.encode()
        other.decompose()
        mine = code128(text)
        theirs = [ord(part.lower()) - ord("a") + 1 for part in other.decomposed]
        assert sum(mine) <= sum(theirs), text
        if sum(mine) == sum(theirs):
            assert list(mine) == theirs, text


@pytest.mark.parametrize("text", ["", "۱۴۰۵", "a\n", "\x7f"])
def test_a_barcode_of_other_than_printable_ascii_is_refused(text):
    with pytest.raises(ValueError, match="ASCII"):
        code128(text)
