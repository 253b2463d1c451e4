"""The commands of the sell screen: which keys and buttons there are, whom they belong to, and when they may be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from bakala_desktop.gui.actions import BY_ID, bind_button, make_action
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.icons import put_icon

_ON_LINES = (
    "sell.discount",
    "sell.order_discount",
    "sell.price",
    "sell.quantity",
    "sell.increase",
    "sell.decrease",
    "sell.remove",
    "sell.clear",
)
_ON_GOODS = ("sell.pay", "sell.pay_cash", "sell.pay_card", *_ON_LINES)
_BUTTONS = {
    "customerButton": "sell.customer",
    "pay": "sell.pay",
    "payCash": "sell.pay_cash",
    "payCard": "sell.pay_card",
    "modeQuantity": "sell.quantity",
    "modeDiscount": "sell.discount",
    "modePrice": "sell.price",
    "proforma": "sell.proforma",
}
_TOOLS = {"clearCart": "sell.clear", "numpadToggle": "sell.numpad", "viewToggle": "sell.tiles"}


class SellCommands(QObject):
    """Makes the actions of the screen and ties them to its buttons."""

    names: ClassVar = {
        **dict.fromkeys(_BUTTONS, QPushButton),
        **dict.fromkeys(_TOOLS, QToolButton),
        "cartPage": QWidget,
    }

    def __init__(
        self, form: QWidget, desk: Desk, slots: Mapping[str, Callable[[], object]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        page = child(form, QWidget, "cartPage")
        # Those of the lines belong to the cart's page, so that their keys rest while the money is in front.
        self._actions = {
            name: make_action(name, page if name in _ON_LINES else form, slot, desk.rights)
            for name, slot in slots.items()
        }
        for button, name in _BUTTONS.items():
            bind_button(child(form, QPushButton, button), self._actions[name])
        for tool, name in _TOOLS.items():
            bind_button(child(form, QToolButton, tool), self._actions[name], with_key=False)
            child(form, QToolButton, tool).setText("")
        self._proforma = child(form, QPushButton, "proforma")

    def __getitem__(self, name: str) -> QAction:
        """Return an action by its id. Raises KeyError."""
        return self._actions[name]

    def shorten(self, is_compact: bool) -> None:
        """Leave only its key on the button of the proforma where the cart is low and narrow."""
        command = BY_ID["sell.proforma"]
        self._proforma.setText(command.key_text if is_compact else command.label)
        put_icon(self._proforma, command.icon, command.color)

    def allow_goods(self, is_allowed: bool) -> None:
        """Grey or wake what needs goods in the cart; a right that is lacking stays lacking."""
        for name in _ON_GOODS:
            permission = BY_ID[name].permission
            self._actions[name].setEnabled(is_allowed and (permission is None or permission in self._desk.rights))
