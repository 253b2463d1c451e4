"""The strip of keys at the bottom of the window: those of the screen in front, then those that serve everywhere."""

from __future__ import annotations

from collections.abc import Collection

from bakala_desktop.domain.staff import Permission
from bakala_desktop.gui.actions import BY_ID

_OF_SCREEN = {
    "sell": ("sell.focus_search", "sell.customer", "sell.quantity", "sell.discount", "sell.remove", "sell.pay"),
    "papers": ("document.find", "document.print", "document.save", "document.many", "document.reports"),
}
_EVERYWHERE = ("app.documents", "app.settings", "app.theme", "app.help", "app.sign_out")
_BACK = "\u2066Esc\u2069 بازگشت"


def hints_of(screen: str, rights: Collection[Permission]) -> str:
    """Return the keys of a screen that the user may press, each with its name."""
    commands = [BY_ID[name] for name in (*_OF_SCREEN.get(screen, ()), *_EVERYWHERE)]
    parts = [f"{c.key_text} {c.text}" for c in commands if c.permission is None or c.permission in rights]
    if screen != "sell":
        parts.insert(0, _BACK)
    # The mark keeps a line that begins with a Latin key from running left to right.
    return "\u200f" + "   ·   ".join(parts)
