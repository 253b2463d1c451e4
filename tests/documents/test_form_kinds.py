"""The official form and its kin: each field of the form, what each kind says of itself, and what is copied from it."""

from dataclasses import replace
from datetime import date

import pytest
from pdf_reading import (
    char_boxes,
    chrome_finds,
    chrome_pages,
    in_this_order,
    needs_poppler,
    poppler_lines,
    share_found,
    without_marks,
)
from sample_invoices import (
    IBAN,
    LEGAL,
    SELLER,
    filled_invoice,
    invoice_of,
    invoice_with,
    issued,
    line_of,
    sample_of,
    sum_of,
)
from structure_rules import outline

from bakala_desktop.documents.form_words import EFFECTS, NO_SALE, TITLES, money_moved, total_label
from bakala_desktop.documents.goods_table import HEADINGS, amounts, grouped
from bakala_desktop.documents.papers import draw
from bakala_desktop.domain.document import CHANGING, DocumentKind, Invoice
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.pricing import Figures
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.tender import Tender, TenderKind
from bakala_desktop.domain.text import persian_digits
from bakala_desktop.domain.words import rials_in_words

KINDS = tuple(TITLES)
LONG = ("شرکت بازرگانی و تولیدی نمونه‌گستر شرق و غرب کشور " * 12)[:498] + " پایان"


def shown(number: str) -> str:
    """A number as the paper writes it."""
    return persian_digits(number.replace(",", "٬").replace(".", "٫"))


def money(amount: int) -> str:
    return shown(f"{amount:,}").replace("-", "−")


def text_of(invoice: Invoice) -> str:
    """All that poppler copies, in one line."""
    return " ".join(poppler_lines(draw(issued(invoice)).pdf))


def read_aloud(invoice: Invoice) -> str:
    """What a screen reader says, from the first to the last element."""
    lines = [line.strip().partition(" ")[2] for line in outline(draw(issued(invoice)).pdf)]
    return " ".join(without_marks(" ".join(lines)).split())


def cells_of(invoice: Invoice) -> list[list[str]]:
    """The cells of the table of goods, row by row."""
    return [
        [
            shown(str(line.number)),
            line.code,
            line.title,
            shown(str(line.quantity)),
            line.unit,
            shown(grouped(line.unit_price)),
            *map(money, amounts(line.figures)[:3]),
            money(line.figures.vat) if line.vat_rate else "معاف",
            money(line.figures.total),
        ]
        for line in invoice.lines
    ]


def phrases_of(invoice: Invoice, figures: bool = True) -> list[str]:
    """What the form says, from its title to the seals, as it is read; `figures` in cells speak for themselves."""
    contact = invoice.contact
    names = [name for name in (invoice.changes, invoice.after, invoice.replaced_by) if name]
    return [
        TITLES[invoice.kind], "شماره سریال:", shown(str(invoice.serial)), "تاریخ:", "۱۴۰۵/۰۹/۱۵",
        *(persian_digits(str(serial)) for serial in names),
        *([EFFECTS[invoice.kind], "علت:", invoice.reason] if invoice.kind in CHANGING else []),
        "مشخصات فروشنده", *party_phrases(invoice.seller),
        "مشخصات خریدار", *party_phrases(invoice.buyer),
        "مشخصات کالا یا خدمات مورد معامله", *HEADINGS[1:],
        *(cell for row in cells_of(invoice) for cell in (row if figures else row[2:3])),
        total_label(invoice),
        *(map(money, amounts(invoice.totals)) if figures else ()),
        "به حروف:", rials_in_words(invoice.totals.total), without_marks(money_moved(invoice)),
        "به تفکیک نرخ:", "توضیحات:", invoice.notes, "مهر و امضای فروشنده", "مهر و امضای خریدار",
        contact.head_office, *map(persian_digits, contact.phones), contact.email, contact.office_hours,
    ]  # fmt: skip


def party_phrases(party) -> list[str]:
    return [
        "نام شخص حقیقی / حقوقی:", party.name,
        "شماره اقتصادی:", persian_digits(party.economic_code),
        "شماره ثبت / شماره ملی:", persian_digits(party.registration_number),
        "شناسه ملی:", persian_digits(party.identity),
        "نشانی کامل: استان:", party.province, "شهرستان:", party.county, "شهر:", party.city, "نشانی:", party.address,
        "کد پستی ۱۰ رقمی:", persian_digits(party.postal_code),
        "شماره تلفن / نمابر:", persian_digits(party.phone),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "texts",
    [
        ("صورتحساب فروش کالا و خدمات",),
        ("شماره سریال:", "۱۴۰۵-A-۰۰۰۰۰۰۴"),
        ("تاریخ:", "۱۴۰۵/۰۹/۱۵"),
        ("شماره منحصر به فرد مالیاتی:",),
        ("مشخصات فروشنده",),
        ("مشخصات خریدار",),
        *[(f"نام شخص حقیقی / حقوقی: {party.name}",) for party in (SELLER, LEGAL)],
        *[(f"شماره اقتصادی: {persian_digits(party.economic_code)}",) for party in (SELLER, LEGAL)],
        *[("شماره ثبت / شماره ملی:", persian_digits(party.registration_number)) for party in (SELLER, LEGAL)],
        *[(f"شناسه ملی: {persian_digits(party.identity)}",) for party in (SELLER, LEGAL)],
        *[(f"نشانی کامل: استان: {party.province}",) for party in (SELLER, LEGAL)],
        *[(f"شهرستان: {party.county}", f"شهر: {party.city}") for party in (SELLER, LEGAL)],
        *[("نشانی:", *party.address.split("، پلاک ")) for party in (SELLER, LEGAL)],
        *[(f"کد پستی ۱۰ رقمی: {persian_digits(party.postal_code)}",) for party in (SELLER, LEGAL)],
        ("شماره تلفن / نمابر:", persian_digits(SELLER.phone), persian_digits(SELLER.fax), persian_digits(LEGAL.phone)),
        ("مشخصات کالا یا خدمات مورد معامله",),
        *[tuple(word for word in heading.replace("(ریال)", "").split()) for heading in HEADINGS],
        *[tuple(row) for row in cells_of(filled_invoice())],
        ("جمع کل", *map(money, amounts(filled_invoice().totals))),
        (f"به حروف: {rials_in_words(filled_invoice().totals.total)}",),
        ("شرایط و نحوه فروش:", "نقدی", "غیرنقدی"),
        ("توضیحات: تحویل در انبار فروشنده.",),
        (f"شماره شبا: {' '.join(IBAN[at : at + 4] for at in range(0, 26, 4))}",),
        ("مهر و امضای فروشنده", "مهر و امضای خریدار"),
        ("صفحهٔ ۱ از ۱",),
    ],
    ids=lambda texts: texts[0][:24],
)
@needs_poppler
def test_every_field_of_the_official_form_stands_on_a_filled_one(texts):
    text = text_of(sample_of(DocumentKind.INVOICE))
    for one in texts:
        assert one in text


@needs_poppler
@pytest.mark.parametrize("kind", KINDS)
def test_poppler_gives_back_the_words_and_every_figure(kind):
    invoice = sample_of(kind)
    pdf = draw(issued(invoice)).pdf
    phrases = phrases_of(invoice)
    figures = [phrase for phrase in phrases if phrase.strip("۰۱۲۳۴۵۶۷۸۹٬٫/−-A") == ""]
    assert len(figures) > 20
    assert share_found(pdf, phrases) >= 0.97
    assert share_found(pdf, figures) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_screen_reader_reads_each_kind_from_top_to_bottom(kind):
    invoice = sample_of(kind)
    assert in_this_order(read_aloud(invoice), phrases_of(invoice, figures=False)) == []


@needs_poppler
@pytest.mark.parametrize("kind", KINDS)
def test_a_row_comes_back_on_one_line_in_the_order_of_its_columns(kind):
    invoice = sample_of(kind)
    lines = poppler_lines(draw(issued(invoice)).pdf)
    for row in cells_of(invoice):
        (line,) = [line for line in lines if row[1] in line]
        assert in_this_order(line, row[::-1]) == []


@pytest.mark.parametrize("kind", sorted(CHANGING))
def test_a_changing_document_says_at_its_head_what_it_is_and_which_invoice_it_changes(kind):
    invoice = sample_of(kind)
    head = read_aloud(invoice).split("مشخصات فروشنده")[0]
    subject = {"correction": "اصلاحی", "cancellation": "ابطالی", "return": "برگشت از فروش"}[kind]
    assert head.startswith(TITLES[kind])
    assert f"موضوع صورتحساب: {subject}" in head
    assert "صورتحساب مرجع: ۱۴۰۵-A-۰۰۰۰۰۱۲" in head
    assert f"علت: {invoice.reason}" in head


@pytest.mark.parametrize(
    "phrase", ["۱۴۰۵-A-۰۰۰۰۰۱۲", "صورتحساب مرجع", "برنج ایرانی طارم هاشمی", "فروشگاه زنجیره‌ای آزمون"]
)
def test_chromes_search_box_finds_the_invoice_that_is_changed(phrase):
    assert chrome_finds(draw(issued(sample_of(DocumentKind.RETURN))).pdf, phrase)


def test_the_changed_invoice_stands_on_every_page():
    lines = invoice_of(40).lines
    long_one = sample_of(DocumentKind.RETURN, lines=lines, totals=sum_of(lines))
    pages = chrome_pages(draw(issued(long_one)).pdf)
    assert len(pages) == 4
    assert all("۱۴۰۵-A-۰۰۰۰۰۱۲" in page for page in pages)


def test_the_last_document_of_the_chain_is_named_only_where_it_is_another():
    assert "آخرین سند پیش از این: ۱۴۰۵-R-۰۰۰۰۰۰۳" in read_aloud(sample_of(DocumentKind.CORRECTION))
    same = sample_of(DocumentKind.CORRECTION, after=Serial(1405, "A", 12))
    assert "آخرین سند" not in read_aloud(same)


def test_a_plain_invoice_has_no_strip_and_one_made_out_anew_names_the_cancelled_one():
    assert "موضوع صورتحساب" not in read_aloud(filled_invoice())
    anew = read_aloud(filled_invoice(replaces=Serial(1405, "A", 9), reason="صدور به نام شرکت"))
    assert "موضوع صورتحساب: اصلی به‌جای صورتحساب ابطال‌شده: ۱۴۰۵-A-۰۰۰۰۰۰۹ علت: صدور به نام شرکت" in anew


def test_a_proforma_says_until_when_it_holds_and_that_it_is_no_sale():
    text = read_aloud(sample_of(DocumentKind.PROFORMA, valid_until=date(2026, 12, 21)))
    assert "اعتبار تا پایان روز: دوشنبه ۳۰ آذر ۱۴۰۵ (۱۴۰۵/۰۹/۳۰)" in text
    assert NO_SALE in text
    assert "شماره منحصر به فرد مالیاتی" not in text
    assert "پرداخت:" not in text


@needs_poppler
def test_a_correction_shows_what_was_before_and_the_difference_with_its_sign():
    invoice = sample_of(DocumentKind.CORRECTION)
    lines = poppler_lines(draw(issued(invoice)).pdf)
    assert " ".join([*map(money, amounts(invoice.before)[::-1]), "جمع کل پیش از اصلاح"]) in lines
    assert " ".join([*map(money, amounts(invoice.totals)[::-1]), "جمع کل پس از اصلاح"]) in lines
    assert "−۶٬۹۶۰٬۰۰۰ −۹۶۰٬۰۰۰ −۶٬۰۰۰٬۰۰۰ ۰ −۶٬۰۰۰٬۰۰۰ مابه‌التفاوت" in lines
    assert invoice.totals.total - invoice.before.total == -6_960_000


@pytest.mark.parametrize(
    ("gross", "tenders", "said"),
    [
        (
            900_000_000,
            (Tender(TenderKind.CARD, Rial(7), "1"),),
            "تسویهٔ مابه‌التفاوت: بازپرداخت به خریدار: بازگشت به کارت ۷ ریال",
        ),
        (1, (Tender(TenderKind.CASH, Rial(7)),), "تسویهٔ مابه‌التفاوت: دریافت از خریدار: نقد ۷ ریال"),
        (1, (), "تسویهٔ مابه‌التفاوت: مبلغ صورتحساب تغییری نکرد"),
    ],
)
def test_a_correction_says_which_way_the_money_went(gross, tenders, said):
    before = Figures(Rial(gross), Rial(0), Rial(gross), Rial(0), Rial(gross))
    assert said in read_aloud(sample_of(DocumentKind.CORRECTION, before=before, tenders=tenders))


def test_a_refund_names_its_ways():
    tenders = (
        Tender(TenderKind.CASH, Rial(1_000_000)),
        Tender(TenderKind.CREDIT, Rial(2_500)),
        Tender(TenderKind.TRANSFER, Rial(40), "98"),
    )
    said = "نقد ۱٬۰۰۰٬۰۰۰ ریال، کاهش بدهی خریدار ۲٬۵۰۰ ریال، واریز به حساب خریدار ۴۰ ریال (پیگیری ۹۸)"
    for kind in (DocumentKind.RETURN, DocumentKind.CANCELLATION):
        assert f"نحوهٔ بازپرداخت: {said}" in read_aloud(sample_of(kind, tenders=tenders))


def test_a_cancellation_without_refund_says_where_the_payment_counts():
    made_anew = "وجهی جابه‌جا نشد؛ پرداخت‌ها برای صورتحساب ۱۴۰۵-A-۰۰۰۰۰۱۳ به شمار می‌آید"
    assert made_anew in read_aloud(sample_of(DocumentKind.CANCELLATION))
    alone = read_aloud(sample_of(DocumentKind.CANCELLATION, replaced_by=None))
    assert "نحوهٔ بازپرداخت: وجهی بازپرداخت نشد" in alone


@needs_poppler
def test_the_lines_of_a_return_keep_the_numbers_of_the_invoice():
    invoice = sample_of(DocumentKind.RETURN)
    text = text_of(invoice)
    assert "ردیف مرجع" in read_aloud(invoice)
    assert [line.number for line in invoice.lines] == [2, 3]
    assert f"{invoice.lines[0].code} ۲" in text
    assert f"{invoice.lines[1].code} ۳" in text
    assert "ردیف مرجع" not in read_aloud(filled_invoice())


@pytest.mark.parametrize("kind", KINDS)
def test_the_bank_account_stands_where_something_is_to_be_paid(kind):
    text = read_aloud(sample_of(kind, bank_account=IBAN))
    assert ("شماره شبا: IR82 0540" in text) == (kind not in (DocumentKind.RETURN, DocumentKind.CANCELLATION))


@needs_poppler
def test_exempt_lines_are_shown_as_such_and_summed():
    text = text_of(filled_invoice())
    assert text.count("معاف") == 2
    assert "جمع اقلام معاف: ۲۹٬۵۵۰٬۰۰۰ ریال" in text
    assert "نرخ ۱۰ درصد: مأخذ ۱۱۳٬۷۵۰٬۰۰۰ ریال، مالیات و عوارض ۱۱٬۳۷۵٬۰۰۰ ریال" in text
    assert "معاف" not in text_of(invoice_of(3))


def test_the_telephone_stands_right_of_the_fax_as_the_label_says():
    boxes = [box for box in char_boxes(draw(issued(filled_invoice())).pdf) if box[1] < 160 and 474 < box[2] < 478]
    number = "".join(box[0] for box in sorted(boxes, key=lambda box: box[1]))
    assert without_marks(number).startswith(f"{persian_digits(SELLER.fax)}/{persian_digits(SELLER.phone)}")


@needs_poppler
@pytest.mark.parametrize("kind", sorted(CHANGING))
def test_an_empty_reason_leaves_no_label(kind):
    text = read_aloud(sample_of(kind, reason=""))
    assert EFFECTS[kind] in text
    assert "علت:" not in text


@needs_poppler
def test_no_letter_of_long_names_reasons_and_titles_is_cut():
    long_party = replace(LEGAL, name=LONG, address=LONG)
    line = line_of(1, LONG, 99_999_999_999_999)
    invoice = replace(
        sample_of(DocumentKind.CORRECTION, reason=LONG, notes=LONG),
        seller=long_party,
        buyer=long_party,
        lines=(line,),
        totals=line.figures,
    )
    lines = poppler_lines(draw(issued(invoice)).pdf)
    assert " ".join(lines).count("پایان") == 7
    assert "…" not in " ".join(lines)


def test_what_closes_a_form_has_a_page_of_its_own_where_long_names_leave_it_no_room():
    long_party = replace(LEGAL, name=LONG, address=LONG)
    invoice = invoice_with((line_of(1, LONG, 1_000),), seller=long_party, buyer=long_party, notes="\n".join([LONG] * 3))
    pages = chrome_pages(draw(issued(invoice)).pdf)
    assert ["جمع کل به حروف" in page for page in pages] == [False, True]
    assert ["جمع منقول از صفحهٔ قبل" in page for page in pages] == [False, True]
    assert all("صورتحساب فروش کالا و خدمات" in page for page in pages)


def test_a_form_without_lines_may_need_a_second_page_too():
    long_party = replace(LEGAL, name=LONG, address=LONG)
    empty = sample_of(DocumentKind.CORRECTION, lines=(), totals=sum_of(()), reason=LONG, notes="\n".join([LONG] * 6))
    pages = chrome_pages(draw(issued(replace(empty, seller=long_party, buyer=long_party))).pdf)
    assert ["جمع کل پس از اصلاح" in page for page in pages] == [False, True]


def test_ten_thousand_lines_come_to_paper_with_their_last_figure():
    invoice = invoice_of(10_000)
    drawn = draw(issued(invoice))
    assert drawn.pages == 715
    import pypdfium2

    last = pypdfium2.PdfDocument(drawn.pdf)[714].get_textpage().get_text_range()
    assert money(invoice.totals.total) in last
    assert invoice.lines[-1].code in last
