"""The list of problems over a real library: filter, retry, leave out and take back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from index.collection_file import CollectionFile
from index.models import Problem
from index.refresh import refresh
from tests.tui.running import Run
from tests.tui.test_metadata_form import NOTE, reading
from tui.screens.problems import Problems, as_text


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    (folder / "sub").mkdir(parents=True)
    (folder / "note.txt").write_text(NOTE, "utf-8")
    (folder / "binary.txt").write_bytes(b"\x00\x01\x02\x03" * 100)
    (folder / "sub" / "strange.xyz").write_bytes(b"\x00\x01")
    refresh(folder)
    return folder


@asynccontextmanager
async def listed(collection: Path) -> AsyncIterator[Run]:
    async with reading(collection) as run:
        await run.press("P")
        await run.until(lambda: isinstance(run.app.screen, Problems), "the problems")
        await run.shows("2 files with problems")
        yield run


def paths(run: Run) -> list[str]:
    """What the list shows."""
    screen = run.app.screen
    assert isinstance(screen, Problems)
    return [each.path for each in screen.list._shown]


async def test_filter_and_leaving_out(collection: Path) -> None:
    async with listed(collection) as run:
        await run.press("slash")
        await run.type("strange")
        await run.until(lambda: paths(run) == ["sub/strange.xyz"], "the filter")
        await run.press("enter", "x")
        await run.until(lambda: paths(run) == [], "it left out")
        assert CollectionFile.load(collection).exclude == ("sub/strange.xyz",)
        await run.press("u")
        await run.until(lambda: paths(run) == ["sub/strange.xyz"], "it is back")
        assert CollectionFile.load(collection).exclude == ()
        await run.press("slash", "escape")
        await run.until(lambda: len(paths(run)) == 2, "all of them")


async def test_a_mended_file_is_read_on_retry(collection: Path) -> None:
    async with listed(collection) as run:
        assert paths(run)[0] == "binary.txt"
        (collection / "binary.txt").write_text(NOTE.replace("Osh", "Batken"), "utf-8")
        await run.press("r")
        await run.until(lambda: paths(run) == ["sub/strange.xyz"], "one problem less")
        await run.press("escape")
        await run.until(lambda: run.screen.found is not None and run.screen.found.total == 2, "the document")


def test_the_list_as_text() -> None:
    assert as_text([Problem("a.txt", "It is empty", "remove it"), Problem("b", "Broken")]) == (
        "a.txt\n  It is empty (remove it)\nb\n  Broken\n"
    )
