"""The start and the end of the till's window: its lock, the application's looks, the exit code."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from bakala_desktop.devices.till_settings_file import load_till_settings
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.gui import startup_trace
from bakala_desktop.gui.theme import STYLE, THEMES, prepare_application
from bakala_desktop.gui.till_program import TillProgram
from bakala_desktop.gui.window_lock import take_window_lock

if TYPE_CHECKING:
    from PySide6.QtCore import QLockFile

    from bakala_desktop.domain.till_settings import TillSettings
    from bakala_desktop.gui.till import Till

TROUBLE = 4
"""The exit code of a run in which the till never opened (interface.md, «Calling»)."""


def run(till: Till, user: str | None = None, password: str | None = None) -> int:
    """Open the till's window and return the exit code once it is closed; name and password sign in at once.

    Raises ShopTrouble ``window_open_already`` where this folder has a window. Every other trouble is shown in the
    window, and makes the code 4 if the till never opened.
    """
    startup_trace.mark("run")
    lock, trouble = _take_lock(till)
    settings = load_till_settings(till.folder.settings)
    application = make_application(settings)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    program = TillProgram(till, settings, lock)
    program.open(user, password, trouble)
    application.exec()
    program.close()
    return 0 if program.has_opened else TROUBLE


def make_application(settings: TillSettings) -> QApplication:
    """Return the application with the till's looks."""
    found = QApplication.instance()
    arguments = [*sys.argv[:1], "-style", STYLE]
    application = found if isinstance(found, QApplication) else QApplication(arguments)
    application.setApplicationName("bakala")
    application.setDesktopFileName("bakala")
    prepare_application(application, THEMES.get(settings.theme, THEMES["light"]), is_start=found is None)
    return application


def _take_lock(till: Till) -> tuple[QLockFile | None, ShopError | None]:
    """Take the window's lock. What else hinders it is told in the window, which the user can then mend."""
    try:
        return take_window_lock(till.folder.root), None
    except ShopError as error:
        if error.code == "window_open_already":
            raise
        return None, error
