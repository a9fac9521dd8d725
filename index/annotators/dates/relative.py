"""Meanings counted from a day: that of speaking, that of a date said before, or one said with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from index import timex
from index.annotators.dates import calendars
from index.annotators.dates.context import FUTURE, NO_ANCHOR, NO_REFERENCE, PAST, Context, Reading, unresolved
from index.annotators.dates.meanings import Calendar, Meaning, choose, reading
from index.models import Kind


@dataclass(frozen=True, slots=True)
class Deictic:
    """A whole unit counted from the one that holds the day of speaking: "last year" is -1, "this month" 0.
    With `anchored` the count starts at the date said before ("that year", "the following week")."""

    offset: int
    unit: str
    anchored: bool = False
    time: str = ""
    just: bool = False  # "over the weekend": in news the one just over

    def resolve(self, context: Context) -> Reading:
        kind = Kind.TIME if self.time else Kind.DATE
        start, basis = context.start(self.anchored, self.unit, self.offset > 0)
        if start is None:
            return unresolved(kind, calendars.UNKNOWN.get(self.unit, "XXXX") + self.time, basis)
        offset = self.offset
        if self.unit == "weekend" and not offset and start.isoweekday() < 4 and context.tense() < 0:
            offset = -1  # "this weekend", said on Monday of what was: the one just over
        elif self.just and context.lean == "past" and start.isoweekday() < 6 and context.tense() <= 0:
            offset = -1
        day = calendars.shift(start, offset, self.unit)
        return reading(kind, calendars.unit_value(day, self.unit) + self.time, basis)


@dataclass(frozen=True, slots=True)
class DeicticNamed:
    """A named day, month or season before, in or after the present one: "last Tuesday", "next June".

    "last" is the nearest that lies wholly before, "this" the one of the current week or year; "next" a month or
    season is the nearest that begins after, "next" a weekday that of the next calendar week."""

    offset: int
    calendar: Calendar
    anchored: bool = False
    soonest: bool = False  # "the coming Friday": the first one ahead, in whatever week

    def resolve(self, context: Context) -> Reading:
        kind = self.calendar.kind
        start, basis = context.start(self.anchored)
        if start is None:
            return unresolved(kind, self.calendar.value(None) or "XXXX", basis)
        if self.calendar.weekday and not self.calendar.month:
            day = self._weekday(start, self.calendar.weekday, context.planning)
            return reading(kind, day + self.calendar.time, basis)
        found = [v for y in range(start.year - 9, start.year + 10) if (v := self.calendar.value(y))]
        spans = [(days, v) for v in found if (days := timex.interval(v))]
        if self.offset < 0:
            values = [v for (_, last), v in spans if last < start][-1:]
        elif self.offset > 0:
            values = [v for (first, _), v in spans if first > start][:1]
        elif self.calendar.season:
            values = [v for v in (choose(found, start, 0),) if v]  # in January "this winter" began last year
        else:
            values = [v for v in found if v.startswith(f"{start.year:04d}")]
        return reading(kind, values[0], basis) if values else unresolved(kind, "XXXX", "no such day")

    def _weekday(self, start: date, weekday: int, planning: bool) -> str:
        if self.soonest:
            return calendars.weekday_near(start + timedelta(1), weekday, FUTURE).isoformat()
        if self.offset < 0 and not planning:  # planners count whole weeks back as well
            return calendars.weekday_near(start - timedelta(1), weekday, PAST).isoformat()
        monday = start - timedelta(start.isoweekday() - 1)
        return (monday + timedelta(7 * self.offset + weekday - 1)).isoformat()


@dataclass(frozen=True, slots=True)
class WeekdayOfWeek:
    """A weekday of a week: "Monday of next week", "last week Friday"."""

    week: Meaning
    weekday: int
    time: str = ""

    def resolve(self, context: Context) -> Reading:
        week = self.week.resolve(context)
        kind = Kind.TIME if self.time else Kind.DATE
        if week.first is None:
            return Reading(kind, f"XXXX-WXX-{self.weekday}{self.time}", basis=week.basis)
        return reading(kind, (week.first + timedelta(self.weekday - 1)).isoformat() + self.time, week.basis)


@dataclass(frozen=True, slots=True)
class Shift:
    """A distance from a day: "three months ago", "two days later", "a week after 5 May". The value is as exact as
    the unit counted (three months ago is a month), or a day where `exact` or counted from a dated day in weeks."""

    count: float | None  # None: "several", "some"
    unit: str
    sign: int
    anchored: bool = False
    base: Meaning | None = None
    exact: bool = False
    time: str = ""
    told: bool = False  # with a verb in the past it goes on from the date said before: "через два дня он умер"

    def resolve(self, context: Context) -> Reading:
        if self.count is None and (self.anchored or self.base is not None):
            return Reading(Kind.DURATION, calendars.duration("X", self.unit))
        if self.count is None:
            return Reading(Kind.DATE, "PAST_REF" if self.sign < 0 else "FUTURE_REF")
        kind = Kind.TIME if self.time else Kind.DATE
        full = False
        hours = self.unit in ("hour", "minute", "second") and (self.anchored or self.base is not None)
        if hours and not context.planning:
            value = calendars.duration(self.count, self.unit)
            return unresolved(Kind.TIME, value, "counted from an hour, not from a day")
        if self.base is not None:
            said = self.base.resolve(context)
            if said.first is None or said.last is None:
                reason = said.basis if said.basis.startswith("unresolved") else f"unresolved: {NO_ANCHOR}"
                return Reading(kind, calendars.UNKNOWN.get(self.unit, "XXXX-XX-XX"), basis=reason)
            start: date | None = said.last if self.sign > 0 else said.first
            basis, full = said.basis, said.full
        else:
            told = self.told and context.lean == "past" and context.tense() < 0
            start, basis = context.start(self.anchored or told, self.unit, self.sign > 0)
        if start is None:
            return unresolved(kind, calendars.UNKNOWN.get(self.unit, "XXXX-XX-XX") + self.time, basis)
        if self.unit == "year" and self.base is None and (period := self._period(context)):
            return reading(kind, period, "anchor", window=True)
        day = calendars.shift(start, self.sign * self.count, self.unit)
        part = self.count != int(self.count)
        exact = self.exact or context.planning or (part and self.unit != "year")
        if self.unit in ("week", "fortnight") and (self.base is not None or basis == "anchor"):
            exact = True
        unit = "year" if self.unit in ("decade", "century", "millennium") else self.unit
        unit = "month" if part and unit == "year" else unit
        value = day.isoformat() if exact else calendars.unit_value(day, unit)
        return reading(kind, value + self.time, basis, full=full)

    def _period(self, context: Context) -> str | None:
        """ "A year earlier" in a report on a quarter or some months of a year is those of the year before."""
        near = context.anchor if context.anchor_near else None
        if near is None or near.first is None or self.count != 1 or self.sign > 0:
            return None
        if timex.grain(near.value.partition("/")[0]) == "day":
            return None
        return calendars.counterpart(near.value, near.first.year - 1, ("quarter", "half", "range"))


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time counted from the document's day: "the last three years", "the next 30 days".

    For TimeML it is a duration, and in news (leaning past) it is left one: "in the last thirty years" says nothing
    of any one of those years. Leaning forward ("free in the next 3 days") its days are what is meant, from the day
    of speaking back or from the day after it on."""

    count: float | None
    unit: str
    sign: int
    anchored: bool = False

    def resolve(self, context: Context) -> Reading:
        value = calendars.duration("X" if self.count is None else self.count, self.unit)
        if self.count is None or not context.planning:
            return Reading(Kind.DURATION, value)
        start, basis = context.start(self.anchored, self.unit)
        if start is None:
            return unresolved(Kind.DURATION, value, basis)
        other = calendars.shift(start, self.sign * self.count, self.unit)
        day = timedelta(1)
        if self.unit in ("quarter", "decade", "century"):  # whole ones: "the last two quarters"
            ends = [
                timex.interval(calendars.unit_value(calendars.shift(start, n, self.unit), self.unit))
                for n in (self.sign, self.sign * self.count)
            ]
            (near, far) = ends if self.sign > 0 else ends[::-1]
            if near and far:
                return Reading(Kind.DURATION, value, near[0], far[1], basis, window=True)
        if self.unit in ("hour", "minute", "second"):
            first, last = min(start, other), max(start, other)
        else:
            first, last = (other, start - day) if self.sign < 0 else (start + day, other)
        return Reading(Kind.DURATION, value, first, max(first, last), basis, window=True)


@dataclass(frozen=True, slots=True)
class AboutNow:
    """The day of speaking moved by whole units, told in a finer one: "this time last year" is a month."""

    offset: int
    unit: str
    grain: str

    def resolve(self, context: Context) -> Reading:
        if context.reference is None:
            return unresolved(Kind.DATE, calendars.UNKNOWN[self.grain], NO_REFERENCE)
        day = calendars.shift(context.reference, self.offset, self.unit)
        return reading(Kind.DATE, calendars.unit_value(day, self.grain), "document")


@dataclass(frozen=True, slots=True)
class Ahead:
    """A date that lies ahead whatever the tense around it: "a week from Tuesday"."""

    of: Meaning

    def resolve(self, context: Context) -> Reading:
        return self.of.resolve(replace(context, lean="future"))


@dataclass(frozen=True, slots=True)
class InTime:
    """Said as "in two weeks": a day ahead where the clause looks forward, else how long something took."""

    ahead: Shift
    length: Meaning

    def resolve(self, context: Context) -> Reading:
        return (self.ahead if context.direction() == FUTURE else self.length).resolve(context)


@dataclass(frozen=True, slots=True)
class Planned:
    """An expression that is a date only where plans are made ("I am away for the week"); silent elsewhere."""

    of: Meaning

    def resolve(self, context: Context) -> Reading:
        return self.of.resolve(context) if context.planning else Reading(Kind.DATE, "")


@dataclass(frozen=True, slots=True)
class Anchored:
    """The date said before, looked at again: "that day", "the same month"."""

    unit: str
    only: bool = False  # silent unless the date said before is such a unit: "the quarter" in a report on one

    def resolve(self, context: Context) -> Reading:
        anchor = context.anchor_day if self.unit == "day" else context.anchor
        if self.only and (anchor is None or not context.anchor_near or timex.grain(anchor.value) != self.unit):
            return Reading(Kind.DATE, "")
        if context.planning and context.reference and (anchor is None or anchor.first is None):
            return reading(Kind.DATE, calendars.unit_value(context.reference, self.unit), "document")
        if anchor is None or anchor.first is None:
            return unresolved(Kind.DATE, calendars.UNKNOWN.get(self.unit, "XXXX"), NO_ANCHOR)
        return reading(Kind.DATE, calendars.unit_value(anchor.first, self.unit), "anchor")
