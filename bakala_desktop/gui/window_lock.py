"""One window to a data folder: a second one would show a cart that knows nothing of the first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLockFile

from bakala_desktop.domain.errors import ShopTrouble

LOCK_NAME = "window.lock"


def take_window_lock(root: Path) -> QLockFile:
    """Return the lock of a data folder's one window; it is held until it is unlocked or the process ends.

    Makes the folder where there is none. Raises ShopTrouble ``window_open_already``, ``folder_read_only``.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ShopTrouble("folder_read_only", place=str(root)) from error
    lock = QLockFile(str(root / LOCK_NAME))
    # A till is open all day: only a lock whose process is gone is stale, whatever its age.
    lock.setStaleLockTime(0)
    if lock.tryLock(0):
        return lock
    if lock.error() == QLockFile.LockError.LockFailedError:
        raise ShopTrouble("window_open_already", place=str(root))
    raise ShopTrouble("folder_read_only", place=str(root))
