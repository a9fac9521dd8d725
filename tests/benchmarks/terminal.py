"""What the browser costs at the far end of a line: `python -m tests.benchmarks.terminal [FOLDER]`.

Prints the time to a usable screen (first row painted, a key answered) beside that of a bare Textual app measured in
the same run, and milliseconds and bytes per key, through a real pseudo-terminal of 80x24.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence

from tests.terminal import Answer, Terminal, keys_of

BARE = [sys.executable, "-m", "tests.benchmarks.bare_app"]
KEYS = "down down down up 2 down down pagedown 3 down down 4 left left down down 1 / t r a d e escape escape"


def start_up(programs: Sequence[tuple[list[str], str]], key: str, runs: int) -> list[tuple[float, float]]:
    """Per program (command, text of its first row) the median seconds from start until the row stands on the screen
    and a key has been answered, and the least CPU seconds. The programs take turns, so that a busy machine slows all
    alike; CPU seconds it changes little."""
    times: list[list[tuple[float, float]]] = [[] for _ in programs]
    for _ in range(runs):
        for (command, ready), taken in zip(programs, times, strict=True):
            taken.append(_start(command, ready, key))
    return [(statistics.median(wall for wall, _ in taken), min(worked for _, worked in taken)) for taken in times]


def _start(command: list[str], ready: str, key: str) -> tuple[float, float]:
    begin = time.perf_counter()
    with Terminal(command) as terminal:
        terminal.wait_for(ready)
        terminal.send(key)
        sent = len(terminal.raw)
        while len(terminal.raw) == sent:
            terminal.listen(0.002)
        took = time.perf_counter() - begin, terminal.worked
        terminal.settle()
        if "Traceback" in terminal.text:
            raise RuntimeError(f"the program failed:\n{terminal.text}")
    return took


def per_key(command: list[str], ready: str) -> list[tuple[str, Answer]]:
    """Every key of `KEYS` with what it caused."""
    with Terminal(command) as terminal:
        terminal.wait_for(ready)
        terminal.settle(1.0)
        return [(key, terminal.press(key, quiet=0.4)) for key in keys_of(KEYS)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", help="the collection (default: the bundled one)")
    parser.add_argument("--ready", default="Putin", help="a text of the first row")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:  # neither the user's index nor the user's state
        for name in ("CONFIG", "CACHE", "STATE", "DATA"):
            os.environ[f"XDG_{name}_HOME"] = os.path.join(home, name.lower())
        measure(options)


def measure(options: argparse.Namespace) -> None:
    """Print the start-up ratio and the line budget of every key."""
    command = [sys.executable, "-m", "tui", *([options.folder] if options.folder else [])]
    with Terminal(command) as terminal:  # makes the index and warms the caches
        terminal.wait_for(options.ready)
        terminal.settle(3.0, limit=600.0)
    dossier, bare = start_up(((command, options.ready), (BARE, "Document 1")), "down", options.runs)
    print(f"usable screen {1000 * dossier[0]:6.0f} ms {1000 * dossier[1]:6.0f} ms of CPU")
    print(f"bare app      {1000 * bare[0]:6.0f} ms {1000 * bare[1]:6.0f} ms of CPU")
    print(f"ratio         {dossier[0] / bare[0]:9.2f} {dossier[1] / bare[1]:9.2f}")
    for key, answer in per_key(command, options.ready):
        print(f"  {key:10} {1000 * answer.seconds:7.0f} ms {answer.bytes:6} bytes")


if __name__ == "__main__":
    main()
