"""Ranges: two dates of which either may leave to the other what it does not say ("October 5 to 7, 2020")."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from index import timex
from index.annotators.dates.context import FUTURE, Context, Reading, unresolved
from index.annotators.dates.meanings import AtTime, Calendar, Meaning
from index.models import Kind


@dataclass(frozen=True, slots=True)
class Range:
    """From the beginning of `start` to the end of `end`, both included; the value is "A/B".

    A year, month or part of the day said at one end holds for both; where the end would lie before the start, the
    year changes between them ("November to February 2021")."""

    start: Meaning
    end: Meaning

    def resolve(self, context: Context) -> Reading:
        start, end = _shared(self.start, self.end)
        if isinstance(start, AtTime) and isinstance(end, AtTime) and start.day is None:
            return unresolved(Kind.TIME, f"{start.time}/{end.time}", "the day is not said")
        left, right = start.resolve(context), end.resolve(context)
        if isinstance(start, Calendar) and _open(start) and _open(end) and right.last and left.last and right.first:
            near = _earlier(start, right.first)  # both without a year: the start is the nearest before the end
            left = near if near and near.last and near.last != left.last else left
        if left.first and right.last and left.first > right.last:
            left, right = self._turned(start, end, left, right, context)
        value = f"{left.value}/{right.value}"
        kind = Kind.TIME if "T" in value else Kind.DATE
        if left.first is None or right.last is None:
            bad = left if left.first is None else right
            return Reading(kind, value, basis=bad.basis if bad.basis != "text" else "unresolved: an end is open")
        if left.first > right.last:
            return unresolved(kind, value, "the end lies before the start")
        basis = next((b for b in (right.basis, left.basis) if b != "text"), "text")
        return Reading(kind, value, left.first, right.last, basis, left.full or right.full)

    def _turned(
        self, start: Meaning, end: Meaning, left: Reading, right: Reading, context: Context
    ) -> tuple[Reading, Reading]:
        """Moves the end whose year was not said over the turn of the year, the month or the week."""
        if isinstance(end, Calendar) and end.year is None and (context.direction() == FUTURE or left.full):
            moved = _later(end, left.first)
            return left, moved or right
        if isinstance(start, Calendar) and start.year is None:
            moved = _earlier(start, right.last)
            return moved or left, right
        if isinstance(start, Calendar) and start.year is not None and start == self.start:
            return left, right
        if isinstance(start, Calendar) and start.year is not None:
            return replace(start, year=start.year - 1).resolve(context), right
        return left, right


def _open(meaning: Meaning) -> bool:
    """Whether the year of a date is not said."""
    return isinstance(meaning, Calendar) and meaning.year is None and meaning.of is None


def _later(calendar: Calendar, day: date | None) -> Reading | None:
    """The first reading of a date without a year that ends on a day or after it."""
    return _beside(calendar, day, 1)


def _earlier(calendar: Calendar, day: date | None) -> Reading | None:
    return _beside(calendar, day, -1)


def _beside(calendar: Calendar, day: date | None, direction: int) -> Reading | None:
    if day is None:
        return None
    lean = "future" if direction > 0 else "past"
    found = calendar.resolve(Context(day, lean))
    return replace(found, basis="document") if found.first else None


def _shared(start: Meaning, end: Meaning) -> tuple[Meaning, Meaning]:
    """Both ends with what each leaves to the other filled in."""
    if isinstance(start, AtTime) and isinstance(end, AtTime):
        day = start.day or end.day
        early, late = _same_half(start.time, end.time)
        return AtTime(early, day), AtTime(late, day)
    if isinstance(start, Calendar) and start.time and isinstance(end, AtTime) and end.day is None:
        return start, AtTime(end.time, replace(start, time=""))
    if not (isinstance(start, Calendar) and isinstance(end, Calendar)):
        return start, end
    if start.day and not start.month and end.month:
        start = replace(start, month=end.month)
        if end.day and start.day and end.day < start.day and end.month and not start.year:
            month = (end.month - 2) % 12 + 1
            start = replace(start, month=month)
    elif end.day and not end.month and start.month:
        month = start.month if not start.day or end.day >= start.day else start.month % 12 + 1
        year = start.year + 1 if start.year and month < start.month else start.year
        end = replace(end, month=month, year=end.year if end.year is not None else year)
    if start.year is None and start.of is None and not start.weekday:
        if end.year is not None:
            start = replace(start, year=end.year - (1 if _order(start) > _order(end) else 0))
        elif end.of is not None:
            start = replace(start, of=end.of)
    elif end.year is None and end.of is None and not end.weekday:
        if start.year is not None:
            end = replace(end, year=start.year + (1 if _order(end) < _order(start) else 0))
        elif start.of is not None:
            end = replace(end, of=start.of)
    return start, end


def _same_half(early: str, late: str) -> tuple[str, str]:
    """As in "from 5 to 7 pm": an hour without a half of the day takes that of the other, if it still comes before."""
    if early[1:3].isdigit() and late[1:3].isdigit() and int(early[1:3]) < 12 < int(late[1:3]) < 25:
        moved = f"T{int(early[1:3]) + 12:02d}{early[3:]}"
        if moved < late:
            return moved, late
    return early, late


def _order(calendar: Calendar) -> tuple[int, int]:
    """Where in its year a date lies, for comparing two without a year."""
    days = timex.interval(calendar.value(2000))
    return (days[0].month, days[0].day) if days else (0, 0)
