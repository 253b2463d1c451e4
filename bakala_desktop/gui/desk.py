"""What every screen is handed: the shop as its user sees it, the lanes, the till's settings, the notice bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import MoneyUnit
from bakala_desktop.domain.staff import RIGHTS, Permission, Role
from bakala_desktop.domain.till_settings import TillSettings
from bakala_desktop.gui.messages import sentence
from bakala_desktop.gui.tasks import Tasks
from bakala_desktop.services.shop import Session, Shop


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence in the notice bar. ``kind`` is info, success, warning or error; ``action`` a button's text."""

    kind: str
    text: str
    action: str = ""
    acted: Callable[[], object] | None = None


class Desk(QObject):
    """The place a screen works at. Screens say what happened by ``notices``; the window shows it, never in a dialog.

    ``paper_wanted`` asks the window to show an issued document by its serial, ``paper_file_wanted`` to save it,
    ``receipt_wanted`` to print its receipt, ``proforma_wanted`` to open a proforma in the sell screen.
    """

    noticed = Signal(object)
    settings_changed = Signal(object)
    paper_wanted = Signal(str)
    paper_file_wanted = Signal(str)
    receipt_wanted = Signal(str)
    proforma_wanted = Signal(str)

    def __init__(
        self,
        shop: Shop,
        tasks: Tasks,
        settings: TillSettings,
        save: Callable[[TillSettings], None],
        parent: QObject | None = None,
        expected: Role | None = None,
    ) -> None:
        """``expected`` is the role of whoever will sign in: screens are made while the password is typed."""
        super().__init__(parent)
        self.expected = expected
        self.shop = shop
        self.tasks = tasks
        self.settings = settings
        self._save = save

    @property
    def session(self) -> Session:
        """The signed-in user's session."""
        return self.shop.signed_in()

    @property
    def rights(self) -> frozenset[Permission]:
        """What the signed-in user may do: for greying; the check itself lies below."""
        if self.shop.session is None and self.expected is not None:
            return RIGHTS[self.expected]
        return RIGHTS[self.session.role]

    @property
    def unit(self) -> MoneyUnit:
        """The unit in which amounts are shown and typed on this till."""
        return self.settings.unit

    def notify(self, kind: str, text: str, action: str = "", acted: Callable[[], object] | None = None) -> None:
        """Show a notice in place, with a button if ``action`` is given."""
        self.noticed.emit(Notice(kind, text, action, acted))

    def show_error(self, error: ShopError) -> None:
        """Say in place what was refused and what to do."""
        self.notify("error", sentence(error))

    def change_settings(self, settings: TillSettings) -> None:
        """Keep new settings of this till and tell the screens. Raises ShopTrouble where they cannot be kept."""
        self._save(settings)
        self.settings = settings
        self.settings_changed.emit(settings)
