"""What was said of each measure: its figures in order of period, like with like, and where documents disagree.

Under one measure ("trade") stand series of what may be compared: amounts apart from rates of growth, from sizes of
change and from shares, each unit by itself, whole years apart from parts of years and from what has no period. Trade
with its exports and imports stands together.

Two statements of one series and period *conflict* where they are of different documents and no number satisfies both:
"$4.1 billion" is anything that rounds to it, "over 25 percent" no less than 25, "declined" anything below 0. Only
statements about the same parties are set against each other: trade with Greece contradicts none with Germany. Whose
parties those are says `parties`; it is asked only where there is something to compare.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby

from index.library.stated import Days, Phrases, Statement, Statements
from index.models import Annotation, Kind, Row, Snippet

_FAMILY = {"exports": "trade", "imports": "trade"}
_NUMERAL = re.compile(r"\d(?:[\d.,\s]*\d)?")
_LOOSE = 0.1  # what "about" and words for fractions may be off, of the value
_SAME_COUNT = 10  # counts of one noun that differ more are of different things: 90 people, and 40 million
_NO_END = float("inf")


class Aspect(StrEnum):
    """What a figure says of its measure."""

    AMOUNT = "amount"
    GROWTH = "growth"  # in percent or points, or said without a figure
    CHANGE = "change"  # the size of a change, in the unit of the amount
    SHARE = "share"  # a percentage that is no growth


class Length(StrEnum):
    """How long a period is, as far as it decides what it may be compared with."""

    YEARS = "years"
    PART = "parts of years"
    NONE = "no period"


Key = tuple[Aspect, str, Length]
"""What statements of a measure share that may be compared; the text is their unit."""


@dataclass(frozen=True, slots=True)
class Series:
    """Statements of one measure that may be compared, in order of period."""

    measure: str
    aspect: Aspect
    unit: str
    length: Length
    statements: Statements


@dataclass(frozen=True, slots=True)
class Measure:
    """Everything said of one measure; the name is "" for figures that do not say what they measure."""

    name: str
    series: tuple[Series, ...]

    @property
    def statements(self) -> int:
        """How many statements there are in all."""
        return sum(len(series.statements) for series in self.series)


@dataclass(frozen=True, slots=True)
class Sourced:
    """A statement with where it stands: document, sentence (the words marked), who says it ("" for the document)."""

    statement: Statement
    row: Row
    passage: Snippet
    speaker: str = ""

    @property
    def estimated(self) -> bool:
        """Whether the period was read against an estimated date of the document."""
        return self.row.estimated and self.statement.first is not None and self.statement.figure.basis != "text"


def measures(
    figures: Iterable[tuple[int, Annotation]],
    parties: Callable[[int, Annotation], frozenset[str]] = lambda number, figure: frozenset(),
) -> list[Measure]:
    """Figures by what they measure. First what is measured in money, percent or units, with trade and its parts
    together, most stated first; then what is only counted; figures that do not say what they measure last."""
    phrases = Phrases()
    keys: list[Key] = []  # of each phrase
    kept: dict[str, dict[Key, Statements]] = {}
    for number, figure in figures:
        phrase = phrases.place(figure)
        if phrase == len(keys):
            keys.append((aspect(figure), _unit(figure), length(phrases.days[phrase])))
        of_measure, key = kept.setdefault(figure.measure, {}), keys[phrase]
        if key not in of_measure:
            of_measure[key] = Statements(phrases)
        of_measure[key].add(number, figure.start, phrase)
    found = []
    for name, parts in kept.items():
        ordered = ((key, _ordered(name, key, parts.pop(key), parties)) for key in sorted(parts, key=_series_order))
        found.append(Measure(name, tuple(Series(name, *key, Statements.of(phrases, each)) for key, each in ordered)))
    phrases.close()
    families: dict[str, int] = {}
    for each in found:
        family = _FAMILY.get(each.name, each.name)
        families[family] = families.get(family, 0) + each.statements
    return sorted(found, key=lambda each: _measure_order(each, families))


def _measure_order(measure: Measure, families: dict[str, int]) -> tuple[bool, bool, int, str, bool, int, str]:
    family = _FAMILY.get(measure.name, measure.name)
    counted = all(series.statements.kinds <= {Kind.COUNT} for series in measure.series)
    head = measure.name != family
    return not measure.name, counted, -families[family], family, head, -measure.statements, measure.name


def _series_order(key: Key) -> tuple[int, str, int]:
    return list(Aspect).index(key[0]), key[1], list(Length).index(key[2])


def _ordered(
    name: str, key: Key, statements: Iterable[Statement], parties: Callable[[int, Annotation], frozenset[str]]
) -> list[Statement]:
    """The statements of a series, those marked that documents disagree about."""
    ordered = sorted(statements, key=_by_period)
    if not name or key[2] is Length.NONE:
        return ordered
    return [
        each
        for _, same in groupby(ordered, key=lambda statement: (statement.first, statement.last))
        for of_parties in _of_one_matter(list(same), parties)
        for part in _of_one_size(of_parties)
        for each in compared(part)
    ]


def _of_one_matter(
    statements: list[Statement], parties: Callable[[int, Annotation], frozenset[str]]
) -> list[list[Statement]]:
    """Statements about the same parties."""
    if len({each.number for each in statements}) < 2:
        return [statements]
    parts: dict[frozenset[str], list[Statement]] = {}
    for each in statements:
        parts.setdefault(parties(each.number, each.figure), []).append(each)
    return list(parts.values())


def _of_one_size(statements: list[Statement]) -> list[list[Statement]]:
    """Statements that may be about one thing: of counts those of like size, else all."""
    if any(each.figure.kind is not Kind.COUNT for each in statements):
        return [statements]
    parts: list[list[Statement]] = []
    for each in sorted(statements, key=lambda statement: amount(statement.figure) or 0.0):
        size = amount(each.figure) or 0.0
        before = amount(parts[-1][-1].figure) if parts else None
        if before is None or size > _SAME_COUNT * before:
            parts.append([])
        parts[-1].append(each)
    return parts


def _by_period(statement: Statement) -> tuple[date, date, int, int]:
    first, last = statement.first or date.max, statement.last or date.max
    return first, last, statement.number, statement.figure.start


def _unit(figure: Annotation) -> str:
    return "%" if figure.kind is Kind.TREND else figure.unit


def aspect(figure: Annotation) -> Aspect:
    """What a figure says of its measure."""
    if figure.kind is Kind.TREND:
        return Aspect.GROWTH
    if figure.kind is Kind.PERCENT:
        grown = figure.rule == "times" or (figure.direction and not figure.rule.endswith("-level"))
        return Aspect.GROWTH if grown else Aspect.SHARE
    return Aspect.CHANGE if figure.rule.endswith("-change") else Aspect.AMOUNT


def length(days: Days | None) -> Length:
    """Whole years, less or otherwise bounded, or no period at all."""
    if days is None:
        return Length.NONE
    first, last = days
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return Length.YEARS if whole else Length.PART


def like(statement: Statement) -> tuple[int, int, int, int] | None:
    """What the periods of two statements must share to stand on one line: years of the same number, quarters, months,
    or the same stretch of different years. None without a period."""
    first, last = statement.first, statement.last
    if first is None or last is None:
        return None
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    if length((first, last)) is Length.YEARS or months in (1, 3):
        return (months, 0, first.day, 0)
    return (months, first.month, first.day, last.day)


def compared(statements: Sequence[Statement]) -> list[Statement]:
    """The statements of one series and period, those marked that no statement of another document agrees with."""
    if len({each.number for each in statements}) < 2:
        return list(statements)
    ranges = [bounds(each.figure) for each in statements]
    lows = _two(((low, each.number) for (low, _), each in zip(ranges, statements, strict=True)), largest=True)
    highs = _two(((high, each.number) for (_, high), each in zip(ranges, statements, strict=True)), largest=False)
    found = []
    for (low, high), each in zip(ranges, statements, strict=True):
        above = next((value for value, number in lows if number != each.number), -_NO_END)
        below = next((value for value, number in highs if number != each.number), _NO_END)
        near = 1e-9 * max(abs(low), abs(high)) if abs(low) != _NO_END != abs(high) else 0.0
        contested = above >= high - near or below <= low + near
        found.append(replace(each, conflict=True) if contested else each)
    return found


def _two(values: Iterable[tuple[float, int]], *, largest: bool) -> list[tuple[float, int]]:
    """The most extreme values of two different documents."""
    found: list[tuple[float, int]] = []
    for value, number in sorted(values, reverse=largest):
        if all(number != other for _, other in found):
            found.append((value, number))
            if len(found) == 2:
                break
    return found


def amount(figure: Annotation) -> float | None:
    """The value with its sign: a growth downwards is negative. None where none is said."""
    if not isinstance(figure.value, (int, float)):
        return None
    down = aspect(figure) in (Aspect.GROWTH, Aspect.CHANGE) and figure.direction == "fall"
    return -abs(figure.value) if down else float(figure.value)


def bounds(figure: Annotation) -> tuple[float, float]:
    """Between which numbers a statement leaves its value, by its rounding and its hedge."""
    value = amount(figure)
    if value is None:
        return (-_NO_END, -0.0) if figure.direction == "fall" else (0.0, _NO_END)
    if figure.low is not None and figure.high is not None:
        ends = (figure.low, figure.high) if value >= 0 else (-figure.high, -figure.low)
        return ends[0] - _half_step(figure, ends[0]), ends[1] + _half_step(figure, ends[1])
    half = _half_step(figure, value)
    size = abs(value)
    least, most = size - half, size + half
    match figure.hedge:
        case "about":
            least, most = size - max(half, _LOOSE * size), size + max(half, _LOOSE * size)
        case "nearly":
            least, most = size - max(half, _LOOSE * size), size
        case "over":
            least, most = size, size + max(half, _LOOSE * size)
        case "at least":
            least, most = size, _NO_END
        case "under" | "up to" | "at most":
            least, most = 0.0, size
    return (least, most) if value >= 0 else (-most, -least)


def _half_step(figure: Annotation, value: float) -> float:
    """Half of the last place that was said. Zeros at the end of a whole number count as rounding, but for the first
    two places: "4.1 billion" and "4,100,000,000" are as exact as each other. Words for fractions are loose."""
    size = abs(value)
    numeral = _NUMERAL.search(figure.text)
    if numeral is None or size == 0:
        return _LOOSE * size if figure.rule in ("fraction", "multiple", "times") else 0.5 * _place(size)
    _, mark, decimals = re.sub(r"\s", "", numeral[0]).replace(",", ".").rpartition(".")
    said = figure.low if figure.low is not None else abs(float(figure.value or 0))
    scale = _scale(numeral[0], said) if mark and said else 0.0
    return 0.5 * scale * 10 ** -len(decimals) if scale else 0.5 * _place(size)


def _scale(numeral: str, value: float) -> float:
    """By what the decimal number that is written must be multiplied to be the value; 0.0 where its point or comma
    groups thousands instead."""
    try:
        written = float(re.sub(r"\s", "", numeral).replace(",", "."))
    except ValueError:
        return 0.0
    factor = value / written if written else 0.0
    power = 10.0 ** round(len(f"{factor:.0f}") - 1) if factor >= 0.5 else 0.0
    grouped = re.fullmatch(r"\d{1,3}[.,]\d{3}", numeral) is not None and abs(factor - 1000) < 1
    return power if power and abs(factor / power - 1) < 1e-6 and not grouped else 0.0


def _place(value: float) -> float:
    """The place of the last digit of a whole number that is not a rounding zero, the second one at most."""
    digits = f"{value:.0f}"
    zeros = len(digits) - len(digits.rstrip("0"))
    return float(10 ** min(zeros, max(len(digits) - 2, 0)))


def line_of(series: Series) -> list[tuple[Statement, float | None]]:
    """What may be drawn as one line: one statement per period, all periods alike, at least three of them with a value
    that documents agree on (None where they do not). Empty where there are fewer."""
    kinds: dict[tuple[int, int, int, int], list[tuple[Statement, float | None]]] = {}
    if series.length is Length.NONE:
        return []
    for _, same in groupby(series.statements, key=lambda each: (each.first, each.last)):
        those = list(same)
        alike = like(those[0])
        valued = [each for each in those if amount(each.figure) is not None]
        if alike is None or not valued:
            continue
        contested = any(each.conflict for each in those)
        kinds.setdefault(alike, []).append((valued[0], None if contested else amount(valued[0].figure)))
    longest = max(kinds.values(), key=len, default=[])
    return longest if sum(value is not None for _, value in longest) >= 3 else []
