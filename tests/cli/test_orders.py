"""Orders by command: a whole day, each bad ORDER.json, papers that cannot be written, two processes at once."""

from __future__ import annotations

import json
import os
import subprocess
from contextlib import contextmanager

import pytest
from builders import NEW_PASSWORD, OWNER, PASSWORD

from bakala_desktop.cli import paper_writing
from bakala_desktop.devices import whole_file
from bakala_desktop.domain.errors import ShopTrouble
from bakala_desktop.domain.ids import uuid7
from bakala_desktop.domain.text import persian_digits

CASH = [{"kind": "cash", "amount": 10_000_000}]


def order(*lines, **more):
    return {"lines": list(lines), "tenders": CASH, **more}


def line(code="T-1", quantity="1", **more):
    return {"code": code, "quantity": quantity, **more}


def test_a_sale_is_printed_to_the_rial(stocked, write_json):
    asked = order(
        line("6260000000017", "2"),
        line("K-1", "۲٫۵", discount={"percent": "7.5"}),
        line("T-1", 3, discount={"rial": 5000}),
        discount={"rial": 100_000},
        tenders=[{"kind": "cash", "amount": 3_500_000}, {"kind": "card", "amount": 500_000, "reference": "123456"}],
    )
    done = stocked("sell", write_json(asked))
    assert done.code == 0
    shown = done.json
    # Rule 1 to 4 by hand: nets before the spread are 2,500,000 + 770,833 + 295,000.
    assert [one["gross"] for one in shown["lines"]] == [2_500_000, 833_332, 300_000]
    assert shown["lines"][1]["quantity"] == "2.5"
    assert shown["lines"][1]["vat_percent"] == "10"
    assert sum(one["discount"] for one in shown["lines"]) == 62_499 + 5_000 + 100_000
    for one in shown["lines"]:
        assert one["net"] == one["gross"] - one["discount"]
        assert one["total"] == one["net"] + one["vat"]
    totals = shown["totals"]
    assert totals["payable"] == sum(one["total"] for one in shown["lines"])
    assert shown["change"] == 4_000_000 - totals["payable"]
    assert shown["tenders"][1] == {"kind": "card", "amount": 500_000, "reference": "123456"}
    assert (shown["status"], shown["missing"]) == ("completed", [])
    assert shown["invoice"]["serial"].endswith("-A-0000001")
    assert shown["invoice"]["issued_at"].endswith("+03:30")


def test_a_whole_day(stocked, write_json, tmp_path):
    buyer = {"kind": "natural", "first_name": "نگار", "last_name": "آزمونی", "national_code": "۰۰۱۲۳۴۵۶۷۹"}
    out = tmp_path / "one.pdf"
    first = stocked("sell", write_json(order(line(), customer=buyer, reference="day-1")), "--invoice", out).json
    assert out.read_bytes().startswith(b"%PDF")
    again = stocked("sell", write_json(order(line(), customer=buyer, reference="day-1"))).json
    assert again == first
    assert stocked("order", "show", first["order"]).json == first
    waiting = stocked("sell", write_json(order(line(), tenders=[]))).json
    assert (waiting["status"], waiting["invoice"], waiting["tenders"]) == ("awaiting_payment", None, [])
    listed = stocked("orders").json["orders"]
    assert [one["order"] for one in listed] == [waiting["order"], first["order"]]
    assert listed[1]["customer"] == "نگار آزمونی"
    assert set(listed[0]) == {"order", "status", "customer", "payable", "created_at"}
    only = stocked("orders", "--status", "completed").json["orders"]
    assert [one["order"] for one in only] == [first["order"]]
    in_persian = persian_digits(first["invoice"]["serial"]).lower()
    copy = stocked("invoice", in_persian, "--out", tmp_path / "two.pdf").json
    assert copy["invoice"] == {"serial": first["invoice"]["serial"], "copy": True, "pages": 1}
    assert stocked("search", "customers", "نگار").json["results"][0]["kind"] == "natural"
    assert stocked("verify").json["ok"] is True


def test_without_tenders_no_invoice_is_written(stocked, write_json, tmp_path):
    out = tmp_path / "none.pdf"
    done = stocked("sell", write_json(order(line(), tenders=[])), "--invoice", out)
    assert (done.code, done.json["invoice"], out.exists()) == (0, None, False)
    assert "انتظار پرداخت" in done.err


BAD_ORDERS = [
    ({"lines": []}, "order_empty", "lines"),
    ({}, "order_empty", "lines"),
    ({**order(line()), "note": "x"}, "unknown_field", "note"),
    (order(line(colour="red")), "unknown_field", "lines[0].colour"),
    (order(line(), line(discount={"rial": 1, "percent": "1"})), "bad_discount", "lines[1].discount"),
    (order(line(discount={})), "bad_discount", "lines[0].discount"),
    (order(line(discount={"percent": 7.5})), "bad_field", "lines[0].discount.percent"),
    (order(line(discount={"percent": "100.1"})), "bad_discount", "lines[0].discount"),
    (order(line(discount={"percent": "1.23456"})), "bad_discount", "lines[0].discount"),
    (order(line(discount={"rial": -1})), "amount_negative", "lines[0].discount.rial"),
    (order(line(discount={"rial": 1.0})), "amount_not_whole", "lines[0].discount.rial"),
    (order(line(quantity=2.5)), "bad_field", "lines[0].quantity"),
    (order(line(quantity=True)), "bad_field", "lines[0].quantity"),
    (order(line(quantity=None)), "field_missing", "lines[0].quantity"),
    (order(line(quantity="0")), "quantity_not_positive", "lines[0].quantity"),
    (order(line(quantity="-1")), "quantity_not_positive", "lines[0].quantity"),
    (order(line(quantity="1000000")), "quantity_too_large", "lines[0].quantity"),
    (order(line(quantity="0.0001")), "quantity_too_fine", "lines[0].quantity"),
    (order(line(quantity="2,5")), "not_a_number", "lines[0].quantity"),
    (order(line(quantity="دو")), "not_a_number", "lines[0].quantity"),
    (order(line(quantity="1e3")), "not_a_number", "lines[0].quantity"),
    (order(line(), line(quantity="1.5")), "quantity_not_whole", "lines[1].quantity"),
    (order(line(code="")), "field_missing", "lines[0].code"),
    (order(line(code=7)), "bad_field", "lines[0].code"),
    (order(line(code="9" * 65)), "field_too_long", "lines[0].code"),
    (order(line(), line(code="نیست-۱")), "product_unknown", "lines[1].code"),
    (order(line(unit_price="120000")), "amount_not_whole", "lines[0].unit_price"),
    (order(line(unit_price=-5)), "amount_negative", "lines[0].unit_price"),
    (order(line(unit_price=10**15)), "amount_too_large", "lines[0].unit_price"),
    (order(line(unit_price=10**14, quantity="10")), "amount_too_large", "lines[0].unit_price"),
    (order("T-1"), "bad_field", "lines[0]"),
    ({"lines": {"code": "T-1"}}, "bad_field", "lines"),
    (order(line(), tenders=[{"kind": "gold", "amount": 1}]), "bad_field", "tenders[0].kind"),
    (order(line(), tenders=[{"kind": "cash", "amount": "1"}]), "amount_not_whole", "tenders[0].amount"),
    (order(line(), tenders=[{"kind": "cash", "amount": -1}]), "tender_negative", "tenders[0].amount"),
    (order(line(), tenders=[{"kind": "cash"}]), "field_missing", "tenders[0].amount"),
    (order(line(), tenders=[{"kind": "cash", "amount": 1}]), "tenders_too_small", None),
    (order(line(), tenders=[{"kind": "card", "amount": 110_001}]), "noncash_exceeds_payable", None),
    (order(line(), tenders=[{"kind": "credit", "amount": 110_000}]), "credit_limit_missing", None),
    (order(line(), delivery=True), "delivery_not_available", "delivery"),
    (order(line(), recipient={"name": "دیگری"}), "delivery_not_available", "recipient"),
    (order(line(), delivery="no"), "bad_field", "delivery"),
    (order(line(), reference="x" * 201), "reference_too_long", "reference"),
    (order(line(), reference=5), "bad_field", "reference"),
    (order(line(), customer="نگار"), "bad_field", "customer"),
    (order(line(), customer={"first_name": "نگار"}), "field_missing", "customer.kind"),
    (order(line(), customer={"kind": "robot"}), "bad_field", "customer.kind"),
    (order(line(), customer={"kind": "natural", "shoe": "42"}), "unknown_field", "customer.shoe"),
    (
        order(line(), customer={"kind": "natural", "first_name": "ن", "last_name": "آ", "national_code": "0012345670"}),
        "invalid_checksum",
        "customer.national_code",
    ),
    (
        order(line(), customer={"kind": "natural", "first_name": "ن", "last_name": "آ"}),
        "customer_incomplete",
        "customer.national_code",
    ),
    (
        order(line(), customer={"kind": "legal", "national_code": "0012345679"}),
        "field_of_other_kind",
        "customer.national_code",
    ),
    (order(line(), customer={"id": "nobody"}), "customer_not_found", "customer.id"),
    (order(line(), customer={"id": str(uuid7(1, bytes(10)))}), "customer_not_found", None),
    (order(line(), customer={"id": "x", "name": "y"}), "bad_field", "customer.name"),
    (
        order(line(quantity="999999", unit_price=10**9 - 1), line(quantity="1", unit_price=10**15 - 1)),
        "document_too_large",
        None,
    ),
]


@pytest.mark.parametrize(("asked", "code", "field"), BAD_ORDERS)
def test_a_bad_order_is_refused_by_name_and_changes_nothing(stocked, write_json, tmp_path, asked, code, field):
    before = stocked.state()
    out = tmp_path / "never.pdf"
    done = stocked("sell", write_json(asked), "--invoice", out)
    assert (done.code, done.error["code"]) == (3, code)
    assert done.error["data"].get("field") == field
    assert done.error["data"]["file"] == "order.json"
    assert done.error["message"]
    assert stocked.state() == before
    assert not out.exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "json_malformed"),
        ("[]", "json_malformed"),
        ('{"lines": [', "json_malformed"),
        ('{"lines": [], "lines": []}', "duplicate_key"),
        ('{"lines": [{"code": "T-1", "code": "R-1", "quantity": "1"}]}', "duplicate_key"),
        ('{"lines": NaN}', "json_malformed"),
        ('{"lines": [{"code": "T-1", "quantity": ' + "9" * 5000 + "}]}", "json_malformed"),
        ("[" * 100_000, "json_malformed"),
        ('{"lines": [{"code": "T-1", "quantity": ' + "9" * 400 + "}]}", "not_a_number"),
        ('{"lines": [{"code": "T-1", "quantity": 1e400}]}', "bad_field"),
    ],
)
def test_a_malformed_file_is_refused(stocked, write_json, text, code):
    before = stocked.state()
    done = stocked("sell", write_json(text))
    assert (done.code, done.error["code"]) == (3, code)
    assert len(done.out) < 3000
    assert stocked.state() == before


def test_a_file_that_is_not_there_or_not_utf8_is_refused(stocked, tmp_path):
    missing = stocked("sell", tmp_path / "none.json")
    assert (missing.code, missing.error["code"]) == (3, "file_unreadable")
    (tmp_path / "latin.json").write_bytes(b'{"reference": "\xe9"}')
    assert stocked("sell", tmp_path / "latin.json").error["data"]["reason"] == "not_utf8"


def test_a_bom_and_texts_full_of_controls_are_taken(stocked, write_json):
    asked = order(line("\u200eT\u200b-1\u202c"), reference="\u202er\u0007-9 😀")
    path = write_json("\ufeff" + json.dumps(asked))
    shown = stocked("sell", path).json
    assert shown["lines"][0]["sku"] == "T-1"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (order(line(quantity="دو")), "ردیف ۱: تعداد باید عدد باشد؛ «دو» عدد نیست."),
        (order(line(unit_price="5")), "ردیف ۱: قیمت واحد را بدون گیومه بنویسید"),
    ],
)
def test_a_refusal_says_which_field_and_what_to_do(stocked, write_json, asked, words):
    assert words in stocked("sell", write_json(asked)).error["message"]


def test_a_reference_is_kept_to_the_character(stocked, write_json):
    references = ["r-1", "r-1\u200b", " r-1", "r\u0000-1", "r-۱", "  "]
    orders = {ref: stocked("sell", write_json(order(line(), reference=ref))).json["order"] for ref in references}
    assert len(set(orders.values())) == len(references)
    for ref in references:
        assert stocked("sell", write_json(order(line(), reference=ref))).json["order"] == orders[ref]


def test_a_reference_that_cannot_be_kept_is_refused(stocked, write_json):
    before = stocked.state()
    refused = stocked("sell", write_json(json.dumps(order(line(), reference="r\ud800"))))
    assert (refused.code, refused.error["code"]) == (3, "bad_field")
    assert refused.error["data"] == {"file": "order.json", "field": "reference", "reason": "not_unicode"}
    assert stocked.state() == before


@pytest.mark.parametrize("quantity", ["2.5", "۲/۵", "۲٫۵", "٢.٥"])
def test_quantities_are_read_in_every_script(stocked, write_json, quantity):
    assert stocked("sell", write_json(order(line("K-1", quantity)))).json["lines"][0]["quantity"] == "2.5"


def test_a_trillion_rials_are_sold_to_the_rial(stocked, write_json):
    asked = order(line(unit_price=10**12), tenders=[{"kind": "transfer", "amount": 11 * 10**11}])
    assert stocked("sell", write_json(asked)).json["totals"]["payable"] == 11 * 10**11


def test_a_cashier_may_not_change_a_price(stocked, write_json):
    stocked("staff", "add", "سارا", "--role", "cashier", BAKALA_NEW_PASSWORD=PASSWORD)
    stocked("staff", "password", "سارا", user="سارا", BAKALA_NEW_PASSWORD=NEW_PASSWORD)
    before = stocked.state()
    done = stocked("sell", write_json(order(line(unit_price=1))), user="سارا", BAKALA_PASSWORD=NEW_PASSWORD)
    assert (done.code, done.error["code"]) == (3, "not_allowed")
    assert done.error["data"]["field"] == "lines[0].unit_price"
    assert stocked.state() == before


def test_a_paper_that_can_go_nowhere_is_refused_before_the_sale(stocked, write_json, tmp_path):
    before = stocked.state()
    for out in (tmp_path / "no-folder" / "x.pdf", tmp_path):
        done = stocked("sell", write_json(order(line())), "--invoice", out)
        assert (done.code, done.error["code"]) == (4, "file_unwritable")
    assert stocked.state() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system limits no file's size")
def test_a_disk_without_room_for_the_paper_is_said_before_the_sale(stocked, write_json, tmp_path):
    import resource
    import signal

    before, asked = stocked.state(), write_json(order(line()))
    limits, old = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    # As on a full disk, the file is begun but cannot grow; the books themselves need less than that.
    resource.setrlimit(resource.RLIMIT_FSIZE, (whole_file.ROOM - 1, limits[1]))
    try:
        done = stocked("sell", asked, "--invoice", tmp_path / "x.pdf")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, old)
    assert (done.code, done.error["code"]) == (4, "file_unwritable")
    assert list(tmp_path.glob(".x*")) == []
    assert stocked.state() == before


@pytest.mark.parametrize("name", ["till/bakala.db", "till/bakala.db-wal", "till/settings.json", "shop.key", "x" * 300])
def test_a_paper_never_replaces_the_tills_own_files(stocked, write_json, tmp_path, name):
    before, books = stocked.state(), (tmp_path / "till" / "bakala.db").stat().st_size
    for argv in (("sell", write_json(order(line())), "--invoice"), ("invoice", "1405-A-1", "--out"), ("backup",)):
        done = stocked(*argv, tmp_path / name)
        assert (done.code, done.error["code"]) == (4, "file_unwritable")
    assert (tmp_path / "till" / "bakala.db").stat().st_size == books
    assert stocked.state() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_paper_never_replaces_what_is_no_file(stocked, write_json, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    done = stocked("sell", write_json(order(line())), "--invoice", tmp_path / "pipe")
    assert (done.code, done.error["data"]["reason"]) == (4, "not_a_file")
    assert (tmp_path / "pipe").is_fifo()


def test_an_order_without_end_is_refused(stocked, monkeypatch, write_json):
    monkeypatch.setattr("bakala_desktop.devices.json_file.MOST_BYTES", 20)
    assert stocked("sell", write_json(order(line()))).error["data"]["reason"] == "too_large"


def test_a_paper_that_fails_after_the_sale_names_the_serial(stocked, write_json, tmp_path, monkeypatch):
    def full(target, content):
        raise ShopTrouble("file_unwritable", file=target.name, place=str(target.parent))

    out = tmp_path / "one.pdf"
    out.write_bytes(b"older")
    with monkeypatch.context() as patch:
        patch.setattr(paper_writing, "write_whole", full)
        done = stocked("sell", write_json(order(line(), reference="once")), "--invoice", out)
    assert (done.code, done.error["code"]) == (4, "invoice_not_written")
    serial = done.error["data"]["serial"]
    assert serial.endswith("-0000001")
    assert out.read_bytes() == b"older"
    # The print that failed was not counted: the next one is the original.
    assert stocked("invoice", serial, "--out", out).json["invoice"]["copy"] is False
    assert out.read_bytes().startswith(b"%PDF")


def test_a_failed_print_is_not_counted_and_leaves_the_old_file(stocked, write_json, tmp_path, monkeypatch):
    sold = stocked("sell", write_json(order(line()))).json["invoice"]["serial"]
    out = tmp_path / "one.pdf"
    out.write_bytes(b"older")
    before = stocked.state()

    def no_disk(handle):
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", no_disk)
        done = stocked("invoice", sold, "--out", out)
    assert (done.code, done.error["code"]) == (4, "file_unwritable")
    assert (out.read_bytes(), stocked.state()) == (b"older", before)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".new"] == []


@pytest.mark.parametrize(
    ("serial", "code"), [("1405-A-7", "invoice_not_found"), ("1405-R-7", "document_not_found"), ("seven", "bad_serial")]
)
def test_an_invoice_that_is_none_is_refused(stocked, tmp_path, serial, code):
    done = stocked("invoice", serial, "--out", tmp_path / "x.pdf")
    assert (done.code, done.error["code"]) == (3, code)
    assert not (tmp_path / "x.pdf").exists()


def test_an_order_that_is_none_is_refused(stocked):
    for text in ("nothing", str(uuid7(1, bytes(10)))):
        done = stocked("order", "show", text)
        assert (done.code, done.error["code"]) == (3, "order_not_found")


def test_text_output_reads_as_persian(stocked, write_json):
    done = stocked("sell", write_json(order(line("K-1", "1.25"))), as_json=False)
    assert "سیب نمونه — ۱٫۲۵ ×" in done.out
    assert "قابل پرداخت: ۴۵۸٬۳۳۲ ریال" in done.out
    assert "کامل" in stocked("orders", as_json=False).out


def test_one_reference_from_two_processes_is_one_order(process, tmp_path):
    path = tmp_path / "order.json"
    path.write_text(json.dumps(order({"code": "00042", "quantity": "1"}, reference="both")), "utf-8")
    both = [process.start("--json", "--user", OWNER, "sell", path) for _ in range(2)]
    outs = [one.communicate(timeout=60)[0] for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert outs[0] == outs[1]
    assert len(process.run("--json", "--user", OWNER, "orders").json["orders"]) == 1
    assert process.run("--json", "--user", OWNER, "verify").json["ok"] is True


@contextmanager
def read_only(folder):
    """Mount a folder over itself, read only: root ignores modes, so nothing less would do."""
    mounted = subprocess.run(["mount", "--bind", folder, folder], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("mounting is not allowed here, and file modes do not bind this user")
    try:
        locked = subprocess.run(["mount", "-o", "remount,ro,bind", folder], capture_output=True, check=False)
        if locked.returncode:
            pytest.skip("a read-only mount is not allowed here")
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_read_only_folder_is_said_and_nothing_is_sold(stocked, write_json):
    path = write_json(order(line()))
    before = stocked.state()
    with read_only(stocked.folder):
        done = stocked("sell", path)
    assert (done.code, done.error["code"]) == (4, "folder_read_only")
    assert done.error["data"] == {"place": str(stocked.folder)}
    assert stocked.state() == before


def test_a_read_only_folder_for_the_paper_is_said_before_the_sale(stocked, write_json, tmp_path):
    path = write_json(order(line()))
    papers = tmp_path / "papers"
    papers.mkdir()
    before = stocked.state()
    with read_only(papers):
        done = stocked("sell", path, "--invoice", papers / "x.pdf")
    assert (done.code, done.error["code"]) == (4, "file_unwritable")
    assert stocked.state() == before
