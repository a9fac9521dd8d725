"""The query language inside a text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import pytest

from index import state
from index.library import Library
from index.refresh import refresh
from tests.tui.running import NARROW, Run
from tui.app import make_app


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
    try:
        async with app.run_test(size=NARROW) as pilot:
            run = Run(pilot, app, cast("Any", None))
            await run.until(lambda: run.screen.opened is not None, "the first document")
            yield run
            run.screen.note_position()
            state.remember(collection, run.screen.remembered())
    finally:
        assert app.engine.stop()


async def asked(run: Run, query: str) -> None:
    await run.press("slash", "ctrl+u")
    await run.type(query)
    await run.press("enter")
    await run.until(lambda: run.screen.found is not None and run.screen.found.parsed.text == query, query)


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
