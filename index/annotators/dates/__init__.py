"""Dates in text: find them, say what days they mean, and why.

    find_dates("They met exactly three months ago.", date(2021, 5, 24))
    -> [Annotation(kind=date, text="exactly three months ago", value="2021-02-24", first=..., basis="document")]

How it works, one file each: `windows` (where to read; `neighbours`: how far), `tokens` (words; `numbers`: digits and
what they can be), `language` and the YAML rule files (words, rules, traps) made into `rules`, `patterns` (the notation
of the rules) over an `alphabet`, `reader` (levels of rules), `lists` (what the members of a list share), `actions`
(from a rule to a meaning), `meanings`, `relative`, `parts` and `ranges` (resolved against a `context`, which may ask
`tense`), `calendars` (arithmetic).
To add a language, add a file like `english.yaml` and name it in `language.FILES`.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from index import timex
from index.annotators.dates import reader
from index.annotators.dates.language import language as rules
from index.annotators.openings import vocabulary
from index.models import Annotation, Kind
from index.names.keys import words

__all__ = ["find_dates", "find_full_dates"]

_ENGLISH = words("january february april june july august september october november december")
_RUSSIAN = words("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\d/])")
#: Languages quoted in texts of another, and the months that give them away.
_GUESTS = {
    "en": (("ru", _RUSSIAN),),
    "ru": (("en", _ENGLISH),),
    "ky": (("ru", _RUSSIAN), ("en", _ENGLISH)),
}


def find_dates(
    text: str,
    reference: date | str | None = None,
    language: str = "en",
    *,
    lean: str = "past",
    day_first: bool | None = None,
) -> list[Annotation]:
    """Every date, time, duration and repetition said in a text, in order, none overlapping.

    `reference` is the day the text was written (a date or its ISO form); without one, or with a partial one,
    relative dates are found but unresolved: `first` and `last` None, the reason in `basis`. `language` is "en",
    "ru" or "ky". `lean` says which way half-said dates lie: "past" (news) and "nearest" where neither tense nor
    context tells; "future" (plans, assistants) in any case, with distances and "the next 3 days" counted to the
    day. `day_first` reads 3/4/2020 as 3 April; None decides by the other dates of the text, else by the language's
    custom.
    """
    if isinstance(reference, str):
        days = timex.interval(reference)
        reference = days[0] if days and days[0] == days[1] else None
    elif isinstance(reference, datetime):
        reference = reference.date()
    chosen = rules(language)
    if day_first is None:
        day_first = _day_first(text, chosen.day_first)
    found = reader.read(text, chosen, reference, lean, day_first)
    present = vocabulary(text).words
    for other, sign in _GUESTS.get(language, _GUESTS["en"]):
        if not present.isdisjoint(sign):
            found = _joined(found, find_full_dates(text, other))
    return found


def _day_first(text: str, custom: bool) -> bool:
    """The order of "3/4/2020" by the evidence of the text, a day above 12 in one of the places; else by custom."""
    days = months = 0
    if "/" not in text:
        return custom
    for m in _SLASHED.finditer(text):
        days += int(m[1]) > 12 >= int(m[2])
        months += int(m[2]) > 12 >= int(m[1])
    return days > months if days != months else custom


def find_full_dates(text: str, language: str) -> list[Annotation]:
    """Only the dates that a text says in full, by the rules of a language: for a quotation in a foreign text."""
    chosen = rules(language)
    found = reader.read(text, chosen, None, "past", chosen.day_first)
    return [a for a in found if a.first and a.kind in (Kind.DATE, Kind.TIME) and not a.text.isdigit()]


def _joined(own: list[Annotation], guests: list[Annotation]) -> list[Annotation]:
    """Both lists in order; a guest that covers more of what it overlaps replaces it, one that does not goes."""
    kept: list[Annotation] = []
    for a in sorted([*own, *guests], key=lambda a: (a.start, -a.end)):
        if kept and a.start < kept[-1].end:
            if a.end - a.start > kept[-1].end - kept[-1].start:
                kept[-1] = a
            continue
        kept.append(a)
    return kept
