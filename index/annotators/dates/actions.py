"""What a rule makes of its captures. Each action is named in the YAML rules as `make:` and gets the captures by
name, each with the class it was found by, and the rule's own settings (`with:`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from index.annotators.dates import calendars
from index.annotators.dates.meanings import AtTime, Calendar, Fixed, Holiday, Meaning, Present, Span
from index.annotators.dates.numbers import clock
from index.annotators.dates.parts import Holding, Modified, Part, Stay
from index.annotators.dates.ranges import Range
from index.annotators.dates.relative import (
    Ahead,
    Anchored,
    Deictic,
    DeicticNamed,
    InTime,
    Planned,
    Shift,
    WeekdayOfWeek,
    Window,
)
from index.models import Kind


class Capture(NamedTuple):
    """A captured unit: the class it was captured as, and its value there."""

    cls: str
    value: Any


Captures = Mapping[str, Capture]
Settings = Mapping[str, Any]
Action = Callable[[Captures, Settings], Meaning | None]


def _get(captures: Captures, name: str, default: Any = None) -> Any:
    return captures[name].value if name in captures else default


def _calendar(captures: Captures, settings: Settings) -> Calendar | None:
    """Any of year, month, day, weekday, quarter, half, season, holiday, hour... ; `of` another date."""
    year: int | None = _get(captures, "year", settings.get("year"))
    month: int | None = _get(captures, "month", settings.get("month"))
    day: int | None = _get(captures, "day", settings.get("day"))
    if "full_date" in captures:
        year, month, day, time = captures["full_date"].value
        return Calendar(year, month, day, time=time or _time(captures))
    if "year_month" in captures:
        year, month = captures["year_month"].value
    if "month_day" in captures:
        month, day = captures["month_day"].value
    if year is not None and settings.get("era") == "BC":
        return None
    if (day is not None and not 1 <= day <= 31) or (month is not None and not 1 <= month <= 12):
        return None
    holiday = Holiday(**settings["holiday"]) if "holiday" in settings else None
    return Calendar(
        year=year,
        month=month,
        day=day,
        weekday=_get(captures, "weekday"),
        quarter=_get(captures, "quarter", settings.get("quarter")),
        half=_get(captures, "half", settings.get("half")),
        season=_get(captures, "season", ""),
        holiday=holiday,
        time=_time(captures),
        of=_get(captures, "of"),
    )


def _time(captures: Captures) -> str:
    """The time captured: a time as printed, an hour with or without minutes and a half of the day, or a part."""
    for name in ("time", "clock", "part", "clock_dot", "clock4"):
        if name in captures:
            value = captures[name].value
            if isinstance(value, AtTime):
                return value.time
            return _halved(str(value), _get(captures, "meridiem", ""))
    if "hour" in captures:
        minute = _get(captures, "minute")
        return _halved(clock(int(captures["hour"].value), minute), _get(captures, "meridiem", ""))
    return ""


def _halved(time: str, meridiem: str) -> str:
    """A time moved into the half of the day said with it: "T07" and "pm" give "T19"."""
    if not meridiem or not time[1:3].isdigit():
        return time
    hour = int(time[1:3])
    if meridiem == "pm" and hour < 12:
        hour += 12
    elif meridiem == "am" and hour == 12:
        hour = 0
    return f"T{hour:02d}{time[3:]}"


def _at_time(captures: Captures, settings: Settings) -> Meaning | None:
    """An hour, and the `date` said with it."""
    time = settings.get("time") or _time(captures)
    day = _get(captures, "date")
    if isinstance(day, AtTime):
        return None
    return AtTime(time, day) if time else None


def _deictic(captures: Captures, settings: Settings) -> Meaning | None:
    """last/this/next (`deixis`) with a unit."""
    unit = _get(captures, "unit", settings.get("unit"))
    offset = int(_get(captures, "deixis", settings.get("offset", 0)))
    if unit in ("hour", "minute", "second"):
        return Window(1, unit, offset) if offset else None
    if unit in ("century", "millennium"):
        return Deictic(offset, "century")
    time = _time(captures) or settings.get("time", "")
    return Deictic(offset, unit, bool(settings.get("anchored")), time)


def _deictic_named(captures: Captures, settings: Settings) -> Meaning | None:
    calendar = _calendar({k: v for k, v in captures.items() if k != "deixis"}, {})
    offset = int(_get(captures, "deixis", settings.get("offset", 0)))
    if calendar is None:
        return None
    return DeicticNamed(offset, calendar, bool(settings.get("anchored")), bool(settings.get("soonest")))


def _number(captures: Captures, settings: Settings) -> float | None:
    """The count captured as `n`; None for a vague one."""
    value = captures["n"].value if "n" in captures else settings.get("n", 1)
    count = None if value == "X" else float(value)
    if "fraction" in captures and count is not None:
        count += float(captures["fraction"].value)
    return count


def _shift(captures: Captures, settings: Settings) -> Meaning | None:
    """A distance: `n` units, `sign` before or after the day of speaking, the anchor, or `base`."""
    counted = _get(captures, "duration", _get(captures, "unit"))
    if isinstance(counted, Stretch):
        count, unit = counted.count, counted.unit
    elif "duration" in captures:
        return None
    else:
        count, unit = _number(captures, settings), _get(captures, "unit", settings.get("unit"))
    sign = int(_get(captures, "sign", settings.get("sign", 1)))
    base = _get(captures, "base")
    if base is not None and settings.get("ahead"):
        base = Ahead(base)
    exact = "exact" in captures or bool(settings.get("exact"))
    return Shift(count, unit, sign, bool(settings.get("anchored")), base, exact, _time(captures))


class Stretch(Fixed):
    """A duration that remembers its count and unit, so that "ago", "later" or "after" can be said of it."""

    __slots__ = ("count", "unit")

    def __init__(self, count: float | None, unit: str) -> None:
        Fixed.__init__(self, Kind.DURATION, calendars.duration("X" if count is None else count, unit))
        object.__setattr__(self, "count", count)
        object.__setattr__(self, "unit", unit)

    count: float | None
    unit: str


def _duration(captures: Captures, settings: Settings) -> Meaning | None:
    unit = _get(captures, "unit", settings.get("unit"))
    if "value" in settings:
        return Fixed(Kind.DURATION, settings["value"])
    if "numbers" in captures:
        low, high = captures["numbers"].value
        return Fixed(Kind.DURATION, f"{calendars.duration(low, unit)}/{calendars.duration(high, unit)}")
    return Stretch(_number(captures, settings), unit)


def _long_duration(captures: Captures, settings: Settings) -> Meaning | None:
    """A duration inside one word, its value listed with it: "трёхлетний"."""
    del settings
    return Fixed(Kind.DURATION, str(captures["long"].value))


def _set(captures: Captures, settings: Settings) -> Meaning | None:
    """A repetition: every `n` units, every weekday or month, or the `value` of an adverb."""
    if "set" in captures:
        return Fixed(Kind.SET, captures["set"].value)
    if "value" in settings:
        return Fixed(Kind.SET, settings["value"])
    if "unit" in captures:
        unit = captures["unit"].value
        if isinstance(unit, Stretch):
            return Fixed(Kind.SET, unit.value)
        return Fixed(Kind.SET, calendars.duration(_number(captures, settings) or 1, unit))
    calendar = _calendar(captures, {})
    value = calendar.value(None) if calendar else None
    return Fixed(Kind.SET, value or "XXXX") if calendar else None


def _window(captures: Captures, settings: Settings) -> Meaning | None:
    if "duration" in captures:
        stretch = captures["duration"].value
        if not isinstance(stretch, Stretch):
            return None
        count, unit = stretch.count, stretch.unit
    else:
        count, unit = _number(captures, settings), _get(captures, "unit", settings.get("unit"))
    sign = int(_get(captures, "deixis", settings.get("sign", -1)))
    return Window(count, unit, sign or -1, bool(settings.get("anchored")))


def _part(captures: Captures, settings: Settings) -> Meaning | None:
    """The `ordinal`-th unit of `of`, or its first or last `n` units."""
    of = captures["of"].value
    if isinstance(of, Stretch):
        of = Deictic(0, of.unit)  # "the first four months of the year"
    if isinstance(of, (AtTime, Fixed, Window)):
        return None
    number = int(_get(captures, "ordinal", settings.get("number", 1)))
    if "quarter" in captures:
        return Part(of, "quarter", captures["quarter"].value)
    if "half" in captures:
        return Part(of, "half", captures["half"].value)
    if "weekday" in captures:
        weekday = captures["weekday"].value
        return Part(of, "day", number, weekday=weekday.weekday or 1) if isinstance(weekday, Calendar) else None
    stretch = _get(captures, "duration", _get(captures, "unit"))
    if not isinstance(stretch, Stretch):
        return None
    unit, count = stretch.unit, stretch.count
    if count is None or count != int(count):
        return None
    if count > 1 and number not in (1, -1):
        return None
    return Part(of, unit, number, int(count))


def _ten_days(captures: Captures, settings: Settings) -> Meaning | None:
    """The Russian декада: the first, second or last third of a month."""
    del settings
    return Part(captures["of"].value, "ten days", int(_get(captures, "ordinal", -1)))


def _last_of(captures: Captures, settings: Settings) -> Meaning | None:
    """ "The last three months of 2021", whose beginning by itself would be counted from the day of speaking."""
    del settings
    part, of = captures["part"].value, captures["of"].value
    if isinstance(part, Deictic) and part.offset == -1:
        return Part(of, part.unit, -1)
    if isinstance(part, Window) and part.sign < 0 and part.count is not None and part.count == int(part.count):
        return Part(of, part.unit, -1, int(part.count))
    return None


def _same(captures: Captures, settings: Settings) -> Meaning | None:
    """The captured date itself, said with words that do not change its days ("early 2020", "as of May")."""
    del settings
    return next((c.value for c in captures.values() if hasattr(c.value, "resolve")), None)


def _range(captures: Captures, settings: Settings) -> Meaning | None:
    """From `a` to `b`, or a span written as one number (`years`, `days`) with the date it belongs to."""
    del settings
    if "years" in captures:
        first, last = captures["years"].value
        return Range(Calendar(first), Calendar(last))
    if "decades" in captures:
        first, last = captures["decades"].value
        return Range(Span(f"{first // 10}X"), Span(f"{last // 10}X"))
    if "days" in captures:
        first, last = captures["days"].value
        base = _calendar({k: v for k, v in captures.items() if k not in ("days", "weekday")}, {})
        return Range(replace(base, day=first), replace(base, day=last)) if base else None
    if "times" in captures:
        first, last = captures["times"].value
        day = _get(captures, "date")
        return Range(AtTime(first, day), AtTime(last, day))
    ends = [_end(captures[name]) for name in ("a", "b")]
    if "month" in captures or "year" in captures:
        said = _calendar({k: v for k, v in captures.items() if k in ("month", "year")}, {})
        ends = [replace(e, month=said.month, year=said.year) if isinstance(e, Calendar) and said else e for e in ends]
    return Range(ends[0], ends[1]) if ends[0] is not None and ends[1] is not None else None


def _end(capture: Capture) -> Meaning | None:
    """One end of a range: a date, or a bare number standing for a day or a year."""
    if not capture.cls.startswith("@"):
        number = int(capture.value)
        if capture.cls in ("hour", "spoken_hour"):
            return AtTime(clock(number)) if number <= 24 else None
        if capture.cls in ("year", "modern_year", "year2"):
            return Calendar(number)
        return Calendar(day=number) if 1 <= number <= 31 else None
    meaning: Meaning = capture.value
    return None if isinstance(meaning, (Fixed, Window)) else meaning


def _decade(captures: Captures, settings: Settings) -> Meaning | None:
    del settings
    start = int(captures["decade"].value)
    return Span(f"{start // 10}X") if start >= 1000 and start % 10 == 0 else None


def _century(captures: Captures, settings: Settings) -> Meaning | None:
    del settings
    number = int(captures["ordinal"].value)
    return Span(f"{number - 1:02d}") if 1 <= number <= 30 else None


def _reference(captures: Captures, settings: Settings) -> Meaning | None:
    """A vague word: `PRESENT_REF`, `PAST_REF` or `FUTURE_REF`."""
    value = str(_get(captures, "reference", settings.get("value")))
    return Present() if value == "PRESENT_REF" else Fixed(Kind.DATE, value)


def _in_time(captures: Captures, settings: Settings) -> Meaning | None:
    """A duration after "in"."""
    length = captures["duration"].value
    shift = _shift(captures, {**settings, "sign": 1})
    return InTime(shift, length) if isinstance(shift, Shift) and shift.count is not None else None


def _holding(captures: Captures, settings: Settings) -> Meaning | None:
    del settings
    stretch = captures["unit"].value
    if not isinstance(stretch, Stretch) or stretch.unit not in ("week", "weekend"):
        return None
    return Holding(captures["base"].value, stretch.unit)


def _modified(captures: Captures, settings: Settings) -> Meaning | None:
    """Early, middle or late in a date."""
    del settings
    of = captures["of"].value
    return None if isinstance(of, (Fixed, Window)) else Modified(of, str(captures["mod"].value))


def _planned_unit(captures: Captures, settings: Settings) -> Meaning | None:
    """ "The week", which is the present one where plans are made and says nothing elsewhere."""
    stretch = captures["unit"].value
    if not isinstance(stretch, Stretch) or stretch.unit not in ("day", "week", "month", "quarter", "year"):
        return None
    return Planned(Deictic(int(settings.get("offset", 0)), stretch.unit))


def _stay(captures: Captures, settings: Settings) -> Meaning | None:
    stretch = captures["duration"].value
    del settings
    if not isinstance(stretch, Stretch) or stretch.count is None:
        return None
    return Stay(captures["base"].value, stretch.count, stretch.unit)


def _sum(captures: Captures, settings: Settings) -> Meaning | None:
    """Two durations said as one: "two years and three months"; counted in the smaller unit where that is exact."""
    del settings
    whole, rest = captures["a"].value, captures["b"].value
    if not (isinstance(whole, Stretch) and isinstance(rest, Stretch)) or whole.count is None or rest.count is None:
        return None
    factor = {("year", "month"): 12, ("week", "day"): 7, ("day", "hour"): 24, ("hour", "minute"): 60}.get(
        (whole.unit, rest.unit)
    )
    return Stretch(whole.count * factor + rest.count, rest.unit) if factor else None


def _week(captures: Captures, settings: Settings) -> Meaning | None:
    """A week by its number, of a year said or of the present one."""
    del settings
    of = _get(captures, "of", Deictic(0, "year"))
    if "year" in captures:
        of = Calendar(captures["year"].value)
    return Part(of, "week", int(captures["n"].value))


def _named_holiday(captures: Captures, settings: Settings) -> Meaning | None:
    """As in "last Christmas", "Christmas of last year"."""
    del settings
    holiday = captures["holiday"].value
    if not isinstance(holiday, Calendar) or holiday.year is not None:
        return None
    if "of" in captures:
        return replace(holiday, of=captures["of"].value)
    return DeicticNamed(int(captures["deixis"].value), holiday)


def _anchored(captures: Captures, settings: Settings) -> Meaning | None:
    return Anchored(str(_get(captures, "unit", settings.get("unit", "day"))), bool(settings.get("only")))


def _name_of_period(captures: Captures, settings: Settings) -> Meaning | None:
    """A weekday, month or season of last, this or next week or year ("March of last year", "Monday next week")."""
    unit = _get(captures, "unit", settings.get("unit"))
    calendar = _calendar({k: v for k, v in captures.items() if k not in ("deixis", "unit")}, {})
    offset = int(_get(captures, "deixis", settings.get("offset", 0)))
    anchored = bool(settings.get("anchored"))
    if calendar is None:
        return None
    if unit == "week" and calendar.weekday:
        return WeekdayOfWeek(Deictic(offset, "week", anchored), calendar.weekday, calendar.time)
    if unit == "month" and calendar.day and not calendar.month:
        return replace(calendar, of=Deictic(offset, "month", anchored))
    return replace(calendar, of=Deictic(offset, "year", anchored)) if unit == "year" else None


def _duration_and_a_half(captures: Captures, settings: Settings) -> Meaning | None:
    return Stretch((_number(captures, settings) or 0) + 0.5, captures["unit"].value)


def _unit_of_speaking(captures: Captures, settings: Settings) -> Meaning | None:
    """As in "the end of the year": the unit captured as an item, of the day of speaking."""
    stretch = captures["unit"].value
    if not isinstance(stretch, Stretch):
        return None
    whole = Deictic(int(settings.get("offset", 0)), stretch.unit)
    return Modified(whole, str(captures["mod"].value)) if "mod" in captures else whole


def _part_of(captures: Captures, settings: Settings) -> Meaning | None:
    """A quarter or half (`part`, itself a date without a year) of the date `of` or the present `unit`."""
    part = captures["part"].value
    of = captures["of"].value if "of" in captures else _unit_of_speaking(captures, settings)
    if not isinstance(part, Calendar) or part.year is not None or of is None:
        return None
    return replace(part, of=of)


def _exactly(captures: Captures, settings: Settings) -> Meaning | None:
    """A distance said to be exact: three months ago to the day."""
    del settings
    meaning = captures["of"].value
    return replace(meaning, exact=True) if isinstance(meaning, Shift) else meaning


ACTIONS: dict[str, Action] = {
    "date": _calendar,
    "time": _at_time,
    "deictic": _deictic,
    "deictic named": _deictic_named,
    "shift": _shift,
    "duration": _duration,
    "long duration": _long_duration,
    "set": _set,
    "window": _window,
    "part": _part,
    "last of": _last_of,
    "ten days": _ten_days,
    "same": _same,
    "range": _range,
    "decade": _decade,
    "century": _century,
    "reference": _reference,
    "anchored": _anchored,
    "exactly": _exactly,
    "in time": _in_time,
    "holding": _holding,
    "modified": _modified,
    "planned unit": _planned_unit,
    "stay": _stay,
    "sum": _sum,
    "week": _week,
    "named holiday": _named_holiday,
    "name of period": _name_of_period,
    "duration and a half": _duration_and_a_half,
    "unit of speaking": _unit_of_speaking,
    "part of": _part_of,
}

__all__ = ["ACTIONS", "Action", "Capture", "Captures", "Settings", "Stretch"]
