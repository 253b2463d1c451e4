"""Entry fields for amounts, quantities and percentages: Persian digits, groups of three, whatever keyboard
is on.

Qt's own spin boxes refuse «,», «.» and Arabic digits under a Persian locale, so a field of our own writes
each keystroke in one form. The value is read by the domain's parsers alone.
"""

from __future__ import annotations

import re
from decimal import Decimal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QValidator
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from bakala_desktop.domain.money import DECIMAL_MARK, GROUP, MoneyUnit, Rial, format_amount, parse_rial
from bakala_desktop.domain.quantity import TILL_DECIMALS, Quantity
from bakala_desktop.domain.text import parse_decimal, persian_digits, strip_controls
from bakala_desktop.gui.theme import tabular

_DROPPED = re.compile(r"[\s\u200c,٬،]")
_MARKS = re.compile("[./٫]")
_NUMBER = re.compile(f"[۰-۹]*(?:{DECIMAL_MARK}[۰-۹]*)?")
UNIT_NAMES = {MoneyUnit.RIAL: "ریال", MoneyUnit.TOMAN: "تومان"}


class _Grouping(QValidator):
    """Rewrites what is typed, pasted or set: Persian digits, one decimal mark, groups; refuses everything
    else.
    """

    def __init__(self, field: NumberEdit) -> None:
        super().__init__(field)
        self._field = field

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        plain = _plain(text)
        whole, mark, rest = plain.partition(DECIMAL_MARK)
        too_fine = bool(mark) and (self._field.decimals == 0 or len(rest) > self._field.decimals)
        if not _NUMBER.fullmatch(plain) or too_fine or len(whole) > self._field.most_digits:
            return QValidator.State.Invalid, text, position
        grouped = _grouped(whole) + mark + rest
        lost_zeros = len(whole) - len(_without_zeros(whole))
        before = max(0, len(_plain(text[:position])) - lost_zeros)
        return QValidator.State.Acceptable, grouped, _after(grouped, before)


class NumberEdit(QLineEdit):
    """A field for one number. ``changed`` carries nothing: read ``value`` of the kind of field.

    ``decimals``: how many may be typed; ``most_digits``: of the whole part.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, decimals: int = 0, most_digits: int = 15) -> None:
        super().__init__(parent)
        self.decimals = decimals
        self.most_digits = most_digits
        self._suffix = QLabel(self)
        self._suffix.setProperty("role", "unit")
        self._suffix.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.setFont(tabular(self.font()))
        self.setValidator(_Grouping(self))
        self.textChanged.connect(self.changed)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        return not self.text()

    def set_suffix(self, text: str) -> None:
        """Show what the number counts, inside the field at its left."""
        self._suffix.setText(text)
        self.setAccessibleDescription(text)
        self._place_suffix()

    def set_wrong(self, is_wrong: bool) -> None:
        """Mark the field as wrong, or as right again."""
        if self.property("wrong") != is_wrong:
            self.setProperty("wrong", is_wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Backspace and Delete skip the marks between groups, which come back by themselves."""
        if not self.hasSelectedText():
            text, at = self.text(), self.cursorPosition()
            if event.key() == Qt.Key.Key_Backspace and text[at - 1 : at] == GROUP:
                self.setCursorPosition(at - 1)
            elif event.key() == Qt.Key.Key_Delete and text[at : at + 1] == GROUP:
                self.setCursorPosition(at + 1)
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_suffix()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._place_suffix()

    def _place_suffix(self) -> None:
        self._suffix.adjustSize()
        width = self._suffix.width() if self._suffix.text() else 0
        self._suffix.move(12, (self.height() - self._suffix.height()) // 2)
        self.setTextMargins(width + 8 if width else 0, 0, 0, 0)


class AmountEdit(NumberEdit):
    """A field for money, in the unit of the screen; its name stands beside the digits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit = MoneyUnit.RIAL
        self.set_unit(MoneyUnit.RIAL)

    @property
    def unit(self) -> MoneyUnit:
        """The unit that is typed in."""
        return self._unit

    def set_unit(self, unit: MoneyUnit) -> None:
        """Change the unit of the screen; what is written keeps its worth."""
        amount = self.value()
        self._unit = unit
        # A toman is ten rials: its one decimal is a rial.
        self.decimals = 1 if unit is MoneyUnit.TOMAN else 0
        self.set_suffix(UNIT_NAMES[unit])
        self.set_value(amount)

    def value(self) -> Rial | None:
        """Return the amount in rials, or None where nothing is written. Raises ShopError like ``parse_rial``."""
        return None if self.is_empty else parse_rial(self.text(), self._unit)

    def set_value(self, amount: Rial | None) -> None:
        """Write an amount of rials in the unit of the screen."""
        self.setText("" if amount is None else format_amount(amount, self._unit))


class QuantityEdit(NumberEdit):
    """A field for a quantity of goods, to thousandths where they are measured."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, decimals=TILL_DECIMALS, most_digits=6)

    def set_measured(self, is_measured: bool, unit: str = "") -> None:
        """Take decimals or whole pieces only, and show the unit."""
        self.decimals = TILL_DECIMALS if is_measured else 0
        self.set_suffix(unit)

    def value(self) -> Quantity | None:
        """Return the quantity, or None where nothing is written. Raises ShopError like ``Quantity.parse``."""
        return None if self.is_empty else Quantity.parse(self.text())

    def set_value(self, quantity: Quantity | None) -> None:
        """Write a quantity."""
        self.setText("" if quantity is None else quantity.for_eyes())


class PercentEdit(NumberEdit):
    """A field for a percentage, up to four decimals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, decimals=4, most_digits=3)
        self.set_suffix("درصد")

    def value(self) -> Decimal | None:
        """Return the percentage, or None where nothing is written. Raises ShopError ``not_a_number``."""
        return None if self.is_empty else parse_decimal(self.text())


def _plain(text: str) -> str:
    """What counts of a text: digits and the decimal mark, in their Persian form; strange characters stay, to
    refuse.
    """
    return _MARKS.sub(DECIMAL_MARK, persian_digits(_DROPPED.sub("", strip_controls(text))))


def _without_zeros(whole: str) -> str:
    return whole.lstrip("۰") or whole[:1]


def _grouped(whole: str) -> str:
    digits = _without_zeros(whole)
    first = len(digits) % 3
    groups = [digits[:first]] if first else []
    return GROUP.join([*groups, *(digits[at : at + 3] for at in range(first, len(digits), 3))])


def _after(grouped: str, count: int) -> int:
    """The place after the ``count``-th character that is no group mark."""
    for place, char in enumerate(grouped):
        if count == 0:
            return place
        count -= char != GROUP
    return len(grouped)
