"""Numbers as printed: what a string of digits, marks and a suffix can be in a date or a time.

A number is read whole, with the marks inside it: "2,020" is a quantity and never the year 2020, "555-1234-2020" a
telephone number, "4.1.2" a version, "2011-2017" a span of years. What has no shape of a date has no feature.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

Reading = dict[str, Any]  # feature -> value

#: A number with everything glued to it. A comma joins only groups of one to three digits, so "24,2021" is two.
NUMBER = (
    r"[$€£¥#№]?\d+(?:(?:[.:/\-–—−+~]|,(?=\d{1,3}(?!\d)))\d+)*"
    r"(?:T\d\d(?::?\d\d)*(?:Z|[+\-]\d\d:?\d\d)?)?"
    r"(?:(?:st|nd|rd|th|s|(?<=0)['’]s|am|pm|a\.m\.?|p\.m\.?|h|x|k|m|bn|%)(?![^\W\d_]))?"
)

_DASH = r"[-–—−~]"
_PLAIN = re.compile(r"\d+$")
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)$")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[Tt](\d\d):?(\d\d)?.*)?$")
_YEAR_MONTH = re.compile(r"(1[5-9]\d\d|20\d\d)([-/.])(\d{1,2})$")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](1[5-9]\d\d|20\d\d)$")
_THREE = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$")
_TWO = re.compile(r"(\d{1,2})([-/.])(\d{1,2})$")
_COMPACT = re.compile(r"(19\d\d|20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$")
_YEARS = re.compile(rf"(1[0-9]\d\d|20\d\d)(?:{_DASH}|/)(\d{{4}}|\d\d)$")
_DAYS = re.compile(rf"(\d{{1,2}}){_DASH}(\d{{1,2}})$")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d\d)(?::(\d\d))?\s?(am|pm|a\.m\.?|p\.m\.?)?$")
_HOUR = re.compile(r"(\d{1,2})\s?(am|pm|a\.m\.?|p\.m\.?)$")
_CLOCKS = re.compile(rf"(\d{{1,2}}):(\d\d){_DASH}(\d{{1,2}}):(\d\d)$")
_HOURS_GLUED = re.compile(rf"(\d{{1,2}}){_DASH}(\d{{1,2}})\s?(am|pm|a\.m\.?|p\.m\.?)$")
_DECADE = re.compile(r"(\d{3}0|\d0)(?:s|['’]s)$")
_DECADES = re.compile(rf"(1[0-9]\d0|20\d0|\d0)(?:s|['’]s)?{_DASH}(1[0-9]\d0|20\d0|\d0)s$")
_DECIMAL = re.compile(r"(\d+)[.,](\d{1,2})$")


def _real(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _full_year(text: str) -> int:
    """Two digits mean 1940 to 2039: texts tell of lives and wars more often than of days decades ahead."""
    number = int(text)
    if len(text) > 2:
        return number
    return number + (2000 if number < 40 else 1900)


def _hour(hour: int, half: str | None) -> int:
    if not half:
        return hour
    return hour % 12 + (12 if half[0] in "pP" else 0)


def clock(hour: int, minute: int | None = None, second: int | None = None) -> str:
    """A TIMEX3 time without its day: "T14:00", "T14:15"."""
    return f"T{hour:02d}:{minute or 0:02d}" + (f":{second:02d}" if second else "")


def read(text: str, day_first: bool) -> Reading:
    """Features of a number and the value it has as each: {"day": 5, "number": 5, "month_number": 5}.

    `day_first` decides "3/4/2020" where both readings are possible days; impossible ones are turned round."""
    text = text.lower()
    if text[0] in "$€£¥#№" or (text[-1] in "%kmnx" and not text.endswith(("am", "pm", "a.m", "p.m"))):
        return {"amount": text}
    if _PLAIN.match(text):
        return _plain(text)
    if m := _ORDINAL.match(text):
        number = int(m[1])
        return {
            "ordinal": number,
            **({"day": number, "day_ordinal": number, "figure_ordinal": number} if 1 <= number <= 31 else {}),
        }
    if text == "24/7":  # round the clock
        return {}
    if text == "9/11":  # the day of 2001, however the locale orders day and month
        return {"nine_eleven": (2001, 9, 11, "")}
    for shape in (_full, _partial, _times):
        if found := shape(text, day_first):
            return found
    if m := _DECADE.match(text):
        start = int(m[1])
        return {"decade": start if start > 99 else _short_decade(start)}
    if m := _DECIMAL.match(text):
        return {"decimal": float(f"{m[1]}.{m[2]}")}
    return {}


def _short_decade(start: int) -> int:
    return start + (2000 if start < 20 else 1900)


def _plain(text: str) -> Reading:
    number = int(text) if len(text) < 9 else -1
    found: Reading = {}
    if len(text) <= 4 and number >= 0:
        found["number"] = number
        if not (len(text) == 4 and 1800 <= number <= 2100):
            found["count"] = number  # "2018 day five" counts no days
    if len(text) <= 2:
        if 1 <= number <= 31:
            found["day"] = number
        if 1 <= number <= 12:
            found["month_number"] = number
        if number <= 24:
            found["hour"] = number
        if number <= 59 and len(text) == 2:
            found["minute"] = number
        if len(text) == 2:
            found["year2"] = _full_year(text)
    elif len(text) == 3:
        found["year3"] = number
    elif len(text) == 4:
        if 1000 <= number <= 2199:
            found["year"] = number
            found["modern_year" if 1800 <= number <= 2100 else "old_year"] = number
        if number // 100 <= 24 and number % 100 <= 59:
            found["clock4"] = clock(number // 100, number % 100)
    elif (m := _COMPACT.match(text)) and _real(int(m[1]), int(m[2]), int(m[3])):
        found["full_date"] = (int(m[1]), int(m[2]), int(m[3]), "")
    return found


def _full(text: str, day_first: bool) -> Reading:
    if m := _ISO.match(text):
        year, month, day = int(m[1]), int(m[3]), int(m[4])
        time = clock(int(m[5]), int(m[6]) if m[6] else None) if m[5] else ""
        return {"full_date": (year, month, day, time)} if _real(year, month, day) else {}
    if (m := _THREE.match(text)) and (len(m[4]) == 4 or m[2] != "." or len(m[3]) == 2):
        first, second, year = int(m[1]), int(m[3]), _full_year(m[4])
        # A dot between the parts is the European order, whatever the locale.
        day, month = (first, second) if (day_first or m[2] == ".") else (second, first)
        if month > 12:
            day, month = month, day
        return {"full_date": (year, month, day, "")} if _real(year, month, day) else {}
    return {}


def _partial(text: str, day_first: bool) -> Reading:
    if m := _YEARS.match(text):
        start = int(m[1])
        end = int(m[2]) if len(m[2]) == 4 else start - start % 100 + int(m[2])
        if start < end <= 2199 and (len(m[2]) == 4 or end - start < 60):
            is_month = int(m[2]) <= 12 and len(m[2]) == 2
            return {"years": (start, end), **({"year_month": (start, int(m[2]))} if is_month else {})}
    if (m := _YEAR_MONTH.match(text)) and 1 <= int(m[3]) <= 12:
        return {"year_month": (int(m[1]), int(m[3]))}
    if (m := _MONTH_YEAR.match(text)) and 1 <= int(m[1]) <= 12:
        return {"year_month": (int(m[2]), int(m[1]))}
    if m := _DECADES.match(text):
        left, right = (int(x) if len(x) > 2 else _short_decade(int(x)) for x in m.groups())
        return {"decades": (left, right)} if left < right else {}
    found: Reading = {}
    if (m := _DAYS.match(text)) and 1 <= int(m[1]) < int(m[2]):
        found["numbers"] = (int(m[1]), int(m[2]))
        if int(m[2]) <= 31:
            found["days"] = (int(m[1]), int(m[2]))
        if int(m[2]) <= 24:
            found["hours"] = (int(m[1]), int(m[2]))
    if m := _TWO.match(text):
        first, second = int(m[1]), int(m[3])
        european = day_first or m[2] == "."
        day, month = (first, second) if european else (second, first)
        if month > 12:
            day, month = month, day
        if 1 <= month <= 12 and 1 <= day <= 31 and _real(2000, month, day):
            found["month_day"] = (month, day)
            found[{"/": "month_day_slash", ".": "month_day_dot"}.get(m[2], "month_day_dash")] = (month, day)
        if m[2] == "." and int(m[1]) < 25 and int(m[3]) < 60 and len(m[3]) == 2:
            found["clock_dot"] = clock(int(m[1]), int(m[3]))
            found["decimal"] = float(text)
    return found


def _times(text: str, day_first: bool) -> Reading:
    del day_first
    if m := _HOUR.match(text):
        return {"time": clock(_hour(int(m[1]), m[2]))} if 1 <= int(m[1]) <= 12 else {}
    if m := _HOURS_GLUED.match(text):
        return {"times": (clock(_hour(int(m[1]), m[3])), clock(_hour(int(m[2]), m[3])))}
    if m := _CLOCKS.match(text):
        if int(m[1]) < 25 and int(m[3]) < 25 and int(m[2]) < 60 and int(m[4]) < 60:
            return {"times": (clock(int(m[1]), int(m[2])), clock(int(m[3]), int(m[4])))}
        return {}
    if (m := _CLOCK.match(text)) and (":" in text or m[4]):
        hour = _hour(int(m[1]), m[4])
        if hour < 25 and int(m[2]) < 60 and (len(m[1]) == 2 or int(m[2]) > 5 or m[2].startswith("0")):
            value = clock(hour, int(m[2]), int(m[3]) if m[3] else None)
            return {"time": value} if m[4] else {"clock": value}
    return {}
