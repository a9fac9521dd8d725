"""Actions on what earlier rules made: parts and ranges of dates, distances from them, durations put together."""

from __future__ import annotations

from dataclasses import replace

from index.annotators.dates.captures import Capture, Captures, Settings, Stretch, count_of, date_of, time_of, value_of
from index.annotators.dates.meanings import AtTime, Calendar, Fixed, Meaning, Span
from index.annotators.dates.numbers import clock
from index.annotators.dates.parts import Counterpart, Ended, Holding, Modified, Part, Stay
from index.annotators.dates.ranges import Range
from index.annotators.dates.relative import AboutNow, Ahead, Deictic, DeicticNamed, InTime, Planned, Shift, Window


def shift(captures: Captures, settings: Settings) -> Meaning | None:
    """A distance: `n` units, `sign` before or after the day of speaking, the anchor, or `base`."""
    counted = value_of(captures, "duration", value_of(captures, "unit"))
    if isinstance(counted, Stretch):
        count, unit = counted.count, counted.unit
    elif "duration" in captures:
        return None
    else:
        count, unit = count_of(captures, settings), value_of(captures, "unit", settings.get("unit"))
    sign = int(value_of(captures, "sign", settings.get("sign", 1)))
    base = value_of(captures, "base")
    if base is not None and settings.get("ahead"):
        base = Ahead(base)
    exact = "exact" in captures or bool(settings.get("exact"))
    return Shift(
        count, unit, sign, bool(settings.get("anchored")), base, exact, time_of(captures), bool(settings.get("told"))
    )


def part(captures: Captures, settings: Settings) -> Meaning | None:
    """The `ordinal`-th unit of `of`, or its first or last `n` units."""
    of = captures["of"].value
    if isinstance(of, Stretch):
        of = Deictic(0, of.unit)  # "the first four months of the year"
    if isinstance(of, (AtTime, Fixed, Window)):
        return None
    number = int(value_of(captures, "ordinal", settings.get("number", 1)))
    if "quarter" in captures:
        return Part(of, "quarter", captures["quarter"].value)
    if "half" in captures:
        return Part(of, "half", captures["half"].value)
    if "weekday" in captures:
        weekday = captures["weekday"].value
        return Part(of, "day", number, weekday=weekday.weekday or 1) if isinstance(weekday, Calendar) else None
    stretch = value_of(captures, "duration", value_of(captures, "unit"))
    if not isinstance(stretch, Stretch):
        return None
    unit, count = stretch.unit, stretch.count
    if count is None or count != int(count):
        return None
    if count > 1 and number not in (1, -1):
        return None
    return Part(of, unit, number, int(count))


def ten_days(captures: Captures, settings: Settings) -> Meaning | None:
    """The Russian декада: the first, second or last third of a month."""
    del settings
    return Part(captures["of"].value, "ten days", int(value_of(captures, "ordinal", -1)))


def last_of(captures: Captures, settings: Settings) -> Meaning | None:
    """As in "the last three months of 2021", whose beginning by itself would be counted from the day of speaking."""
    del settings
    part, of = captures["part"].value, captures["of"].value
    if isinstance(part, Deictic) and part.offset == -1:
        return Part(of, part.unit, -1)
    if isinstance(part, Window) and part.sign < 0 and part.count is not None and part.count == int(part.count):
        return Part(of, part.unit, -1, int(part.count))
    return None


def date_range(captures: Captures, settings: Settings) -> Meaning | None:
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
        base = date_of({k: v for k, v in captures.items() if k not in ("days", "weekday")}, {})
        return Range(replace(base, day=first), replace(base, day=last)) if base else None
    if "times" in captures:
        first, last = captures["times"].value
        day = value_of(captures, "date")
        return Range(AtTime(first, day), AtTime(last, day))
    ends = [_end(captures[name]) for name in ("a", "b")]
    if "month" in captures or "year" in captures:
        said = date_of({k: v for k, v in captures.items() if k in ("month", "year")}, {})
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


def in_time(captures: Captures, settings: Settings) -> Meaning | None:
    """A duration after "in"."""
    length = captures["duration"].value
    ahead = shift(captures, {**settings, "sign": 1})
    return InTime(ahead, length) if isinstance(ahead, Shift) and ahead.count is not None else None


def holding(captures: Captures, settings: Settings) -> Meaning | None:
    """The week or weekend that holds a day."""
    del settings
    stretch = captures["unit"].value
    if not isinstance(stretch, Stretch) or stretch.unit not in ("week", "weekend"):
        return None
    return Holding(captures["base"].value, stretch.unit)


def ended(captures: Captures, settings: Settings) -> Meaning | None:
    """A stretch told by its end: `duration` or `unit`, else the `n` units of the settings."""
    end, stretch = captures["end"].value, value_of(captures, "length", settings.get("unit"))
    count: float | None = settings.get("n")
    if isinstance(stretch, Stretch):
        count, stretch = stretch.count, stretch.unit
    if isinstance(end, (AtTime, Fixed, Window)) or count is None or stretch in ("hour", "minute", "second"):
        return None
    return Ended(end, count, stretch)


def counterpart(captures: Captures, settings: Settings) -> Meaning | None:
    """As in "the same period of last year"."""
    del settings
    of = captures["of"].value
    return None if isinstance(of, (AtTime, Fixed, Window)) else Counterpart(of)


def modified(captures: Captures, settings: Settings) -> Meaning | None:
    """Early, middle or late in a date."""
    del settings
    of = captures["of"].value
    return None if isinstance(of, (Fixed, Window)) else Modified(of, str(captures["mod"].value))


def planned_unit(captures: Captures, settings: Settings) -> Meaning | None:
    """As in "the week", which is the present one where plans are made and says nothing elsewhere."""
    stretch = captures["unit"].value
    if not isinstance(stretch, Stretch) or stretch.unit not in ("day", "week", "month", "quarter", "year"):
        return None
    return Planned(Deictic(int(settings.get("offset", 0)), stretch.unit))


def stay(captures: Captures, settings: Settings) -> Meaning | None:
    """A duration that begins on a day said with it."""
    stretch = captures["duration"].value
    del settings
    if not isinstance(stretch, Stretch) or stretch.count is None:
        return None
    return Stay(captures["base"].value, stretch.count, stretch.unit)


def sum_of(captures: Captures, settings: Settings) -> Meaning | None:
    """Two durations said as one: "two years and three months"; counted in the smaller unit where that is exact."""
    del settings
    whole, rest = captures["a"].value, captures["b"].value
    if not (isinstance(whole, Stretch) and isinstance(rest, Stretch)) or whole.count is None or rest.count is None:
        return None
    factor = {("year", "month"): 12, ("week", "day"): 7, ("day", "hour"): 24, ("hour", "minute"): 60}.get(
        (whole.unit, rest.unit)
    )
    return Stretch(whole.count * factor + rest.count, rest.unit) if factor else None


def named_holiday(captures: Captures, settings: Settings) -> Meaning | None:
    """As in "last Christmas", "Christmas of last year"."""
    del settings
    holiday = captures["holiday"].value
    if not isinstance(holiday, Calendar) or holiday.year is not None:
        return None
    if "of" in captures:
        return replace(holiday, of=captures["of"].value)
    return DeicticNamed(int(captures["deixis"].value), holiday)


def this_time(captures: Captures, settings: Settings) -> Meaning | None:
    """As in "this time last year": about the day of speaking, so its month, of that year; its week of that month."""
    del settings
    said = captures["unit"].value
    finer = {"year": "month", "month": "week", "week": "day"}
    if not isinstance(said, Deictic) or said.unit not in finer or not said.offset:
        return said if isinstance(said, (Deictic, DeicticNamed, Shift)) else None
    return AboutNow(said.offset, said.unit, finer[said.unit])


def unit_of_speaking(captures: Captures, settings: Settings) -> Meaning | None:
    """As in "the end of the year": the unit captured as an item, of the day of speaking."""
    stretch = captures["unit"].value
    if not isinstance(stretch, Stretch):
        return None
    whole = Deictic(int(settings.get("offset", 0)), stretch.unit)
    return Modified(whole, str(captures["mod"].value)) if "mod" in captures else whole


def part_of(captures: Captures, settings: Settings) -> Meaning | None:
    """A quarter or half (`part`, itself a date without a year) of the date `of` or the present `unit`."""
    part = captures["part"].value
    of = captures["of"].value if "of" in captures else unit_of_speaking(captures, settings)
    if not isinstance(part, Calendar) or part.year is not None or of is None:
        return None
    return replace(part, of=of)


def exactly(captures: Captures, settings: Settings) -> Meaning | None:
    """A distance said to be exact: three months ago to the day."""
    del settings
    meaning = captures["of"].value
    return replace(meaning, exact=True) if isinstance(meaning, Shift) else meaning
