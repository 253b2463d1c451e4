"""The first day of a till: who owns the shop, what it is called, and whether sample goods come with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.shop_profile import checked_profile
from bakala_desktop.domain.staff import check_password, check_user_name
from bakala_desktop.gui.forms import child, load_form
from bakala_desktop.gui.keyboard_hints import KeyboardHints
from bakala_desktop.gui.messages import sentence
from bakala_desktop.gui.wrapped_label import WrappedLabel

_FIELDS = ("owner", "shop", "password", "repeat")


@dataclass(frozen=True, slots=True)
class FoundingRequest:
    """What a new shop begins with."""

    owner: str
    password: str
    shop_name: str
    with_sample: bool


class Founding(QObject):
    """Asks for the first user and the shop's name, checked field by field; ``given`` carries a FoundingRequest."""

    given = Signal(object)

    names: ClassVar = {
        **dict.fromkeys(_FIELDS, QLineEdit),
        **{f"{field}Error": QLabel for field in _FIELDS},
        "keyboardHint": QLabel,
        "sample": QCheckBox,
        "foundingError": QLabel,
        "found": QPushButton,
    }

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.form = load_form("founding", Founding, widgets=(WrappedLabel,))
        self._fields = {name: child(self.form, QLineEdit, name) for name in _FIELDS}
        self._errors = {name: child(self.form, QLabel, f"{name}Error") for name in _FIELDS}
        self._error = child(self.form, QLabel, "foundingError")
        self._found = child(self.form, QPushButton, "found")
        hint = child(self.form, QLabel, "keyboardHint")
        self._hints = KeyboardHints(hint, self._fields["password"], self._fields["repeat"])
        self._found.clicked.connect(self._submit)
        for at, name in enumerate(_FIELDS):
            field = self._fields[name]
            field.textEdited.connect(self._errors[name].clear)
            field.editingFinished.connect(lambda name=name: self._check_left(name))
            following = _FIELDS[at + 1 : at + 2]
            field.returnPressed.connect(self._fields[following[0]].setFocus if following else self._submit)

    def activate(self) -> None:
        """Be ready for the first field."""
        self._fields["owner"].setFocus()

    def set_busy(self, is_busy: bool) -> None:
        """Take no input while the shop is made."""
        for field in self._fields.values():
            field.setReadOnly(is_busy)
        self._found.setEnabled(not is_busy)
        self._error.setText("فروشگاه ساخته می‌شود…" if is_busy else "")

    def refuse(self, error: ShopError) -> None:
        """Say why no shop was made."""
        self.set_busy(False)
        self._error.setText(sentence(error))

    def _text(self, name: str) -> str:
        return self._fields[name].text()

    def _check_left(self, name: str) -> None:
        # A field that is merely passed through is not wrong yet.
        if self._text(name):
            self._check(name)

    def _check(self, name: str) -> bool:
        """Write under a field what is wrong with it; tell whether it is right."""
        try:
            self._refuse_wrong(name)
        except ShopError as error:
            self._errors[name].setText(sentence(error))
            return False
        self._errors[name].clear()
        return True

    def _refuse_wrong(self, name: str) -> None:
        text = self._text(name)
        if name == "owner":
            check_user_name(text)
        elif name == "shop":
            checked_profile({"name": text})
        elif name == "password":
            check_password(text)
        elif text != self._text("password"):
            raise ShopError("passwords_differ")

    def _submit(self) -> None:
        if not self._found.isEnabled():
            return
        wrong = [name for name in _FIELDS if not self._check(name)]
        if wrong:
            self._fields[wrong[0]].setFocus()
            return
        with_sample = child(self.form, QCheckBox, "sample").isChecked()
        request = FoundingRequest(self._text("owner"), self._text("password"), self._text("shop"), with_sample)
        self.set_busy(True)
        self.given.emit(request)
