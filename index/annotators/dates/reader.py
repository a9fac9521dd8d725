"""Reads the dates of a text: units of each window, the rules level by level, then every item resolved in order."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from index import timex
from index.annotators.dates.captures import Capture
from index.annotators.dates.context import Context, Reading, unresolved
from index.annotators.dates.lists import share
from index.annotators.dates.meanings import Meaning
from index.annotators.dates.ranges import Range
from index.annotators.dates.rules import Language, Level, Rule
from index.annotators.dates.tense import tense
from index.annotators.dates.tokens import tokens
from index.annotators.dates.units import Unit
from index.annotators.dates.windows import windows
from index.annotators.drafts import annotation
from index.models import Annotation, Kind

_SENTENCE = re.compile(r"[.!?][\"'”’»)]*\s+(?=[\"'“‘«(]?[A-ZА-ЯЁӨҮҢ])")
_QUOTED = re.compile(r"[.,!?…][\"”]|[”»][.,]")  # the end of what somebody else says
_LEAD = 40  # characters looked back for the beginning of a sentence


def apply(level: Level, units: list[Unit], codes: str) -> tuple[list[Unit], str]:
    """The units, and their codes in a row, after one level of rules: what a rule fits becomes one item, the rest
    stays."""
    out: list[Unit] = []
    done = 0
    for m in level.starts.finditer(codes):
        start = m.start()
        if start < done:
            continue
        fits: list[tuple[int, Rule, re.Match[str]]] = []
        for rule in level.beginning(codes[start], codes[start + 1 : start + 2]):
            if found := rule.expression.regex.match(codes, start):
                fits.append((found.end(), rule, found))
        if not fits:
            continue
        if len(fits) > 1:
            fits.sort(key=lambda fit: -fit[0])
        for end, rule, found in fits:
            made = _item(rule, found, units[start:end])
            if made:
                out.extend(units[done:start])
                out.extend(made)
                done = end
                break
    if not done:
        return units, codes
    out.extend(units[done:])
    return out, _codes(out)


def _codes(units: list[Unit]) -> str:
    return "".join([unit.code for unit in units])


def _item(rule: Rule, found: re.Match[str], units: list[Unit]) -> list[Unit]:
    """What a rule makes of the units it fits: one item, with any units before the word it `starts at`; nothing
    where its action finds no meaning in them."""
    if rule.action is None:
        return [Unit(u.start, u.end, "\x00") for u in units]
    captures: dict[str, Capture] = {}
    places: dict[str, tuple[int, int]] = {}
    begin = 0
    for label, char in found.groupdict().items():
        if char is None:
            continue
        name = label.rpartition("__")[0]
        index = found.start(label) - found.start()
        unit = units[index]
        places[name] = unit.start, unit.end
        if name == rule.starts_at:
            begin = index
        for cls in rule.classes[name]:
            if cls in unit.values:
                captures[name] = Capture(cls, unit.values[cls])
                break
    meaning = rule.action(captures, rule.settings)
    if meaning is None:
        return []
    values: dict[str, Any] = dict.fromkeys(rule.item, meaning)
    values["meaning"] = meaning
    if isinstance(meaning, Range):
        values["ends"] = places
    return [*units[:begin], Unit(units[begin].start, units[-1].end, rule.code, values, rule.id)]


def read(text: str, language: Language, reference: date | None, lean: str, day_first: bool) -> list[Annotation]:
    """Every dated expression of a text, in order, none overlapping."""
    found: list[Annotation] = []
    anchor: Reading | None = None
    day: Reading | None = None
    near = day_near = framed = False
    seen = sentences = 0
    for start, end in windows(text, language):
        plain = units = tokens(text, start, end, language, day_first)
        codes = _codes(units)
        for level in language.levels:
            units, codes = apply(level, units, codes)
        if units is plain:  # no rule has made anything of it
            continue
        units = share(text, units, language)
        for unit in units:
            if not unit.rule or "@hidden" in unit.values:
                continue
            if (near or day_near) and text.find("\n\n", seen, unit.start) >= 0:
                near = day_near = False
            if near:
                sentences += sum(1 for _ in _SENTENCE.finditer(text, seen, unit.start))
                sentences += 2 if framed and _QUOTED.search(text, seen, unit.start) else 0
            seen = unit.end
            holds = framed and (sentences == 0 or (sentences == 1 and _goes_on(text, unit)))
            side = partial(tense, text, unit.start, unit.end, language)
            context = Context(reference, lean, side, anchor, near, day, day_near, holds, sentences == 0)
            result = _resolve(unit.values["meaning"], context)
            if not result.value:
                continue
            made = _annotation(text, unit, result)
            found += _ends(text, made, unit) if language.marks_ends and lean == "past" else [made]
            if result.first and not result.window and (grain := timex.grain(result.value)):
                anchor, near = result, True
                sentences = 0
                framed = grain == "year" and result.full and _frames(text, unit, language)
                if grain == "day":
                    day, day_near = result, True
    return found


def _opening(text: str, unit: Unit) -> str:
    """What stands between the beginning of its sentence and an expression."""
    low = max(0, unit.start - _LEAD)
    for m in _SENTENCE.finditer(text, low, unit.start):
        low = m.end()
    return text[max(low, text.rfind("\n", low, unit.start) + 1) : unit.start]


def _frames(text: str, unit: Unit, language: Language) -> bool:
    """Whether a year is the setting of its sentence: it opens it ("In 2010, ..."). A year further on is mostly a
    background ("founded in 1992", "the 2014 agreement") and says nothing of the months after it."""
    return language.frame.fullmatch(_opening(text, unit) + text[unit.start : unit.end]) is not None


def _goes_on(text: str, unit: Unit) -> bool:
    """Whether a date opens its sentence, and so goes on from a frame set in the one before."""
    opening = _opening(text, unit)
    return opening.count(" ") <= 2 and "," not in opening


def _annotation(text: str, unit: Unit, result: Reading) -> Annotation:
    return annotation(
        result.kind,
        unit.start,
        unit.end,
        text[unit.start : unit.end],
        result.value,
        result.first,
        result.last,
        rule=unit.rule,
        basis=result.basis,
    )


def _ends(text: str, whole: Annotation, unit: Unit) -> list[Annotation]:
    """The two ends of a range, where each is an expression of its own; else the range whole.

    TimeML marks "from 2011 to 2017" as two dates, and so do the corpora of English news that follow it; "October
    5-6" and "2011-2017", where one word holds both or the ends share a month, stay one. The hedges "from" and "to"
    say that they belong together: a timeline draws them as one span.
    """
    places: dict[str, tuple[int, int]] = unit.values.get("ends") or {}
    ends = str(whole.value).split("/")
    if "a" not in places or "b" not in places or len(ends) != 2 or not whole.first:
        return [whole]
    (start, end), (start_b, end_b) = places["a"], places["b"]
    first, last = (timex.interval(value) for value in ends)
    if not first or not last or not text[end:start_b].strip("-–—") or end_b - start_b <= 2:
        return [whole]
    left = replace(whole, start=start, end=end, text=text[start:end], value=ends[0], first=first[0], last=first[1])
    right = replace(
        whole, start=start_b, end=end_b, text=text[start_b:end_b], value=ends[1], first=last[0], last=last[1]
    )
    return [replace(left, hedge="from"), replace(right, hedge="to")]


def _resolve(meaning: Meaning, context: Context) -> Reading:
    """The reading of a meaning; unresolved where the days would lie before the year 1 or after 9999."""
    try:
        return meaning.resolve(context)
    except (ValueError, OverflowError):
        return unresolved(Kind.DATE, "XXXX", "outside the calendar")
