"""Passages that have not been on screen yet: counted, gone to, remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import seen
from tests.tui.running import NARROW, Run, browsing


async def typed(run: Run, words: str) -> None:
    await run.press("slash", "ctrl+u")
    await run.type(words)
    await run.press("enter")
    await run.until(lambda: run.screen.found is not None and run.screen.found.parsed.text == words, words)


async def test_what_stood_in_the_reader_is_seen_and_the_next_unseen_is_a_key_away(tmp_path: Path) -> None:
    async with browsing(NARROW, collection=tmp_path) as run:
        await typed(run, "trade")
        await run.shows("8 unseen")  # two sentences of the first document of five are in sight
        await run.reads("Title 8")
        await run.press("M")
        await run.reads("Title 6")
        await run.shows("6 unseen")
        await run.press("M")
        await run.reads("Title 4")
        await run.shows("4 unseen")
        await run.press("M")
        await run.reads("Title 2")
        await run.shows("2 unseen")
        await run.press("M")
        await run.reads("Title 0")
        await run.until(lambda: "unseen" not in run.text, "none left")
        await run.press("M")
        await run.shows("Every passage counted has been on screen")
        await run.until(lambda: len(seen.passages(tmp_path, "trade")) == 5, "remembered")
    async with browsing(NARROW, collection=tmp_path) as run:
        await typed(run, "trade")
        await run.until(lambda: len(getattr(run.screen, "_passages", ())) == 5, "counted")
        assert run.screen.unseen == 0
        await typed(run, "trade talks")
        await run.until(lambda: run.screen.unseen == 4 and "4 unseen" in run.text, "those of another query")


def test_what_was_seen_of_queries_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "MOST_QUERIES", 3)
    monkeypatch.setattr(seen, "MOST_PASSAGES", 10)
    for number in range(5):
        seen.remember_passages(tmp_path, f"query {number}", {"a": [number], "b": [1]})
    assert [bool(seen.passages(tmp_path, f"query {number}")) for number in range(5)] == [False, False, True, True, True]
    seen.remember_passages(tmp_path, "query 3", {"a": [9]})
    assert seen.passages(tmp_path, "query 3") == {"a": {3, 9}, "b": {1}}
    seen.remember_passages(tmp_path, "long", {"a": range(9)})
    assert seen.passages(tmp_path, "query 3") == {}
    assert len(seen.passages(tmp_path, "long")["a"]) == 9
