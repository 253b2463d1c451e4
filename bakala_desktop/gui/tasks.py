"""Two lanes beside the GUI thread: one for the database, in order; one for slow work. Answers arrive on the
GUI thread.
"""

from __future__ import annotations

import logging
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import MethodType
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from bakala_desktop.domain.errors import ShopError

Callback = Callable[[Any], object]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Job:
    """Whom an answer is for. Everything is held weakly where it can be: a closed screen must be able to go."""

    owner: weakref.ref[QObject]
    visit: int
    then: Callable[[], Callback | None]
    failed: Callable[[], Callback | None]


@dataclass(frozen=True, slots=True)
class _Answer:
    job: _Job
    value: Any = None
    error: Exception | None = None


class Tasks(QObject):
    """Runs use cases away from the GUI thread.

    ``run`` keeps the order of its calls, so that two scans never overtake each other. ``trouble`` carries
    each ShopError that no caller took; ``bug`` carries the number under which an unexpected error stands in
    the log. Both are meant for a notice in place, never for a dialog.
    """

    trouble = Signal(object)
    bug = Signal(str)
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database = ThreadPoolExecutor(1, thread_name_prefix="database")
        self._slow = ThreadPoolExecutor(1, thread_name_prefix="slow")
        self._visits: weakref.WeakKeyDictionary[QObject, int] = weakref.WeakKeyDictionary()
        self._pending = 0
        self._is_closed = False
        self._answered.connect(self._deliver)

    @property
    def pending(self) -> int:
        """How many calls have not been answered yet, on both lanes."""
        return self._pending

    def run(
        self,
        function: Callable[..., Any],
        *args: Any,
        owner: QObject,
        then: Callback | None = None,
        failed: Callback | None = None,
    ) -> None:
        """Call ``function(*args)`` on the database lane, after all calls made before.

        ``then(result)`` or ``failed(ShopError)`` follows on the GUI thread, unless ``owner`` is gone by
        then. A ShopError nobody takes goes to ``trouble``, even then: what was refused must not pass
        unseen. Raises RuntimeError after ``close``.
        """
        self._submit(self._database, function, args, self._job(owner, then, failed))

    def run_slow(
        self,
        function: Callable[..., Any],
        *args: Any,
        owner: QObject,
        then: Callback | None = None,
        failed: Callback | None = None,
    ) -> None:
        """Like ``run``, on the lane for papers, reports, imports and backups."""
        self._submit(self._slow, function, args, self._job(owner, then, failed))

    def forget(self, owner: QObject) -> None:
        """Drop the answers to everything that ``owner`` has asked so far: it was closed, or its question is
        stale.
        """
        self._visits[owner] = self._visits.get(owner, 0) + 1

    def report(self, error: BaseException) -> str:
        """Log an unexpected error and announce it by ``bug``; returns the number it stands under."""
        # Loaded for its randomness only when something went wrong: the hashes it brings slow a start.
        import secrets

        incident = f"{secrets.randbelow(10**6):06d}"
        log.error("incident %s", incident, exc_info=error)
        self.bug.emit(incident)
        return incident

    def close(self) -> None:
        """Finish what was asked, on both lanes, and stop; answers are no longer delivered. May be called
        twice.
        """
        self._is_closed = True
        self._database.shutdown(wait=True)
        self._slow.shutdown(wait=True)

    def _job(self, owner: QObject, then: Callback | None, failed: Callback | None) -> _Job:
        return _Job(weakref.ref(owner), self._visits.get(owner, 0), _hold(then), _hold(failed))

    def _submit(self, lane: ThreadPoolExecutor, function: Callable[..., Any], args: tuple[Any, ...], job: _Job) -> None:
        lane.submit(self._work, function, args, job)
        self._pending += 1

    def _work(self, function: Callable[..., Any], args: tuple[Any, ...], job: _Job) -> None:
        """On a lane's thread: call, and send the answer to the GUI thread."""
        try:
            answer = _Answer(job, value=function(*args))
        except Exception as error:
            # After close nobody will deliver it, so it is logged here or never.
            if self._is_closed:
                log.exception("failed while closing")
            answer = _Answer(job, error=error)
        self._answered.emit(answer)

    def _deliver(self, answer: _Answer) -> None:
        self._pending -= 1
        if self._is_closed:
            return
        job, error = answer.job, answer.error
        if error is None:
            self._call(job, job.then, answer.value)
        elif not isinstance(error, ShopError):
            self.report(error)
        elif not self._call(job, job.failed, error):
            self.trouble.emit(error)

    def _call(self, job: _Job, held: Callable[[], Callback | None], value: Any) -> bool:
        """Call back if the owner is still there and still waits; tells whether it did."""
        owner, callback = job.owner(), held()
        if owner is None or callback is None or not isValid(owner):
            return False
        if self._visits.get(owner, 0) != job.visit:
            return False
        callback(value)
        return True


def _hold(callback: Callback | None) -> Callable[[], Callback | None]:
    """Hold a method weakly and anything else strongly (a closure has no other holder)."""
    if isinstance(callback, MethodType):
        return weakref.WeakMethod(callback)
    return lambda: callback
