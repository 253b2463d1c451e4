"""What a look at a screen can find: widgets without names, buttons too small, Latin digits, texts that are cut."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTabBar, QWidget

LEAST_SIDE = 44
_ISOLATED = re.compile("\u2066[^\u2069]*\u2069")


def nameless(form: QWidget) -> list[str]:
    """The widgets that take the focus and have no accessible name."""
    return [
        widget.objectName() or type(widget).__name__
        for widget in form.findChildren(QWidget)
        if widget.isVisibleTo(form)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, QTabBar)
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]


def small_buttons(form: QWidget) -> list[str]:
    """The visible buttons that are too small for a finger; those inside a field or a bar are its own."""
    return [
        f"{button.objectName()} {button.width()}x{button.height()}"
        for button in form.findChildren(QAbstractButton)
        if button.isVisible() and button.objectName() and min(button.width(), button.height()) < LEAST_SIDE
    ]


def latin_digits(form: QWidget) -> list[str]:
    """The texts with Latin digits outside of keys and codes, which are isolated."""
    labels = [*form.findChildren(QLabel), *form.findChildren(QAbstractButton)]
    texts = [label.text() for label in labels if label.isVisibleTo(form)]
    return [text for text in texts if re.search("[0-9]", _ISOLATED.sub("", text))]


def cut_labels(form: QWidget) -> list[str]:
    """The visible labels of one line that are narrower than their text."""
    return [
        label.text()
        for label in form.findChildren(QLabel)
        if label.isVisible()
        and type(label) is QLabel
        and label.text()
        and not label.wordWrap()
        and label.fontMetrics().horizontalAdvance(label.text()) > label.width() + 1
    ]


def tab_order(form: QWidget, steps: int = 60) -> list[str]:
    """The names of the widgets in the order of Tab, from the one that has the focus."""
    names: list[str] = []
    window = form.window()
    for _ in range(steps):
        focus = QApplication.focusWidget()
        name = focus.objectName() if focus is not None else ""
        if name in names:
            break
        names.append(name)
        window.focusNextChild()
    return names
