"""The folder followed from the browser: a child process refreshes, the list shows what it found."""

from __future__ import annotations

import os
from pathlib import Path

from tests.tui.test_metadata_form import NOTE, collection, reading

__all__ = ["collection"]


async def test_a_new_file_appears_by_itself_until_following_ends(collection: Path) -> None:
    async with reading(collection) as run:
        indexing = run.screen.indexing
        await run.press("W")
        await run.shows("indexed at once from now on")
        (collection / "second.txt").write_text(NOTE.replace("Osh", "Batken"), "utf-8")

        def found() -> bool:
            os.utime(collection / "second.txt")  # the listening may begin a moment later
            return run.screen.found is not None and run.screen.found.total == 2

        await run.until(found, "the second document", 40)
        await run.until(lambda: not indexing.running, "the end of the refresh")
        await run.press("W")
        await run.shows("followed no longer")
        assert not indexing.following
