"""Makes the books of a shop that sold for years: documents of all kinds, links between them, customers and cashiers.

The benchmarks of the list of documents run on it. Written straight into the tables, in large transactions, so that a
million documents take minutes: there are no orders behind them, and only the book lines that the list's marks need.

python tests/benchmarks/big_books.py FOLDER COUNT
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from builders import SetClock, add_product, as_role, founded_shop
from sample_invoices import invoice_of
from sqlalchemy import Connection, insert

from bakala_desktop.domain.canonical import canonical_json, digest_of
from bakala_desktop.domain.customer import PartyKind
from bakala_desktop.domain.document import SERIES, DocumentKind, LinkKind
from bakala_desktop.domain.jalali import fiscal_year, shop_day
from bakala_desktop.domain.party import Party
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.snapshot import to_json
from bakala_desktop.domain.staff import Role
from bakala_desktop.storage import bulk
from bakala_desktop.storage.document_index import INSERT, words_of
from bakala_desktop.storage.tables import customers, document_lines, document_links, documents, serials

FIRST_SALE = datetime(2021, 4, 4, 5, 0, tzinfo=UTC)
YEARS = 5.6
BATCH = 10_000
CUSTOMERS = 40_000
FIRST_NAMES = """
محمد علی حسین رضا مهدی امیر حسن احمد سعید مجید زهرا فاطمه مریم نگار سارا نرگس لیلا مینا پریسا الهام
کامران بهرام فرهاد داریوش کیوان شهرام آرش سیاوش نیما پدرام شیرین مهسا نسترن ستاره آزاده
"""
LAST_NAMES = """
محمدی حسینی احمدی رضایی کریمی موسوی جعفری صادقی رحیمی ابراهیمی هاشمی اکبری قاسمی نوری یزدانی شریفی کاظمی
نجفی فرهادی سلیمانی بهرامی خسروی دهقان‌پور آقابیگی گل‌محمدی نیک‌نژاد میرزاخانی پورعلی شاه‌حسینی تهرانی‌نژاد
"""
FIRMS = "بازرگانی صنایع خدمات پخش تولیدی مهندسی شرکت مجتمع"
FIRM_NAMES = "نمونه‌گستر آزمون‌پرداز سپهر البرز زاگرس مهرآوران پارسیان کوشش امید توان‌ساز دماوند سهند"

SHARES = {
    DocumentKind.INVOICE: 0.92,
    DocumentKind.RETURN: 0.03,
    DocumentKind.PROFORMA: 0.025,
    DocumentKind.CORRECTION: 0.01,
    DocumentKind.CANCELLATION: 0.01,
    DocumentKind.CERTIFICATE: 0.005,
}
CHANGES = {DocumentKind.RETURN, DocumentKind.CORRECTION, DocumentKind.CANCELLATION}
WITH_BUYER = 0.4
"""The share of documents that name a buyer; of a hundred customers a few buy most."""


@dataclass
class Buyer:
    """A customer as documents name one."""

    id: UUID
    name: str
    snapshot: str


@dataclass
class Books:
    """The shop while its documents are made, and what waits to be written."""

    connection: Connection
    chance: random.Random
    buyers: list[Buyer]
    cashiers: list[UUID]
    product: UUID
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)
    lately: list[UUID] = field(default_factory=list)
    rows: list[dict[str, object]] = field(default_factory=list)
    words: list[tuple[int, str, str]] = field(default_factory=list)
    links: list[dict[str, object]] = field(default_factory=list)
    lines: list[dict[str, object]] = field(default_factory=list)

    def next_serial(self, kind: DocumentKind, year: int) -> Serial:
        """Take the next number of a series."""
        number = self.numbers[SERIES[kind], year] = self.numbers.get((SERIES[kind], year), 0) + 1
        return Serial(year, SERIES[kind], number)

    def flush(self) -> None:
        """Write what waits."""
        with self.connection.begin():
            for table, rows in ((documents, self.rows), (document_links, self.links), (document_lines, self.lines)):
                bulk.insert_rows(self.connection, table, rows)
                rows.clear()
            if self.words:
                self.connection.exec_driver_sql(INSERT, self.words)
                self.words.clear()


def new_id(chance: random.Random) -> UUID:
    """Return an identity that is the same in each run."""
    return UUID(int=chance.getrandbits(128))


def skewed(chance: random.Random, names: list[str]) -> str:
    """Choose a name, the first ones far more often."""
    return names[int(len(names) * chance.random() ** 2)]


def make_buyers(connection: Connection, chance: random.Random) -> list[Buyer]:
    """Write the customers, a quarter of them firms, and return them as buyers."""
    rows, buyers = [], []
    firsts, lasts, firms, marks = (text.split() for text in (FIRST_NAMES, LAST_NAMES, FIRMS, FIRM_NAMES))
    empty = dict.fromkeys(customers.columns.keys(), "") | {
        "national_code": None,
        "national_id": None,
        "salt": b"s" * 16,
    }
    for number in range(1, CUSTOMERS + 1):
        own = new_id(chance)
        if chance.random() < 0.25:
            kind, parts = PartyKind.LEGAL, {"name": f"{chance.choice(firms)} {chance.choice(marks)} {number}"}
        else:
            names = {"first_name": skewed(chance, firsts), "last_name": skewed(chance, lasts)}
            kind, parts = PartyKind.NATURAL, names
        name = " ".join(parts.values())
        party = Party(kind, name, city="مشهد", address="بلوار نمونه، شمارهٔ ۷", phone="05138000000")
        plain = {part: getattr(party, part) for part in Party.__slots__} | {"kind": kind.value}
        rows.append(empty | {"pk": number, "id": own, "kind": kind.value, **parts})
        buyers.append(Buyer(own, name, canonical_json(plain)))
    with connection.begin():
        bulk.insert_rows(connection, customers, rows)
    return buyers


def instants(count: int) -> Iterator[datetime]:
    """Yield the instants of issue: thirteen hours a day, over the years."""
    days = int(YEARS * 365)
    a_day = count / days
    for turn in range(count):
        day, part = divmod(turn / a_day, 1)
        yield FIRST_SALE + timedelta(days=int(day), seconds=part * 13 * 3600)


def samples() -> list[str]:
    """Return snapshots of real shape; writing each anew would take most of the time."""
    return [to_json(invoice_of(lines, buyer=None)) for lines in (1, 1, 2, 2, 3, 4, 6, 9)]


def make_documents(books: Books, count: int) -> None:
    """Write the documents in the order of issue."""
    texts, kinds, weights = samples(), list(SHARES), list(SHARES.values())
    chance = books.chance
    for place, at in enumerate(instants(count), 1):
        kind = chance.choices(kinds, weights)[0]
        day = shop_day(at)
        buyer = None
        if chance.random() < WITH_BUYER or kind is DocumentKind.CERTIFICATE:
            buyer = books.buyers[int(CUSTOMERS * chance.random() ** 3)]
        payable = int(chance.lognormvariate(14.2, 1.1)) // 500 * 500 + 500
        serial = books.next_serial(kind, fiscal_year(day))
        row = {"kind": kind.value, "series": serial.series, "year": serial.year, "number": serial.number}
        row |= {"pk": place, "id": new_id(chance), "order_id": None, "customer_id": buyer.id if buyer else None}
        row |= {
            "user_id": chance.choice(books.cashiers),
            "issued_at": at,
            "payable": payable,
            "prints": 1,
            "receipts": 0,
        }
        text = chance.choice(texts)
        if buyer:
            text = text.replace('"buyer":null', f'"buyer":{buyer.snapshot}', 1)
        text = text.replace("1405-A-0000001", str(serial), 1)
        books.rows.append({**row, "salt": b"s" * 16, "digest": digest_of(text), "snapshot": text})
        name = buyer.name if buyer else ""
        books.words.append((place, words_of(serial, kind, day, payable, name, row["user_id"]), name))
        link(books, kind, row["id"])
        if place % BATCH == 0:
            books.flush()
    books.flush()


def link(books: Books, kind: DocumentKind, own: UUID) -> None:
    """Let a document change or certify one of the newest invoices, each at most once."""
    if kind is DocumentKind.INVOICE:
        books.lately.append(own)
        del books.lately[:-2_000]
    elif kind in CHANGES | {DocumentKind.CERTIFICATE} and books.lately:
        target = books.lately.pop(books.chance.randrange(len(books.lately)))
        does = LinkKind.CERTIFIES if kind is DocumentKind.CERTIFICATE else LinkKind.CHANGES
        books.links.append({"document_id": own, "kind": does.value, "target_id": target})
        if kind is DocumentKind.RETURN:
            back = books.chance.choice((1, 2))
            books.lines += [book_line(books.product, target, 2), book_line(books.product, own, -back)]


def book_line(product: UUID, document: UUID, pieces: int) -> dict[str, object]:
    """Return a line of the books, at 1,000 rials a piece."""
    amounts = {"gross": 1000 * pieces, "discount": 0, "net": 1000 * pieces, "vat": 0, "total": 1000 * pieces}
    own = {"document_id": document, "number": 1, "product_id": product, "quantity_e8": pieces * 10**8, "vat_rate": 0}
    return own | amounts


def make_books(folder: Path, count: int) -> float:
    """Found a shop in an empty folder and fill it; return the seconds it took."""
    began = time.perf_counter()
    folder.mkdir(parents=True, exist_ok=True)
    shop = founded_shop(folder, SetClock(FIRST_SALE))
    product, chance = add_product(shop), random.Random(1405)
    cashiers = [as_role(shop, Role.CASHIER, f"صندوقدار {n}").session.user_id for n in range(1, 7)]
    with shop.database._engine.connect() as connection:
        # The file is thrown away where anything goes wrong: it need not survive a power cut half made.
        for pragma in ("synchronous = OFF", "cache_size = -200000"):
            connection.connection.driver_connection.execute(f"PRAGMA {pragma}")
        books = Books(connection, chance, make_buyers(connection, chance), cashiers, product.id)
        make_documents(books, count)
        rows = [{"series": s, "year": y, "last_number": n} for (s, y), n in books.numbers.items()]
        with connection.begin():
            connection.execute(insert(serials), rows)
    shop.database.close()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.stdout.write(f"{make_books(Path(sys.argv[1]), int(sys.argv[2])):.1f} s\n")
