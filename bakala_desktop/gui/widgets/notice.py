"""The notice in place: what happened, in one line beside the work; never a dialog, never in the way of a
scan.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from bakala_desktop.domain.errors import ShopError, ShopTrouble
from bakala_desktop.gui.icons import icon
from bakala_desktop.gui.messages import sentence


class NoticeKind(StrEnum):
    """How much a notice matters."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


_ICONS = {
    NoticeKind.INFO: ("info", "accent"),
    NoticeKind.SUCCESS: ("circle-check", "success"),
    NoticeKind.WARNING: ("triangle-alert", "warning"),
    NoticeKind.ERROR: ("circle-alert", "danger"),
}
_SECONDS = {NoticeKind.INFO: 6, NoticeKind.SUCCESS: 5, NoticeKind.WARNING: 12, NoticeKind.ERROR: 0}
"""How long a notice stays; an error stays until it is closed or the next notice takes its place."""


class Notice(QFrame):
    """A bar that is hidden until there is something to say. It takes no focus; Esc or its button closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._text = QLabel(self), QLabel(self)
        self._action = QPushButton(self)
        self._close = QToolButton(self)
        self._on_action: Callable[[], object] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.dismiss)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.dismiss)
        self._build()
        self.dismiss()

    @property
    def text(self) -> str:
        """What it says now, or "" while it is hidden."""
        return "" if self.isHidden() else self._text.text()

    def show_notice(
        self,
        text: str,
        kind: NoticeKind = NoticeKind.INFO,
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Say ``text`` in place of what was said before; ``action`` is a button that calls ``on_action`` and
        closes.
        """
        self._text.setText(text)
        name, role = _ICONS[kind]
        self._icon.setPixmap(icon(name, role).pixmap(QSize(22, 22), self.devicePixelRatioF()))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._on_action = on_action
        self._paint_as(kind)
        self._escape.setEnabled(True)
        self.show()
        self._timer.stop()
        # With something to press it stays: the cashier may have both hands full.
        if _SECONDS[kind] and not action:
            self._timer.start(_SECONDS[kind] * 1000)
        self.setAccessibleName(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def show_error(self, error: ShopError) -> None:
        """Say why something was refused, or what failed."""
        is_trouble = isinstance(error, ShopTrouble)
        self.show_notice(sentence(error), NoticeKind.ERROR if is_trouble else NoticeKind.WARNING)

    def show_bug(self, incident: str) -> None:
        """Say that the program erred, with the number to tell the support."""
        self.show_notice(f"برنامه با خطای پیش‌بینی‌نشده روبه‌رو شد. شمارهٔ رخداد: {incident}", NoticeKind.ERROR)

    def dismiss(self) -> None:
        """Hide the notice."""
        self._timer.stop()
        self._escape.setEnabled(False)
        self._on_action = None
        self.hide()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 8, 4)
        row.setSpacing(10)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close.setIcon(icon("x"))
        self._close.setProperty("kind", "icon")
        self._close.setFixedSize(44, 44)
        self._close.setAccessibleName("بستن پیام")
        self._close.setToolTip("بستن پیام  \u2066Esc\u2069")
        self._close.clicked.connect(self.dismiss)
        self._action.clicked.connect(self._act)
        for widget in (self._action, self._close):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.setMinimumHeight(54)

    def _act(self) -> None:
        on_action = self._on_action
        self.dismiss()
        if on_action is not None:
            on_action()

    def _paint_as(self, kind: NoticeKind) -> None:
        self.setProperty("notice", str(kind))
        for widget in (self, self._text):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
