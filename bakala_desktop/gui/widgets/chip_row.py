"""A row of chips of which one is chosen, as the categories of goods; it scrolls sideways where it is too
long.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QScrollArea, QWidget

_HEIGHT = 48


class ChipRow(QScrollArea):
    """Chips from the right. ``chosen`` carries the value of the chip that was pressed."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[object] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(lambda at: self.chosen.emit(self._values[at]))
        self._group.buttonToggled.connect(_let_tab_reach)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(_HEIGHT)
        self.set_chips([])

    def set_chips(self, chips: Sequence[tuple[object, str]]) -> None:
        """Show these (value, text); the first is chosen, which is not announced."""
        for button in self._group.buttons():
            self._group.removeButton(button)
        self._values = [value for value, _ in chips]
        box = QWidget()
        box.setProperty("clear", True)
        row = QHBoxLayout(box)
        row.setContentsMargins(2, 1, 2, 1)
        row.setSpacing(8)
        for at, (_, text) in enumerate(chips):
            row.addWidget(self._chip(at, text, box))
        row.addStretch(1)
        self.setWidget(box)

    def choose(self, value: object) -> None:
        """Mark the chip of a value as chosen, without announcing it. Raises ValueError for an unknown value."""
        chip = self._group.button(self._values.index(value))
        chip.setChecked(True)
        self._reveal(chip)

    def take_focus(self) -> None:
        """Put the focus on the chosen chip."""
        chip = self._group.checkedButton()
        if chip is not None:
            chip.setFocus(Qt.FocusReason.TabFocusReason)

    def follow(self, before: QWidget) -> None:
        """Let Tab come to these chips right after a widget; new chips are the last of the window until told again."""
        for chip in self._group.buttons():
            QWidget.setTabOrder(before, chip)
            before = chip

    @property
    def value(self) -> object:
        """The value of the chosen chip, or None without chips."""
        at = self._group.checkedId()
        return self._values[at] if at >= 0 else None

    def sizeHint(self) -> QSize:
        return QSize(240, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the wheel's up and down into sideways: there is nothing above or below."""
        bar = self.horizontalScrollBar()
        delta = event.angleDelta()
        bar.setValue(bar.value() + (-delta.y() or delta.x()))
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the focused chip in sight, and go from chip to chip by the arrows, as they point."""
        if not isinstance(watched, QPushButton):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusIn:
            self._reveal(watched)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Left: 1, Qt.Key.Key_Right: -1}.get(Qt.Key(event.key()))
            if step is not None:
                at = self._group.id(watched) + step
                if 0 <= at < len(self._values):
                    self._group.button(at).setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _reveal(self, chip: QWidget) -> None:
        """Scroll so far that a chip is in sight; Qt's own ensureWidgetVisible does nothing right to left."""
        left = chip.mapTo(self.viewport(), QPoint(0, 0)).x()
        beyond_left, beyond_right = -left, left + chip.width() - self.viewport().width()
        bar = self.horizontalScrollBar()
        if beyond_left > 0:
            bar.setValue(bar.value() + beyond_left + 2)
        elif beyond_right > 0:
            bar.setValue(bar.value() - beyond_right - 2)

    def _chip(self, at: int, text: str, box: QWidget) -> QPushButton:
        chip = QPushButton(text, box)
        chip.setProperty("kind", "chip")
        chip.setCheckable(True)
        chip.setChecked(at == 0)
        _let_tab_reach(chip, at == 0)
        chip.installEventFilter(self)
        self._group.addButton(chip, at)
        return chip


def _let_tab_reach(chip: QPushButton, is_chosen: bool) -> None:
    """Let Tab come to the chosen chip alone: Qt sees to it only once a chip of the group had the focus."""
    chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_chosen else Qt.FocusPolicy.ClickFocus)
