"""The panel of the inspector's list: every serial of a period, what is missing, and the list as a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import format_day, shop_day
from bakala_desktop.domain.money import format_amount
from bakala_desktop.domain.period import Period
from bakala_desktop.domain.report import Report
from bakala_desktop.domain.text import isolate_ltr
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child, load_form
from bakala_desktop.gui.icons import icon, put_icon
from bakala_desktop.gui.messages import sentence
from bakala_desktop.gui.paper_files import save_report
from bakala_desktop.gui.paper_output import PaperOutput
from bakala_desktop.gui.widgets.chip_row import ChipRow
from bakala_desktop.gui.widgets.day_edit import DayEdit
from bakala_desktop.gui.widgets.elided_label import ElidedLabel
from bakala_desktop.gui.wrapped_label import WrappedLabel
from bakala_desktop.services import exports

_ASK_MS = 150
_SHEET, _PAPER = ".xlsx", ".pdf"


class SerialsPanel(QObject):
    """Reads the list of a period and saves it."""

    closed = Signal()

    names: ClassVar = {
        "closeSerials": QToolButton,
        "serialSpans": ChipRow,
        "serialsFrom": DayEdit,
        "serialsTo": DayEdit,
        "serialFacts": QLabel,
        "serialsError": QLabel,
        "saveSheet": QPushButton,
        "saveList": QPushButton,
    }

    def __init__(self, desk: Desk, output: PaperOutput, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._output = output
        self._report: Report | None = None
        self._days: Period | None = None
        self._question = 0
        self.form = load_form("papers_serials", SerialsPanel, widgets=(ChipRow, DayEdit, ElidedLabel, WrappedLabel))
        self._from, self._to = (child(self.form, DayEdit, name) for name in ("serialsFrom", "serialsTo"))
        self._spans = child(self.form, ChipRow, "serialSpans")
        self._facts, self._error = child(self.form, QLabel, "serialFacts"), child(self.form, QLabel, "serialsError")
        self._sheet, self._paper = (child(self.form, QPushButton, name) for name in ("saveSheet", "saveList"))
        self._soon = QTimer(self.form, singleShot=True, interval=_ASK_MS)
        self._connect()

    def open(self, days: Period) -> None:
        """Begin with these days."""
        self._spans.set_chips([(None, "روزهای دلخواه"), (Period.of_month, "این ماه"), (Period.of_season, "این فصل")])
        self._from.set_value(days.first)
        self._to.set_value(days.last)
        self._ask()
        self._from.setFocus()
        self._from.selectAll()

    def _connect(self) -> None:
        close = child(self.form, QToolButton, "closeSerials")
        close.setIcon(icon("x"))
        close.clicked.connect(self.closed)
        self._spans.chosen.connect(self._take_span)
        for field in (self._from, self._to):
            field.changed.connect(self._soon.start)
            field.returnPressed.connect(self._sheet.setFocus)
        self._soon.timeout.connect(self._ask)
        put_icon(self._sheet, "download", "on_accent")
        put_icon(self._paper, "download")
        for button, suffix in ((self._sheet, _SHEET), (self._paper, _PAPER)):
            button.clicked.connect(lambda _=False, suffix=suffix: self._save(suffix))
            button.setAutoDefault(True)

    def _take_span(self, make: object) -> None:
        if callable(make):
            span = make(shop_day(self._desk.shop.clock.now()))
            self._from.set_value(span.first)
            self._to.set_value(span.last)

    def _ask(self) -> None:
        self._soon.stop()
        self._question += 1
        self._report = None
        self._allow(False)
        try:
            first, last = self._from.value(), self._to.value()
            if first is None or last is None:
                self._say("هر دو روز بازه را بنویسید.")
                return
            self._days = Period(first, last)
        except ShopError as error:
            self._say(sentence(error))
            return
        self._say("")
        self._facts.setText("شماره‌ها خوانده می‌شود…")
        work = partial(exports.serial_list, self._desk.shop, first, last)
        question = self._question
        self._desk.tasks.run_slow(
            work, owner=self, then=partial(self._show, question), failed=partial(self._refuse, question)
        )

    def _show(self, question: int, report: Report) -> None:
        if question != self._question:
            return
        self._report = report
        facts = [f"{fact.name}: {format_amount(fact.value)}" for fact in report.facts if isinstance(fact.value, int)]
        self._facts.setText("\n".join([*facts, *report.notes]))
        self._allow(True)

    def _refuse(self, question: int, error: ShopError) -> None:
        if question == self._question:
            self._facts.setText("")
            self._say(sentence(error))

    def _save(self, suffix: str) -> None:
        if self._report is None or self._days is None:
            return
        first, last = (format_day(day).replace("/", "-") for day in (self._days.first, self._days.last))
        place = self._output.documents / f"serials-{first}-{last}{suffix}"
        self._output.choose_file("ذخیرهٔ فهرست شماره‌ها", place, partial(self._save_to, self._report))

    def _save_to(self, report: Report, target: Path) -> None:
        run = self._desk.tasks.run_slow
        run(save_report, self._desk.shop, report, target, owner=self, then=self._saved, failed=self._not_saved)

    def _saved(self, target: Path) -> None:
        self._desk.notify("success", f"فهرست شماره‌ها ذخیره شد: {isolate_ltr(target.name)}")

    def _not_saved(self, error: ShopError) -> None:
        self._say(sentence(error))

    def _allow(self, has_list: bool) -> None:
        for button in (self._sheet, self._paper):
            button.setEnabled(has_list)

    def _say(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))
