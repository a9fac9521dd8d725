"""Two texts against each other, driven by keys."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.comparison import compare
from index.models import Row
from tests.tui.running import NARROW, WIDE, Run, browsing
from tests.tui.sample import SampleLibrary, documents
from tui.screens.compare import Compare
from tui.screens.compare_lines import Compared, lay_out
from tui.widgets.cells import width as cells

FIRST = "The talks began in Bishkek. Trade grew by 13 per cent. " + "Nothing else was said about it then. " * 3
SECOND = FIRST.replace("13", "17") + "The next talks will be in Osh."
THIRD = FIRST + "Photo by the press service."


def _library() -> SampleLibrary:
    made = documents()
    for number, text in ((9, FIRST), (8, SECOND), (7, THIRD)):
        made[number] = replace(made[number], text=text, annotations=())
    for number in range(7):
        made[number] = replace(made[number], annotations=())
    library = SampleLibrary(documents())
    library.documents = made
    return library


def _grouped() -> SampleLibrary:
    library = _library()
    library.members = {9: ("doc9", 0), 8: ("doc9", 1), 7: ("doc9", 2)}
    return library


def _screen(run: Run) -> Compare:
    assert isinstance(run.app.screen, Compare)
    return run.app.screen


@pytest.fixture(autouse=True)
def _no_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.tui.sample._person", lambda document: "Aida Bekova")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_copy_is_shown_against_what_it_stands_under(size: tuple[int, int]) -> None:
    async with browsing(size, library=_grouped()) as run:
        await run.shows("+2")
        await run.press("plus", "down", "equals_sign")
        await run.shows("1 new, 1 changed")
        await run.shows("+ The next talks" if size == NARROW else "│ The next talks")
        assert "Compare 1 of 2" in run.text
        await run.press("n")
        await run.shows("Compare 2 of 2")
        await run.press("n")
        await run.shows("No further difference")
        await run.press("N")
        await run.shows("Compare 1 of 2")
        await run.press("equals_sign")
        await run.shows("Photo by the press")
        await run.press("escape")
        await run.until(lambda: run.app.screen is run.screen, "back")
        assert run.focus == "documents"


async def test_enter_reads_the_copy_where_it_differs() -> None:
    async with browsing(library=_grouped()) as run:
        await run.shows("+2")
        await run.press("equals_sign")
        await run.shows("Compare 1 of 2")
        await run.press("n")
        await run.shows("Compare 2 of 2")
        await run.press("enter")
        await run.until(lambda: run.focus == "reader", "the reader")
        await run.reads("Title 8")


async def test_any_two_documents_are_compared_and_swapped() -> None:
    async with browsing(library=_library()) as run:
        await run.shows("Title 9")
        await run.press("equals_sign")
        await run.shows("Selected: = on another")
        await run.press("down", "equals_sign")
        await run.shows("1 new, 1 changed")
        await run.press("x")
        await run.shows("1 changed, 1 gone")
        await run.press("equals_sign")
        await run.shows("There is no further copy")
        assert _screen(run).list.row_count


async def test_a_resize_lays_the_texts_out_anew() -> None:
    async with browsing(WIDE, library=_grouped()) as run:
        await run.shows("+2")
        await run.press("equals_sign")
        await run.shows("│ The next talks")
        await run.pilot.resize_terminal(80, 24)
        await run.shows("+ The next talks")


@pytest.mark.parametrize("width", [20, 40, 80, 99, 100, 160])
def test_hostile_texts_are_inert_and_no_line_is_too_long(width: int) -> None:
    known = "Plain words stand here.\nAnother sentence follows it."
    text = (
        "Plain \x1b[31mwords\x07 stand [bold]here[/].\n\u202eAnother sentence\u200b follows it. 会見は無事に終わった。"
        + "x" * 300
    )
    rows = (Row("a", "a", "One"), Row("b", "b", "Two"))
    laid = lay_out(Compared(rows, (known, text), compare(known, text)), width)
    for line in laid.lines:
        shown = "".join(words for words, _ in line)
        assert cells(shown) <= width
        assert not {"\x1b", "\x07", "\u202e", "\u200b"} & set(shown)
    assert any("[bold]" in words for line in laid.lines for words, _ in line)
    assert len(laid.stops) == len(laid.places) >= 1
