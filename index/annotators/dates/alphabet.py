"""The alphabet of a language's patterns: every set of features that a unit can have, known before rules are compiled.

What a rule can know of a word is its classes, itself where a rule names it, else how it is written; of a number, what
its shape can mean; of a number in words, both. Each such set has one code (`patterns.Codes`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from index.annotators.dates import numbers
from index.annotators.dates.patterns import Codes, expand, literals

MARKS = ",./:;()[]\"'«»“”-+$€£%№#&"


def features(word: str, values: Mapping[str, Any], named: Iterable[str], capital: bool | None) -> frozenset[str]:
    """What rules can know of a word: its classes, itself where a rule names it, else how it is written."""
    found = set(values)
    if word in named:
        found.add(f"={word}")
    if not found and capital is not None:
        found.add("capital_word" if capital else "lower_word")
    return frozenset(found)


def spoken(number: float, ordinal: bool) -> dict[str, Any]:
    """Features of a number written in words."""
    if ordinal:
        day = {"day": int(number), "day_ordinal": int(number)} if 1 <= number <= 31 else {}
        year = {"spoken_year": int(number)} if 1000 <= number <= 2199 else {}
        return {"ordinal": int(number), "spoken_ordinal": int(number), **day, **year}
    found: dict[str, Any] = {"number": number, "count": number, "spoken": number}
    if number == int(number) and 1 <= number <= 31:
        found["spoken_day"] = int(number)
    if number == int(number) and 0 <= number <= 24:
        found["spoken_hour"] = int(number)
    if number == int(number) and 0 < number < 60:
        found["spoken_minute"] = int(number)
    if number == int(number) and 1000 <= number <= 2199:
        found["spoken_year"] = int(number)
    return found


def spoken_features(
    word: str, values: Mapping[str, Any], classes: Mapping[str, Any], named: Iterable[str]
) -> frozenset[str]:
    """Features of a number in words, which may have other meanings ("second") and be named in rules ("one")."""
    found = (set(values) | set(classes)) - {"number_word", "ordinal_word"}
    return frozenset(found | ({f"={word}"} if word in named else set()))


def _samples() -> list[str]:
    """Numbers of every shape, so that each set of features they can have is known before rules are compiled."""
    plain = [str(n) for n in (*range(100), 100, 365, *range(1000, 2500, 7), 1799, 1800, 2100, 2101, 2199, 2200, 2500)]
    plain += [f"{n:02d}" for n in range(10)] + ["9999", "2459", "2460", "99999", "20201231", "20209999", "0830", "0075"]
    plain += ["1st", "32nd", "2nd", "100th", "1990s", "90s", "5pm", "5:30pm", "17:30", "5:30", "5.30", "5.30pm"]
    shapes = ["2020-05-06", "2020-05-06T10:00", "06.05.2020", "5/6/2020", "5/6/98", "2020-05", "05/2020", "2011-2017"]
    shapes += ["2022/23", "2010-12", "2010/12", "5-6", "5–6", "5-20", "20-30", "25-31", "20-45", "40-50", "5/6", "5-6"]
    shapes += ["12.5", "5.6", "13/14", "25.12", "12.25", "30.11", "25/12", "25-12", "12-25", "1.75", "2,5", "2,020"]
    shapes += [
        "10:00-12:00",
        "5-7pm",
        "1980s-1990s",
        "5.05",
        "05.06",
        "24.59",
        "13.13",
        "31.5",
        "3-1",
        "30/50",
        "5-6-7",
    ]
    shapes += [
        "12-10",
        "10-5",
        "30-2",
        "2-30",
        "24-30",
        "23-24",
        "1-31",
        "11-31",
        "10.30",
        "1.1",
        "5.5",
        "24.5",
        "10.11",
    ]
    return plain + shapes + [f"{a}{mark}{b}" for a in range(0, 32, 3) for b in range(0, 62, 5) for mark in "-./"]


def register(
    codes: Codes,
    levels: list[list[dict[str, Any]]],
    macros: Mapping[str, str],
    lexicon: Mapping[str, Mapping[str, Any]],
    capitalised: frozenset[str],
) -> set[str]:
    """Gives every set of features a code; the words and marks the rules name."""
    named: set[str] = set()
    for rules in levels:
        for rule in rules:
            named |= literals(expand(rule["pattern"], macros))
            named |= {w for key in ("not after", "not before") for w in rule.get(key, ()) if w[0] != "<"}
    for word, values in lexicon.items():
        codes.add(features(word, values, named, True))
        if word in capitalised:
            codes.add(features(word, {f"weak_{name}": v for name, v in values.items()}, named, False))
    for word in named:
        codes.add(features(word, lexicon.get(word, {}), named, True))
    for mark in MARKS:
        codes.add({f"={mark}"} if mark in named else {"mark"})
    codes.add({"mark"})
    codes.add({"amount"})
    codes.add({"nine_eleven"})
    codes.add({"capital_word"})
    codes.add({"lower_word"})
    codes.add({"break"})
    for sample in _samples():
        for day_first in (True, False):
            codes.add(features(sample, numbers.read(sample, day_first), (), None))
    for number in (0, 0.5, 1, 24, 25, 31, 32, 59, 60, 1500, 5000):
        for ordinal in (False, True):
            values = spoken(number, ordinal)
            codes.add(values)
            for word, classes in lexicon.items():
                if "number_word" in classes or "ordinal_word" in classes:
                    codes.add(spoken_features(word, values, classes, named))
    for rules in levels:
        for rule in rules:
            if rule.get("item"):
                codes.add(item(rule))
    return named


def item(rule: Mapping[str, Any]) -> frozenset[str]:
    """The classes that what a rule makes has for later rules."""
    return frozenset(f"@{name}" for name in str(rule.get("item", "")).split())
