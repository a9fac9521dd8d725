"""Arithmetic on days and calendar units, and the TIMEX3 values of whole units."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta

from index import timex

#: Units and how TIMEX3 writes a stretch of them: prefix, letter, how many of that letter make one.
DURATION = {
    "second": ("PT", "S", 1),
    "minute": ("PT", "M", 1),
    "hour": ("PT", "H", 1),
    "day": ("P", "D", 1),
    "business day": ("P", "D", 1),
    "night": ("P", "D", 1),
    "weekend": ("P", "WE", 1),
    "week": ("P", "W", 1),
    "fortnight": ("P", "W", 2),
    "month": ("P", "M", 1),
    "quarter": ("P", "M", 3),
    "season": ("P", "M", 3),
    "half": ("P", "M", 6),
    "year": ("P", "Y", 1),
    "decade": ("P", "Y", 10),
    "century": ("P", "Y", 100),
    "millennium": ("P", "Y", 1000),
}
UNKNOWN = {
    "day": "XXXX-XX-XX",
    "weekend": "XXXX-WXX-WE",
    "week": "XXXX-WXX",
    "fortnight": "XXXX-WXX",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "half": "XXXX-HX",
    "season": "XXXX-XX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
    "millennium": "X",
}
_HALVES = {"hour": "PT30M", "minute": "PT30S", "day": "PT12H", "year": "P6M"}  # "half an hour" counts smaller units
_MONTHS = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}


def add_months(day: date, count: int) -> date:
    """The same day of another month, or that month's last day. ValueError outside years 1 to 9999."""
    total = day.year * 12 + day.month - 1 + count
    year, month = divmod(total, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year} is out of range")
    return date(year, month + 1, min(day.day, timex.month_end(year, month + 1).day))


def shift(day: date, count: float, unit: str) -> date:
    """A day moved by `count` units, whole or with a fraction ("two and a half years")."""
    if unit == "business day":
        return _business(day, round(count))
    if unit in _DAYS:
        return day + timedelta(days=round(count * _DAYS[unit]))
    if unit in _MONTHS:
        return add_months(day, round(count * _MONTHS[unit]))
    hours = {"hour": 1.0, "minute": 1 / 60, "second": 1 / 3600}.get(unit, 0.0)
    return day + timedelta(days=int(count * hours / 24))


def _business(day: date, count: int) -> date:
    """A day moved by working days: whole weeks of five, then one by one."""
    weeks, rest = divmod(abs(count), 5)
    step = timedelta(1 if count > 0 else -1)
    day += 7 * weeks * step
    while rest:
        day += step
        rest -= day.isoweekday() < 6
    return day


def unit_value(day: date, unit: str) -> str:
    """The TIMEX3 value of the unit that holds a day: `unit_value(date(2021, 5, 24), "quarter") == "2021-Q2"`."""
    year = f"{day.year:04d}"
    if unit in ("week", "fortnight", "weekend"):
        iso = day.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        return f"{year}-{day.month:02d}"
    if unit == "quarter":
        return f"{year}-Q{(day.month + 2) // 3}"
    if unit == "half":
        return f"{year}-H{1 if day.month < 7 else 2}"
    if unit == "season":
        name = ("WI", "SP", "SU", "FA")[day.month % 12 // 3]
        return f"{day.year - (day.month < 3):04d}-{name}"
    if unit == "year":
        return year
    if unit == "decade":
        return f"{year[:3]}X"
    if unit == "century":
        return year[:2]
    return day.isoformat()


def counterpart(value: str, year: int, grains: Container[str]) -> str | None:
    """The value of a part of a year, of one of the `grains`, in another year: `counterpart("2014-H1", 2013, ("half",))
    == "2013-H1"`. None for another grain, for what begins in one year and ends in another, and for no day at all."""
    days = timex.interval(value) if timex.grain(value) in grains else None
    if days is None or days[0].year != days[1].year:
        return None
    moved = "/".join(f"{year:04d}{end[4:]}" for end in value.split("/"))
    return moved if timex.interval(moved) else None


def duration(count: float | str, unit: str) -> str:
    """The TIMEX3 value of a stretch of time: `duration(3, "month") == "P3M"`, `duration("X", "day") == "PXD"`."""
    if count == 0.5 and unit in _HALVES:
        return _HALVES[unit]
    prefix, letter, factor = DURATION[unit]
    number = count if isinstance(count, str) else f"{count * factor:g}"
    if isinstance(count, str) and unit in ("decade", "century", "quarter", "millennium"):
        letter = {"decade": "DE", "century": "CE", "quarter": "Q", "millennium": "ML"}[unit]
    return f"{prefix}{number}{letter}"


def weekday_near(day: date, weekday: int, direction: int) -> date:
    """The weekday (1 is Monday) on or before a day, on or after it, or (direction 0) nearest to it."""
    ahead = (weekday - day.isoweekday()) % 7
    if direction > 0 or (direction == 0 and ahead <= 3):
        return day + timedelta(ahead)
    return day + timedelta(ahead - 7 if ahead else 0)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date | None:
    """The first (1) to fifth or last (-1) given weekday of a month, or None where there is no fifth."""
    if number == -1:
        last = timex.month_end(year, month)
        return last - timedelta((last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    day = first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (number - 1))
    return day if day.month == month else None


def easter(year: int, orthodox: bool = False) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus; the Orthodox date by the Julian rule)."""
    if orthodox:
        a, b, c = year % 4, year % 7, year % 19
        d = (19 * c + 15) % 30
        e = (2 * a + 4 * b - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        return date(year, month, day + 1) + timedelta(year // 100 - year // 400 - 2)
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
