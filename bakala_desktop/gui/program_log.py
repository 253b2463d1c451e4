"""The program's log file, and what becomes of an error that nobody expected."""

from __future__ import annotations

import logging
import logging.handlers
import sys
from pathlib import Path
from types import TracebackType

from bakala_desktop.gui.tasks import Tasks

_BYTES, _FILES = 1_000_000, 5


def keep_log(folder: Path, tasks: Tasks) -> None:
    """Write warnings and errors into ``folder``, and announce by ``tasks.bug`` what no code has caught.

    A till whose log cannot be written still opens. The log holds no data of customers and no passwords.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / "bakala.log", maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger("bakala_desktop")
    for old in [h for h in root.handlers if isinstance(h, logging.handlers.RotatingFileHandler)]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if isinstance(error, Exception):
            tasks.report(error)

    sys.excepthook = caught
