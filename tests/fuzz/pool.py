"""Inputs tried in a child process under limits, which is started again where one of them ends it.

The child is forked from a process that has everything loaded. It makes input number n of a target from the number
alone, so that nothing but counts is kept, and writes the number into memory that both share before it tries it: of an
input that ends the child, the parent knows which it was. Time is CPU time, counted by the system (ITIMER_PROF, whose
signal ends the process even inside a library); memory is the limit on the address space.
"""

from __future__ import annotations

import mmap
import os
import pickle
import resource
import signal
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.fuzz.outcome import outcome, smaller
from tests.fuzz.targets import Target

MEMORY = 1 << 30  # bytes above what is loaded
_NUMBER = struct.Struct("q")
_MOST_OF_ONE = 3  # finds at one place that are kept of a round


@dataclass
class Round:
    """What came of a round: inputs tried, CPU seconds, and the finds: where, the input, the traceback."""

    inputs: int = 0
    seconds: float = 0.0
    finds: list[tuple[str, bytes, str]] = field(default_factory=list)


def limited(seconds: float) -> None:
    """Limit this process: `seconds` of CPU until the timer is set anew, and memory."""
    with open("/proc/self/statm", "rb") as file:
        loaded = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (loaded + MEMORY, loaded + MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_PROF, seconds)


def tried(target: Target, make: Callable[[int], bytes], first: int, number: int) -> Round:
    """Try inputs `first` to `first + number` as `make` makes them."""
    done = Round()
    _warm(target)
    shared = mmap.mmap(-1, _NUMBER.size)
    begin = resource.getrusage(resource.RUSAGE_CHILDREN)
    at, end = first, first + number
    while at < end:
        shared.seek(0)
        shared.write(_NUMBER.pack(at))
        found, status = _child(target, make, at, end, shared)
        done.finds += found
        if status == 0:
            break
        (at,) = _NUMBER.unpack(shared[: _NUMBER.size])
        done.finds.append((_ended(status), make(at), ""))
        at += 1
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    done.inputs = number
    done.seconds = used.ru_utime + used.ru_stime - begin.ru_utime - begin.ru_stime
    return done


def _warm(target: Target) -> None:
    """Load here what the target loads when it is first used: every child would do it again."""
    for seed in target.sound()[:3]:
        outcome(target, seed if isinstance(seed, bytes) else seed.encode())


def dies(target: Target, data: bytes) -> str:
    """How one input ends a child, "" where it does not."""
    status = _child(target, lambda _: data, 0, 1, mmap.mmap(-1, _NUMBER.size))[1]
    return _ended(status) if status else ""


def _ended(status: int) -> str:
    number = os.waitstatus_to_exitcode(status)
    if number == -signal.SIGPROF:
        return "took too long"
    return f"ended the process ({signal.Signals(-number).name if number < 0 else number})"


def _child(
    target: Target, make: Callable[[int], bytes], first: int, end: int, shared: mmap.mmap
) -> tuple[list[tuple[str, bytes, str]], int]:
    """The finds of one child and how it ended; 0 is well."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(target, make, first, end, shared, writing)
    os.close(writing)
    with open(reading, "rb") as pipe:
        content = pipe.read()
    _, status = os.waitpid(child, 0)
    found = []
    while content:
        (length,) = _NUMBER.unpack_from(content)
        if len(content) < _NUMBER.size + length:  # it died while it wrote
            break
        found.append(pickle.loads(content[_NUMBER.size : _NUMBER.size + length]))
        content = content[_NUMBER.size + length :]
    return found, status


def _work(target: Target, make: Callable[[int], bytes], first: int, end: int, shared: mmap.mmap, writing: int) -> None:
    """The child's life."""
    code = 3
    try:
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 2):
            os.dup2(quiet, stream)
        limited(target.seconds)
        seen: dict[str, int] = {}
        for number in range(first, end):
            data = make(number)
            shared[: _NUMBER.size] = _NUMBER.pack(number)
            signal.setitimer(signal.ITIMER_PROF, target.seconds)
            begin = time.process_time()
            place, trace = outcome(target, data)
            if place:
                seen[place] = seen.get(place, 0) + 1
                if seen[place] <= _MOST_OF_ONE:
                    signal.setitimer(signal.ITIMER_PROF, 60)
                    small = smaller(data, lambda each, at=place: outcome(target, each)[0] == at)  # type: ignore[misc]
                    told = pickle.dumps((place, small, trace))
                    os.write(writing, _NUMBER.pack(len(told)) + told)
            elif time.process_time() - begin > target.slow:
                told = pickle.dumps((f"slow: {time.process_time() - begin:.1f} s", data, ""))
                os.write(writing, _NUMBER.pack(len(told)) + told)
        code = 0
    finally:
        os._exit(code)
