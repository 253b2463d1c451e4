"""The settings of one till, in a small JSON file of its data folder; a damaged file falls back to the defaults."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from bakala_desktop.domain.errors import ShopTrouble
from bakala_desktop.domain.money import MoneyUnit
from bakala_desktop.domain.till_settings import TillSettings


def load_till_settings(path: Path) -> TillSettings:
    """Return the till's settings; unknown or unfit values are left out, for a till must start."""
    try:
        given = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return TillSettings()
    if not isinstance(given, dict):
        return TillSettings()
    default = TillSettings()
    values: dict[str, Any] = {}
    for field in fields(TillSettings):
        value = given.get(field.name)
        if field.name == "unit":
            values["unit"] = MoneyUnit.TOMAN if value == "TOMAN" else MoneyUnit.RIAL
        elif type(value) is type(getattr(default, field.name)):
            values[field.name] = value
    return TillSettings(**values)


def save_till_settings(path: Path, settings: TillSettings) -> None:
    """Keep the till's settings, the whole file or none of it. Raises ShopTrouble ``folder_read_only``."""
    values = {**asdict(settings), "unit": settings.unit.name}
    fresh = path.with_suffix(".new")
    try:
        fresh.write_text(json.dumps(values, ensure_ascii=False, indent=1), "utf-8")
        os.replace(fresh, path)  # noqa: PTH105  atomic on every platform
    except OSError as error:
        raise ShopTrouble("folder_read_only", place=str(path.parent)) from error
