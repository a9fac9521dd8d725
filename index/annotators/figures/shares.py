"""Percentages, points, fractions and multiples: figures that compare."""

from __future__ import annotations

import re

from index.annotators.figures.figure import Figure, bounds
from index.annotators.figures.lexicon import Lexicon
from index.annotators.figures.numbers import Number, read_number
from index.annotators.figures.phrases import WORD, Found
from index.models import Kind

_NEXT = re.compile(r"\s([^\W\d_]+)")
_OF_A = re.compile(r"\s(?:of\s)?(?:an?|one|1)\s", re.IGNORECASE)
_ROUND = frozenset({3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 20.0, 50.0, 100.0, 1000.0})
_VERB = 16  # characters before a fraction that hold the verb of its change
_CLAUSE_END = re.compile(r"\s{0,2}(?:[.,;)\n]|\Z)")


def percent(text: str, first: Number, last: Number, words: Lexicon, near: frozenset[str]) -> Figure | None:
    """A number of percent, points or basis points (hundredths of a point), or a multiple. `near` are the tables of
    which a form may follow (`phrases.Behind`)."""
    found = words.percent.at(text, last.end) if "percent" in near else None
    found = found or _of_one(text, last.end, words)
    if found is None:
        return _times(text, first, last, words) if "times" in near else None
    start, value, low, high = first.start, *bounds(first, last)
    if first is last and (minus := words.minus.search(text, max(0, start - 12), start)):
        start, value = start - len(minus[0]), -value
    if found.key == "bp":
        value, low, high = value / 100, low and low / 100, high and high / 100
    unit = "%" if found.key == "%" else "pp"
    return Figure(Kind.PERCENT, start, found.end, value, unit, "percent", low, high)


def _of_one(text: str, at: int, words: Lexicon) -> Found | None:
    """The percent or point that a number is a part of: "0.3 of a percentage point"."""
    link = _OF_A.match(text, at) if words.articles else None
    return words.percent.at(text, link.end()) if link and "of" in link[0].casefold() else None


def _times(text: str, first: Number, last: Number, words: Lexicon) -> Figure | None:
    """ "в 2,5 раза", "эки эсе": a multiple said with a number."""
    found = words.times.at(text, last.end)
    said = {w.casefold() for w in WORD.findall(text[max(0, first.start - _VERB) : first.start])[-1:]}
    needed = words.words["times_before"]
    if found is None or last.value <= 1:
        return None
    if needed and not said & needed and not _grown(text, first.start, found.end, said, words):
        return None
    if words.change_times:
        begin = max(text.rfind(mark, max(0, first.start - 40), first.start) for mark in ".;:\n") + 1
        change = words.rise.all(text, max(begin, first.start - 40), first.start)
        if not change and not words.rise_after.at(text, found.end):
            return None
    value, low, high = (None if v is None else round((v - 1) * 100, 4) for v in bounds(first, last))
    assert value is not None
    return Figure(Kind.PERCENT, first.start, found.end, value, "%", "times", low, high)


def _grown(text: str, start: int, end: int, said: set[str], words: Lexicon) -> bool:
    """Whether a growth is told by how many times: "рост составил 2,5 раза", "темп порядка 2,5 раза роста"."""
    if words.rise_after.at(text, end):
        return True
    return bool(said & words.words["reached"] and words.rise.all(text, max(0, start - 2 * _VERB), start))


def multiple(m: re.Match[str], words: Lexicon) -> Figure | None:
    """ "doubled", "tripled", "halved": a change of 100, 200, minus 50 percent."""
    found = words.multiples.at(m.string, m.start())
    if found is None:
        return None
    change = (float(found.key) - 1) * 100
    return Figure(
        Kind.PERCENT,
        found.start,
        found.end,
        abs(change),
        "%",
        "multiple",
        direction="rise" if change > 0 else "fall",
        adverb=m.string[found.start : found.end].casefold().endswith(tuple(words.words["adverbs"])),
    )


def portion(m: re.Match[str], words: Lexicon) -> Figure | None:
    """A share that a language says in a phrase of its own: "үчтөн бири", one of three."""
    found = words.portions.at(m.string, m.start())
    return Figure(Kind.PERCENT, found.start, found.end, float(found.key), "%", "fraction") if found else None


def one_in(text: str, first: Number, words: Lexicon) -> Figure | None:
    """ "one in five", "9 out of 10": a share, where the whole is a round number."""
    m = WORD.match(text, first.end + 1)
    link = m[0].casefold() if m and text[first.end].isspace() else ""
    if m and link == "out" and text[m.end() : m.end() + 4].casefold() == " of ":
        link, at = "out of", m.end() + 4
    else:
        at = m.end() + 1 if m else 0
    if link not in words.words["share_in"] or at >= len(text) or not words.trigger.match(text, at):
        return None
    whole = read_number(text, at, words)
    if whole is None or whole.value not in _ROUND or not 0 < first.value < whole.value or first.scaled:
        return None
    after = _NEXT.match(text, whole.end)
    if after is None or {after[1].casefold()} & (words.words["time_nouns"] | words.words["stop"]):
        return None
    value = round(100 * first.value / whole.value, 4)
    return Figure(Kind.PERCENT, first.start, whole.end, value, "%", "fraction")


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
    m = WORD.match(text, start)
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
    if part := _of_percent(text, start, end, parts, words):
        return part
    count = 1.0 if parts[0] in words.articles or not parts[0] else words.numbers.get(parts[0], 0.0)
    size = words.fractions[parts[1]]
    if not 0 < count < size:
        return None
    edge = _before_hedge(text, start, words)
    before = [w.casefold() for w in WORD.findall(text[max(0, edge - 16) : edge])][-1:]
    after = [w.casefold() for w in WORD.findall(text[end : end + 24])][:3]
    if set(before) & words.words["no_share_before"] or set(after) & words.words["time_nouns"]:
        return None
    shared = bool(after) and after[0] in words.words["share_after"] and text[end : end + 1].isspace()
    changed = bool(set(before) & words.words["share_before"]) or _changed_at(text, edge, words)
    hedged = edge < start and bool(after) and after[0] not in words.words["stop"]
    plain = count > 1 or "-" in text[start:end] or (hedged and not words.words["share_after"])
    if not (shared or changed or plain):
        return None
    return Figure(Kind.PERCENT, start, end, round(100 * count / size, 4), "%", "fraction")


def _of_percent(text: str, start: int, end: int, parts: list[str], words: Lexicon) -> Figure | None:
    """ "half a percent", "a quarter of a percentage point", "a quarter-point": a part of one percent or point."""
    count = 1.0 if parts[0] in words.articles or not parts[0] else words.numbers.get(parts[0], 0.0)
    if not words.articles or not 0 < count < words.fractions[parts[1]]:
        return None
    link = _OF_A.match(text, end)
    found = words.percent.at(text, link.end() if link else end) or words.part_points.at(text, end)
    if found is None:
        return None
    value = count / words.fractions[parts[1]]
    scaled = value / 100 if found.key == "bp" else value
    return Figure(Kind.PERCENT, start, found.end, round(scaled, 6), "%" if found.key == "%" else "pp", "percent")


def _before_hedge(text: str, start: int, words: Lexicon) -> int:
    """Where the hedge right before a fraction begins ("by more than a third"), else the fraction itself."""
    begin = max(0, start - 24)
    edge = start - len(text[begin:start]) + len(text[begin:start].rstrip())
    return min((hedge.start for hedge in words.hedges.all(text, begin, edge) if hedge.end == edge), default=start)


def _changed_at(text: str, edge: int, words: Lexicon) -> bool:
    """Whether a word of change stands right before: "fell a third"."""
    begin = max(0, edge - _VERB)
    stop = begin + len(text[begin:edge].rstrip())
    return any(found.end == stop for found in words.rise.all(text, begin, stop))
