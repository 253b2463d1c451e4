"""A label for money: digits of equal width, from a fixed edge, with or without the name of the unit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QWidget

from bakala_desktop.domain.money import MoneyUnit, format_amount
from bakala_desktop.gui.theme import tabular
from bakala_desktop.gui.widgets.number_edit import UNIT_NAMES


class AmountLabel(QLabel):
    """Shows an amount of rials in the unit of the screen, at the left edge, where columns of amounts end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._amount = 0
        self._unit = MoneyUnit.RIAL
        self._names_unit = False
        # A label would follow its text's direction, and «ریال» would push the digits to another edge.
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        self.setFont(tabular(self.font()))
        self._write()

    def set_amount(self, amount: int, unit: MoneyUnit | None = None, names_unit: bool | None = None) -> None:
        """Show ``amount`` rials; the unit and whether it is named stay as they were unless given."""
        self._amount = amount
        self._unit = unit or self._unit
        if names_unit is not None and names_unit != self._names_unit:
            self._names_unit = names_unit
            # Only on a change: a font that is set takes the place of the style sheet's size.
            self.setFont(_worded(self.font()) if names_unit else tabular(self.font()))
        self._write()

    def _write(self) -> None:
        text = format_amount(self._amount, self._unit)
        self.setText(f"{text} {UNIT_NAMES[self._unit]}" if self._names_unit else text)


def _worded(font: QFont) -> QFont:
    """Return the font without digits of equal width, for an amount that stands in a sentence."""
    result = QFont(font)
    result.unsetFeature(QFont.Tag("tnum"))
    return result
