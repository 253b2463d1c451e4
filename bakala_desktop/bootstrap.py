"""The one composition root: a folder and the environment in, a wired ``Shop`` out."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bakala_desktop.devices.argon2_passwords import Argon2Passwords
from bakala_desktop.devices.folder_lock import folder_lock
from bakala_desktop.devices.key_vault import KeyVault
from bakala_desktop.devices.system_clock import SystemClock, new_id
from bakala_desktop.domain.errors import ShopTrouble
from bakala_desktop.paths import DataFolder, config_root, default_data_root
from bakala_desktop.services.shop import Shop


@dataclass(frozen=True, slots=True)
class Till:
    """Where one till lies: its folder, its key, the machine's name."""

    folder: DataFolder
    vault: KeyVault
    place: str

    @property
    def is_new(self) -> bool:
        """Whether there is no database yet."""
        file = self.folder.database
        # A file without a byte is what a start that was cut off leaves behind: there is nothing in it to open.
        return not file.exists() or file.stat().st_size == 0

    def open(self) -> Shop:
        """Open the shop that lies here, as ``open_shop`` does: for the windows, which know no composition root."""
        return open_shop(self)

    def founding(self) -> AbstractContextManager[Shop]:
        """Make a shop here, as ``founding`` does."""
        return founding(self)


def find_till(data: Path | None = None, environment: Mapping[str, str] = os.environ) -> Till:
    """Return the till of ``--data``, else of ``BAKALA_DATA``, else of the platform's own place."""
    named = data or (Path(environment["BAKALA_DATA"]) if environment.get("BAKALA_DATA") else None)
    folder = DataFolder(named or default_data_root())
    key_file = environment.get("BAKALA_KEY_FILE")
    vault = KeyVault(folder.id_file, config_root(), Path(key_file) if key_file else None)
    return Till(folder, vault, platform.node() or "till")


def create_shop(till: Till) -> Shop:
    """Make the folder, the key and an empty database, or open what is there.

    Raises ShopTrouble ``folder_read_only`` and those of the key and of the database.
    """
    for path in (till.folder.root, till.folder.backups, till.folder.logs):
        _make_folder(path)
    return _wire(till, till.vault.create())


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ShopTrouble("folder_read_only", place=str(path)) from error


def open_shop(till: Till) -> Shop:
    """Open the shop of a till, bringing an older database up to date.

    Raises ShopTrouble ``shop_missing`` where ``init`` was never run, and those of the key and of the database.
    """
    if till.is_new:
        raise ShopTrouble("shop_missing", place=str(till.folder.root))
    try:
        return _wire(till, till.vault.load())
    except ShopTrouble as trouble:
        # SQLite says no more than that it cannot open its file, where it cannot lay its log beside it.
        if trouble.code == "database_unreachable" and not os.access(till.folder.root, os.W_OK):
            raise ShopTrouble("folder_read_only", place=str(till.folder.root)) from trouble
        raise


@contextmanager
def founding(till: Till) -> Iterator[Shop]:
    """Create a shop for what is done inside; should that fail, everything that was made is taken back.

    Raises ShopTrouble as ``create_shop`` does.
    """
    root = till.folder.root
    had_root = root.exists()
    _make_folder(root)
    try:
        with folder_lock(root):
            yield from _found_alone(till)
    except BaseException:
        if not had_root:
            with suppress(OSError):
                root.rmdir()  # stays where anything is in it
        raise


def _found_alone(till: Till) -> Iterator[Shop]:
    # Looked at under the lock: what another process made meanwhile is not ours to take back.
    had_key, was_new, known = till.vault.has_key(), till.is_new, frozenset(till.folder.root.iterdir())
    shop: Shop | None = None
    try:
        shop = create_shop(till)
        yield shop
    except BaseException:
        if shop is not None:
            shop.database.close()
        if was_new:
            _take_back(till, known, had_key)
        raise
    shop.database.close()


def _take_back(till: Till, known: frozenset[Path], had_key: bool) -> None:
    """Remove what a failed founding made, and nothing that was there before."""
    if not had_key:
        till.vault.forget()
    for path in set(till.folder.root.iterdir()) - known:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _wire(till: Till, key: bytes) -> Shop:
    # SQLAlchemy is the heaviest import of a start: it is loaded once a database is really opened.
    from bakala_desktop.storage.backup import DatabaseFile
    from bakala_desktop.storage.schema import upgrade
    from bakala_desktop.storage.sqlite import make_engine
    from bakala_desktop.storage.unit_of_work import Database

    clock = SystemClock()
    engine = make_engine(till.folder.database, key)
    upgrade(engine, till.folder.database, clock.now())
    return Shop(Database(engine, DatabaseFile(till.folder.database, key)), clock, new_id, Argon2Passwords(), till.place)
