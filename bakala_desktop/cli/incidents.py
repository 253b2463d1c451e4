"""What nobody expected: written into the till's log under a number that the user can quote."""

from __future__ import annotations

import secrets
import traceback
from argparse import Namespace
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from bakala_desktop.bootstrap import find_till


def record_incident(error: Exception, options: Namespace, environment: Mapping[str, str]) -> str:
    """Write where the program failed, and return the incident's number, which is given even where no log can be.

    Only places in the program and the error's kind are written: messages and values may hold personal data.
    """
    number = secrets.token_hex(4)
    frames = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
    entry = f"{datetime.now(UTC).isoformat()} {number} {options.command}: {type(error).__name__}\n{frames}\n"
    try:
        logs: Path = find_till(options.data, environment).folder.logs
        if logs.parent.is_dir():
            logs.mkdir(exist_ok=True)
            with (logs / "incidents.log").open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(entry)
    except OSError:
        return number
    return number
