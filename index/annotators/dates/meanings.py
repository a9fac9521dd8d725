"""What expressions mean before anybody knows when they were written: calendar dates with parts missing, distances
from a day, parts of other dates, ranges. `resolve` reads one against a `Context`.

Values follow TimeML 1.2.1 / TIDES 2005; the choices those leave open are stated at each meaning.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from index import timex
from index.annotators.dates import calendars
from index.annotators.dates.context import FUTURE, NO_ANCHOR, NO_REFERENCE, PAST, Context, Reading, unresolved
from index.models import Kind


class Meaning(Protocol):
    """An expression understood as far as its own words go."""

    def resolve(self, context: Context) -> Reading:
        """The reading in a context; never raises for a day outside the calendar (it is then unresolved)."""
        ...


def reading(kind: Kind, value: str, basis: str, full: bool = False, window: bool = False) -> Reading:
    """A reading whose days are those of its value."""
    days = timex.interval(value)
    first, last = days or (None, None)
    return Reading(kind, value, first, last, basis, full and days is not None, window)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that needs no context: a duration, a set, `PRESENT_REF`. It names no days."""

    kind: Kind
    value: str

    def resolve(self, context: Context) -> Reading:
        del context
        return Reading(self.kind, self.value)


@dataclass(frozen=True, slots=True)
class Present:
    """ "Now": `PRESENT_REF`, kept off the timeline, but the day of speaking where plans are made."""

    value: str = "PRESENT_REF"

    def resolve(self, context: Context) -> Reading:
        if context.planning and context.reference:
            return Reading(Kind.DATE, self.value, context.reference, context.reference, "document", window=True)
        return Reading(Kind.DATE, self.value)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named day of each year. `day` gives it for a year; `code` is its TIMEX3 spelling without the year."""

    name: str
    month: int = 0
    day: int = 0
    weekday: int = 0
    number: int = 0
    easter: int | None = None
    orthodox: bool = False

    def on(self, year: int) -> date | None:
        """The day of the holiday in a year."""
        if self.easter is not None:
            return calendars.easter(year, self.orthodox) + timedelta(self.easter)
        if self.number:
            found = calendars.nth_weekday(year, self.month, self.weekday, self.number)
            return found + timedelta(self.day) if found else None
        return date(year, self.month, self.day) if self.day <= timex.month_end(year, self.month).day else None


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date by its parts, any of which may be missing. `of` is a date that fills what is missing ("March of last
    year"). `part` is a TIMEX3 part of day ("MO") or a time ("T14:15") said with the day."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: str = ""
    holiday: Holiday | None = None
    time: str = ""
    of: Meaning | None = None
    around: bool = False  # two digits of a year: '98

    @property
    def kind(self) -> Kind:
        """DATE, or TIME where an hour or a part of the day is said."""
        return Kind.TIME if self.time else Kind.DATE

    def value(self, year: int | None, month: int | None = None, day: int | None = None) -> str | None:
        """The TIMEX3 value with these parts put in for the missing ones; None for a day that does not exist."""
        name = f"{year:04d}" if year is not None else "XXXX"
        if self.holiday and year is not None:
            found = self.holiday.on(year)
            return found.isoformat() + self.time if found else None
        if self.holiday and self.holiday.easter is None and not self.holiday.number:
            return f"XXXX-{self.holiday.month:02d}-{self.holiday.day:02d}{self.time}"
        if self.holiday:
            return "XXXX-XX-XX" + self.time
        month, day = self.month or month, self.day or day
        if day:
            if year is not None and month and not 1 <= day <= timex.month_end(year, month).day:
                return None
            return f"{name}-{month:02d}-{day:02d}{self.time}" if month else f"{name}-XX-{day:02d}{self.time}"
        if month:
            return f"{name}-{month:02d}"
        if self.quarter:
            return f"{name}-Q{self.quarter}"
        if self.half:
            return f"{name}-H{self.half}"
        if self.season:
            return f"{name}-{self.season}"
        if self.weekday:
            return f"XXXX-WXX-{self.weekday}{self.time}"
        return name

    def resolve(self, context: Context) -> Reading:
        if self.year is not None:
            value = self.value(self.year)
            if value is None or not 1 <= self.year <= 9999:
                return unresolved(self.kind, self.value(None) or "XXXX", "no such day in the calendar")
            return reading(self.kind, value, "text", full=True)
        if self.of is not None:
            return self._inside(self.of.resolve(context))
        if self.month or self.quarter or self.half or self.season or self.holiday:
            return self._in_some_year(context)
        if self.weekday and not self.day:
            return self._weekday(context)
        return self._in_some_month(context)

    def _inside(self, container: Reading) -> Reading:
        if container.first is None:
            return Reading(self.kind, self.value(None) or "XXXX", basis=container.basis)
        single_month = timex.grain(container.value) in ("month", "day")
        value = self.value(container.first.year, container.first.month if single_month else None)
        if value is None:
            return unresolved(self.kind, self.value(None) or "XXXX", "no such day in the calendar")
        return reading(self.kind, value, container.basis, full=container.full)

    def _in_some_year(self, context: Context) -> Reading:
        if (year := context.other_year()) is not None and not context.tense() == FUTURE:
            value = self.value(year)
            if value:
                return reading(self.kind, value, "anchor")
        if context.reference is None:
            return unresolved(self.kind, self.value(None) or "XXXX", NO_REFERENCE)
        near = context.reference.year
        found = [self.value(y) for y in range(near - 8, near + 9)]
        choice = choose([v for v in found if v], context.reference, context.direction(), self.weekday)
        return reading(self.kind, choice, "document") if choice else unresolved(self.kind, "XXXX", "no such day")

    def _weekday(self, context: Context) -> Reading:
        if context.reference is None:
            return unresolved(self.kind, self.value(None) or "XXXX", NO_REFERENCE)
        day = calendars.weekday_near(context.reference, self.weekday or 1, context.direction())
        return reading(self.kind, day.isoformat() + self.time, "document")

    def _in_some_month(self, context: Context) -> Reading:
        near = context.anchor if context.anchor_near else None
        if near and near.first and timex.grain(near.value) in ("day", "month"):
            value = self.value(near.first.year, near.first.month)
            if value:
                return reading(self.kind, value, "anchor")
        if context.reference is None:
            return unresolved(self.kind, self.value(None) or "XXXX", NO_REFERENCE)
        months = [calendars.add_months(context.reference.replace(day=1), n) for n in range(-6, 7)]
        found = [self.value(m.year, m.month) for m in months]
        choice = choose([v for v in found if v], context.reference, context.direction(), self.weekday)
        return reading(self.kind, choice, "document") if choice else unresolved(self.kind, "XXXX", "no such day")


def choose(values: list[str], reference: date, direction: int, weekday: int | None = None) -> str | None:
    """The value that a half-said date means: the last that has begun by the document's day (direction PAST), the
    first that has not ended (FUTURE), or the nearest. A weekday said beside it must fit, where any value fits."""
    spans = [(days, v) for v in values if (days := timex.interval(v))]
    if weekday and (fitting := [s for s in spans if s[0][0].isoweekday() == weekday]):
        spans, direction = fitting, 0
    if not spans:
        return None
    past = [v for (first, _), v in spans if first <= reference]
    future = [v for (_, last), v in spans if last >= reference]
    if direction == PAST and past:
        return past[-1]
    if direction == FUTURE and future:
        return future[0]

    def distance(span: tuple[tuple[date, date], str]) -> int:
        (first, last), _ = span
        return max((first - reference).days, (reference - last).days, 0)

    return min(spans, key=distance)[1]


@dataclass(frozen=True, slots=True)
class Span:
    """A span of whole years or a decade or century by its value: "the 1980s" is `198X`."""

    code: str

    def resolve(self, context: Context) -> Reading:
        del context
        return reading(Kind.DATE, self.code, "text")


@dataclass(frozen=True, slots=True)
class Deictic:
    """A whole unit counted from the one that holds the day of speaking: "last year" is -1, "this month" 0.
    With `anchored` the count starts at the date said before ("that year", "the following week")."""

    offset: int
    unit: str
    anchored: bool = False
    time: str = ""

    def resolve(self, context: Context) -> Reading:
        kind = Kind.TIME if self.time else Kind.DATE
        start, basis = context.start(self.anchored)
        if start is None:
            return unresolved(kind, calendars.UNKNOWN.get(self.unit, "XXXX") + self.time, basis)
        offset = self.offset
        if self.unit == "weekend" and not offset and start.isoweekday() < 4 and context.tense() == PAST:
            offset = -1  # "this weekend", said on Monday of what was: the one just over
        try:
            day = calendars.shift(start, offset, self.unit)
        except (ValueError, OverflowError):
            return unresolved(kind, "XXXX", "outside the calendar")
        return reading(kind, calendars.unit_value(day, self.unit) + self.time, basis)


@dataclass(frozen=True, slots=True)
class DeicticNamed:
    """A named day, month or season before, in or after the present one: "last Tuesday", "next June".

    "last" is the nearest that lies wholly before, "this" the one of the current week or year; "next" a month or
    season is the nearest that begins after, "next" a weekday that of the next calendar week."""

    offset: int
    calendar: Calendar
    anchored: bool = False

    def resolve(self, context: Context) -> Reading:
        kind = self.calendar.kind
        start, basis = context.start(self.anchored)
        if start is None:
            return unresolved(kind, self.calendar.value(None) or "XXXX", basis)
        if self.calendar.weekday and not self.calendar.month:
            return reading(kind, self._weekday(start, self.calendar.weekday) + self.calendar.time, basis)
        found = [v for y in range(start.year - 9, start.year + 10) if (v := self.calendar.value(y))]
        spans = [(days, v) for v in found if (days := timex.interval(v))]
        if self.offset < 0:
            values = [v for (_, last), v in spans if last < start][-1:]
        elif self.offset > 0:
            values = [v for (first, _), v in spans if first > start][:1]
        else:
            values = [v for v in found if v.startswith(f"{start.year:04d}")]
        return reading(kind, values[0], basis) if values else unresolved(kind, "XXXX", "no such day")

    def _weekday(self, start: date, weekday: int) -> str:
        if self.offset < 0:
            return calendars.weekday_near(start - timedelta(1), weekday, PAST).isoformat()
        monday = start - timedelta(start.isoweekday() - 1)
        return (monday + timedelta(7 * self.offset + weekday - 1)).isoformat()


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

    def resolve(self, context: Context) -> Reading:
        if self.count is None:
            return Reading(Kind.DATE, "PAST_REF" if self.sign < 0 else "FUTURE_REF")
        kind = Kind.TIME if self.time else Kind.DATE
        full = False
        if self.unit in ("hour", "minute", "second") and (self.anchored or self.base is not None):
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
            start, basis = context.start(self.anchored)
        if start is None:
            return unresolved(kind, calendars.UNKNOWN.get(self.unit, "XXXX-XX-XX") + self.time, basis)
        try:
            day = calendars.shift(start, self.sign * self.count, self.unit)
        except (ValueError, OverflowError):
            return unresolved(kind, "XXXX", "outside the calendar")
        exact = self.exact or context.planning or self.count != int(self.count)
        if self.unit in ("week", "fortnight") and (self.base is not None or basis == "anchor"):
            exact = True
        unit = "year" if self.unit in ("decade", "century", "millennium") else self.unit
        value = day.isoformat() if exact else calendars.unit_value(day, unit)
        return reading(kind, value + self.time, basis, full=full)


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
        start, basis = context.start(self.anchored)
        if start is None:
            return unresolved(Kind.DURATION, value, basis)
        try:
            other = calendars.shift(start, self.sign * self.count, self.unit)
        except (ValueError, OverflowError):
            return unresolved(Kind.DURATION, value, "outside the calendar")
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
class InTime:
    """ "In two weeks": a day ahead where the clause looks forward, else how long something took."""

    ahead: Shift
    length: Meaning

    def resolve(self, context: Context) -> Reading:
        return (self.ahead if context.direction() == FUTURE else self.length).resolve(context)


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
        try:
            last = calendars.shift(said.first, self.count, self.unit) - timedelta(1)
        except (ValueError, OverflowError):
            return unresolved(Kind.DATE, "XXXX-XX-XX", "outside the calendar")
        return reading(Kind.DATE, f"{said.first.isoformat()}/{last.isoformat()}", said.basis, full=said.full)


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
        try:
            value = self._value(whole.first, whole.last)
        except (ValueError, OverflowError):
            value = None
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
class AtTime:
    """An hour or a part of a day, of a day said with it or of the one spoken of: the last day said in the
    paragraph, else the document's. Leaning forward ("remind me at 7 pm") the day stays open."""

    time: str
    day: Meaning | None = None

    def resolve(self, context: Context) -> Reading:
        if self.day is not None:
            said = self.day.resolve(context)
            if timex.grain(said.value) != "day" or "T" in said.value:
                return said
            return replace(said, kind=Kind.TIME, value=said.value + self.time)
        if context.lean != "past":
            return unresolved(Kind.TIME, self.time, "the day is not said")
        near = context.anchor if context.anchor_near else None
        if near and near.first and near.first == near.last:
            return reading(Kind.TIME, near.first.isoformat() + self.time, "anchor")
        if context.reference is None:
            return unresolved(Kind.TIME, f"XXXX-XX-XX{self.time}", NO_REFERENCE)
        return reading(Kind.TIME, context.reference.isoformat() + self.time, "document")


@dataclass(frozen=True, slots=True)
class Anchored:
    """The date said before, looked at again: "that day", "the same month"."""

    unit: str

    def resolve(self, context: Context) -> Reading:
        anchor = context.anchor
        if context.planning and context.reference and (anchor is None or anchor.first is None):
            return reading(Kind.DATE, calendars.unit_value(context.reference, self.unit), "document")
        if anchor is None or anchor.first is None:
            return unresolved(Kind.DATE, calendars.UNKNOWN.get(self.unit, "XXXX"), NO_ANCHOR)
        return reading(Kind.DATE, calendars.unit_value(anchor.first, self.unit), "anchor")


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
