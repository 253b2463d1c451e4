"""One cold start of the till, driven from inside: waits for the sign-in, types like a person, presses Enter, leaves.

Run in a process of its own by test_startup.py: DATA USER PASSWORD PAUSE_MS. The steps are noted by
``bakala_desktop.gui.startup_trace``; what this file adds is a timer that looks on.
"""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget

from bakala_desktop.__main__ import main
from bakala_desktop.gui import startup_trace

LOOK_MS = 4


class Cashier:
    def __init__(self, user: str, password: str, pause_ms: int) -> None:
        self.user, self.password, self.pause_ms = user, password, pause_ms
        self.timer = QTimer(interval=LOOK_MS)
        self.timer.timeout.connect(self.look)
        self.timer.start()
        self.has_typed = False

    def look(self) -> None:
        if startup_trace.has_happened("painted") and not self.has_typed:
            self.has_typed = True
            QTimer.singleShot(self.pause_ms, self.enter)
        elif startup_trace.has_happened("search_focused"):
            self.timer.stop()
            QTimer.singleShot(0, self.leave)

    def window(self) -> QStackedWidget:
        return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QStackedWidget))

    def enter(self) -> None:
        # The cashier's own needs must not weigh on the till's start.
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        window = self.window()
        window.findChild(QLineEdit, "user").setText(self.user)
        field = window.findChild(QLineEdit, "password")
        field.setText(self.password)
        field.setFocus()
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return)

    def leave(self) -> None:
        if type(QApplication.focusWidget()).__name__ != "SearchEdit":
            sys.exit("the search field has no focus")
        self.window().close()


if __name__ == "__main__":
    data, user, password, pause_ms = sys.argv[1:5]
    application = QApplication([*sys.argv[:1], "-style", "Fusion"])
    cashier = Cashier(user, password, int(pause_ms))
    sys.argv[1:] = ["--data", data, "run"]
    sys.exit(main())
