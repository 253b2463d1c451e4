"""How the sell screen divides its room: the cart's width, the numpad, and the tighter measures of a low screen."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QMargins, QObject, Signal
from PySide6.QtWidgets import QFrame, QLayout, QToolButton, QWidget

from bakala_desktop.gui.forms import child
from bakala_desktop.gui.widgets.cart_view import CartView

_CART_SHARE = 45
"""Percent of the width that the cart takes, within its limits."""
_CART_LEAST, _CART_MOST = 460, 700
_LOW = 560
"""Below this height the screen is compact: margins are halved and what only decorates is left out."""
_DECORATION = ("editorHead", "doneIcon", "nextHint")
_MARGINS, _SPACING = "ample_margins", "ample_spacing"


class SellLayout(QObject):
    """Follows the size of the form. Panels that are made later are told by ``adopt``, others by ``compacted``."""

    compacted = Signal(bool)

    names: ClassVar = {"goodsSide": QWidget, "cartSide": QWidget, "numpadDock": QFrame, "numpadToggle": QToolButton}

    def __init__(self, form: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._form = form
        self._cart_side = child(form, QWidget, "cartSide")
        self._dock = child(form, QFrame, "numpadDock")
        self._toggle = child(form, QToolButton, "numpadToggle")
        self._cart = child(form, CartView, "cart")
        self.is_compact = False
        form.installEventFilter(self)

    def toggle_numpad(self) -> None:
        """Show or hide the keys for fingers."""
        self._dock.setVisible(self._dock.isHidden())
        self._toggle.setChecked(not self._dock.isHidden())

    def adopt(self, panel: QWidget) -> None:
        """Give a panel that has just been made the measures of the screen."""
        if self.is_compact:
            self._tighten(panel)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def _fit(self) -> None:
        width = self._form.width() * _CART_SHARE // 100
        self._cart_side.setFixedWidth(min(max(width, _CART_LEAST), _CART_MOST))
        is_compact = self._form.height() < _LOW
        if is_compact != self.is_compact:
            self.is_compact = is_compact
            self._form.setProperty("compact", is_compact)
            self._tighten(self._form)
            self.compacted.emit(is_compact)

    def _tighten(self, root: QWidget) -> None:
        for layout in root.findChildren(QLayout):
            self._measure(layout)
        own = root.layout()
        if own is not None:
            self._measure(own)
        self._cart.horizontalHeader().setVisible(not self.is_compact)
        for name in _DECORATION:
            widget = root.findChild(QWidget, name)
            if widget is not None:
                widget.setVisible(not self.is_compact)
        # The style sheet asks for the property, and looks only when a widget is polished.
        for widget in (root, *root.findChildren(QWidget)):
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def _measure(self, layout: QLayout) -> None:
        """Halve the margins of a layout, or give it back the ones of its form."""
        if layout.property(_MARGINS) is None:
            layout.setProperty(_MARGINS, layout.contentsMargins())
            layout.setProperty(_SPACING, layout.spacing())
        margins: QMargins = layout.property(_MARGINS)
        layout.setContentsMargins(margins / 2 if self.is_compact else margins)
        spacing = layout.property(_SPACING)
        layout.setSpacing(spacing * 2 // 3 if self.is_compact else spacing)
