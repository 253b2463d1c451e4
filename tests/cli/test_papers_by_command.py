"""Receipts, certificates, reports and the proof of papers by command, on a shop that is registered for VAT."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from builders import NEW_PASSWORD, OWNER, PASSWORD, PROFILE, add_product, cart, cash
from openpyxl import load_workbook
from pdf_reading import chrome_finds

from bakala_desktop import bootstrap
from bakala_desktop.domain.jalali import format_day, shop_day
from bakala_desktop.services.access import sign_in
from bakala_desktop.services.papers import print_document
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.services.settings import set_profile

COMPANY = {
    "kind": "legal",
    "name": "شرکت آزمون‌گستر",
    "national_id": "14003778990",
    "province": "تهران",
    "city": "تهران",
    "address": "خیابان نمونه، پلاک ۱۲",
    "postal_code": "1496675465",
}
PERSON = {"kind": "natural", "first_name": "نگار", "last_name": "آزمونی", "national_code": "0012345679"}


@pytest.fixture
def registered(stocked):
    """The command on a shop with goods whose registration for VAT holds for years."""
    shop = bootstrap.open_shop(bootstrap.find_till(None, stocked.environment))
    owner = shop.entered_by(sign_in(shop, OWNER, PASSWORD, kind="command"))
    set_profile(owner, PROFILE | {"vat_certificate": {"number": "260-1", "from": "1400/01/01", "to": "1450/01/01"}})
    stocked.today = format_day(shop_day(shop.clock.now()))
    shop.database.close()
    return stocked


def sell(bakala, write_json, customer=None, quantity="1", *more):
    asked = {
        "customer": customer,
        "lines": [{"code": "T-1", "quantity": quantity}],
        "tenders": [{"kind": "cash", "amount": 90_000_000}],
    }
    return bakala("sell", write_json(asked), *more).json


def give_back(bakala, write_json, serial, quantity, amount):
    asked = {
        "invoice": serial,
        "lines": [{"line": 1, "quantity": quantity}],
        "reason": "آزمون",
        "tenders": [{"kind": "cash", "amount": amount}],
    }
    return bakala("return", write_json(asked, "return.json"))


def test_a_receipt_has_the_figures_of_the_sale(registered, write_json, tmp_path):
    receipt, invoice = tmp_path / "receipt.pdf", tmp_path / "invoice.pdf"
    sold = sell(registered, write_json, None, "3", "--receipt", receipt, "--invoice", invoice)
    payable = f"{sold['totals']['payable']:,}".translate(str.maketrans("0123456789,", "۰۱۲۳۴۵۶۷۸۹٬"))
    assert chrome_finds(receipt.read_bytes(), payable)
    for paper in (receipt, invoice):
        proof = registered("verify-pdf", paper)
        assert (proof.code, proof.json["ok"], proof.json["documents"]) == (0, True, [sold["invoice"]["serial"]])
        assert proof.json["record"] == {"states": ["in_force"]}
    # The receipt is no copy of the form: the first print of either is an original.
    assert registered("invoice", sold["invoice"]["serial"], "--out", invoice).json["invoice"]["copy"] is True


def test_one_file_is_not_both_papers(registered, write_json, tmp_path):
    before = registered.state()
    asked = write_json({"lines": [{"code": "T-1", "quantity": "1"}], "tenders": []})
    done = registered("sell", asked, "--receipt", tmp_path / "one.pdf", "--invoice", tmp_path / "one.pdf")
    assert (done.code, done.error["code"]) == (2, "bad_command_line")
    assert registered.state() == before


def test_a_certificate_over_chosen_invoices_and_over_a_period(registered, write_json, tmp_path):
    serials = [sell(registered, write_json, COMPANY, n)["invoice"]["serial"] for n in ("1", "2", "3")]
    assert give_back(registered, write_json, serials[1], "1", 110_000).code == 0
    out = tmp_path / "certificate.pdf"
    done = registered("certificate", "--invoice", serials[0], serials[1], "--invoice", serials[2], "--out", out)
    # One of 1, 2 − 1 and 3 pieces at 100,000 with 10 %.
    assert done.json["certificate"] == {
        "serial": serials[0].replace("-A-", "-V-"),
        "invoices": serials,
        "base": 500_000,
        "exempt_base": 0,
        "vat": 50_000,
        "total": 550_000,
        "replaces": None,
    }
    assert registered("verify-pdf", out).json["ok"] is True
    (buyer,) = registered("search", "customers", "آزمون").json["results"]
    day = registered.today
    period = ("--customer", buyer["id"], "--from", day, "--to", day)
    again = registered("certificate", *period, "--out", tmp_path / "second.pdf").json["certificate"]
    assert (again["invoices"], again["replaces"]) == (serials, done.json["certificate"]["serial"])
    assert registered("verify-pdf", out).json["record"] == {"states": ["replaced"]}


@pytest.mark.parametrize("customer", [PERSON, None])
def test_no_certificate_and_no_file_for_whoever_is_not_a_legal_person(registered, write_json, tmp_path, customer):
    serial = sell(registered, write_json, customer)["invoice"]["serial"]
    before, out = registered.state(), tmp_path / "certificate.pdf"
    done = registered("certificate", "--invoice", serial, "--out", out)
    assert (done.code, done.error["code"]) == (3, "buyer_not_legal" if customer else "buyer_missing")
    assert done.error["data"]["serial"] == serial
    assert not out.exists()
    assert registered.state() == before


@pytest.mark.parametrize(
    "argv",
    [(), ("--invoice", "1405-A-1", "--customer", "x"), ("--customer", "x"), ("--from", "1405/01/01")],
)
def test_a_certificate_is_asked_for_in_one_of_two_ways(registered, tmp_path, argv):
    done = registered("certificate", *argv, "--out", tmp_path / "certificate.pdf")
    assert (done.code, done.error["code"]) == (2, "bad_command_line")


def test_a_customer_who_is_not_there(registered, tmp_path):
    day = registered.today
    done = registered("certificate", "--customer", "x", "--from", day, "--to", day, "--out", tmp_path / "c.pdf")
    assert (done.code, done.error["code"]) == (3, "customer_not_found")


def test_a_paper_is_proven_from_its_file_alone_and_against_the_record(registered, write_json, tmp_path):
    out = tmp_path / "invoice.pdf"
    serial = sell(registered, write_json, COMPANY, "1", "--invoice", out)["invoice"]["serial"]
    alone = registered("verify-pdf", out, user=None).json
    assert (alone["ok"], alone["documents"], alone["record"], alone["signature"]) == (True, [serial], None, None)
    good = out.read_bytes()
    out.write_bytes(good.replace(b"%%EOF", b"%%EOG", 1))
    for user in (None, OWNER):
        edited = registered("verify-pdf", out, user=user)
        assert edited.code == 3
        assert [finding["code"] for finding in edited.json["findings"]] == ["paper_altered"]
    out.write_bytes(b"%PDF-1.7\nof another program\n%%EOF\n")
    assert [finding["code"] for finding in registered("verify-pdf", out).json["findings"]] == ["paper_foreign"]
    out.write_bytes(b"")
    assert [finding["code"] for finding in registered("verify-pdf", out).json["findings"]] == ["paper_not_pdf"]
    gone = registered("verify-pdf", tmp_path / "nothing.pdf")
    assert (gone.code, gone.error["code"], gone.error["data"]["reason"]) == (3, "file_unreadable", "not_found")


def test_a_paper_of_another_shop_is_not_in_this_record(registered, write_json, tmp_path, shop, clock):
    clock.at = datetime.now(UTC)
    out = tmp_path / "invoice.pdf"
    done = complete_sale(shop, cart(shop, add_product(shop)), [cash(110_000)])
    out.write_bytes(print_document(shop, str(done.serial)).pdf)
    # No such number here; and once there is one, it is another document.
    assert [one["code"] for one in registered("verify-pdf", out).json["findings"]] == ["paper_unknown"]
    assert sell(registered, write_json)["invoice"]["serial"] == str(done.serial)
    assert [one["code"] for one in registered("verify-pdf", out).json["findings"]] == ["paper_differs"]


def test_a_day_without_sales_answers_zeros(registered):
    sales = registered("report", "sales").json["report"]
    nothing = {"gross": 0, "discount": 0, "net": 0, "vat": 0, "payable": 0}
    assert (sales["sales"], sales["returns"]) == ({"count": 0, **nothing}, {"count": 0, **nothing})
    assert (sales["net"], sales["tenders"], sales["days"], sales["goods"]) == (nothing, {}, [], [])
    vat = registered("report", "vat").json["report"]
    assert vat == {"kind": "vat", "from": registered.today, "to": registered.today} | {
        "rates": [],
        "base": 0,
        "exempt_base": 0,
        "vat": 0,
    }


def test_reports_of_a_day_with_a_return(registered, write_json, tmp_path):
    serial = sell(registered, write_json, COMPANY, "3")["invoice"]["serial"]
    give_back(registered, write_json, serial, "1", 110_000)
    sheet, paper = tmp_path / "sales.xlsx", tmp_path / "vat.pdf"
    sales = registered("report", "sales", "--out", sheet).json["report"]
    figures = {"gross": 300_000, "discount": 0, "net": 300_000, "vat": 30_000, "payable": 330_000}
    third = {name: amount // 3 for name, amount in figures.items()}
    rest = {name: amount - third[name] for name, amount in figures.items()}
    assert sales["sales"] == {"count": 1, **figures}
    assert sales["returns"] == {"count": 1, **third}
    assert (sales["net"], sales["tenders"]) == (rest, {"cash": 220_000})
    assert sales["days"] == [{"day": registered.today, "count": 1, **rest}]
    assert [(one["sku"], one["quantity"], one["payable"]) for one in sales["goods"]] == [("T-1", "2", 220_000)]
    vat = registered("report", "vat", "--from", registered.today, "--to", registered.today, "--out", paper)
    assert vat.json["report"]["rates"] == [
        {
            "vat_percent": "10",
            "sales": {"base": 300_000, "vat": 30_000},
            "returns": {"base": 100_000, "vat": 10_000},
            "base": 200_000,
            "vat": 20_000,
        }
    ]
    assert chrome_finds(paper.read_bytes(), "۲۰۰٬۰۰۰")
    assert 220_000 in [cell.value for row in load_workbook(sheet).active.iter_rows() for cell in row]


def test_the_stock_report_counts_what_is_counted(registered, write_json):
    goods = {one["sku"]: one for one in registered("report", "stock").json["report"]["goods"]}
    sell(registered, write_json, None, "2")
    after = {one["sku"]: one for one in registered("report", "stock").json["report"]["goods"]}
    assert all(set(one) >= {"sku", "title", "unit", "stock", "price_rial"} for one in goods.values())
    changed = {sku for sku in goods if goods[sku]["stock"] != after[sku]["stock"]}
    assert changed <= {"T-1"}


@pytest.mark.parametrize(("argv", "code"), [(("sales", "--from", "1405/09/02", "--to", "1405/09/01"), 3),
                                            (("sales", "--from", "فردا"), 3),
                                            (("sales", "--out", "report.doc"), 2), (("z",), 2)])  # fmt: skip
def test_a_report_that_cannot_be_made(registered, argv, code):
    before = registered.state()
    done = registered("report", *argv)
    assert done.code == code
    assert registered.state() == before


def test_reports_are_not_for_cashiers(registered):
    registered("staff", "add", "صندوقدار", "--role", "cashier", BAKALA_NEW_PASSWORD=NEW_PASSWORD)
    changed = {"BAKALA_PASSWORD": NEW_PASSWORD, "BAKALA_NEW_PASSWORD": NEW_PASSWORD + "x"}
    registered("staff", "password", "صندوقدار", user="صندوقدار", **changed)
    done = registered("report", "sales", user="صندوقدار", BAKALA_PASSWORD=NEW_PASSWORD + "x")
    assert (done.code, done.error["code"]) == (3, "not_allowed")


def test_texts_for_whoever_asks_without_json(registered, write_json, tmp_path):
    out = tmp_path / "one.pdf"
    sold = sell(registered, write_json, COMPANY, "1", "--invoice", out)
    assert json.dumps(sold)
    for argv in (("report", "sales"), ("report", "vat"), ("report", "stock"), ("verify-pdf", out)):
        done = registered(*argv, as_json=False)
        assert (done.code, done.out.strip() != "" or argv[1] == "stock") == (0, True)


def test_a_sealed_file_without_a_document_does_not_agree_with_the_record(registered, tmp_path):
    # Whoever takes the snapshot out of a paper and seals it anew must not be told that it is the shop's.
    out = tmp_path / "report.pdf"
    assert registered("report", "sales", "--out", out).code == 0
    proof = registered("verify-pdf", out)
    assert (proof.code, proof.json["documents"], proof.json["record"]) == (3, [], {"states": []})
    assert [one["code"] for one in proof.json["findings"]] == ["paper_no_document"]
    assert registered("verify-pdf", out, user=None).json["ok"] is True


def test_a_paper_says_what_became_of_its_document(registered, write_json, tmp_path):
    invoice, certificate = tmp_path / "invoice.pdf", tmp_path / "certificate.pdf"
    serial = sell(registered, write_json, COMPANY, "2", "--invoice", invoice)["invoice"]["serial"]
    assert registered("certificate", "--invoice", serial, "--out", certificate).code == 0
    assert registered("verify-pdf", certificate).json["record"] == {"states": ["in_force"]}
    assert give_back(registered, write_json, serial, "1", 110_000).code == 0
    for paper in (invoice, certificate):
        proof = registered("verify-pdf", paper)
        assert (proof.code, proof.json["record"]) == (0, {"states": ["changed"]})
        assert "تغییر کرده است" in registered("verify-pdf", paper, as_json=False).out
    alone = registered("verify-pdf", invoice, user=None, as_json=False).out
    assert "سنجیده نشد" in alone
    assert "می‌خواند" not in alone
    assert registered("certificate", "--invoice", serial, "--out", tmp_path / "second.pdf").code == 0
    assert registered("verify-pdf", certificate).json["record"] == {"states": ["replaced"]}
    assert registered("verify-pdf", tmp_path / "second.pdf").json["record"] == {"states": ["in_force"]}


def test_days_of_a_refusal_are_jalali(registered):
    done = registered("report", "sales", "--from", "1405/09/09", "--to", "2026-03-21")
    assert (done.code, done.error["code"]) == (3, "bad_period")
    assert done.error["data"] == {"first": "1405/09/09", "last": "1405/01/01"}


@pytest.mark.parametrize("day", ["9999-12-31", "1405/12/30", "1405-13-01"])
def test_a_day_that_no_calendar_has_is_refused_in_words(registered, day):
    done = registered("report", "vat", "--to", day)
    assert (done.code, done.error["code"]) == (3, "bad_date")


def test_a_refund_by_card_is_called_by_the_card(sold_by_card):
    assert "کارت: " in sold_by_card
    assert "شمارهٔ کارت" not in sold_by_card


@pytest.fixture
def sold_by_card(registered, write_json):
    serial = sell(registered, write_json)["invoice"]["serial"]
    lines = [{"line": 1, "quantity": "1"}]
    tenders = [{"kind": "card", "amount": 110_000}]
    asked = write_json({"invoice": serial, "lines": lines, "reason": "آزمون", "tenders": tenders}, "return.json")
    return registered("return", asked, as_json=False).out
