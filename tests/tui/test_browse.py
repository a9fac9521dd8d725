"""The browser driven by keys."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.errors import IndexUnsafeError
from index.models import Count, Order, Page, Parsed
from tests.tui.running import NARROW, TINY, WIDE, Run, browsing
from tests.tui.sample import SampleLibrary, documents
from tui.app import make_app
from tui.engine_thread import Priority
from tui.screens import conductor
from tui.screens.help import Help
from tui.screens.notice import Notice
from tui.screens.palette import Palette
from tui.screens.problems import Problems

if TYPE_CHECKING:
    from index.library import Library


async def test_it_opens_on_the_list_with_the_first_document_read() -> None:
    async with browsing(WIDE) as run:
        assert run.focus == "documents"
        await run.shows("spoke in 2020")
        await run.shows(" 2011–2020")
        await run.until(lambda: run.screen.entities.row_count > 2, "names in the sidebar")
        assert "10 documents" in run.text


async def test_an_arrow_moves_the_row_and_the_reader_follows_when_it_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conductor, "REST", 1.0)  # longer than a busy machine takes from one arrow to the next
    async with browsing() as run:
        await run.press("down", "down", "down")
        await run.reads("Title 6")
        assert [call for call in run.library.calls if call.startswith("read")] == ["read doc9", "read doc6"]


async def test_enter_moves_into_the_reader_and_back_returns_to_what_was_read_before() -> None:
    async with browsing() as run:
        await run.press("down", "enter")
        assert run.focus == "reader"
        await run.reads("Title 8")
        await run.press("pagedown")
        read_to = run.screen.reader.position
        assert read_to > 0
        await run.press("1", "down", "enter")
        await run.reads("Title 7")
        await run.press("left_square_bracket")
        await run.reads("Title 8")
        assert run.screen.reader.position == read_to
        current = run.screen.documents.current
        assert current is not None
        assert current.title == "Title 8"
        await run.press("right_square_bracket")
        await run.reads("Title 7")


async def test_each_letter_searches_and_list_sidebar_and_timeline_follow() -> None:
    async with browsing(WIDE) as run:
        await run.press("slash")
        await run.type("trade")
        await run.until(lambda: run.screen.found and len(run.screen.found.page.numbers) == 5, "five found")
        await run.until(lambda: "2011–2019" in run.text, "the timeline of what was found")
        await run.until(lambda: "hit 1 of 3, document 1 of 5" in run.text, "the hits")
        assert run.focus == "search"
        assert run.screen.trail.now.query == "trade"


async def test_letters_type_as_letters_while_an_input_has_the_focus() -> None:
    async with browsing() as run:
        await run.press("2", "f")
        await run.type("qn/")
        assert run.screen.find_box.value == "qn/"
        await run.press("escape", "slash")
        await run.type("qojn1o?[")
        assert run.screen.search_box.value == "qojn1o?["


async def test_the_next_hit_goes_on_into_the_next_document_and_back() -> None:
    async with browsing(WIDE) as run:
        await run.press("slash", *"trade", "enter")
        await run.shows("hit 1 of 3, document 1 of 5")
        await run.press("n", "n")
        await run.shows("hit 3 of 3, document 1 of 5")
        await run.press("n")
        await run.shows("hit 1 of 3, document 2 of 5")
        await run.press("N")
        await run.shows("hit 3 of 3, document 1 of 5")
        await run.press("1", "G")
        await run.shows("document 5 of 5")
        await run.press("n", "n", "n")
        await run.shows("No further hit")


async def test_enter_in_the_sidebar_filters_and_escape_drops_the_chip() -> None:
    async with browsing(WIDE) as run:
        await run.until(lambda: run.screen.entities.current is not None, "names")
        await run.press("3", "enter")
        await run.until(lambda: run.screen.found and len(run.screen.found.page.numbers) == 5, "five found")
        assert run.screen.search_box.value == 'person:"Aida Bekova"'
        await run.until(lambda: ("Esc", "Drop a filter") in run.screen.status.keys, "the key that drops it")
        await run.press("escape")
        await run.until(lambda: run.screen.found and len(run.screen.found.page.numbers) == 10, "all again")
        assert run.screen.search_box.value == ""


async def test_filters_are_dropped_last_first_and_words_stay() -> None:
    async with browsing() as run:
        run.screen.ask_for('trade person:"Aida Bekova" date:2015')
        await run.press("escape")
        assert run.screen.search_box.value == 'trade person:"Aida Bekova"'
        await run.press("escape")
        assert run.screen.search_box.value == "trade"
        await run.press("escape", "escape")
        assert run.screen.search_box.value == "trade"
        assert run.app.is_running


async def test_words_are_typed_beside_a_filter_not_into_it() -> None:
    async with browsing() as run:
        run.screen.ask_for('person:"Aida Bekova"')
        await run.press("slash", *"trade")
        assert run.screen.search_box.value == 'person:"Aida Bekova" trade'


async def test_a_figure_filters_by_its_words() -> None:
    async with browsing(WIDE) as run:
        await run.until(lambda: run.screen.entities.current is not None, "names")
        await run.press("3", "G", "enter")
        await run.until(lambda: run.screen.search_box.value == '"97%"', "the figure in the query")


async def test_the_sidebar_counts_one_document_or_all_hits() -> None:
    async with browsing(WIDE) as run:
        await run.press("3", "d")
        await run.shows("this document")
        await run.until(lambda: run.screen.entities.current == ("person", "Omar Tashiev"), "the name in this document")
        await run.press("1", "down")
        await run.reads("Title 8")
        await run.until(lambda: run.screen.entities.current == ("person", "Aida Bekova"), "the name in the next")


async def test_an_entry_of_the_timeline_opens_its_document_there() -> None:
    async with browsing(WIDE) as run:
        await run.until(lambda: run.screen.timeline.selected is not None, "bars")
        await run.press("4", "g", "down")
        await run.until(lambda: run.screen.timeline.current is not None, "an entry")
        await run.press("enter")
        await run.reads("Title 0")
        assert run.focus == "reader"
        await run.until(lambda: run.screen.reader.current_span is not None, "the marked sentence")


async def test_a_bar_filters_by_its_year() -> None:
    async with browsing(WIDE) as run:
        await run.until(lambda: run.screen.timeline.selected is not None, "bars")
        await run.press("4", "g", "enter")
        await run.until(lambda: run.screen.found and len(run.screen.found.page.numbers) == 1, "one found")
        assert run.screen.search_box.value == "mentions:2011"


async def test_zooming_asks_for_finer_bars() -> None:
    async with browsing(WIDE) as run:
        await run.until(lambda: run.screen.timeline.selected is not None, "bars")
        await run.press("4", "z")
        await run.until(lambda: "bars quarter" in run.library.calls, "quarters")


async def test_the_order_goes_round() -> None:
    async with browsing() as run:
        await run.press("s", "s")
        await run.until(lambda: run.screen.found and run.screen.trail.now.order is Order.OLDEST, "oldest first")
        await run.until(lambda: run.screen.documents.position == (10, 10), "the cursor on the same document")


async def test_searching_inside_the_text_steps_through_it_until_escape() -> None:
    async with browsing() as run:
        await run.press("2", "f")
        await run.until(lambda: run.focus == "find", "the input")
        await run.type("paragraph")
        await run.until(lambda: run.screen.reader.hit_position == (0, 60), "sixty found")
        await run.press("enter")
        await run.until(lambda: run.focus == "reader", "the reader")
        await run.press("n", "n")
        assert run.screen.reader.hit_position == (2, 60)
        await run.press("escape")
        assert not run.screen.reader.finding
        await run.press("escape")
        assert run.app.is_running


async def test_earlier_queries_come_back_with_up_and_down() -> None:
    async with browsing() as run:
        for query in ("trade", "nothing"):
            run.screen.search_box.put("")
            await run.press("slash", *query, "enter")
            await run.until(lambda: run.focus == "documents", "the list")
        run.screen.search_box.put("")
        await run.press("slash", *"ab", "up")
        assert run.screen.search_box.value == "nothing"
        await run.press("up", "up", "up")
        assert run.screen.search_box.value == "trade"
        await run.press("down", "down")
        assert run.screen.search_box.value == "ab"


async def test_tab_completes_and_goes_on_when_there_is_nothing_to_complete() -> None:
    async with browsing() as run:
        await run.press("slash", *"per", "tab")
        await run.until(lambda: run.screen.search_box.value == "person:", "the field")
        await run.press("tab")
        await run.until(lambda: run.screen.search_box.value == 'person:"Aida Bekova"', "the next offer")
        assert run.focus == "search"
        run.screen.search_box.put("xyz")
        await run.press("tab")
        await run.until(lambda: run.focus == "documents", "the next pane")


async def test_tab_goes_round_the_panes_that_show() -> None:
    async with browsing(WIDE) as run:
        seen = []
        for _ in range(5):
            await run.press("tab")
            await run.pilot.pause()
            seen.append(run.focus)
        assert seen == ["reader", "entities", "timeline", "documents", "reader"]
        await run.press("shift+tab", "shift+tab")
        await run.until(lambda: run.focus == "timeline", "backwards")
    async with browsing(NARROW) as run:
        await run.press("tab", "tab")
        await run.until(lambda: run.focus == "documents", "only two panes show")


async def test_a_complaint_is_underlined_and_said_until_it_is_mended() -> None:
    async with browsing() as run:
        await run.press("slash", *"perso", "colon", "x")
        await run.shows("did you mean person:?")
        assert run.screen.status.severity == "warning"
        await run.press("ctrl+u", *"trade")
        await run.until(lambda: run.screen.status.message == "", "nothing to complain about")


async def test_sidebar_and_timeline_are_a_key_away_on_a_small_screen() -> None:
    async with browsing(NARROW) as run:
        assert not run.screen.entities.display
        assert "entities" not in run.library.calls
        await run.press("3")
        await run.shows("3 Entities")
        await run.shows("Aida Bekova")
        await run.press("4")
        await run.shows(" 2011–2020")
        assert not run.screen.entities.display
        await run.press("escape")
        await run.until(lambda: run.focus == "reader" and not run.screen.timeline.display, "back in the reader")
        await run.press("3", "1")
        await run.until(lambda: run.focus == "documents" and not run.screen.entities.display, "back in the list")


@pytest.mark.parametrize("size", [TINY, (20, 4), (200, 12), (45, 60)])
async def test_every_pane_can_be_shown_at_odd_sizes(size: tuple[int, int]) -> None:
    async with browsing(size) as run:
        for key in (
            "1",
            "2",
            "3",
            "4",
            "slash",
            "escape",
            "question_mark",
            "escape",
            "ctrl+p",
            "escape",
            "P",
            "escape",
        ):
            await run.press(key)
            await run.pilot.pause()
        assert run.focus in ("documents", "reader")


async def test_it_can_be_resized_at_any_time() -> None:
    async with browsing(NARROW) as run:
        await run.press("3")
        for size in ((120, 40), (40, 12), (100, 28), (99, 28), (1, 1), (80, 24)):
            await run.pilot.resize_terminal(*size)
            await run.pilot.pause()
        await run.press("1", "down")
        await run.reads("Title 8")
        await run.pilot.resize_terminal(120, 40)
        await run.shows("3 Entities")
        await run.shows(" 2011–2020")


async def test_help_shows_the_pane_one_came_from_first() -> None:
    async with browsing() as run:
        await run.press("2", "question_mark")
        await run.until(lambda: isinstance(run.app.screen, Help), "help")
        assert run.text.index("Reader") < run.text.index("Next part")
        await run.press("G")
        await run.shows("mentions:2024")
        await run.press("q")
        await run.until(lambda: run.app.screen is run.screen, "back")
        assert run.app.is_running


async def test_the_palette_runs_a_command_by_its_name() -> None:
    async with browsing() as run:
        await run.press("ctrl+p")
        await run.until(lambda: isinstance(run.app.screen, Palette), "the palette")
        await run.type("order")
        await run.press("enter")
        await run.until(lambda: run.screen.trail.now.order is Order.NEWEST, "the next order")
        await run.press("colon", *"zoom", "space", *"in", "enter")
        await run.until(lambda: run.focus == "timeline", "the timeline")


async def test_problems_are_listed() -> None:
    async with browsing() as run:
        await run.press("P")
        await run.until(lambda: isinstance(run.app.screen, Problems), "the problems")
        await run.shows("broken.txt")
        assert "remove it" in run.text


async def test_keys_answer_on_the_russian_layout_too() -> None:
    async with browsing(WIDE) as run:
        await run.press("о", "о", "л")  # j j k
        await run.reads("Title 8")
        await run.press("full_stop")
        await run.until(lambda: run.focus == "search", "the search box")
        await run.press("escape", "comma")
        await run.until(lambda: isinstance(run.app.screen, Help), "help")
        await run.press("й")  # q
        await run.until(lambda: run.app.screen is run.screen, "back")
        await run.press("ы")  # s
        await run.until(lambda: run.screen.trail.now.order is Order.NEWEST, "the next order")
        await run.press("х")  # [
        await run.until(lambda: run.screen.trail.now.order is Order.RELEVANCE, "back")
        await run.press("ъ")  # ]
        await run.until(lambda: run.screen.trail.now.order is Order.NEWEST, "forward")


async def test_an_empty_query_says_what_to_do_when_nothing_matches() -> None:
    async with browsing() as run:
        await run.press("slash", *"zzz")
        await run.shows("No document matches")
        assert run.screen.opened is None
        await run.press("enter", "enter", "n", "y", "o", "e")
        await run.shows("No document is open")


async def test_a_batch_that_lands_appears_and_nothing_moves() -> None:
    async with browsing() as run:
        await run.press("down", "down", "enter")
        await run.reads("Title 7")
        await run.press("pagedown")
        position = run.screen.reader.position
        run.library.coming = documents(12)[10:]
        run.screen.see_changes()
        await run.shows("12 documents")
        # It is read again, for it may be described anew
        await run.until(lambda: run.library.calls.count("read doc7") == 2, "the document once more")
        current = run.screen.documents.current
        assert current is not None
        assert current.title == "Title 7"
        assert run.screen.reader.position == position > 0


async def test_a_change_is_shown_though_a_later_look_overtakes_the_one_that_saw_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looking, asked_again = threading.Event(), threading.Event()
    async with browsing() as run:
        look = run.library.refresh

        def slow_look() -> bool:
            looking.set()
            assert asked_again.wait(20)
            return look()

        monkeypatch.setattr(run.library, "refresh", slow_look)
        run.library.coming = documents(12)[10:]
        run.screen.see_changes()
        await run.until(looking.is_set, "the first look")
        run.screen.see_changes()
        asked_again.set()
        await run.shows("12 documents")


async def test_rows_of_an_older_state_of_the_index_are_never_mixed_in() -> None:
    async with browsing() as run:
        found = run.screen.found
        assert found is not None
        taken: list[object] = []
        run.library.numbering += 1  # the engine thread has gone on, the screen has not heard of it yet
        run.screen.ask_about_page("rows", lambda library, _: library.count(), taken.append, Priority.ROWS)
        run.screen.search()
        await run.until(lambda: run.screen.found is not found, "a new answer")
        assert taken == []


async def test_a_file_named_on_the_command_line_is_stood_on() -> None:
    async with browsing(document="file3.txt") as run:
        await run.reads("Title 3")
        assert run.screen.documents.position == (7, 10)


async def test_a_collection_that_cannot_be_opened_is_explained() -> None:
    def fail() -> Library:
        raise IndexUnsafeError("Others may write to the index folder", "run: chmod go-w " + "/a/long/path" * 9)

    app = make_app(Path("/nowhere"), library=fail)
    async with app.run_test(size=NARROW) as pilot:
        run = Run(pilot, app)
        await run.until(lambda: isinstance(app.screen, Notice), "the notice")
        await run.shows("Others may write")
        assert "".join(run.text.split()).count("/a/long/path") == 9
        await run.press("escape")
        await run.until(lambda: app.screen is run.screen, "the screen below")
        await run.press("slash", *"trade", "question_mark", "escape", "j", "n", "3", "4")
        assert app.is_running
    assert app.engine.stop()


async def test_an_empty_collection_says_so() -> None:
    async with browsing(library=SampleLibrary([])) as run:
        await run.shows("There is no document here")


async def test_leaving_remembers_the_view() -> None:
    async with browsing() as run:
        await run.press("slash", *"trade", "enter")
        await run.shows("document 1 of 5")
        await run.press("down", "enter")
        await run.reads("Title 6")
        await run.press("pagedown")
        await run.press("q")
        remembered = run.screen.remembered()
    assert (remembered.query, remembered.document, remembered.history) == ("trade", "doc6", ("trade",))
    assert remembered.position > 0


CHILD = """
import json, sys
def say(**event): print(json.dumps(event), file=sys.stderr, flush=True)
say(event="start", files=40)
say(event="progress", done=20, total=40, documents=20, problems=0, rate=5.0, eta=6.0, path="a.txt")
say(event="commit", documents=20)
sys.stdin.read()
"""


@pytest.fixture
def child(tmp_path: Path) -> list[str]:
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    return [sys.executable, str(script)]


async def test_indexing_shows_its_progress_and_x_stops_it(child: list[str]) -> None:
    library = SampleLibrary([])
    async with browsing(library=library, refresh=child) as run:
        await run.shows("Reading the folder")
        await run.shows("20 of 40, 0:06 left")
        library.coming = documents(3)
        run.screen.see_changes()
        await run.shows("Title 2")
        await run.until(lambda: ("X", "Stop indexing") in run.screen.status.keys, "the key that stops it")
        await run.press("escape", "escape")
        assert run.screen.indexing.running
        await run.press("X")
        await run.until(lambda: not run.screen.indexing.running, "the end of the indexing")
        await run.until(lambda: run.screen.status.progress == "", "no bar")


async def test_keys_typed_ahead_of_an_answer_are_meant_for_it() -> None:
    async with browsing() as run:
        await run.press("slash", *"trade", "enter", "down", "enter", "pagedown")
        await run.until(lambda: run.focus == "reader", "the reader")
        await run.reads("Title 6")
        assert run.screen.search_box.value == "trade"


async def test_keys_wait_while_the_answer_is_being_made() -> None:
    async with browsing() as run:
        going = threading.Event()
        search = run.library.search

        def slowly(query: Parsed | str, order: Order = Order.RELEVANCE) -> Page:
            assert going.wait(20)
            return search(query, order)

        run.library.search = slowly  # type: ignore[method-assign]
        await run.press("slash", *"trade", "enter")
        await run.press("down", "enter")
        assert run.screen.documents.position == (1, 10)
        going.set()
        await run.reads("Title 6")
        await run.press("1", "down")
        assert run.screen.documents.position == (3, 5)


async def test_back_leads_to_the_hit_one_was_at() -> None:
    async with browsing(WIDE) as run:
        await run.press("slash", *"trade", "enter")
        await run.shows("hit 1 of 3, document 1 of 5")
        await run.press("n")
        await run.shows("hit 2 of 3, document 1 of 5")
        await run.press("slash", "ctrl+u", *"nothing", "enter")
        await run.shows("hit 1 of 1, document 1 of 5")
        await run.press("left_square_bracket")
        await run.shows("hit 2 of 3, document 1 of 5")


async def test_the_footer_follows_the_search_inside_the_text() -> None:
    def ends_it() -> bool:
        return ("Esc", "End the search in the text") in run.screen.status.keys

    async with browsing() as run:
        await run.press("2", "f", *"paragraph", "enter")
        await run.until(ends_it, "the key that ends it")
        await run.press("escape")
        await run.until(lambda: not ends_it(), "other keys")


async def test_what_is_under_the_cursor_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr("tui.screens.leaving.send", lambda screen, text: copied.append(text))
    async with browsing(WIDE) as run:
        await run.until(lambda: run.screen.entities.current is not None, "names")
        await run.until(lambda: run.screen.timeline.selected is not None, "bars")
        await run.press("y")
        await run.until(lambda: len(copied) == 1, "the reference")
        await run.press("2", "y")
        await run.until(lambda: len(copied) == 2, "the paragraph")
        await run.press("3", "y")
        await run.press("4", "g", "y")
        await run.shows("Go down to an entry")
        await run.press("down")
        await run.until(lambda: run.screen.timeline.current is not None, "an entry")
        await run.press("y")
        await run.until(lambda: len(copied) == 4, "the sentence")
    assert copied == [
        "TASS, “Title 9”, 2020-03-01, https://example.org/9\n",
        "Omar Tashiev spoke in 2020.\n\nTASS, “Title 9”, 2020-03-01, https://example.org/9\n",
        "Aida Bekova\n",
        "Aida Bekova spoke in 2011.\n\nTASS, “Title 0”, 2011-03-01, https://example.org/0\n",
    ]


async def test_a_sidebar_that_waits_says_so_and_claims_nothing() -> None:
    async with browsing(WIDE) as run:
        await run.shows("3 Entities · all hits")
        going = threading.Event()

        def slowly(page: Page) -> list[Count]:
            assert going.wait(20)
            return []

        run.library.entities = slowly  # type: ignore[method-assign]
        run.library.figures = lambda page: iter(())  # type: ignore[method-assign]
        await run.press("slash", *"nothing")
        await run.shows("3 Entities · counting …")
        assert "No names" not in run.text
        going.set()
        await run.shows("No names or figures")


async def test_the_publisher_stands_with_the_passage_where_it_has_no_column() -> None:
    async with browsing(WIDE) as run:
        await run.shows("│ TASS: Omar Tashiev spoke")


async def test_hits_are_painted_before_counts_and_a_newer_key_overtakes_counts() -> None:
    async with browsing(WIDE) as run:
        await run.until(lambda: run.screen.entities.row_count > 2, "names in the sidebar")
        given_up: list[str] = []
        entities = run.library.entities

        def until_overtaken(page: Page) -> list[Count]:
            asked = run.library.calls[-1]
            if run.screen.trail.now.query == "trade":
                return entities(page)
            while not run.library.overtaken():
                time.sleep(0.001)
            given_up.append(asked)
            return []

        run.library.entities = until_overtaken  # type: ignore[method-assign]
        await run.press("slash", "t", "r")
        # The engine counts and counts; what was found stands in the list all the same
        await run.until(lambda: run.screen.found and run.screen.found.parsed.text == "tr", "the hits")
        await run.shows("1 Documents 1 of 5")
        assert "counting …" in run.text
        await run.press("a", "d", "e")
        await run.until(lambda: run.screen.found and run.screen.found.parsed.text == "trade", "the hits of it all")
        await run.until(lambda: "counting …" not in run.text, "the counts of the whole word")
        assert given_up


async def test_another_word_goes_beside_a_query_that_stands() -> None:
    async with browsing() as run:
        box = run.screen.search_box
        await run.press("slash", *"Trade", "enter", "slash", *"talks")
        await run.until(lambda: box.value == "Trade talks", "two words")
        await run.press("enter", "slash", "backspace", "s", "enter", "slash", "asterisk")
        await run.until(lambda: box.value == "Trade talks*", "the same word, and its star")
        await run.press("ctrl+u", *"new")
        await run.until(lambda: box.value == "new", "one word")
