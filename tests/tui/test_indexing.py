"""The child process, played by small scripts."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.screens.indexing import Event, Indexing, refresh_command

Start = Callable[[str], tuple[Indexing, list[Event]]]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    def begin(script: str) -> tuple[Indexing, list[Event]]:
        path = tmp_path / "child.py"
        path.write_text("import json, sys, os, signal, time\n" + script)
        events: list[Event] = []
        indexing = Indexing([sys.executable, str(path)], events.append)
        assert indexing.start()
        return indexing, events

    return begin


def _until(happened: Callable[[], object]) -> None:
    end = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_each_line_is_an_event_and_other_talk_goes_to_the_log(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    indexing, events = start(
        """
print(json.dumps({"event": "start", "files": 1}), file=sys.stderr)
print("Traceback: something", file=sys.stderr)
print("[1, 2]", file=sys.stderr)
print("not for the screen")
print(json.dumps({"event": "end", "added": 1}), file=sys.stderr)
"""
    )
    _until(lambda: not indexing.running)
    assert [event["event"] for event in events] == ["start", "end"]
    assert "Traceback: something" in caplog.text


def test_one_refresh_at_a_time_and_again_afterwards(start: Start) -> None:
    indexing, events = start('print(json.dumps({"event": "end"}), file=sys.stderr); sys.stdin.read()')
    assert not indexing.start()
    indexing.stop(10)
    assert not indexing.running
    assert indexing.start()
    _until(lambda: len(events) == 2)
    indexing.stop(10)


def test_it_is_asked_to_stop_and_may_finish_its_batch(start: Start) -> None:
    indexing, events = start(
        """
def stop(*_):
    print(json.dumps({"event": "end", "stopped": True}), file=sys.stderr, flush=True)
    os._exit(0)
signal.signal(signal.SIGTERM, stop)
print(json.dumps({"event": "start", "files": 3}), file=sys.stderr, flush=True)
time.sleep(60)
"""
    )
    _until(lambda: events)
    indexing.stop(10)
    assert not indexing.running
    assert events[-1] == {"event": "end", "stopped": True}


def test_a_stop_before_the_child_is_there_is_not_lost(tmp_path: Path) -> None:
    events: list[Event] = []
    indexing = Indexing([sys.executable, "-c", "import time; time.sleep(60)"], events.append)
    indexing.start()
    indexing.stop()
    _until(lambda: not indexing.running)


def test_a_killed_child_is_told(start: Start) -> None:
    indexing, events = start("os.kill(os.getpid(), 9)")
    _until(lambda: not indexing.running)
    assert events[-1]["event"] == "error"


def test_a_program_that_is_not_there_is_told() -> None:
    events: list[Event] = []
    indexing = Indexing(["/no/such/python"], events.append)
    indexing.start()
    _until(lambda: not indexing.running)
    assert events[-1]["event"] == "error"


def test_modules_in_the_users_folder_are_never_imported(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "__init__.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    events: list[Event] = []
    said = "import index, json, os, sys; print(json.dumps({'event': 'end', 'file': index.__file__}), file=sys.stderr)"
    indexing = Indexing([sys.executable, "-P", "-c", said], events.append)
    indexing.start()
    _until(lambda: not indexing.running)
    assert events
    assert not str(events[0]["file"]).startswith(str(tmp_path))


def test_the_child_ends_with_its_parent(tmp_path: Path) -> None:
    marker = tmp_path / "ended"
    child = f"import sys; sys.stdin.read(); open({str(marker)!r}, 'w').close()"
    parent = (
        "import os, sys, time; from tui.screens.indexing import Indexing\n"
        f"i = Indexing([sys.executable, '-c', {child!r}], print); i.start()\n"
        "while i._child is None: time.sleep(0.01)\n"
        "os._exit(1)\n"
    )
    import subprocess

    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", parent], check=False, cwd=root, env={**os.environ, "PYTHONPATH": str(root)})
    _until(marker.exists)


def test_the_command_is_what_a_script_would_run() -> None:
    command = refresh_command(Path("/data/-x"), Path("/cache/i"))
    assert command[:5] == [sys.executable, "-P", "-m", "index", "refresh"]
    assert command[5:] == ["/data/-x", "--progress", "json", "--index", "/cache/i"]
