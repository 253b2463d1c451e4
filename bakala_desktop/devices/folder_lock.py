"""One process at a time makes a shop in a folder; the system itself lets go of the lock when the process ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bakala_desktop.domain.errors import ShopTrouble


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Wait for the folder, and hold it. The folder must exist. Raises ShopTrouble ``folder_read_only``."""
    path = folder / ".founding"
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise ShopTrouble("folder_read_only", place=str(folder)) from error
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)
        path.unlink(missing_ok=True)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
