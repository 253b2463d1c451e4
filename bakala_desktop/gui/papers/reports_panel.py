"""The panel of the reports: serials, sales, VAT or stock, what they say in short, and the whole of them as a file."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import shop_day
from bakala_desktop.domain.money import format_amount
from bakala_desktop.domain.period import Period
from bakala_desktop.domain.report import Report, ReportFact
from bakala_desktop.domain.text import isolate_ltr
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child, load_form
from bakala_desktop.gui.icons import icon, put_icon
from bakala_desktop.gui.messages import sentence
from bakala_desktop.gui.paper_files import save_report
from bakala_desktop.gui.paper_output import PaperOutput
from bakala_desktop.gui.papers.report_kinds import REPORT_KINDS, ReportKind
from bakala_desktop.gui.table_model import AMOUNT, Column, TableModel
from bakala_desktop.gui.widgets.chip_row import ChipRow
from bakala_desktop.gui.widgets.day_edit import DayEdit
from bakala_desktop.gui.widgets.elided_label import ElidedLabel
from bakala_desktop.gui.widgets.line_table import LineTable
from bakala_desktop.gui.wrapped_label import WrappedLabel

_ASK_MS, _ROW_HEIGHT = 150, 34
_SHEET, _PAPER = ".xlsx", ".pdf"


class ReportsPanel(QObject):
    """Reads a report and saves it."""

    closed = Signal()

    names: ClassVar = {
        "closeReports": QToolButton,
        "reportKinds": ChipRow,
        "reportsHint": QLabel,
        "reportDays": QWidget,
        "reportSpans": ChipRow,
        "reportsFrom": DayEdit,
        "reportsTo": DayEdit,
        "reportFacts": LineTable,
        "reportsNote": QLabel,
        "reportsError": QLabel,
        "saveSheet": QPushButton,
        "saveTable": QPushButton,
    }

    def __init__(self, desk: Desk, output: PaperOutput, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._output = output
        self._report: Report | None = None
        self._file = ""
        self._question = 0
        own = (ChipRow, DayEdit, ElidedLabel, LineTable, WrappedLabel)
        self.form = load_form("papers_reports", ReportsPanel, widgets=own)
        self._kinds, self._spans = (child(self.form, ChipRow, name) for name in ("reportKinds", "reportSpans"))
        self._from, self._to = (child(self.form, DayEdit, name) for name in ("reportsFrom", "reportsTo"))
        self._note, self._error = (child(self.form, QLabel, name) for name in ("reportsNote", "reportsError"))
        self._sheet, self._paper = (child(self.form, QPushButton, name) for name in ("saveSheet", "saveTable"))
        self._facts = TableModel(_COLUMNS, self.form)
        self._soon = QTimer(self.form, singleShot=True, interval=_ASK_MS)
        self._set_up_table()
        self._connect()

    def open(self, days: Period) -> None:
        """Begin with these days, and the report that was read last."""
        for field, day in ((self._from, days.first), (self._to, days.last)):
            field.set_today(self._today)
            field.set_value(day)
        self._ask()
        self._kinds.take_focus()

    @property
    def _kind(self) -> ReportKind:
        kind = self._kinds.value
        assert isinstance(kind, ReportKind)
        return kind

    @property
    def _today(self) -> date:
        return shop_day(self._desk.shop.clock.now())

    def _set_up_table(self) -> None:
        table = child(self.form, LineTable, "reportFacts")
        table.setModel(self._facts)
        table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        table.lay_out()

    def _connect(self) -> None:
        close = child(self.form, QToolButton, "closeReports")
        close.setIcon(icon("x"))
        close.clicked.connect(self.closed)
        self._kinds.set_chips([(kind, kind.name) for kind in REPORT_KINDS])
        self._kinds.chosen.connect(self._ask)
        self._spans.set_chips([(None, "روزهای دلخواه"), (Period.of_month, "این ماه"), (Period.of_season, "این فصل")])
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
            span = make(self._today)
            self._from.set_value(span.first)
            self._to.set_value(span.last)

    def _ask(self) -> None:
        self._soon.stop()
        self._question += 1
        self._show_nothing("")
        kind = self._kind
        child(self.form, QLabel, "reportsHint").setText(kind.hint)
        child(self.form, QWidget, "reportDays").setVisible(kind.is_of_days)
        try:
            days = self._days(kind)
        except ShopError as error:
            self._show_nothing(sentence(error))
            return
        if days is None:
            self._show_nothing("هر دو روز بازه را بنویسید.")
            return
        # The quick choice that the days say, if they say one.
        fitting = (make for make in (Period.of_month, Period.of_season) if make(self._today) == days)
        self._spans.choose(next(fitting, None))
        self._file = kind.file_stem(days, self._today)
        self._write_note("گزارش خوانده می‌شود…")
        then, failed = partial(self._show, self._question), partial(self._refuse, self._question)
        self._desk.tasks.run_slow(kind.read, self._desk.shop, days, owner=self, then=then, failed=failed)

    def _days(self, kind: ReportKind) -> Period | None:
        """The days as typed, today for what tells of now; None while one is empty. Raises ShopError ``bad_date``,
        ``bad_period``."""
        if not kind.is_of_days:
            return Period.of_day(self._today)
        first, last = self._from.value(), self._to.value()
        return None if first is None or last is None else Period(first, last)

    def _show(self, question: int, report: Report) -> None:
        if question != self._question:
            return
        self._report = report
        self._facts.set_rows(report.facts)
        self._write_note("\n".join(report.notes))
        self._allow(True)

    def _refuse(self, question: int, error: ShopError) -> None:
        if question == self._question:
            self._show_nothing(sentence(error))

    def _show_nothing(self, why: str) -> None:
        self._report = None
        self._facts.set_rows(())
        self._write_note("")
        self._allow(False)
        self._say(why)

    def _save(self, suffix: str) -> None:
        if self._report is None:
            return
        name, place = self._kind.name, self._output.documents / f"{self._file}{suffix}"
        self._output.choose_file(f"ذخیرهٔ {name}", place, partial(self._save_to, name, self._report))

    def _save_to(self, name: str, report: Report, target: Path) -> None:
        run, then = self._desk.tasks.run_slow, partial(self._saved, name)
        run(save_report, self._desk.shop, report, target, owner=self, then=then, failed=self._not_saved)

    def _saved(self, name: str, target: Path) -> None:
        self._desk.notify("success", f"{name} ذخیره شد: {isolate_ltr(target.name)}")

    def _not_saved(self, error: ShopError) -> None:
        self._say(sentence(error))

    def _allow(self, has_report: bool) -> None:
        for button in (self._sheet, self._paper):
            button.setEnabled(has_report)

    def _write_note(self, text: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def _say(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))


def _value(fact: ReportFact) -> str:
    """Return what a fact says: the reports count documents and goods, and sum rials."""
    return format_amount(fact.value) if isinstance(fact.value, int) else str(fact.value)


_COLUMNS = (Column[ReportFact]("شرح", lambda fact: fact.name), Column[ReportFact]("مقدار", _value, AMOUNT, width=220))
