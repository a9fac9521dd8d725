"""The timeline of the bundled collection driven by keys alone: zoom, range, flip, going there, judging and undoing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import pytest

from index.folders import bundled_collection, data_folder
from index.library import Library
from index.notebook import Notebook, notebook_file
from tests.tui.running import NARROW, WIDE, Run, opened
from tui.app import make_app
from tui.screens.date_card import DateCard, ValueBox
from tui.screens.unplaced import UnplacedDates

LAST_YEAR = "Last year was to have been the Year of Russia"


@pytest.fixture(autouse=True)
def _seeds_stay_as_they_are() -> object:
    seeds = bundled_collection()
    before = sorted(path.name for path in seeds.iterdir())
    yield
    assert sorted(path.name for path in seeds.iterdir()) == before


@asynccontextmanager
async def bundled(index: Path, size: tuple[int, int] = NARROW) -> AsyncIterator[Run]:
    """A browser over the bundled collection, the timeline in focus and filled."""
    collection = bundled_collection()
    app = make_app(collection, library=lambda: Library.open(collection, index=index))
    async with opened(app, size) as run:
        await run.press("4")
        await run.until(lambda: run.screen.timeline.selected is not None, "bars")
        yield run


def words(run: Run) -> str:
    """The words of the entry under the cursor."""
    entry = run.screen.timeline.current
    return entry.text if entry else ""


def bar(run: Run) -> str:
    """The value of the bar pointed at."""
    selected = run.screen.timeline.selected
    return selected.value if selected else ""


async def to_bar(run: Run, value: str) -> None:
    """Along the bars to one of them, once it is counted."""
    for _ in range(100):
        await run.press("g", "g")
        for _ in range(60):
            if bar(run) == value:
                return
            await run.press("l")
        await run.pilot.pause(0.1)
    raise AssertionError(f"no bar {value}\n{run.text}")


async def to_entry(run: Run, text: str, sentence: str = "") -> None:
    """Down the entries of the bar to the one with some words."""
    timeline = run.screen.timeline
    await run.until(lambda: not timeline._rest, "the entries of the bar")
    await run.press("j")
    for _ in range(timeline.row_count):
        context = timeline._contexts.get(timeline.current) if timeline.current else None
        if words(run) == text and sentence in (context.sentence if context else ""):
            return
        await run.press("j")
        await run.until(lambda: timeline.current is None or timeline.current in timeline._contexts, "its sentence")
    raise AssertionError(f"no entry {text}\n{run.text}")


async def zoomed(run: Run, grain: str) -> None:
    await run.until(lambda: run.screen.timeline.grain == grain, f"{grain}s")


async def test_zoom_through_all_grains_and_back_keeps_the_place(bundled_index: Path) -> None:
    async with bundled(bundled_index) as run:
        await to_bar(run, "2021")
        seen = []
        for key, grain in [("z", "quarter"), ("z", "month"), ("z", "day")]:
            await run.press(key)
            await zoomed(run, grain)
            seen.append(bar(run))
        assert seen == ["2021-Q2", "2021-05", "2021-05-24"]  # when its document was published
        for grain in ("month", "quarter", "year", "decade"):
            await run.press("Z")
            await zoomed(run, grain)
            seen.append(bar(run))
        assert seen[3:] == ["2021-05", "2021-Q2", "2021", "202X"]
        assert "decades 201X–202X" in run.text


async def test_zooming_changes_the_grain_and_nothing_else(bundled_index: Path) -> None:
    async with bundled(bundled_index) as run:
        await to_bar(run, "2022")  # of which nothing but the year is said
        for key, grain in [("Z", "decade"), ("z", "year")]:
            await run.press(key)
            await zoomed(run, grain)
        assert bar(run) == "2022"
        for key, grain in [
            ("z", "quarter"),
            ("z", "month"),
            ("z", "day"),
            ("Z", "month"),
            ("Z", "quarter"),
            ("Z", "year"),
        ]:
            await run.press(key)
            await zoomed(run, grain)
        assert bar(run) == "2022"
        await to_bar(run, "2025")
        for grain in ("quarter", "month", "day"):
            await run.press("z")
            await zoomed(run, grain)
            assert bar(run) == {"quarter": "2025-Q4", "month": "2025-11", "day": "2025-11-26"}[grain]
        await run.press("g", "Z")  # a move is another place
        await zoomed(run, "month")
        assert not bar(run).startswith("2025")


async def test_zooming_brings_the_entry_back(bundled_index: Path) -> None:
    async with bundled(bundled_index) as run:
        await to_bar(run, "2020")
        await to_entry(run, "Last year")
        for key, grain in [
            ("z", "quarter"),
            ("z", "month"),
            ("Z", "quarter"),
            ("Z", "year"),
            ("Z", "decade"),
            ("z", "year"),
        ]:
            await run.press(key)
            await zoomed(run, grain)
        assert (bar(run), words(run)) == ("2020", "Last year")


async def test_silence_of_the_collection_is_drawn(bundled_index: Path) -> None:
    async with bundled(bundled_index) as run:
        # documents of 2017, 2020, 2021 and 2025; dates of 2019, 2022 and 2024 too
        await to_bar(run, "2022")
        await run.shows("2022: collection silent")
        published = next(row for row in run.text.splitlines() if row.startswith("published"))
        assert published.split() == ["published", "███", "·", "·", "███", "███", "·", "·", "·", "███"]


async def test_a_span_is_marked_as_a_span(bundled_index: Path) -> None:
    async with bundled(bundled_index) as run:
        await run.press("z")
        await zoomed(run, "quarter")
        await to_bar(run, "2025-Q1")
        await to_entry(run, "the first nine months of the current year")
        await run.shows("├---------┤")


async def test_a_range_filters_everything_by_what_happened_in_it(bundled_index: Path) -> None:
    async with bundled(bundled_index, WIDE) as run:
        await to_bar(run, "2020")
        await run.press("v", "l")
        await run.shows("├-----┤ 2020..2021")
        await run.press("escape")
        assert not run.screen.timeline.brushing
        assert run.screen.trail.now.query == ""
        await run.press("v", "l", "enter")
        await run.until(lambda: run.screen.trail.now.query == "mentions:2021..2022", "the filter")
        await run.until(lambda: run.screen.found and len(run.screen.found.page.numbers) == 1, "one document")
        await run.until(lambda: bar(run) and not run.screen.timeline.brushing, "its timeline")
        timeline = run.screen.timeline
        await run.until(lambda: timeline._chronicle.within is not None, "within the range alone")
        await run.shows("4 Happened, years 2021–2022 only")
        assert timeline._chronicle.happened
        assert all(group.last.year >= 2021 and group.first.year <= 2022 for group in timeline._chronicle.happened)
        await run.press("p")  # when the documents were published, wherever that is
        await run.shows("4 Published, years 20")
        await run.press("p")
        await run.press("escape")
        await run.until(lambda: run.screen.found and len(run.screen.found.page.numbers) == 5, "all again")


async def test_by_publication_bars_entries_and_filter_are_those_of_documents(bundled_index: Path) -> None:
    async with bundled(bundled_index) as run:
        await to_bar(run, "2020")
        await run.press("p")
        await run.shows("4 Timeline · published")
        await run.shows("2020-09-28 published: Putin and Jeenbekov meet in Sochi · ")
        assert "Last year" not in run.text  # said in 2021, of 2020
        await run.press("enter")
        await run.until(lambda: run.screen.trail.now.query == "date:2020", "the filter")
        await run.press("p")
        await run.shows("4 Timeline · happened")


async def test_enter_on_an_entry_reads_its_sentence_and_t_comes_back(bundled_index: Path) -> None:
    async with bundled(bundled_index) as run:
        await to_bar(run, "2020")
        await to_entry(run, "Last year")
        await run.press("enter")
        await run.reads("Putin receives Japarov at Bocharov Ruchei")
        await run.until(lambda: LAST_YEAR in " ".join(run.text.split()), "the sentence")
        assert run.focus == "reader"
        await run.press("t")
        await run.until(lambda: run.focus == "timeline", "the timeline")
        await run.until(lambda: (bar(run), words(run)) == ("2020", "Last year"), "the entry again")


async def test_t_goes_to_the_day_of_a_document_and_to_the_date_by_a_hit(bundled_index: Path) -> None:
    async with bundled(bundled_index) as run:
        await run.press("1", "g")
        row = run.screen.documents.current
        while row is not None and not row.title.startswith("Putin and Jeenbekov"):
            await run.press("j")
            row = run.screen.documents.current
        await run.press("t")
        await run.until(lambda: bar(run) == "2020", "the year of the document")
        entry = run.screen.timeline.current
        assert entry is not None
        assert (entry.kind, entry.value) == ("published", "2020-09-28")
        await run.press("slash", *"pandemic", "enter", "2")
        await run.until(lambda: run.screen.reader.hit_position[0] == 0, "the hit")
        await run.press("t")
        await run.until(lambda: words(run).casefold() == "last year", "the date in its sentence")


async def test_t_in_a_text_goes_to_the_first_date_in_sight(bundled_index: Path) -> None:
    async with bundled(bundled_index) as run:
        await run.press("slash", *"title:Jeenbekov", "enter", "2")
        await run.reads("Putin and Jeenbekov meet in Sochi")
        await run.press("t")
        await run.until(lambda: words(run) == "September 28, 2020", "the first date")


async def test_why_correct_reject_and_undo(bundled_index: Path) -> None:
    async with bundled(bundled_index) as run:
        await to_bar(run, "2020")
        await to_entry(run, "Last year")
        await run.press("i")
        await run.until(lambda: isinstance(run.app.screen, DateCard), "the card")
        await run.until(lambda: "Words “Last year”" in " ".join(run_text(run).split()), "what it says")
        card = " ".join(run_text(run).split())
        assert "Means 2020, Wednesday 1 January 2020 to Thursday 31 December 2020" in card
        assert "counted from the document's date, 2021-05-24" in card
        assert "Rule " in card
        assert LAST_YEAR in card
        # a value that is no date is complained about, and nothing is kept
        await run.until(lambda: run.app.screen.focused is not None, "its focus")
        await run.press("c")
        await correcting(run, "perhaps")
        await run.until(lambda: "is not a date" in run_text(run), "the complaint")
        assert Notebook.open(bundled_collection()).all_dates() == ()
        await run.press("ctrl+u")
        await run.type("2019-05")
        await run.until(lambda: "Wednesday 1 May 2019" in run_text(run), "what it would mean")
        await run.press("enter")
        await run.until(lambda: "Corrected: “Last year” is 2019-05" in run_text(run), "the correction")
        await run.press("escape")
        await run.until(lambda: (bar(run), words(run)) == ("2019", "Last year"), "the entry in its new place")
        (kept,) = Notebook.open(bundled_collection()).all_dates()
        assert (kept.words, kept.was, kept.value) == ("Last year", "2020", "2019-05")
        assert data_folder(bundled_collection()).is_dir()
        await run.press("u")
        await run.until(lambda: (bar(run), words(run)) == ("2020", "Last year"), "the entry where it was")
        await run.press("r")
        await run.shows("Rejected: “Last year” is no date")
        await run.until(lambda: words(run) != "Last year" and run.screen.dated is not None, "the entry gone")
        await run.press("u")
        await run.until(lambda: words(run) == "Last year", "the entry back")
        assert Notebook.open(bundled_collection()).all_dates() == ()
        await run.press("u")
        await run.shows("Nothing was judged in this session")


async def test_a_card_takes_back_what_was_judged_another_day(bundled_index: Path) -> None:
    async with bundled(bundled_index) as run:
        await to_bar(run, "2020")
        await to_entry(run, "Last year")
        await run.press("c")
        await correcting(run, "2019")
        await run.until(lambda: "Corrected: " in run_text(run), "the correction")
    async with bundled(bundled_index) as run:
        await to_bar(run, "2019")
        await to_entry(run, "Last year")
        await run.press("i")
        await run.until(lambda: "By rule 2020" in " ".join(run_text(run).split()), "what was read by rule")
        await run.press("u")
        await run.until(lambda: "“Last year” is read by rule again" in run_text(run), "it is taken back")
        await run.press("u")
        await run.until(lambda: "No date that begins there has been judged" in run_text(run), "only once")
        await run.press("r")
        await run.until(lambda: "Means no date: you rejected it" in " ".join(run_text(run).split()), "rejected")
        await run.press("u", "escape")
        await run.until(lambda: Notebook.open(bundled_collection()).all_dates() == (), "taken back again")
        await run.until(lambda: (bar(run), words(run)) == ("2020", "Last year"), "the entry where it was")


async def test_a_judgement_shows_in_the_reader_and_in_a_filter_at_once(bundled_index: Path) -> None:
    async with bundled(bundled_index, WIDE) as run:
        await to_bar(run, "2020")
        await to_entry(run, "Last year")
        await run.press("enter")
        await run.reads("Putin receives Japarov at Bocharov Ruchei")
        document = run.screen.reader.document
        assert document is not None
        said = next(each for each in document.annotations if each.text == "Last year")
        await run.press("4", "c")
        await correcting(run, "1995")
        await run.until(lambda: said not in (run.screen.reader.document or document).annotations, "the reader")
        await run.press("escape")
        await run.until(lambda: bar(run) == "1995", "the timeline")
        await run.press("k", "enter")
        await run.until(lambda: run.screen.trail.now.query == "mentions:1995", "the filter")
        await run.until(lambda: run.screen.found and len(run.screen.found.page.numbers) == 1, "one document")
        await run.until(lambda: bar(run) == "1995", "its timeline")
        await run.press("u")
        await run.until(lambda: run.screen.found and not run.screen.found.page.complete, "nothing found any more")


async def test_an_edit_of_the_notebook_by_hand_shows_with_r(bundled_index: Path) -> None:
    async with bundled(bundled_index, WIDE) as run:
        await to_bar(run, "2020")
        await to_entry(run, "Last year")
        await run.press("c")
        await correcting(run, "1995")
        await run.until(lambda: "Corrected: " in run_text(run), "the correction")
        await run.press("escape")
        await run.until(lambda: bar(run) == "1995", "its place")
        await run.shows("*1995")
        file = notebook_file(bundled_collection())
        file.write_text(file.read_text(encoding="utf-8").replace("1995", "1996"), encoding="utf-8")
        run.screen.see_changes()  # what R ends with
        await run.until(lambda: run.screen.timeline._chronicle.bars[0].value == "1996", "the edit")
        broken = file.read_text(encoding="utf-8").replace("names:", "").rstrip() + "\n  - {path: a}\n"
        file.write_text(broken, encoding="utf-8")
        run.screen.see_changes()
        await run.shows("needs its 'document'")
        assert run.screen.timeline._chronicle.bars[0].value == "1996"
    async with bundled(bundled_index) as run:  # and at every start
        await run.shows("needs its 'document'")
        file.unlink()
        run.screen.see_changes()
        await run.shows("The notebook is whole again")


async def test_the_date_of_a_document_is_explained_not_corrected(bundled_index: Path) -> None:
    async with bundled(bundled_index) as run:
        await run.press("1", "t")
        await run.until(lambda: words(run).startswith("Putin tells Nomad TV"), "the document")
        await run.press("i")
        await run.until(lambda: "Read from front matter" in " ".join(run_text(run).split()), "its origin")
        await run.press("c")
        await run.until(lambda: "is metadata" in run_text(run), "where it is said")
        await run.press("enter")
        await run.until(lambda: run.focus == "reader", "the document in the reader")


async def test_what_has_no_place_is_listed_with_reasons(bundled_index: Path) -> None:
    async with bundled(bundled_index) as run:
        await run.press("j", "G")
        assert run.screen.timeline.current is None
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, UnplacedDates), "the list")
        await run.until(lambda: "the words name no day · " in run_text(run), "the reason")
        listed = cast("UnplacedDates", run.app.screen).list
        before = listed.row_count
        await run.until(lambda: listed.current in listed._contexts, "its sentence")
        await run.press("c")
        await correcting(run, "2021")
        await run.until(lambda: "Corrected: " in run_text(run), "the correction")
        await run.until(lambda: listed.row_count == before - 1, "one less")
        await run.press("escape")
        assert run.app.screen is cast("object", listed.screen)
        await run.press("u")
        await run.until(lambda: listed.row_count == before, "it is back")
        await run.press("r")
        await run.until(lambda: listed.row_count == before - 1, "one less again")
        await run.press("j", "enter")
        await run.until(lambda: run.focus == "reader", "the reader")
        await run.press("4", "w")
        await run.until(lambda: isinstance(run.app.screen, UnplacedDates), "the list, by its key")
        await run.press("escape")
        await run.until(lambda: run.app.screen is run.screen, "the timeline")


async def correcting(run: Run, value: str) -> None:
    """Put another value into the input of the card, and keep it."""
    await run.until(lambda: isinstance(run.app.screen.focused, ValueBox), "the input")
    await run.press("ctrl+u")
    await run.type(value)
    await run.press("enter")


def run_text(run: Run) -> str:
    """The topmost screen as text."""
    return "\n".join(strip.text for strip in run.app.screen._compositor.render_strips(run.app.size))


async def test_a_smaller_terminal_leaves_the_timeline_in_sight(bundled_index: Path) -> None:
    async with bundled(bundled_index, WIDE) as run:
        await run.pilot.resize_terminal(*NARROW)
        await run.until(lambda: run.screen.timeline.display and run.focus == "timeline", "the timeline over the reader")
        await run.shows("4 Timeline · happened")
