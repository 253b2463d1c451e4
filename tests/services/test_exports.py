"""Many documents at once: whole files, counted prints, one PDF, a cancel in the middle, and the list of serials."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256

import pytest
from builders import add_legal, add_product, card, cart
from evidence import everything
from pypdf import PdfReader

from bakala_desktop.devices.whole_file import write_whole
from bakala_desktop.domain.errors import ShopError, ShopTrouble
from bakala_desktop.domain.jalali import parse_day
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.return_request import ReturnedLine, ReturnRequest
from bakala_desktop.domain.serial import Serial
from bakala_desktop.services import exports
from bakala_desktop.services.corrections import cancel_invoice, make_official
from bakala_desktop.services.exports import export_documents, serial_list
from bakala_desktop.services.papers import preview_document, print_document
from bakala_desktop.services.proof import verify_shop
from bakala_desktop.services.returns import return_goods
from bakala_desktop.services.sell import complete_sale

SERIALS = [f"1405-A-{n:07d}" for n in range(1, 8)]


@pytest.fixture
def sold(shop, monkeypatch):
    """A shop that sold seven times; three prints are counted at a time."""
    monkeypatch.setattr(exports, "CHUNK", 3)
    product = add_product(shop)
    for _ in SERIALS:
        complete_sale(shop, cart(shop, product), [card(110_000)])
    return shop


def is_copy(shop, serial):
    return preview_document(shop, serial).is_copy


def remembered(shop):
    with shop.read() as work:
        rows = work.connection.exec_driver_sql(
            "SELECT number, sha256 FROM document_files JOIN documents ON documents.id = document_id ORDER BY number"
        )
        return [tuple(row) for row in rows]


def entries(shop):
    with shop.read() as work:
        rows = work.connection.exec_driver_sql("SELECT count(*) FROM audit_entries WHERE action = 'document.export'")
        return rows.scalar()


def test_each_document_gets_its_file_its_count_and_its_digest(sold, tmp_path):
    print_document(sold, SERIALS[1])
    copy, original = (preview_document(sold, serial).pdf for serial in SERIALS[1:3])
    seen = []
    done = export_documents(
        sold, ["۱۴۰۵-a-۱", *SERIALS], tmp_path, one_file=False, write=write_whole, progress=lambda *at: seen.append(at)
    )
    assert (done.serials, done.is_cancelled) == (tuple(map(Serial.parse, SERIALS)), False)
    assert done.files == tuple(tmp_path / f"{serial}.pdf" for serial in SERIALS)
    assert seen == [(n, 7) for n in range(1, 8)]
    digests = [sha256(file.read_bytes()).hexdigest() for file in done.files]
    assert remembered(sold) == list(enumerate(digests, 1))
    assert all(is_copy(sold, serial) for serial in SERIALS)
    # Three, three and one: nobody waits at the till for more than these.
    assert entries(sold) == 3
    assert done.files[1].read_bytes() == copy
    assert done.files[2].read_bytes() == original
    assert verify_shop(sold).ok


def test_a_file_is_the_paper_that_a_print_would_have_been(sold, tmp_path):
    looked = preview_document(sold, SERIALS[0]).pdf
    export_documents(sold, SERIALS[:1], tmp_path, one_file=False, write=write_whole)
    assert (tmp_path / f"{SERIALS[0]}.pdf").read_bytes() == looked
    copy = preview_document(sold, SERIALS[0]).pdf
    assert copy != looked
    export_documents(sold, SERIALS[:1], tmp_path, one_file=False, write=write_whole)
    assert (tmp_path / f"{SERIALS[0]}.pdf").read_bytes() == copy


def test_one_file_holds_all_in_the_order_asked_each_with_its_snapshot(sold, tmp_path):
    asked, seen = [SERIALS[4], SERIALS[0], SERIALS[2], SERIALS[0]], []
    target = tmp_path / "all.pdf"
    done = export_documents(sold, asked, target, one_file=True, write=write_whole, progress=lambda *at: seen.append(at))
    assert (done.files, [str(s) for s in done.serials]) == ((target,), [SERIALS[4], SERIALS[0], SERIALS[2]])
    assert seen == [(1, 3), (2, 3), (3, 3)]
    reader = PdfReader(target)
    assert len(reader.pages) == 3
    held = {name: json.loads(data[0]) for name, data in reader.attachments.items()}
    assert {name: values["serial"] for name, values in held.items()} == {f"{s}.json": s for s in asked}
    digest = sha256(target.read_bytes()).hexdigest()
    assert remembered(sold) == [(1, digest), (3, digest), (5, digest)]
    with sold.read() as work:
        assert work.documents.list_of_file(digest) == tuple(map(Serial.parse, sorted(set(asked))))
    assert entries(sold) == 1
    assert [is_copy(sold, serial) for serial in SERIALS] == [True, False, True, False, True, False, False]


def test_after_a_cancel_there_are_whole_files_only_and_each_is_counted(sold, tmp_path):
    count = 0

    def write(path, content):
        nonlocal count
        write_whole(path, content)
        count += 1

    done = export_documents(sold, SERIALS, tmp_path, one_file=False, write=write, is_cancelled=lambda: count == 4)
    assert (len(done.files), done.is_cancelled) == (4, True)
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [f"{serial}.pdf" for serial in SERIALS[:4]]
    assert [is_copy(sold, serial) for serial in SERIALS] == [True] * 4 + [False] * 3
    assert len(remembered(sold)) == 4
    assert verify_shop(sold).ok


@pytest.mark.parametrize("one_file", [True, False])
def test_a_cancel_before_the_first_leaves_nothing(sold, tmp_path, one_file):
    before, target = everything(sold), tmp_path / "out"
    done = export_documents(sold, SERIALS, target, one_file=one_file, write=write_whole, is_cancelled=lambda: True)
    assert (done.serials, done.files, done.is_cancelled) == ((), (), True)
    assert everything(sold) == before
    assert not target.exists()


def test_one_file_that_is_cancelled_in_the_middle_is_not_written_and_counts_nothing(sold, tmp_path):
    before, seen = everything(sold), []
    done = export_documents(
        sold,
        SERIALS,
        tmp_path / "all.pdf",
        one_file=True,
        write=write_whole,
        progress=lambda *at: seen.append(at),
        is_cancelled=lambda: len(seen) == 4,
    )
    assert (done.files, done.is_cancelled, len(seen)) == ((), True, 4)
    assert everything(sold) == before
    assert not (tmp_path / "all.pdf").exists()


def test_a_disk_that_fills_up_keeps_what_was_written_and_counts_no_more(sold, tmp_path):
    def write(path, content):
        if path.name == f"{SERIALS[4]}.pdf":
            raise ShopTrouble("disk_full")
        write_whole(path, content)

    with pytest.raises(ShopTrouble, match="disk_full"):
        export_documents(sold, SERIALS, tmp_path, one_file=False, write=write)
    assert [is_copy(sold, serial) for serial in SERIALS] == [True] * 4 + [False] * 3
    assert len(remembered(sold)) == len(list(tmp_path.glob("*.pdf"))) == 4
    assert verify_shop(sold).ok


def test_one_file_that_cannot_be_written_counts_nothing(sold, tmp_path):
    before = everything(sold)

    def write(path, content):
        raise ShopTrouble("disk_full")

    with pytest.raises(ShopTrouble, match="disk_full"):
        export_documents(sold, SERIALS, tmp_path / "all.pdf", one_file=True, write=write)
    assert everything(sold) == before


@pytest.mark.parametrize("one_file", [True, False])
@pytest.mark.parametrize(("wrong", "code"), [("1405-A-99", "invoice_not_found"), ("seven", "bad_serial")])
def test_a_number_that_is_none_is_refused_before_anything_is_written(sold, tmp_path, one_file, wrong, code):
    before = everything(sold)
    with pytest.raises(ShopError, match=code):
        export_documents(sold, [*SERIALS, wrong], tmp_path / "out", one_file=one_file, write=write_whole)
    assert everything(sold) == before
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("one_file", [True, False])
def test_no_documents_are_no_file(sold, tmp_path, one_file):
    before = everything(sold)
    assert export_documents(sold, [], tmp_path / "out", one_file=one_file, write=write_whole).files == ()
    assert everything(sold) == before


@pytest.mark.parametrize("one_file", [True, False])
def test_a_paper_printed_meanwhile_goes_out_as_a_copy(sold, tmp_path, monkeypatch, one_file):
    drawn = []
    draw = exports._Export._draw

    def draw_and_print(export, papers):
        pdf = draw(export, papers)
        if not drawn:
            print_document(sold, SERIALS[0])
        drawn.append(1)
        return pdf

    monkeypatch.setattr(exports._Export, "_draw", draw_and_print)
    target = tmp_path / "all.pdf" if one_file else tmp_path
    done = export_documents(sold, SERIALS[:2], target, one_file=one_file, write=write_whole)
    assert len(drawn) == (2 if one_file else 3)
    if not one_file:
        assert done.files[0].read_bytes() == preview_document(sold, SERIALS[0]).pdf
    with sold.read() as work:
        assert [work.documents.find_prints(Serial.parse(serial)) for serial in SERIALS[:2]] == [2, 1]


def test_a_cancel_while_a_paper_is_drawn_again_keeps_what_was_written(sold, tmp_path, monkeypatch):
    draw, written, asked = exports._Export._draw, [], []

    def draw_and_print(export, papers):
        pdf = draw(export, papers)
        if not written and papers[0][0].document.serial.number == 2:
            print_document(sold, SERIALS[1])
        return pdf

    def write(file, content):
        write_whole(file, content)
        written.append(file)

    def is_cancelled():
        # Not yet when the second paper's turn comes; then it has to be drawn again, as a copy.
        asked.extend(written)
        return len(asked) > 1

    monkeypatch.setattr(exports._Export, "_draw", draw_and_print)
    done = export_documents(sold, SERIALS[:3], tmp_path, one_file=False, write=write, is_cancelled=is_cancelled)
    assert (done.serials, done.is_cancelled) == ((Serial.parse(SERIALS[0]),), True)
    assert [*tmp_path.glob("*.pdf")] == written == [tmp_path / f"{SERIALS[0]}.pdf"]
    assert remembered(sold) == [(1, sha256(written[0].read_bytes()).hexdigest())]
    with sold.read() as work:
        assert [work.documents.find_prints(Serial.parse(serial)) for serial in SERIALS[:3]] == [1, 1, 0]


# The list of serials


def test_the_list_of_serials_tells_each_series_and_what_became_of_its_documents(shop, clock):
    product, firm = add_product(shop), add_legal(shop)
    for _ in range(4):
        complete_sale(shop, cart(shop, product, quantity="2"), [card(220_000)])
    return_goods(shop, ReturnRequest(SERIALS[0], (ReturnedLine(1, Quantity.parse("1")),), "نخواست", (card(110_000),)))
    cancel_invoice(shop, SERIALS[1], "اشتباه", [card(220_000)])
    make_official(shop, SERIALS[2], firm.id)
    clock.forward(days=1)
    complete_sale(shop, cart(shop, product), [card(110_000)])
    day = date(2026, 11, 22)
    report = serial_list(shop, day, day)
    assert [group.heading for group in report.groups] == [
        "صورتحساب فروش کالا و خدمات، سال ۱۴۰۵، از شمارهٔ ۱ تا ۵",
        "صورتحساب برگشت از فروش، سال ۱۴۰۵، از شمارهٔ ۱ تا ۱",
        "صورتحساب ابطالی، سال ۱۴۰۵، از شمارهٔ ۱ تا ۲",
    ]
    invoices = report.groups[0].rows
    assert [row[4] for row in invoices] == [
        "بخشی برگشت‌خورده",
        "ابطال‌شده",
        "ابطال‌شده، با سند تازه جایگزین‌شده",
        "",
        "",
    ]
    assert invoices[4][:4] == (Serial(1405, "A", 5), day, "شرکت آزمون‌گستر", 220_000)
    assert [(fact.name, fact.value) for fact in report.facts] == [
        ("شمار اسناد", 8),
        ("ابطال‌شده", 2),
        ("برگشت‌خورده", 1),
        ("شمارهٔ جاافتاده", 0),
    ]
    assert (report.made_at, report.made_by) == (clock.now(), shop.session.user_name)
    both = serial_list(shop, day, date(2026, 11, 23))
    assert both.facts[0].value == 9


def test_a_number_that_is_missing_is_counted_and_one_of_another_day_is_not(shop, clock):
    product = add_product(shop)
    for _ in range(5):
        complete_sale(shop, cart(shop, product), [card(110_000)])
    day = date(2026, 11, 22)
    with shop.write("test") as work:
        # The clock stood wrong for one of them; another is gone.
        work.connection.exec_driver_sql("UPDATE documents SET issued_at = 0 WHERE number = 2")
        work.connection.exec_driver_sql("UPDATE documents SET number = 50, year = 1400 WHERE number = 4")
    report = serial_list(shop, day, day)
    assert report.facts[-1].value == 1
    assert [row[0].number for row in report.groups[-1].rows] == [1, 3, 5]


def test_a_year_that_turns_in_the_period_begins_a_run_of_its_own(shop, clock):
    product = add_product(shop)
    complete_sale(shop, cart(shop, product), [card(110_000)])
    clock.forward(days=150)
    complete_sale(shop, cart(shop, product), [card(110_000)])
    report = serial_list(shop, parse_day("1405/01/01"), parse_day("1406/12/29"))
    assert [group.rows[0][0] for group in report.groups] == [Serial(1405, "A", 1), Serial(1406, "A", 1)]


def test_a_period_without_documents_says_so(shop):
    report = serial_list(shop, date(2020, 1, 1), date(2020, 1, 2))
    assert report.is_empty
    assert report.notes == ("در این بازه هیچ سندی صادر نشده است.",)
    with pytest.raises(ShopError, match="bad_period"):
        serial_list(shop, date(2020, 1, 2), date(2020, 1, 1))
