"""Many writers at once, and a machine that stops in the middle: nothing is lost, doubled or halved."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE

import pytest
from builders import add_product, card, cart, founded_shop
from evidence import everything

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.services.proof import verify_shop
from bakala_desktop.services.sell import complete_sale

PROGRAM = Path(__file__).parent.parent / "till_process.py"


@contextmanager
def tills(count, folder, sales):
    """Start tills in processes of their own, let them off at once, and leave none behind."""
    command = [sys.executable, str(PROGRAM), str(folder), str(sales)]
    started = [subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True) for _ in range(count)]
    try:
        assert [till.stdout.readline() for till in started] == ["ready\n"] * count
        for till in started:
            till.stdin.write("go\n")
            till.stdin.flush()
        yield started
    finally:
        for till in started:
            till.kill()
            till.communicate()


def test_forty_updates_of_four_threads_are_all_kept(shop):
    def count_up():
        for _ in range(40):
            with shop.write("test.count") as work:
                work.settings.put("count", (work.settings.find("count") or 0) + 1)

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with shop.read() as work:
        assert work.settings.find("count") == 160
    assert verify_shop(shop).ok


def test_two_processes_take_serials_without_gap_or_double(shop, tmp_path):
    add_product(shop)
    with tills(2, tmp_path, 25) as started:
        told = [till.communicate(timeout=60) for till in started]
    assert [errors for _, errors in told] == ["", ""]
    assert sorted(" ".join(out for out, _ in told).split()) == [f"1405-A-{n:07}" for n in range(1, 51)]
    assert verify_shop(shop).ok


def test_programs_that_start_at_once_make_the_tables_once(tmp_path):
    with tills(3, tmp_path, 0) as started:
        told = [till.communicate(timeout=60) for till in started]
    assert told == [("", "")] * 3
    shop = founded_shop(tmp_path)
    assert verify_shop(shop).ok
    shop.database.close()


def test_a_refused_sale_gives_its_serial_back(shop, monkeypatch):
    product = add_product(shop)
    first = complete_sale(shop, cart(shop, product), [card(110_000)])
    before = everything(shop)

    def fail(*_, **__):
        raise ShopError("order_empty")

    with monkeypatch.context() as patched:
        patched.setattr("bakala_desktop.storage.document_store.DocumentStore.issue", fail)
        with pytest.raises(ShopError):
            complete_sale(shop, cart(shop, product), [card(110_000)])
    assert everything(shop) == before
    second = complete_sale(shop, cart(shop, product), [card(110_000)])
    assert (first.serial.number, second.serial.number) == (1, 2)


@pytest.mark.parametrize("sales", [1, 37])
def test_a_till_killed_in_the_middle_of_sales_leaves_whole_books(shop, tmp_path, sales):
    product = add_product(shop)
    with tills(1, tmp_path, 10_000) as (till,):
        told = [till.stdout.readline() for _ in range(sales)]
        till.kill()
        told += till.stdout.readlines()
    proof = verify_shop(shop)
    assert proof.findings == ()
    # What the till told was committed; one more sale may have been, before it could be told.
    assert len(told) <= proof.documents <= len(told) + 1
    assert complete_sale(shop, cart(shop, product), [card(110_000)]).serial.number == proof.documents + 1
