"""The commands of the screen of documents: which keys and buttons there are, and what each document allows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QPushButton, QToolButton, QWidget

from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.gui.actions import BY_ID, bind_button, make_action
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.papers.document_facts import DocumentFacts
from bakala_desktop.gui.widgets.command_button import CommandButton

_GRID = {
    "print": "document.print",
    "printThree": "document.print_three",
    "receipt80": "document.receipt_80",
    "receipt58": "document.receipt_58",
    "slip": "document.slip",
    "label": "document.label",
    "save": "document.save",
    "returnGoods": "document.return",
    "correct": "document.correct",
    "cancel": "document.cancel",
    "certify": "document.certify",
    "official": "document.make_official",
    "sellProforma": "document.sell",
}
_FOOT = {"many": "document.many", "reports": "document.reports"}
_OF_PAPER = ("document.print", "document.print_three", "document.save", "document.enlarge")
_RECEIPTS = ("document.receipt_80", "document.receipt_58")
_RECEIPT_BUTTONS = ("receipt80", "receipt58")
_NO_RECEIPT = "گواهی رسید ندارد؛ با «چاپ» روی برگهٔ کامل چاپ می‌شود."
_OF_PARCEL = ("document.slip", "document.label")
_OF_OPEN_INVOICE = ("document.return", "document.cancel", "document.make_official")


class PaperCommands(QObject):
    """Makes the actions of the screen and ties them to its buttons."""

    names: ClassVar = {
        **dict.fromkeys(_GRID, CommandButton),
        **dict.fromkeys(_FOOT, QPushButton),
        "enlarge": QToolButton,
        "paperSide": QFrame,
    }

    def __init__(self, form: QWidget, desk: Desk, slots: Mapping[str, Callable[[], object]], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        # Those of the document in view belong to its side, so that their keys rest while a panel is in front.
        side = child(form, QFrame, "paperSide")
        of_document = {*_GRID.values(), "document.enlarge"}
        self._actions = {
            name: make_action(name, side if name in of_document else form, slot, desk.rights)
            for name, slot in slots.items()
        }
        for name, command_id in _GRID.items():
            button, action = child(form, CommandButton, name), self._actions[command_id]
            bind_button(button, action)
            button.set_command(BY_ID[command_id])
        for name, command_id in _FOOT.items():
            bind_button(child(form, QPushButton, name), self._actions[command_id])
        self._receipts = [child(form, CommandButton, name) for name in _RECEIPT_BUTTONS]
        self._official, self._sell = (child(form, CommandButton, name) for name in ("official", "sellProforma"))
        self._sell.hide()
        bind_button(child(form, QToolButton, "enlarge"), self._actions["document.enlarge"], with_key=False)
        child(form, QToolButton, "enlarge").setText("")
        self.allow("", None)

    def __getitem__(self, name: str) -> QAction:
        """Return an action by its id. Raises KeyError."""
        return self._actions[name]

    def allow(self, serial: str, facts: DocumentFacts | None) -> None:
        """Grey what the document in view does not allow; a right that is lacking stays lacking."""
        has_paper = bool(serial)
        known = facts if facts is not None and facts.serial == serial else None
        is_open = known is not None and known.is_open_invoice
        chain = known.chain if known is not None else None
        fitting = {
            **dict.fromkeys(_OF_PAPER, has_paper),
            **dict.fromkeys(_RECEIPTS, known is not None and known.kind is not DocumentKind.CERTIFICATE),
            **dict.fromkeys(_OF_PARCEL, known is not None and known.has_goods_left),
            **dict.fromkeys(_OF_OPEN_INVOICE, is_open),
            "document.correct": is_open and chain is not None and not chain.returns,
            "document.certify": known is not None and known.kind is not DocumentKind.PROFORMA,
            "document.sell": known is not None and known.kind is DocumentKind.PROFORMA,
        }
        for button in self._receipts:
            button.set_refusal(_NO_RECEIPT if known is not None and known.kind is DocumentKind.CERTIFICATE else "")
        if known is not None:
            self._show_one_of_two(known.kind is DocumentKind.PROFORMA)
        for name, is_fitting in fitting.items():
            permission = BY_ID[name].permission
            self._actions[name].setEnabled(is_fitting and (permission is None or permission in self._desk.rights))

    def _show_one_of_two(self, is_proforma: bool) -> None:
        """A proforma is sold, any other document made out to a buyer: the two share a place in the grid."""
        self._official.setVisible(not is_proforma)
        self._sell.setVisible(is_proforma)
