"""Readings in parallel: two processes where there is enough to read, this one where there is not.

Workers are started with the `spawn` method, so that they inherit neither threads nor open files, and end with their
parent, however it ends. What a document may take is in `limits`.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import connection, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from index.annotators.extras import Recognizer
from index.errors import SettingsError
from index.library.recognizers import active
from index.models import Problem
from index.names import Gazetteer, names_for
from index.refresh import limits
from index.refresh.reading import Job, Reading, Result, Task, document_digest, read_document, read_wordless, with_words

WORKERS = min(2, os.cpu_count() or 1)
WORTH_WORKERS = 48  # files; starting two workers costs as much as reading about forty pages
WORTH_WORKERS_BYTES = 2 << 20  # of files that hold several documents
_TOGETHER = 64  # tasks handed to a worker at once: it waits for the next while this process is busy with a commit
_TOGETHER_BYTES = 192 << 10  # and about how much to read, unless it is one task
_AHEAD = 2048  # tasks handed out before their results are taken: enough to keep two workers busy during a commit
_GROWING = 0.5  # tasks by which a group is larger than the one before
_AHEAD_BYTES = 64 << 20  # and how much to read
_SAFE = "PYTHONSAFEPATH"

_gazetteer: Gazetteer | None = None
_extras: tuple[Recognizer, ...] = ()


def read_all(jobs: Iterator[Job], collection: Path, stop: Callable[[], bool], *, workers: bool) -> Iterator[Result]:
    """Results in the order of `jobs`, until `stop()` says so; with `workers`, read in processes of their own. Jobs are
    taken only a little ahead of their results. A document that kills its worker becomes a problem."""
    if not workers or WORKERS < 2:
        yield from _here(jobs, collection, stop)
        return
    with _started_safely():
        yield from _read_apart(jobs, collection, stop)


@contextmanager
def _started_safely() -> Iterator[None]:
    """Python started with `-c`, as `multiprocessing` starts it, looks for modules in the working folder first. That may
    be a folder of documents, and somebody's signal.py in it."""
    before = os.environ.get(_SAFE)
    os.environ[_SAFE] = "1"
    try:
        yield
    finally:
        os.environ.pop(_SAFE)
        if before is not None:
            os.environ[_SAFE] = before


def _read_apart(jobs: Iterator[Job], collection: Path, stop: Callable[[], bool]) -> Iterator[Result]:
    """Read in processes of their own."""
    running: deque[_Group] = deque()
    while True:
        pool = ProcessPoolExecutor(WORKERS, get_context("spawn"), _prepare, (str(collection),))
        try:
            yield from _drain(pool, jobs, running, stop)
            return
        except BrokenProcessPool:  # by one of the tasks handed out; one after the other, the guilty one shows itself
            yield from _one_by_one(running, collection, stop)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


@dataclass(slots=True)
class _Group:
    """Neighbouring jobs of which the tasks are read together."""

    jobs: list[Job] = field(default_factory=list)
    weight: int = 0
    reading: Future[bytes] | None = None  # pickled until it is their turn: in less room

    @property
    def tasks(self) -> list[Task]:
        """Those that are to be read."""
        return [job for job in self.jobs if isinstance(job, Task)]


def _groups(jobs: Iterator[Job]) -> Iterator[_Group]:
    """The jobs in groups: small ones first, for the first results are waited for, and few tasks are to be shared."""
    group, most = _Group(), 1.0
    for job in jobs:
        group.jobs.append(job)
        group.weight += _weight(job)
        if len(group.jobs) >= most or group.weight >= _TOGETHER_BYTES:
            yield group
            group, most = _Group(), min(most + _GROWING, _TOGETHER)
    if group.jobs:
        yield group


def _drain(
    pool: ProcessPoolExecutor, jobs: Iterator[Job], running: deque[_Group], stop: Callable[[], bool]
) -> Iterator[Result]:
    """Results from the pool; a group leaves `running` when its results are there."""
    ahead = weight = 0
    for group in _groups(jobs):
        running.append(group)
        if tasks := group.tasks:
            with _uninterrupted():
                group.reading = pool.submit(_read_all, tasks)
        ahead, weight = ahead + len(group.jobs), weight + group.weight
        while running and (ahead >= _AHEAD or weight > _AHEAD_BYTES):
            ahead, weight = ahead - len(running[0].jobs), weight - running[0].weight
            yield from _take(running)
            if stop():
                return
    while running and not stop():
        yield from _take(running)


def _weight(job: Job) -> int:
    """Bytes that a job keeps in memory, or has to read."""
    if not isinstance(job, Task):
        return 0
    if job.member is None:
        return job.size
    return len(job.member.data) + (4 * len(job.member.source.text) if job.member.source else 0)


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


def _take(running: deque[_Group]) -> Iterator[Result]:
    """The results of the first group."""
    group = running[0]
    read = iter(pickle.loads(group.reading.result()) if group.reading is not None else ())  # noqa: S301 - from our worker
    running.popleft()
    for job in group.jobs:
        yield next(read) if isinstance(job, Task) else job


def _one_by_one(running: deque[_Group], collection: Path, stop: Callable[[], bool]) -> Iterator[Result]:
    """The results of all groups, one task after the other."""
    with _Apart(collection) as apart:
        while running:
            jobs = running[0].jobs
            while jobs:
                if stop():
                    return
                job = jobs.pop(0)
                yield apart.read(job) if isinstance(job, Task) else job
            running.popleft()


def _here(jobs: Iterator[Job], collection: Path, stop: Callable[[], bool]) -> Iterator[Result]:
    """Results from this process, but for what is better read in one apart."""
    gazetteer, extras = names_for(collection), active()
    with _Apart(collection) as apart:
        for job in jobs:
            if stop():
                return
            if not isinstance(job, Task):
                yield job
            elif limits.aside(job.member.reads_as if job.member else job.location, _weight(job)):
                yield apart.read(job)
            else:
                try:
                    with limits.raising(_weight(job)):
                        result = read_document(job, gazetteer, extras)
                except limits.OvertimeError:
                    result = _unread(job, limits.too_long(job.path))
                yield result


class _Apart:
    """One process for documents read one by one; started for the first, and anew where one of them ended it."""

    def __init__(self, collection: Path) -> None:
        self._collection = collection
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> _Apart:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(self, task: Task) -> Reading:
        """What became of a document; a problem where it ended the process."""
        if self._process is None or self._pipe is None:
            context = get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, str(self._collection)), daemon=True)
            with _uninterrupted():
                self._process.start()
            theirs.close()
        try:
            self._pipe.send(task)
            result: Reading | Exception = self._pipe.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self._process.join()
            code, self._process = self._process.exitcode or 0, None
            return _unread(task, _ended(task.path, code))
        if isinstance(result, Exception):
            raise result
        return result

    def _end(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.join()
            self._process = None


def _serve(pipe: Connection, collection: str) -> None:
    """The life of such a process: tasks come, readings go, until the other end is closed."""
    _prepare(collection)
    with suppress(EOFError):
        while True:
            task = pipe.recv()
            try:
                pipe.send(_read(task))
            except SettingsError as error:  # an extra that cannot be loaded
                pipe.send(error)


def _unread(task: Task, problem: Problem) -> Reading:
    """A document that was given up. Its digest is kept all the same: the next refresh would fare no better with it."""
    try:
        return Reading(task.path, task.member.digest if task.member else document_digest(task.location), None, problem)
    except OSError:
        return Reading(task.path, "", None, problem)


def _ended(path: str, code: int) -> Problem:
    """What to say of a document that ended its process with this exit code."""
    timed_out = (-getattr(signal, "SIGPROF", 0), 1 if sys.platform == "win32" else None)
    if code and code in timed_out:
        return limits.too_long(path)
    return Problem(path, "Reading this file ended the reader", "leave it out with exclude in dossier.yaml")


def _prepare(collection: str) -> None:
    global _gazetteer, _extras
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _gazetteer, _extras = names_for(Path(collection)), active()
    limits.limit_memory()
    gc.freeze()  # what is loaded stays: looking at it again for garbage costs a tenth of the reading


def _read(task: Task) -> Reading:
    assert _gazetteer is not None
    with limits.timed(_weight(task)):
        return read_document(task, _gazetteer, _extras)


def _read_all(tasks: Sequence[Task]) -> bytes:
    """Readings of tasks, pickled here, so that only the bytes are unpacked beside a commit that is going on."""
    assert _gazetteer is not None
    read = []
    for task in tasks:
        with limits.timed(_weight(task)):
            read.append(read_wordless(task, _gazetteer, _extras))
    with limits.timed(sum(map(_weight, tasks))):
        read = with_words(read)
    return pickle.dumps(read, pickle.HIGHEST_PROTOCOL)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
