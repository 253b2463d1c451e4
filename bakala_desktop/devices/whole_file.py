"""Files that are read whole, and output files that are whole or not there: written beside, then moved in."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from bakala_desktop.domain.errors import ShopError, ShopTrouble

ROOM = 512 * 1024
"""Bytes that the paper of a long sale takes, with some to spare."""


def check_writable(target: Path) -> None:
    """Make sure that a file of ``ROOM`` bytes can be written there, before anything is done that leads to it.

    A file that stands there is left alone. Raises ShopTrouble ``file_unwritable``.
    """
    try:
        # A folder cannot be replaced by a file, and a device such as /dev/null must not be.
        if target.exists() and not target.is_file():
            raise ShopTrouble("file_unwritable", file=target.name, place=str(target), reason="not_a_file")
        probe = _beside(target)
        try:
            with probe.open("xb") as file:
                # A disk that is full takes a name, but no content.
                file.write(bytes(ROOM))
        finally:
            probe.unlink(missing_ok=True)
    # ValueError: a path without a name in it.
    except (OSError, ValueError) as error:
        raise _unwritable(target) from error


def write_whole(target: Path, content: bytes) -> None:
    """Write a file, or leave what was there. Raises ShopTrouble ``file_unwritable``."""
    fresh = _beside(target)
    try:
        with fresh.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, target)  # noqa: PTH105  atomic on every platform
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise _unwritable(target) from error


def _unwritable(target: Path) -> ShopTrouble:
    return ShopTrouble("file_unwritable", file=target.name, place=str(target.parent))


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name[:60]}.{secrets.token_hex(4)}.new")


def read_whole(path: Path, most: int) -> bytes:
    """Return what a file holds, at most ``most`` bytes.

    Raises ShopError ``file_unreadable`` with ``reason`` not_found or too_large, and the file's name.
    """
    try:
        with path.open("rb") as file:
            # Not by its size: a device or a pipe has none, and may never end.
            content = file.read(most + 1)
    except OSError as error:
        reason = "not_found" if isinstance(error, FileNotFoundError) else None
        raise ShopError("file_unreadable", file=path.name, reason=reason, detail=error.strerror or "") from error
    if len(content) > most:
        raise ShopError("file_unreadable", file=path.name, reason="too_large")
    return content
