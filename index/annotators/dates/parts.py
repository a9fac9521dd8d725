"""Meanings made from another date: a part of it ("the third quarter of last year"), the week that holds it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from index import timex
from index.annotators.dates import calendars
from index.annotators.dates.context import FUTURE, PAST, Context, Reading, unresolved
from index.annotators.dates.meanings import Meaning, reading
from index.models import Kind


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered stretch of another date: "the third quarter of last year", "the first nine months of 2025", "the
    last week of May" (number -1). `count` units from the `number`-th on; `weekday` for "the first Monday of"."""

    of: Meaning
    unit: str
    number: int
    count: int = 1
    weekday: int = 0

    def resolve(self, context: Context) -> Reading:
        whole = self.of.resolve(context)
        if whole.first is None or whole.last is None:
            return Reading(Kind.DATE, self._unknown(), basis=whole.basis)
        value = self._value(whole.first, whole.last)
        if value is None:
            return unresolved(Kind.DATE, self._unknown(), "no such part of it")
        return reading(Kind.DATE, value, whole.basis, full=whole.full)

    def _unknown(self) -> str:
        if self.unit in ("quarter", "half") and self.number > 0 and self.count == 1:
            return f"XXXX-{'Q' if self.unit == 'quarter' else 'H'}{self.number}"
        if self.unit == "month" and self.number == 1 and 1 < self.count <= 12:
            return f"XXXX-01/XXXX-{self.count:02d}"
        return calendars.UNKNOWN.get(self.unit, "XXXX")

    def _value(self, first: date, last: date) -> str | None:
        if self.weekday:
            return self._weekdays(first, last)
        if self.unit in ("week", "weekend"):
            return self._weeks(first, last)
        if self.unit == "ten days":
            number = 3 if self.number < 0 else self.number
            start = first + timedelta(10 * (number - 1))
            end = last if number == 3 else start + timedelta(9)
            return f"{start.isoformat()}/{end.isoformat()}" if start <= end <= last else None
        if self.number < 0:
            start = calendars.shift(last + timedelta(1), -self.count, self.unit)
        else:
            start = calendars.shift(first, (self.number - 1), self.unit)
        end = calendars.shift(start, self.count, self.unit) - timedelta(1)
        if not first <= start <= end <= last:
            return None
        if self.count == 1:
            return calendars.unit_value(start, self.unit)
        grain = self.unit if self.unit in ("day", "month", "year") else "month"
        return f"{calendars.unit_value(start, grain)}/{calendars.unit_value(end, grain)}"

    def _weekdays(self, first: date, last: date) -> str | None:
        if self.number < 0:
            return calendars.weekday_near(last, self.weekday, PAST).isoformat()
        day = calendars.weekday_near(first, self.weekday, FUTURE) + timedelta(7 * (self.number - 1))
        return day.isoformat() if day <= last else None

    def _weeks(self, first: date, last: date) -> str | None:
        """Weeks belong to the month or year that holds their Thursday, as in ISO 8601."""
        suffix = "-WE" if self.unit == "weekend" else ""
        if self.number < 0:
            thursday = calendars.weekday_near(last, 4, PAST)
            opening = thursday - timedelta(7 * (self.count - 1))
        else:
            opening = calendars.weekday_near(first, 4, FUTURE) + timedelta(7 * (self.number - 1))
            thursday = opening + timedelta(7 * (self.count - 1))
        if not first <= opening <= thursday <= last:
            return None
        ends = [calendars.unit_value(day, "week") + suffix for day in (opening, thursday)]
        return ends[0] if self.count == 1 else "/".join(ends)


@dataclass(frozen=True, slots=True)
class Holding:
    """The unit that holds a day: "the week of 10 April"."""

    of: Meaning
    unit: str

    def resolve(self, context: Context) -> Reading:
        said = self.of.resolve(context)
        if said.first is None:
            return Reading(Kind.DATE, calendars.UNKNOWN.get(self.unit, "XXXX"), basis=said.basis)
        return reading(Kind.DATE, calendars.unit_value(said.first, self.unit), said.basis, full=said.full)


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch that begins on a day: "three days starting from Monday", as a range of days."""

    start: Meaning
    count: float
    unit: str

    def resolve(self, context: Context) -> Reading:
        said = self.start.resolve(context)
        if said.first is None:
            return Reading(Kind.DATE, "XXXX-XX-XX", basis=said.basis)
        last = calendars.shift(said.first, self.count, self.unit) - timedelta(1)
        return reading(Kind.DATE, f"{said.first.isoformat()}/{last.isoformat()}", said.basis, full=said.full)


@dataclass(frozen=True, slots=True)
class Ended:
    """A stretch that ends with a date: "the six months ended June 30", "the year to March 2014". The value is the
    quarter, half, year or months that it is, where it is whole ones, else a range of days."""

    end: Meaning
    count: float
    unit: str

    def resolve(self, context: Context) -> Reading:
        said = self.end.resolve(context)
        if said.last is None:
            return Reading(Kind.DATE, calendars.UNKNOWN.get(self.unit, "XXXX"), basis=said.basis)
        first = calendars.shift(said.last + timedelta(1), -self.count, self.unit)
        return reading(Kind.DATE, _stretch(first, said.last), said.basis, full=said.full)


def _stretch(first: date, last: date) -> str:
    """The value of the days from `first` to `last`."""
    if first.day > 1 or (last + timedelta(1)).day > 1:
        return f"{first.isoformat()}/{last.isoformat()}"
    for unit in ("month", "quarter", "half", "year"):
        value = calendars.unit_value(first, unit)
        if timex.interval(value) == (first, last):
            return value
    return f"{first:%Y-%m}/{last:%Y-%m}"


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The stretch of another year that the text spoke of before: "the same period last year", said after the first
    half of this one, is the first half of last year. Where it spoke of none, the whole year."""

    of: Meaning

    def resolve(self, context: Context) -> Reading:
        said = self.of.resolve(context)
        if said.first is None or timex.grain(said.value) != "year" or context.anchor is None or not context.anchor_near:
            return said
        value = calendars.counterpart(context.anchor.value, said.first.year, ("month", "quarter", "half", "range"))
        return said if value is None else reading(Kind.DATE, value, said.basis, window=True)


@dataclass(frozen=True, slots=True)
class Modified:
    """Early, middle or late in a date. For TimeML that is the date itself with a modifier, and so it is here: the
    value and the days are those of the whole. Planners mean the part: a third of it, or for "earlier" and "later"
    the half on that side of the day of speaking."""

    of: Meaning
    mod: str  # START, MID, END; BEFORE and AFTER for "earlier" and "later"

    def resolve(self, context: Context) -> Reading:
        said = self.of.resolve(context)
        if not context.planning or said.first is None or said.last is None or said.kind is not Kind.DATE:
            return said
        first, last = said.first, said.last
        length = (last - first).days + 1
        if length < 7:
            return said
        if self.mod in ("BEFORE", "AFTER"):
            middle, today = first + timedelta((length + 1) // 2), context.reference or first
            if self.mod == "BEFORE":
                last = min(middle, today) - timedelta(1) if today > first else last
            else:
                first = max(middle, today) if today <= last else first
        else:
            first, last = self._third(first, last, length)
        return replace(said, first=first, last=last) if first <= last else said

    def _third(self, first: date, last: date, length: int) -> tuple[date, date]:
        """A third of a stretch of days: of whole months where it has twelve."""
        number = {"START": 0, "MID": 1, "END": 2}[self.mod]
        if 365 <= length <= 366:
            start = calendars.add_months(first, 4 * number)
            return start, calendars.add_months(start, 4) - timedelta(1)
        start = first + timedelta(length * number // 3)
        return start, last if number == 2 else first + timedelta(length * (number + 1) // 3) - timedelta(1)
