"""Copies of the whole shop, and putting one back."""

from __future__ import annotations

from pathlib import Path

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.staff import Permission
from bakala_desktop.services.shop import Shop


def back_up(shop: Shop, target: Path) -> None:
    """Write an encrypted, verified copy of the database to ``target``, and note that it was made.

    Raises ShopTrouble ``backup_unwritable``, ShopError ``not_allowed``.
    """
    shop.require(Permission.BACK_UP)
    shop.database.file.copy_to(target)
    with shop.write("backup.make"):
        pass


def restore(shop: Shop, source: Path, safety_copy: Path) -> None:
    """Replace the database by a copy that passed every check; what was there is kept in ``safety_copy``.

    Raises ShopError ``file_unreadable``, ``backup_damaged``, ``backup_newer``, ``not_allowed``; nothing changes then.
    """
    session = shop.require(Permission.RESTORE)
    shop.database.file.check_copy(source)
    shop.database.file.copy_to(safety_copy)
    shop.database.file.replace_by(source)
    shop.database.bring_up_to_date(shop.clock.now())
    # Whoever restores may not be known to the older books.
    with shop.entered_by(None).write(f"backup.restore by {session.user_id}"):
        pass


def restore_new(shop: Shop, source: Path) -> None:
    """Fill a folder that had no database; nobody can have signed in there. Raises as ``restore`` does."""
    with shop.read() as work:
        if work.staff.count():
            raise ShopError("already_founded")
    shop.database.file.check_copy(source)
    shop.database.file.replace_by(source)
    shop.database.bring_up_to_date(shop.clock.now())
    with shop.write("backup.restore"):
        pass
