"""The indexing behind the screen: a child process that runs the same `refresh` a script would.

In a thread it would stall the screen; as a process it does not, and its memory is gone when it ends. It is started
with `-P` and our own root on its path, so that a `yaml.py` lying in somebody's folder is never imported. Its standard
input is a pipe: when this process dies, however it dies, the pipe closes and the child stops after its batch.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import index

log = logging.getLogger(__name__)

Event = Mapping[str, Any]
"""One line of the child's progress: `event` is "start", "progress", "commit", "end" or "error"."""


def refresh_command(collection: Path, index_folder: Path | None) -> list[str]:
    """The command line that refreshes a collection and reports as JSON lines on standard error."""
    command = [sys.executable, "-P", "-m", "index", "refresh", str(collection), "--progress", "json"]
    return command + (["--index", str(index_folder)] if index_folder else [])


class Indexing:
    """One refresh at a time. `report` is called with each event in a thread of this object's own.

    An ending without an "end" or "error" event (killed, crashed) is reported as an "error" event.
    """

    def __init__(self, command: Sequence[str], report: Callable[[Event], object]) -> None:
        self._command = list(command)
        self._report = report
        self._child: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None
        self._unwanted = False  # asked to stop, perhaps before the child was there

    @property
    def running(self) -> bool:
        """Whether a refresh is under way."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, *more: str) -> bool:
        """Start a refresh, with `more` arguments than the command has; False if one is running already."""
        if self.running:
            return False
        self._unwanted = False
        self._thread = threading.Thread(target=self._run, args=more, name="dossier-indexing", daemon=True)
        self._thread.start()
        return True

    def stop(self, timeout: float = 0.0) -> None:
        """Ask the child to stop after the batch at hand, and wait up to `timeout` seconds until it has."""
        self._unwanted = True
        child = self._child
        if child is not None and child.poll() is None:
            child.terminate()
        if timeout and self._thread is not None:
            self._thread.join(timeout)

    def wait(self) -> None:
        """Until the child has ended."""
        if self._thread is not None:
            self._thread.join()

    def _run(self, *more: str) -> None:
        root = str(Path(index.__file__).resolve().parent.parent)
        path = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
        try:
            child = subprocess.Popen(
                [*self._command, *more],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                cwd=os.sep,
                env={**os.environ, "PYTHONPATH": path},
                start_new_session=True,  # ctrl+c and a hang-up are for the screen to answer
            )
        except OSError as error:
            self._report({"event": "error", "message": f"Indexing cannot start: {error.strerror}", "hint": ""})
            return
        self._child = child
        if self._unwanted:
            child.terminate()
        ended = False
        assert child.stderr is not None
        with child:
            for line in child.stderr:
                event = _event(line)
                if event is not None:
                    ended = ended or event["event"] in ("end", "error")
                    self._report(event)
        if not ended:
            log.error("the indexing ended with status %s", child.returncode)
            self._report({"event": "error", "message": "The indexing ended before it was done", "hint": "R starts it"})


def _event(line: bytes) -> Event | None:
    """The event in a line of the child's standard error; anything else goes to the log."""
    try:
        event = json.loads(line)
    except ValueError:
        event = None
    if isinstance(event, dict) and isinstance(event.get("event"), str):
        return event
    log.warning("from the indexing: %s", line.decode("utf-8", "replace").rstrip())
    return None
