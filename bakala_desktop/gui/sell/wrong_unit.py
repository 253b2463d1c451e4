"""The question whether toman were typed for rials, asked in place: Enter takes the amount that was probably meant."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from bakala_desktop.domain.money import Rial, format_amount
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.widgets.number_edit import UNIT_NAMES


class WrongUnit(QObject):
    """Asks once; ``corrected`` carries the Rial that was meant, ``kept`` says that the amount is right as typed."""

    corrected = Signal(object)
    kept = Signal()
    shown = Signal(bool)

    def __init__(self, frame: QFrame, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._frame = frame
        self._desk = desk
        self._meant = Rial(0)
        self._question = child(frame, QLabel, "unitQuestion")
        self._correct = child(frame, QPushButton, "correctAmount")
        self._keep = child(frame, QPushButton, "keepAmount")
        for button in (self._correct, self._keep):
            button.setAutoDefault(True)
        self._correct.clicked.connect(self._take)
        self._keep.clicked.connect(self._leave)
        frame.hide()

    def ask(self, given: Rial, meant: Rial) -> None:
        """Show both amounts. The focus goes to the likely one, so that Enter is the safe answer."""
        self._meant = meant
        unit = UNIT_NAMES[self._desk.unit]
        many = "ده برابر بیشتر" if given > meant else "ده برابر کمتر"
        self._question.setText(f"پول نقد {many} از مبلغ پرداخت به نظر می‌رسد. ریال و تومان جابه‌جا نشده است؟")
        self._correct.setText(f"{format_amount(meant, self._desk.unit)} {unit}  \u2066Enter\u2069")
        self._keep.setText(f"همان {format_amount(given, self._desk.unit)}")
        self._frame.show()
        self.shown.emit(True)
        self._correct.setFocus()

    def dismiss(self) -> None:
        """Ask no more: another amount was typed."""
        self._frame.hide()
        self.shown.emit(False)

    def _take(self) -> None:
        self.dismiss()
        self.corrected.emit(self._meant)

    def _leave(self) -> None:
        self.dismiss()
        self.kept.emit()
