"""Two readers: one pinned, the other following; keys mean the one used last."""

from __future__ import annotations

from tests.tui.running import NARROW, WIDE, Run, browsing


def titles(run: Run) -> list[str]:
    documents = [reader.document for reader in run.screen.readers if reader.display]
    return [document.title if document is not None else "" for document in documents]


async def test_the_second_reader_stays_and_the_first_follows() -> None:
    async with browsing(WIDE) as run:
        await run.reads("Title 9")
        await run.press("B")
        await run.until(lambda: titles(run) == ["Title 9", "Title 9"], "both")
        await run.shows("pinned · Title 9")
        await run.press("j")
        await run.until(lambda: titles(run) == ["Title 8", "Title 9"], "the first has followed")
        await run.press("2", "2")
        await run.until(lambda: run.screen.focused is run.screen.readers[1], "the second")
        assert run.focus == "reader"
        opened = run.screen.opened
        assert opened is not None
        assert opened.document.title == "Title 9"
        await run.press("G")
        await run.until(lambda: run.screen.readers[1].position > 0, "scrolled")
        assert run.screen.readers[0].position == 0
        await run.press("tab", "shift+tab", "1", "j")
        await run.until(lambda: titles(run) == ["Title 7", "Title 9"], "followed again")
        await run.press("enter")
        await run.until(lambda: run.screen.focused is run.screen.readers[0], "the one that follows is read")


async def test_the_other_one_is_pinned_instead() -> None:
    async with browsing(WIDE) as run:
        await run.press("B", "2", "L")
        await run.until(lambda: run.screen.readers[0].pinned and not run.screen.readers[1].pinned, "the first pinned")
        await run.press("1", "j")
        await run.until(lambda: titles(run) == ["Title 9", "Title 8"], "the second follows")
        await run.press("B")
        await run.until(lambda: titles(run) == ["Title 9"], "one again")
        assert not run.screen.readers[0].pinned
        await run.press("j")
        await run.until(lambda: titles(run) == ["Title 7"], "which follows")


async def test_a_pinned_reader_alone_follows_nothing_but_what_is_chosen() -> None:
    async with browsing(NARROW) as run:
        await run.press("L")
        await run.shows("pinned · Title 9")
        await run.press("j", "j")
        await run.until(lambda: run.screen.documents.position[0] == 3, "the third row")
        await run.pilot.pause(0.4)
        assert titles(run) == ["Title 9"]
        await run.press("slash")
        await run.type("zeppelin")
        await run.shows("No document matches.")
        assert titles(run) == ["Title 9"]
        await run.press("ctrl+u", "enter", "j", "enter")
        await run.until(lambda: titles(run) == ["Title 8"], "chosen")
        await run.press("L", "1", "j")
        await run.until(lambda: titles(run) == ["Title 7"], "follows again")


async def test_a_search_inside_a_text_is_in_the_reader_used_last() -> None:
    async with browsing(WIDE) as run:
        await run.press("B", "j")
        await run.until(lambda: titles(run) == ["Title 8", "Title 9"], "two texts")
        await run.press("2", "2", "f")
        await run.until(lambda: run.focus == "find", "the input")
        await run.type("nothing")
        await run.until(lambda: run.screen.readers[1].finding, "found in the second")
        assert not run.screen.readers[0].finding
        await run.press("enter")
        await run.until(lambda: run.screen.focused is run.screen.readers[1], "the second")
