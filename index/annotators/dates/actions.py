"""What a rule makes of its captures. Each action is named in the YAML rules as `make:` and gets the captures by
name, each with the class it was found by, and the rule's own settings (`with:`)."""

from __future__ import annotations

from dataclasses import replace

from index.annotators.dates import calendars, compositions
from index.annotators.dates.captures import (
    Action,
    Captures,
    Settings,
    Stretch,
    count_of,
    date_of,
    time_of,
    value_of,
)
from index.annotators.dates.meanings import AtTime, Calendar, Fixed, Meaning, Present, Span
from index.annotators.dates.parts import Part
from index.annotators.dates.ranges import Range
from index.annotators.dates.relative import Anchored, Deictic, DeicticNamed, WeekdayOfWeek, Window
from index.models import Kind


def _at_time(captures: Captures, settings: Settings) -> Meaning | None:
    """An hour, and the `date` said with it."""
    time = settings.get("time") or time_of(captures)
    day = value_of(captures, "date")
    if isinstance(day, AtTime):
        return None
    return AtTime(time, day) if time else None


def _deictic(captures: Captures, settings: Settings) -> Meaning | None:
    """last/this/next (`deixis`) with a unit."""
    unit = value_of(captures, "unit", settings.get("unit"))
    offset = int(value_of(captures, "deixis", settings.get("offset", 0)))
    if unit in ("hour", "minute", "second"):
        return Window(1, unit, offset) if offset else None
    if unit in ("century", "millennium"):
        return Deictic(offset, "century")
    time = time_of(captures) or settings.get("time", "")
    return Deictic(offset, unit, bool(settings.get("anchored")), time, bool(settings.get("just")))


def _deictic_named(captures: Captures, settings: Settings) -> Meaning | None:
    calendar = date_of({k: v for k, v in captures.items() if k != "deixis"}, {})
    offset = int(value_of(captures, "deixis", settings.get("offset", 0)))
    if calendar is None:
        return None
    return DeicticNamed(offset, calendar, bool(settings.get("anchored")), bool(settings.get("soonest")))


def _duration(captures: Captures, settings: Settings) -> Meaning | None:
    unit = value_of(captures, "unit", settings.get("unit"))
    if "value" in settings:
        return Fixed(Kind.DURATION, settings["value"])
    if "numbers" in captures:
        low, high = captures["numbers"].value
        return Fixed(Kind.DURATION, f"{calendars.duration(low, unit)}/{calendars.duration(high, unit)}")
    return Stretch(count_of(captures, settings), unit)


def _long_duration(captures: Captures, settings: Settings) -> Meaning | None:
    """A duration inside one word, its value listed with it ("weeklong"), or one unit ("month-long")."""
    del settings
    if "unit" in captures:
        return Stretch(1, captures["unit"].value)
    return Fixed(Kind.DURATION, str(captures["long"].value))


def _set(captures: Captures, settings: Settings) -> Meaning | None:
    """A repetition: every `n` units, every weekday or month, or the `value` of an adverb."""
    if "set" in captures:
        return Fixed(Kind.SET, captures["set"].value)
    if "part" in captures:
        return Fixed(Kind.SET, str(captures["part"].value))
    if "value" in settings:
        return Fixed(Kind.SET, settings["value"])
    if "unit" in captures:
        unit = captures["unit"].value
        if isinstance(unit, Stretch):
            return Fixed(Kind.SET, unit.value)
        return Fixed(Kind.SET, calendars.duration(count_of(captures, settings) or 1, unit))
    calendar = date_of(captures, {})
    value = calendar.value(None) if calendar else None
    return Fixed(Kind.SET, value or "XXXX") if calendar else None


def _window(captures: Captures, settings: Settings) -> Meaning | None:
    if "duration" in captures:
        stretch = captures["duration"].value
        if not isinstance(stretch, Stretch):
            return None
        count, unit = stretch.count, stretch.unit
    else:
        count, unit = count_of(captures, settings), value_of(captures, "unit", settings.get("unit"))
    sign = int(value_of(captures, "deixis", settings.get("sign", -1)))
    return Window(count, unit, sign or -1, bool(settings.get("anchored")))


def _same(captures: Captures, settings: Settings) -> Meaning | None:
    """The captured date itself, said with words that do not change its days ("early 2020", "as of May")."""
    del settings
    return next((c.value for c in captures.values() if hasattr(c.value, "resolve")), None)


def _decade(captures: Captures, settings: Settings) -> Meaning | None:
    del settings
    start = int(captures["decade"].value)
    return Span(f"{start // 10}X") if start >= 1000 and start % 10 == 0 else None


def _century(captures: Captures, settings: Settings) -> Meaning | None:
    del settings
    number = int(captures["ordinal"].value)
    return Span(f"{number - 1:02d}") if 1 <= number <= 30 else None


def _centuries(captures: Captures, settings: Settings) -> Meaning | None:
    """Two centuries and what lies between: "the 18th and 19th centuries"."""
    del settings
    first, last = int(captures["first"].value), int(captures["last"].value)
    return Range(Span(f"{first - 1:02d}"), Span(f"{last - 1:02d}")) if 1 <= first < last <= 30 else None


def _quarters(captures: Captures, settings: Settings) -> Meaning | None:
    """Quarters in a row: "the first and second quarters of 2021"; nothing for some that do not follow each other."""
    del settings
    first, last, year = int(captures["first"].value), int(captures["last"].value), value_of(captures, "year")
    if not 1 <= first < last <= 4 or (last > first + 1):
        return None
    return Range(Calendar(year, quarter=first), Calendar(year, quarter=last))


def _month_of_year(captures: Captures, settings: Settings) -> Meaning | None:
    """A month before a noun whose year follows it: "the June events of 2010"."""
    return date_of({name: captures[name] for name in ("month", "year")}, settings)


def _attacks(captures: Captures, settings: Settings) -> Meaning | None:
    """The attacks of 11 September are those of 2001; an attack of another day tells no year."""
    found = date_of(captures, settings)
    return replace(found, year=2001) if found and (found.month, found.day) == (9, 11) else None


def _reference(captures: Captures, settings: Settings) -> Meaning | None:
    """A vague word: `PRESENT_REF`, `PAST_REF` or `FUTURE_REF`."""
    value = str(value_of(captures, "reference", settings.get("value")))
    return Present() if value == "PRESENT_REF" else Fixed(Kind.DATE, value)


def _week(captures: Captures, settings: Settings) -> Meaning | None:
    """A week by its number, of a year said or of the present one."""
    del settings
    of = value_of(captures, "of", Deictic(0, "year"))
    if "year" in captures:
        of = Calendar(captures["year"].value)
    return Part(of, "week", int(captures["n"].value))


def _anchored(captures: Captures, settings: Settings) -> Meaning | None:
    return Anchored(str(value_of(captures, "unit", settings.get("unit", "day"))), bool(settings.get("only")))


def _name_of_period(captures: Captures, settings: Settings) -> Meaning | None:
    """A weekday, month or season of last, this or next week or year ("March of last year", "Monday next week")."""
    unit = value_of(captures, "unit", settings.get("unit"))
    calendar = date_of({k: v for k, v in captures.items() if k not in ("deixis", "unit")}, {})
    offset = int(value_of(captures, "deixis", settings.get("offset", 0)))
    anchored = bool(settings.get("anchored"))
    if calendar is None:
        return None
    if unit == "week" and calendar.weekday:
        return WeekdayOfWeek(Deictic(offset, "week", anchored), calendar.weekday, calendar.time)
    if unit == "month" and calendar.day and not calendar.month:
        return replace(calendar, of=Deictic(offset, "month", anchored))
    return replace(calendar, of=Deictic(offset, "year", anchored)) if unit == "year" else None


def _duration_and_a_half(captures: Captures, settings: Settings) -> Meaning | None:
    return Stretch((count_of(captures, settings) or 0) + 0.5, captures["unit"].value)


ACTIONS: dict[str, Action] = {
    "date": date_of,
    "time": _at_time,
    "deictic": _deictic,
    "deictic named": _deictic_named,
    "shift": compositions.shift,
    "duration": _duration,
    "long duration": _long_duration,
    "set": _set,
    "window": _window,
    "part": compositions.part,
    "last of": compositions.last_of,
    "ten days": compositions.ten_days,
    "same": _same,
    "range": compositions.date_range,
    "decade": _decade,
    "century": _century,
    "centuries": _centuries,
    "quarters": _quarters,
    "attacks": _attacks,
    "month of year": _month_of_year,
    "this time": compositions.this_time,
    "reference": _reference,
    "anchored": _anchored,
    "exactly": compositions.exactly,
    "in time": compositions.in_time,
    "holding": compositions.holding,
    "ended": compositions.ended,
    "counterpart": compositions.counterpart,
    "modified": compositions.modified,
    "planned unit": compositions.planned_unit,
    "stay": compositions.stay,
    "sum": compositions.sum_of,
    "week": _week,
    "named holiday": compositions.named_holiday,
    "name of period": _name_of_period,
    "duration and a half": _duration_and_a_half,
    "unit of speaking": compositions.unit_of_speaking,
    "part of": compositions.part_of,
}
