"""What reading one document may take: seconds of CPU and bytes of memory, kept by the system in the reading process.

A worker is ended by the signal of its timer, even inside a library in C that has lost itself, and its parent says why.
Where documents are read in the refreshing process the same timer raises `OvertimeError`; what may lose itself in C
(`aside`) is then read in a process apart. The limits are far above what any honest file of its size takes on a slow
machine.

A file that holds several documents is gone through in the refreshing process, with limits of its own
(`taken_within_limits`): in a process apart, all that is in it would have to be copied once more.

Time is CPU time, so that a busy machine or a slow disk ends nothing. Memory is the address space, which Linux limits;
Windows and macOS have the limits on bytes and nesting of the readers alone, and Windows time by the clock.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeVar

from index.models import Problem
from index.sources import reader_of
from index.sources.members import Unread

SECONDS = 180.0  # of any document; a PDF of two hundred scanned pages is drawn in a third of it
SECONDS_EACH_MB = 30.0  # ten times what a megabyte of text takes
SECONDS_EACH_FURTHER_MB = 1.0  # of a file that holds several, without end: five times what a megabyte of mail takes
MEMORY = 4 << 30
LARGE = 1 << 20  # bytes of a document that is read in a process apart
_MEMORY_PART = 3 / 4  # of the machine's, where that is less
_WATCHED = 20 * SECONDS  # by the clock, where the system has no timer of CPU time
_IN_C = "pdf"  # the reader whose library follows what a file says without a limit that we could set

_T = TypeVar("_T")


class OvertimeError(Exception):
    """The document being read has had its time."""


def seconds_for(size: int) -> float:
    """The CPU time that reading a document of `size` bytes may take."""
    return SECONDS + SECONDS_EACH_MB * min(size / (1 << 20), 64)


def aside(name: str, size: int) -> bool:
    """Whether a document is to be read in a process apart even where there is little to read; the suffix of `name`
    chooses its reader."""
    reader = reader_of(Path(name))
    return (reader is not None and reader.name == _IN_C) or size >= LARGE


@contextmanager
def timed(size: int) -> Iterator[None]:
    """The time of one document in a worker, which ends with it."""
    seconds = seconds_for(size)
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)
    else:
        faulthandler.dump_traceback_later(_WATCHED + seconds, exit=True, file=open(os.devnull, "w"))  # noqa: SIM115
    try:
        yield
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, 0)
        else:
            faulthandler.cancel_dump_traceback_later()


def raising(size: int) -> AbstractContextManager[None]:
    """The same in the refreshing process: raises `OvertimeError`."""
    return _raising_after(seconds_for(size))


def taken_within_limits(parts: Iterator[_T], size: int) -> Iterator[_T]:
    """What `parts` gives of a file of `size` bytes that holds several documents, as long as its time and its memory
    last; those of whoever takes them are not counted. Raises `OvertimeError` or MemoryError, after which nothing more
    can be taken of it."""
    left = seconds_for(size) + SECONDS_EACH_FURTHER_MB * size / (1 << 20)
    most = _address_space()
    while True:
        begin = time.process_time()
        try:
            with _raising_after(left), _limited_to(most):
                part = next(parts)
        except StopIteration:
            return
        left -= time.process_time() - begin
        if left <= 0:  # where nothing can be interrupted
            raise OvertimeError
        yield part


@contextmanager
def _raising_after(seconds: float) -> Iterator[None]:
    """Raise `OvertimeError` after so much CPU time. Only the main thread can be interrupted so."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def told(number: int, frame: object) -> None:
        raise OvertimeError

    before = signal.signal(signal.SIGPROF, told)
    signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)  # again, should a library have caught the first
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def limit_memory() -> None:
    """Limit the memory of this process, a worker, to what is loaded and `MEMORY`."""
    _limit(_address_space())


@contextmanager
def _limited_to(most: int) -> Iterator[None]:
    """The same to so many bytes of address space, for a while."""
    before = _limit(most)
    try:
        yield
    finally:
        _limit(before)


def _address_space() -> int:
    """Bytes of address space of what is loaded and `MEMORY`; 0 on another system than Linux."""
    try:
        with open("/proc/self/statm", "rb") as file:
            loaded = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return 0
    return loaded + min(MEMORY, int(_MEMORY_PART * machine))


def _limit(most: int) -> int:
    """Limit the address space of this process (-1: as far as it may be); what its limit was, 0 where it has none to be
    set. A limit below what is loaded stops what comes, not what there is."""
    if not most:
        return 0
    import resource

    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        most = hard if most == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (OSError, ValueError):
        return 0
    return before


def too_long(path: str) -> Problem:
    """What to say of a document that took too long."""
    return Problem(path, "Reading it took too long and was ended", "save its text, or exclude it in dossier.yaml")


def rest_too_long() -> Unread:
    """What to say of a file that holds several documents and took too long to go through."""
    return Unread(
        "", "Going through it took too long; the rest was not read", "unpack or split it, or exclude it in dossier.yaml"
    )


def rest_too_large() -> Unread:
    """What to say of a file that holds several documents and took too much memory to go through."""
    hint = "unpack or split it, or exclude it in dossier.yaml"
    return Unread("", "Going through it takes too much memory; the rest was not read", hint)


def too_large(path: str) -> Problem:
    """What to say of a document that took too much memory."""
    return Problem(path, "Reading it takes too much memory", "split it, save its text, or exclude it in dossier.yaml")
