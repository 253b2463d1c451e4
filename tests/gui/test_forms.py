"""Forms: loaded with our widgets, refused by name where one is missing, and quick the first time."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from bakala_desktop import paths
from bakala_desktop.gui.forms import FormError, child, load_form
from bakala_desktop.gui.widgets import CUSTOM_WIDGETS, AmountEdit

FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0"><class>T</class><widget class="QWidget" name="trial"><layout class="QVBoxLayout">
{items}
</layout></widget></ui>"""
ITEM = '<item><widget class="{kind}" name="w{number}"/></item>'


@pytest.fixture
def form_file(tmp_path, monkeypatch):
    def write(kinds: list[str]) -> None:
        items = "\n".join(ITEM.format(kind=kind, number=number) for number, kind in enumerate(kinds))
        (tmp_path / "trial.ui").write_text(FORM.format(items=items), "utf-8")

    monkeypatch.setattr(paths, "ui_file", lambda name: tmp_path / f"{name}.ui")
    return write


def test_a_form_may_hold_every_widget_of_ours(form_file, qtbot):
    form_file([kind.__name__ for kind in CUSTOM_WIDGETS])
    form = load_form("trial")
    qtbot.addWidget(form)
    for number, kind in enumerate(CUSTOM_WIDGETS):
        assert type(child(form, kind, f"w{number}")) is kind


def test_a_missing_name_is_refused_with_the_file(form_file):
    class Presenter:
        names = ("w0", "pay")

    form_file(["QLabel"])
    with pytest.raises(FormError, match=r"trial\.ui: no widget named 'pay'"):
        load_form("trial", Presenter)


def test_a_widget_of_another_class_is_refused(form_file):
    form_file(["QLabel", "AmountEdit"])
    with pytest.raises(FormError, match="'w0' is a QLabel, not a QPushButton"):
        load_form("trial", {"w0": QPushButton, "w1": AmountEdit})


def test_a_child_of_another_class_is_refused(form_file, qtbot):
    form_file(["QLabel"])
    form = load_form("trial", {"w0": QLabel})
    qtbot.addWidget(form)
    with pytest.raises(FormError, match="no QLineEdit named 'w0'"):
        child(form, QLineEdit, "w0")


@pytest.mark.qt_log_ignore("Designer: An error has occurred")
def test_a_form_that_is_no_form_is_refused(form_file, tmp_path):
    (tmp_path / "trial.ui").write_text("<ui", "utf-8")
    with pytest.raises((FormError, RuntimeError)):
        load_form("trial")


def test_an_unknown_form_is_named(qapp):
    with pytest.raises(FileNotFoundError, match="no_such_form"):
        load_form("no_such_form")


def test_the_first_form_of_a_process_is_quick(tmp_path):
    kinds = ["QLabel", "QPushButton", "QLineEdit", "AmountEdit"] * 30
    items = "\n".join(ITEM.format(kind=kind, number=number) for number, kind in enumerate(kinds))
    (tmp_path / "trial.ui").write_text(FORM.format(items=items), "utf-8")
    code = (
        "import sys, time, pathlib\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from bakala_desktop import paths\n"
        "from bakala_desktop.gui import widgets\n"
        "app = QApplication([])\n"
        "paths.ui_file = lambda name: pathlib.Path(sys.argv[1])\n"
        "start = time.perf_counter()\n"
        "from bakala_desktop.gui.forms import load_form\n"
        "form = load_form('trial')\n"
        "print((time.perf_counter() - start) * 1000)\n"
    )
    times = [
        float(subprocess.run([sys.executable, "-c", code, str(tmp_path / "trial.ui")], capture_output=True).stdout)
        for _ in range(3)
    ]
    # A form of 120 widgets; far above what a quiet machine needs, so that only a real loss fails here.
    assert min(times) < 250, times
