"""How this till looks and prints: the theme, the unit of money, the roll of receipts; a choice counts at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QRadioButton, QWidget

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import MoneyUnit
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child

_BUTTONS = ("light", "dark", "rial", "toman", "roll80", "roll58")


class TillPage(QObject):
    """The radio buttons of theme, unit and roll."""

    def __init__(self, form: QWidget, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._buttons = {name: child(form, QRadioButton, name) for name in _BUTTONS}
        for theme in ("light", "dark"):
            self._buttons[theme].clicked.connect(lambda *_, theme=theme: self._change(theme=theme))
        for name, unit in (("rial", MoneyUnit.RIAL), ("toman", MoneyUnit.TOMAN)):
            self._buttons[name].clicked.connect(lambda *_, unit=unit: self._change(unit=unit))
        for width in (80, 58):
            self._buttons[f"roll{width}"].clicked.connect(lambda *_, width=width: self._change(receipt_mm=width))
        desk.settings_changed.connect(self.load)

    def load(self) -> None:
        """Show the settings as they are."""
        settings = self._desk.settings
        self._buttons["dark" if settings.theme == "dark" else "light"].setChecked(True)
        self._buttons["toman" if settings.unit is MoneyUnit.TOMAN else "rial"].setChecked(True)
        self._buttons["roll58" if settings.receipt_mm == 58 else "roll80"].setChecked(True)

    def _change(self, **values: Any) -> None:
        try:
            self._desk.change_settings(replace(self._desk.settings, **values))
        except ShopError as error:
            self._desk.show_error(error)
            self.load()
