"""Marks a plain field as wrong and writes why under it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.gui.messages import sentence


def mark_wrong(field: QWidget, label: QLabel, error: ShopError | None) -> None:
    """Say under a field what is wrong with it; None takes it back."""
    label.setText("" if error is None else sentence(error))
    field.setAccessibleDescription(label.text())
    if field.property("wrong") != (error is not None):
        field.setProperty("wrong", error is not None)
        field.style().unpolish(field)
        field.style().polish(field)
