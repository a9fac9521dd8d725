"""A browser over a damaged index: it is a cache, so it is made anew from the files."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from index.library import Library
from index.library.store import Store
from index.refresh import refresh
from tests.tui.running import opened
from tui.app import make_app
from tui.screens.indexing import refresh_command


async def test_a_damaged_index_is_made_anew(tmp_path: Path) -> None:
    collection, index = tmp_path / "articles", tmp_path / "index"
    collection.mkdir()
    (collection / "note.txt").write_text("A note on trade\n\nTrade with the neighbours grew last year.\n")
    refresh(collection, index=index)
    (index / "manifest.json").write_text("{}")
    app = make_app(
        collection,
        library=partial(Library.open, collection, index=index),
        refresh=refresh_command(collection, index),
    )
    async with opened(app) as run:
        assert app.screen is run.screen
    assert Store(index, collection).manifest()
