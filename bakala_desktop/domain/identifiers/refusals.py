"""Why a number is refused: four reasons with stable codes, the kind of number and the value as given."""

from __future__ import annotations

from typing import ClassVar

from bakala_desktop.domain.errors import ShopError


class InvalidIdentifier(ShopError):
    """A number fails its check; ``data`` holds ``kind`` and ``value`` (as it was given)."""

    reason: ClassVar[str]

    def __init__(self, kind: str, value: str) -> None:
        super().__init__(self.reason, kind=kind, value=value)


class InvalidLength(InvalidIdentifier):
    """Too few or too many characters."""

    reason = "invalid_length"


class InvalidCharacters(InvalidIdentifier):
    """A character that this kind of number never has."""

    reason = "invalid_characters"


class InvalidPattern(InvalidIdentifier):
    """Of the right length, but of a shape that is never handed out."""

    reason = "invalid_pattern"


class InvalidChecksum(InvalidIdentifier):
    """The check digits do not fit: most likely a slip of the finger."""

    reason = "invalid_checksum"
