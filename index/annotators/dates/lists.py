"""Dates in a list: "in May and June 2022", "May 5, 7 and 9", "5, 7 и 9 мая". What one member says, the others leave
out: the year stands with the last, the month with the first or the last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from index.annotators.dates.meanings import Calendar
from index.annotators.dates.rules import Language
from index.annotators.dates.units import Unit


def share(text: str, units: list[Unit], language: Language) -> list[Unit]:
    """The units with the year, the month or the phrase that a list leaves out put in for each of its members.

    A member that could be no date by itself ("May", a bare 7) is one beside its like. Only neighbours joined by a
    comma, a conjunction or both are a list; a list of bare numbers needs a conjunction before its last, and no noun
    behind it: "May 5, 7 people" is none.
    """
    if not any(unit.rule and _dated(unit) for unit in units):
        return units
    units = _years(text, _days_before(text, units, language), language)
    return _days_after(text, units, language)


def _dated(unit: Unit) -> bool:
    return isinstance(unit.values.get("meaning"), Calendar)


def _calendar(unit: Unit) -> Calendar | None:
    meaning = unit.values.get("meaning") if unit.rule else None
    return meaning if isinstance(meaning, Calendar) and not meaning.time else None


def _made(unit: Unit, calendar: Calendar, like: Unit) -> Unit:
    """A member of a list as an item of the kind its neighbour is."""
    values = {name: calendar for name in like.values if name.startswith("@") and name != "@hidden"}
    return Unit(unit.start, unit.end, like.code, {**values, "meaning": calendar}, unit.rule or like.rule)


def _years(text: str, units: list[Unit], language: Language) -> list[Unit]:
    """From right to left: a date without a year takes that of the next member."""
    out = list(units)
    places = [number for number, unit in enumerate(out) if unit.rule and _calendar(unit)]
    for at, number in zip(places[:0:-1], places[-2::-1], strict=True):
        unit, next_one = out[number], out[at]
        own, right = _calendar(unit), _calendar(next_one)
        if own is None or right is None or not _alike(own, right):
            continue
        if not language.list_joint.fullmatch(text, unit.end, next_one.start):
            continue
        if _open(own) and not _open(right):
            out[number] = _made(unit, replace(own, year=right.year, of=right.of), next_one)
        elif _open(own) and own.month and right.month and _order(own) < _order(right):
            out[number] = _made(unit, replace(own, of=right), next_one)  # one year for "July and August", too
        elif "@hidden" in unit.values and "@hidden" not in next_one.values:
            out[number] = _made(unit, own, next_one)
        elif "@hidden" in next_one.values and "@hidden" not in unit.values and _open(right):
            out[at] = _made(next_one, right, unit)
    return out


def _order(calendar: Calendar) -> tuple[int, int]:
    return calendar.month or 0, calendar.day or 0


def _open(calendar: Calendar) -> bool:
    return calendar.year is None and calendar.of is None


def _alike(one: Calendar, other: Calendar) -> bool:
    """Whether two dates say the same parts, but for the year."""
    return all(
        bool(getattr(one, part)) == bool(getattr(other, part))
        for part in ("month", "day", "quarter", "half", "season", "holiday")
    ) and bool(one.weekday and not one.day) == bool(other.weekday and not other.day)


def _days_before(text: str, units: list[Unit], language: Language) -> list[Unit]:
    """As in "5, 7 and 9 May 2020": the numbers before take the month and the year of the last."""
    out = list(units)
    for number in range(len(out) - 1, 0, -1):
        if not out[number].rule:
            continue
        base = _calendar(out[number])
        if base is None or not base.day or not base.month or not text[out[number].start].isdigit():
            continue
        previous, conjunction = number, False
        for place in _numbers(out, range(number - 1, -1, -1)):
            joint = language.list_joint.fullmatch(text, out[place].end, out[previous].start)
            conjunction = conjunction or bool(joint and joint["and"])
            if not joint or not conjunction:
                break
            day = int(out[place].values["day"])
            out[place] = _made(out[place], replace(base, day=day, weekday=None), out[number])
            previous = place
    return out


def _days_after(text: str, units: list[Unit], language: Language) -> list[Unit]:
    """As in "May 5, 7 and 9": the numbers after take the month of the first."""
    out = list(units)
    for number in range(len(out)):
        if not out[number].rule:
            continue
        base = _calendar(out[number])
        if base is None or not base.day or not base.month or base.of or out[number].end - out[number].start < 3:
            continue
        if not text[out[number].end - 1].isdigit():
            continue
        places: list[int] = []
        conjunction = False
        for place in _numbers(out, range(number + 1, len(out))):
            before = out[places[-1] if places else number].end
            joint = language.list_joint.fullmatch(text, before, out[place].start)
            if not joint or conjunction:
                break
            conjunction = bool(joint["and"])
            places.append(place)
        if not places or not conjunction:
            continue
        year = _year_behind(text, out, places[-1]) if base.year is None else None
        if year is None and not language.list_end.match(text, out[places[-1]].end):
            continue
        if year is not None:
            base = replace(base, year=out[year].values["meaning"].year)
            out[number] = _made(out[number], base, out[number])
        for place in places:
            day = int(out[place].values["day"])
            out[place] = _made(out[place], replace(base, day=day, weekday=None), out[number])
        if year is not None:
            out[places[-1]].end = out[year].end
            out[year] = Unit(out[year].start, out[year].end, "\x00")
    return out


def _year_behind(text: str, units: list[Unit], place: int) -> int | None:
    """The place of the year that follows the last member of a list at once."""
    for number in range(place + 1, min(place + 3, len(units))):
        calendar = _calendar(units[number])
        if calendar is not None and calendar == Calendar(calendar.year) and calendar.year:
            between = text[units[place].end : units[number].start]
            return number if between.strip() in ("", ",") else None
    return None


def _numbers(units: list[Unit], places: range) -> Iterator[int]:
    """The bare days among units, as far as only they, commas and conjunctions follow each other."""
    for place in places:
        unit = units[place]
        if "day" in unit.values and not unit.rule:
            yield place
        elif unit.rule or "number" in unit.values:
            return
