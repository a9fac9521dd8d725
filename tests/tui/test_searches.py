"""Saved searches in the browser: saved under a name, listed with what is new, run from the list and the palette."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import pytest

from index.library import Library
from index.models import Order
from index.notebook import notebook_file
from index.refresh import refresh
from tests.tui.running import Run, opened
from tui.app import make_app
from tui.screens.asking import Asking
from tui.screens.searches import SearchList


def write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.md").write_text(f"---\ntitle: {name}\npublished: 2021-05-24\n---\n\n{text}\n", "utf-8")


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    write(folder, "Alpha", "Trade grew.")
    write(folder, "Beta", "Trade fell.")
    write(folder, "Gamma", "Nothing was said.")
    refresh(folder)
    return folder


@asynccontextmanager
async def searching(collection: Path) -> AsyncIterator[Run]:
    app = make_app(collection, library=lambda: Library.open(collection), refresh=None)
    async with opened(app) as run:
        yield run


async def listed(run: Run) -> SearchList:
    await run.press("8")
    await run.until(lambda: isinstance(run.app.focused, SearchList) and run.app.focused._totals is not None, "the list")
    return cast("SearchList", run.app.focused)


async def test_a_search_is_saved_listed_with_what_is_new_and_run(collection: Path) -> None:
    async with searching(collection) as run:
        await run.press("slash", "t", "r", "a", "d", "e", "enter", "7", "s")
        await run.until(lambda: run.screen.found is not None and run.screen.trail.now.order == "newest", "the order")
        await run.press("S")
        await run.until(lambda: isinstance(run.app.screen, Asking) and run.app.screen.focused is not None, "a question")
        await run.type("my trade")
        await run.press("enter")
        await run.shows("Saved as “my trade”")
        written = notebook_file(collection).read_text("utf-8").partition("searches:\n")[2]
        for line in ("name: my trade", "query: trade", "sort: newest", "pane: passages"):
            assert line in written
    write(collection, "Delta", "Trade stood still.")
    refresh(collection)
    async with searching(collection) as run:
        totals = (await listed(run))._totals
        assert totals is not None
        assert [(each.total, each.new, each.titles) for each in totals] == [(3, 1, ("Delta",))]
        await run.shows("│ Delta")
        await run.press("enter")
        await run.until(lambda: run.focus == "passages", "the pane it was saved in")
        await run.until(lambda: run.screen.found is not None and run.screen.found.parsed.text == "trade", "its query")
        assert run.screen.trail.now.order == "newest"
        search_list = await listed(run)
        await run.until(lambda: [each.new for each in search_list._totals or ()] == [0], "nothing new any more")
        await run.press("d")
        await run.until(lambda: search_list.row_count == 0, "none")
        await run.press("u")
        await run.until(lambda: search_list.row_count == 1, "it again")
        await run.press("escape", "left_square_bracket")
        await run.until(lambda: run.screen.trail.now.query == "", "back from the saved search")


async def test_the_palette_runs_them(collection: Path) -> None:
    library = Library.open(collection)
    library.save_search("Fall", "fell", Order.NEWEST)
    library.close()
    async with searching(collection) as run:
        await run.press("ctrl+p")
        await run.shows("Type a few letters")
        await run.type("fall")
        await run.shows("Search “Fall”")
        await run.press("enter")
        await run.until(lambda: run.screen.found is not None and run.screen.found.parsed.text == "fell", "its query")
        await run.reads("Beta")
