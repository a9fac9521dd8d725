"""TIMEX3 values and the days they cover.

A value is the ISO-TimeML string that annotations and `Document.published` carry: `2021-05-24`, `2021-05`,
`2021`, `2021-Q1`, `2020-H2`, `2021-SU`, `2021-W05`, `199X` (decade), `19` (century), with `X` for what is not
said (`XXXX-11-27`). A range of two values is written `2011/2017`. Source of the notation: TimeML 1.2.1 and the
TIDES 2005 standard; seasons follow the northern meteorological year (winter of 2020 ends in February 2021).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

Interval = tuple[date, date]

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?$")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_YEAR = re.compile(r"(\d{4})$")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])$")
_HALF = re.compile(r"(\d{4})-H([12])$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)$")
_DECADE = re.compile(r"(\d{3})X?$")
_CENTURY = re.compile(r"(\d{2})(?:XX)?$")
_TIME = re.compile(r"T(?:\d\d(?::\d\d(?::\d\d)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?|MO|MI|AF|EV|NI|DT|XX)$")
_AMOUNT = r"(?:\d+(?:\.\d+)?|X+)"
_DURATION = re.compile(
    rf"P(?!T?$)(?:{_AMOUNT}(?:CE|DE|Y|Q|M|WE|W|D|SP|SU|FA|WI))*(?:T(?:{_AMOUNT}(?:H|M|S|MO|MI|AF|EV|NI|DT))+)?$"
)
_REFERENCE = re.compile(r"(?:PAST|PRESENT|FUTURE)_REF$")
_GRAINS = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"[\dX]{4}-[\dX]{2}-[\dX]{2}", "day"),
        (r"[\dX]{4}-W[\dX]{2}", "week"),
        (r"[\dX]{4}-[\dX]{2}$", "month"),
        (r"[\dX]{4}-Q", "quarter"),
        (r"[\dX]{4}-H", "half"),
        (r"[\dX]{4}-(?:SP|SU|FA|WI)", "season"),
        (r"\d{4}$|XXXX$", "year"),
        (r"\d{3}X?$", "decade"),
        (r"\d{2}(?:XX)?$", "century"),
    )
)
_KEPT = 2048  # values whose grain and days are remembered: years and durations come again and again
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def months(year: int, first: int, count: int) -> Interval:
    """The interval of `count` months from month `first` of `year`; `first` may lie outside 1 to 12."""
    start = year * 12 + first - 1
    end = start + count - 1
    return date(start // 12, start % 12 + 1, 1), month_end(end // 12, end % 12 + 1)


@lru_cache(maxsize=_KEPT)
def interval(value: str | None) -> Interval | None:
    """First and last day of a TIMEX3 value, or None where it does not resolve to days.

    `interval("2021-Q1") == (date(2021, 1, 1), date(2021, 3, 31))`. Values with unknown parts
    (`XXXX-11-27`), durations, sets, `PRESENT_REF` and impossible dates give None.
    """
    if not value:
        return None
    if "/" in value:
        left, _, right = value.partition("/")
        first, last = interval(left), interval(right)
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    try:
        return _single(value)
    except (ValueError, OverflowError):
        return None


def _single(value: str) -> Interval | None:
    if m := _DAY.match(value):
        day = date(int(m[1]), int(m[2]), int(m[3]))
        return day, day
    if m := _MONTH.match(value):
        return months(int(m[1]), int(m[2]), 1) if 1 <= int(m[2]) <= 12 else None
    if m := _YEAR.match(value):
        return date(int(m[1]), 1, 1), date(int(m[1]), 12, 31)
    if m := _QUARTER.match(value):
        return months(int(m[1]), 3 * int(m[2]) - 2, 3)
    if m := _HALF.match(value):
        return months(int(m[1]), 6 * int(m[2]) - 5, 6)
    if m := _WEEK.match(value):
        monday = date.fromisocalendar(int(m[1]), int(m[2]), 1)
        return (monday + timedelta(5), monday + timedelta(6)) if m[3] else (monday, monday + timedelta(6))
    if m := _SEASON.match(value):
        return months(int(m[1]), _SEASONS[m[2]], 3)
    if m := _DECADE.match(value):
        return date(int(m[1]) * 10, 1, 1), date(int(m[1]) * 10 + 9, 12, 31)
    if m := _CENTURY.match(value):
        return date(int(m[1]) * 100, 1, 1), date(int(m[1]) * 100 + 99, 12, 31)
    return None


def is_value(value: str) -> bool:
    """Whether a text is a TIMEX3 value: one that resolves to days, one with unknown parts (`XXXX-11-27`, `XXXX-WI`),
    a duration (`P3M`) or a vague reference (`PRESENT_REF`). For what a person types; annotators need no check."""
    if not value.isascii() or any(character.isspace() for character in value):
        return False
    if "/" in value:
        return value.count("/") == 1 and all(map(is_value, value.split("/"))) and interval(value) is not None
    if _DURATION.match(value) or _REFERENCE.match(value):
        return True
    day, time = (value[: value.find("T")], value[value.find("T") :]) if "T" in value else (value, "")
    if time and not _TIME.match(time):
        return False
    # Unknown parts stand for parts that exist: 2000 is a leap year, so XXXX-02-29 is a day of some year
    known = day.replace("XXXX", "2000").replace("-WXX", "-W01").replace("-XX", "-01")
    return interval(known) is not None and (not time or grain(known) == "day")


@lru_cache(maxsize=_KEPT)
def grain(value: str) -> str:
    """How exact a value is: "day", "week", "month", "quarter", "season", "half", "year", "decade", "century",
    "range", or "" where it names no span of days (durations, sets, vague references)."""
    if "/" in value:
        return "range"
    for pattern, name in _GRAINS:
        if pattern.match(value):
            return name
    return ""


_AGE = 12_000  # days, a third of a century


def widest(low: int, high: int) -> int:
    """How many days a span said in a text may have to count as said of the time from `low` to `high` (ordinals): "the
    21st century" overlaps every month of it and tells of none. Asked of as wide a time, it counts."""
    return _AGE if high - low < _AGE else 10_000_000
