from __future__ import annotations

import json
import logging
import os
import stat
from pathlib import Path

import pytest

from index import state
from index.state import CollectionState, State


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "state.json"


def test_what_is_remembered_comes_back(tmp_path: Path, path: Path) -> None:
    known = CollectionState("trade", "newest", "3f2a", 120, ("a", "торговля"))
    state.remember(tmp_path, known, path)
    found = state.of(tmp_path, path)
    assert (found.query, found.order, found.document, found.position, found.history) == (
        "trade",
        "newest",
        "3f2a",
        120,
        ("a", "торговля"),
    )
    assert state.of(tmp_path / "other", path) == CollectionState()


def test_opening_makes_a_collection_the_last_one_and_keeps_what_is_known(tmp_path: Path, path: Path) -> None:
    state.remember(tmp_path / "a", CollectionState("trade"), path)
    assert state.last_collection(path) is None
    state.opened(tmp_path / "a", path)
    state.remember(tmp_path / "b", CollectionState("other"), path)
    assert state.last_collection(path) == tmp_path / "a"
    found = state.of(tmp_path / "a", path)
    assert found.query == "trade"
    assert found.opened
    state.remember(tmp_path / "a", CollectionState("later"), path)
    assert state.of(tmp_path / "a", path) == CollectionState("later", opened=found.opened)


def test_recent_ones_come_latest_first(tmp_path: Path, path: Path) -> None:
    for day in (2, 3, 1):
        state.remember(tmp_path / str(day), CollectionState(opened=f"2026-01-0{day}T00:00:00+00:00"), path)
    assert [each.name for each in state.recent(2, path)] == ["3", "2"]


def test_forgetting(tmp_path: Path, path: Path) -> None:
    assert not state.forget(tmp_path, path)
    state.opened(tmp_path, path)
    assert state.forget(tmp_path, path)
    assert state.load(path) == State()


def test_a_link_and_its_folder_are_one_collection(tmp_path: Path, path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    state.remember(tmp_path / "link", CollectionState("q"), path)
    assert state.of(tmp_path / "real", path).query == "q"


def test_only_its_owner_can_read_it(tmp_path: Path, path: Path) -> None:
    before = os.umask(0)
    try:
        state.opened(tmp_path, path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["state.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"last": 3}',
        b'{"collections": []}',
        b'{"collections": {"/a": 1}}',
        b'{"collections": {"/a": {"position": "1"}}}',
        b'{"collections": {"/a": {"position": true}}}',
        b'{"collections": {"/a": {"history": [1]}}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_set_aside(path: Path, content: bytes, tmp_path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert state.load(path) == State()
    assert path.with_name("state.json.damaged").read_bytes() == content
    state.opened(tmp_path, path)
    assert state.last_collection(path) == tmp_path


def test_keys_of_a_later_version_do_no_harm(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"last": "/a", "new": 1, "collections": {"/a": {"query": "q", "zoom": 3}}}))
    assert state.load(path) == State("/a", {"/a": CollectionState("q")})


def test_a_name_that_is_no_unicode(tmp_path: Path, path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"caf\xe9")
    state.opened(odd, path)
    assert state.last_collection(path) == odd


def test_the_memory_stays_small(tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "MOST_COLLECTIONS", 3)
    for number in range(5):
        known = CollectionState(history=tuple(map(str, range(500))), opened=f"2026-01-0{number + 1}")
        state.remember(tmp_path / str(number), known, path)
    found = state.load(path).collections
    assert sorted(Path(each).name for each in found) == ["2", "3", "4"]
    assert all(each.history == tuple(map(str, range(300, 500))) for each in found.values())


def test_a_place_that_cannot_be_written_costs_no_session(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("no folder")
    with caplog.at_level(logging.WARNING):
        state.opened(tmp_path, tmp_path / "file" / "state.json")
    assert "cannot write" in caplog.text
