"""Reads the dates of a text: scan for triggers, cut windows around them, apply the rules level by level, resolve.

The scan is one regular expression over the whole text; everything else looks only at windows of about eighty
characters on both sides of a trigger, so the work grows with the number of dates and linearly with the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from index import timex
from index.annotators.dates import numbers
from index.annotators.dates.actions import Capture
from index.annotators.dates.context import FUTURE, PAST, Context, Reading, unresolved
from index.annotators.dates.language import (
    ABBREVIATION,
    JOINT,
    NUMBER_WORD,
    Language,
    Level,
    Rule,
    spoken,
    spoken_features,
)
from index.annotators.dates.meanings import Meaning
from index.annotators.dates.units import Unit
from index.models import Annotation, Kind

WINDOW = 48  # characters looked at on each side of a trigger
LONGEST = 8000  # a window is cut there, so that one line of dates is not held in memory as a whole
_TOKEN = re.compile(
    rf"(?P<number>(?<![^\W_]){numbers.NUMBER})"
    r"|(?P<word>[ap]\.\s?m\b\.?|[^\W\d_]{1,2}\d{1,4}(?![^\W_])|[^\W\d_]+)"
    r"|(?P<break>\n[^\S\n]*\n\s*)"
    r"|(?P<mark>['’]s\b|[^\w\s])"
    r"|(?P<other>[\w]+)"
)
_SPACE = re.compile(r"\s")
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")
_DASHES = dict.fromkeys("–—−‐‑", "-")
_QUOTES = {"’": "'", "“": '"', "”": '"', "«": '"', "»": '"'}


def windows(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Stretches of the text worth reading: each trigger with what stands around it, merged where they meet, cut
    at white space where there is any near."""
    start = end = -1
    for m in language.trigger.finditer(text):
        low, high = m.start() - WINDOW, m.end() + WINDOW
        if end < 0:
            start, end = low, high
        elif low <= end and end - start < LONGEST:
            end = high
        else:
            yield _trim(text, start, end)
            start, end = max(low, end), high
    if end >= 0:
        yield _trim(text, start, end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = max(start, 0), min(end, len(text))
    if start:
        cut = _SPACE.search(text, start, start + 40)
        start = cut.start() if cut else start
    if end < len(text):
        cut_at = max(text.rfind(" ", end - 40, end), text.rfind("\n", end - 40, end))
        end = cut_at if cut_at > start else end
    return start, end


def tokens(text: str, start: int, end: int, language: Language, day_first: bool) -> list[Unit]:
    """The words, numbers and marks of a window, numbers in words put together."""
    units: list[Unit] = []
    spoken_run: list[tuple[int, int, str]] = []
    words = language.seen
    known = 0  # where the last unit ends, which may be after a full stop
    for m in _TOKEN.finditer(text, start, end):
        surface, kind, begin = m.group(), m.lastgroup, m.start()
        if begin < known:
            continue  # the full stop of an abbreviation
        if kind == "word":
            code, values, role = words.get(surface) or language.word(surface)
            if role == NUMBER_WORD or (role == JOINT and spoken_run and _joins(text, m.end(), language)):
                spoken_run.append((begin, m.end(), surface.lower().replace("ё", "е")))
                continue
            if not spoken_run:
                known = m.end()
                if role == ABBREVIATION and text.startswith(".", known):
                    known += 1
                units.append(Unit(begin, known, code, values))
                continue
        elif spoken_run and surface == "-" and text[m.end() : m.end() + 1].isalpha():
            spoken_run.append((begin, m.end(), "-"))
            continue
        if spoken_run:
            units.extend(_spoken(spoken_run, text, language))
            spoken_run = []
        units.append(_unit(text, begin, m.end(), str(kind), surface, language, day_first))
        known = units[-1].end
    if spoken_run:
        units.extend(_spoken(spoken_run, text, language))
    return units


def _unit(text: str, start: int, end: int, kind: str, surface: str, language: Language, day_first: bool) -> Unit:
    if kind == "word":
        code, values, role = language.word(surface)
        if role == ABBREVIATION and text.startswith(".", end):
            end += 1
        return Unit(start, end, code, values)
    if kind == "number":
        trailing = re.search(r"[.,:/\-]+$", surface)
        if trailing:
            end -= len(trailing[0])
        code, values = language.number(text[start:end], day_first)
        return Unit(start, end, code, values)
    if kind == "break":
        return Unit(start, end, language.codes.find(frozenset({"break"})))
    if kind == "mark":
        mark = _DASHES.get(surface, surface).replace("’", "'")
        mark = _QUOTES.get(mark, mark)
        code = language.codes.find(frozenset({f"={mark}"}))
        return Unit(start, end, code if code != language.codes.OTHER else language.codes.find(frozenset({"mark"})))
    return Unit(start, end, language.codes.OTHER)


def _joins(text: str, end: int, language: Language) -> bool:
    """Whether "and" stands between two parts of one number ("two hundred and five")."""
    following = _NEXT_WORD.match(text, end, end + 30)
    return following is not None and following[1].lower() in language.number_words


def _spoken(run: list[tuple[int, int, str]], text: str, language: Language) -> list[Unit]:
    """Units of a run of number words: one number where they make one, else one for each."""
    units: list[Unit] = []
    pending: list[tuple[int, int, str]] = []
    total: float = 0
    last = 0.0

    def flush(ordinal: bool = False) -> None:
        nonlocal total, last
        while pending and pending[-1][2] in ("-", "and"):
            pending.pop()
        if pending:
            values = spoken(total, ordinal)
            surface = text[pending[0][0] : pending[-1][1]].lower()
            classes = language.lexicon.get(surface, {})
            code = language.codes.find(spoken_features(surface, values, classes, language.named))
            values = {**classes, **values}
            units.append(Unit(pending[0][0], pending[-1][1], code, values))
        pending.clear()
        total = last = 0

    for start, end, word in run:
        if word in ("-", "and"):
            pending.append((start, end, word))
            continue
        ordinal = word in language.ordinal_words
        value: float = language.ordinal_words[word] if ordinal else language.number_words[word]
        if pending and not _continues(last, value):
            flush()
        if pending and 16 <= total <= 20 and 10 <= value < 100:
            total = total * 100 + value  # "nineteen ninety", "twenty twenty"
        else:
            total = total * value if value in (100, 1000) and pending and total else total + value
        last = value
        pending.append((start, end, word))
        if ordinal:
            flush(ordinal=True)
    flush()
    return units


def _continues(last: float, value: float) -> bool:
    """Whether a number word can follow another inside one number: "twenty" "five", "two" "hundred"."""
    if last >= 1000:
        return value < 1000
    if last == 100:
        return value < 100 or value == 1000
    if 16 <= last <= 20 and 10 <= value < 100:
        return True
    if last % 10 == 0 and 20 <= last <= 90:
        return 0 < value < 10 or value in (100, 1000)
    return 0 < last < 20 and value in (100, 1000)


def apply(level: Level, units: list[Unit]) -> list[Unit]:
    """The units after one level of rules: what a rule fits becomes one item, the rest stays."""
    codes = "".join([unit.code for unit in units])
    out: list[Unit] = []
    at = done = 0
    while m := level.starts.search(codes, at):
        start = m.start()
        at = start + 1
        code = codes[start]
        if not (level.tests.get(code) or level.test(code)).match(codes, start):
            continue
        fits: list[tuple[int, Rule, re.Match[str]]] = []
        for rule in level.rules[code]:
            if found := rule.expression.regex.match(codes, start):
                fits.append((found.end(), rule, found))
        fits.sort(key=lambda fit: -fit[0])
        for end, rule, found in fits:
            made = _item(rule, found, units[start:end])
            if made:
                out.extend(units[done:start])
                out.extend(made)
                at = done = end
                break
    if not done:
        return units
    out.extend(units[done:])
    return out


def _item(rule: Rule, found: re.Match[str], units: list[Unit]) -> list[Unit]:
    """What a rule makes of the units it fits: one item, with any units before the word it `starts at`; nothing
    where its action finds no meaning in them."""
    if rule.action is None:
        return [Unit(u.start, u.end, "\x00") for u in units]
    captures: dict[str, Capture] = {}
    begin = 0
    for label, char in found.groupdict().items():
        if char is None:
            continue
        name = label.rpartition("__")[0]
        index = found.start(label) - found.start()
        unit = units[index]
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
    return [*units[:begin], Unit(units[begin].start, units[-1].end, rule.code, values, rule.id)]


def read(text: str, language: Language, reference: date | None, lean: str, day_first: bool) -> list[Annotation]:
    """Every dated expression of a text, in order, none overlapping."""
    found: list[Annotation] = []
    anchor: Reading | None = None
    day: Reading | None = None
    near = day_near = False
    seen = 0
    for start, end in windows(text, language):
        units = tokens(text, start, end, language, day_first)
        for level in language.levels:
            units = apply(level, units)
        for unit in units:
            if not unit.rule or "@hidden" in unit.values:
                continue
            if (near or day_near) and text.find("\n\n", seen, unit.start) >= 0:
                near = day_near = False
            seen = unit.end
            side = partial(tense, text, unit.start, unit.end, language)
            context = Context(reference, lean, side, anchor, near, day, day_near)
            result = _resolve(unit.values["meaning"], context)
            if not result.value:
                continue
            found.append(_annotation(text, unit, result))
            if result.first and not result.window and (grain := timex.grain(result.value)):
                anchor, near = result, True
                if grain == "day":
                    day, day_near = result, True
    return found


def _annotation(text: str, unit: Unit, result: Reading) -> Annotation:
    return Annotation(
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


def _resolve(meaning: Meaning, context: Context) -> Reading:
    """The reading of a meaning; unresolved where the days would lie before the year 1 or after 9999."""
    try:
        return meaning.resolve(context)
    except (ValueError, OverflowError):
        return unresolved(Kind.DATE, "XXXX", "outside the calendar")


_CLAUSE = re.compile(r"[.!?;:\n\"“”«»]")


def _ends(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark ends a clause; a full stop does before white space or a capital."""
    following = text[mark.end() : mark.end() + 1]
    return mark[0] != "." or following.isspace() or following.isupper()


def tense(text: str, start: int, end: int, language: Language) -> int:
    """PAST, FUTURE or 0: the tense of the verb or the word of time nearest to an expression, inside its clause."""
    low = max(0, start - 120)
    for m in _CLAUSE.finditer(text, low, start):
        if _ends(text, m):
            low = m.end()
    high = min(len(text), end + 80)
    for m in _CLAUSE.finditer(text, end, high):
        if _ends(text, m):
            high = m.start()
            break
    # The verb before a date governs it more often than one after it: "said Tuesday that it will ...".
    before = _nearest(text, low, start, language, from_end=True)
    return before or _nearest(text, end, high, language, from_end=False)


def _nearest(text: str, low: int, high: int, language: Language, from_end: bool) -> int:
    """The tense of the first or last cue between two offsets, 0 where there is none."""
    found = [
        (m.start(), side)
        for pattern, side in ((language.past, PAST), (language.future, FUTURE))
        for m in pattern.finditer(text, low, high)
    ]
    if not found:
        return 0
    return (max(found) if from_end else min(found))[1]
