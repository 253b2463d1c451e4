"""Measures the official invoice against typst, fpdf2 and WeasyPrint: new invoices each time, equal texts on both sides.

Typst draws each invoice twice: as it does by itself, with tags; and with all that ours have, PDF/A-3u, the attached
snapshot and the code square, whose dark squares it is given (segno makes them outside of its time; ours are made within
ours). The targets hold for the second. What no peer needs to do: carry sums from page to page, seal the file. fpdf2 and
WeasyPrint do nothing but draw, fpdf2 without cells for identity numbers.

The peers live in an environment of their own (build/bench-venv); one that is not installed there leaves `met` open.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import segno

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sample_invoices import invoice_of, issued

from bakala_desktop import paths
from bakala_desktop.documents.closing_block import BUYER_SEAL, SELLER_SEAL
from bakala_desktop.documents.form_head import TAX_NUMBER
from bakala_desktop.documents.form_words import TITLES, TOTAL
from bakala_desktop.documents.goods_table import HEADINGS, amounts, grouped
from bakala_desktop.documents.papers import draw, proof_of
from bakala_desktop.documents.party_block import BUYER, SELLER
from bakala_desktop.domain.document import Invoice
from bakala_desktop.domain.jalali import format_day, shop_day
from bakala_desktop.domain.party import Party
from bakala_desktop.domain.text import persian_digits
from bakala_desktop.domain.words import rials_in_words

HERE = Path(__file__).resolve().parent
BENCH_PYTHON = HERE.parents[1] / "build" / "bench-venv" / "bin" / "python"
SAMPLES = {10: 31, 100: 15, 2000: 4}
TARGETS = {10: 1.0, 100: 5.0, 2000: 12.0}
"""Against a typst that does the same work: PDF/A-3u, tags, code and snapshot on both sides."""


def shown(number: str) -> str:
    return persian_digits(number.replace(",", "٬").replace(".", "٫"))


def block(title: str, party: Party) -> dict[str, object]:
    """A party's fields: name, text, and the digits that stand in cells of their own."""
    fields = (
        ("نام شخص حقیقی / حقوقی", party.name, ""),
        ("شماره اقتصادی", "", party.economic_code),
        ("شماره ثبت / شماره ملی", "", party.registration_number),
        ("شناسه ملی", "", party.identity),
        ("نشانی کامل: استان", party.province, ""),
        ("شهرستان", party.county, ""),
        ("شهر", party.city, ""),
        ("نشانی", party.address, ""),
        ("کد پستی ۱۰ رقمی", "", party.postal_code),
        ("شماره تلفن / نمابر", f"{party.phone} / {party.fax}", ""),
    )
    cells = [
        {"name": f"{name}:", "text": persian_digits(text), "cells": persian_digits(digits)}
        for name, text, digits in fields
    ]
    return {"title": title, "fields": cells}


def content(invoice: Invoice) -> dict[str, object]:
    """The texts of an invoice, as its paper shows them."""
    contact = invoice.contact
    rows = [
        [
            shown(str(line.number)),
            line.code,
            line.title,
            shown(str(line.quantity)),
            line.unit,
            shown(grouped(line.unit_price)),
            *(shown(f"{amount:,}") for amount in amounts(line.figures)),
        ]
        for line in invoice.lines
    ]
    phones = "، ".join(contact.phones)
    return {
        "title": TITLES[invoice.kind],
        "serial": f"شماره سریال: {persian_digits(str(invoice.serial))}",
        "date": f"تاریخ: {persian_digits(format_day(shop_day(invoice.issued_at)))}",
        "tax_number": f"{TAX_NUMBER}:",
        "seller": block(SELLER, invoice.seller),
        "buyer": block(BUYER, invoice.buyer or invoice.seller),
        "headings": HEADINGS,
        "rows": rows,
        "total_title": TOTAL,
        "totals": [shown(f"{amount:,}") for amount in amounts(invoice.totals)],
        "words": f"جمع کل به حروف: {rials_in_words(invoice.totals.total)}",
        "terms": "شرایط و نحوه فروش: نقدی غیرنقدی",
        "notes": f"توضیحات: {invoice.notes}",
        "seals": [SELLER_SEAL, BUYER_SEAL],
        "contact": persian_digits(
            f"نشانی: {contact.head_office} | تلفن: {phones} | نمابر: {contact.fax} | ساعات کار: {contact.office_hours}"
        ),
    }


def code_picture(text: str) -> str:
    """A code as SVG: one path, a piece of it for each run of dark squares."""
    rows = [bytes(map(bool, row)) for row in segno.make(text, error="m", micro=False).matrix]
    path = []
    for y, row in enumerate(rows):
        at = 0
        for dark in row.split(b"\0"):
            if dark:
                path.append(f"M{at} {y}h{len(dark)}v1h-{len(dark)}z")
            at += len(dark) + 1
    whole = len(rows) + 8
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {whole} {whole}">'
    return f'{head}<path d="{"".join(path)}"/></svg>'


def archived(invoice: Invoice) -> dict[str, object]:
    """The texts of an invoice with what an archived file holds besides: author, snapshot, code."""
    one = issued(invoice)
    author, code = invoice.seller.name, code_picture(proof_of(one).text)
    return {**content(invoice), "author": author, "snapshot": one.snapshot, "code": code}


def invoices(count: int) -> list[Invoice]:
    """One to warm up, and as many new ones as are measured: other amounts, other series numbers in the titles."""
    return [invoice_of(count, seed=seed) for seed in range(SAMPLES[count] + 1)]


@pytest.fixture(scope="module")
def own() -> dict[int, tuple[float, int, int]]:
    """Our own median in ms, bytes and pages, by number of lines."""
    measured = {}
    for count in SAMPLES:
        first, *others = map(issued, invoices(count))
        drawn = draw(first)
        times = []
        for invoice in others:
            began = time.perf_counter()
            drawn = draw(invoice)
            times.append((time.perf_counter() - began) * 1000)
        measured[count] = (statistics.median(times), len(drawn.pdf), drawn.pages)
    return measured


def peer_ms(script: str, count: int, folder: Path, given: Callable[[Invoice], object] = content) -> float | None:
    """A peer's median in ms on the same texts; None where it is not installed."""
    if not BENCH_PYTHON.is_file():
        return None
    file = folder / "content.json"
    file.write_text(json.dumps([given(invoice) for invoice in invoices(count)], ensure_ascii=False), encoding="utf-8")
    fonts = paths.font("Vazirmatn-Regular").parent
    done = subprocess.run(
        [str(BENCH_PYTHON), str(HERE / "peers" / script), str(file), str(fonts)], capture_output=True, text=True
    )
    if "ModuleNotFoundError" in done.stderr:
        return None
    assert done.returncode == 0, done.stderr[-2000:]
    return float(json.loads(done.stdout)["ms"])


def against(record, name: str, ms: float, floor: float | None, target: float | None = None) -> None:
    """Record our figure beside a peer's, with the target where there is one."""
    ratio = floor / ms if floor else None
    met = ratio >= target if ratio and target else None
    record(name, ms, "ms", floor, ratio, f"≥ {target:g} × as fast" if target else None, met)


@pytest.mark.parametrize("count", SAMPLES)
def test_against_typst(record, own, tmp_path, count):
    ms, _, _ = own[count]
    floor = peer_ms("typst_archived_invoice.py", count, tmp_path, archived)
    against(record, f"invoice PDF/A-3 with code and snapshot, {count} lines, against typst", ms, floor, TARGETS[count])


@pytest.mark.parametrize("count", SAMPLES)
def test_against_bare_typst(record, own, tmp_path, count):
    ms, _, _ = own[count]
    floor = peer_ms("typst_invoice.py", count, tmp_path)
    against(record, f"invoice PDF, {count} lines, against typst without these", ms, floor)


@pytest.mark.parametrize("count", [10, 100])
@pytest.mark.parametrize("peer", ["fpdf2", "WeasyPrint"])
def test_against_others(record, own, tmp_path, monkeypatch, peer, count):
    monkeypatch.setitem(SAMPLES, count, 3)
    ms, _, _ = own[count]
    floor = peer_ms(f"{peer.lower()}_invoice.py", count, tmp_path)
    record(f"invoice PDF, {count} lines, against {peer}", ms, "ms", floor, floor / ms if floor else None)


@pytest.mark.parametrize("count", SAMPLES)
def test_size(record, own, count):
    _, size, pages = own[count]
    record(f"invoice PDF, {count} lines, size ({pages} pages)", size / 1024, "KB")


def test_first_invoice_of_a_process(record):
    """From the start of Python to the first invoice: what the first print of a day costs besides the window."""
    code = (
        "import sys, time; sys.path.insert(0, sys.argv[1]);"
        "from sample_invoices import invoice_of, issued; invoice = issued(invoice_of(10)); s = time.perf_counter();"
        "from bakala_desktop.documents.papers import draw; draw(invoice);"
        "print(time.perf_counter() - s)"
    )
    done = [
        float(subprocess.run([sys.executable, "-c", code, str(HERE.parent)], capture_output=True, check=True).stdout)
        for _ in range(3)
    ]
    record("first invoice PDF of a process, 10 lines, imports included", statistics.median(done) * 1000, "ms")
