"""A list to pick from, worked by mouse, by its own keys, or from the search field that keeps the focus."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget


class PickList(QListView):
    """``chosen`` carries what was clicked, tapped or entered: whatever the item's data are under ``role``."""

    chosen = Signal(object)

    def __init__(self, role: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setProperty("tiles", True)
        self.clicked.connect(self._choose)

    def step(self, steps: int) -> None:
        """Move the mark by so many items in reading order, from outside: the search field keeps the focus."""
        last = self.model().rowCount() - 1
        if last < 0:
            return
        current = self.currentIndex()
        row = current.row() + steps if current.isValid() else (0 if steps > 0 else last)
        index = self.model().index(min(max(row, 0), last), 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def choose_current(self) -> bool:
        """Choose the marked item; tells whether any is marked."""
        index = self.currentIndex()
        if index.isValid():
            self._choose(index)
        return index.isValid()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.choose_current()
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(self._role))
