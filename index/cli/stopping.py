"""When a refresh must end early: ctrl+c, SIGTERM, or the other end of standard input gone."""

from __future__ import annotations

import os
import signal
import stat
import sys
import threading
from types import FrameType, TracebackType
from typing import Any


class Stop:
    """A context manager that turns signals into a question a refresh asks between batches.

    The first ctrl+c or SIGTERM asks for a clean stop, a second ctrl+c interrupts at once. With `watch_input` the end
    of a piped standard input is a request to stop too, so that no child outlives the browser that started it; a
    terminal or /dev/null as standard input is not watched. Signals are only taken in the main thread.
    """

    def __init__(self, watch_input: bool = False) -> None:
        self._asked = threading.Event()
        self._watch_input = watch_input
        self._before: dict[int, Any] = {}

    def __call__(self) -> bool:
        """True once the work should end."""
        return self._asked.is_set()

    def __enter__(self) -> Stop:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._on_signal)
        if self._watch_input and _piped_input():
            threading.Thread(target=self._wait_for_end, daemon=True, name="standard input").start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if number == signal.SIGINT and self._asked.is_set():
            raise KeyboardInterrupt
        self._asked.set()

    def _wait_for_end(self) -> None:
        # os.read, not sys.stdin: a thread blocked in a buffered reader would trip the interpreter's own end
        try:
            while os.read(0, 1024):
                pass
        except OSError:
            pass
        self._asked.set()


def _piped_input() -> bool:
    if sys.stdin is None:
        return False
    try:
        mode = os.fstat(0).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)
