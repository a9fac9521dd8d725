"""The indexing of several collections: one after the other, told as one; stopped, and following, together."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.screens.in_turn import InTurn, indexing
from tui.screens.indexing import Event, Indexing

Start = Callable[..., tuple[InTurn, list[Event]]]
WAITS = "import sys; sys.stdin.read()"


def says(*events: dict[str, object]) -> str:
    return "import sys\n" + "\n".join(f"print({json.dumps(each)!r}, file=sys.stderr)" for each in events)


@pytest.fixture
def start() -> Start:
    def begin(*scripts: str, more: tuple[str, ...] = ()) -> tuple[InTurn, list[Event]]:
        events: list[Event] = []
        made = InTurn([[sys.executable, "-c", each] for each in scripts], events.append)
        assert made.start(*more)
        return made, events

    return begin


def until(happened: Callable[[], object]) -> None:
    end = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_their_ends_are_one_end(start: Start) -> None:
    first = says({"event": "start", "files": 2}, {"event": "end", "added": 2, "problems": [{"path": "a"}]})
    made, events = start(first, says({"event": "commit"}, {"event": "end", "added": 1, "removed": 3}))
    until(lambda: not made.running)
    assert [each["event"] for each in events] == ["start", "commit", "end"]
    end = events[-1]
    assert (end["added"], end["removed"], end["changed"], end["stopped"]) == (3, 3, 0, False)
    assert end["problems"] == [{"path": "a"}]


def test_what_goes_wrong_with_one_is_told_and_the_next_follows(start: Start) -> None:
    made, events = start(says({"event": "error", "message": "In use"}), "", says({"event": "end", "added": 1}))
    until(lambda: not made.running)
    assert [each["event"] for each in events] == ["end", "error", "error"]
    assert [each["message"] for each in events[1:]] == ["In use", "The indexing ended before it was done"]


def test_stopped_the_next_is_not_begun(start: Start, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    made, _ = start(WAITS, f"open({str(begun)!r}, 'w')")
    made.stop(20)
    assert not made.running
    assert not begun.exists()


def test_folders_are_followed_all_at_once(start: Start) -> None:
    made, events = start(*[says({"event": "start"}) + "\n" + WAITS] * 2, more=("--watch", "poll"))
    until(lambda: len(events) == 2)
    assert made.running
    made.stop(20)
    assert not made.running


def test_of_one_collection_it_is_as_ever() -> None:
    assert type(indexing([["true"]], print)) is Indexing
