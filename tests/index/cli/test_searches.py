"""Saved searches on the command line: saved, listed, only what is new."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index import seen
from index.folders import remembered_file
from index.refresh import refresh
from tests.index.cli.conftest import Run, write


@pytest.fixture
def trading(tmp_path: Path) -> Path:
    folder = write(tmp_path / "articles", {"a.txt": "Trade grew.\n", "b.txt": "Trade fell.\n", "c.txt": "Nothing.\n"})
    refresh(folder)
    return folder


def test_only_what_is_new_is_printed_and_told_by_the_exit_code(run: Run, trading: Path) -> None:
    saved = run("search", "trade", "--save", "Trade", "--order", "newest", "-C", trading)
    assert (saved.code, "saved as Trade" in saved.err) == (0, True)
    new = run("search", "--saved", "trade", "--new", "-C", trading)
    assert (new.code, new.out) == (1, "")
    write(trading, {"d.txt": "Trade stood still.\n", "e.txt": "Trade again.\n", "f.txt": "Other.\n"})
    refresh(trading)
    (listed,) = run("searches", "--json", "-C", trading).records()
    assert (listed["name"], listed["query"], listed["order"], listed["documents"], listed["new"]) == (
        "Trade",
        "trade",
        "newest",
        4,
        2,
    )
    one = run("search", "--saved", "Trade", "--new", "--limit", "1", "--json", "-C", trading).records()
    rest = run("search", "--saved", "Trade", "--new", "--json", "--passages", "-C", trading).records()
    assert {each["path"] for each in (*one, *rest)} == {"d.txt", "e.txt"}
    assert (len(one), len(rest)) == (1, 1)
    assert run("search", "--saved", "Trade", "--new", "-C", trading).code == 1
    assert len(run("search", "--saved", "Trade", "--json", "-C", trading).records()) == 4


def test_a_name_that_is_not_saved_and_what_does_not_go_together(run: Run, trading: Path) -> None:
    run("search", "trade", "--save", "Trade", "-C", trading)
    unknown = run("search", "--saved", "trad", "-C", trading)
    assert unknown.code == 2
    assert "did you mean “Trade”?" in unknown.err
    assert run("search", "--new", "-C", trading).code == 2
    assert run("searches", "forget", "-C", trading).code == 2
    assert run("searches", "forget", "trade", "-C", trading).code == 0
    assert run("searches", "-C", trading).code == 1


def test_what_was_seen_is_bounded_and_of_one_query(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "MOST_IDS", 3)
    seen.remember(tmp_path, "one", "trade", ["a", "b"])
    seen.remember(tmp_path, "one", "trade", ["c", "d", "b"])
    assert seen.seen(tmp_path, "one", "trade") == {"b", "c", "d"}
    assert seen.seen(tmp_path, "one", "other") == frozenset()
    remembered_file(tmp_path, seen.FILE).write_text("{broken")
    assert seen.seen(tmp_path, "one", "trade") == frozenset()
    seen.remember(tmp_path, "one", "trade", ["e"])
    assert seen.seen(tmp_path, "one", "trade") == {"e"}
    assert os.name != "posix" or remembered_file(tmp_path, seen.FILE).stat().st_mode & 0o077 == 0
    seen.forget(tmp_path, "one")
    assert seen.seen(tmp_path, "one", "trade") == frozenset()
