"""The timeline's facts: bars per step, entries, coverage, and what could not be placed.

A date said is counted where its days lie, a span ("2011/2017" in a timeline of years) in every step it touches. One
that touches too many says nothing of any of them and is left out of the bars, not of the entries: a year is no event
of each of its months, nor a month of each of its days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from index.models import Annotation, Bar, Entries, Entry, Kind, Row
from index.timex import interval

MOST_STEPS = {"decade": 40, "year": 40, "quarter": 3, "month": 11, "day": 27}
"""Steps that a date counts in; at the three finer grains one less than the year or month they are parts of."""

Interval = tuple[date, date]


def number(day: date, grain: str) -> int:
    """The number of the step that holds a day: steps that follow each other have numbers that do."""
    match grain:
        case "decade":
            return day.year // 10
        case "year":
            return day.year
        case "quarter":
            return 4 * day.year + (day.month - 1) // 3
        case "month":
            return 12 * day.year + day.month - 1
    return day.toordinal()


def days_of(step: int, grain: str) -> Interval:
    """First and last day of a step by number, as far as the calendar goes."""
    match grain:
        case "decade":
            return date(max(10 * step, 1), 1, 1), date(10 * step + 9, 12, 31)
        case "year":
            return date(step, 1, 1), date(step, 12, 31)
        case "quarter" | "month":
            months, per_year = (3, 4) if grain == "quarter" else (1, 12)
            year, part = divmod(step, per_year)
            last = months * (part + 1)
            end = date(year, 12, 31) if last == 12 else date(year, last + 1, 1) - timedelta(1)
            return date(year, last - months + 1, 1), end
    return date.fromordinal(step), date.fromordinal(step)


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


def touched(days: Interval, grain: str, within: Interval | None = None) -> range:
    """The numbers of the steps that an interval touches inside `within`; none where they are too many to count in."""
    first, last = days
    if within:
        first, last = max(first, within[0]), min(last, within[1])
        if first > last:
            return range(0)
    found = range(number(first, grain), number(last, grain) + 1)
    return found if len(found) <= MOST_STEPS[grain] else range(0)


def bars(
    published: Mapping[Interval, int], dates: Iterable[Annotation], grain: str, within: Interval | None = None
) -> list[Bar]:
    """One bar per non-empty step, in order, of documents published (how many on which days) and dates mentioned,
    inside `within`."""
    mentioned = Counter((each.first, each.last) for each in dates if each.first and each.last)
    return _bars(published, mentioned, grain, within)


def published_days(rows: Iterable[Row]) -> Counter[Interval]:
    """How many documents were published on which days, as `Engine.published` counts them."""
    return Counter(days for row in rows if (days := interval(row.published)))


def entry_bars(entries: Sequence[Entry], grain: str) -> list[Bar]:
    """The bars of entries that are there already."""
    entries = Entries.of(entries)
    published = entries.column("published").astype(bool)
    return _bars(_often(entries.take(published)), _often(entries.take(~published)), grain, None)


def _often(entries: Entries) -> Counter[Interval]:
    """How many entries have which days. Those of the same days mostly follow each other, and are counted at once."""
    import numpy as np  # which a first screen does not wait for

    first, last = entries.column("first"), entries.column("last")
    changed = np.ones(len(entries), bool)
    changed[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1])
    begin = np.flatnonzero(changed)
    found: Counter[Interval] = Counter()
    for low, high, times in zip(
        first[begin].tolist(), last[begin].tolist(), np.diff(begin, append=len(entries)).tolist(), strict=True
    ):
        if low > 0:
            found[date.fromordinal(low), date.fromordinal(high)] += times
    return found


def _bars(
    published: Mapping[Interval, int], mentioned: Mapping[Interval, int], grain: str, within: Interval | None
) -> list[Bar]:
    counts: list[Counter[int]] = [Counter(), Counter()]
    for days, steps in zip((published, mentioned), counts, strict=True):
        for each, times in days.items():
            for at in touched(each, grain, within):
                steps[at] += times
    found = []
    for at in sorted(counts[0].keys() | counts[1].keys()):
        first, last = days_of(at, grain)
        found.append(Bar(step(first, grain), first, last, counts[0][at], counts[1][at]))
    return found


def coverage(published: Iterable[Interval], grain: str) -> tuple[date, ...]:
    """First days of the steps in which any document was published, in order: the steps a collection can speak of."""
    steps = {step for days in published for step in touched(days, grain)}
    return tuple(days_of(step, grain)[0] for step in sorted(steps))


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


def undated_entry(row: Row) -> Entry | None:
    """A document that no step holds, with the reason as its basis; None for one that has days."""
    if interval(row.published):
        return None
    reason = f"the document says {row.published}, no year" if row.published else "the document does not say its date"
    value = row.published or ""
    return Entry(value, None, None, "published", row.title, 0, 0, row.number, row.estimated, f"unresolved: {reason}")


def unplaced_entry(number: int, annotation: Annotation) -> Entry | None:
    """A date said that names no days, with the reason as its basis; None for one that has a place in time, and for
    durations and sets, which seek none."""
    if annotation.first is not None or annotation.kind not in (Kind.DATE, Kind.TIME):
        return None
    basis = annotation.basis
    if not basis.startswith("unresolved"):
        vague = str(annotation.value).endswith("_REF")
        basis = "vague: the words name no day" if vague else "unresolved: the words do not say which year or day"
    return Entry(
        str(annotation.value or ""),
        None,
        None,
        "mentioned",
        annotation.text,
        annotation.start,
        annotation.end,
        number,
        False,
        basis,
        annotation.rule,
    )


def overlaps(days: Interval, within: Interval | None) -> bool:
    """Whether an interval shares a day with `within`; None is all of time."""
    return within is None or (days[0] <= within[1] and days[1] >= within[0])


def entry_order(entry: Entry) -> tuple[date, date, int, int]:
    """Sort key of entries: by first day, the narrower first, then as they stand in the documents."""
    return entry.first or date.min, entry.last or date.max, entry.number, entry.start
