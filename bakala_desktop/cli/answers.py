"""What a command answers: one JSON document, or Persian text, and an exit code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bakala_desktop.cli.command_line import CommandLineError
from bakala_desktop.domain.errors import ShopError, ShopTrouble

DONE, WRONG_CALL, REFUSED, TROUBLE = 0, 2, 3, 4
"""The exit codes of interface.md."""

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """The document of ``--json`` and the text for everybody else. An error's text goes to standard error."""

    document: Mapping[str, Any]
    text: str
    exit_code: int = DONE
    is_error: bool = field(default=False)


def refusal(error: ShopError, beside: Mapping[str, Any] | None = None) -> Answer:
    """Return the answer of a command that was refused or failed; ``beside`` goes into the document too."""
    # Loaded when there is something to say: a window's start passes here too.
    from bakala_desktop.gui.messages import sentence

    message = sentence(error)
    body = {"code": error.code, "message": message, "data": plain(error.data)}
    return Answer({"error": body, **(beside or {})}, message, _exit_code(error), is_error=True)


def _exit_code(error: ShopError) -> int:
    if isinstance(error, CommandLineError):
        return WRONG_CALL
    return TROUBLE if isinstance(error, ShopTrouble) else REFUSED


def plain(value: object) -> Any:
    """Return a value as JSON can hold it: days are Jalali, and texts that somebody made huge are cut."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    if isinstance(value, date):
        from bakala_desktop.domain.jalali import format_day

        return format_day(value)
    text = str(value) if isinstance(value, str | Path) else repr(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def to_bytes(document: Mapping[str, Any]) -> bytes:
    """Write a document as UTF-8 whatever the locale; a lone surrogate becomes JSON's own escape for it."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")
