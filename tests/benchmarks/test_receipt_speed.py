"""Measures the receipt: its PDF, and the dots that a thermal printer waits for, new receipts each time."""

import statistics
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sample_invoices import invoice_of

from bakala_desktop.documents.raster import receipt_raster
from bakala_desktop.documents.receipt import render_receipt
from bakala_desktop.documents.receipt_sheet import ReceiptWidth
from bakala_desktop.domain.snapshot import to_json

SAMPLES = 31
LINES = 10
TARGET = 15.0
PROOF = "BAKALA:1:1405-A-{number:07}:14050901:10101234569:12500000:" + "0F" * 32


@pytest.fixture(scope="module", params=ReceiptWidth)
def measured(request) -> tuple[int, float, float, int]:
    """The millimetres of the roll, our medians in ms for PDF and raster, and the bytes of the PDF."""
    drawing, burning = [], []
    size = 0
    for number in range(SAMPLES + 1):
        invoice = invoice_of(LINES, seed=number)
        snapshot = to_json(invoice)
        began = time.perf_counter()
        rendered = render_receipt(invoice, request.param, proof=PROOF.format(number=number), attachment=snapshot)
        drawn = time.perf_counter()
        receipt_raster(rendered, request.param)
        burning.append((time.perf_counter() - drawn) * 1000)
        drawing.append((drawn - began) * 1000)
        size = len(rendered.pdf)
    # The first one loads fonts and PDFium.
    return request.param.value, statistics.median(drawing[1:]), statistics.median(burning[1:]), size


def test_raster(record, measured):
    width, _, ms, _ = measured
    record(f"receipt raster, {LINES} lines, {width} mm", ms, "ms", target=f"≤ {TARGET:g} ms", met=ms <= TARGET)


def test_pdf(record, measured):
    width, ms, _, _ = measured
    record(f"receipt PDF, {LINES} lines, {width} mm", ms, "ms")


def test_size(record, measured):
    width, _, _, size = measured
    record(f"receipt PDF, {LINES} lines, {width} mm, size", size / 1024, "KB")
