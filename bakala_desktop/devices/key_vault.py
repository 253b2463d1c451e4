"""Where the database's key lies: outside the data folder (interface.md, «Calling»).

The file that ``BAKALA_KEY_FILE`` names, else the system keyring, else a file of mode 0600 in the config folder, named
after the id of the data folder.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from bakala_desktop.domain.errors import ShopTrouble

KEY_BYTES = 32
_SERVICE = "bakala"


@dataclass(frozen=True, slots=True)
class KeyVault:
    """The key of one data folder. ``key_file`` overrides every other place; ``config`` is the config folder."""

    id_file: Path
    config: Path
    key_file: Path | None = None

    def load(self) -> bytes:
        """Return the key.

        Raises ShopTrouble ``key_missing`` where there is none, ``key_damaged`` where it is no key, ``key_unreadable``.
        """
        if self.key_file is not None:
            return _parse(_read(self.key_file), self.key_file)
        folder_id = self._folder_id()
        if folder_id is None:
            raise ShopTrouble("key_missing", place=str(self.id_file))
        path = self._path(folder_id)
        # The file first: asking a keyring costs a start 100 ms.
        if path.exists():
            return _parse(_read(path), path)
        kept = _ask_keyring(folder_id)
        if kept is None:
            raise ShopTrouble("key_missing", place=str(path))
        return _parse(kept, path)

    def create(self) -> bytes:
        """Make a key and keep it; a key that is there already is returned instead.

        Raises ShopTrouble ``key_unwritable``.
        """
        try:
            return self.load()
        except ShopTrouble as missing:
            if missing.code != "key_missing":
                raise
        # Loaded when a key is made: the hashes it brings slow the start of every window.
        import secrets

        key = secrets.token_bytes(KEY_BYTES)
        if self.key_file is not None:
            _write_secret(self.key_file, key.hex())
            return key
        folder_id = self._folder_id() or self._new_folder_id()
        if not _tell_keyring(folder_id, key.hex()):
            _write_secret(self._path(folder_id), key.hex())
        return key

    def has_key(self) -> bool:
        """Tell whether there is something in the key's place, sound or not."""
        try:
            self.load()
        except ShopTrouble as trouble:
            return trouble.code != "key_missing"
        return True

    def forget(self) -> None:
        """Take back a key that was just made; what it would have opened must be gone already."""
        folder_id = self._folder_id()
        if self.key_file is not None:
            self.key_file.unlink(missing_ok=True)
        elif folder_id is not None:
            self._path(folder_id).unlink(missing_ok=True)
            _take_from_keyring(folder_id)

    def _path(self, folder_id: str) -> Path:
        return self.config / f"{folder_id}.key"

    def _folder_id(self) -> str | None:
        try:
            return self.id_file.read_text("ascii").strip() or None
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise ShopTrouble("key_unreadable", place=str(self.id_file)) from error

    def _new_folder_id(self) -> str:
        folder_id = str(uuid4())
        try:
            self.id_file.write_text(folder_id + "\n", "ascii")
        except OSError as error:
            raise ShopTrouble("folder_read_only", place=str(self.id_file.parent)) from error
        return folder_id


def _parse(text: str, place: Path) -> bytes:
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise ShopTrouble("key_damaged", place=str(place))
    return key


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii")
    except FileNotFoundError as error:
        raise ShopTrouble("key_missing", place=str(path)) from error
    except (OSError, ValueError) as error:
        raise ShopTrouble("key_unreadable", place=str(path)) from error


def _write_secret(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise ShopTrouble("key_unwritable", place=str(path)) from error


def _ask_keyring(folder_id: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, folder_id)
    except KeyringError:
        return None


def _tell_keyring(folder_id: str, text: str) -> bool:
    """Keep the key in the system keyring, and read it back: tell whether it is there."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, folder_id, text)
        return keyring.get_password(_SERVICE, folder_id) == text
    except KeyringError:
        return False


def _take_from_keyring(folder_id: str) -> None:
    import keyring
    from keyring.errors import KeyringError

    with suppress(KeyringError):
        keyring.delete_password(_SERVICE, folder_id)
