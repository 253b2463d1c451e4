"""Output files that are whole or not there: written beside their place, made durable, then moved in."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from bakala_desktop.domain.errors import ShopTrouble


def check_writable(target: Path) -> None:
    """Make sure that a file can be written there, before anything is done that leads to it.

    A file that stands there is left alone. Raises ShopTrouble ``file_unwritable``.
    """
    if target.is_dir():
        raise ShopTrouble("file_unwritable", file=target.name, place=str(target))
    probe = _beside(target)
    try:
        probe.touch(exist_ok=False)
        probe.unlink()
    except OSError as error:
        raise ShopTrouble("file_unwritable", file=target.name, place=str(target.parent)) from error


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
        raise ShopTrouble("file_unwritable", file=target.name, place=str(target.parent)) from error


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name[:60]}.{secrets.token_hex(4)}.new")
