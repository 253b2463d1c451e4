"""The place of the editor under the lines: empty and without cost until something is edited for the first time."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.sell.line_editor import Edited, LineEditor
from bakala_desktop.gui.sell.sale import Sale


class EditorPlace(QObject):
    """Holds the ``LineEditor`` of a ``Sale``; ``made`` carries its form once it is made."""

    closed = Signal()
    made = Signal(object)

    def __init__(self, host: QFrame, desk: Desk, sale: Sale, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sale = sale
        self._editor: LineEditor | None = None
        self._column = QVBoxLayout(host)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def is_open(self) -> bool:
        """Whether something is being edited."""
        return self._editor is not None and self._editor.is_open

    @property
    def has_focus(self) -> bool:
        """Whether one types into the editor."""
        return self._editor is not None and self._editor.has_focus

    def edit(self, edited: Edited, row: int = 0, takes_focus: bool = True) -> None:
        """Open the editor for a line, or for the whole cart."""
        if self._editor is None:
            self._editor = LineEditor(self._desk, self._sale, self)
            self._editor.closed.connect(self.closed)
            self._column.addWidget(self._editor.form)
            self.made.emit(self._editor.form)
        self._editor.edit(edited, row, takes_focus)

    def take_focus(self) -> None:
        """Let what is written be typed over."""
        if self._editor is not None:
            self._editor.take_focus()

    def close(self) -> None:
        """Give up what was typed."""
        if self._editor is not None:
            self._editor.close()

    def take_quantity(self) -> None:
        """Use a quantity that was typed but not entered."""
        if self._editor is not None:
            self._editor.take_quantity()
