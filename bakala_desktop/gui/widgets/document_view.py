"""The table of issued documents: what each is, to whom, for how much, and what became of it, as small chips."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.document_filter import DocumentMark, DocumentRow
from bakala_desktop.gui.document_words import MARKS
from bakala_desktop.gui.icons import draw_icon
from bakala_desktop.gui.theme import current_colors
from bakala_desktop.gui.widgets.figures import draw_figure
from bakala_desktop.gui.widgets.painting import CENTER, LEFT, RIGHT, draw_card, draw_line, sized

Index = QModelIndex | QPersistentModelIndex

ROW_HEIGHT = 50
ROW = Qt.ItemDataRole.UserRole
"""Under this role every cell answers its DocumentRow."""

KIND, SERIAL, DAY, BUYER, AMOUNT, CASHIER = range(6)
_WIDTHS = {KIND: 118, SERIAL: 142, DAY: 96, AMOUNT: 132, CASHIER: 112}
_NARROW_WIDTHS = {KIND: 42, SERIAL: 134, DAY: 90, AMOUNT: 112}

KIND_ICONS = {
    DocumentKind.INVOICE: "receipt-text",
    DocumentKind.PROFORMA: "file-text",
    DocumentKind.RETURN: "rotate-ccw",
    DocumentKind.CORRECTION: "pencil",
    DocumentKind.CANCELLATION: "circle-x",
    DocumentKind.CERTIFICATE: "landmark",
}
_MARK_COLORS = {
    DocumentMark.CANCELLED: "danger",
    DocumentMark.FULLY_RETURNED: "warning",
    DocumentMark.PARTLY_RETURNED: "warning",
    DocumentMark.CHANGED: "warning",
    DocumentMark.CORRECTED: "accent",
    DocumentMark.CERTIFIED: "success",
    DocumentMark.REPLACED: "subdued",
}
_SOFT = {"subdued": "hover"}
_CHIP_HEIGHT, _CHIP_PIXELS = 19, 11


def marks_in_order(row: DocumentRow) -> tuple[DocumentMark, ...]:
    """Return what happened to a document, the gravest first."""
    return tuple(mark for mark in _MARK_COLORS if mark in row.marks)


class _DocumentDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: DocumentRow | None = index.data(ROW)
        if row is None:
            return
        colors = current_colors()
        painter.save()
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        box = QRectF(option.rect)
        painter.fillRect(box, QColor(colors.accent_soft if is_selected else colors.card))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(colors.border))
        is_void = bool({DocumentMark.CANCELLED, DocumentMark.REPLACED} & row.marks)
        color = colors.subdued if is_void else colors.text
        self._cell(painter, box.adjusted(8, 2, -8, -2), option, index, row, color)
        painter.restore()

    def _cell(
        self,
        painter: QPainter,
        box: QRectF,
        option: QStyleOptionViewItem,
        index: Index,
        row: DocumentRow,
        color: str,
    ) -> None:
        text, column = str(index.data() or ""), index.column()
        if column == KIND:
            _draw_kind(painter, box, option, row, text)
        elif column == BUYER:
            _draw_buyer(painter, box, option, row, text, color)
        elif column == AMOUNT:
            draw_figure(painter, box, text, sized(option.font, 15, option.font.Weight.Medium), color)
        else:
            size = 13 if column == CASHIER else 14
            draw_line(painter, box, text, sized(option.font, size), color, LEFT if column == DAY else RIGHT)


def _draw_kind(painter: QPainter, box: QRectF, option: QStyleOptionViewItem, row: DocumentRow, text: str) -> None:
    colors = current_colors()
    side = 18
    draw_icon(
        painter,
        QRectF(box.right() - side, box.center().y() - side / 2, side, side),
        KIND_ICONS[row.kind],
        colors.subdued,
    )
    draw_line(painter, box.adjusted(0, 0, -side - 7, 0), text, sized(option.font, 14), colors.text)


def _draw_buyer(
    painter: QPainter, box: QRectF, option: QStyleOptionViewItem, row: DocumentRow, text: str, color: str
) -> None:
    name, color = (text, color) if row.buyer else ("بدون نام خریدار", current_colors().subdued)
    marks = marks_in_order(row)
    upper = QRectF(box.left(), box.top(), box.width(), box.height() - _CHIP_HEIGHT - 3) if marks else box
    draw_line(painter, upper, name, sized(option.font, 14), color)
    if marks:
        lower = QRectF(box.left(), box.bottom() - _CHIP_HEIGHT - 1, box.width(), _CHIP_HEIGHT)
        draw_chips(painter, lower, option, [(MARKS[mark], _MARK_COLORS[mark]) for mark in marks])


def draw_chips(painter: QPainter, box: QRectF, option: QStyleOptionViewItem, chips: list[tuple[str, str]]) -> None:
    """Draw small chips from the right, as many as there is room for, and «…» for the rest."""
    colors = current_colors()
    font = sized(option.font, _CHIP_PIXELS, option.font.Weight.Medium)
    right = box.right()
    for text, role in chips:
        width = QFontMetricsF(font).horizontalAdvance(text) + 14
        if right - width < box.left():
            draw_line(
                painter, QRectF(box.left(), box.top(), right - box.left(), box.height()), "…", font, colors.subdued
            )
            return
        chip = QRectF(right - width, box.top(), width, box.height())
        soft = getattr(colors, _SOFT.get(role, f"{role}_soft"))
        draw_card(painter, chip, soft, soft, radius=box.height() / 2)
        draw_line(painter, chip, text, font, getattr(colors, role), CENTER)
        right -= width + 5


class DocumentView(QTableView):
    """A table whose rows are documents. ``opened`` follows Enter or a double click on the marked one."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_DocumentDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.doubleClicked.connect(lambda _: self.opened.emit())

    def lay_out(self, is_narrow: bool, has_cashier: bool) -> None:
        """Divide the width: narrow, a kind is only its icon; the cashier's column may have to give way."""
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(BUYER, QHeaderView.ResizeMode.Stretch)
        for column, width in (_NARROW_WIDTHS if is_narrow else _WIDTHS).items():
            self.setColumnWidth(column, width)
        self.setColumnHidden(CASHIER, is_narrow or not has_cashier)

    def select_row(self, row: int) -> None:
        """Mark one row alone and bring it into sight."""
        # QTableView.selectRow finds no column where the table runs from right to left and fills its width.
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        index = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(index, how)
        self.scrollTo(index)

    def step(self, steps: int) -> None:
        """Move the mark by so many rows, from outside: the search field keeps the focus."""
        last = self.model().rowCount() - 1
        if last >= 0:
            current = self.currentIndex().row()
            self.select_row(max(0, min(last, current + steps)))

    def selected_rows(self) -> tuple[DocumentRow, ...]:
        """Return the documents that are marked, in the order of the list."""
        model = self.model()
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return tuple(model.index(row, 0).data(ROW) for row in rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)
