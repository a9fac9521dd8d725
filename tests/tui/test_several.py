"""Several collections as one on the screen: whose a document is, where keys write, what is indexed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from index import state
from index.library.several import Several
from index.notebook import Notebook
from index.refresh import refresh
from tests.tui.running import NARROW, WIDE, Run, opened
from tui.app import make_app
from tui.screens.collections import Collections
from tui.screens.indexing import refresh_command


def page(title: str, day: str, text: str) -> str:
    return f"---\ntitle: {title}\npublished: {day}\n---\n\n{text}\n"


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Two collections with one file in both, the second called Field notes."""
    same = page("The same report", "2020-05-24", "Trade grew by 5%.")
    made = []
    for name, title, day in (("wires", "Talks", "2021-02-01"), ("notes", "Water", "2022-03-01")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "report.md").write_text(same, "utf-8")
        (folder / "own.md").write_text(page(title, day, f"Of {title.casefold()} and trade."), "utf-8")
        made.append(folder)
    (made[1] / "dossier.yaml").write_text("name: Field notes\n", "utf-8")
    for folder in made:
        refresh(folder)
    return made


@asynccontextmanager
async def open_as_one(
    folders: Sequence[Path], size: tuple[int, int] = NARROW, *, indexed: bool = False
) -> AsyncIterator[Run]:
    app = make_app(
        folders[0],
        also=folders[1:],
        library=lambda: Several.over(folders),
        refresh=refresh_command(folders[0], None) if indexed else None,
        refresh_also=[refresh_command(each, None) for each in folders[1:]] if indexed else (),
    )
    async with opened(app, size) as run:
        yield run


async def test_rows_and_reader_say_whose_a_document_is(folders: list[Path]) -> None:
    async with open_as_one(folders) as run:
        await run.shows("2 collections")
        await run.shows("Field note")  # the column has ten cells
        await run.shows("wires")
        await run.reads("Water")
        await run.shows("Field notes · 2022-03-01")
        await run.shows("3 rows, 4 documents")  # the same file in both is one row
        await run.press("slash")
        await run.until(lambda: run.screen.search_box.has_focus, "the search box")
        await run.type("in:wires trade")
        await run.until(lambda: len(run.screen.documents.numbers) == 2, "those of one collection")


async def test_what_is_said_of_a_document_goes_where_it_is_of(folders: list[Path]) -> None:
    async with open_as_one(folders, WIDE) as run:
        await run.reads("Water")
        await run.press("asterisk")
        await run.until(lambda: Notebook.open(folders[1]).all_documents(), "the star")
        assert not Notebook.open(folders[0]).all_documents()
        await run.press("down")
        await run.reads("Talks")
        assert run.screen.opened is not None
        assert run.screen.folder_of(run.screen.opened.document.id) == folders[0]
        await run.press("E")
        await run.shows("dossier.yaml")
        await run.press("escape")
        await run.press("u")
        await run.until(lambda: not Notebook.open(folders[1]).all_documents(), "taken back")


async def test_each_is_indexed_in_turn(folders: list[Path]) -> None:
    async with open_as_one(folders, indexed=True) as run:
        await run.until(lambda: run.screen.indexing.finished, "the refresh of the start")
        for folder in folders:
            (folder / "new.md").write_text(page(f"New in {folder.name}", "2023-01-01", "A zeppelin."), "utf-8")
        await run.press("R")
        await run.shows("Files 2 added")
        await run.shows("New in wires")
        await run.shows("New in notes")


async def test_problems_are_named_with_their_folder_and_read_again(folders: list[Path]) -> None:
    broken = folders[1] / "broken.pdf"
    broken.write_text("no pdf", "utf-8")
    refresh(folders[1])
    async with open_as_one(folders, WIDE, indexed=True) as run:
        await run.until(lambda: run.screen.indexing.finished, "the refresh of the start")
        assert run.screen._owned(str(broken)) == (folders[1], "broken.pdf")
        await run.press("P")
        await run.shows("is not a PDF")
        await run.press("x")
        await run.until(lambda: "exclude" in (folders[1] / "dossier.yaml").read_text("utf-8"), "it is left out")
        assert not (folders[0] / "dossier.yaml").exists()


async def test_one_that_is_gone_is_told_and_the_other_works(folders: list[Path], tmp_path: Path) -> None:
    async with open_as_one([folders[0], tmp_path / "gone"]) as run:
        await run.shows("gone is left out")
        await run.reads("Talks")


async def test_several_are_chosen_by_keys(folders: list[Path]) -> None:
    for number, folder in enumerate(folders):
        state.remember(folder, state.CollectionState(opened=f"2026-01-0{number + 1}T10:00:00"))
    async with open_as_one(folders) as run:
        await run.press("C")
        await run.until(lambda: isinstance(run.app.screen, Collections), "the list")
        await run.shows("wires + notes")
        await run.press("g", "v", "v")
        await run.shows("1 notes")
        await run.shows("2 wires")
        await run.press("enter")
        await run.until(lambda: run.app.wanted == (folders[1], folders[0]), "both wanted")
