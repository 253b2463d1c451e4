"""Verified copies of the encrypted database, and putting one back."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

from bakala_desktop.domain.errors import ShopError, ShopTrouble
from bakala_desktop.storage import sqlite
from bakala_desktop.storage.schema import is_known


class DatabaseFile:
    """A database's file and its key: what copying needs beside the open engine."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key

    def copy_to(self, target: Path) -> None:
        """Write a complete, checked copy under the same key: the whole file, or none.

        Raises ShopTrouble ``backup_unwritable`` and those of the database.
        """
        fresh = target.with_name(f".{target.name}.new")
        try:
            fresh.unlink(missing_ok=True)
            sqlite.copy_database(self.path, self._key, fresh)
            _sync(fresh)
            os.replace(fresh, target)  # noqa: PTH105  atomic on every platform
        except OSError as error:
            raise ShopTrouble("backup_unwritable", file=str(target)) from error
        finally:
            fresh.unlink(missing_ok=True)

    def check_copy(self, source: Path) -> None:
        """Read a copy through, page by page, before anything is replaced by it.

        Raises ShopError ``file_unreadable``, ``backup_damaged`` (also where it was made under another key) or
        ``backup_newer``.
        """
        if not source.is_file():
            raise ShopError("file_unreadable", file=str(source))
        try:
            sqlite.check_file(source, self._key)
            revision = sqlite.read_revision(source, self._key)
        except ShopTrouble as error:
            raise ShopError("backup_damaged", file=str(source), detail=error.code) from error
        if revision is None:
            raise ShopError("backup_damaged", file=str(source), detail="empty")
        if not is_known(revision):
            raise ShopError("backup_newer", file=str(source), revision=revision)

    def replace_by(self, source: Path) -> None:
        """Put a checked copy in the place of the database, in one transaction that other connections wait for."""
        try:
            with (
                closing(sqlite.connect(self.path, self._key)) as live,
                closing(sqlite.open_read_only(source, self._key)) as copy,
            ):
                copy.backup(live)
        except dbapi2.Error as error:
            raise sqlite.trouble_of(error) from error


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
