"""How a refresh tells of its progress on stderr: a line that redraws itself, lines now and then, JSON, or nothing."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Mapping
from typing import Any

from index.cli.output import complain, say, visible, width
from index.models import plural

Event = Mapping[str, Any]

_REDRAW = 0.1  # seconds between two states of the line
_LINE = 15.0  # seconds between two lines where nothing can be redrawn
_BAR = 20


def reporter(style: str) -> Reporter:
    """What takes a refresh's events: `style` is "auto", "json" or "none"."""
    if style == "none" or sys.stderr is None:
        return Reporter()
    if style == "json":
        return _Json()
    return _Line() if sys.stderr.isatty() else _Lines()


class Reporter:
    """Takes events as a function does; `close` leaves the terminal tidy, however the refresh ended.

    This one tells of errors only.
    """

    def __call__(self, event: Event) -> None:
        if event["event"] == "error":
            complain(str(event["message"]), str(event.get("hint", "")))

    def close(self) -> None:
        """Nothing more will come."""


class _Json(Reporter):
    """For a program: every event, one object per line."""

    def __call__(self, event: Event) -> None:
        # ASCII: the reader of a pipe need not know this process's encoding, and odd file names pass unharmed
        print(json.dumps(event), file=sys.stderr, flush=True)


class _Lines(Reporter):
    """For a log or a cron mail: a line now and then."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, event: Event) -> None:
        if event["event"] == "progress" and time.monotonic() - self._last >= _LINE:
            self._last = time.monotonic()
            say(summary(event))
        super().__call__(event)


class _Line(Reporter):
    """For a terminal: one line, redrawn in place and gone at the end."""

    def __init__(self) -> None:
        self._last = 0.0
        self._shown = False

    def __call__(self, event: Event) -> None:
        if event["event"] == "start" and event["files"]:
            self._draw({"done": 0, "total": event["files"]})
        elif event["event"] == "progress":
            if time.monotonic() - self._last >= _REDRAW:
                self._last = time.monotonic()
                self._draw(event)
        elif event["event"] in ("end", "error"):
            self.close()
        super().__call__(event)

    def _draw(self, event: Event) -> None:
        done, total = int(event["done"]), max(1, int(event["total"]))
        full = int(_BAR * float(event.get("share", done / total)))
        text = f"[{'#' * full}{'.' * (_BAR - full)}] {summary(event)}  {visible(str(event.get('path', '')))}"
        columns = shutil.get_terminal_size().columns - 1
        while width(text) > columns:
            text = text[: columns - (width(text) - len(text))] if width(text) - len(text) < columns else ""
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()
        self._shown = True

    def close(self) -> None:
        """Remove the line."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False


def summary(event: Event) -> str:
    """Progress in words: "120 of 1186 files, 34 a second, 0:31 left, 2 problems"."""
    words = f"{event['done']} of {event['total']} files"
    if (documents := int(event.get("documents", 0))) > int(event["done"]):  # files that hold several
        words += f", {documents} {plural(documents, 'document')}"
    if rate := event.get("rate"):
        words += f", {float(rate):.0f} a second"
    if (left := event.get("eta")) is not None:
        words += f", {int(left) // 60}:{int(left) % 60:02d} left"
    if problems := event.get("problems"):
        words += f", {problems} {plural(problems, 'problem')}"
    return words
