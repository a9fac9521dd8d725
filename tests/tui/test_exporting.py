"""References exported from the list, the reader and the notebook, copied in a style, and texts given to a pager."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from index.folders import state_folder
from index.refresh import refresh
from tests.tui.running import browsing
from tests.tui.test_noting import collection, noting
from tui.screens.exporting import Exporting

__all__ = ["collection"]


def exports() -> dict[str, str]:
    folder = state_folder() / "exports"
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()} if folder.is_dir() else {}


async def test_selected_documents_are_exported_in_a_format_chosen(collection: Path) -> None:
    async with noting(collection) as run:
        await run.press("v", "v")
        await run.shows("2 selected")
        await run.press("x")
        await run.shows("Export 2 documents")
        await run.press("j", "j", "enter")
        await run.shows("Saved in")
        assert exports()["references.json"].count('"type"') == 2
        await run.press("2", "x")
        await run.shows("Export this document")
        await run.press("escape")
        await run.until(lambda: not isinstance(run.app.screen, Exporting), "nothing exported")
        assert len(exports()) == 1


async def test_the_tray_is_exported_or_copied(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr("tui.screens.leaving.send", lambda screen, text: copied.append(text))
    async with noting(collection) as run:
        await run.press("6", "x")
        await run.shows("Export the notebook")
        await run.press("j", "enter")
        await run.shows("No quote is kept yet")
        await run.press("escape")
        await run.until(lambda: run.app.screen is run.screen, "the list")
        await run.press("2", "J", "c")
        await run.shows("Kept as a quote")
        await run.press("6", "x")
        await run.shows("Export the notebook")
        await run.press("j", "y")
        await run.until(lambda: copied, "copied")
    assert copied[0].startswith("@misc{nd_2023_delta,") or "title = {Delta}" in copied[0]
    assert "annote = {“Trade grew in Delta.”}" in copied[0]


async def test_a_passage_is_copied_in_the_style_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr("tui.screens.leaving.send", lambda screen, text: copied.append(text))
    async with browsing() as run:
        run.screen.citation_style = "gost"
        await run.press("y")
        await run.until(lambda: copied, "the reference")
        run.screen.citation_style = "/no/such.csl"  # is no reason to copy nothing
        await run.press("y")
        await run.until(lambda: len(copied) == 2, "a plain one")
    assert copied == [
        "Title 9 // TASS. 2020. 1 марта. URL: https://example.org/9.\n",
        "TASS, “Title 9”, 2020-03-01, https://example.org/9\n",
    ]


async def test_a_text_is_given_to_the_pager(collection: Path, monkeypatch: Any) -> None:
    (collection / "omega.md").write_text("---\npublished: 2029-01-01\n---\nOne \x1b]0;x\x07two. Three.\n", "utf-8")
    refresh(collection)
    monkeypatch.setenv("PAGER", f"{sys.executable} -c '#'")
    given: list[tuple[Any, str | None]] = []

    def lend(arguments: Any, text: str | None) -> int:  # a test has no terminal to lend
        given.append((arguments, text))
        return 3

    async with noting(collection) as run:
        monkeypatch.setattr(run.app, "lend_terminal", lend)
        await run.press("s")
        await run.until(lambda: run.screen.opened and "Three" in run.screen.opened.document.text, "the newest")
        await run.press("vertical_line")
        await run.shows("ended with an error")
        await run.press("2", "J", "vertical_line")
        await run.until(lambda: len(given) == 2, "the passage")
    (arguments, whole), (_, part) = given
    assert arguments == (sys.executable, "-c", "#")
    assert whole is not None
    assert part is not None
    assert "Three." in whole
    assert "\x1b" not in whole
    assert "\x07" not in whole
    assert "Three." not in part
    assert "two." in part
