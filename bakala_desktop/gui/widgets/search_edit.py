"""The field one searches and scans in: always from the right, its keys passed on to the list of results."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QWidget

from bakala_desktop.gui.icons import icon

_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_PageUp: -10,
}
_SIDE = 34


class SearchEdit(QLineEdit):
    """A search field. ``stepped`` asks the results to move on by so many; ``accepted`` carries the text on
    Enter.
    """

    stepped = Signal(int)
    accepted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("search", True)
        # Plain AlignRight is mirrored, and an empty field would follow the keyboard's language.
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self.setMaxLength(400)
        # An action's icon is put too low in a tall styled field, so the glass is a label of our own.
        self._glass = QLabel(self)
        self._glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._glass.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._clear = QToolButton(self)
        self._clear.setProperty("kind", "icon")
        self._clear.setIcon(icon("x", "subdued"))
        self._clear.setIconSize(QSize(18, 18))
        self._clear.setAccessibleName("پاک کردن جستجو")
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.clicked.connect(self._start_again)
        self._clear.hide()
        self.setTextMargins(_SIDE + 4, 0, _SIDE, 0)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        self.returnPressed.connect(lambda: self.accepted.emit(self.text()))

    def event(self, event: QEvent) -> bool:
        """Leave Delete to the cart's command while there is nothing here to delete."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Delete and not self.text():
                event.ignore()
                return True
            if event.key() == Qt.Key.Key_Escape and self.text():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.stepped.emit(step)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        top = (self.height() - _SIDE) // 2
        self._clear.setGeometry(6, top, _SIDE, _SIDE)
        self._glass.setGeometry(self.width() - _SIDE - 6, top, _SIDE, _SIDE)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            glass = icon("search", "subdued").pixmap(QSize(20, 20), self.devicePixelRatioF())
            self._glass.setPixmap(glass)

    def _start_again(self) -> None:
        self.clear()
        self.setFocus()
