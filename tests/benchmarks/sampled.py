"""A command and what it took: seconds, CPU seconds and memory of all its processes together. Memory is read from
Linux's /proc while it runs, and 0 elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

EVERY = 0.1  # seconds between two looks at the memory
_KB = 1024


@dataclass(slots=True)
class Taken:
    """What a command took. Memory in bytes: `peak` is the most that its processes had together at one moment, pages
    that several share counted once (PSS), `resident` the same with shared pages counted for each (RSS); `samples` are
    pairs of seconds since the start and PSS."""

    seconds: float = 0.0
    cpu: float = 0.0
    peak: int = 0
    resident: int = 0
    samples: list[tuple[float, int]] = field(default_factory=list)
    lines: list[tuple[float, str]] = field(default_factory=list)  # of what it printed, with seconds since the start


def run(command: Sequence[str | Path], *, accept: Sequence[int] = (0,), folder: Path | None = None) -> Taken:
    """Run a command to its end. Raises RuntimeError with what it printed where it ends with another status."""
    taken = Taken()
    begin = time.perf_counter()
    before = os.times()
    with subprocess.Popen(
        list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=folder
    ) as process:
        ended = threading.Event()
        looking = threading.Thread(target=_look, args=(process.pid, begin, ended, taken))
        looking.start()
        assert process.stdout is not None
        taken.lines.extend((time.perf_counter() - begin, line.rstrip("\n")) for line in process.stdout)
        process.wait()
        ended.set()
        looking.join()
    after = os.times()
    taken.seconds = time.perf_counter() - begin
    taken.cpu = after.children_user + after.children_system - before.children_user - before.children_system
    if process.returncode not in accept:
        said = "\n".join(line for _, line in taken.lines[-20:])
        raise RuntimeError(f"{command} ended with {process.returncode}:\n{said}")
    return taken


def _look(pid: int, begin: float, ended: threading.Event, taken: Taken) -> None:
    while sys.platform == "linux" and not ended.wait(EVERY):
        shared, resident = 0, 0
        for each in _tree(pid):
            pss, rss = _memory(each)
            shared, resident = shared + pss, resident + rss
        taken.samples.append((time.perf_counter() - begin, shared))
        taken.peak, taken.resident = max(taken.peak, shared), max(taken.resident, resident)


def _tree(pid: int) -> Iterator[int]:
    """A process and its descendants."""
    yield pid
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            for child in Path(f"/proc/{pid}/task/{task}/children").read_text().split():
                yield from _tree(int(child))
    except OSError:  # it has ended meanwhile
        return


def _memory(pid: int) -> tuple[int, int]:
    try:
        said = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0, 0
    sizes = {line.split(":")[0]: int(line.split()[1]) * _KB for line in said.splitlines() if line.endswith("kB")}
    return sizes.get("Pss", 0), sizes.get("Rss", 0)
