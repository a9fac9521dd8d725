"""Readings in parallel: two processes where there is enough to read, this one where there is not.

Workers are started with the `spawn` method, so that they inherit neither threads nor open files, and end with their
parent, however it ends.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection, get_context, parent_process
from pathlib import Path

from index.library.library import names_for
from index.models import Problem
from index.names import Gazetteer
from index.refresh.reading import Reading, Task, read_document

WORKERS = min(2, os.cpu_count() or 1)
WORTH_WORKERS = 48  # files; starting two workers costs as much as reading about forty pages
_AHEAD = 16  # tasks handed out before their results are taken: enough to keep two workers busy

_gazetteer: Gazetteer | None = None


def read_all(tasks: list[Task], collection: Path, stop: Callable[[], bool]) -> Iterator[Reading]:
    """Readings in the order of `tasks`, until `stop()` says so. A file that kills its worker becomes a problem."""
    if len(tasks) < WORTH_WORKERS or WORKERS < 2:
        gazetteer = names_for(collection)
        for task in tasks:
            if stop():
                return
            yield read_document(task, gazetteer)
        return
    remaining = deque(tasks)
    while remaining:
        pool = ProcessPoolExecutor(WORKERS, get_context("spawn"), _prepare, (str(collection),))
        try:
            yield from _drain(pool, remaining, stop)
            if stop():
                return
        except BrokenProcessPool:
            # One of the tasks handed out killed its worker; alone, the guilty one shows itself.
            for _ in range(min(_AHEAD, len(remaining))):
                if stop():
                    return
                yield _alone(remaining.popleft(), collection)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _drain(pool: ProcessPoolExecutor, remaining: deque[Task], stop: Callable[[], bool]) -> Iterator[Reading]:
    """Readings from the pool; a task leaves `remaining` when its reading is taken."""
    running: deque[Future[Reading]] = deque()
    fresh: Iterable[Task] = iter(tuple(remaining))
    for task in fresh:
        with _uninterrupted():
            running.append(pool.submit(_read, task))
        if len(running) >= _AHEAD:
            yield _take(running, remaining)
            if stop():
                return
    while running and not stop():
        yield _take(running, remaining)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Start processes that Ctrl+C does not reach: it goes to the whole group, and the parent decides when to stop.
    A blocked signal stays blocked in the child, from its first instruction on."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _take(running: deque[Future[Reading]], remaining: deque[Task]) -> Reading:
    reading = running[0].result()
    running.popleft()
    remaining.popleft()
    return reading


def _alone(task: Task, collection: Path) -> Reading:
    with ProcessPoolExecutor(1, get_context("spawn"), _prepare, (str(collection),)) as pool:
        try:
            return pool.submit(_read, task).result()
        except BrokenProcessPool:
            problem = Problem(
                task.path, "Reading this file ended the reader", "leave it out with exclude in dossier.yaml"
            )
            return Reading(task.path, "", None, problem)


def _prepare(collection: str) -> None:
    global _gazetteer
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _gazetteer = names_for(Path(collection))


def _read(task: Task) -> Reading:
    assert _gazetteer is not None
    return read_document(task, _gazetteer)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
