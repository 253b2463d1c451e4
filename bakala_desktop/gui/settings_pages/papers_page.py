"""What the shop's papers say and bear: how long a proforma holds, the certificate's statement, the signature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.text import fold_digits
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child, load_form
from bakala_desktop.gui.messages import sentence
from bakala_desktop.gui.settings_pages.marking import mark_wrong
from bakala_desktop.gui.settings_pages.right_text import write_from_right
from bakala_desktop.gui.settings_pages.signing_part import SigningPart
from bakala_desktop.gui.widgets.form_field import FormField
from bakala_desktop.gui.widgets.number_edit import NumberEdit
from bakala_desktop.gui.wrapped_label import WrappedLabel
from bakala_desktop.services import paper_settings
from bakala_desktop.services.shop import Shop


@dataclass(frozen=True, slots=True)
class Terms:
    """What the page shows of the papers; ``days`` that a proforma holds."""

    days: int
    statement: str


def get_terms(shop: Shop) -> Terms:
    """Return what the papers say."""
    return Terms(paper_settings.get_proforma_days(shop), paper_settings.get_statement(shop))


def set_terms(shop: Shop, old: Terms, new: Terms) -> Terms:
    """Keep what has changed, and return how it stands. Raises ShopError ``not_allowed``, ``field_too_long``."""
    if new.statement != old.statement:
        paper_settings.set_statement(shop, new.statement)
    if new.days != old.days:
        paper_settings.set_proforma_days(shop, new.days)
    return get_terms(shop)


class PapersPage(QObject):
    """The form of the page, made when its tab is first opened."""

    names: ClassVar = {
        **dict.fromkeys(("signing_file", "signing_passphrase"), FormField),
        **dict.fromkeys(("chooseFile", "keepSigning", "removeSigning", "firstStatement", "savePapers"), QPushButton),
        **dict.fromkeys(("signingState", "signingWarning", "proformaDaysError", "statementError"), QLabel),
        "proformaDays": NumberEdit,
        "statement": QPlainTextEdit,
    }

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.form = load_form("settings_papers", PapersPage, widgets=(NumberEdit, FormField, WrappedLabel))
        self._signing = SigningPart(self.form, desk, self)
        self._days = child(self.form, NumberEdit, "proformaDays")
        self._days_error = child(self.form, QLabel, "proformaDaysError")
        self._statement = child(self.form, QPlainTextEdit, "statement")
        self._statement_error = child(self.form, QLabel, "statementError")
        self._days.set_suffix("روز")
        write_from_right(self._statement)
        self._kept = Terms(paper_settings.DEFAULT_PROFORMA_DAYS, "")
        child(self.form, QPushButton, "savePapers").clicked.connect(self._save)
        child(self.form, QPushButton, "firstStatement").clicked.connect(self._bring_first_back)

    def load(self) -> None:
        """Ask for everything as it is."""
        self._desk.tasks.run(get_terms, self._desk.shop, owner=self, then=self._show)
        self._signing.load()

    def _show(self, terms: Terms) -> None:
        self._kept = terms
        self._days.setText(str(terms.days))
        self._statement.setPlainText(terms.statement)
        self._say_statement("")
        mark_wrong(self._days, self._days_error, None)

    def _bring_first_back(self) -> None:
        """An empty statement stands for the first one; what is typed of the days is left alone."""
        days = self._days.text()
        self._keep(Terms(self._kept.days, ""), "متن نخست گواهی برگردانده شد.", lambda: self._days.setText(days))

    def _save(self) -> None:
        text = fold_digits(self._days.text())
        days = int(text) if text.isdigit() else 0
        if not 1 <= days <= paper_settings.MOST_PROFORMA_DAYS:
            error = ShopError("number_out_of_range", least=1, most=paper_settings.MOST_PROFORMA_DAYS)
            mark_wrong(self._days, self._days_error, error)
            self._days.setFocus()
            return
        self._keep(Terms(days, self._statement.toPlainText().strip()), "تنظیم سندها ذخیره شد.")

    def _keep(self, terms: Terms, said: str, then: Callable[[], object] = lambda: None) -> None:
        def saved(kept: Terms) -> None:
            self._show(kept)
            then()
            self._desk.notify("success", said)

        run = self._desk.tasks.run
        run(set_terms, self._desk.shop, self._kept, terms, owner=self, then=saved, failed=self._refused)

    def _refused(self, error: ShopError) -> None:
        if error.data.get("field") == "statement":
            self._say_statement(sentence(error))
            self._statement.setFocus()
        else:
            self._desk.show_error(error)

    def _say_statement(self, text: str) -> None:
        self._statement_error.setText(text)
        self._statement_error.setVisible(bool(text))
        self._statement.setAccessibleDescription(text)
