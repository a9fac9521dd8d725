"""Bars and entries of the timeline."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from index.library.chronology import (
    MOST_STEPS,
    bars,
    coverage,
    days_of,
    entry_bars,
    entry_order,
    mentioned_entry,
    number,
    published_days,
    published_entry,
    step,
    touched,
    undated_entry,
    unplaced_entry,
)
from index.models import Annotation, Kind, Row
from index.timex import interval


def said(value: str, basis: str = "text") -> Annotation:
    days = interval(value)
    return Annotation(Kind.DATE, 0, 4, "then", value, days[0] if days else None, days[1] if days else None, basis=basis)


@pytest.mark.parametrize(
    ("grain", "value"),
    [("decade", "202X"), ("year", "2021"), ("quarter", "2021-Q2"), ("month", "2021-05"), ("day", "2021-05-24")],
)
def test_a_step_holds_its_day(grain: str, value: str) -> None:
    assert step(date(2021, 5, 24), grain) == value
    days = interval(value)
    assert days is not None
    assert days[0] <= date(2021, 5, 24) <= days[1]


@pytest.mark.parametrize("grain", MOST_STEPS)
def test_steps_that_follow_each_other_have_numbers_that_do(grain: str) -> None:
    day = date(2019, 11, 30)
    for _ in range(800):
        at = number(day, grain)
        first, last = days_of(at, grain)
        assert first <= day <= last
        assert step(first, grain) == step(day, grain)
        assert interval(step(day, grain)) == (first, last)
        day += timedelta(1)
        assert number(day, grain) - at == (day > last)


@pytest.mark.parametrize("grain", MOST_STEPS)
@pytest.mark.parametrize("day", [date.min, date.max])
def test_steps_end_with_the_calendar(grain: str, day: date) -> None:
    first, last = days_of(number(day, grain), grain)
    assert first <= day <= last
    assert touched((day, day), grain) == range(number(day, grain), number(day, grain) + 1)


def test_bars_count_published_and_mentioned_apart() -> None:
    rows = [Row("a", "a.txt", "A", "2021-05-24"), Row("b", "b.txt", "B", None), Row("c", "c.txt", "C", "XXXX-11-27")]
    found = bars(published_days(rows), [said("2021-Q1"), said("2020"), said("P3M"), said("2021-05-24")], "year")
    assert [(bar.value, bar.published, bar.mentioned) for bar in found] == [("2020", 0, 1), ("2021", 1, 2)]


def test_a_span_counts_in_every_step_it_touches() -> None:
    found = bars({}, [said("2011/2013")], "year")
    assert [(bar.value, bar.mentioned) for bar in found] == [("2011", 1), ("2012", 1), ("2013", 1)]


def test_a_span_too_wide_for_the_grain_is_left_out() -> None:
    assert bars({}, [said("19")], "year") == []
    assert [bar.value for bar in bars({}, [said("19")], "decade")][:2] == ["190X", "191X"]


@pytest.mark.parametrize(("value", "grain"), [("2021", "month"), ("2021", "quarter"), ("2021-05", "day")])
def test_a_year_is_no_event_of_its_months(value: str, grain: str) -> None:
    assert bars({}, [said(value)], grain) == []
    assert bars({}, [said("2021-05-24/2021-06-02")], grain) != []


def test_bars_of_entries_are_those_of_what_they_were_made_from() -> None:
    rows = [Row("a", "a.txt", "A", "2021-05-24"), Row("b", "b.txt", "B", "2020")]
    dates = [said("2021-Q1"), said("2020"), said("2021-05-24"), said("2011/2013")]
    entries = [published_entry(row, None) for row in rows] + [mentioned_entry(1, each, False, None) for each in dates]
    for grain in MOST_STEPS:
        assert entry_bars([each for each in entries if each], grain) == bars(published_days(rows), dates, grain)


def test_coverage_is_where_documents_were_published() -> None:
    days = [days for value in ("2021-05-24", "2020", "2021-05") if (days := interval(value))]
    assert coverage(days, "year") == (date(2020, 1, 1), date(2021, 1, 1))
    assert coverage(days, "month") == (date(2021, 5, 1),)
    assert coverage(days, "day") == (date(2021, 5, 24),)


def test_what_has_no_place_says_why() -> None:
    undated = [undated_entry(Row("a", "a", "A", published)) for published in (None, "XXXX-11-27", "2021-05")]
    assert [entry and entry.basis for entry in undated] == [
        "unresolved: the document does not say its date",
        "unresolved: the document says XXXX-11-27, no year",
        None,
    ]
    unplaced = [
        unplaced_entry(1, each)
        for each in (
            said("XXXX-11-27", "unresolved: no date to count from"),
            said("PRESENT_REF"),
            said("2021"),
            Annotation(Kind.DURATION, 0, 4, "then", "P3M", basis="text"),
        )
    ]
    assert [entry and entry.basis for entry in unplaced] == [
        "unresolved: no date to count from",
        "vague: the words name no day",
        None,
        None,
    ]


def test_bars_stay_within_what_is_asked() -> None:
    within = (date(2012, 1, 1), date(2012, 12, 31))
    assert [bar.value for bar in bars({}, [said("2011/2013"), said("2019")], "year", within)] == ["2012"]


def test_only_what_leans_on_an_estimated_date_is_estimated() -> None:
    read_against_it = mentioned_entry(1, said("2024", "document"), True, None)
    said_in_full = mentioned_entry(1, said("2024", "text"), True, None)
    assert read_against_it is not None
    assert said_in_full is not None
    assert (read_against_it.estimated, said_in_full.estimated) == (True, False)


def test_an_unresolved_date_is_no_entry() -> None:
    assert mentioned_entry(1, said("XXXX-11-27"), False, None) is None


def test_entries_go_by_day_and_the_narrower_first() -> None:
    entries = [mentioned_entry(1, said(value), False, None) for value in ("2021", "2020", "2021-01-01")]
    published = published_entry(Row("a", "a", "A", "2020-12-31", number=3), None)
    order = sorted((entry for entry in [*entries, published] if entry), key=entry_order)
    assert [entry.value for entry in order] == ["2020", "2020-12-31", "2021-01-01", "2021"]
