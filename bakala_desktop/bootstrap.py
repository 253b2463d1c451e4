"""The one composition root: a folder and the environment in, a wired ``Shop`` out."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bakala_desktop.devices.argon2_passwords import Argon2Passwords
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
        return not self.folder.database.exists()


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
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ShopTrouble("folder_read_only", place=str(path)) from error
    return _wire(till, till.vault.create())


def open_shop(till: Till) -> Shop:
    """Open the shop of a till, bringing an older database up to date.

    Raises ShopTrouble ``shop_missing`` where ``init`` was never run, and those of the key and of the database.
    """
    if till.is_new:
        raise ShopTrouble("shop_missing", place=str(till.folder.root))
    return _wire(till, till.vault.load())


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
