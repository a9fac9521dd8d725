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
from index.annotators.dates.context import FUTURE, LIMIT, NO_REFERENCE, PAST, REMOTE, Context, Reading, unresolved
from index.annotators.drafts import drafted
from index.models import Kind

FAR = 550  # days: a weekday does not move a date without a year further than into the year before or after
NO_FIT = "the weekday and the day fit no near year"


_reading = drafted(Reading)


class Meaning(Protocol):
    """An expression understood as far as its own words go."""

    def resolve(self, context: Context) -> Reading:
        """The reading in a context; never raises for a day outside the calendar (it is then unresolved)."""
        ...


def reading(kind: Kind, value: str, basis: str, full: bool = False, window: bool = False) -> Reading:
    """A reading whose days are those of its value."""
    days = timex.interval(value)
    first, last = days or (None, None)
    return _reading(kind, value, first, last, basis, full and days is not None, window)


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
    """Said as "now": `PRESENT_REF`, kept off the timeline, but the day of speaking where plans are made."""

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
    julian: bool = False  # also kept by the Julian calendar, Christmas on 7 January and Easter by its own rule

    def kept(self, day: date) -> bool:
        """Whether a day is the Orthodox one of a holiday of both churches: a text of that day means its own."""
        if not self.julian:
            return False
        if self.easter is not None:
            return day == calendars.easter(day.year, orthodox=True) + timedelta(self.easter)
        return (day.month, day.day) == (1, 7)

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
        if (year := context.other_year()) is not None:
            value = self.value(year)
            if value and (not self.weekday or fitting([value], self.weekday)):
                return reading(self.kind, value, "anchor", full=True)  # and lends the year on
        if context.reference is None:
            return unresolved(self.kind, self.value(None) or "XXXX", NO_REFERENCE)
        if self.holiday and self.holiday.kept(context.reference):
            return reading(self.kind, context.reference.isoformat() + self.time, "document")
        near = context.reference.year
        found = [v for y in range(max(near - 8, 1), min(near + 9, 9999)) if (v := self.value(y))]
        if self.weekday and not context.planning:
            choice = choose(fitting(found, self.weekday), context.reference, 0)  # the weekday tells the year
            days = timex.interval(choice)
            if not days or abs((days[0] - context.reference).days) > FAR:
                return unresolved(self.kind, self.value(None) or "XXXX", NO_FIT)
        else:
            choice = choose(found, context.reference, *_side(context))
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
        months = [calendars.add_months(context.reference.replace(day=1), n) for n in range(-12, 13)]
        found = [v for m in months if (v := self.value(m.year, m.month))]
        choice = choose(fitting(found, self.weekday) or found, context.reference, context.direction())
        return reading(self.kind, choice, "document") if choice else unresolved(self.kind, "XXXX", "no such day")


def _side(context: Context) -> tuple[int, int]:
    """Where a month or a day without a year lies, for `choose`: on the side of the verb; where no verb tells, near.

    News tells of what has been, so with no verb to tell a date has been, too ("the January protests"); but one that
    is just ahead is announced ("Nov. 30" on the 26th), less so where a past verb stands some words away. After
    "until" or "by" the nearest counts, on either side."""
    said = context.tense()
    if context.lean == "past" and said not in (PAST, FUTURE):
        if abs(said) == LIMIT:
            return 0, 1
        return 0, 24 if said == PAST * REMOTE else 12  # at most two weeks ahead, or four
    return context.direction(), 1


def choose(values: list[str], reference: date, direction: int, cost: int = 1) -> str | None:
    """The value that a half-said date means: the last that has begun by the document's day (direction PAST), the
    first that has not ended (FUTURE), or the nearest (0), where a day ahead counts as `cost` days behind."""
    spans = [(days, v) for v in values if (days := timex.interval(v))]
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
        return max(cost * (first - reference).days, (reference - last).days, 0)

    return min(spans, key=distance)[1]


def fitting(values: list[str], weekday: int | None) -> list[str]:
    """The values whose first day is the weekday said with them."""
    if not weekday:
        return []
    return [v for v in values if (days := timex.interval(v)) and days[0].isoweekday() == weekday]


@dataclass(frozen=True, slots=True)
class Span:
    """A span of whole years or a decade or century by its value: "the 1980s" is `198X`."""

    code: str

    def resolve(self, context: Context) -> Reading:
        del context
        return reading(Kind.DATE, self.code, "text")


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
        near = context.anchor_day if context.day_near else None
        if near and near.first:
            return reading(Kind.TIME, near.first.isoformat() + self.time, "anchor")
        if context.reference is None:
            return unresolved(Kind.TIME, f"XXXX-XX-XX{self.time}", NO_REFERENCE)
        return reading(Kind.TIME, context.reference.isoformat() + self.time, "document")
