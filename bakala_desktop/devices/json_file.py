"""JSON files as scripts hand them in, read strictly: one object, no key twice, no NaN, UTF-8 (a BOM is allowed)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bakala_desktop.devices.whole_file import read_whole
from bakala_desktop.domain.errors import ShopError

MOST_BYTES = 20_000_000


def read_json_object(path: Path) -> dict[str, Any]:
    """Return the object of a file.

    Raises ShopError ``file_unreadable``, ``json_malformed`` (with row and column in the text where known),
    ``duplicate_key``, each with the file's name.
    """
    text = _text(path)
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except ShopError as error:
        raise ShopError(error.code, **{**error.data, "file": path.name}) from error
    except json.JSONDecodeError as error:
        raise ShopError(
            "json_malformed", file=path.name, row=error.lineno, position=error.colno, detail=error.msg
        ) from error
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, or brackets nested without end.
        raise ShopError("json_malformed", file=path.name) from error
    if not isinstance(value, dict):
        raise ShopError("json_malformed", file=path.name, reason="not_an_object")
    return value


def _text(path: Path) -> str:
    try:
        return read_whole(path, MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ShopError("file_unreadable", file=path.name, reason="not_utf8") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ShopError("duplicate_key", field=twice[:60])
    return found


def _constant(name: str) -> Any:
    raise ShopError("json_malformed", detail=name)
