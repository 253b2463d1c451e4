"""``return``: goods back by a file, to the rial, and nothing half done."""

from __future__ import annotations

import pytest

from bakala_desktop.cli import paper_writing
from bakala_desktop.domain.errors import ShopTrouble

TEA = "6260000000024"


@pytest.fixture
def sold(stocked, write_json):
    """A shop with one invoice: 3 of tea at 100,000, apples of 2.5 kg at 333,333 less 1,000, 1 of rice without VAT."""
    order = {
        "lines": [
            {"code": TEA, "quantity": "3"},
            {"code": "K-1", "quantity": "2.5", "discount": {"rial": 1000}},
            {"code": "R-1", "quantity": "1"},
        ],
        # 330,000 + 833,332 less 1,000 and its VAT of 83,233 + 1,250,000
        "tenders": [{"kind": "card", "amount": 2_495_565}],
    }
    done = stocked("sell", write_json(order))
    assert done.code == 0, done.out
    return stocked


def back(lines, *tenders, **more):
    given = [{"kind": kind, "amount": amount} for kind, amount in tenders]
    values = {"invoice": "1405-A-0000001", "lines": lines, "reason": "خراب بود", "tenders": given}
    return values | more


def line(number, quantity):
    return {"line": number, "quantity": quantity}


def test_a_return_prints_what_came_back_to_the_rial(sold, write_json, today_serial):
    # Of 2.5 kg remain 1.5: 499,999 less floor(1000 x 0.6) = 600, net 499,399, VAT 49,939.
    # Before: 833,332 less 1,000, net 832,332, VAT 83,233. So 333,333 less 400, net 332,933, VAT 33,294.
    invoice = today_serial("A", 1)
    request = back([line(2, "1"), line(1, "۲")], ("cash", 500_000), ("card", 86_227), invoice=invoice)
    done = sold("return", write_json(request))
    assert done.code == 0, done.out
    assert done.json == {
        "return": {
            "serial": today_serial("R", 1),
            "invoice": invoice,
            "lines": [
                {
                    "line": 2,
                    "sku": "K-1",
                    "title": "سیب نمونه",
                    "quantity": "1",
                    "gross": 333_333,
                    "discount": 400,
                    "net": 332_933,
                    "vat_percent": "10",
                    "vat": 33_294,
                    "total": 366_227,
                },
                {
                    "line": 1,
                    "sku": "T-1",
                    "title": "چای نمونه",
                    "quantity": "2",
                    "gross": 200_000,
                    "discount": 0,
                    "net": 200_000,
                    "vat_percent": "10",
                    "vat": 20_000,
                    "total": 220_000,
                },
            ],
            "totals": {"gross": 533_333, "discount": 400, "net": 532_933, "vat": 53_294, "payable": 586_227},
            "tenders": [{"kind": "cash", "amount": 500_000}, {"kind": "card", "amount": 86_227}],
        }
    }
    assert sold("verify").json["ok"]


@pytest.fixture
def today_serial(sold):
    """Write a serial of today's fiscal year: the command sells by the clock of the machine."""
    year = sold("order", "show", sold("orders").json["orders"][0]["order"]).json["invoice"]["serial"][:4]
    return lambda series, number: f"{year}-{series}-{number:07d}"


def test_the_parts_sum_to_the_sale_and_the_stock_is_whole_again(sold, write_json, today_serial):
    invoice, before = today_serial("A", 1), sold.state()
    given_back = 0
    for quantity in ("0.7", "1.1", "0.7"):
        # A refusal says how much is due.
        due = sold("return", write_json(back([line(2, quantity)], invoice=invoice))).error["data"]["rest"]
        done = sold("return", write_json(back([line(2, quantity)], ("cash", due), invoice=invoice)))
        assert (done.code, done.json["return"]["totals"]["payable"]) == (0, due)
        given_back += due
    assert given_back == 832_332 + 83_233
    assert sold("return", write_json(back([line(2, "0.001")], invoice=invoice))).error["data"]["left"] == "0"
    assert sold.state()["stock"] == before["stock"] + 250_000_000
    assert sold("verify").json["ok"]


def test_the_paper_is_written_after_the_return(sold, write_json, today_serial, tmp_path):
    out = tmp_path / "return.pdf"
    request = back([line(3, "1")], ("cash", 1_250_000), invoice=today_serial("A", 1))
    done = sold("return", write_json(request), "--out", out)
    assert done.code == 0, done.out
    assert out.read_bytes().startswith(b"%PDF")
    proof = sold("verify-pdf", out).json
    assert (proof["ok"], proof["documents"]) == (True, [today_serial("R", 1)])


def test_without_json_it_says_what_came_back(sold, write_json, today_serial):
    request = back([line(3, "1")], ("cash", 1_250_000), invoice=today_serial("A", 1))
    done = sold("return", write_json(request), as_json=False)
    assert done.code == 0
    for part in ("صورتحساب برگشت", "برنج نمونه", "۱٬۲۵۰٬۰۰۰ ریال", "نقد"):
        assert part in done.out


@pytest.mark.parametrize(
    ("values", "code", "place"),
    [
        (back([line(1, "4")], ("cash", 440_000)), "return_exceeds_sold", {"line": 1, "left": "3"}),
        (back([line(4, "1")]), "line_unknown", {"line": 4}),
        (back([line(1, "1"), line(1, "1")], ("cash", 220_000)), "return_line_twice", {"line": 1}),
        (back([line(1, "1.5")], ("cash", 165_000)), "quantity_not_whole", {"line": 1}),
        (back([line(1, "1")], ("cash", 100_000)), "refund_differs", {"rest": 10_000}),
        (back([line(1, "1")], ("credit", 110_000)), "credit_limit_missing", {}),
        (back([line(1, "1")], ("cash", 0), ("card", 110_000)), "refund_not_positive", {"tender": "cash"}),
        (back([line(1, "1")], ("cash", 110_000), reason=""), "reason_missing", {"field": "reason"}),
        (back([line(1, "1")], ("cash", 110_000), invoice="1405-P-1"), "document_not_found", {}),
        (back([line(1, "1")], ("cash", 110_000), invoice="1300-A-1"), "invoice_not_found", {}),
        (back([line(1, "1")], ("cash", 110_000), invoice="twelve"), "bad_serial", {"value": "twelve"}),
        (back([]), "return_empty", {"field": "lines"}),
        (back([line(1, 1.0)], ("cash", 110_000)), "bad_field", {"field": "lines[0].quantity", "reason": "float"}),
        (back([line(1, "1")], ("cash", 110_000), cashier="x"), "unknown_field", {"field": "cashier"}),
    ],
)
def test_a_refused_return_changes_nothing_and_writes_no_file(
    sold, write_json, today_serial, tmp_path, values, code, place
):
    if values["invoice"] == "1405-A-0000001":
        values = values | {"invoice": today_serial("A", 1)}
    before, out = sold.state(), tmp_path / "return.pdf"
    done = sold("return", write_json(values, "back.json"), "--out", out)
    assert (done.code, done.error["code"], done.error["data"]["file"]) == (3, code, "back.json")
    assert place.items() <= done.error["data"].items()
    assert done.error["message"].startswith("پروندهٔ")
    assert not out.exists()
    assert sold.state() == before


def test_a_place_that_cannot_be_written_is_seen_before_anything_is_given_back(sold, write_json, today_serial, tmp_path):
    request = write_json(back([line(3, "1")], ("cash", 1_250_000), invoice=today_serial("A", 1)))
    before = sold.state()
    for out in (tmp_path / "nowhere" / "r.pdf", tmp_path, sold.folder / "bakala.db"):
        done = sold("return", request, "--out", out)
        assert (done.code, done.error["code"]) == (4, "file_unwritable")
    assert sold.state() == before


def test_a_paper_that_fails_after_the_return_names_its_number(sold, write_json, today_serial, tmp_path, monkeypatch):
    def full(*_):
        raise ShopTrouble("disk_full")

    monkeypatch.setattr(paper_writing, "write_whole", full)
    request = write_json(back([line(3, "1")], ("cash", 1_250_000), invoice=today_serial("A", 1)))
    done = sold("return", request, "--out", tmp_path / "r.pdf")
    assert (done.code, done.error["code"]) == (4, "paper_not_written")
    assert (done.error["data"]["serial"], done.error["data"]["cause"]) == (today_serial("R", 1), "disk_full")
    assert (sold.state()["documents"], sold.state()["prints"]) == (2, 0)


def test_a_file_that_is_not_there(sold, tmp_path):
    done = sold("return", tmp_path / "none.json")
    assert (done.code, done.error["code"]) == (3, "file_unreadable")
