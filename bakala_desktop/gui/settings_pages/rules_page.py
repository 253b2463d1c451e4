"""The shop's rules of selling: stock, rounding of cash, and the note at the foot of each invoice."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPlainTextEdit, QPushButton, QWidget

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.tender import CashRounding, RoundingMode
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.settings_pages.marking import mark_wrong
from bakala_desktop.gui.settings_pages.right_text import write_from_right
from bakala_desktop.gui.widgets.number_edit import AmountEdit
from bakala_desktop.services import settings as shop_settings
from bakala_desktop.services.shop import Shop

_MODES = (
    (RoundingMode.OFF, "گرد نمی‌شود"),
    (RoundingMode.NEAREST, "به نزدیک‌ترین"),
    (RoundingMode.DOWN, "رو به پایین"),
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the page shows."""

    forbid_negative: bool
    rounding: CashRounding
    notes: str


def get_rules(shop: Shop) -> Rules:
    """Return the shop's rules of selling."""
    return Rules(
        shop_settings.get_forbid_negative(shop), shop_settings.get_rounding(shop), shop_settings.get_notes(shop)
    )


def set_rules(shop: Shop, old: Rules, new: Rules) -> Rules:
    """Keep what has changed of the rules. Raises ShopError ``not_allowed``."""
    if new.forbid_negative != old.forbid_negative:
        shop_settings.set_forbid_negative(shop, new.forbid_negative)
    if new.rounding != old.rounding:
        shop_settings.set_rounding(shop, new.rounding)
    if new.notes != old.notes:
        shop_settings.set_notes(shop, new.notes)
    return new


class RulesPage(QObject):
    """The fields of the rules, and one button that keeps them."""

    def __init__(self, form: QWidget, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._forbid = child(form, QCheckBox, "forbidNegative")
        self._mode = child(form, QComboBox, "roundingMode")
        self._multiple = child(form, AmountEdit, "multiple")
        self._multiple_error = child(form, QLabel, "multipleError")
        self._notes = child(form, QPlainTextEdit, "notes")
        write_from_right(self._notes)
        self._kept = Rules(False, CashRounding(), "")
        for mode, text in _MODES:
            self._mode.addItem(text, mode.value)
        self._mode.currentIndexChanged.connect(self._follow_mode)
        child(form, QPushButton, "saveRules").clicked.connect(self._save)
        desk.settings_changed.connect(lambda settings: self._multiple.set_unit(settings.unit))

    def load(self) -> None:
        """Ask for the rules as they are."""
        self._desk.tasks.run(get_rules, self._desk.shop, owner=self, then=self._show)

    def _show(self, rules: Rules) -> None:
        self._kept = rules
        self._forbid.setChecked(rules.forbid_negative)
        self._mode.setCurrentIndex(max(0, self._mode.findData(rules.rounding.mode.value)))
        self._multiple.set_unit(self._desk.unit)
        self._multiple.set_value(rules.rounding.multiple)
        self._notes.setPlainText(rules.notes)
        self._follow_mode()

    def _follow_mode(self) -> None:
        self._multiple.setEnabled(self._mode.currentData() != RoundingMode.OFF.value)

    def _rounding(self) -> CashRounding:
        """Read the rounding. Raises ShopError of the amount, ``field_missing`` where it is needed and absent."""
        mode = RoundingMode(self._mode.currentData())
        if mode is RoundingMode.OFF:
            return CashRounding(mode, self._kept.rounding.multiple)
        multiple = self._multiple.value()
        if not multiple:
            raise ShopError("field_missing", field="multiple")
        return CashRounding(mode, multiple)

    def _save(self) -> None:
        try:
            rounding = self._rounding()
        except ShopError as error:
            mark_wrong(self._multiple, self._multiple_error, error)
            self._multiple.setFocus()
            return
        mark_wrong(self._multiple, self._multiple_error, None)
        rules = Rules(self._forbid.isChecked(), rounding, self._notes.toPlainText().strip())
        self._desk.tasks.run(
            set_rules, self._desk.shop, self._kept, rules, owner=self, then=self._saved, failed=self._desk.show_error
        )

    def _saved(self, rules: Rules) -> None:
        self._kept = rules
        self._desk.notify("success", "تنظیم‌ها ذخیره شد.")
