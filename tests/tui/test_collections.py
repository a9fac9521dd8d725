"""Going over to another collection: the list of those open lately, a folder typed, and the one opened next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from index import settings, state
from tests.tui.running import browsing
from tui import app as application
from tui.screens.collections import Collections, folder_typed, known_collections


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    one, two = tmp_path / "one", tmp_path / "two"
    for each in (one, two):
        each.mkdir()
        state.opened(each)
    state.opened(tmp_path / "gone")
    return one, two


def test_what_was_open_lately(folders: tuple[Path, Path]) -> None:
    one, two = folders
    known = {each.folders[0]: each for each in known_collections(one)}
    assert known[one].fault == "open now"
    assert (known[two].fault, known[two].name) == ("", "two")
    assert len(known[two].opened) == 10
    assert known[one.parent / "gone"].fault == "gone"
    assert [each.name for each in known.values() if not each.fault] == ["two", "Bundled collection"]


def test_a_folder_typed(folders: tuple[Path, Path]) -> None:
    assert folder_typed(f" {folders[0]} ") == folders[0]
    assert "There is no folder" in str(folder_typed(str(folders[0] / "missing")))


async def test_a_collection_is_chosen(folders: tuple[Path, Path]) -> None:
    one, two = folders
    async with browsing(collection=one) as run:
        await run.press("C")
        await run.until(lambda: isinstance(run.app.screen, Collections), "the list")
        await run.shows("Bundled collection")
        await run.press("a")
        await run.shows("Which folder?")
        await run.press("ctrl+u")
        await run.type(f"{one}/missing")
        await run.press("enter")
        await run.shows("There is no folder")
        assert not run.app.wanted
        await run.press("enter")
        await run.until(lambda: run.app.wanted == (two,), "the other one wanted")


async def test_who_is_served_sees_no_other_folder(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    async with browsing(collection=folders[0]) as run:
        monkeypatch.setattr(type(run.app), "is_web", property(lambda _: True))
        await run.press("C")
        await run.shows("is served")
        assert not isinstance(run.app.screen, Collections)


def test_the_next_one_is_opened_and_leaving_ends_it(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = folders
    opened: list[tuple[tuple[Path, ...], Path | None]] = []

    def run_one(folders: tuple[Path, ...], index: Path | None, document: str | None, chosen: Any, **how: bool) -> Any:
        opened.append((folders, index))
        return 0, (two, one) if len(folders) == 1 else ()

    monkeypatch.setattr(application, "_run_one", run_one)
    settings.settings_file().parent.mkdir(parents=True)
    settings.settings_file().write_text(f"index_folder: {tmp_path}/indexes\n", "utf-8")
    assert application.run_browser(one, index=tmp_path / "own") == 0
    assert [each[0] for each in opened] == [(one,), (two, one)]
    assert opened[0][1] == tmp_path / "own"
    assert opened[1][1] is not None
    assert opened[1][1].parent == tmp_path / "indexes"
    assert state.last_collections() == [two, one]
    assert [each.name for each in known_collections(two, one) if each.fault == "open now"] == ["two + one"]
