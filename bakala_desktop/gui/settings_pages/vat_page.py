"""The dated table of VAT rates: rows are added and taken out, each change kept at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QHeaderView, QLabel, QLineEdit, QPushButton, QTableView, QWidget

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import format_day, parse_day
from bakala_desktop.domain.money import DECIMAL_MARK
from bakala_desktop.domain.tax import VatEntry, VatTable, parse_vat_rate, percent_text
from bakala_desktop.domain.text import persian_digits
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.settings_pages.marking import mark_wrong
from bakala_desktop.gui.table_model import CENTRE, Column, TableModel
from bakala_desktop.gui.widgets.number_edit import PercentEdit
from bakala_desktop.services import catalog
from bakala_desktop.services import settings as shop_settings

GENERAL = "همهٔ کالاها (نرخ عمومی)"
_ROW_HEIGHT = 44
_MOST_CATEGORIES = 500


def _rate_text(entry: VatEntry) -> str:
    if not entry.rate:
        return "معاف"
    return persian_digits(percent_text(entry.rate).replace(".", DECIMAL_MARK)) + "٪"


_COLUMNS: tuple[Column[VatEntry], ...] = (
    Column("از تاریخ", lambda entry: persian_digits(format_day(entry.from_day)), CENTRE),
    Column("گروه کالا", lambda entry: entry.category or GENERAL),
    Column("نرخ", _rate_text, CENTRE),
)


class VatPage(QObject):
    """The rows, newest first, and the fields of a new one."""

    def __init__(self, form: QWidget, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._table = child(form, QTableView, "rates")
        self._day = child(form, QLineEdit, "vatDay")
        self._category = child(form, QComboBox, "vatCategory")
        self._rate = child(form, PercentEdit, "vatRate")
        self._add = child(form, QPushButton, "addRate")
        self._remove = child(form, QPushButton, "removeRate")
        self._errors = {name: child(form, QLabel, f"{name}Error") for name in ("vatDay", "vatCategory", "vatRate")}
        self._entries: tuple[VatEntry, ...] = ()
        self._model = TableModel(_COLUMNS, self._table)
        self._set_up()

    def load(self) -> None:
        """Ask for the rates and the categories as they are."""
        tasks, shop = self._desk.tasks, self._desk.shop
        tasks.run(shop_settings.get_vat_table, shop, owner=self, then=self._show)
        tasks.run(catalog.list_categories, shop, _MOST_CATEGORIES, owner=self, then=self._offer)

    def _set_up(self) -> None:
        self._rate.decimals = 2
        self._table.setModel(self._model)
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self._table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for column in (0, 2):
            self._table.setColumnWidth(column, 150)
        self._category.addItem(GENERAL, "")
        self._add.clicked.connect(self._add_row)
        self._remove.clicked.connect(self._remove_row)
        self._rate.returnPressed.connect(self._add_row)
        self._table.selectionModel().selectionChanged.connect(self._follow_choice)
        self._follow_choice()

    def _show(self, table: VatTable) -> None:
        self._entries = tuple(
            sorted(table.entries, key=lambda entry: (entry.from_day, entry.category or ""), reverse=True)
        )
        self._model.set_rows(self._entries)
        self._follow_choice()

    def _offer(self, categories: Sequence[str]) -> None:
        chosen = self._category.currentData()
        self._category.clear()
        self._category.addItem(GENERAL, "")
        for category in categories:
            self._category.addItem(category, category)
        self._category.setCurrentIndex(max(0, self._category.findData(chosen)))

    def _follow_choice(self) -> None:
        self._remove.setEnabled(self._table.selectionModel().hasSelection())

    def _read(self) -> VatEntry | None:
        """Read the new row, or say under each field what is wrong with it."""
        day, day_error = None, None
        try:
            day = parse_day(self._day.text())
        except ShopError as error:
            day_error = error
        rate, rate_error = None, None
        try:
            rate = parse_vat_rate(self._rate.text())
        except ShopError as error:
            rate_error = error
        mark_wrong(self._day, self._errors["vatDay"], day_error)
        mark_wrong(self._rate, self._errors["vatRate"], rate_error)
        if day is None or rate is None:
            (self._day if day is None else self._rate).setFocus()
            return None
        return VatEntry(day, rate, str(self._category.currentData()) or None)

    def _add_row(self) -> None:
        entry = self._read()
        if entry is not None:
            self._keep((*self._entries, entry), self._added)

    def _remove_row(self) -> None:
        row = self._table.currentIndex().row()
        if 0 <= row < len(self._entries):
            self._keep((*self._entries[:row], *self._entries[row + 1 :]), self._show)

    def _keep(self, entries: Sequence[VatEntry], then: Callable[[VatTable], None]) -> None:
        self._desk.tasks.run(
            shop_settings.set_vat_table, self._desk.shop, entries, owner=self, then=then, failed=self._desk.show_error
        )

    def _added(self, table: VatTable) -> None:
        self._show(table)
        self._day.clear()
        self._rate.clear()
        self._day.setFocus()
