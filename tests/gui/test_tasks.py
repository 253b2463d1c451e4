"""The lanes: order, answers on the GUI thread, owners that go, errors that must not pass unseen, a clean
end.
"""

from __future__ import annotations

import logging
import threading
import time

import pytest
from PySide6.QtCore import QObject

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.gui.tasks import Tasks


class Screen(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.answers: list[object] = []
        self.errors: list[ShopError] = []
        self.threads: set[int] = set()

    def answered(self, answer: object) -> None:
        self.answers.append(answer)
        self.threads.add(threading.get_ident())

    def failed(self, error: ShopError) -> None:
        self.errors.append(error)


def refuse(code: str) -> None:
    raise ShopError(code, field="mobile")


def test_a_thousand_calls_are_answered_in_order_on_the_gui_thread(qtbot, tasks):
    screen, order = Screen(), []

    def note(number: int) -> int:
        order.append((number, threading.get_ident()))
        return number

    for number in range(1000):
        tasks.run(note, number, owner=screen, then=screen.answered)
    qtbot.waitUntil(lambda: tasks.pending == 0)
    assert [number for number, _ in order] == list(range(1000))
    assert screen.answers == list(range(1000))
    assert screen.threads == {threading.get_ident()}
    assert len({thread for _, thread in order}) == 1


def test_slow_work_does_not_hold_up_the_database_lane(qtbot, tasks):
    screen, gate = Screen(), threading.Event()
    tasks.run_slow(gate.wait, 10, owner=screen, then=lambda _: screen.answered("paper"))
    tasks.run(str.upper, "sale", owner=screen, then=screen.answered)
    qtbot.waitUntil(lambda: screen.answers == ["SALE"])
    gate.set()
    qtbot.waitUntil(lambda: screen.answers == ["SALE", "paper"])


def test_no_threads_are_left_behind(qtbot):
    before = threading.active_count()
    for _ in range(20):
        lanes, screen = Tasks(), Screen()
        lanes.run(int, "1", owner=screen, then=screen.answered)
        lanes.run_slow(int, "2", owner=screen, then=screen.answered)
        lanes.close()
    assert threading.active_count() == before


def test_closing_finishes_what_was_asked_and_delivers_nothing_more(qtbot):
    lanes, screen, done = Tasks(), Screen(), []

    def work(number: int) -> None:
        time.sleep(0.002)
        done.append(number)

    for number in range(20):
        lanes.run(work, number, owner=screen, then=screen.answered)
    lanes.close()
    lanes.close()
    assert done == list(range(20))
    qtbot.wait(10)
    assert screen.answers == []
    with pytest.raises(RuntimeError):
        lanes.run(work, 21, owner=screen)


@pytest.mark.parametrize("way", ["deleted", "dropped", "forgotten"])
def test_a_screen_that_is_gone_gets_no_answer(qtbot, tasks, way):
    screen, gate = Screen(), threading.Event()
    answers = screen.answers
    tasks.run(gate.wait, 10, owner=screen, then=screen.answered)
    if way == "deleted":
        screen.deleteLater()
        qtbot.waitSignal(screen.destroyed, timeout=1000).wait()
    elif way == "dropped":
        del screen
    else:
        tasks.forget(screen)
    gate.set()
    qtbot.waitUntil(lambda: tasks.pending == 0)
    assert answers == []


def test_a_forgotten_screen_may_ask_again(qtbot, tasks):
    screen = Screen()
    tasks.forget(screen)
    tasks.run(int, "7", owner=screen, then=screen.answered)
    qtbot.waitUntil(lambda: screen.answers == [7])


def test_a_refusal_goes_to_the_caller_who_wants_it(qtbot, tasks):
    screen, seen = Screen(), []
    tasks.trouble.connect(seen.append)
    tasks.run(refuse, "field_missing", owner=screen, then=screen.answered, failed=screen.failed)
    qtbot.waitUntil(lambda: tasks.pending == 0)
    assert [error.code for error in screen.errors] == ["field_missing"]
    assert not screen.answers
    assert not seen


@pytest.mark.parametrize("way", ["no handler", "gone"])
def test_a_refusal_nobody_takes_is_still_announced(qtbot, tasks, way):
    screen, seen = Screen(), []
    tasks.trouble.connect(seen.append)
    if way == "gone":
        tasks.run(refuse, "field_missing", owner=screen, failed=screen.failed)
        del screen
    else:
        tasks.run(refuse, "field_missing", owner=screen)
    qtbot.waitUntil(lambda: tasks.pending == 0)
    assert [error.code for error in seen] == ["field_missing"]


def test_an_unexpected_error_is_logged_under_the_number_that_is_shown(qtbot, tasks, caplog):
    screen, numbers = Screen(), []
    tasks.bug.connect(numbers.append)
    with caplog.at_level(logging.ERROR):
        tasks.run(int, "seven", owner=screen, then=screen.answered, failed=screen.failed)
        qtbot.waitUntil(lambda: tasks.pending == 0)
    assert len(numbers) == 1
    assert len(numbers[0]) == 6
    assert f"incident {numbers[0]}" in caplog.text
    assert "ValueError" in caplog.text
    assert not screen.errors
    caplog.clear()
