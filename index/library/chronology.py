"""The timeline's facts: bars per step and entries, from dates published and dates said.

A date said is drawn where its days lie. At a grain finer than the date ("2011/2017" in a timeline of years) it counts
in every step it touches, but one that touches more than `MOST_STEPS` says too little at that grain and is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from index.models import Annotation, Bar, Entry, Row
from index.timex import interval

GRAINS = ("decade", "year", "quarter", "month", "day")
MOST_STEPS = 40

Interval = tuple[date, date]


def step(day: date, grain: str) -> str:
    """The TIMEX3 value of the step of this grain that holds the day."""
    match grain:
        case "decade":
            return f"{day.year // 10:03d}X"
        case "year":
            return f"{day.year:04d}"
        case "quarter":
            return f"{day.year:04d}-Q{(day.month + 2) // 3}"
        case "month":
            return f"{day.year:04d}-{day.month:02d}"
    return day.isoformat()


def steps(first: date, last: date, grain: str) -> Iterator[str]:
    """The steps that an interval touches, in order."""
    day = first
    while day <= last:
        value = step(day, grain)
        yield value
        days = interval(value)
        if days is None or days[1] == date.max:
            return
        day = days[1] + timedelta(1)


def bars(rows: Iterable[Row], dates: Iterable[Annotation], grain: str, within: Interval | None = None) -> list[Bar]:
    """One bar per non-empty step, in order, of documents published and dates mentioned, inside `within`."""
    published: dict[str, int] = defaultdict(int)
    mentioned: dict[str, int] = defaultdict(int)
    for row in rows:
        days = interval(row.published)
        if days:
            _tally(published, days, grain, within)
    for annotation in dates:
        if annotation.first and annotation.last:
            _tally(mentioned, (annotation.first, annotation.last), grain, within)
    found = []
    for value in sorted(published.keys() | mentioned.keys()):
        days = interval(value)
        if days:
            found.append(Bar(value, days[0], days[1], published[value], mentioned[value]))
    return found


def _tally(counts: dict[str, int], days: Interval, grain: str, within: Interval | None) -> None:
    first, last = days
    if within:
        first, last = max(first, within[0]), min(last, within[1])
    touched = []
    for value in steps(first, last, grain):
        touched.append(value)
        if len(touched) > MOST_STEPS:
            return
    for value in touched:
        counts[value] += 1


def published_entry(row: Row, within: Interval | None) -> Entry | None:
    """The entry of a document's own date, or None where it has none inside `within`."""
    days = interval(row.published)
    if not days or not row.published or not overlaps(days, within):
        return None
    return Entry(row.published, days[0], days[1], "published", row.title, 0, 0, row.number, row.estimated)


def mentioned_entry(number: int, annotation: Annotation, estimated: bool, within: Interval | None) -> Entry | None:
    """The entry of a date said, or None where it did not resolve or lies outside `within`.

    It is `estimated` only where it was read against an estimated date of its document.
    """
    first, last = annotation.first, annotation.last
    if first is None or last is None or not overlaps((first, last), within):
        return None
    return Entry(
        str(annotation.value),
        first,
        last,
        "mentioned",
        annotation.text,
        annotation.start,
        annotation.end,
        number,
        estimated and annotation.basis not in ("text", "you"),
        annotation.basis,
        annotation.rule,
    )


def overlaps(days: Interval, within: Interval | None) -> bool:
    """Whether an interval shares a day with `within`; None is all of time."""
    return within is None or (days[0] <= within[1] and days[1] >= within[0])


def entry_order(entry: Entry) -> tuple[date, date, int, int]:
    """Sort key of entries: by first day, the narrower first, then as they stand in the documents."""
    return entry.first or date.min, entry.last or date.max, entry.number, entry.start
