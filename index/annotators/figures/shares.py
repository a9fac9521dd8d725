"""Percentages, points, fractions and multiples: figures that compare."""

from __future__ import annotations

import re

from index.annotators.figures.figure import Figure, bounds
from index.annotators.figures.lexicon import Lexicon
from index.annotators.figures.numbers import Number, read_number
from index.models import Kind

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NEXT = re.compile(r"\s([^\W\d_]+)")
_CLAUSE_END = re.compile(r"\s{0,2}(?:[.,;)\n]|\Z)")


def percent(text: str, first: Number, last: Number, words: Lexicon) -> Figure | None:
    """A number of percent, points or basis points (hundredths of a point), or a multiple."""
    found = words.percent.at(text, last.end)
    if found is None:
        return _times(text, first, last, words)
    start, value, low, high = first.start, *bounds(first, last)
    if first is last and (minus := words.minus.search(text, max(0, start - 12), start)):
        start, value = start - len(minus[0]), -value
    if found.key == "bp":
        value, low, high = value / 100, low and low / 100, high and high / 100
    unit = "%" if found.key == "%" else "pp"
    return Figure(Kind.PERCENT, start, found.end, value, unit, "percent", low, high)


def _times(text: str, first: Number, last: Number, words: Lexicon) -> Figure | None:
    """ "в 2,5 раза", "эки эсе": a multiple said with a number."""
    found = words.times.at(text, last.end)
    said = {w.casefold() for w in _WORD.findall(text[max(0, first.start - 6) : first.start])[-1:]}
    needed = words.words["times_before"]
    if found is None or last.value <= 1 or (needed and not said & needed):
        return None
    if words.change_times:
        begin = max(text.rfind(mark, max(0, first.start - 40), first.start) for mark in ".;:\n") + 1
        change = words.rise.all(text, max(begin, first.start - 40), first.start)
        if not change and not words.rise_after.at(text, found.end):
            return None
    value, low, high = (None if v is None else round((v - 1) * 100, 4) for v in bounds(first, last))
    assert value is not None
    return Figure(Kind.PERCENT, first.start, found.end, value, "%", "times", low, high)


def multiple(m: re.Match[str], words: Lexicon) -> Figure | None:
    """ "doubled", "tripled", "halved": a change of 100, 200, minus 50 percent."""
    found = words.multiples.at(m.string, m.start())
    if found is None:
        return None
    change = (float(found.key) - 1) * 100
    return Figure(
        Kind.PERCENT, found.start, found.end, abs(change), "%", "multiple", direction="rise" if change > 0 else "fall"
    )


def percent_of(text: str, at: int, start: int, words: Lexicon) -> Figure | None:
    """ "per cent of 210" at the end of its clause, as tables write it; a number before it makes it another figure."""
    before = text[max(0, start - 3) : start].rstrip(" -")[-1:]
    if before.isalnum() or before == "%":
        return None
    at += 1 if text[at : at + 1] == " " else 0
    number = read_number(text, at, words) if at < len(text) and words.trigger.match(text, at) else None
    if number is None or not _CLAUSE_END.match(text, number.end):
        return None
    return Figure(Kind.PERCENT, start, number.end, number.value, "%", "percent-of")


def fraction(text: str, start: int, words: Lexicon) -> Figure | None:
    """ "two-thirds", "a third of", "by a quarter", "one-fifth": a share in percent."""
    m = _WORD.match(text, start)
    if m is None:
        return None
    parts = [p.casefold() for p in re.split(r"[-\s]", m[0])]
    end = m.end()
    if len(parts) == 1:
        if parts[0] in words.fractions:
            parts = ["", parts[0]]
        elif following := _NEXT.match(text, end):
            parts, end = [parts[0], following[1].casefold()], following.end()
    if len(parts) != 2 or parts[1] not in words.fractions:
        return None
    count = 1.0 if parts[0] in words.articles or not parts[0] else words.numbers.get(parts[0], 0.0)
    size = words.fractions[parts[1]]
    if not 0 < count < size:
        return None
    before = [w.casefold() for w in _WORD.findall(text[max(0, start - 16) : start])][-1:]
    after = [w.casefold() for w in _WORD.findall(text[end : end + 24])][:3]
    if set(before) & words.words["no_share_before"] or set(after) & words.words["time_nouns"]:
        return None
    shared = bool(after) and after[0] in words.words["share_after"] and text[end : end + 1].isspace()
    changed = bool(set(before) & words.words["share_before"])
    plain = count > 1 or "-" in text[start:end]
    if not (shared or changed or plain):
        return None
    return Figure(Kind.PERCENT, start, end, round(100 * count / size, 4), "%", "fraction")
