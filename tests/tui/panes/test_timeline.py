"""The timeline: bars, entries under them, zoom, filters, sentences on demand."""

from __future__ import annotations

from datetime import date

import pytest

from index.models import Bar, Entry
from tests.tui.panes.host import Host, lines
from tui.messages import EntryChosen, GrainChanged, RangeChosen, SentencesWanted
from tui.panes.timeline import REST, Timeline, _around, _days
from tui.widgets.cells import width


def year(number: int, published: int, mentioned: int) -> Bar:
    return Bar(str(number), date(number, 1, 1), date(number, 12, 31), published, mentioned)


def entry(day: str, text: str, kind: str = "mentioned") -> Entry:
    return Entry(day, date.fromisoformat(day), date.fromisoformat(day), kind, text, 10, 10 + len(text), 3)


BARS = [year(2010, 1, 4), year(2020, 2, 30), year(2021, 9, 12)]
ENTRIES = [
    entry("2010-05-24", "May 24, 2010"),
    entry("2020-09-28", "September 28"),
    Entry("2020/2021", date(2020, 1, 1), date(2021, 12, 31), "mentioned", "two years", 0, 9, 4),
    entry("2021-05-24", "Telephone conversation", "published"),
    entry("2021-06-01", "1 June"),
]


class Asking(Host):
    """Answers requests for sentences as the screen does."""

    def on_sentences_wanted(self, message: SentencesWanted) -> None:
        self.timeline.supply([(entry, f"They met on {entry.text} in Sochi.") for entry in message.entries])

    @property
    def timeline(self) -> Timeline:
        assert isinstance(self.pane, Timeline)
        return self.pane


async def test_bars_and_their_entries() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(80, 10)) as pilot:
        app.timeline.show(BARS, ENTRIES, grain="year", unresolved=7)
        await pilot.pause()
        shown = lines(app.timeline)
        assert shown[0] == "▸4 Timeline · years 2010–2021 · 7 unresolved"
        assert shown[1].startswith("published")
        assert shown[2].startswith("mentioned")
        assert "⋯" in shown[2]
        assert "▲ 2021: 9 published, 12 mentioned" in shown[3]
        assert shown[4].split() == ["2020/2021", "They", "met", "on", "two", "years", "in", "Sochi."]
        assert shown[5] == "  2021-05-24 published: Telephone conversation"
        assert shown[6] == "  2021-06-01 They met on 1 June in Sochi."
        words = [s.text for s in app.timeline.render_line(6) if s.style and s.style.underline]
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


async def test_into_the_entries_and_back() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(80, 10)) as pilot:
        app.timeline.show(BARS, ENTRIES, grain="year")
        await pilot.pause()
        await pilot.press("down")
        assert app.timeline.current == ENTRIES[2]
        await pilot.press("j", "enter")
        await pilot.pause()
        chosen = app.last(EntryChosen)
        assert chosen is not None
        assert chosen.entry == ENTRIES[3]
        await pilot.press("k", "k")
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
        assert app.timeline.current == ENTRIES[1]


async def test_new_numbers_leave_the_cursor_on_its_entry() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(80, 10)) as pilot:
        app.timeline.show(BARS, ENTRIES, grain="year")
        await pilot.press("j", "j")
        assert app.timeline.current == ENTRIES[3]
        earlier = entry("2021-02-01", "1 February")
        app.timeline.show([*BARS, year(2022, 1, 1)], [*ENTRIES[:2], earlier, *ENTRIES[2:]], grain="year")
        assert app.timeline.current == ENTRIES[3]
        app.timeline.show(BARS, ENTRIES[:3], grain="year")
        assert not app.timeline.in_entries


async def test_flip_changes_what_enter_filters_by() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(80, 10)) as pilot:
        app.timeline.show(BARS, ENTRIES, grain="year")
        await pilot.press("p", "enter")
        await pilot.pause()
        ranged = app.last(RangeChosen)
        assert ranged is not None
        assert ranged.field == "date"
        assert app.timeline.flip == "published"


async def test_zoom() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(80, 10)) as pilot:
        app.timeline.show(BARS, ENTRIES, grain="year")
        await pilot.press("z")
        await pilot.pause()
        zoomed = app.last(GrainChanged)
        assert zoomed is not None
        assert (zoomed.grain, zoomed.within) == ("month", (date(2021, 1, 1), date(2021, 12, 31)))
        months = [
            Bar("2021-05", date(2021, 5, 1), date(2021, 5, 31), 1, 0),
            Bar("2021-06", date(2021, 6, 1), date(2021, 6, 30), 0, 1),
        ]
        app.timeline.show(months, ENTRIES[2:], grain="month")
        await pilot.press("plus")
        await pilot.pause()
        zoomed = app.last(GrainChanged)
        assert zoomed is not None
        assert (zoomed.grain, zoomed.within) == ("day", (date(2021, 5, 1), date(2021, 5, 31)))
        days = [Bar("2021-05-24", date(2021, 5, 24), date(2021, 5, 24), 1, 0)]
        app.timeline.show(days, ENTRIES[3:4], grain="day")
        assert app.timeline.selected == days[0]
        app.posted.clear()
        await pilot.press("z")
        await pilot.pause()
        assert app.last(GrainChanged) is None
        await pilot.press("Z")
        await pilot.pause()
        zoomed = app.last(GrainChanged)
        assert zoomed is not None
        assert (zoomed.grain, zoomed.within) == ("month", (date(2021, 1, 1), date(2021, 12, 31)))
        app.timeline.show(BARS, ENTRIES, grain="year")
        assert app.timeline.selected == BARS[2]
        await pilot.press("Z")
        await pilot.pause()
        decade = [Bar("202X", date(2020, 1, 1), date(2029, 12, 31), 1, 0)]
        app.timeline.show(decade, ENTRIES, grain="decade")
        await pilot.press("enter")
        await pilot.pause()
        ranged = app.last(RangeChosen)
        assert ranged is not None
        assert ranged.value == "2020..2029"


async def test_sentences_only_for_what_is_on_screen() -> None:
    app = Asking(Timeline())
    many = [entry("2021-05-24", f"word{i}") for i in range(5000)]
    async with app.run_test(size=(60, 12)) as pilot:
        app.timeline.show([year(2021, 0, 5000)], many, grain="year")
        await pilot.pause()
        wanted = [e for message in app.posted if isinstance(message, SentencesWanted) for e in message.entries]
        assert 0 < len(wanted) <= 12
        await pilot.press("j", "G")
        await pilot.pause()
        assert app.timeline.current == many[-1]
        assert "They met on word4999 in Sochi." in lines(app.timeline)[-1]


async def test_nothing_and_every_size() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(80, 10)) as pilot:
        app.timeline.show([], [], grain="year")
        await pilot.press("h", "l", "j", "k", "enter", "z", "Z", "g", "G", "space")
        assert "No dates" in lines(app.timeline)[1]
        app.timeline.show([year(1900 + i, i % 7, i) for i in range(120)], ENTRIES, grain="year")
        for size in ((24, 5), (120, 40), (8, 3), (3, 1), (40, 12)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            for key in ("l", "h", "G", "g", "j", "k"):
                await pilot.press(key)
            assert all(app.timeline.render_line(y).cell_length == size[0] for y in range(size[1]))


async def test_mouse() -> None:
    app = Asking(Timeline())
    async with app.run_test(size=(80, 10)) as pilot:
        app.timeline.show(BARS, ENTRIES, grain="year")
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
        assert app.timeline.current == ENTRIES[1]
        assert app.last(EntryChosen) is None
        await pilot.click(Timeline, offset=(20, 4))
        chosen = app.last(EntryChosen)
        assert chosen is not None
        assert chosen.entry == ENTRIES[1]


@pytest.mark.parametrize("room", [0, 1, 8, 20, 30, 60, 200])
@pytest.mark.parametrize("words", ["1 June", "absent", "会議", "They", "Sochi."])
def test_a_sentence_is_cut_around_its_words(room: int, words: str) -> None:
    sentence = "They agreed on a long list of further things, and on 1 June the 会議 of the commission meets in Sochi."
    pieces = _around(words, sentence, room)
    shown = "".join(text for text, _ in pieces)
    assert width(shown) <= room
    if room >= 30 and words in sentence:
        assert words in [text for text, style in pieces if style]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2025-01/2025-09", "2025-01/09"),
        ("2025-01-02/2025-01-09", "2025-01-02/09"),
        ("2020/2021", "2020/2021"),
        ("2020-12/2021-01", "2020-12/2021-01"),
        ("2021-05-24", "2021-05-24"),
        ("2021-05/2021W05", "2021-05/2021W05"),
    ],
)
def test_ranges_are_shown_short(value: str, shown: str) -> None:
    assert _days(value) == shown
