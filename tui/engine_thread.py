"""The one thread that owns the Library. A searcher shared between threads answers wrongly, so nobody else has it.

The screen asks with `ask(lane, work, then)`: `work` runs here with the library, its answer is handed to `then` on the
event loop. Within a lane only the newest question counts: an older one that has not begun is skipped, one that has is
asked to give up (`Library.overtaken`) and its answer dropped. Questions run by priority, then in the order asked.
"""

from __future__ import annotations

import heapq
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.message import Message

from index.errors import DossierError
from index.heap import give_back

if TYPE_CHECKING:
    from index.library import Library

log = logging.getLogger(__name__)
T = TypeVar("T")


MUCH = 0.3  # seconds of work after which memory is free that nobody will need soon


class Priority(IntEnum):
    """What runs first: the smaller number."""

    HITS = 0
    ROWS = 1
    TEXT = 2
    COUNTS = 3
    SNIPPETS = 4
    AHEAD = 5


@dataclass(order=True, slots=True)
class Job:
    """One question: `number` rises with every question asked."""

    priority: Priority
    number: int
    lane: str = field(compare=False)
    work: Callable[[Library], Any] = field(compare=False)
    then: Callable[[Any], None] = field(compare=False)


class Answered(Message, bubble=False):
    """A job is done: its result, or the error that ended it."""

    def __init__(self, job: Job, result: object = None, error: Exception | None = None) -> None:
        self.job = job
        self.result = result
        self.error = error
        super().__init__()


_SCREENS = {"card", "collections", "hidden", "ids", "note", "noted", "review", "sheet", "tag", "why"}
_PANES = {"complete", "date", "row", "trail"}
OPENING = frozenset(_SCREENS | _PANES)
"""Lanes whose answers open a screen or move the focus: the keys that come meanwhile are meant for what will have it."""


class EngineThread:
    """Opens the library in its own thread and answers questions until it is stopped.

    It may be asked before it is started, and before anybody listens: answers wait until `attach`.
    """

    def __init__(self, open_library: Callable[[], Library]) -> None:
        self._open = open_library
        self._changed = threading.Condition()
        self._queue: list[Job] = []
        self._newest: dict[str, int] = {}
        self._number = 0
        self._stopping = False
        self._working = False
        self._owed: dict[str, int] = {}
        self._waiting: list[Answered] = []
        self._deliver: Callable[[Answered], object] | None = None
        self._thread = threading.Thread(target=self._run, name="dossier-engine", daemon=True)

    def start(self) -> None:
        """Start the thread, if it has not been; the library opens at once."""
        if self._thread.ident is None:
            self._thread.start()

    def attach(self, deliver: Callable[[Answered], object]) -> None:
        """From now on hand answers to `deliver`, called in this object's thread (Textual's `post_message` may be)."""
        with self._changed:
            self._deliver = deliver
            waiting, self._waiting = self._waiting, []
        for answer in waiting:
            deliver(answer)

    def ask(
        self,
        lane: str,
        work: Callable[[Library], T],
        then: Callable[[T], None],
        priority: Priority = Priority.HITS,
    ) -> None:
        """Queue a question; it overtakes whatever its lane still had. The lane "" is one nobody overtakes in."""
        with self._changed:
            self._number += 1
            self._newest[lane] = self._number
            if lane in OPENING:
                self._owed[lane] = self._number
            heapq.heappush(self._queue, Job(priority, self._number, lane, work, then))
            self._changed.notify()

    def drop(self, *lanes: str) -> None:
        """Forget what these lanes have asked: nothing of it will be answered."""
        with self._changed:
            self._number += 1
            for lane in lanes:
                self._newest[lane] = self._number
                self._owed.pop(lane, None)

    def settle(self, answer: Answered) -> bool:
        """On the event loop: give the answer to whoever asked, unless it was overtaken. False where it failed."""
        if self._stale(answer.job):
            return True
        try:
            if answer.error is not None:
                return False
            answer.job.then(answer.result)
            return True
        finally:
            if self._owed.get(answer.job.lane) == answer.job.number:
                del self._owed[answer.job.lane]

    @property
    def owes(self) -> bool:
        """Whether an answer is on its way that will open a screen."""
        return bool(self._owed)

    def last_answer(self, work: Callable[[Library], T], timeout: float = 1.0) -> T | None:
        """At the end, when no event loop is left to answer on: the answer to a last question, None where it fails or
        takes too long. Whatever else was asked is forgotten."""
        answers: SimpleQueue[Answered] = SimpleQueue()
        with self._changed:
            self._queue.clear()
            self._waiting.clear()
            self._deliver = answers.put
        self.ask("last", work, lambda _: None)
        try:
            answer = answers.get(timeout=timeout)
            while answer.job.lane != "last":
                answer = answers.get(timeout=timeout)
        except Empty:
            return None
        return None if answer.error is not None else cast("T", answer.result)

    def stop(self, timeout: float = 5.0) -> bool:
        """Finish the job that runs, close the library and end; True if the thread ended in `timeout` seconds."""
        with self._changed:
            self._stopping = True
            self._deliver = None
            self._queue.clear()
            self._changed.notify()
        if self._thread.ident is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    @property
    def idle(self) -> bool:
        """Whether nothing is asked that has not been answered or overtaken."""
        with self._changed:
            return not self._working and all(self._stale(job) for job in self._queue)

    def _stale(self, job: Job) -> bool:
        return bool(job.lane) and job.number < self._newest.get(job.lane, 0)

    def _overtaken(self, job: Job) -> bool:
        return self._stopping or self._stale(job)

    def _next(self) -> Job | None:
        with self._changed:
            self._working = False
            while not self._stopping:
                while self._queue:
                    job = heapq.heappop(self._queue)
                    if not self._stale(job):
                        self._working = True
                        return job
                self._changed.wait()
            return None

    def _run(self) -> None:
        library = self._try_to_open()
        rested = time.thread_time()
        while (job := self._next()) is not None:
            try:
                if library is None:
                    library = self._open()
                library.overtaken = partial(self._overtaken, job)
                answer = Answered(job, job.work(library))
            except DossierError as error:
                answer = Answered(job, error=error)
            except Exception as error:
                # The thread must outlive a bug in one question: the screen says so, the log has the rest
                log.exception("the question %r failed", job.lane)
                answer = Answered(job, error=error)
            if not self._overtaken(job):
                self._hand_over(answer)
            if time.thread_time() - rested > MUCH and not self._queue:
                give_back()
                rested = time.thread_time()
            del job, answer  # which may be large, and the next question may be long in coming
        if library is not None:
            library.close()

    def _try_to_open(self) -> Library | None:
        """The library, before anybody has asked. Where it does not open, the first question will say why."""
        try:
            return self._open()
        except DossierError as error:
            log.info("the library does not open yet: %s", error)
        except Exception:
            log.exception("the library does not open")
        return None

    def _hand_over(self, answer: Answered) -> None:
        with self._changed:
            deliver = self._deliver
            if deliver is None:
                if not self._stopping:
                    self._waiting.append(answer)
                return
        deliver(answer)
