"""Back across restarts, the trail, and the query language inside a text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from index import state, trail
from index.library import Library
from index.refresh import refresh
from tests.tui.running import Run, opened
from tui.app import make_app
from tui.screens.trail_view import StepList


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, name in enumerate(("Alpha", "Beta", "Gamma")):
        text = (
            f"Trade grew in {name}. Vladimir Putin spoke of free trade on May {number + 2}, 2021.\n\n"
            + "Filling. " * 900
        )
        (folder / f"{name}.md").write_text(
            f"---\ntitle: {name}\npublished: 2021-05-2{number}\n---\n\n{text}\n", "utf-8"
        )
    refresh(folder)
    return folder


@asynccontextmanager
async def reading(collection: Path) -> AsyncIterator[Run]:
    app = make_app(collection, library=lambda: Library.open(collection), refresh=None, remembered=state.of(collection))
    async with opened(app) as run:
        yield run
        run.screen.note_position()
        state.remember(collection, run.screen.remembered())


async def asked(run: Run, query: str) -> None:
    await run.press("slash", "ctrl+u")
    await run.type(query)
    await run.press("enter")
    await run.until(lambda: run.screen.found is not None and run.screen.found.parsed.text == query, query)


async def test_back_leads_through_the_views_of_before_the_restart(collection: Path) -> None:
    async with reading(collection) as run:
        await asked(run, "Beta")
        await run.press("enter")
        await run.until(lambda: run.focus == "reader" and run.screen.reader._room > 0, "the reader")
        await run.press("space", "space")
        await run.until(lambda: run.screen.reader.position > 500, "a place further down")
        place = run.screen.reader.position
        await asked(run, "Gamma")
        await run.reads("Gamma")
        await run.until(lambda: run.screen.trail.now.document == run.screen.opened.document.id, "noted")  # type: ignore[union-attr]
    async with reading(collection) as run:
        await run.press("left_square_bracket")
        await run.until(lambda: run.screen.found is not None and run.screen.found.parsed.text == "Gamma", "Gamma")
        await run.press("left_square_bracket")
        await run.reads("Beta")
        await run.until(lambda: run.screen.reader.position == place, "the same place")
        await run.press("right_square_bracket")
        await run.reads("Gamma")


async def test_what_was_done_is_listed_and_gone_to_again(collection: Path) -> None:
    async with reading(collection) as run:
        await asked(run, "Beta")
        await run.press("enter")
        await run.until(lambda: run.focus == "reader" and run.screen.reader.current_span is not None, "the reader")
        await run.press("J")
        await run.until(lambda: run.screen.reader.chosen is not None, "a sentence chosen")
        await run.press("c")
        await run.until(lambda: len(trail.steps(collection)) == 3, "three steps")
        await asked(run, "Gamma")
        await run.reads("Gamma")
    steps = trail.steps(collection)
    assert [step.what for step in steps] == ["search", "open", "keep", "search"]
    assert steps[2].words.startswith("Trade grew in Beta.")
    async with reading(collection) as run:
        await run.press("9")
        await run.until(lambda: isinstance(run.app.focused, StepList) and run.app.focused.row_count == 4, "the trail")
        await run.shows("❞ Trade grew in Beta.")
        await run.press("k", "enter")
        await run.reads("Beta")
        await run.until(lambda: len(trail.steps(collection)) == 5, "a fifth step")
        await run.press("9")
        await run.until(lambda: isinstance(run.app.focused, StepList) and run.app.focused.row_count == 5, "one more")
        await run.press("g", "enter")
        await run.until(lambda: run.screen.found is not None and run.screen.found.parsed.text == "Beta", "the search")
        await run.press("9")
        await run.until(lambda: isinstance(run.app.focused, StepList) and run.app.focused.row_count > 4, "the trail")
        await run.press("x")
        await run.shows("Saved in")


async def test_a_search_inside_a_text_knows_the_query_language(collection: Path) -> None:
    async with reading(collection) as run:
        await run.press("2", "f")
        await run.until(lambda: run.focus == "find", "the input")

        def found() -> list[str]:
            reader = run.screen.reader
            text = reader.document.text if reader.document is not None else ""
            return [text[span.start : span.end] for span in reader._found or ()]

        for typed, there in (
            ('"free trade"', ["free trade"]),
            ('"spoke trade"~3', ["spoke", "trade"]),
            ("trad*", ["Trade", "trade"]),
            ("person:Putin", ["Vladimir Putin"]),
            ("mentions:2021-05", ["May 4, 2021"]),
        ):
            await run.press("ctrl+u")
            await run.type(typed)
            await run.until(lambda there=there: found() == there, typed)  # type: ignore[misc]
        await run.press("ctrl+u")
        await run.type("publisher:tass trade")
        await run.shows("publisher: asks about documents as a whole")
        await run.until(lambda: found() == ["Trade", "trade"], "the good part")
        await run.press("ctrl+u")
        await run.type("perso:x trade")
        await run.shows('There is no field "perso".')
        await run.press("ctrl+u")
        await run.type("trade")
        await run.until(lambda: len(found()) == 2, "both")
        await run.press("enter", "n")
        await run.until(lambda: run.screen.reader.hit_position == (1, 2), "the second")
        await run.press("N")
        await run.until(lambda: run.screen.reader.hit_position == (0, 2), "the first")
