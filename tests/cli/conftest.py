"""The command in this process, on a shop of its own for each test; and in a process of its own where that matters."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from builders import KEY, OWNER, PASSWORD, CheapPasswords

from bakala_desktop import bootstrap
from bakala_desktop.cli.main import main

TABLES = ("orders", "order_lines", "tenders", "products", "customers", "documents", "stock_moves", "users")


@dataclass
class Outcome:
    """What a call left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        return self.json["error"]


class Bakala:
    """Calls the command in this process, with ``--json`` and as the owner unless told otherwise."""

    def __init__(self, folder: Path, key_file: Path, capture: Callable[[], Any]) -> None:
        self.folder = folder
        self.environment = {"BAKALA_DATA": str(folder), "BAKALA_KEY_FILE": str(key_file), "BAKALA_PASSWORD": PASSWORD}
        self._capture = capture

    def __call__(self, *argv: object, user: str | None = OWNER, as_json: bool = True, **changed: str | None) -> Outcome:
        given = {**self.environment, **changed}
        environment = {name: value for name, value in given.items() if value is not None}
        options = [*(["--user", user] if user else []), *(["--json"] if as_json else [])]
        self._capture()
        code = main([*options, *map(str, argv)], environment)
        captured = self._capture()
        return Outcome(code, captured.out, captured.err)

    def state(self) -> dict[str, Any]:
        """What a refused command must leave as it was: orders, goods, customers, entries but those of signing in."""
        shop = bootstrap.open_shop(bootstrap.find_till(None, self.environment))
        try:
            with shop.read() as work:
                run = work.connection.exec_driver_sql
                tables = (
                    "orders",
                    "order_lines",
                    "tenders",
                    "products",
                    "customers",
                    "documents",
                    "stock_moves",
                    "users",
                )
                counts = {table: run(f"SELECT count(*) FROM {table}").scalar() for table in tables}
                prints = run("SELECT sum(prints) FROM documents").scalar()
                entries = run("SELECT count(*) FROM audit_entries WHERE action NOT LIKE 'access.%'").scalar()
                stock = run("SELECT sum(stock_e8) FROM products").scalar()
        finally:
            shop.database.close()
        return {**counts, "prints": prints, "entries": entries, "stock": stock}


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "shop.key"
    path.write_text(KEY.hex(), "ascii")
    return path


@pytest.fixture
def bakala(
    tmp_path: Path,
    key_file: Path,
    shop_template: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Bakala:
    """The command on a founded shop, without argon2's pause at each sign-in."""
    monkeypatch.setattr(bootstrap, "Argon2Passwords", CheapPasswords)
    folder = tmp_path / "till"
    folder.mkdir()
    shutil.copyfile(shop_template / "bakala.db", folder / "bakala.db")
    return Bakala(folder, key_file, capsys.readouterr)


@pytest.fixture
def empty(bakala: Bakala) -> Bakala:
    """The command on a folder without a shop."""
    shutil.rmtree(bakala.folder)
    bakala.environment["BAKALA_KEY_FILE"] = str(bakala.folder.parent / "new.key")
    return bakala


@dataclass
class Process:
    """The command in a process of its own, on a shop with real passwords."""

    environment: dict[str, str]

    def start(self, *argv: object, **changed: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "bakala_desktop", *map(str, argv)],
            env={**self.environment, **changed},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *argv: object, stdin: bytes = b"", **changed: str) -> Outcome:
        process = self.start(*argv, **changed)
        out, err = process.communicate(stdin, timeout=60)
        return Outcome(process.returncode, out.decode("utf-8"), err.decode("utf-8"))


@pytest.fixture(scope="session")
def founded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a shop that the command itself founded, once a run."""
    root = tmp_path_factory.mktemp("founded")
    environment = _environment(root, root / "till")
    done = Process(environment).run("--json", "init", "--owner", OWNER, "--sample")
    assert done.code == 0, done.err
    return root


def _environment(root: Path, data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BAKALA_", "LC_", "PYTHON"))}
    own = {"BAKALA_DATA": str(data), "BAKALA_KEY_FILE": str(root / "key"), "BAKALA_PASSWORD": PASSWORD}
    return {**kept, **own, "HOME": str(root), "LANG": "C.UTF-8"}


@pytest.fixture
def process(founded_folder: Path, tmp_path: Path) -> Process:
    """A copy of the founded shop, called from outside."""
    shutil.copytree(founded_folder / "till", tmp_path / "till")
    shutil.copyfile(founded_folder / "key", tmp_path / "key")
    return Process(_environment(tmp_path, tmp_path / "till"))


@pytest.fixture
def write_json(tmp_path: Path) -> Callable[..., Path]:
    def write(value: object, name: str = "order.json") -> Path:
        path = tmp_path / name
        path.write_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), "utf-8")
        return path

    return write


@pytest.fixture
def write_csv(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str, name: str = "table.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


GOODS = """sku,barcode,title,category,unit,price_rial,vat_percent,stock
R-1,6260000000017,برنج نمونه,خواربار,کیسه,1250000,0,10
T-1,6260000000024,چای نمونه,خواربار,بسته,100000,10,
K-1,,سیب نمونه,میوه,کیلوگرم,333333,10,25.5
"""


@pytest.fixture
def stocked(bakala: Bakala, write_csv: Callable[..., Path]) -> Bakala:
    """The command on a shop with three kinds of goods."""
    assert bakala("import", "products", write_csv(GOODS, "goods.csv")).code == 0
    return bakala
