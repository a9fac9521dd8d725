"""What rules capture, and the readings of captures that several actions share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from index.annotators.dates import calendars
from index.annotators.dates.meanings import AtTime, Calendar, Fixed, Holiday, Meaning
from index.annotators.dates.numbers import clock
from index.annotators.drafts import drafted
from index.models import Kind

_calendar = drafted(Calendar)


class Capture(NamedTuple):
    """A captured unit: the class it was captured as, and its value there."""

    cls: str
    value: Any


Captures = Mapping[str, Capture]
Settings = Mapping[str, Any]
Action = Callable[[Captures, Settings], Meaning | None]


def value_of(captures: Captures, name: str, default: Any = None) -> Any:
    """The value captured under a name, or a default."""
    return captures[name].value if name in captures else default


def date_of(captures: Captures, settings: Settings) -> Calendar | None:
    """Any of year, month, day, weekday, quarter, half, season, holiday, hour... ; `of` another date."""
    year: int | None = value_of(captures, "year", settings.get("year"))
    month: int | None = value_of(captures, "month", settings.get("month"))
    day: int | None = value_of(captures, "day", settings.get("day"))
    if "full_date" in captures:
        year, month, day, time = captures["full_date"].value
        return Calendar(year, month, day, time=time or time_of(captures))
    if "year_month" in captures:
        year, month = captures["year_month"].value
    if "month_day" in captures:
        month, day = captures["month_day"].value
    if year is not None and settings.get("era") == "BC":
        return None
    if (day is not None and not 1 <= day <= 31) or (month is not None and not 1 <= month <= 12):
        return None
    holiday = Holiday(**settings["holiday"]) if "holiday" in settings else None
    return _calendar(
        year=year,
        month=month,
        day=day,
        weekday=value_of(captures, "weekday"),
        quarter=value_of(captures, "quarter", settings.get("quarter")),
        half=value_of(captures, "half", settings.get("half")),
        season=value_of(captures, "season", ""),
        holiday=holiday,
        time=time_of(captures),
        of=value_of(captures, "of"),
    )


def time_of(captures: Captures) -> str:
    """The time captured: a time as printed, an hour with or without minutes and a half of the day, or a part."""
    for name in ("time", "clock", "part", "clock_dot", "clock4"):
        if name in captures:
            value = captures[name].value
            if isinstance(value, AtTime):
                return value.time
            return _halved(str(value), value_of(captures, "meridiem", ""))
    if "hour" in captures:
        minute = value_of(captures, "minute")
        return _halved(clock(int(captures["hour"].value), minute), value_of(captures, "meridiem", ""))
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


def count_of(captures: Captures, settings: Settings) -> float | None:
    """The count captured as `n`; None for a vague one."""
    value = captures["n"].value if "n" in captures else settings.get("n", 1)
    count = None if value == "X" else float(value)
    if "fraction" in captures and count is not None:
        count += float(captures["fraction"].value)
    return count


class Stretch(Fixed):
    """A duration that remembers its count and unit, so that "ago", "later" or "after" can be said of it."""

    __slots__ = ("count", "unit")

    def __init__(self, count: float | None, unit: str) -> None:
        Fixed.__init__(self, Kind.DURATION, calendars.duration("X" if count is None else count, unit))
        object.__setattr__(self, "count", count)
        object.__setattr__(self, "unit", unit)

    count: float | None
    unit: str
