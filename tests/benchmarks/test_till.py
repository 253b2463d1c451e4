"""The till under the clock: scan to painted line, keystroke to painted goods, search and sale against bare SQLite."""

from __future__ import annotations

import os
import random
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from statistics import median

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from builders import add_products, barcode, cart, cash, founded_shop
from cashier import Cashier
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from bakala_desktop.domain.product import Product
from bakala_desktop.domain.text import search_key
from bakala_desktop.services.catalog import line_for, scan, search_products
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.services.shop import Shop
from bakala_desktop.storage.full_text import find_rows

GOODS = 100_000
_NOUNS = "شیر ماست پنیر کره برنج روغن چای قند شکر نمک رب سس ماکارونی عدس نخود لوبیا تن‌ماهی بیسکویت کیک شکلات آدامس"
_MAKERS = "پگاه میهن کاله دامداران گلستان طبیعت مهرام یک‌ویک چین‌چین شیرین‌عسل مینو ناتورا زرماکارون سمیه نامی لادن"
_KINDS = "کم‌چرب پرچرب ساده مخصوص ویژه خانواده سنتی ایرانی خارجی تازه خشک سیاه سفید قرمز سبز زرد طلایی نقره‌ای تند شیرین"
_SIZES = "۱۰۰ گرمی|۲۵۰ گرمی|۵۰۰ گرمی|۹۰۰ گرمی|۱ لیتری|۱٫۵ لیتری|بسته ۶ عددی|کارتن ۱۲ تایی|250ml|1kg"


class _Painted(QObject):
    """Notes when a widget has been painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return False


def p95(times: list[float]) -> float:
    """The 95th percentile, in milliseconds."""
    return round(sorted(times)[int(len(times) * 0.95)] * 1000, 2)


def goods_fields(count: int) -> Iterator[dict[str, str]]:
    chance = random.Random(1405)
    nouns, makers, kinds, sizes = _NOUNS.split(), _MAKERS.split(), _KINDS.split(), _SIZES.split("|")
    for number in range(count):
        words = (chance.choice(nouns), chance.choice(kinds), chance.choice(makers), chance.choice(sizes))
        yield {
            "sku": f"P-{number}",
            "barcode": barcode(number),
            "title": f"{' '.join(words)} {number}",
            "category": nouns[number % 12],
            "price_rial": str(10_000 + number * 10),
            "stock": "1000",
        }


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop with 100,000 goods."""
    whole = founded_shop(tmp_path_factory.mktemp("till"))
    add_products(whole, goods_fields(GOODS))
    yield whole
    whole.database.close()


@pytest.fixture(scope="module")
def application() -> QApplication:
    from bakala_desktop.gui.theme import LIGHT, prepare_application

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    prepare_application(application, LIGHT)
    return application


@pytest.fixture
def cashier(application: QApplication, shop: Shop) -> Iterator[Cashier]:
    worker = Cashier(shop)
    yield worker
    worker.leave()


def wait(done: Callable[[], bool]) -> None:
    """Let the program work as its own event loop does: asleep, and so off the interpreter's lock, between events."""
    loop = QEventLoop()
    patience = QTimer(singleShot=True)
    patience.start(5_000)
    while not done():
        assert patience.isActive()
        loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def quietest(measure: Callable[[], list[float]]) -> float:
    """The lowest p95 of three rounds: other programs on the machine only ever add to a time."""
    return min(p95(measure()) for _ in range(3))


@pytest.mark.parametrize(("lines", "target"), [(5, 16), (100, 16), (1000, 25)])
def test_scan_to_painted_line(cashier: Cashier, shop: Shop, record, lines: int, target: int):
    sale, view = cashier.screen.sale, cashier.screen.cart.view
    template = [line_for(shop, product.id) for product in search_products(shop, "شیر", 60)]
    painted = _Painted(view.viewport())
    added_at: list[int] = []
    sale.changed.connect(lambda row: added_at.append(painted.count))

    def measure() -> list[float]:
        times = []
        for turn in range(80):
            if turn % 20 == 0:
                sale.start_anew()
                sale.order = sale.order.put_back(0, [template[n % 60] for n in range(lines)])
                sale.changed.emit(0)
                cashier.settle()
            added_at.clear()
            start = time.perf_counter()
            cashier.scanner.scanned.emit(barcode(50_000 + turn))
            # Painted after the line had gone in: an earlier paint, as of a blinking cursor, does not count.
            wait(lambda: bool(added_at) and painted.count > added_at[0])
            times.append(time.perf_counter() - start)
            cashier.settle()
        return times

    value = quietest(measure)
    record(f"scan to painted line, {lines} lines, p95", value, "ms", target=f"≤ {target} ms", met=value <= target)
    assert value <= target


def test_keystroke_to_painted_results(cashier: Cashier, record):
    view = cashier.screen.goods.view
    painted, shown = _Painted(view.viewport()), []
    view.goods.modelReset.connect(lambda: shown.append(painted.count))
    words = [*_NOUNS.split()[:12], *_MAKERS.split()[:6], "شیر پگاه", "برنج ایر", "P-4711", "626000"]

    def measure() -> list[float]:
        times = []
        for word in words:
            cashier.search.clear()
            cashier.settle()
            for char in word:
                shown.clear()
                start = time.perf_counter()
                event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, char)
                QCoreApplication.sendEvent(cashier.search, event)
                wait(lambda: bool(shown) and (painted.count > shown[0] or view.isHidden()))
                times.append(time.perf_counter() - start)
                cashier.settle()
        return times

    value = quietest(measure)
    record("keystroke to painted results, 100,000 goods, p95", value, "ms", target="≤ 25 ms", met=value <= 25)
    assert value <= 25


def _bare_fts(folder: Path) -> Callable[[str], list[object]]:
    """A plain FTS5 table with the same titles: what a search costs without this program."""
    bare = sqlite3.connect(folder / "bare.db")
    bare.execute("CREATE TABLE product (pk INTEGER PRIMARY KEY, title TEXT, price INTEGER, sku TEXT)")
    bare.execute("CREATE VIRTUAL TABLE words USING fts5(title, content='', tokenize='unicode61', prefix='1 2 3')")
    rows = [(n, f["title"], int(f["price_rial"]), f["sku"]) for n, f in enumerate(goods_fields(GOODS))]
    bare.executemany("INSERT INTO product VALUES (?, ?, ?, ?)", rows)
    bare.executemany("INSERT INTO words(rowid, title) VALUES (?, ?)", [(n, search_key(t)) for n, t, _, _ in rows])
    bare.commit()

    def ask(text: str) -> list[object]:
        match = " ".join(f'"{word}"*' for word in search_key(text).split())
        sql = "SELECT p.* FROM words JOIN product p ON p.pk = words.rowid WHERE words MATCH ? LIMIT 60"
        return bare.execute(sql, (match,)).fetchall()

    return ask


def test_search_against_a_bare_index(shop: Shop, record, tmp_path: Path):
    """The index alone, best first, against a plain FTS5 table that is joined to its rows; then the whole use case."""
    bare = _bare_fts(tmp_path)
    texts = [word[:end] for word in (_NOUNS.split() + _MAKERS.split()) for end in range(1, len(word) + 1)]
    index, theirs = [], []
    with shop.read() as work:
        for text in texts:
            words = search_key(text).split()
            index.append(_timed(lambda words=words: find_rows(work.connection, "products", words, 60)))
            theirs.append(_timed(lambda text=text: bare(text)))
    whole = [_timed(lambda text=text: search_products(shop, text)) for text in texts]
    value, floor = round(median(index) * 1000, 3), round(median(theirs) * 1000, 3)
    ratio = round(value / floor, 2)
    record("product query against a bare FTS5 query, p50", value, "ms", floor, ratio, "≤ 3", ratio <= 3)
    record("product search with its goods, p50", round(median(whole) * 1000, 2), "ms")
    assert ratio <= 3


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _bare_sale(folder: Path) -> Callable[[int], None]:
    """One plain transaction that inserts as many rows of the same kind, durably."""
    bare = sqlite3.connect(folder / "sale.db", isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        bare.execute(f"PRAGMA {pragma}")
    bare.execute("CREATE TABLE orders (id BLOB PRIMARY KEY, status TEXT, total INTEGER, at TEXT)")
    bare.execute("CREATE TABLE lines (order_id BLOB, n INTEGER, sku TEXT, title TEXT, quantity INTEGER, total INTEGER)")
    bare.execute("CREATE TABLE tenders (order_id BLOB, kind TEXT, amount INTEGER)")
    bare.execute("CREATE TABLE moves (product BLOB, order_id BLOB, delta INTEGER)")
    bare.execute("CREATE TABLE stock (product INTEGER PRIMARY KEY, e8 INTEGER)")
    bare.execute("CREATE TABLE invoices (serial TEXT PRIMARY KEY, content TEXT)")
    bare.execute("CREATE TABLE audit (n INTEGER PRIMARY KEY, entry TEXT, digest BLOB)")
    bare.executemany("INSERT INTO stock VALUES (?, ?)", [(n, 10**11) for n in range(10)])
    content = "x" * 4_000

    def sell(number: int) -> None:
        key = number.to_bytes(16)
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO orders VALUES (?, 'completed', 1000000, '2026-11-22')", (key,))
        line = (key, 1, "SKU", "کالای نمونه", 10**8, 100_000)
        bare.executemany("INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?)", [line] * 10)
        bare.execute("INSERT INTO tenders VALUES (?, 'cash', 1000000)", (key,))
        bare.executemany("INSERT INTO moves VALUES (?, ?, ?)", [(key, key, -(10**8))] * 10)
        bare.executemany("UPDATE stock SET e8 = e8 - ? WHERE product = ?", [(10**8, n) for n in range(10)])
        bare.execute("INSERT INTO invoices VALUES (?, ?)", (str(number), content))
        bare.execute("INSERT INTO audit VALUES (?, ?, ?)", (number, content[:300], key * 2))
        bare.execute("COMMIT")

    return sell


def test_a_sale_against_a_bare_transaction(shop: Shop, record, tmp_path: Path):
    bare = _bare_sale(tmp_path)
    products: list[Product] = list(search_products(shop, "ماست", 10))
    ours: list[float] = []
    theirs: list[float] = []
    numbers = count(1)

    def measure() -> list[float]:
        times = []
        for _ in range(80):
            order = cart(shop, *products)
            tenders = [cash(order.payable)]
            times.append(_timed(lambda order=order, tenders=tenders: complete_sale(shop, order, tenders)))
            theirs.append(_timed(lambda: bare(next(numbers))))
        ours.extend(times)
        return times

    worst = quietest(measure)
    value, floor = round(median(ours) * 1000, 2), round(median(theirs) * 1000, 3)
    ratio = round(value / floor, 2)
    record("sale of 10 lines against a bare transaction, p50", value, "ms", floor, ratio, "≤ 12", ratio <= 12)
    record("sale of 10 lines, p95", worst, "ms", target="≤ 12 ms", met=worst <= 12)
    assert ratio <= 12
    assert worst <= 12


def test_scan_alone(shop: Shop, record):
    times = []
    for number in range(300):
        start = time.perf_counter()
        scan(shop, barcode(number * 300))
        times.append(time.perf_counter() - start)
    record("barcode look-up as the till does it, p50", round(median(times) * 1000, 3), "ms")
