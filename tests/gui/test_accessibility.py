"""Each widget of ours can be named, reached, pressed with a finger and seen when it has the focus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bakala_desktop.gui.theme import DARK, LIGHT, apply_theme
from bakala_desktop.gui.widgets import CartView, ChipRow, GoodsView, Notice, NumPad, QuantityStepper, SearchEdit

OURS = (CartView, ChipRow, GoodsView, Notice, NumPad, QuantityStepper, SearchEdit)


@pytest.fixture
def window(shown):
    def make(kind: type[QWidget]) -> QWidget:
        widget = kind()
        box_owner = QWidget()
        box = QVBoxLayout(box_owner)
        box.addWidget(QLineEdit())
        box.addWidget(widget)
        if isinstance(widget, ChipRow):
            widget.set_chips([(1, "همه"), (2, "لبنیات")])
        if isinstance(widget, Notice):
            widget.show_notice("متن", action="تعریف کالا")
        shown(box_owner)
        return widget

    return make


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.__name__)
def test_every_button_has_a_name_and_fits_a_finger(window, kind):
    widget = window(kind)
    for button in widget.findChildren(QAbstractButton):
        if not button.isVisible() or button.objectName().startswith("qt_"):
            continue
        name = QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)
        assert name, button
        assert min(button.width(), button.height()) >= 44 or isinstance(button.parent(), SearchEdit), name


@pytest.mark.parametrize("kind", [CartView, GoodsView])
def test_the_lists_have_names(window, kind):
    assert QAccessible.queryAccessibleInterface(window(kind)).text(QAccessible.Text.Name)


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    "kind", [QPushButton, QToolButton, QLineEdit, QComboBox, QCheckBox, QRadioButton, GoodsView, CartView, SearchEdit]
)
@pytest.mark.parametrize("look", ["", "primary", "pay", "quiet", "chip"])
def test_the_focus_can_be_seen(qapp, shown, kind, look, colors):
    if look and kind is not QPushButton:
        return
    apply_theme(qapp, colors)
    try:
        widget, other, owner = kind(), QLineEdit(), QWidget()
        widget.setProperty("kind", look)
        box = QVBoxLayout(owner)
        box.addWidget(other)
        box.addWidget(widget)
        shown(owner)
        other.setFocus()
        without = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert widget.hasFocus()
        assert widget.grab().toImage() != without
    finally:
        apply_theme(qapp, LIGHT)


@pytest.mark.parametrize("kind", [QPushButton, QLineEdit, QComboBox])
def test_nothing_moves_when_the_focus_comes(shown, kind):
    widget, other, owner = kind(), QLineEdit(), QWidget()
    box = QVBoxLayout(owner)
    box.addWidget(other)
    box.addWidget(widget)
    shown(owner)
    other.setFocus()
    size = widget.sizeHint()
    widget.setFocus()
    assert widget.sizeHint() == size
    assert widget.height() >= 44
