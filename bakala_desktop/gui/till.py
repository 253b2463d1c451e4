"""What the windows know of the till they are opened on; the composition root makes it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bakala_desktop.paths import DataFolder
    from bakala_desktop.services.shop import Shop


class Till(Protocol):
    """A folder in which a shop lies, or may be founded."""

    @property
    def folder(self) -> DataFolder:
        """The folder and the names of what lies in it."""

    @property
    def is_new(self) -> bool:
        """Whether there is no database yet."""

    def open(self) -> Shop:
        """Open the shop. Raises ShopTrouble of the key, the folder and the database."""

    def founding(self) -> AbstractContextManager[Shop]:
        """Make a shop for what is done inside; should that fail, what was made is taken back."""
