"""Delivery slip and address labels: all of an order is on them, nothing is clipped, nobody is in the file's data."""

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pdf_reading import char_boxes, needs_poppler, poppler_lines, read
from pdfa_rules import pdfa_faults
from sample_invoices import CONTACT, TITLES
from structure_rules import outline, structure_faults

from bakala_desktop.documents.address_label import PAID_AT_DOOR, render_labels
from bakala_desktop.documents.delivery_closing import RESULTS, SIGNATURES
from bakala_desktop.documents.delivery_slip import TITLE, render_slip
from bakala_desktop.documents.recipient_block import PAID, TO_COLLECT
from bakala_desktop.domain.delivery import Addressee, AddressLabel, DeliverySlip, LabelSize, ParcelLine, Sender
from bakala_desktop.domain.money import Rial, format_amount
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.text import persian_digits

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SENDER = Sender("شرکت بازرگانی نمونه‌گستر شرق", CONTACT)
KNOWN = Addressee("مریم آزمونی", "09120000000", "فارس", "شیراز", "میدان اصلی، کوچهٔ ۳، پلاک ۱۲", "8811111111")
LONG = Addressee(
    "نام بلند گیرنده " * 30 + "پایان‌نام",
    "0912-345-6789 / 021-88776655",
    "استان آزمایشی",
    "شهر نمونه‌آباد",
    "خیابان نمونه، کوچهٔ بسیار بلند، بن‌بست گل‌ها، برج آزمون، طبقهٔ ۷، واحد B-12، " * 5 + "پایان‌نشانی \U0001f600",
    "۸۸۱۱۱-۱۱۱۱۱",
)
LINES = tuple(ParcelLine(TITLES[at % len(TITLES)], Quantity.parse("2.5"), "کیلوگرم") for at in range(60))
SLIP = DeliverySlip(
    SENDER,
    "1405-A-0000001",
    KNOWN,
    LINES[:5],
    AT,
    date(2026, 11, 21),
    Rial(12_500_000),
    "زنگ دوم؛ پیش از رفتن تماس بگیرید.",
    "سه‌شنبه، ساعت ۱۴ تا ۱۷",
)
LONG_SLIP = replace(
    SLIP,
    recipient=LONG,
    lines=(replace(LINES[0], title="کالای بلند " * 45 + "پایان‌کالا"), *LINES[:40]),
    to_collect=Rial(10**15 - 1),
    courier_note="یادداشت بلند " * 38 + "پایان‌یادداشت",
    window="بازهٔ بلند " * 20,
)
EMPTY_SLIP = replace(SLIP, recipient=Addressee(), lines=(), to_collect=Rial(0), courier_note="", window="")
SLIPS = pytest.mark.parametrize("slip", [SLIP, LONG_SLIP, EMPTY_SLIP, replace(SLIP, lines=LINES)])
SIZES = pytest.mark.parametrize("size", LabelSize)
LABELS = tuple(label for slip in (SLIP, LONG_SLIP, EMPTY_SLIP) for label in AddressLabel.of_slip(slip, 2))


def words(pdf):
    return " ".join(poppler_lines(pdf))


def stays_on_the_page(pdf, margin):
    for number, page in enumerate(read(pdf).pages):
        width, height = page.mediabox.width, page.mediabox.height
        for char, left, bottom, right, top in char_boxes(pdf, number):
            assert min(left, width - right, bottom, height - top) >= margin, char


@needs_poppler
def test_a_slip_says_who_where_when_and_what():
    text = words(render_slip(SLIP).pdf)
    wanted = (TITLE, SENDER.name, KNOWN.name, KNOWN.address, "فارس، شیراز", SLIP.window, SLIP.courier_note)
    for part in (*wanted, *RESULTS, *SIGNATURES, persian_digits(KNOWN.phone), persian_digits(KNOWN.postal_code)):
        assert part in text
    for line in SLIP.lines:
        assert line.title.split("(")[0].split()[0] in text
    assert text.count("۲٫۵") == 5
    assert persian_digits("1405/08/30") in text


@needs_poppler
def test_the_courier_is_told_what_to_collect_or_that_all_is_paid():
    owed, paid = words(render_slip(SLIP).pdf), words(render_slip(EMPTY_SLIP).pdf)
    assert TO_COLLECT in owed
    assert format_amount(12_500_000) in owed
    assert PAID not in owed
    assert PAID in paid
    assert TO_COLLECT not in paid


@needs_poppler
def test_goods_of_several_pages_are_all_listed_and_signed_for_once():
    rendered = render_slip(replace(SLIP, lines=LINES))
    text = words(rendered.pdf)
    assert rendered.pages == 3
    assert text.count("کیلوگرم") == 60 + sum("کیلوگرم" in line.title for line in LINES)
    assert text.count(SIGNATURES[0]) == 1
    assert text.count(KNOWN.name) == 1
    for number in (1, 2, 3):
        assert persian_digits(f"صفحهٔ {number} از 3") in text


@SLIPS
def test_nothing_of_a_slip_leaves_the_page(slip):
    stays_on_the_page(render_slip(slip).pdf, 14)


@needs_poppler
def test_long_texts_of_a_slip_stand_whole():
    rendered = render_slip(LONG_SLIP)
    text = words(rendered.pdf)
    for end in ("پایان‌نام", "پایان‌نشانی", "پایان‌کالا", "پایان‌یادداشت", format_amount(10**15 - 1)):
        assert end in text
    assert "…" not in text
    assert rendered.missing == ("\U0001f600",)


@SLIPS
def test_a_slip_keeps_the_rules_of_pdfa_and_of_the_structure(slip):
    pdf = render_slip(slip).pdf
    assert pdfa_faults(pdf) == []
    assert structure_faults(pdf) == []
    assert [line.split()[0] for line in outline(pdf)].count("Table") == bool(slip.lines)


@SIZES
def test_each_label_has_a_page_of_its_size(size):
    rendered = render_labels(LABELS, size)
    assert rendered.pages == len(LABELS)
    for page in read(rendered.pdf).pages:
        box = (page.mediabox.width, page.mediabox.height)
        assert tuple(round(float(side) * 25.4 / 72, 1) for side in box) == size.millimetres


@needs_poppler
@SIZES
def test_a_label_says_who_and_where_and_which_parcel(size):
    text = words(render_labels(AddressLabel.of_slip(SLIP, 2)[1:], size).pdf)
    for part in (KNOWN.name, "فارس، شیراز", "پلاک ۱۲", SENDER.name, PAID_AT_DOOR, format_amount(12_500_000)):
        assert part in text
    assert persian_digits(KNOWN.phone) in text
    assert persian_digits(KNOWN.postal_code) in text
    assert "بستهٔ ۲ از ۲" in text


@needs_poppler
@SIZES
def test_long_texts_of_a_label_stand_whole(size):
    rendered = render_labels(AddressLabel.of_slip(LONG_SLIP), size)
    text = words(rendered.pdf)
    assert "پایان‌نام" in text
    assert "پایان‌نشانی" in text
    assert "…" not in text
    assert rendered.missing == ("\U0001f600",)


@SIZES
def test_nothing_of_a_label_leaves_the_page(size):
    stays_on_the_page(render_labels(LABELS, size).pdf, 3)


@needs_poppler
@SIZES
def test_a_paid_parcel_that_travels_alone_says_neither(size):
    text = words(render_labels(AddressLabel.of_slip(EMPTY_SLIP), size).pdf)
    assert PAID_AT_DOOR not in text
    assert "بستهٔ" not in text


@SIZES
def test_labels_keep_the_rules_of_pdfa_and_of_the_structure(size):
    pdf = render_labels(LABELS, size).pdf
    assert pdfa_faults(pdf) == []
    assert structure_faults(pdf) == []


@pytest.mark.parametrize("pdf", [render_slip(SLIP).pdf, render_labels(LABELS[:1], LabelSize.LARGE).pdf])
def test_nobody_is_named_in_what_the_file_says_of_itself(pdf):
    found = read(pdf)
    about = (
        " ".join(str(value) for value in found.metadata.values())
        + found.trailer["/Root"]["/Metadata"].get_data().decode()
    )
    for personal in (*KNOWN.name.split(), KNOWN.phone, KNOWN.postal_code, KNOWN.city):
        assert personal not in about
    assert list(found.attachments) == []


@pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbarimg is not installed (Debian: zbar-tools)")
@needs_poppler
@SIZES
def test_the_bars_hold_the_order_number_alone_at_the_resolution_of_a_label_printer(size, tmp_path):
    pdf, picture = render_labels(AddressLabel.of_slip(SLIP, 2)[:1], size).pdf, tmp_path / "label"
    draw = ["pdftoppm", "-r", "203", "-mono", "-singlefile", "-", str(picture)]
    subprocess.run(draw, input=pdf, check=True)
    command = ["zbarimg", "-q", "--raw", f"{picture}.pbm"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert found == ["1405-A-0000001"]


def test_no_labels_make_no_paper():
    with pytest.raises(ValueError, match="nothing to print"):
        render_labels((), LabelSize.LARGE)
