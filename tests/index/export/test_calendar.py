"""iCalendar, read back by a library that knows the standard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.export.calendar_events import folded
from tests.index.export.sample import ROW, item, published, written


def events(text: str) -> list[icalendar.Component]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def text(component: icalendar.Component, name: str) -> str:
    """A property as the text it says."""
    return str(component[name])


def test_an_entry_is_an_all_day_event_whose_end_is_the_day_after() -> None:
    year, day = events(written("ics", item(), published()))
    assert (year.decoded("dtstart"), year.decoded("dtend")) == (date(2020, 1, 1), date(2021, 1, 1))
    assert (day.decoded("dtstart"), day.decoded("dtend")) == (date(2021, 5, 24), date(2021, 5, 25))
    assert text(year, "summary") == "Trade grew last year."
    assert "“last year”: 2020" in text(year, "description")
    assert "Talks in Sochi, Kremlin, 2021-05-24\ntalks/2021.md" in text(year, "description")
    assert year.decoded("dtstamp").tzinfo is not None
    assert not year.errors


def test_it_is_a_calendar_with_its_name() -> None:
    said = written("ics", item(), title="Talks, and; more\\")
    calendar = icalendar.Calendar.from_ical(said)
    assert text(calendar, "version") == "2.0"
    assert "\r\nNAME:Talks\\, and\\; more\\\\\r\n" in said  # the library leaves these two as they stand
    assert text(calendar, "name") == text(calendar, "x-wr-calname") == "Talks\\, and\\; more\\\\"
    assert text(calendar, "prodid")
    assert icalendar.Calendar.from_ical(written("ics")).walk("VEVENT") == []


def test_an_event_keeps_its_uid_when_it_is_read_otherwise() -> None:
    first, second = (text(events(written("ics", item(value=value)))[0], "uid") for value in ("2020", "2019"))
    assert first == second
    assert len({text(event, "uid") for event in events(written("ics", item(), published()))}) == 2


@pytest.mark.parametrize("value", ["0001-01-01", "0987-05", "9999-12-31"])
def test_the_calendars_ends(value: str) -> None:
    (event,) = events(written("ics", item(value=value)))
    assert event.decoded("dtstart").isoformat().startswith(value[:4])


def test_lines_end_with_cr_lf_and_have_at_most_75_octets() -> None:
    text = written("ics", item(before="Товарооборот вырос на 13,6 %, " * 20), title="ы" * 200)
    assert text.endswith("END:VCALENDAR\r\n")
    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert max(map(len, lines)) > 70
    assert b"\n" not in text.encode().replace(b"\r\n", b"")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=300))
def test_folding_is_undone_by_unfolding(line: str) -> None:
    lines = folded(line).encode().split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(each) <= 75 for each in lines)
    assert all(each.startswith(b" ") for each in lines[1:])
    assert (lines[0] + b"".join(each[1:] for each in lines[1:])).decode() == line


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120),
    st.text(st.sampled_from("\\;,:\n\"^'nN E"), max_size=40),
)
def test_any_text_comes_back(before: str, title: str) -> None:
    (event,) = events(written("ics", item(before=before, row=replace(ROW, title=title, publisher=""))))
    assert text(event, "summary").split() == (before + "last year.").split()
    if title:
        assert f"\n{title}, 2021-05-24\n" in text(event, "description")


def test_a_document_cannot_end_its_event() -> None:
    evil = "x\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:PROCEDURE\r\n\x1b[2J"
    text = written("ics", item(before=evil, row=replace(ROW, title=evil, path=evil)), title=evil)
    assert len(events(text)) == 1
    assert icalendar.Calendar.from_ical(text).walk("VALARM") == []
    assert "\x1b" not in text
