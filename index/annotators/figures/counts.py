"""Counts of things and quantities with a unit."""

from __future__ import annotations

import re

from index.annotators.figures.figure import Figure, bounds
from index.annotators.figures.lexicon import Lexicon
from index.annotators.figures.numbers import Number, read_number
from index.annotators.figures.phrases import WORD
from index.models import Kind

_GAP = re.compile(r"[ \u00a0\n]{1,2}")
_WHOLE = re.compile(r"\s(?:out\s)?([^\W\d_]+)\s(?:(?:the|its|their|all)\s)?(?=\d)", re.IGNORECASE)
_LESSER = {"t": ("kg", 1000), "kg": ("g", 1000), "km": ("m", 1000), "m": ("cm", 100), "[ft_i]": ("[in_i]", 12)}
_MAX_MODIFIERS = 4
_BEFORE = 18  # characters before a number that hold what it numbers, or where those live that it counts


def quantity(text: str, first: Number, last: Number, words: Lexicon, near: frozenset[str]) -> Figure | None:
    """A number with a unit of measure: "100 km", "55 billion cubic metres". `near` as for `shares.percent`."""
    found = words.units.at(text, last.end) if "units" in near else None
    if found is None and words.letter_unit and (letter := words.letter_unit.match(text, last.end)):
        metres, least, most = bounds(first, last)
        return Figure(Kind.QUANTITY, first.start, letter.end(), metres, "m", "quantity", least, most)
    if found is None or (found.start == last.end and last.spelled):
        return None
    unit, factor = words.factors.get(found.key, (found.key, 1.0))
    value, low, high = (None if v is None else v * factor for v in bounds(first, last))
    assert value is not None
    start, end = first.start, found.end
    if first is last and value == int(value) and (lesser := _lesser(text, end, unit, words)):
        value, end = value + lesser[0], lesser[1]
    if unit in {"Cel", "[degF]", "deg"} and (minus := words.minus.search(text, max(0, start - 12), start)):
        start, value = start - len(minus[0]), -value
    return Figure(Kind.QUANTITY, start, end, value, unit, "quantity", low, high)


def _lesser(text: str, end: int, unit: str, words: Lexicon) -> tuple[float, int] | None:
    """What a lesser unit adds to a quantity, and its end: "1 tonne 746.1 kg"."""
    gap, lesser = _GAP.match(text, end), _LESSER.get(unit)
    if gap is None or lesser is None or not text[gap.end() : gap.end() + 1].isdigit():
        return None
    number = read_number(text, gap.end(), words)
    found = words.units.at(text, number.end) if number else None
    if number is None or found is None or found.key != lesser[0] or number.value >= lesser[1]:
        return None
    return number.value / lesser[1], found.end


def count(text: str, first: Number, last: Number, words: Lexicon) -> Figure | None:
    """A number of things: "about 1,800 companies". Needs a noun in the plural (or a scale word: "3 million")."""
    end, value = last.end, last.value
    if text[end : end + 1].isalnum() or (text[end : end + 1] and text[end] in "-–—°\"'’") or value == 0:
        return None
    if value == 1 and not last.scaled:
        return None
    before = text[max(0, first.start - _BEFORE) : first.start]
    if words.labels.search(text, max(0, first.start - 18), first.start):
        return None
    previous = [w.casefold() for w in WORD.findall(before)][-1:]
    small = value <= 10 and first is last
    if small and set(previous) & words.words["definite"] and before[-1:].isspace():
        return None
    if last.scaled and words.inhabited.search(before):
        value, low, high = bounds(first, last)
        return Figure(Kind.COUNT, first.start, end, value, words.inhabitants, "count", low, high, noun="population")
    hedged = words.hedges_after.at(text, end) if words.modifier is not None else None  # "200 миңден ашык гүл"
    noun = _counted(text, hedged.end if hedged else end, words) or _of_whole(text, end, words)
    if noun is None:
        if not last.scaled or (last.scale < 1000 and not last.spelled):
            return None
        value, low, high = bounds(first, last)
        return Figure(Kind.COUNT, first.start, end, value, "", "scale", low, high)
    folded = noun[0].casefold()
    if folded in words.words["time_nouns"]:
        return None
    if (
        _year_like(first, last)
        and folded not in words.words["year_nouns"]
        and not words.hedges.all(before, 0, len(before))
    ):
        return None
    value, low, high = bounds(first, last)
    return Figure(Kind.COUNT, first.start, noun[1], value, folded, "count", low, high, noun=folded)


def _of_whole(text: str, end: int, words: Lexicon) -> tuple[str, int] | None:
    """ "12 of 15 members": what is counted stands behind the number of all."""
    link = _WHOLE.match(text, end)
    if link is None or link[1].casefold() not in words.words["share_after"] | words.words["share_in"] - {"in"}:
        return None
    whole = read_number(text, link.end(), words) if words.trigger.match(text, link.end()) else None
    return _counted(text, whole.end, words) if whole else None


def _year_like(first: Number, last: Number) -> bool:
    return first.scale == 1.0 and len(last.digits) == 4 and last.digits.isdigit() and 1500 <= last.value < 2100


def _counted(text: str, end: int, words: Lexicon) -> tuple[str, int] | None:
    """The noun counted and its end: the first plural after at most four modifiers, and a plural right after it."""
    best: tuple[str, int] | None = None
    position = end
    for _ in range(_MAX_MODIFIERS):
        gap = _GAP.match(text, position)
        m = WORD.match(text, gap.end()) if gap else None
        if m is None or (gap and "\n\n" in gap[0]):
            break
        word = m[0].casefold()
        if word in words.words["time_nouns"]:
            return (word, m.end()) if best is None else best
        if word in words.words["stop"]:
            if best is None and word in words.words["share_after"] and position == end:
                position = m.end()
                continue
            break
        if words.modifier is not None:
            if word.endswith(tuple(words.words["not_counted"])):
                break
            if word in words.words["plural_nouns"] or not words.modifier.search(word):
                return m[0], m.end()
        elif _is_plural(word, words):
            best = (m[0], m.end())
        elif best is not None:
            break
        position = m.end()
    return best


def _is_plural(word: str, words: Lexicon) -> bool:
    if word in words.words["plural_nouns"]:
        return True
    if word in words.words["not_plural"] or word.endswith(("'s", "’s")):
        return False
    return len(word) > 3 and bool(words.plural.search(word)) and not word.endswith(("ss", "us", "is"))
