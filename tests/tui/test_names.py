"""Names in the browser, over a real library: the card, what joins two, decisions with undo, the review queue."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from index.library import Library
from index.notebook import notebook_file
from index.refresh import refresh
from tests.tui.running import WIDE, Run, opened
from tui.app import make_app
from tui.screens.hidden import HiddenNames
from tui.screens.name_card import NameCard
from tui.screens.review import Review

ONE = """---
title: One
published: 2021-05-24
---

Ivan Petrovsky met Olga Smirnova of the WTO in Osh. Petrovsky said it was late.
"""
THREE = """---
title: Three
published: 2020-05-24
---

The World Trade Organization was late.
"""
TWO = """---
title: Два
published: 2023-05-24
---

Иван Петровский встретился с министром. Министерство обороны молчит, сказал Петровский.
"""


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.md").write_text(ONE, "utf-8")
    (folder / "two.md").write_text(TWO, "utf-8")
    (folder / "three.md").write_text(THREE, "utf-8")
    refresh(folder)
    return folder


@asynccontextmanager
async def names(collection: Path) -> AsyncIterator[Run]:
    """The browser with the sidebar focused, its counts shown."""
    app = make_app(collection, library=lambda: Library.open(collection), refresh=None)
    async with opened(app, WIDE) as run:
        await run.shows("Ivan Petrovsky")
        await run.press("3")
        yield run


async def to(run: Run, name: str) -> None:
    """Put the cursor on a name, once the sidebar knows it: what was decided may not be counted yet."""
    for _ in range(100):
        await run.press("g")
        for _ in range(20):
            if (run.screen.entities.current or ("", ""))[1] == name:
                return
            await run.press("j")
        await run.pilot.pause(0.1)
    raise AssertionError(f"{name} is not in the sidebar\n{run.text}")


async def test_a_card_and_what_it_leads_to(collection: Path) -> None:
    async with names(collection) as run:
        await to(run, "Ivan Petrovsky")
        await run.press("i")
        await run.shows("Mentioned   2 times in 1 document")
        assert isinstance(run.app.screen, NameCard)
        await run.shows("Olga Smirnova")
        await run.press("escape")
        await to(run, "Olga Smirnova")
        await run.press("m")
        await run.shows("+Olga Smirnova")
        await to(run, "Ivan Petrovsky")
        await run.press("i")
        await run.shows("stand together in 1 document")
        await run.press("enter")
        await run.until(lambda: "Smirnova" in run.screen.trail.now.query, "the filter")
        assert run.screen.trail.now.query == 'person:"Olga Smirnova" person:"Ivan Petrovsky"'
        await to(run, "Ivan Petrovsky")
        await run.press("i")
        await run.shows("Said of it")
        await run.press("G", "enter")
        await run.until(lambda: run.focus == "reader", "the reader")


async def test_two_names_become_one_and_two_again(collection: Path) -> None:
    async with names(collection) as run:
        await to(run, "Иван Петровский")
        await run.press("m")
        await run.shows("is marked")
        await to(run, "Ivan Petrovsky")
        await run.press("m")
        await run.shows("“Иван Петровский” is now part of “Ivan Petrovsky”; u takes it back")
        await run.until(lambda: "People 2" in run.text, "one person less")
        assert "into: person:ivan-petrovsky" in notebook_file(collection).read_text("utf-8")
        await run.press("s")
        await run.until(lambda: "People 3" in run.text, "both again")
        await run.press("u")
        await run.until(lambda: "People 2" in run.text, "one again")
        await run.press("u")
        await run.until(lambda: "People 3" in run.text, "as it was")
        await run.press("u")
        await run.shows("Nothing was judged")
        await run.press("m", "escape", "m", "m")
        assert "People 3" in run.text


async def test_a_name_is_renamed_retyped_and_hidden(collection: Path) -> None:
    async with names(collection) as run:
        await to(run, "WTO")
        await run.press("r")
        await run.shows("What is it called?")
        await run.type("X")
        await run.press("enter")
        await run.shows("“WTO” is called “WTOX”")
        await to(run, "WTOX")
        await run.press("t")
        await run.shows("Of what kind")
        await run.type("pl")
        await run.press("enter")
        await run.shows("“WTOX” is a place")
        await run.shows("Places 2")
        await to(run, "WTOX")
        await run.press("h")
        await run.shows("Places 1")
        await run.press("u")
        await run.shows("Places 2")
        await to(run, "Osh")
        await run.press("t")
        await run.type("zebra")
        await run.press("enter")
        await run.shows("is no kind")


async def test_hidden_names_are_listed_and_shown_again(collection: Path) -> None:
    async with names(collection) as run:
        await run.press("H")
        await run.shows("No name is hidden")
        for name in ("Osh", "Olga Smirnova"):
            await to(run, name)
            await run.press("h")
            await run.shows(f"“{name}” is hidden, H lists such names")
        await run.until(lambda: "Places" not in run.text, "no place is left")
        await run.press("H")
        await run.until(lambda: isinstance(run.app.screen, HiddenNames), "the list")
        await run.shows("2 hidden")
        await run.shows("person, 1 document")
        await run.press("j", "i")
        await run.shows("Osh, place")  # the card of a hidden name
        await run.press("escape", "H")
        await run.shows("2 hidden")
        await run.press("j", "h")
        await run.shows("“Osh” is shown again")
        await run.shows("1 hidden")
        await run.press("u")
        await run.shows("2 hidden")
        await run.press("g", "enter")
        await run.shows("“Olga Smirnova” is shown again")
        await run.shows("1 hidden")
        await run.press("escape")
        await run.shows("People 3")
        await run.shows("“Olga Smirnova” is shown again; u takes it back")
        assert "Places" not in run.text
    async with names(collection) as run:  # another session
        await run.press("H")
        await run.shows("1 hidden")
        await run.press("enter")
        await run.shows("No name is hidden · u undoes")
        await run.press("escape")
        await run.shows("Places 1")


async def asked(run: Run, why: str) -> None:
    """Wait until a question of the queue can be answered."""
    await run.shows(why)
    await run.shows("y yes, n no")


async def test_the_review_queue(collection: Path) -> None:
    async with names(collection) as run:
        await run.press("w")
        await run.shows("2 left")
        await asked(run, "the same in other letters")
        assert isinstance(run.app.screen, Review)
        assert "y: the person “Иван Петровский”, 1 document, becomes part of the person “Ivan Petrovsky”" in run.text
        await run.press("y")
        await run.shows("1 left")
        await asked(run, "its first letters")
        await run.press("n")
        await run.shows("No pair is left")
        await run.press("u")
        await run.shows("1 left")
        await run.shows("Taken back")
        await asked(run, "its first letters")
        await run.press("s")
        await run.shows("Those skipped come again")
        await asked(run, "its first letters")
        await run.press("n")
        await run.shows("No pair is left")
        await run.press("escape")
        await run.shows("People 2")
        await run.press("w")
        await run.shows("No two names look like one")


async def test_a_skipped_pair_is_counted_apart_and_comes_again(collection: Path) -> None:
    async with names(collection) as run:
        await run.press("w")
        await asked(run, "the same in other letters")
        await run.press("s")
        await run.shows("1 left, 1 skipped")
        await asked(run, "its first letters")
        await run.press("y")
        await run.shows("Those skipped come again")
        await run.shows("1 left ·")
        await asked(run, "the same in other letters")


async def test_keys_typed_ahead_judge_nothing(collection: Path) -> None:
    async with names(collection) as run:
        await run.press("w", "y", "y", "n")
        await run.shows("2 left")
        for key in "yyyyyyyy":  # one by one, faster than anybody reads
            await run.press(key)
            await run.pilot.pause(0.02)
        await asked(run, "the same in other letters")
        await run.press("s", "y", "y", "n", "y")
        await asked(run, "its first letters")
        assert "1 left, 1 skipped" in run.text
        assert not notebook_file(collection).exists()
        await run.press("u")
        await run.shows("Nothing was decided here")
        await run.press("y", "y", "y")
        await run.shows("1 left ·")
        await asked(run, "the same in other letters")
        assert notebook_file(collection).read_text("utf-8").count("into:") == 1


async def test_the_same_word_in_two_kinds_is_told_apart(collection: Path) -> None:
    (collection / "four.md").write_text(
        "---\ntitle: Four\npublished: 2021-06-01\n---\n\nMr Zubkovets spoke, and left.\n", "utf-8"
    )
    for name in ("five", "six"):
        (collection / f"{name}.md").write_text(
            f"---\ntitle: {name}\npublished: 2021-06-02\n---\n\nThey like Zubkovets, and that was all.\n", "utf-8"
        )
    refresh(collection)
    async with names(collection) as run:
        await run.press("w")
        await asked(run, "the same in other letters")
        await run.press("s")
        await asked(run, "the same in two kinds: not known and person")
        assert (
            "y: “Zubkovets”, of no known kind, 2 documents, becomes part of the person “Zubkovets”, 1 doc" in run.text
        )
        await run.press("y")
        await run.shows("“Zubkovets”, of no known kind is now part of the person “Zubkovets”")


async def test_names_are_found_across_scripts_or_as_typed(collection: Path) -> None:
    async with names(collection) as run:
        await run.press("slash")
        await run.type("place:Ош")
        await run.press("enter")
        await run.until(lambda: run.screen.found is not None and len(run.screen.found.page.numbers) == 1, "Osh")
        await run.press("3", "c")
        await run.shows("one script")
        await run.until(lambda: run.screen.found is not None and not run.screen.found.page.numbers, "nothing")
        await run.press("c")
        await run.until(lambda: run.screen.found is not None and len(run.screen.found.page.numbers) == 1, "Osh again")
