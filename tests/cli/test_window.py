"""``run`` and ``sample-day``: what the command hands to the windows and what it answers; the windows have tests of
their own."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import ModuleType

import pytest
from builders import OWNER, PASSWORD

from bakala_desktop.domain.errors import ShopTrouble


@dataclass
class Day:
    folder: str
    seconds: float

    def __str__(self):
        return "روز نمونه انجام شد."


def replaced(monkeypatch, name, **contents):
    module = ModuleType(name)
    vars(module).update(contents)
    monkeypatch.setitem(sys.modules, name, module)


@pytest.mark.parametrize("argv", [[], ["run"]])
def test_without_a_command_the_window_opens(bakala, monkeypatch, argv):
    opened = []
    replaced(monkeypatch, "bakala_desktop.gui.application", run=lambda *given: opened.append(given) or 0)
    assert bakala(*argv).code == 0
    ((till, user, password),) = opened
    assert (till.folder.root, user, password) == (bakala.folder, OWNER, PASSWORD)


def test_the_window_asks_for_itself_who_is_there(bakala, monkeypatch):
    opened = []
    replaced(monkeypatch, "bakala_desktop.gui.application", run=lambda *given: opened.append(given[1:]) or 4)
    assert bakala(user=None, BAKALA_PASSWORD=None).code == 4
    assert opened == [(None, None)]


def test_a_second_window_is_refused(bakala, monkeypatch):
    def taken(*given):
        raise ShopTrouble("window_open_already")

    replaced(monkeypatch, "bakala_desktop.gui.application", run=taken)
    done = bakala("run")
    assert (done.code, done.error["code"]) == (4, "window_open_already")


def test_a_sample_day_answers_with_what_it_left(bakala, monkeypatch, tmp_path):
    replaced(monkeypatch, "bakala_desktop.gui.sample_day", play=lambda out, make_till: Day(str(out), 1.5))
    done = bakala("sample-day", "--out", tmp_path, user=None)
    assert done.json == {"sample_day": {"folder": str(tmp_path), "seconds": 1.5}}
    assert "نمونه" in bakala("sample-day", user=None, as_json=False).out
