"""What a key means to a barcode scanner: the key's place on the board, not the letter that the layout gives
it.

A scanner types as if the keyboard were American. The Persian layout turns its «6» into «۶» and its «A» into
«ؤ», so the place of the key (its scan code) and the Shift key decide; only where no place is known does the
text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from bakala_desktop.domain.keyboard import other_layout
from bakala_desktop.domain.text import fold_digits

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

GROUP_SEPARATOR = "\x1d"
"""Ends a field of variable length in a GS1 code; scanners type it as Ctrl+]."""

# Each row starts at the set-1 code of its first key: the numbers that Windows gives, and evdev for this
# block.
_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
    (86, "\\", "|"),
)
_KEYS = {
    start + place: pair
    for start, plain, shifted in _ROWS
    for place, pair in enumerate(zip(plain, shifted, strict=True))
}
# The number pad; its keys move the cursor while Num Lock is off, and then carry no text.
_PAD = dict(zip((55, *range(71, 84)), "*789-456+1230.", strict=True)) | {53: "/", 98: "/"}
_CLOSING_BRACKET = 27

# X11 and Wayland add 8 to the evdev code for the sake of old X servers; Windows gives the set-1 code as it
# is.
_OFFSETS = {"xcb": 8, "wayland": 8, "windows": 0}
_EXTENDED_MASK = 0xFF


def decode(event: QKeyEvent, platform: str) -> str:
    """Return the character that a scanner means by this key, or "" if the key is none of a code's.

    ``platform`` is Qt's name for the window system. Without a native scan code (offscreen, synthetic keys)
    the text is taken back from the Persian layout to the American one.
    """
    code = event.nativeScanCode()
    offset = _OFFSETS.get(platform)
    if code and offset is not None:
        return _decode_place((code - offset) & _EXTENDED_MASK, event)
    text = fold_digits(event.text())
    return text if text.isascii() else other_layout(text)


def _decode_place(code: int, event: QKeyEvent) -> str:
    modifiers = event.modifiers()
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return GROUP_SEPARATOR if code == _CLOSING_BRACKET else ""
    if event.modifiers() & Qt.KeyboardModifier.KeypadModifier or (code in _PAD and code not in _KEYS):
        return _PAD.get(code, "") if event.text() else ""
    pair = _KEYS.get(code)
    if pair is None:
        return ""
    return pair[1] if modifiers & Qt.KeyboardModifier.ShiftModifier else pair[0]
