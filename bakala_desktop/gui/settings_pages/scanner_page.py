"""How this till's barcode scanner types, with a field to try it: what was read, how long, how fast."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.text import fold_digits, isolate_ltr, persian_digits
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.settings_pages.key_pace import KeyPace
from bakala_desktop.gui.settings_pages.marking import mark_wrong
from bakala_desktop.gui.widgets.number_edit import NumberEdit

_RANGES = {"gap": (10, 500), "least": (3, 40)}
_ENDS = (("enter", "Enter"), ("tab", "Tab"), ("none", "هیچ‌کدام"))
_LONGEST_MARK = 8


class ScannerPage(QObject):
    """The scanner's settings and its test."""

    def __init__(self, form: QWidget, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._numbers = {name: child(form, NumberEdit, name) for name in _RANGES}
        self._marks = {name: child(form, QLineEdit, name) for name in ("prefix", "suffix")}
        self._errors = {
            name: child(form, QLabel, f"{name}Error") for name in (*_RANGES, "prefix", "suffix", "terminator")
        }
        self._end = child(form, QComboBox, "terminator")
        self._test = child(form, QLineEdit, "test")
        self._result = child(form, QLabel, "testResult")
        self._area = child(form, QScrollArea, "scannerPageArea")
        application = QCoreApplication.instance()
        assert application is not None
        self._pace = KeyPace(application, self)
        self._set_up()
        child(form, QPushButton, "saveScanner").clicked.connect(self._save)

    def load(self) -> None:
        """Show the settings as they are."""
        settings = self._desk.settings
        self._numbers["gap"].setText(str(settings.scanner_gap_ms))
        self._numbers["least"].setText(str(settings.scanner_least_length))
        self._marks["prefix"].setText(settings.scanner_prefix)
        self._marks["suffix"].setText(settings.scanner_suffix)
        self._end.setCurrentIndex(max(0, self._end.findData(settings.scanner_terminator)))

    def show_scan(self, code: str) -> None:
        """Show a code that was recognised as a scan, whatever has the focus."""
        self._test.setText(code)
        gap = self._pace.mean_gap_ms
        self._pace.listen(self._test.hasFocus())
        pace = persian_digits(f"، میانگین درنگ {gap:.0f} میلی‌ثانیه") if gap >= 0.5 else ""
        length = persian_digits(f"{len(code)} نویسه")
        self._result.setText(f"خوانده شد: {isolate_ltr(code)} — {length}{pace}.")
        self._show_result()

    def close(self) -> None:
        """Watch the keys no more."""
        self._pace.listen(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Measure the pace while the test field has the focus, and only then."""
        if event.type() == QEvent.Type.FocusIn:
            self._test.selectAll()
            self._pace.listen(True)
        elif event.type() == QEvent.Type.FocusOut:
            self._pace.listen(False)
        return False

    def _set_up(self) -> None:
        self._numbers["gap"].set_suffix("میلی‌ثانیه")
        self._numbers["least"].set_suffix("نویسه")
        for value, text in _ENDS:
            self._end.addItem(text, value)
        for field in self._marks.values():
            field.setMaxLength(_LONGEST_MARK)
        self._test.installEventFilter(self)
        self._pace.rested.connect(self._not_read)

    def _not_read(self, keys: int, gap: float) -> None:
        """Keys came that were no scan: say how they came, so that the settings can be made to fit."""
        settings = self._desk.settings
        text = f"این کلیدها اسکن شناخته نشد: {keys} نویسه، میانگین درنگ {gap:.0f} میلی‌ثانیه."
        if gap > settings.scanner_gap_ms:
            text += " اگر بارکدخوان بود، درنگ را بیشتر کنید."
        elif keys < settings.scanner_least_length:
            text += " اگر بارکدخوان بود، کوتاه‌ترین کد را کمتر کنید."
        else:
            text += " کلید پایان، پیشوند و پسوند را با بارکدخوان بسنجید."
        self._result.setText(persian_digits(text))
        self._show_result()

    def _show_result(self) -> None:
        self._area.ensureWidgetVisible(self._result)
        # The next code takes the place of this one.
        self._test.selectAll()

    def _number(self, name: str) -> int | None:
        least, most = _RANGES[name]
        text = fold_digits(self._numbers[name].text())
        value = int(text) if text.isdigit() else -1
        if least <= value <= most:
            mark_wrong(self._numbers[name], self._errors[name], None)
            return value
        error = ShopError("number_out_of_range", least=least, most=most)
        mark_wrong(self._numbers[name], self._errors[name], error)
        return None

    def _save(self) -> None:
        gap, least = self._number("gap"), self._number("least")
        if gap is None or least is None:
            self._numbers["gap" if gap is None else "least"].setFocus()
            return
        settings = replace(
            self._desk.settings,
            scanner_gap_ms=gap,
            scanner_least_length=least,
            scanner_prefix=self._marks["prefix"].text(),
            scanner_suffix=self._marks["suffix"].text(),
            scanner_terminator=str(self._end.currentData()),
        )
        try:
            self._desk.change_settings(settings)
        except ShopError as error:
            self._desk.show_error(error)
            return
        self._desk.notify("success", "تنظیم بارکدخوان ذخیره شد.")
