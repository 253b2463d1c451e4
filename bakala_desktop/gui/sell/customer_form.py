"""The fields of a customer, natural or legal, each checked while it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from bakala_desktop.domain.customer import (
    FIELDS,
    Customer,
    CustomerId,
    PartyKind,
    check_field,
    checked_customer,
    missing_for_counter_sale,
    soft_warnings,
)
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.gui.messages import field_name, reason_sentence, sentence
from bakala_desktop.gui.widgets.form_field import FormField

_CODES = frozenset(
    {"national_code", "national_id", "economic_code", "registration_number", "mobile", "phone", "email", "postal_code"}
)
_SHOWN = {
    PartyKind.NATURAL: (
        ("first_name", "last_name"),
        ("national_code", "mobile"),
        ("phone", "email"),
        ("province", "city"),
        ("address",),
        ("postal_code", "economic_code"),
    ),
    PartyKind.LEGAL: (
        ("name",),
        ("national_id", "economic_code"),
        ("registration_number", "phone"),
        ("mobile", "email"),
        ("province", "city"),
        ("address",),
        ("postal_code", "county"),
    ),
}
_NOBODY = CustomerId(UUID(int=0))


class CustomerForm(QObject):
    """The fields of one kind of person at a time. ``edited`` follows each keystroke."""

    edited = Signal()

    def __init__(self, host: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self.kind = PartyKind.NATURAL
        self.fields = {name: FormField(host) for name in FIELDS}
        self._grid = QGridLayout(host)
        self._grid.setContentsMargins(2, 2, 2, 2)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        for name, field in self.fields.items():
            field.set_up(field_name(name), is_code=name in _CODES)
            field.edited.connect(lambda name=name: self._typed(name))
            field.field.editingFinished.connect(lambda name=name: self._check(name))
        self.show_kind(PartyKind.NATURAL)

    def show_kind(self, kind: PartyKind) -> None:
        """Show the fields of a natural or a legal person; what is common keeps its text."""
        self.kind = kind
        shown = _SHOWN[kind]
        for field in self.fields.values():
            self._grid.removeWidget(field)
            field.hide()
        previous: QWidget | None = None
        for row, names in enumerate(shown):
            for column, name in enumerate(names):
                field = self.fields[name]
                self._grid.addWidget(field, row, column, 1, 2 // len(names))
                field.show()
                if previous is not None:
                    QWidget.setTabOrder(previous, field.field)
                previous = field.field
        self._grid.setRowStretch(len(shown), 1)
        self.edited.emit()

    def fill(self, values: Mapping[str, str]) -> None:
        """Write values into the fields, and empty the others."""
        for name, field in self.fields.items():
            field.set_text(values.get(name, ""))
            self._check(name)
        self.edited.emit()

    @property
    def first(self) -> FormField:
        """The field to begin with: the first that is wrong or empty."""
        names = [name for row in _SHOWN[self.kind] for name in row]
        return next((self.fields[name] for name in names if not self.fields[name].text), self.fields[names[0]])

    @property
    def values(self) -> dict[str, str]:
        """What is typed, of this kind of person alone."""
        return {name: self.fields[name].text for row in _SHOWN[self.kind] for name in row}

    @property
    def missing(self) -> tuple[str, ...]:
        """Which fields a sale at the counter still needs; a wrong one counts as missing."""
        sound = {}
        for name, text in self.values.items():
            try:
                sound[name] = check_field(name, text)
            except ShopError:
                continue
        return missing_for_counter_sale(checked_customer(_NOBODY, self.kind, sound))

    def customer(self) -> Customer:
        """Return what is typed as a customer without identity. Raises ShopError of the first wrong field."""
        return checked_customer(_NOBODY, self.kind, self.values)

    def show_error(self, error: ShopError) -> bool:
        """Say an error at its field and go there; tells whether it belongs to one that is shown."""
        name = str(error.data.get("field", "")).rpartition(".")[2]
        if name not in self.values:
            return False
        self.fields[name].say(sentence(error))
        self.fields[name].setFocus()
        return True

    def _typed(self, name: str) -> None:
        self._check(name)
        self.edited.emit()

    def _check(self, name: str) -> None:
        field = self.fields[name]
        try:
            check_field(name, field.text)
        except ShopError as error:
            # While digits are still to come, a number that is too short is no mistake.
            is_unfinished = error.code == "invalid_length" and field.field.hasFocus()
            field.say(sentence(error), "hint" if is_unfinished else "error")
            return
        odd = soft_warnings(name, field.text)
        field.say(" ".join(reason_sentence(reason) for reason in odd), "warning")
