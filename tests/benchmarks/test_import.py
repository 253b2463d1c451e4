"""How long 100,000 goods take to import, from the file to the last index.

The floor is a bare executemany of the rows that the import left behind, already normalised, into the same tables,
with the same indexes, full-text search included, in an unencrypted file by the same SQLite.
"""

import csv
import time
from contextlib import closing
from pathlib import Path
from statistics import median

import pytest
from sqlcipher3 import dbapi2

from bakala_desktop.devices.table_files import read_table
from bakala_desktop.domain.product_row import COLUMNS, OPTIONAL
from bakala_desktop.domain.text import search_key
from bakala_desktop.services.imports import import_products
from bakala_desktop.services.shop import Shop
from tests.benchmarks.conftest import Record
from tests.builders import KEY, barcode, founded_shop

GOODS = 100_000
RUNS = 3
TARGET = 4.0
FILLED = ("products", "audit_entries", "audit_objects")
SEARCHED = ("products", "customers", "documents")
NOUNS = ("شير پرچرب", "روغن مایع", "برنج طارم", "چای سیاه", "صابون", "دفتر صد برگ", "كابل شارژ", "جوراب نخی")
MAKES = ("گلستان", "بوستان", "نمونه", "آزمون", "باران", "سپیده", "کوهسار", "Aftab", "نی‌ریز", "دشت (سبز)")


def write_goods(path: Path) -> None:
    """Write the products file: titles of 20 to 50 characters, most words shared, as in a real shop."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for at in range(GOODS):
            title = f"{NOUNS[at % 8]} {MAKES[at // 8 % 10]} {at % 977} گرمی مدل {at}"
            category, price = f"دستهٔ {at % 40}", 1000 + at * 10
            writer.writerow((f"G-{at:06}", barcode(at), title, category, "عدد", price, "" if at % 3 else "0"))


def time_import(shop: Shop, path: Path) -> float:
    begun = time.perf_counter()
    report = import_products(shop, read_table(path, frozenset((*COLUMNS, *OPTIONAL))))
    taken = time.perf_counter() - begun
    assert (report.created, report.rejected) == (GOODS, ())
    return taken


def filled_rows(folder: Path) -> tuple[list[str], dict[str, list[tuple[object, ...]]]]:
    """Return the statements that make the tables, and the rows that the import left in them."""
    with closing(dbapi2.connect(str(folder / "bakala.db"))) as connection:
        connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
        schema = [
            sql
            for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
            # What an index is made of comes with the index.
            if not any(name.startswith(f"{table}_{part}_") for table in SEARCHED for part in ("words", "grams"))
        ]
        rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in FILLED}
        names = [column[1] for column in connection.execute("PRAGMA table_info(products)")]
    at = {name: names.index(name) for name in ("pk", "title", "sku", "barcode")}
    keys = [
        (row[at["pk"]], search_key(row[at["title"]]), search_key(f"{row[at['sku']]} {row[at['barcode']]}"))
        for row in rows["products"]
    ]
    rows["products_words(rowid, title, codes)"] = keys
    rows["products_grams(rowid, title)"] = [(pk, f"{title} {codes}") for pk, title, codes in keys]
    return schema, rows


def time_bare(path: Path, schema: list[str], rows: dict[str, list[tuple[object, ...]]]) -> float:
    with closing(dbapi2.connect(str(path), isolation_level=None)) as connection:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        for statement in schema:
            connection.execute(statement)
        begun = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for table, values in rows.items():
            marks = ", ".join("?" * len(values[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", values)
        connection.execute("COMMIT")
        return time.perf_counter() - begun


@pytest.mark.benchmark
def test_import_of_100_000_goods(tmp_path: Path, record: Record) -> None:
    goods = tmp_path / "goods.csv"
    write_goods(goods)
    taken, floors = [], []
    for run in range(RUNS):
        folder = tmp_path / str(run)
        folder.mkdir()
        shop = founded_shop(folder)
        taken.append(time_import(shop, goods))
        shop.database.close()
        floors.append(time_bare(folder / "bare.db", *filled_rows(folder)))
    value, floor = median(taken), median(floors)
    ratio = value / floor
    record("import of 100,000 goods", value, "s", floor, ratio, f"≤ {TARGET:g} × bare executemany", ratio <= TARGET)
