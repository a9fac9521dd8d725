"""The passage view: every matching sentence, the reader following, drawn as it is looked at."""

from __future__ import annotations

from index.models import Match, Span
from tests.tui.running import NARROW, WIDE, Run, browsing
from tests.tui.sample import SampleLibrary, documents
from tui.screens.unseen import MOST
from tui.widgets.cells import width
from tui.widgets.match_lines import keyword_in_context, sentence_around


async def typed(run: Run, words: str) -> None:
    await run.press("slash")
    await run.type(words)
    await run.press("enter")
    await run.until(lambda: run.screen.found is not None and run.screen.found.parsed.text == words, words)


def reads_at(run: Run, text: str) -> bool:
    reader = run.screen.reader
    span = reader.current_span
    return reader.document is not None and span is not None and reader.document.text[span.start : span.end] == text


async def test_every_sentence_stands_in_the_order_of_the_list_and_the_reader_follows() -> None:
    async with browsing() as run:
        await typed(run, "trade")
        await run.press("7")
        await run.until(lambda: run.screen.passages.row_count == 10, "two sentences of each of five documents")
        await run.shows("7 Passages of 5 documents")
        assert not run.screen.documents.display
        await run.until(lambda: reads_at(run, "Trade grew."), "the reader at the first")
        await run.press("j")
        await run.until(lambda: reads_at(run, "The trade talks ended and trade grew again."), "at the second")
        assert run.screen.reader.hit_position == (1, 3)
        first = run.screen.reader.document
        await run.press("n")
        await run.until(
            lambda: run.screen.reader.document is not first and reads_at(run, "Trade grew."), "the next text"
        )
        await run.press("N", "k")
        await run.until(lambda: run.screen.reader.document is first and reads_at(run, "Trade grew."), "back")
        await run.press("N")
        await run.shows("No passage before this one")
        await run.press("G", "enter")
        await run.until(lambda: run.focus == "reader", "the reader")
        await run.reads("Title 0")
        await run.press("7", "7")
        await run.until(lambda: run.screen.documents.display and run.focus == "documents", "the documents again")


async def test_the_last_sentence_of_a_document_not_looked_at_comes_before_the_first_of_the_next() -> None:
    async with browsing() as run:
        await typed(run, "trade")
        await run.press("7", "G")
        await run.until(lambda: run.screen.passages.cursor == 9 and run.screen.passages.current is not None, "the last")
        assert run.screen.passages.current is not None
        assert run.screen.passages.current.text.startswith("The trade talks")


async def test_keys_pressed_before_the_answer_are_meant_for_it() -> None:
    async with browsing() as run:
        await run.press("7")
        await run.until(lambda: run.focus == "passages", "the view")
        await run.press("slash", "t", "r", "a", "d", "e", "enter", "j", "enter")
        await run.until(lambda: run.focus == "reader", "the reader")
        await run.until(lambda: reads_at(run, "The trade talks ended and trade grew again."), "the second sentence")


async def test_only_what_is_on_screen_is_asked_for() -> None:
    library = SampleLibrary(documents(10) * 2000)
    async with browsing(library=library) as run:
        await typed(run, "trade")
        library.calls.clear()
        await run.press("7")
        await run.until(lambda: run.screen.passages.current is not None, "sentences")
        await run.press("G")
        await run.until(lambda: run.screen.passages.document == 10_000 and run.screen.passages.current, "the last one")
        asked = [int(call.split()[1]) for call in library.calls if call.startswith("matches")]
        assert sum(asked) < MOST + 4 * run.app.size.height, asked  # the unseen ones are counted so far
        await run.press("k", "k", "k")
        await run.until(lambda: run.screen.passages.document == 9_999 and run.screen.passages.current, "going up")


async def test_in_context_hits_stand_in_one_column_with_who_says_them() -> None:
    async with browsing(NARROW) as run:
        await typed(run, "trade")
        await run.press("7", "c")
        await run.shows("in context")
        await run.shows("Aida Bekova")
        lines = [line for line in run.text.splitlines() if "Aida Bekova" in line and "rade" in line]
        assert len({line.casefold().index("trade") for line in lines[:4]}) == 1


async def test_the_view_stands_on_what_the_reader_comes_to() -> None:
    async with browsing(WIDE) as run:
        await typed(run, "trade")
        await run.press("7")
        await run.until(lambda: reads_at(run, "Trade grew."), "the first")
        await run.press("2", "n")
        await run.until(lambda: run.screen.passages.cursor == 1, "the second")


async def test_another_order_and_nothing_found() -> None:
    async with browsing() as run:
        await run.press("7", "s")
        await run.until(lambda: run.screen.trail.now.order == "newest", "the next order")
        await typed(run, "zeppelin")
        await run.shows("No document matches.")


def test_lines_keep_to_their_width_and_show_the_hit() -> None:
    text = "Широкие 協力 слова " * 6 + "and here trade stands" + " behind" * 30
    at = text.index("trade")
    match = Match(0, 0, len(text), text, (Span(at, at + 5),))
    for room in (20, 33, 80):
        for pieces in (keyword_in_context(match, room), sentence_around(text, match.hits, room)):
            assert sum(width(piece) for piece, _ in pieces) <= room
            assert any(piece == "trade" for piece, _ in pieces), (room, pieces)
    before = "".join(piece for piece, style in keyword_in_context(match, 80)).index("trade")
    assert width("".join(piece for piece, _ in keyword_in_context(match, 80))[:before]) == 32
