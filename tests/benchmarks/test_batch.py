"""Measures the export of many invoices, each with its code and its snapshot as PDF/A: files, and one PDF for all."""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from builders import add_legal, add_product, card, cart, founded_shop

from bakala_desktop.devices.whole_file import write_whole
from bakala_desktop.services.exports import export_documents
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.services.shop import Shop

INVOICES = 1_000
A_SECOND = 40


@pytest.fixture(scope="module")
def sold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shop, list[str]]]:
    """A shop with a thousand invoices of three lines to a firm."""
    shop = founded_shop(tmp_path_factory.mktemp("batch"))
    goods, buyer = [add_product(shop) for _ in range(3)], add_legal(shop)
    serials = []
    for _ in range(INVOICES):
        order = cart(shop, *goods).with_customer(buyer.id)
        serials.append(str(complete_sale(shop, order, [card(order.payable)]).serial))
    yield shop, serials
    shop.database.close()


def peak_of(shop: Shop, serials: list[str], folder: Path) -> float:
    """Return the most memory that Python held during an export, in MB."""
    tracemalloc.start()
    export_documents(shop, serials, folder, one_file=False, write=write_whole)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def test_many_invoices_to_files(sold, tmp_path, record):
    shop, serials = sold
    began = time.perf_counter()
    done = export_documents(shop, serials, tmp_path, one_file=False, write=write_whole)
    pace = len(done.files) / (time.perf_counter() - began)
    assert len(list(tmp_path.iterdir())) == INVOICES
    record("invoices exported to files, a second", pace, "1/s", target=f"≥ {A_SECOND}", met=pace >= A_SECOND)


def test_many_invoices_to_one_file(sold, tmp_path, record):
    shop, serials = sold
    began = time.perf_counter()
    export_documents(shop, serials, tmp_path / "all.pdf", one_file=True, write=write_whole)
    pace = INVOICES / (time.perf_counter() - began)
    record("invoices exported to one PDF, a second", pace, "1/s", target=f"≥ {A_SECOND}", met=pace >= A_SECOND)


def test_memory_stays_flat(sold, tmp_path, record):
    shop, serials = sold
    # The first one loads the fonts, which stay.
    peak_of(shop, serials[:50], tmp_path)
    few, many = peak_of(shop, serials[:100], tmp_path), peak_of(shop, serials[:400], tmp_path)
    growth = many - few
    record("memory of 400 files over that of 100", growth, "MB", floor=few, target="≤ 5 MB", met=growth <= 5)
