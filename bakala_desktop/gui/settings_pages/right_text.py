"""Fields of several lines that are written from the right edge, also where a line begins with Latin or is empty."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit


def write_from_right(edit: QPlainTextEdit) -> None:
    """Let each paragraph run from right to left: by itself Qt lays them against the left edge."""
    option = edit.document().defaultTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    # Plain AlignRight would be mirrored to the left.
    option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    edit.document().setDefaultTextOption(option)
