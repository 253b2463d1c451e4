"""A scanner on a real X server: keys by their place on the board, under the American and the Persian layout.

Needs Xvfb, xdotool and setxkbmap; without them it is skipped, and says so. The window runs in a process of
its own, because one process speaks to one window system only.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time

import pytest

TOOLS = ("Xvfb", "xdotool", "setxkbmap")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

CODE = "6260000050000"
# Places of the keys in X11's numbers: the evdev number and 8.
PLACES = dict(zip("1234567890", range(10, 20), strict=True)) | {"a": 38, "b": 56, "-": 20, "\n": 36}

WINDOW = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget
from bakala_desktop.gui.actions import key_sequences
from bakala_desktop.gui.scanner import Scanner

def say(kind, text):
    print(json.dumps([kind, text]), flush=True)

app = QApplication([])
window = QWidget()
box = QVBoxLayout(window)
focus = {"field": QLineEdit, "button": QPushButton, "popup": QComboBox}[sys.argv[1]]()
box.addWidget(focus)
if sys.argv[1] == "field":
    focus.textChanged.connect(lambda text: say("text", text))
    focus.returnPressed.connect(lambda: say("enter", focus.text()))
elif sys.argv[1] == "button":
    focus.clicked.connect(lambda: say("clicked", ""))
else:
    focus.addItems(["626", "7"])
command = QAction(window)
command.setShortcuts(key_sequences("Ctrl+P"))
command.triggered.connect(lambda: say("command", ""))
window.addAction(command)
scanner = Scanner(app)
scanner.scanned.connect(lambda code: say("scan", code))
window.show()
window.activateWindow()
focus.setFocus()

def ready():
    if focus.hasFocus():
        if sys.argv[1] == "popup":
            focus.showPopup()
        timer.stop()
        QTimer.singleShot(100, lambda: say("ready", ""))

timer = QTimer(interval=20)
timer.timeout.connect(ready)
timer.start()
QTimer.singleShot(30000, app.quit)
app.exec()
"""


class Desk:
    """A keyboard and a window on one X server."""

    def __init__(self, display: str, focus: str) -> None:
        self.environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", WINDOW, focus],
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )

    def layout(self, name: str) -> None:
        subprocess.run(["setxkbmap", name], env=self.environment, check=True, capture_output=True)
        time.sleep(0.3)

    def strike(self, text: str, gap_ms: int = 8) -> None:
        places = [str(PLACES[char]) for char in text]
        command = ["xdotool", "key", "--delay", str(gap_ms), *places]
        subprocess.run(command, env=self.environment, check=True, timeout=30)

    def read(self, kind: str) -> str:
        """The next report of this kind; others before it are passed over."""
        while line := self.process.stdout.readline():
            found, text = json.loads(line)
            if found == kind:
                return text
        raise AssertionError(f"the window ended before it reported {kind}")

    def read_all(self) -> list[list[str]]:
        self.process.terminate()
        return [json.loads(line) for line in self.process.stdout.read().splitlines()]

    def close(self) -> None:
        self.process.kill()
        self.process.stdout.close()
        self.process.wait()


def has_xcb(display: str) -> bool:
    """Whether Qt can speak to an X server here at all."""
    probe = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    return subprocess.run([sys.executable, "-c", probe], env=environment, capture_output=True).returncode == 0


@pytest.fixture(scope="module")
def display():
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-noreset", "-screen", "0", "1280x800x24"]
    server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as numbers:
        number = numbers.readline().strip()
    assert number, "Xvfb did not start"
    if not has_xcb(f":{number}"):
        server.kill()
        server.wait()
        pytest.skip("Qt's xcb plugin does not load here: libraries are missing")
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.fixture
def desk(display):
    desks = []

    def open_(focus: str) -> Desk:
        window = Desk(display, focus)
        desks.append(window)
        window.read("ready")
        return window

    yield open_
    for one in desks:
        one.close()


@pytest.mark.parametrize("focus", ["field", "button", "popup"])
def test_a_code_reads_alike_under_both_layouts(desk, focus):
    window = desk(focus)
    for layout in ("us", "ir"):
        window.layout(layout)
        window.strike(CODE + "\n")
        assert window.read("scan") == CODE
        window.strike("ab-1234\n")
        assert window.read("scan") == "ab-1234"
    kinds = {kind for kind, _ in window.read_all()}
    assert kinds <= {"scan"}


def test_human_typing_under_the_persian_layout_stays_persian(desk):
    window = desk("field")
    window.layout("ir")
    window.strike("ab12\n", gap_ms=90)
    assert window.read("enter") == "شذ۱۲"


def test_a_letter_with_control_is_the_same_command_under_both_layouts(desk):
    window = desk("field")
    for layout in ("us", "ir"):
        window.layout(layout)
        control_p = ["keydown", "37", "key", "33", "keyup", "37"]
        subprocess.run(["xdotool", *control_p], env=window.environment, check=True, timeout=30)
        assert window.read("command") == ""


def test_ten_scans_a_second_for_three_seconds_lose_nothing(desk):
    window = desk("field")
    window.layout("ir")
    codes = [f"626{number:010d}" for number in range(30)]
    for code in codes:
        window.strike(code + "\n", gap_ms=4)
    assert [window.read("scan") for _ in codes] == codes
    assert all(kind != "text" for kind, _ in window.read_all())
