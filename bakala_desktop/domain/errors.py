"""The one family of errors that users may see: a stable English code and the data that its sentence needs.

The Persian sentence of each code lives in ``gui/messages.py``; nothing below the GUI and the command knows it.
"""

from __future__ import annotations


class ShopError(Exception):
    """A rule of the shop refused what was asked; nothing was changed.

    ``code`` is stable and scripted against; ``data`` holds plain values (field, row, value …) for the sentence.
    """

    def __init__(self, code: str, /, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data = data

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value!r}" for key, value in self.data.items())
        return f"{self.code} ({details})" if details else self.code


class ShopTrouble(ShopError):
    """Storage, a key or a device failed: not the user's mistake, and worth trying again once mended."""
