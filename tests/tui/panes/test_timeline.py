"""The timeline: bars, entries under them, zoom, ranges, the two ways of seeing it, sentences on demand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.models import Bar, Entries, Entry, Row
from tests.tui.panes.host import Host, lines
from tui.messages import (
    DateJudged,
    EntryChosen,
    GrainChanged,
    RangeChosen,
    SentencesWanted,
    UndoWanted,
    UnplacedWanted,
    WhyWanted,
)
from tui.panes.timeline import REST, Timeline
from tui.widgets.entry_lines import Context
from tui.widgets.grouping import Chronicle, Unplaced, by_days, by_documents, identity


def year(number: int, published: int, mentioned: int) -> Bar:
    return Bar(str(number), date(number, 1, 1), date(number, 12, 31), published, mentioned)


def entry(day: str, text: str, kind: str = "mentioned", number: int = 3, start: int = 10) -> Entry:
    start = 0 if kind == "published" else start
    return Entry(day, date.fromisoformat(day), date.fromisoformat(day), kind, text, start, start + len(text), number)


BARS = [year(2010, 1, 4), year(2020, 2, 30), year(2021, 9, 12)]
SPAN = Entry("2020/2021", date(2020, 1, 1), date(2021, 12, 31), "mentioned", "two years", 90, 99, 4)
ENTRIES = [
    entry("2010-05-24", "May 24, 2010"),
    SPAN,
    entry("2020-09-28", "September 28"),
    entry("2021-05-24", "Telephone conversation", "published"),
    entry("2021-06-01", "1 June", start=40),
]


def chronicle(
    bars: Sequence[Bar] = BARS,
    entries: Sequence[Entry] = ENTRIES,
    grain: str = "year",
    *,
    unplaced: Unplaced | None = None,
    covered: Sequence[date] | None = None,
) -> Chronicle:
    columns = Entries.of(entries)
    return Chronicle(bars, by_days(columns), by_documents(columns), grain, covered, unplaced or Unplaced())


class Asking(Host):
    """Answers requests for sentences as the screen does."""

    def on_sentences_wanted(self, message: SentencesWanted) -> None:
        row = Row("d", "d.txt", "A talk", "2021-05-24")
        self.timeline.supply(
            [(entry, Context(f"They met on {entry.text} in Sochi.", row)) for entry in message.entries]
        )

    @property
    def timeline(self) -> Timeline:
        assert isinstance(self.pane, Timeline)
        return self.pane


async def test_bars_and_their_entries() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(66, 10)) as pilot:
        app.timeline.show(chronicle(unplaced=Unplaced(7, 20, 1)))
        await pilot.pause()
        shown = lines(app.timeline)
        assert shown[0] == "▸4 Timeline · happened · years 2010–2021 · 7 unresolved"
        assert shown[1].startswith("published")
        assert shown[2].startswith("mentioned")
        assert "╌" in shown[2]
        assert "▲ 2021: 9 published, 12 mentioned" in shown[3]
        assert shown[4] == "  2021-05-24 published: Telephone conversation"
        assert shown[5] == "  2021-06-01 They met on 1 June in Sochi."
        assert shown[6].split() == ["2020–2021", "They", "met", "on", "two", "years", "in", "Sochi."]
        assert shown[7] == "  7 dates without a place, 1 document without a date, 20 vague wo…"
        words = [s.text for s in app.timeline.render_line(5) if s.style and s.style.underline]
        assert words == ["1 June"]
        await pilot.press("h")
        assert app.timeline.selected == BARS[1]
        assert "▲ 2020: 2 published, 30 mentioned" in lines(app.timeline)[3]
        await pilot.pause(REST * 2)
        assert "September 28" in "\n".join(lines(app.timeline))
        assert "1 June" not in "\n".join(lines(app.timeline))
        await pilot.press("left", "left", "left")
        assert app.timeline.selected == BARS[0]
        await pilot.press("G")
        assert app.timeline.selected == BARS[2]


async def test_silence_of_the_collection_is_drawn_and_said() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(80, 10)) as pilot:
        bars = [year(2010, 1, 4), year(2011, 0, 2), year(2012, 0, 2)]
        app.timeline.show(chronicle(bars, covered=[date(2010, 1, 1), date(2012, 1, 1)]))
        await pilot.pause()
        assert lines(app.timeline)[1].split() == ["published", "███", "·"]
        await pilot.press("l")
        assert "▲ 2011: collection silent, 2 mentioned" in lines(app.timeline)[3]
        await pilot.press("l")
        assert "▲ 2012: 0 published, 2 mentioned" in lines(app.timeline)[3]


async def test_an_entry_is_marked_on_the_axis_a_span_as_a_span() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(100, 10)) as pilot:
        app.timeline.show(chronicle([year(2019, 1, 1), *BARS[1:]]))
        await pilot.press("j", "j", "j")
        assert app.timeline.current == SPAN
        await pilot.pause(REST * 2)
        pointer = lines(app.timeline)[3]
        assert pointer.strip() == "├-----┤ 2020–2021 · A talk (2021-05-24)"
        assert pointer.index("├") == lines(app.timeline)[1].index("▂")
        await pilot.press("k")
        await pilot.pause(REST * 2)
        assert lines(app.timeline)[3].strip() == "▲ 2021-06-01 · A talk (2021-05-24)"
        assert lines(app.timeline)[5].rstrip().endswith("A talk")


async def test_bars_out_of_sight_follow_when_the_pointer_rests() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(60, 10)) as pilot:
        app.timeline.show(chronicle([year(1900 + i, 200 - i, 1) for i in range(120)], []))
        drawn = lines(app.timeline)[1]
        for _ in range(60):
            app.timeline.action_later()
        assert lines(app.timeline)[1] == drawn
        assert lines(app.timeline)[3].endswith("1960: 140 published, 1 mentioned ▲")
        await pilot.pause(REST * 2)
        assert lines(app.timeline)[1] != drawn
        assert "1960: " in lines(app.timeline)[3]


async def test_into_the_entries_and_back() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(80, 10)) as pilot:
        app.timeline.show(chronicle(unplaced=Unplaced(1)))
        await pilot.pause()
        await pilot.press("down")
        assert app.timeline.current == ENTRIES[3]
        await pilot.press("j", "enter")
        await pilot.pause()
        chosen = app.last(EntryChosen)
        assert chosen is not None
        assert chosen.entry == ENTRIES[4]
        await pilot.press("G")
        assert app.timeline.cursor == app.timeline.row_count - 1
        await pilot.press("enter")
        await pilot.pause()
        assert app.last(UnplacedWanted) is not None
        await pilot.press("g", "k")
        assert not app.timeline.in_entries
        await pilot.press("enter")
        await pilot.pause()
        ranged = app.last(RangeChosen)
        assert ranged is not None
        assert (ranged.field, ranged.value, ranged.first, ranged.last) == (
            "mentions",
            "2021",
            date(2021, 1, 1),
            date(2021, 12, 31),
        )
        # from a bar just reached, down goes into the entries of that bar, without waiting
        await pilot.press("h", "j")
        assert app.timeline.current == ENTRIES[2]


async def test_entries_of_the_same_days_stand_together_and_fold() -> None:
    app = Asking(Timeline())
    same = [entry("2021-05-24", f"word{i}", number=max(i - 1, 0), start=i) for i in range(4)]
    many = [entry("2021-06-01", f"more{i}", number=i, start=i) for i in range(30)]
    async with app.run_test(size=(60, 18)) as pilot:
        app.timeline.show(chronicle([year(2021, 0, 34)], same + many))
        await pilot.pause()
        shown = [text.strip() for text in lines(app.timeline)]
        assert shown[6] == "-2021-05-24 3 documents, 4 times"
        assert shown[7:11] == [f"They met on word{i} in Sochi." for i in range(4)]
        assert shown[11] == "+2021-06-01 30 documents: They met on more0 in Sochi."
        await pilot.press("j", "enter")
        shown = [text.strip() for text in lines(app.timeline)]
        assert shown[6].strip("▸ ").startswith("+2021-05-24 3 documents, 4 times: ")
        assert shown[7].startswith("+2021-06-01")
        await pilot.press("j", "enter", "G")
        await pilot.pause()
        assert app.timeline.current == many[-1]
        assert "They met on more29 in Sochi." in lines(app.timeline)[-1]
        # what was folded stays so when the numbers change
        app.timeline.show(chronicle([year(2021, 1, 34)], same + many))
        assert app.timeline.current == many[-1]
        assert app.timeline.row_count == 1 + 1 + 30


async def test_new_numbers_leave_the_cursor_on_its_entry() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(80, 10)) as pilot:
        app.timeline.show(chronicle())
        await pilot.press("j", "j")
        assert app.timeline.current == ENTRIES[4]
        earlier = entry("2021-02-01", "1 February", start=20)
        app.timeline.show(chronicle([*BARS, year(2022, 1, 1)], [*ENTRIES[:3], earlier, *ENTRIES[3:]]))
        assert app.timeline.current == ENTRIES[4]
        # an entry that has gone leaves the cursor where it was
        app.timeline.show(chronicle(BARS, ENTRIES[:4]))
        assert app.timeline.current == SPAN
        app.timeline.show(chronicle(BARS, []))
        assert not app.timeline.in_entries


async def test_a_corrected_entry_keeps_the_cursor_in_its_new_place() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(80, 10)) as pilot:
        app.timeline.show(chronicle())
        await pilot.press("j", "j")
        moved = entry("2010-03-01", "1 June", start=40)
        app.timeline.centre(date(2010, 3, 1), identity(moved), coming=True)
        app.timeline.show(chronicle(BARS, [moved, *ENTRIES[:4]]))
        assert app.timeline.selected == BARS[0]
        assert app.timeline.current == moved


async def test_by_publication_entries_stand_under_their_document() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(80, 12)) as pilot:
        app.timeline.show(chronicle([year(2010, 0, 4), year(2020, 0, 30), year(2021, 9, 12)]))
        await pilot.press("p")
        shown = [text.strip() for text in lines(app.timeline)]
        assert shown[0].startswith("▸4 Timeline · published")
        assert shown[6] == "-2021-05-24 published: Telephone conversation · 3 dates"
        assert [text.split()[0] for text in shown[7:10]] == ["2010-05-24", "2020-09-28", "2021-06-01"]
        assert app.timeline.flip == "published"
        await pilot.press("h")
        assert app.timeline.selected is not None
        assert app.timeline.selected.value == "2021"  # no document was published in the others
        await pilot.press("enter")
        await pilot.pause()
        ranged = app.last(RangeChosen)
        assert ranged is not None
        assert (ranged.field, ranged.value) == ("date", "2021")
        # flipping keeps the entry under the cursor where both ways show it
        await pilot.press("j", "j", "j", "j", "p")
        assert app.timeline.current == ENTRIES[4]


async def test_a_range_is_brushed_and_filters() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(80, 12)) as pilot:
        app.timeline.show(chronicle())
        await pilot.press("v", "h", "h")
        assert app.timeline.brushing
        pointer = lines(app.timeline)[5]
        assert pointer.strip().startswith("├")
        assert "2010..2021" in pointer
        await pilot.pause(REST * 2)
        assert app.timeline.row_count == len(ENTRIES)
        await pilot.press("enter")
        await pilot.pause()
        ranged = app.last(RangeChosen)
        assert ranged is not None
        assert (ranged.field, ranged.value, ranged.first, ranged.last) == (
            "mentions",
            "2010..2021",
            date(2010, 1, 1),
            date(2021, 12, 31),
        )
        assert app.timeline.end_range()
        assert not app.timeline.end_range()
        assert "▲ 2010" in lines(app.timeline)[5]
        await pilot.press("v", "l", "v")
        assert not app.timeline.brushing


async def test_zoom_keeps_the_place() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(80, 10)) as pilot:
        app.timeline.show(chronicle())
        await pilot.press("z")
        await pilot.pause()
        zoomed = app.last(GrainChanged)
        assert zoomed is not None
        assert zoomed.grain == "quarter"
        quarters = [
            Bar("2020-Q3", date(2020, 7, 1), date(2020, 9, 30), 0, 1),
            Bar("2021-Q2", date(2021, 4, 1), date(2021, 6, 30), 1, 1),
            Bar("2022-Q1", date(2022, 1, 1), date(2022, 3, 31), 0, 1),
        ]
        app.timeline.show(chronicle(quarters, grain="quarter"))
        assert app.timeline.selected == quarters[1]  # the first with something in it
        await pilot.press("l", "h", "j", "j", "plus")
        await pilot.pause()
        zoomed = app.last(GrainChanged)
        assert zoomed is not None
        assert zoomed.grain == "month"
        months = [
            Bar("2021-05", date(2021, 5, 1), date(2021, 5, 31), 1, 0),
            Bar("2021-06", date(2021, 6, 1), date(2021, 6, 30), 0, 1),
        ]
        app.timeline.show(chronicle(months, grain="month"))
        assert app.timeline.selected == months[1]  # that of the entry under the cursor
        assert app.timeline.current == ENTRIES[4]
        app.posted.clear()
        days = [Bar("2021-06-01", date(2021, 6, 1), date(2021, 6, 1), 0, 1)]
        app.timeline.show(chronicle(days, grain="day"))
        await pilot.press("z")
        await pilot.pause()
        assert app.last(GrainChanged) is None
        await pilot.press("Z")
        await pilot.pause()
        zoomed = app.last(GrainChanged)
        assert zoomed is not None
        assert zoomed.grain == "month"
        app.timeline.show(chronicle())
        assert app.timeline.selected == BARS[2]
        decades = [Bar("202X", date(2020, 1, 1), date(2029, 12, 31), 1, 0)]
        app.timeline.show(chronicle(decades, grain="decade"))
        await pilot.press("g", "k", "enter")
        await pilot.pause()
        ranged = app.last(RangeChosen)
        assert ranged is not None
        assert ranged.value == "2020..2029"
        app.posted.clear()
        await pilot.press("Z")
        assert app.last(GrainChanged) is None


async def test_going_to_a_date() -> None:
    app = Asking(Timeline())
    many = [entry("2010-05-24", f"word{i}", number=i, start=i) for i in range(20)]
    async with app.run_test(size=(80, 10)):
        app.timeline.centre(date(2010, 5, 24), identity(many[7]), coming=True)
        app.timeline.show(chronicle(BARS, [*many, *ENTRIES[1:]]))
        assert app.timeline.selected == BARS[0]
        assert app.timeline.current == many[7]  # its group was folded
        app.timeline.centre(date(2015, 1, 1))
        assert app.timeline.selected == BARS[1]
        app.timeline.centre(date(2021, 6, 1), (99, 99, "mentioned"))
        assert app.timeline.selected == BARS[2]
        assert not app.timeline.in_entries


async def test_judging_is_asked_for_by_keys_on_an_entry_only() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(80, 10)) as pilot:
        app.timeline.show(chronicle())
        await pilot.press("i", "c", "r")
        await pilot.pause()
        assert (app.last(WhyWanted), app.last(DateJudged)) == (None, None)
        await pilot.press("j", "j", "i")
        await pilot.pause()
        why = app.last(WhyWanted)
        assert why is not None
        assert (why.entry, why.correct) == (ENTRIES[4], False)
        await pilot.press("c", "r", "u")
        await pilot.pause()
        why, judged = app.last(WhyWanted), app.last(DateJudged)
        assert why is not None
        assert why.correct
        assert judged is not None
        assert judged.entry == ENTRIES[4]
        assert app.last(UndoWanted) is not None
        await pilot.press("k", "k", "p", "j", "i")  # on the line of a document
        await pilot.pause()
        why = app.last(WhyWanted)
        assert why is not None
        assert why.entry == ENTRIES[3]


async def test_sentences_only_for_what_is_on_screen() -> None:
    app = Asking(Timeline())
    many = [entry("2021-05-24", f"word{i}", start=i) for i in range(100_000)]
    async with app.run_test(size=(60, 12)) as pilot:
        app.timeline.show(chronicle([year(2021, 0, len(many))], many))
        await pilot.pause()
        wanted = [e for message in app.posted if isinstance(message, SentencesWanted) for e in message.entries]
        assert 0 < len(wanted) <= 24
        await pilot.press("j", "G")
        await pilot.pause()
        assert app.timeline.current == many[-1]
        assert "They met on word99999 in Sochi." in lines(app.timeline)[-1]


async def test_nothing_and_every_size() -> None:
    app = Asking(Timeline())
    every = ["h", "l", "j", "k", "enter", "z", "Z", "g", "G", "space", "b", "v", "p", "i", "c", "r", "u", "w", "v"]
    async with app.run_test(size=(80, 10)) as pilot:
        app.timeline.show(chronicle([], []))
        await pilot.press(*every)
        assert "No dates" in lines(app.timeline)[1]
        app.timeline.show(chronicle([], ENTRIES, "day"))
        assert "No dates as exact as that" in lines(app.timeline)[1]
        app.timeline.show(chronicle([], [], unplaced=Unplaced(2)))
        await pilot.press(*every)
        assert "2 dates without a place: Enter says why" in lines(app.timeline)[1]
        centuries = Entry("19", date(1900, 1, 1), date(1999, 12, 31), "mentioned", "the 20th century", 7, 9, 3)
        bars = [year(1900 + i, i % 7, i) for i in range(122)]
        app.timeline.show(chronicle(bars, [centuries, *ENTRIES], unplaced=Unplaced(2, 3, 4)))
        for size in ((24, 5), (120, 40), (8, 3), (3, 1), (40, 12)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            moves = "later earlier range first down up last range first down down flip flip up up up zoom_in"
            for action in moves.split():
                getattr(app.timeline, f"action_{action}")()
                assert all(app.timeline.render_line(y).cell_length == size[0] for y in range(size[1])), action


async def test_a_low_pane_shows_what_is_chosen_rather_than_bars() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(24, 4)) as pilot:
        app.timeline.show(chronicle())
        await pilot.press("j", "j")
        await pilot.pause(REST * 2)
        assert lines(app.timeline)[:2] == ["▸4 Happened, years 2010–", "2021-06-01 ·… ▲"]
        assert any(row.startswith("▸ 2021-06-01") for row in lines(app.timeline)[2:])
        await pilot.press("p")
        assert lines(app.timeline)[0].startswith("▸4 Published, years 20")
        await pilot.resize_terminal(24, 2)
        await pilot.pause()
        assert lines(app.timeline)[1].startswith("▸")


async def test_mouse() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(80, 10)) as pilot:
        app.timeline.show(chronicle())
        await pilot.pause()
        column = lines(app.timeline)[2].index("█")
        await pilot.click(Timeline, offset=(column, 2))
        assert app.timeline.selected == BARS[1]
        await pilot.click(Timeline, offset=(column, 2))
        await pilot.pause(REST * 2)
        ranged = app.last(RangeChosen)
        assert ranged is not None
        assert ranged.value == "2020"
        await pilot.click(Timeline, offset=(20, 4))
        assert app.timeline.current == ENTRIES[2]
        assert app.last(EntryChosen) is None
        await pilot.click(Timeline, offset=(20, 4))
        chosen = app.last(EntryChosen)
        assert chosen is not None
        assert chosen.entry == ENTRIES[2]


async def test_until_somebody_is_there_the_step_with_most_documents_is_selected() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(66, 10)) as pilot:
        timeline = Timeline(id="aside")  # nobody goes there
        await app.mount(timeline)
        timeline.show(chronicle([year(2010, 5, 1), year(2011, 1, 1)]))
        timeline.show(chronicle([year(2010, 1, 1), year(2011, 7, 1)]))
        assert timeline.selected == year(2011, 7, 1)
        timeline.focus()
        await pilot.pause()
        timeline.show(chronicle([year(2010, 9, 1), year(2011, 7, 1)]))
        assert timeline.selected == year(2011, 7, 1)
