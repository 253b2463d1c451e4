"""The settings: of this till (looks, scanner) and of the shop (profile, VAT rates, rules of selling, papers)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTableView,
    QTabWidget,
    QVBoxLayout,
)

from bakala_desktop.domain.staff import Permission
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child, load_form
from bakala_desktop.gui.icons import put_icon
from bakala_desktop.gui.settings_pages.profile_page import FIELDS, ProfilePage
from bakala_desktop.gui.settings_pages.rules_page import RulesPage
from bakala_desktop.gui.settings_pages.scanner_page import ScannerPage
from bakala_desktop.gui.settings_pages.till_page import TillPage
from bakala_desktop.gui.settings_pages.vat_page import VatPage
from bakala_desktop.gui.widgets.form_field import FormField
from bakala_desktop.gui.widgets.number_edit import AmountEdit, NumberEdit, PercentEdit
from bakala_desktop.gui.wrapped_label import WrappedLabel

if TYPE_CHECKING:
    from bakala_desktop.gui.settings_pages.papers_page import PapersPage

_SCANNER_TAB, _PAPERS_TAB = 1, 5
_SHOP_TABS = (2, 3, 4, _PAPERS_TAB)


class Settings(QObject):
    """Joins the pages. ``closed`` asks for the way back, ``profile_changed`` carries the new ShopProfile."""

    closed = Signal()
    profile_changed = Signal(object)

    names: ClassVar = {
        "back": QPushButton,
        "tabs": QTabWidget,
        **dict.fromkeys(("light", "dark", "rial", "toman", "roll80", "roll58"), QRadioButton),
        **dict.fromkeys(("gap", "least"), NumberEdit),
        **dict.fromkeys(("prefix", "suffix", "test", "vatDay"), QLineEdit),
        **dict.fromkeys(("terminator", "shopKind", "vatCategory", "roundingMode"), QComboBox),
        **dict.fromkeys(FIELDS, FormField),
        **dict.fromkeys(("saveScanner", "saveProfile", "addRate", "removeRate", "saveRules"), QPushButton),
        "testResult": QLabel,
        "rates": QTableView,
        "vatRate": PercentEdit,
        "forbidNegative": QCheckBox,
        "multiple": AmountEdit,
        "notes": QPlainTextEdit,
        "profileLacks": QLabel,
        "papersHost": QVBoxLayout,
    }

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        own = (NumberEdit, AmountEdit, PercentEdit, FormField, WrappedLabel)
        self.form = load_form("settings", Settings, widgets=own)
        self._tabs = child(self.form, QTabWidget, "tabs")
        self._till = TillPage(self.form, desk, self)
        self._scanner = ScannerPage(self.form, desk, self)
        self._profile = ProfilePage(self.form, desk, self)
        self._vat = VatPage(self.form, desk, self)
        self._rules = RulesPage(self.form, desk, self)
        self._papers: PapersPage | None = None
        self._desk = desk
        self._tabs.currentChanged.connect(self._open_tab)
        self._profile.changed.connect(self.profile_changed)
        back = child(self.form, QPushButton, "back")
        put_icon(back, "arrow-right")
        back.clicked.connect(self.closed)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.form, self.closed.emit)
        for tab in _SHOP_TABS:
            self._tabs.setTabEnabled(tab, desk.session.may(Permission.EDIT_SETTINGS))

    def activate(self) -> None:
        """Show everything as it is now; what was typed and not kept is gone."""
        for page in (self._till, self._scanner, self._profile, self._vat, self._rules):
            page.load()
        if self._papers is not None:
            self._papers.load()
        self._tabs.tabBar().setFocus()

    def close(self) -> None:
        """Watch and wait no more."""
        self._scanner.close()

    def show_scan(self, code: str) -> None:
        """Show a scan in the scanner's test: here it never goes into a cart.

        A passphrase may be typed as fast as a scanner types: it stays in its field, and is never shown.
        """
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit) and focus.echoMode() is not QLineEdit.EchoMode.Normal:
            focus.insert(code)
            return
        self._tabs.setCurrentIndex(_SCANNER_TAB)
        self._scanner.show_scan(code)

    def _open_tab(self, index: int) -> None:
        """Make the page of the papers with its first look: it brings a form of its own."""
        if index == _PAPERS_TAB and self._papers is None:
            from bakala_desktop.gui.settings_pages.papers_page import PapersPage

            self._papers = PapersPage(self._desk, self)
            child(self.form, QVBoxLayout, "papersHost").addWidget(self._papers.form)
            self._papers.load()
