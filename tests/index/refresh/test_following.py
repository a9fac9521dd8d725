"""Following a folder: told once it is at rest, both ways; and the command that refreshes then."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.refresh.following import changes, on_network


@contextmanager
def following(folder: Path, *, poll: bool) -> Iterator[list[float]]:
    stop, told = threading.Event(), list[float]()

    def listen() -> None:
        for _ in changes(folder, stop, poll=poll, rest=0.2, every=0.2):
            told.append(time.monotonic())

    thread = threading.Thread(target=listen)
    thread.start()
    try:
        yield told
    finally:
        stop.set()
        thread.join(20)
        assert not thread.is_alive()


def until(happened: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("poll", [False, True])
def test_a_change_is_told_and_quiet_is_not(tmp_path: Path, poll: bool) -> None:
    (tmp_path / "sub").mkdir()
    with following(tmp_path, poll=poll) as told:
        while not told:  # when listening has begun is not told: write until it has
            (tmp_path / "sub" / "a.txt").write_text(str(time.monotonic()))
            time.sleep(1.0)
        before = len(told)
        (tmp_path / "dossier.yaml").write_text("name: x\n")
        until(lambda: len(told) > before)


def test_what_is_never_a_document_is_not_told(tmp_path: Path) -> None:
    with following(tmp_path, poll=True) as told:
        time.sleep(0.5)
        (tmp_path / ".hidden").write_text("x")
        (tmp_path / "a.txt~").write_text("x")
        time.sleep(1.0)
        assert told == []


@pytest.mark.parametrize(
    ("mount", "networked"),
    [
        ("/ /data rw - ext4 /dev/sda rw", False),
        ("/ /data rw - nfs4 server:/x rw", True),
        ("/ /da rw - cifs //server/x rw", False),
    ],
)
def test_a_network_file_system_is_told_by_its_mount(tmp_path: Path, mount: str, networked: bool) -> None:
    table = tmp_path / "mountinfo"
    table.write_text(f"1 0 0:1 / / rw - ext4 /dev/root rw\n2 1 0:2 {mount}\n")
    assert on_network(Path("/data/articles"), table) is networked
    assert not on_network(Path("/data"), tmp_path / "none")


@pytest.mark.skipif(os.name != "posix", reason="it is ended by a signal")
def test_the_command_goes_on_refreshing(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("The first text of the folder, long enough to be one.\n")
    root = Path(__file__).parents[3]
    command = [sys.executable, "-m", "index", "refresh", str(folder), "--index", str(tmp_path / "index")]
    with subprocess.Popen(
        [*command, "--watch", "--progress", "json"],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stderr is not None
        added = []
        try:
            for line in child.stderr:
                event = json.loads(line)
                if event["event"] == "end" and (event["added"] or event["changed"]):
                    added.append((event["added"], event["changed"]))
                    if len(added) == 2:
                        break
                    threading.Thread(target=_write_again, args=(folder / "b.txt", added), daemon=True).start()
        finally:
            child.send_signal(signal.SIGTERM)
        assert child.wait(20) == 130
    assert added == [(1, 0), (1, 0)]


def _write_again(path: Path, added: list[tuple[int, int]]) -> None:
    """Write a file until it is seen: the listening may begin a moment after the refresh has ended."""
    path.write_text("A second text, which came later and is long enough too.\n")
    for _ in range(15):
        time.sleep(2)
        if len(added) > 1:
            return
        os.utime(path)
