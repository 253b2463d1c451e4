"""How the screen of documents divides its room: list beside paper, a panel in the paper's place, the paper alone."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bakala_desktop.gui.actions import BY_ID
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.icons import put_icon
from bakala_desktop.gui.papers.filter_bar import FilterBar
from bakala_desktop.gui.widgets.command_button import CommandButton
from bakala_desktop.gui.widgets.document_view import DocumentView

NARROW, LOW = 1100, 560
"""Below this width a panel takes the place of the list too; below this height the paper is only shown enlarged."""

_PAPER_SHARE, _PAPER_LEAST, _PAPER_MOST = 37, 364, 640
_PANEL_SHARE, _PANEL_LEAST, _PANEL_MOST = 47, 560, 760
_WIDEST = 16_777_215
_COLUMNS, _NARROW_COLUMNS, _COLUMNS_ALONE = 6, 4, 12

_IN_ITS_PLACE = "sellProforma"
"""The button that shares the cell of the one before it: of the two, a document has one or the other."""


class PapersLayout(QObject):
    """Follows the size of the form and what is in front. ``lowered`` says that the form became low, or high again."""

    lowered = Signal(bool)

    names: ClassVar = {
        "filters": QWidget,
        "listSide": QFrame,
        "sideStack": QStackedWidget,
        "viewStack": QStackedWidget,
        "viewLayout": QVBoxLayout,
        "commands": QGridLayout,
        "commandBox": QWidget,
        "many": QPushButton,
        "reports": QPushButton,
        "facts": QLabel,
    }

    def __init__(self, form: QWidget, bar: FilterBar, parent: QObject) -> None:
        super().__init__(parent)
        self._form = form
        self._bar = bar
        self._filters, self._list = child(form, QWidget, "filters"), child(form, QFrame, "listSide")
        self._side, self._view = child(form, QStackedWidget, "sideStack"), child(form, QStackedWidget, "viewStack")
        self._column, self._grid = child(form, QVBoxLayout, "viewLayout"), child(form, QGridLayout, "commands")
        self._table = child(form, DocumentView, "documentTable")
        self._zooms = [child(form, QToolButton, name) for name in ("zoomIn", "zoomOut")]
        self._facts, self._box = child(form, QLabel, "facts"), child(form, QWidget, "commandBox")
        self.is_enlarged = False
        self._has_panel = False
        # As tight as it may become, so that the form never asks the window for more than a small one has.
        self._is_narrow = self._is_low = True
        self._columns = 0
        self._write_foot()
        self._bar.set_low(True)
        form.installEventFilter(self)

    def set_enlarged(self, is_enlarged: bool) -> None:
        """Give the paper the whole room, or the list its own again."""
        self.is_enlarged = is_enlarged
        self.fit()

    def set_panel(self, has_panel: bool) -> None:
        """Make room for a panel, or take it back."""
        self._has_panel = has_panel
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return False

    def fit(self) -> None:
        """Divide the room as it is now."""
        width = self._form.width()
        self._follow_size(width < NARROW, self._form.height() < LOW)
        is_narrow, is_low = self._is_narrow, self._is_low
        is_paper_alone = self.is_enlarged and not self._has_panel
        self._filters.setVisible(not (is_low and (self._has_panel or is_paper_alone)))
        self._list.setVisible(not is_paper_alone and not (is_narrow and self._has_panel))
        self._fit_paper(is_low, is_paper_alone)
        self._table.lay_out(is_narrow, has_cashier=not self._has_panel)
        self._fit_side(width)

    def _fit_side(self, width: int) -> None:
        if self._list.isHidden():
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(_WIDEST)
        elif self._has_panel:
            self._side.setFixedWidth(max(_PANEL_LEAST, min(_PANEL_MOST, width * _PANEL_SHARE // 100)))
        else:
            self._side.setFixedWidth(max(_PAPER_LEAST, min(_PAPER_MOST, width * _PAPER_SHARE // 100)))

    def _fit_paper(self, is_low: bool, is_alone: bool) -> None:
        """Show pages, facts and commands as far as there is room; the keys of the commands work in any case."""
        has_pages = not is_low or is_alone
        for widget in (self._view, *self._zooms):
            widget.setVisible(has_pages)
        self._box.setVisible(not (is_low and is_alone))
        # Without the pages the facts take the room above the commands.
        self._column.setStretch(self._column.indexOf(self._facts), 0 if has_pages else 1)
        self._lay_commands(_COLUMNS_ALONE if is_alone else _NARROW_COLUMNS if self._is_narrow else _COLUMNS)

    def _lay_commands(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        buttons = self._form.findChildren(CommandButton)
        for button in buttons:
            self._grid.removeWidget(button)
        at = -1
        for button in buttons:
            at += button.objectName() != _IN_ITS_PLACE
            self._grid.addWidget(button, at // columns, at % columns)
        for column in range(_COLUMNS_ALONE):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _follow_size(self, is_narrow: bool, is_low: bool) -> None:
        if is_low != self._is_low:
            self._is_low = is_low
            self._bar.set_low(is_low)
            self.lowered.emit(is_low)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._write_foot()

    def _write_foot(self) -> None:
        """Write the keys on the buttons under the list where there is room."""
        for name, command_id in (("many", "document.many"), ("reports", "document.reports")):
            button, command = child(self._form, QPushButton, name), BY_ID[command_id]
            button.setText(command.text if self._is_narrow else command.label)
            put_icon(button, command.icon, command.color)
