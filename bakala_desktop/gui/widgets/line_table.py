"""A table whose cells are typed into: quantities and amounts, each in a field of its own kind, row after row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import MoneyUnit
from bakala_desktop.gui.table_model import WIDTH
from bakala_desktop.gui.theme import current_colors, tabular
from bakala_desktop.gui.widgets.figures import draw_figure, fitting
from bakala_desktop.gui.widgets.number_edit import AmountEdit, QuantityEdit
from bakala_desktop.gui.widgets.painting import TwoLines, draw_card, sized

Index = QModelIndex | QPersistentModelIndex

FIELD = Qt.ItemDataRole.UserRole
"""Under this role an editable cell answers its CellField."""

TOUCHED = Qt.ItemDataRole.UserRole.value + 1
"""Under this role a cell tells whether something was typed into it."""

ROW_HEIGHT = 48
_TEXT_LEAST, _WIDTH = 136, 72
_SIDE = 8
"""So far from the edges of its cell a text stays, in pixels."""
_PIXELS = 14
_ROW_STEPS = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_CELL_STEPS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


@dataclass(frozen=True, slots=True)
class CellField:
    """What is typed in a cell: an amount in a unit of money, or a quantity where that is None."""

    value: Any
    money: MoneyUnit | None
    is_measured: bool = False
    unit: str = ""


class _CellDelegate(QStyledItemDelegate):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._names = TwoLines()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field: CellField = index.data(FIELD)
        editor: AmountEdit | QuantityEdit
        if field.money is None:
            editor = QuantityEdit(parent)
            editor.set_measured(field.is_measured)
        else:
            editor = AmountEdit(parent)
            editor.set_unit(field.money)
            editor.set_suffix("")
        editor.setObjectName("cellEditor")
        # Where the figure stands already.
        editor.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        editor.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        editor.changed.connect(lambda: self.commitData.emit(editor))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, AmountEdit | QuantityEdit) and editor.is_empty:
            editor.blockSignals(True)
            editor.set_value(index.data(FIELD).value)
            editor.blockSignals(False)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, AmountEdit | QuantityEdit)
        try:
            value: object = editor.value()
        except ShopError as error:
            value = error
        model.setData(index, value)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(1, 1, -1, -1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on to the next row, as in a sheet of figures, and Tab to the next cell that is typed into."""
        table = self.parent()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if not isinstance(watched, AmountEdit | QuantityEdit) or not isinstance(table, LineTable):
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space:
            table.toggled.emit(table.currentIndex().row())
            watched.set_value(table.currentIndex().data(FIELD).value)
            watched.selectAll()
            return True
        if key not in _ROW_STEPS and key not in _CELL_STEPS:
            return super().eventFilter(watched, event)
        self.commitData.emit(watched)
        self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
        if key in _ROW_STEPS:
            table.step(_ROW_STEPS[key])
        else:
            table.step_cell(_CELL_STEPS[key])
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colors = current_colors()
        box = QRectF(option.rect)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(box, QColor(colors.accent_soft if is_current else colors.card))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(colors.border))
        is_editable = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        is_touched = bool(index.data(TOUCHED))
        if is_editable:
            border = colors.accent if is_touched else colors.field_border
            draw_card(painter, box.adjusted(3, 4, -3, -5), colors.field, border, 2 if is_touched else 1, 7)
        inner, text, table = box.adjusted(_SIDE, 2, -_SIDE, -2), str(index.data() or ""), self.parent()
        font = QFont(table.figure_font if isinstance(table, LineTable) else option.font)
        if index.column() == 0:
            self._draw_name(painter, inner, text, sized(option.font, font.pixelSize()))
        else:
            font.setWeight(QFont.Weight.Bold if is_touched else QFont.Weight.Normal)
            draw_figure(painter, inner, text, font, colors.text)
        painter.restore()

    def _draw_name(self, painter: QPainter, box: QRectF, text: str, font: QFont) -> None:
        """Draw the goods, or the number of a document, on two lines where it is long."""
        height = QFontMetricsF(font).height() * self._names.count(text, font, int(box.width()))
        top = box.center().y() - height / 2
        place = QRectF(box.left(), top, box.width(), height)
        self._names.draw(painter, place, text, font, current_colors().text)


class LineTable(QTableView):
    """The table. ``toggled(row)`` follows the space bar on a row, ``left`` Enter after the last one."""

    toggled = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._longest: dict[int, str] = {}
        self.figure_font = sized(self.font(), _PIXELS)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.CurrentChanged
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self.lay_out)
            model.dataChanged.connect(lambda first, last: self._follow(first.row(), last.row()))

    def lay_out(self) -> None:
        """Give the figures the room that they need, in one size for the whole table, and the names the rest."""
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model = self.model()
        if model.columnCount() > 1:
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._longest.clear()
        self._follow(0, model.rowCount() - 1)

    def _follow(self, first: int, last: int) -> None:
        """Make room for what some rows say now; what other rows said before keeps its own."""
        model = self.model()
        for column in range(1, model.columnCount()):
            # Digits are all of one width: the longest text is the widest.
            texts = [str(model.index(row, column).data() or "") for row in range(first, last + 1)]
            self._longest[column] = max((self._longest.get(column, ""), *texts), key=len)
        self._divide()

    def _divide(self) -> None:
        font = sized(self.font(), _PIXELS)
        wanted = {column: self._wanted(column, font) for column in self._longest}
        room = max(self.viewport().width() - _TEXT_LEAST, 1)
        total = max(sum(wanted.values()), 1)
        sizes = [font]
        for column, width in wanted.items():
            # Figures shrink to their room, so that all columns stay in sight.
            self.setColumnWidth(column, min(width, width * room // total))
            sizes.append(fitting(self._longest[column], font, self.columnWidth(column) - 2 * _SIDE))
        self.figure_font = min(sizes, key=lambda size: (size.pixelSize(), size.stretch() or 100))
        self.viewport().update()

    def _wanted(self, column: int, font: QFont) -> int:
        """Return how wide a column should be for what it says, bold where that may be typed, and for its head."""
        model, across = self.model(), Qt.Orientation.Horizontal
        widest = QFontMetricsF(tabular(sized(font, _PIXELS, QFont.Weight.Bold))).horizontalAdvance(
            self._longest[column]
        )
        head = self.horizontalHeader().fontMetrics().horizontalAdvance(str(model.headerData(column, across)))
        least = int(model.headerData(column, across, WIDTH) or _WIDTH)
        return max(least, int(max(widest, head)) + 2 * _SIDE + 1)

    def begin(self) -> None:
        """Put the cursor into the first cell that is typed into."""
        model = self.model()
        for column in range(model.columnCount()):
            index = model.index(0, column)
            if model.rowCount() and index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.setFocus()
                self.setCurrentIndex(index)
                return

    def step(self, rows: int) -> None:
        """Go to the same column so many rows further."""
        index = self.currentIndex()
        row = index.row() + rows
        if row >= self.model().rowCount():
            self.left.emit()
        elif row >= 0:
            self.setCurrentIndex(self.model().index(row, index.column()))

    def step_cell(self, cells: int) -> None:
        """Go to the next cell that is typed into, or the one before; after the last one the table is left."""
        model, index = self.model(), self.currentIndex()
        columns = model.columnCount()
        place = index.row() * columns + index.column() + cells
        while 0 <= place < model.rowCount() * columns:
            cell = model.index(place // columns, place % columns)
            if cell.flags() & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(cell)
                return
            place += cells
        if cells > 0:
            self.left.emit()
        else:
            self.focusPreviousChild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.toggled.emit(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.step(1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        if self.model() is not None:
            self.lay_out()
