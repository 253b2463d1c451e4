"""The bar over the list of documents: what is looked for, read from its fields at every change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.document_filter import DocumentFilter
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import shop_day
from bakala_desktop.domain.money import format_amount
from bakala_desktop.domain.period import Period
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.document_words import DOCUMENT_KINDS
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.widgets.chip_row import ChipRow
from bakala_desktop.gui.widgets.day_edit import DayEdit
from bakala_desktop.gui.widgets.number_edit import AmountEdit
from bakala_desktop.gui.widgets.search_edit import SearchEdit

_DEBOUNCE_MS = 30
_MORE = "بیشتر"


def _day_before(today: date) -> Period:
    return Period.of_day(today - timedelta(days=1))


_SPANS = {
    "امروز": Period.of_day,
    "دیروز": _day_before,
    "این هفته": Period.of_week,
    "این ماه": Period.of_month,
    "این فصل": Period.of_season,
}
_TYPED_SPAN = "typed"


class FilterBar(QObject):
    """Reads the bar. ``changed`` follows shortly after the last change, once for a burst of them; ``refused`` carries
    the ShopError of a field that holds no day or amount, and the list then stays as it was."""

    changed = Signal()
    refused = Signal(object)

    names: ClassVar = {
        "find": SearchEdit,
        "kinds": ChipRow,
        "more": QPushButton,
        "dayRow": QWidget,
        "days": ChipRow,
        "fromDay": DayEdit,
        "toDay": DayEdit,
        "moreRow": QWidget,
        "cashier": QComboBox,
        "least": AmountEdit,
        "most": AmountEdit,
        "clearFilters": QPushButton,
    }

    def __init__(self, form: QWidget, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_low = self._is_closed = False
        self.find = child(form, SearchEdit, "find")
        self._kinds, self._days = child(form, ChipRow, "kinds"), child(form, ChipRow, "days")
        self._from, self._to = child(form, DayEdit, "fromDay"), child(form, DayEdit, "toDay")
        self._cashier = child(form, QComboBox, "cashier")
        self._least, self._most = child(form, AmountEdit, "least"), child(form, AmountEdit, "most")
        self._more = child(form, QPushButton, "more")
        self._day_row, self._more_row = child(form, QWidget, "dayRow"), child(form, QWidget, "moreRow")
        self._kinds.set_chips([(None, "همه"), *DOCUMENT_KINDS.items()])
        self._days.set_chips([(None, "همهٔ روزها"), *((name, name) for name in _SPANS), (_TYPED_SPAN, "روزهای دلخواه")])
        self._kinds.follow(self.find)
        self._days.follow(self._more)
        self.set_cashiers(())
        self.set_unit()
        self._soon = QTimer(form, singleShot=True, interval=_DEBOUNCE_MS)
        self._connect(child(form, QPushButton, "clearFilters"))
        self._fold()

    @property
    def filter(self) -> DocumentFilter:
        """What is asked for. Raises ShopError ``bad_date``, ``bad_period`` and those of an amount that is none."""
        kind = self._kinds.value
        first, last = self.days
        return DocumentFilter(
            text=self.find.text(),
            kinds=frozenset({kind}) if isinstance(kind, DocumentKind) else frozenset(),
            from_day=first,
            to_day=last,
            user_id=self._cashier.currentData(),
            least=self._least.value(),
            most=self._most.value(),
        )

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The days as typed, both included. Raises ShopError ``bad_date``, ``bad_period``."""
        first, last = self._from.value(), self._to.value()
        if first is not None and last is not None:
            Period(first, last)
        return first, last

    @property
    def is_empty(self) -> bool:
        """Whether nothing keeps any document away."""
        return not (self.find.text().strip() or self._count or self._kinds.value is not None)

    def set_cashiers(self, cashiers: Sequence[tuple[UUID, str]]) -> None:
        """Offer these users; the one that was chosen stays chosen."""
        chosen = self._cashier.currentData()
        self._cashier.blockSignals(True)
        self._cashier.clear()
        self._cashier.addItem("همهٔ کاربران", None)
        for user_id, name in cashiers:
            self._cashier.addItem(name, user_id)
        self._cashier.setCurrentIndex(max(0, self._cashier.findData(chosen)))
        self._cashier.blockSignals(False)

    def set_unit(self) -> None:
        """Take amounts in the unit of the screen."""
        for field in (self._least, self._most):
            field.set_unit(self._desk.unit)

    def set_low(self, is_low: bool) -> None:
        """Where the window is low, the days hide behind «more» too."""
        self._is_low = is_low
        self._fold()

    def show_today(self) -> None:
        """Let the quick choices and the arrows count from today."""
        today = self._today
        for field in (self._from, self._to):
            field.set_today(today)
        name = self._days.value
        if isinstance(name, str) and name in _SPANS:
            self._set_days(_SPANS[name](today))

    def ask_now(self) -> None:
        """Tell of a change at once that would be told of shortly."""
        if self._soon.isActive():
            self._soon.stop()
            self._tell()

    def close(self) -> None:
        """Tell of nothing any more: fields that lose the focus in a window that closes change once again."""
        self._is_closed = True
        self._soon.stop()

    def clear(self) -> None:
        """Ask for everything again."""
        self.find.clear()
        for row in (self._kinds, self._days):
            row.choose(None)
        self._cashier.setCurrentIndex(0)
        for field in (self._from, self._to, self._least, self._most):
            field.clear()

    @property
    def _today(self) -> date:
        return shop_day(self._desk.shop.clock.now())

    @property
    def _count(self) -> int:
        """How many of the folded fields say something."""
        fields = (self._least, self._most, *((self._from, self._to) if self._is_low else ()))
        return sum(bool(field.text()) for field in fields) + (self._cashier.currentIndex() > 0)

    def _connect(self, clear: QPushButton) -> None:
        self._soon.timeout.connect(self._tell)
        self.find.textChanged.connect(self._wait)
        self._kinds.chosen.connect(self._wait)
        self._days.chosen.connect(self._choose_span)
        self._cashier.currentIndexChanged.connect(self._wait)
        for field in (self._least, self._most):
            field.changed.connect(self._wait)
        for day in (self._from, self._to):
            day.changed.connect(self._day_typed)
            day.editingFinished.connect(self._day_left)
        self._more.toggled.connect(self._fold)
        clear.clicked.connect(self.clear)

    def _wait(self) -> None:
        if not self._is_closed:
            self._write_more()
            self._soon.start()

    def _tell(self) -> None:
        try:
            self.filter  # noqa: B018 (raises where a field is wrong)
        except ShopError as error:
            self.refused.emit(error)
            return
        self.changed.emit()

    def _choose_span(self, name: object) -> None:
        if name == _TYPED_SPAN:
            self._from.setFocus()
        elif isinstance(name, str):
            self._set_days(_SPANS[name](self._today))
        else:
            self._from.clear()
            self._to.clear()

    def _set_days(self, span: Period) -> None:
        self._from.set_value(span.first)
        self._to.set_value(span.last)

    def _day_typed(self) -> None:
        """Mark the quick choice that the two fields say, if they say one."""
        if self._from.is_wrong or self._to.is_wrong:
            return
        typed, today = (self._from.value(), self._to.value()), self._today
        spans = {name: make(today) for name, make in _SPANS.items()}
        fitting: list[str | None] = [name for name, span in spans.items() if (span.first, span.last) == typed]
        fitting = fitting or [None if typed == (None, None) else _TYPED_SPAN]
        if self._days.value not in fitting:
            self._days.choose(fitting[0])
        self._wait()

    def _day_left(self) -> None:
        """Say what is wrong with a day once it is left: while it is typed it is only not finished yet."""
        if self._from.is_wrong or self._to.is_wrong:
            self._tell()

    def _fold(self) -> None:
        is_open = self._more.isChecked()
        self._more_row.setVisible(is_open)
        self._day_row.setVisible(is_open or not self._is_low)
        self._write_more()

    def _write_more(self) -> None:
        count = self._count
        self._more.setText(f"{_MORE} ({format_amount(count)})" if count else _MORE)
