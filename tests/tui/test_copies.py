"""Copies of one text as one row of the list, driven by keys."""

from __future__ import annotations

from dataclasses import replace

from tests.tui.running import Run, browsing
from tests.tui.sample import SampleLibrary, documents

TALL = (80, 60)


def _library() -> SampleLibrary:
    """Ten documents, newest first 9 to 0; of 8, 6 and 2, which are one text, 2 is the earliest."""
    library = SampleLibrary(documents())
    library.members = {8: ("doc2", 2), 6: ("doc2", 1), 2: ("doc2", 0)}
    return library


def _titles(run: Run) -> list[str]:
    return [line for line in run.text.splitlines() if "Title" in line and "TASS" in line]


async def test_the_best_match_stands_for_its_copies() -> None:
    async with browsing(TALL, library=_library()) as run:
        await run.shows("Title 0")
        assert "1 of 8 rows, 10 documents" in run.text
        assert [title.split()[-2:] for title in _titles(run) if "+" in title] == [["8", "+2"]]


async def test_the_row_of_the_earliest_copy_unfolds_and_folds() -> None:
    async with browsing(TALL, library=_library()) as run:
        await run.press("s")
        await run.shows("· newest")
        await run.until(lambda: any("Title 2" in each and "+2" in each for each in _titles(run)), "the earliest copy")
        await run.press("G")
        await run.press("up", "up")
        await run.until(lambda: run.screen.documents.current_number == 2, "the cursor on the group")
        await run.press("enter")
        await run.shows("└ Title 8")
        assert run.focus == "documents"
        assert any("Title 2" in each and "-2" in each for each in _titles(run))
        await run.press("down")
        await run.reads("Title 6")
        await run.press("enter")
        await run.until(lambda: run.focus == "reader", "the reader")
        await run.press("1", "minus")
        await run.until(lambda: not any("└" in each for each in _titles(run)), "the copies folded")
        assert run.screen.documents.current_number == 2
        await run.press("right")
        await run.shows("└ Title 8")


async def test_hits_are_stepped_through_row_by_row() -> None:
    library = _library()
    async with browsing(TALL, library=library) as run:
        await run.press("slash")
        await run.type("trade")
        await run.press("enter")
        await run.shows("1 of 3 rows, 5 documents")
        await run.reads("Title 8")
        await run.press("n", "n", "n", "n")
        await run.reads("Title 4")


async def test_with_the_setting_off_every_document_has_its_row() -> None:
    library = _library()
    library.members = {}
    async with browsing(TALL, library=library) as run:
        await run.shows("Title 0")
        assert "1 of 10 · relevance" in run.text
        assert "+2" not in run.text


async def test_many_copies_are_looked_up_while_nothing_else_is_asked() -> None:
    library = _library()
    asked: list[bool] = []
    real = library.stacks
    library.stacks = lambda page, order: real(page, order) if len(asked) > 2 else None  # type: ignore[method-assign]

    def work() -> bool:
        asked.append(True)
        return len(asked) > 2

    library.work_on_stacks = work  # type: ignore[method-assign]
    async with browsing(TALL, library=library) as run:
        await run.shows("of 8 rows, 10 documents")


async def test_a_new_document_leaves_the_cursor_on_the_same_copy() -> None:
    library = _library()
    async with browsing(TALL, library=library) as run:
        await run.press("s")
        await run.shows("· newest")
        await run.press("G", "up", "up", "plus", "down")
        await run.reads("Title 6")
        library.coming = [replace(library.documents[9], id="new", title="Title new")]
        library.members = {number + 1: member for number, member in library.members.items()}
        run.screen.see_changes()
        await run.shows("of 11 rows, 11 documents")
        assert run.screen.documents.current is not None
        assert run.screen.documents.current.id == "doc6"
