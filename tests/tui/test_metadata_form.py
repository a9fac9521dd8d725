"""Metadata in the browser, over a real library: the form, what it writes, how it shows, and taking it back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest

from index.collection_edit import ABSENT
from index.library import Library
from index.refresh import refresh
from tests.tui.running import NARROW, TINY, Run, opened
from tui.app import make_app
from tui.screens.indexing import refresh_command
from tui.screens.metadata_form import MetadataForm
from tui.screens.metadata_questions import FIELDS, Sheet

NOTE = "Talks in Osh\n\nTrade grew last year, it was said at the talks in the town, and it will grow again.\n"


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "note.txt").write_text(NOTE, "utf-8")
    (folder / "dossier.yaml").write_text("name: Notes  # mine\n", "utf-8")
    refresh(folder)
    return folder


@asynccontextmanager
async def reading(collection: Path) -> AsyncIterator[Run]:
    """The browser with the one document read and its first refresh ended."""
    library = partial(Library.open, collection)
    app = make_app(collection, library=library, refresh=refresh_command(collection, None))
    async with opened(app) as run:
        await run.until(lambda: run.screen.indexing.finished, "the first refresh")
        yield run


def published(run: Run) -> tuple[str | None, list[str]]:
    """The day of the document in the reader and what its "last year" means."""
    opened = run.screen.opened
    assert opened is not None
    said = [str(each.value) for each in opened.document.annotations if each.text == "last year"]
    return opened.document.published, said


async def test_a_day_is_written_shown_at_once_and_taken_back(collection: Path) -> None:
    async with reading(collection) as run:
        assert published(run)[0] is None
        await run.press("E")
        await run.until(lambda: isinstance(run.app.screen, MetadataForm), "the form")
        await run.shows("the file's time is")
        await run.press("tab", "tab", "tab")
        await run.type("24 foo")
        await run.shows("is not a date")
        await run.press("enter")
        assert isinstance(run.app.screen, MetadataForm)
        await run.press("ctrl+u")
        await run.type("24 May 2021")
        await run.shows("Means Monday 24 May 2021")
        await run.press("enter")
        await run.until(lambda: published(run) == ("2021-05-24", ["2020"]), "the new day in the reader")
        await run.shows("▸ 2021-05-24 Talks in Osh")
        await run.shows("Published: written into dossier.yaml; U takes it back")
        text = (collection / "dossier.yaml").read_text("utf-8")
        assert text == "name: Notes  # mine\ndocuments:\n  note.txt: {published: 2021-05-24}\n"
        await run.press("U")
        await run.until(lambda: published(run)[0] is None, "the day gone again")
        assert "2021" not in (collection / "dossier.yaml").read_text("utf-8")
        await run.press("U")
        await run.shows("No metadata was changed")


async def test_leaving_changes_nothing(collection: Path) -> None:
    async with reading(collection) as run:
        await run.press("E")
        await run.until(lambda: isinstance(run.app.screen, MetadataForm), "the form")
        await run.type("x")
        await run.press("escape")
        await run.until(lambda: not isinstance(run.app.screen, MetadataForm), "the list")
        assert (collection / "dossier.yaml").read_text("utf-8") == "name: Notes  # mine\n"


async def test_the_last_field_is_reached_in_a_tiny_terminal() -> None:
    values = dict.fromkeys(FIELDS, "")
    sheet = Sheet(
        Path("/c"), ("a.txt",), "A", {**values, "title": "A", "kind": "transcript"}, {}, frozenset(), Path("/c"), False
    )
    app = make_app(Path("/nowhere"), library=lambda: cast("Any", None))
    async with app.run_test(size=TINY) as pilot:
        run = Run(pilot, app)
        app.push_screen(MetadataForm(sheet))
        await run.shows("Metadata")
        await run.press(*["tab"] * (len(FIELDS) - 1))
        await run.shows("transcript")
    assert app.engine.stop()


async def test_a_field_goes_back_to_what_the_file_says_and_of_several_only_what_is_typed_changes() -> None:
    values = dict.fromkeys(FIELDS, "")
    sheet = Sheet(
        Path("/c"),
        ("a.txt", "b.txt"),
        "2 documents",
        {**values, "title": "", "publisher": "TASS"},
        {"publisher": "dossier.yaml"},
        frozenset({"title"}),
        Path("/c/dossier.yaml"),
        overlay=True,
    )
    app = make_app(Path("/nowhere"), library=lambda: cast("Any", None))
    answers: list[object] = []
    async with app.run_test(size=NARROW) as pilot:
        run = Run(pilot, app)
        app.push_screen(MetadataForm(sheet), answers.append)
        await run.shows("(several)")
        await run.shows("your own file, for the folder cannot be written")
        await run.press("tab", "tab", "ctrl+r")
        await run.shows("as the file says")
        await run.press(*["down"] * (FIELDS.index("place") - FIELDS.index("publisher")))
        await run.type("Osh")
        await run.press("ctrl+s")
        await run.until(lambda: answers, "the answer")
    assert answers == [{"publisher": ABSENT, "place": "Osh"}]
    assert app.engine.stop()
