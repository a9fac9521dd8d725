"""Lines of entries: days in short, sentences cut around the words."""

from __future__ import annotations

from datetime import date

import pytest

from index.models import Entry, Row
from tui.widgets.cells import width
from tui.widgets.entry_lines import Context, around, days, entry_line, unplaced_line
from tui.widgets.grouping import Unplaced
from tui.widgets.ink import line

SENTENCE = "They agreed on a long list of further things, and on 1 June the 会議 of the commission meets in Sochi."


@pytest.mark.parametrize("room", [0, 1, 8, 20, 30, 60, 200])
@pytest.mark.parametrize("words", ["1 June", "absent", "会議", "They", "Sochi."])
def test_a_sentence_is_cut_around_its_words(room: int, words: str) -> None:
    pieces = around(words, SENTENCE, room)
    shown = "".join(text for text, _ in pieces)
    assert width(shown) <= room
    if room >= 30 and words in SENTENCE:
        assert words in [text for text, style in pieces if style]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("PAST_REF", "past"),
        ("PRESENT_REF", "now"),
        ("FUTURE_REF", "future"),
        ("PT3H", "PT3H"),
        ("XXXX-11-27T14:15", "XXXX-11-27"),
        ("2025-01/2025-09", "2025-01–09"),
        ("2025-01-02/2025-01-09", "2025-01-02–09"),
        ("2020/2021", "2020–2021"),
        ("2020-12/2021-01", "2020-12–2021-01"),
        ("2021-05-24", "2021-05-24"),
        ("2021-05-24T14:15", "2021-05-24"),
        ("2021-05-24T14:15/2021-05-24T16", "2021-05-24"),
        ("TNI", "TNI"),
        ("2019/", "2019–"),
        ("2021-05/2021W05", "2021-05–2021W05"),
    ],
)
def test_ranges_are_shown_short(value: str, shown: str) -> None:
    assert days(value) == shown


@pytest.mark.parametrize("cells", [1, 5, 24, 40, 80, 120])
def test_what_stands_behind_the_days_does_not_change_with_the_cursor(cells: int) -> None:
    entry = Entry("2021", date(2021, 1, 1), date(2021, 12, 31), "mentioned", "1 June", 53, 59, 3)
    context = Context(SENTENCE, Row("d", "d.txt", "Commission, and what it agreed on", "2021-06-02"))
    lines = [line(entry_line(entry, context, cells, mark=mark, style=None), cells).text for mark in " ▸"]
    assert lines[0][1:] == lines[1][1:]
    assert ("Commission, and" in lines[0]) == (cells >= 80)


@pytest.mark.parametrize("cells", [3, 20, 60, 90])
def test_what_has_no_place_is_counted(cells: int) -> None:
    text = unplaced_line(Unplaced(1, 1298, 2), cells)
    assert len(text) <= cells
    assert text[:6] == "1 date"[:cells][: len(text[:6])] or cells < 6
    whole = unplaced_line(Unplaced(1, 1298, 2), 200)
    assert whole == "1 date without a place, 2 documents without a date, 1,298 vague words: Enter says why"


def test_what_the_user_corrected_is_marked() -> None:
    entry = Entry("2019", date(2019, 1, 1), date(2019, 12, 31), "mentioned", "last year", 0, 9, 1, True, "you")
    shown = "".join(text for text, _ in entry_line(entry, None, 60, mark=" ", style=None))
    assert shown.startswith(" *2019")
