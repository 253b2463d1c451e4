"""The sums that a customer is likely to hand over, as buttons under the field for cash."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from bakala_desktop.domain.money import MoneyUnit, Rial, format_amount
from bakala_desktop.domain.tender import quick_amounts
from bakala_desktop.gui.widgets.number_edit import UNIT_NAMES

_MOST = 4
_GAP = 6


class QuickCash(QObject):
    """Offers as many amounts as fit beside each other; ``chosen`` carries the Rial that was pressed."""

    chosen = Signal(object)

    def __init__(self, host: QFrame, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self._amounts: tuple[Rial, ...] = ()
        self._due, self._unit = 0, MoneyUnit.RIAL
        row = QHBoxLayout(host)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        self.buttons = tuple(self._button(at, host) for at in range(_MOST))
        for button in self.buttons:
            row.addWidget(button)
        host.installEventFilter(self)

    def offer(self, due: int, unit: MoneyUnit) -> None:
        """Show what is likely for this amount due in cash."""
        if (self._due, self._unit) != (due, unit):
            self._due, self._unit = due, unit
            self._amounts = quick_amounts(due, _MOST)
            self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._show()
        return False

    def _show(self) -> None:
        texts = [format_amount(amount, self._unit) for amount in self._amounts]
        # Shown whole or not at all: half an amount is a wrong one.
        width = max((self.buttons[0].fontMetrics().horizontalAdvance(text) for text in texts), default=0) + 3 * _GAP
        fitting = max(self._host.width() // (width + _GAP), 1) if self._host.isVisible() else _MOST
        for at, button in enumerate(self.buttons):
            is_used = at < min(len(texts), fitting)
            button.setVisible(is_used)
            if is_used:
                button.setText(texts[at])
                button.setAccessibleName(f"دریافت {texts[at]} {UNIT_NAMES[self._unit]} نقد")

    def _button(self, at: int, host: QFrame) -> QPushButton:
        button = QPushButton(host)
        button.setProperty("kind", "quick")
        # The least width must not be that of the longest amount that was ever shown.
        button.setMinimumWidth(1)
        # Reached by Tab after the fields, and never in the way of typing.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoDefault(True)
        button.clicked.connect(lambda: self.chosen.emit(self._amounts[at]))
        return button
