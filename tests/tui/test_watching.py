"""What the status line says of the indexing, event by event."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import cast

from textual.screen import Screen

from tui.panes.status_line import StatusLine
from tui.screens.watching import Watch


class Clock:
    """Stands in for the screen: it keeps the looks that are wanted."""

    def __init__(self) -> None:
        self.looks: list[Callable[[], None]] = []

    def set_interval(self, seconds: float, look: Callable[[], None]) -> Clock:
        self.looks.append(look)
        return self

    def post_message(self, message: object) -> bool:
        return True

    def stop(self) -> None:
        self.looks.clear()


def watch() -> tuple[Watch, StatusLine, Clock, list[int]]:
    status, clock, changed = StatusLine(), Clock(), []
    command = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    watching = Watch(cast("Screen[None]", clock), status, command, lambda: changed.append(1))
    return watching, status, clock, changed


def test_a_new_refresh_takes_away_what_was_said_of_the_one_before() -> None:
    watching, status, _, _ = watch()
    watching.take({"event": "end", "added": 108, "stopped": True})
    assert status.message == "Indexing stopped; what is done stays, R goes on (108 added)"
    watching.start(asked=True)
    assert status.message == ""
    watching.stop(5.0)
    watching.take({"event": "end", "stopped": True})
    status.say("Something else")
    watching.start(asked=True)
    assert status.message == "Something else"
    watching.stop(5.0)


def test_an_index_that_another_window_fills_is_looked_at_again() -> None:
    watching, status, clock, changed = watch()
    busy = {"event": "error", "kind": "IndexBusyError", "message": "In use", "hint": "wait"}
    watching.take(busy)
    assert (status.message, status.severity, changed) == ("In use: wait", "information", [])
    assert not watching.finished, "an empty list does not say that there is nothing to read"
    [look] = clock.looks
    look()
    assert changed == [1]
    watching.take({"event": "start", "files": 0})
    assert (clock.looks, status.message) == ([], "")


def test_any_other_error_is_one() -> None:
    watching, status, clock, _ = watch()
    watching.take({"event": "error", "kind": "CollectionError", "message": "Another window", "hint": ""})
    assert (status.severity, clock.looks, watching.finished) == ("error", [], True)
