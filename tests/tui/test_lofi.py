"""For the worst lines: nothing is drawn that was not asked for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.tui.running import WIDE, browsing

ROOT = Path(__file__).parents[2]
PROGRAM = """
from pathlib import Path
from tests.tui.sample import SampleLibrary, as_library, documents
from tui.app import make_app
app = make_app(Path("/nowhere"), library=lambda: as_library(SampleLibrary(documents(60))), lofi=True)
app.run(mouse=False)
app.engine.stop()
"""


async def test_the_reader_shows_what_enter_was_pressed_on() -> None:
    async with browsing(lofi=True) as run:
        await run.shows("Enter reads the document")
        await run.press("down", "down")
        assert not [call for call in run.library.calls if call.startswith("read")]
        await run.press("enter")
        await run.reads("Title 7")
        await run.press("1", "down", "e")
        await run.shows("No document is open; Enter opens one")
        assert run.screen.reader.document is not None
        assert run.screen.reader.document.title == "Title 7", "nor does it follow later"


async def test_the_search_begins_with_enter_and_escape_takes_back_what_was_typed() -> None:
    async with browsing(lofi=True) as run:
        await run.press("slash")
        await run.type("trade")
        await run.press("escape")
        assert run.screen.search_box.value == ""
        await run.press("slash")
        await run.type("trade")
        assert not [call for call in run.library.calls if "trade" in call]
        await run.press("enter")
        await run.shows("5 of 10")
        assert [call for call in run.library.calls if "search t" in call] == ["search trade"]


async def test_words_are_found_in_the_text_at_enter() -> None:
    async with browsing(lofi=True) as run:
        await run.press("enter")
        await run.reads("Title 9")
        await run.press("f")
        await run.type("filling")
        assert not run.screen.reader.finding
        await run.press("enter")
        await run.until(lambda: run.screen.reader.hit_position[1] == 60, "what was found")


async def test_over_any_line_nothing_slides_and_the_colours_are_the_terminals_own() -> None:
    async with browsing() as run:
        assert run.app.animation_level == "none"
        assert run.app.native_ansi_color
        assert not run.screen.search_box.cursor_blink


async def test_nothing_is_counted_beside_the_list() -> None:
    async with browsing(WIDE, lofi=True) as run:
        await run.shows("10 documents")
        assert not run.screen.wide
        assert "entities" not in run.library.calls


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_no_colour_is_sent_and_a_rest_sends_nothing() -> None:
    with Terminal([sys.executable, "-c", PROGRAM], env={"PYTHONPATH": str(ROOT)}) as terminal:
        terminal.wait_for("60 documents")
        terminal.settle(0.6)
        assert 0 < terminal.moved("j").bytes <= 250
        assert terminal.listen(0.5) == 0, "the reader does not follow"
        terminal.press("enter")
        terminal.wait_for("A paragraph of filling")
        assert {cell[1] for row in terminal.cells for cell in row} <= {"default", ""}
        assert {cell[2] for row in terminal.cells for cell in row} == {"default"}
