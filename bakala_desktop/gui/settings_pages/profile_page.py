"""The shop's profile: what stands as the seller, and how customers reach it (R17); each field checked by itself."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import format_day, parse_day
from bakala_desktop.domain.seller_needs import missing_for_certificate, missing_for_invoice
from bakala_desktop.domain.shop_profile import ShopProfile, checked_profile
from bakala_desktop.domain.text import persian_digits
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.messages import field_name, missing_fields, sentence
from bakala_desktop.gui.widgets.form_field import FormField
from bakala_desktop.services import settings as shop_settings

_TEXTS = (
    "name", "national_id", "economic_code", "registration_number", "province", "county", "city", "address",
    "postal_code", "fax", "email", "office_hours", "fiscal_memory_id", "iban",
)  # fmt: skip
_CERTIFICATE = {"vat_number": "شمارهٔ گواهی", "vat_from": "اعتبار از تاریخ", "vat_to": "اعتبار تا تاریخ"}
_CODES = frozenset(
    {
        "national_id",
        "economic_code",
        "registration_number",
        "postal_code",
        "phones",
        "fax",
        "email",
        "fiscal_memory_id",
        "iban",
    }
    | _CERTIFICATE.keys()
)
FIELDS = (*_TEXTS, "phones", *_CERTIFICATE)
"""The fields of the page, by the names of their widgets."""

_KINDS = (("legal", "حقوقی"), ("natural", "حقیقی"))
_SEPARATORS = str.maketrans("،;؛\n", ",,,,")
_ANY_NAME = "-"
_NOTES = {"phones": " (با ویرگول از هم جدا)", "iban": " (روی صورتحساب و پیش‌فاکتور چاپ می‌شود)"}


def lacks_text(profile: ShopProfile) -> str:
    """Say which fields the papers still lack: first what stops a certificate, then what stays empty on the form."""
    stopping = missing_for_certificate(profile)
    empty = tuple(name for name in missing_for_invoice(profile) if name not in stopping)
    parts = []
    if stopping:
        parts.append(f"گواهی ارزش افزوده صادر نمی‌شود تا این‌ها نوشته شود: {missing_fields(stopping)}.")
    if empty:
        parts.append(f"در صورتحساب رسمی این‌ها خالی می‌ماند: {missing_fields(empty)}.")
    return " ".join(parts)


class ProfilePage(QObject):
    """The fields of SHOP.json. ``changed`` carries the new ShopProfile."""

    changed = Signal(object)

    def __init__(self, form: QWidget, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind = child(form, QComboBox, "shopKind")
        self._fields = {name: child(form, FormField, name) for name in FIELDS}
        self._lacks = child(form, QLabel, "profileLacks")
        self._lacks.hide()
        for value, text in _KINDS:
            self._kind.addItem(text, value)
        for name, field in self._fields.items():
            title = _CERTIFICATE.get(name) or field_name(name)
            field.set_up(f"{title}{_NOTES.get(name, '')}", is_code=name in _CODES)
            field.field.setObjectName(f"{name}Field")
            field.edited.connect(lambda field=field: field.say(""))
            field.field.editingFinished.connect(lambda name=name: self._check(name))
        child(form, QPushButton, "saveProfile").clicked.connect(self._save)

    def load(self) -> None:
        """Ask for the profile as it is."""
        self._desk.tasks.run(
            shop_settings.get_profile, self._desk.shop, owner=self, then=self._show, failed=self._none_yet
        )

    def _show(self, profile: ShopProfile) -> None:
        self._kind.setCurrentIndex(max(0, self._kind.findData(profile.kind.value)))
        for name in _TEXTS:
            self._fields[name].set_text(getattr(profile, name))
        self._fields["phones"].set_text("، ".join(profile.phones))
        certificate = profile.vat_certificate
        self._fields["vat_number"].set_text(certificate.number if certificate else "")
        for name, day in (("vat_from", "from_day"), ("vat_to", "to_day")):
            text = persian_digits(format_day(getattr(certificate, day))) if certificate else ""
            self._fields[name].set_text(text)
        for field in self._fields.values():
            field.say("")
        text = lacks_text(profile)
        self._lacks.setText(text)
        self._lacks.setVisible(bool(text))

    def _none_yet(self, error: ShopError) -> None:
        if error.code != "shop_profile_missing":
            self._desk.show_error(error)

    def _text(self, name: str) -> str:
        return self._fields[name].text.strip()

    def _given(self) -> dict[str, object]:
        """The profile as SHOP.json would give it."""
        given: dict[str, object] = {name: self._text(name) for name in _TEXTS}
        given["kind"] = str(self._kind.currentData())
        given["phones"] = [phone.strip() for phone in self._text("phones").translate(_SEPARATORS).split(",")]
        if any(self._text(name) for name in _CERTIFICATE):
            given["vat_certificate"] = {key: self._text(f"vat_{key}") for key in ("number", "from", "to")}
        return given

    def _check(self, name: str) -> bool:
        """Write under a field what is wrong with it alone; tell whether it is right."""
        try:
            self._refuse_wrong(name)
        except ShopError as error:
            self._fields[name].say(sentence(error))
            return False
        self._fields[name].say("")
        return True

    def _refuse_wrong(self, name: str) -> None:
        text = self._text(name)
        if name in ("vat_from", "vat_to"):
            if text or any(self._text(other) for other in _CERTIFICATE):
                parse_day(text)
        elif name in _TEXTS:
            kind = str(self._kind.currentData())
            checked_profile({"name": _ANY_NAME, "kind": kind, name: text})

    def _save(self) -> None:
        wrong = [name for name in FIELDS if not self._check(name)]
        if wrong:
            self._fields[wrong[0]].field.setFocus()
            return
        self._desk.tasks.run(
            shop_settings.set_profile,
            self._desk.shop,
            self._given(),
            owner=self,
            then=self._saved,
            failed=self._refused,
        )

    def _refused(self, error: ShopError) -> None:
        name = {"vat_certificate": "vat_to"}.get(str(error.data.get("field")), str(error.data.get("field")))
        if name in self._fields:
            self._fields[name].say(sentence(error))
            self._fields[name].field.setFocus()
        else:
            self._desk.show_error(error)

    def _saved(self, profile: ShopProfile) -> None:
        self._show(profile)
        self.changed.emit(profile)
        self._desk.notify("success", "مشخصات فروشگاه ذخیره شد.")
