"""Measures the VAT certificate against the invoice, and a batch of invoices, in CPU time: a core is what they need."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sample_invoices import certificate_of, invoice_of, issued

from bakala_desktop.documents.papers import draw
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.snapshot import Document, Issued

TESTS = Path(__file__).resolve().parents[1]
SAMPLES = 15
BATCH = 1000
_BATCH_CODE = f"""
import json, resource, sys, time
sys.path.insert(0, sys.argv[1])
from sample_invoices import invoice_of, issued
from bakala_desktop.documents.papers import draw, draw_many
from bakala_desktop.domain.serial import Serial
def papers():
    for number in range(1, {BATCH} + 1):
        yield issued(invoice_of(10, seed=number, serial=Serial(1405, "A", number)))
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
spent, at_100 = 0.0, 0.0
for number, paper in enumerate(papers()):
    began = time.process_time(); draw(paper); spent += time.process_time() - began
    at_100 = at_100 or (peak() if number == 100 else 0.0)
grown = peak() - at_100
listed = [(paper, False) for paper in papers()]
began = time.process_time(); whole = draw_many(listed); in_one = time.process_time() - began
print(json.dumps([spent, grown, in_one, len(whole.pdf) / 2**20]))
"""


def cpu_ms(papers: list[Issued]) -> float:
    """The median of drawing each but the first, which warms up."""
    draw(papers[0])
    times = []
    for paper in papers[1:]:
        began = time.process_time()
        draw(paper)
        times.append((time.process_time() - began) * 1000)
    return statistics.median(times)


def samples(make: Callable[[int], Document]) -> list[Issued]:
    return [issued(make(number)) for number in range(1, SAMPLES + 1)]


def test_a_certificate_of_a_hundred_invoices(record):
    invoice = cpu_ms(samples(lambda number: invoice_of(100, seed=number)))
    certificate = cpu_ms(samples(lambda number: certificate_of(100, serial=Serial(1405, "V", number))))
    ratio = certificate / invoice
    record(
        "VAT certificate of 100 invoices, CPU",
        certificate,
        "ms",
        invoice,
        ratio,
        "≤ 2 × an invoice of 100 lines",
        ratio <= 2,
    )


@pytest.mark.parametrize(("lines", "most"), [(10, 18), (100, 45)])
def test_an_invoice_with_code_tags_and_snapshot(record, lines, most):
    ms = cpu_ms(samples(lambda number: invoice_of(lines, seed=number)))
    record(f"invoice PDF/A with code and tags, {lines} lines, CPU", ms, "ms", target=f"≤ {most} ms", met=ms <= most)


def test_a_batch_of_invoices(record):
    """In a process of its own, for the peak of memory only ever rises."""
    done = subprocess.run([sys.executable, "-c", _BATCH_CODE, str(TESTS)], capture_output=True, text=True, check=True)

    spent, grown, in_one, size = json.loads(done.stdout)
    speed, merged = BATCH / spent, BATCH / in_one
    record("batch of 1,000 invoices, a file each", speed, "a second of CPU", target="≥ 40", met=speed >= 40)
    record(
        "batch of 1,000 invoices, growth of memory after the first 100", grown, "MB", target="≤ 8 MB", met=grown <= 8
    )
    record(
        f"batch of 1,000 invoices in one file ({size:.1f} MB)",
        merged,
        "a second of CPU",
        target="≥ 40",
        met=merged >= 40,
    )
