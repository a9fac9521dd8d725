"""From a stretch of text to units: its words, numbers and marks, numbers in words put together."""

from __future__ import annotations

import re

from index.annotators.dates import numbers
from index.annotators.dates.alphabet import spoken, spoken_features
from index.annotators.dates.rules import ABBREVIATION, JOINT, NUMBER_WORD, Language
from index.annotators.dates.units import Unit

_TOKEN = re.compile(
    r"(?P<word>[1-4][QH](?=(?:\d\d)?(?!\w))|[ap]\.\s?m\b\.?|[qQhH][1-4](?![^\W_])|[^\W\d_]+)"
    rf"|(?P<number>(?:(?<![^\W_])|(?<=\b[Ff][Yy])|(?<=\b[1-4]Q)){numbers.NUMBER})"
    r"|(?P<break>\n[^\S\n]*\n\s*)"
    r"|(?P<mark>['’]s\b|[^\w\s])"
    r"|(?P<other>[\w]+)"
)
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")


def tokens(text: str, start: int, end: int, language: Language, day_first: bool) -> list[Unit]:
    """The words, numbers and marks of a window, numbers in words put together."""
    units: list[Unit] = []
    spoken_run: list[tuple[int, int, str]] = []
    words = language.words
    known = 0  # where the last unit ends, which may be after a full stop
    for m in _TOKEN.finditer(text, start, end):
        begin, stop = m.span()
        if begin < known:
            continue  # the full stop of an abbreviation
        surface, kind = m[0], m.lastgroup
        if kind == "word":
            code, values, role = words[surface]
            if not role and not spoken_run:  # most words
                units.append(Unit(begin, stop, code, values))
                known = stop
                continue
            if role == NUMBER_WORD or (role == JOINT and spoken_run and _joins(text, stop, language)):
                spoken_run.append((begin, stop, surface.lower().replace("ё", "е")))
                continue
            if not spoken_run:
                known = stop
                if role == ABBREVIATION and text.startswith(".", known):
                    known += 1
                units.append(Unit(begin, known, code, values))
                continue
        elif spoken_run and surface == "-" and text[stop : stop + 1].isalpha():
            spoken_run.append((begin, stop, "-"))
            continue
        if spoken_run:
            units.extend(_spoken(spoken_run, text, language))
            spoken_run = []
        units.append(_unit(text, begin, stop, str(kind), surface, language, day_first))
        known = units[-1].end
    if spoken_run:
        units.extend(_spoken(spoken_run, text, language))
    return units


def _unit(text: str, start: int, end: int, kind: str, surface: str, language: Language, day_first: bool) -> Unit:
    if kind == "word":
        code, values, role = language.words[surface]
        if role == ABBREVIATION and text.startswith(".", end):
            end += 1
        return Unit(start, end, code, values)
    if kind == "number":
        end -= len(surface) - len(surface.rstrip(".,:/-"))
        code, values = language.number(text[start:end], day_first)
        return Unit(start, end, code, values)
    if kind == "break":
        return Unit(start, end, language.codes.find(frozenset({"break"})))
    if kind == "mark":
        return Unit(start, end, language.mark(surface))
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
    if 100 <= last < 1000:
        return value < 100 or value == 1000
    if 16 <= last <= 20 and 10 <= value < 100:
        return True
    if last % 10 == 0 and 20 <= last <= 90:
        return 0 < value < 10 or value in (100, 1000)
    return 0 < last < 20 and value in (100, 1000)
