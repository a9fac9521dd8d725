"""The index changes under a key: what was asked of the list as it was is done all the same, or said not to be."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input

from index.folders import state_folder
from index.library import Library
from index.models import Entry
from index.notebook import notebook_file
from index.refresh import refresh
from tests.tui.running import Run, opened
from tui.app import make_app
from tui.screens import questions
from tui.screens.asking import Asking
from tui.screens.date_card import DateCard

TEXT = "# {title}\n\nTrade grew in {title} on 24 May 2021. It was a good year, she said.\n\n{own}\n"


def write(folder: Path, *titles: str) -> None:
    for title in titles:
        (folder / f"{title.lower()}.md").write_text(
            TEXT.format(title=title, own=" ".join(f"{title}{word}" for word in range(60))), "utf-8"
        )


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    write(folder, "Alpha", "Beta", "Gamma", "Delta")
    refresh(folder)
    return folder


@asynccontextmanager
async def listing(collection: Path) -> AsyncIterator[Run]:
    """The browser with its list focused, by title."""
    app = make_app(collection, library=lambda: Library.open(collection), refresh=None, order="title")
    async with opened(app) as run:
        await run.shows("Delta")
        yield run


async def gone_on(run: Run, collection: Path) -> None:
    """The index is made anew with a document more, which the engine has seen and the list has not: of every document
    the number is another."""
    write(collection, "Aaa")
    refresh(collection, rebuild=True)
    seen = threading.Event()
    run.app.engine.ask("", lambda library: questions.renew(library, run.screen._epoch), lambda _: seen.set())
    await run.until(seen.is_set, "the engine has seen it")


async def asked(run: Run) -> None:
    await run.until(lambda: isinstance(run.app.screen, Asking) and run.app.screen.focused is not None, "the question")


def kept(collection: Path) -> str:
    file = notebook_file(collection)
    return file.read_text("utf-8").partition("documents:\n")[2] if file.exists() else ""


async def test_a_note_is_asked_for_and_kept_where_the_index_has_changed(collection: Path) -> None:
    async with listing(collection) as run:
        await run.press("j")
        await gone_on(run, collection)
        await run.press("a", *"as8")  # s would order the list anew, 8 show the saved searches
        await asked(run)
        assert run.app.screen.query_one(Input).value == "as8"
        await run.press("enter")
        await run.until(lambda: "as8" in kept(collection), "the note is kept")
        assert "beta.md" in kept(collection)


async def test_a_document_whose_row_has_not_come_is_the_one_meant_in_the_next_list(collection: Path) -> None:
    async with listing(collection) as run:
        await run.press("j")
        row = run.screen.documents.current
        assert row is not None
        await gone_on(run, collection)
        run.screen.documents._rows.clear()
        await run.press("a")
        assert not isinstance(run.app.screen, Asking)
        assert run.app.owes()  # letters wait for the box
        run.screen.search(keep=row.id)
        await asked(run)
        await run.type("words")
        await run.press("enter")
        await run.until(lambda: "words" in kept(collection), "the note is kept")
        assert "beta.md" in kept(collection)


async def test_what_was_selected_stays_so(collection: Path) -> None:
    async with listing(collection) as run:
        await run.press("v", "v")
        await gone_on(run, collection)
        run.screen.see_changes()
        await run.shows("of 5")
        await run.shows("2 selected")
        await run.press("asterisk")
        await run.until(lambda: kept(collection).count("starred: true") == 2, "two stars")
        assert "alpha.md" in kept(collection)
        assert "beta.md" in kept(collection)


async def test_the_cursor_stays_where_it_has_come_to(collection: Path) -> None:
    async with listing(collection) as run:
        await gone_on(run, collection)
        await run.press("j", "j")
        run.screen.see_changes()  # before the reader follows
        await run.shows("of 5")
        row = run.screen.documents.current
        assert row is not None
        assert row.title == "Delta"  # the third by title


async def test_an_entry_of_an_older_state_is_not_looked_for_under_its_number(collection: Path) -> None:
    async with listing(collection) as run:
        await run.press("4")
        await run.shows("24 May 2021")
        entry = Entry("2021-05-24", None, None, "mentioned", "24 May 2021", 0, 11, 3)
        await gone_on(run, collection)
        run.screen.open_entry(entry, run.screen._numbering)
        await run.shows("The index has just changed")
        run.screen.show_case(entry)
        await run.shows("The index has changed since this was listed")
        assert isinstance(run.app.screen, DateCard)
        await run.press("r")
        await run.shows("The index has changed since this was listed")
        assert not kept(collection)


async def test_references_are_those_of_what_was_selected_when_the_format_is_chosen_later(collection: Path) -> None:
    async with listing(collection) as run:
        await run.press("j", "x")
        await run.shows("Export")
        await gone_on(run, collection)
        await run.press("enter")
        await run.until(lambda: list((state_folder() / "exports").glob("references*")), "a file of references")
        (file,) = (state_folder() / "exports").glob("references*")
        assert "Beta" in file.read_text("utf-8")


async def test_keys_after_one_that_waits_for_an_answer_wait_for_what_it_opens(
    collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    search = Library.search

    def slow(library: Library, *arguments: object, **named: object) -> object:
        gate.wait(20)
        return search(library, *arguments, **named)  # type: ignore[arg-type]

    async with listing(collection) as run:
        monkeypatch.setattr(Library, "search", slow)
        monkeypatch.setattr("tui.terminal.LONGEST", 0.0)
        monkeypatch.setattr(run.app, "say_waiting", gate.set)  # told that it takes long, the engine answers
        await run.press("slash", *"good", "enter", "G", "a", *"as8")
        await asked(run)
        assert run.app.screen.query_one(Input).value == "as8"
