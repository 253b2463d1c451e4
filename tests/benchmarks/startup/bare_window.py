"""The floor of a start: a PySide6 window with the till's font and two fields, and nothing else. OUT FONT."""

import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget


class Painted(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, application.quit)
        return False


application = QApplication(sys.argv[:1])
QFontDatabase.addApplicationFont(sys.argv[2])
application.setFont(QFont("Vazirmatn", 11))
window = QWidget()
column = QVBoxLayout(window)
for widget in (QLabel("نام کاربر"), QLineEdit(), QLabel("رمز عبور"), QLineEdit(), QPushButton("ورود")):
    column.addWidget(widget)
watch = Painted()
window.installEventFilter(watch)
window.resize(1366, 768)
window.show()
application.exec()
painted = time.time()
with open(sys.argv[1], "w", encoding="ascii") as out:  # noqa: PTH123  (pathlib would be an import of its own)
    out.write(str(painted))
