"""`i`: why a document is listed, over the bundled collection."""

from __future__ import annotations

from pathlib import Path

from index.folders import bundled_collection
from index.library import Library
from index.library.why import Reason, Stands
from index.models import Row
from tests.tui.running import opened
from tui.app import make_app
from tui.screens.explaining import why_lines


async def test_i_shows_why_a_document_is_listed(bundled_index: Path) -> None:
    folder = bundled_collection()
    app = make_app(folder, library=lambda: Library.open(folder, index=bundled_index), refresh=None)
    async with opened(app) as run:
        await run.press("slash")
        await run.type("vaccine")
        await run.press("enter")
        await run.until(lambda: run.screen.found and run.screen.found.parsed.text == "vaccine", "the answer")
        await run.until(lambda: run.focus == "documents", "the list")
        await run.press("i")
        await run.shows("Why this document is listed")
        await run.shows("looked up as vaccine*, vaccin")
        await run.press("escape")
        await run.until(lambda: run.app.screen is run.screen, "the list again")
        await run.press("2")
        await run.until(lambda: run.focus == "reader", "the reader")
        await run.press("i")
        await run.shows("Why this document is listed")
        await run.press("escape")
        await run.until(lambda: run.app.screen is run.screen and run.focus == "reader", "the reader again")
        read = run.screen.opened.row.id if run.screen.opened else ""
        await run.press("l")
        await run.until(lambda: run.screen.found and run.screen.found.parsed.text == f"like:{read}", "what is like it")
        assert run.screen.found is not None
        assert read not in {row.id for row in run.screen.found.rows}


def test_what_is_shown_of_a_reason() -> None:
    reasons = [
        Reason("trade", True, False, 1.5, ("trade",), (Stands("title", "Trade", 1), Stands("text", "trade", 12))),
        Reason("oil", False, False, 0.0),
    ]
    lines = ["".join(text for text, _ in each) for each in why_lines(Row("a", "a.txt", "A title"), reasons, 60)]
    assert lines[1:] == [
        " A title", " score 1.50", "", " trade  +1.50", "   looked up as trade", "   title: Trade",
        "   text: trade ×12", "", " oil  not in it",
    ]  # fmt: skip
    assert "".join(text for text, _ in why_lines(Row("a", "a.txt", "A"), [], 60)[-1]).startswith(" Nothing was asked")
