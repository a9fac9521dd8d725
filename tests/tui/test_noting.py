"""Stars, tags, notes and hidden documents in the browser, over a real library: every key, several at once, undo."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from index.folders import state_folder
from index.library import Library
from index.models import Span
from index.notebook import Notebook, notebook_file
from index.refresh import refresh
from tests.tui.running import NARROW, Run, opened
from tui.app import make_app
from tui.screens.asking import Asking
from tui.screens.notebook_view import NotebookList

TEXT = """---
title: {title}
published: 202{number}-05-24
---

Trade grew in {title}. Aida Bekova spoke of it. "It was a good year", she said.

A second paragraph about {title}. It ends here.
"""


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, title in enumerate(("Alpha", "Beta", "Gamma", "Delta")):
        (folder / f"{title.lower()}.md").write_text(TEXT.format(title=title, number=number), "utf-8")
    refresh(folder)
    return folder


@asynccontextmanager
async def noting(collection: Path, size: tuple[int, int] = NARROW) -> AsyncIterator[Run]:
    """The browser with its list focused, newest first: Delta, Gamma, Beta, Alpha."""
    app = make_app(collection, library=lambda: Library.open(collection), refresh=None)
    async with opened(app, size) as run:
        yield run


async def asked(run: Run) -> None:
    """Wait until a text can be typed."""
    await run.until(lambda: isinstance(run.app.screen, Asking) and run.app.screen.focused is not None, "the question")


def titles(run: Run) -> list[str]:
    """The titles in the list, as far as they are known."""
    documents = run.screen.documents
    rows = [documents._rows.get(number) for number in documents.numbers]
    return [row.title if row else "?" for row in rows]


def written(collection: Path) -> str:
    file = notebook_file(collection)
    return file.read_text("utf-8").partition("documents:\n")[2] if file.exists() else ""


async def test_a_star_comes_and_goes_in_list_and_reader(collection: Path) -> None:
    async with noting(collection) as run:
        await run.press("j", "asterisk")
        await run.shows("★ Gamma")
        await run.shows("A star for “Gamma”; u takes it back")
        assert "starred: true" in written(collection)
        await run.press("enter")
        await run.until(lambda: run.screen.reader.said_of() == "★", "the star in the reader's head")
        await run.press("asterisk")
        await run.until(lambda: run.screen.reader.said_of() == "", "no star")
        await run.until(lambda: "★" not in run.text, "no star in the list")
        await run.press("u")
        await run.shows("★ Gamma")
        await run.press("u")
        await run.until(lambda: "★" not in run.text, "none again")
        await run.press("u")
        await run.shows("Nothing was judged")


async def test_tags_are_given_to_several_and_taken_from_one(collection: Path) -> None:
    async with noting(collection) as run:
        await run.press("v", "j", "v")
        await run.shows("2 selected")
        await run.press("T")
        await asked(run)
        await run.shows("Tags for 2 documents")
        await run.type("economy, central asia")
        await run.press("enter")
        await run.shows("Delta #central asia #econom")
        await run.shows("Beta #central asia #econom")
        await run.press("escape")
        await run.until(lambda: "selected" not in run.text, "nothing selected")
        await run.press("g", "T")
        await run.shows("It has: central asia, economy")
        await asked(run)
        await run.type("-economy")
        await run.press("enter")
        await run.until(lambda: written(collection).count("economy") == 1, "one tag less")
        await run.until(lambda: run.app.screen is run.screen, "the list again")
        await run.press("slash")
        await run.type("tag:economy")
        await run.until(lambda: titles(run) == ["Beta"], "the tagged one")
        await run.press("enter", "u")
        await run.until(lambda: titles(run) == ["Delta", "Beta"], "both again")


async def test_what_is_hidden_leaves_the_list_and_comes_back(collection: Path) -> None:
    async with noting(collection) as run:
        await run.press("j", "v", "h")
        await run.until(lambda: titles(run) == ["Delta", "Beta", "Alpha"], "one less")
        await run.until(lambda: (row := run.screen.documents.current) is not None and row.title == "Beta", "the next")
        await run.shows("Left out of results: “Gamma”")
        await run.press("slash")
        await run.type("is:hidden")
        await run.until(lambda: titles(run) == ["Gamma"], "the hidden one")
        await run.shows("⊘ Gamma")
        await run.press("enter", "h")
        await run.until(lambda: titles(run) == [], "shown again")
        await run.press("u")
        await run.until(lambda: titles(run) == ["Gamma"], "hidden again")


async def test_all_are_selected_and_none(collection: Path) -> None:
    async with noting(collection) as run:
        await run.press("V")
        await run.shows("4 selected")
        assert len(run.screen.documents.picked) == 4
        await run.press("asterisk")
        await run.shows("A star for 4 documents")
        await run.press("V")
        await run.until(lambda: len(run.screen.documents.picked) == 1, "none selected")
        assert written(collection).count("starred: true") == 4
        await run.press("u")
        await run.until(lambda: "★" not in run.text, "no star")
        assert "starred" not in written(collection)


async def test_keys_wait_for_the_line_that_they_are_typed_into(collection: Path) -> None:
    async with noting(collection) as run:
        await run.press("a", *"note", "enter", "j", "T", *"one", "enter", "j", "a", *"Eve", "enter")
        await run.shows("✎ Beta")
        await run.until(lambda: "note: Eve" in written(collection), "the last note")
        assert "note: note" in written(collection)
        assert "tags: one" in written(collection)
        assert "starred" not in written(collection)


async def test_a_note_is_typed_on_a_line_and_changed(collection: Path) -> None:
    async with noting(collection) as run:
        await run.press("a")
        await asked(run)
        await run.type("see the [annex]")
        await run.press("enter")
        await run.shows("✎ see the [annex]")
        await run.shows("✎ Delta")
        assert "note: see the [annex]" in written(collection)
        await run.press("2", "a")
        await asked(run)
        await run.type(" again")
        await run.press("enter")
        await run.shows("✎ see the [annex] again")
        await run.press("a")
        await asked(run)
        await run.press("ctrl+u", "enter")
        await run.until(lambda: "annex" not in written(collection), "no note")
        await run.until(lambda: "✎" not in run.text, "no sign of it")


async def test_a_long_note_is_written_in_the_editor(collection: Path, tmp_path: Path, monkeypatch: Any) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text("import sys\nfile = open(sys.argv[1], 'a')\nfile.write('line one\\n\\nline two\\n')\n", "utf-8")
    monkeypatch.setenv("VISUAL", f"{sys.executable} {editor}")
    async with noting(collection) as run:

        def lend(arguments: Any, text: str | None) -> int:  # a test has no terminal to lend
            return os.spawnv(os.P_WAIT, arguments[0], list(arguments))

        monkeypatch.setattr(run.app, "lend_terminal", lend)
        await run.press("A")
        await run.shows("✎ line one line two")
        assert "note: |-\n      line one\n\n      line two" in written(collection)
        (note,) = [each.document for each in Notebook.open(collection).all_documents()]
        draft = state_folder() / "drafts" / f"note-{note}.md"
        assert not draft.exists()
        # what stood in an editor that was killed is there the next time
        draft.write_text("left behind\n", "utf-8")
        await run.press("A")
        await run.shows("✎ left behind line one line two")
        assert not draft.exists()
        # an editor that says it failed changes nothing, and what was written stays for the next time
        editor.write_text("import sys\nopen(sys.argv[1], 'w').write('bad')\nsys.exit(1)\n", "utf-8")
        await run.press("A")
        await run.shows("ended with an error; nothing is noted")
        assert "left behind" in written(collection)
        assert draft.read_text("utf-8") == "bad"


def passages(collection: Path) -> str:
    file = notebook_file(collection)
    return file.read_text("utf-8").partition("passages:\n")[2] if file.exists() else ""


async def test_a_sentence_is_kept_in_one_press_and_forgotten(collection: Path) -> None:
    async with noting(collection) as run:
        await run.press("2", "c")
        await run.shows("Kept as a quote; u takes it back")
        await run.shows("❞Trade grew in Delta.")
        await run.shows("❞1 Delta")
        assert "words: Trade grew in Delta.\n" in passages(collection)
        assert "kept: true" in passages(collection)
        assert "digest: " in passages(collection)
        await run.press("c")
        await run.shows("It is kept already")
        await run.press("d")
        await run.shows("The quote is out of the notebook")
        await run.until(lambda: "❞" not in run.text, "no sign")
        await run.press("u")
        await run.shows("❞Trade grew in Delta.")
        await run.press("u")
        await run.until(lambda: "❞" not in run.text, "no sign")


async def test_sentences_are_chosen_one_by_one_and_wider(collection: Path) -> None:
    async with noting(collection) as run:
        reader = run.screen.reader

        def chosen() -> str:
            span = reader.chosen
            assert reader.document is not None
            return reader.document.text[span.start : span.end] if span else ""

        await run.press("2", "J")
        await run.until(lambda: chosen() == "Trade grew in Delta.", "the first")
        await run.press("J")
        await run.until(lambda: chosen() == "Aida Bekova spoke of it.", "the second")
        await run.press("v")
        await run.until(lambda: chosen().startswith("Trade grew") and chosen().endswith("she said."), "the paragraph")
        await run.press("v")
        await run.until(lambda: chosen() == "Trade grew in Delta.", "the sentence again")
        await run.press("K")
        await run.shows("No sentence before this one")
        await run.press("J", "J", "J", "J")
        await run.until(lambda: chosen() == "It ends here.", "the last")
        await run.press("J")
        await run.shows("No further sentence")
        await run.press("y")
        await run.until(lambda: "Copied" in run.text or "saved" in run.text, "copied")
        await run.press("escape")
        await run.until(lambda: chosen() == "", "nothing chosen")


async def test_passages_are_marked_noted_on_and_gone_to(collection: Path) -> None:
    async with noting(collection) as run:
        await run.press("2", "J", "J", "m")
        await run.shows("Marked; u takes it back")
        await run.press("J", "J", "a")
        await asked(run)
        await run.shows("On “A second paragraph about Delta.”")
        await run.type("doubtful")
        await run.press("enter")
        await run.until(lambda: "note: doubtful" in passages(collection), "the note")
        await run.shows("❞2 Delta")
        await run.press("g", "apostrophe")
        await run.until(lambda: run.screen.status.message.startswith("Marked 20"), "the first")
        await run.press("apostrophe")
        await run.until(lambda: run.screen.status.message.endswith(": doubtful"), "the second, with its note")
        await run.press("a")
        await asked(run)
        await run.type(" indeed")
        await run.press("enter")
        await run.until(lambda: "note: doubtful indeed" in passages(collection), "another note")
        await run.press("apostrophe")
        await run.until(lambda: run.screen.status.message.startswith("Marked 20"), "the first again")
        await run.press("m")
        await run.shows("No longer marked")
        await run.press("slash")
        await run.type("is:quoted")
        await run.until(lambda: titles(run) == ["Delta"], "the document with passages")


async def test_the_notebook_lists_finds_opens_and_deletes(collection: Path) -> None:
    async with noting(collection) as run:
        await run.press("asterisk", "j", "2")
        await run.reads("Gamma")
        await run.press("J", "J", "c")
        await run.shows("❞1 Gamma")
        await run.press("6")
        await run.shows("Notebook · 2")
        await run.shows("❞ Aida Bekova spoke of it.")
        await run.press("slash")
        await asked(run)
        await run.type("bekova")
        await run.press("enter")
        await run.shows("Notebook · 1 · with “bekova”")
        await run.press("escape")
        await run.shows("Notebook · 2")
        await run.press("G", "a")
        await asked(run)
        await run.type("who is she?")
        await run.press("enter")
        await run.shows("❞ ✎ who is she? · Aida Bekova spoke of it.")
        await run.press("d")
        await run.shows("Notebook · 1")
        await run.press("u")
        await run.shows("Notebook · 2")
        await run.press("x")
        await run.shows("all of the notebook")
        await run.press("enter")
        await run.shows("Saved in")
        await run.press("G", "enter")
        await run.until(lambda: run.app.screen is run.screen and run.focus == "reader", "the reader")
        await run.until(lambda: (run.screen.reader.current_span or Span(0, 0)).start > 0, "the sentence")
        document, span = run.screen.reader.document, run.screen.reader.current_span
        assert document is not None
        assert span is not None
        assert document.text[span.start : span.end] == "Aida Bekova spoke of it."


async def test_the_tray_is_ordered_and_put_under_headings(collection: Path) -> None:
    async with noting(collection) as run:
        reader = run.screen.reader
        await run.press("2")
        for count in (1, 2, 3):
            await run.press("J")
            await run.until(lambda: reader.chosen is not None, "a sentence")
            await run.press("c")
            await run.shows(f"❞{count} Delta")
        await run.press("6")
        await run.shows("Notebook · 3")
        await run.press("J")
        await run.shows("Quotes are moved in the tray")
        await run.press("t")
        await run.shows("Evidence tray · 3")

        def order() -> list[str]:
            rows = run.app.screen.query_one("#notebook", NotebookList)._rows
            return [row if isinstance(row, str) else str(getattr(row, "words", ""))[:5] for row in rows]

        assert order() == ["Without a heading", "Trade", "Aida ", '"It w']
        await run.press("J")
        await run.until(lambda: order() == ["Without a heading", "Aida ", "Trade", '"It w'], "one down")
        await run.press("K")
        await run.until(lambda: order() == ["Without a heading", "Trade", "Aida ", '"It w'], "one up")
        await run.press("r")
        await asked(run)
        await run.type("Growth")
        await run.press("enter")
        await run.until(lambda: order() == ["Without a heading", "Aida ", '"It w', "Growth", "Trade"], "a heading")
        await run.press("u")
        await run.until(lambda: order() == ["Without a heading", "Trade", "Aida ", '"It w'], "as before")
        await run.press("escape")
        await run.until(lambda: run.app.screen is run.screen, "the screen below")
