"""A language's rules: its YAML file read, its word forms listed, its patterns compiled. Once per process.

The keys of such a file, in the order they are explained at the top of `english.yaml`: `sets`, `abbreviations`,
`capitalised`, `words`, `numbers`, `triggers`, `tense`, `macros`, `traps`, `levels`. One file,
because all of them compile into one alphabet of codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from index import rule_files
from index.annotators.dates import numbers
from index.annotators.dates.actions import ACTIONS
from index.annotators.dates.captures import Action
from index.annotators.dates.patterns import Codes, Expression, compiled, expand, literals
from index.annotators.openings import Openers, openers

FILES = {"en": "english.yaml", "ru": "russian.yaml", "ky": "kyrgyz.yaml"}
MARKS = ",./:;()[]\"'«»“”-+$€£%№#&"


NUMBER_WORD, JOINT, ABBREVIATION = "number", "joint", "abbreviation"  # what a word may be to the tokeniser
SEEN = 50_000  # words kept with their codes

Word = tuple[str, dict[str, Any], str]  # code, values, role


class RuleError(ValueError):
    """A rule file that does not say what it should; a mistake of ours, found by the tests."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `item` are the classes its result has for later rules; without `action` it is a trap, which
    keeps others off what it fits."""

    id: str
    expression: Expression
    action: Action | None
    item: frozenset[str]
    settings: Mapping[str, Any]
    classes: Mapping[str, tuple[str, ...]]  # capture -> the classes it may be found by
    code: str
    starts_at: str  # the word or capture the span begins with, "" for the whole fit


@dataclass(frozen=True, slots=True)
class Level:
    """Rules that apply side by side: the longest fit wins, of equal ones the first in the file."""

    starts: re.Pattern[str]
    rules: Mapping[str, tuple[Rule, ...]]  # by first code
    by_second: dict[str, dict[str, tuple[Rule, ...]]] = field(default_factory=dict)

    def beginning(self, first: str, second: str) -> tuple[Rule, ...]:
        """The rules that may fit where these two codes stand, in order; `second` is "" at the end. At most places it
        is none. Made for a first code when that is met: few of the thousand ever are."""
        seconds = self.by_second.get(first)
        if seconds is None:
            seconds = self.by_second[first] = _by_second(self.rules[first], first)
        return seconds.get(second) or seconds[""]


def _by_second(rules: Sequence[Rule], first: str) -> dict[str, tuple[Rule, ...]]:
    """Rules that begin with a code by the code that comes second; under "" those that need none."""
    found: dict[str, list[Rule]] = {"": []}
    for rule in rules:
        seconds, ends = rule.expression.piece.after(first)
        for second in seconds - found.keys():
            found[second] = list(found[""])
        for second in found if ends else seconds:
            found[second].append(rule)
    return {second: tuple(fitting) for second, fitting in found.items()}


@dataclass(slots=True)
class Language:
    """Everything the reader needs of one language."""

    name: str
    codes: Codes
    levels: tuple[Level, ...]
    day_first: bool
    marks_ends: bool
    lexicon: dict[str, dict[str, Any]]
    capitalised: frozenset[str]
    abbreviations: frozenset[str]
    number_words: Mapping[str, float]
    ordinal_words: Mapping[str, int]
    named: frozenset[str]  # words and marks that patterns name by themselves
    trigger: re.Pattern[str]
    openers: Openers  # where `trigger` may fit; else it fits at digits alone
    past: re.Pattern[str]
    future: re.Pattern[str]
    limit: re.Pattern[str]
    reporting: re.Pattern[str]
    frame: re.Pattern[str]
    list_joint: re.Pattern[str]
    list_end: re.Pattern[str]
    joints: frozenset[str] = frozenset()  # words inside numbers: "two hundred and five"
    seen: dict[str, Word] = field(default_factory=dict)
    number_codes: dict[tuple[str, bool], tuple[str, dict[str, Any]]] = field(default_factory=dict)

    def word(self, surface: str) -> Word:
        """Code, values and role of a word as printed."""
        word = surface.lower().replace("ё", "е")
        values = self.lexicon.get(word, {})
        if values and word in self.capitalised and not surface[0].isupper():
            values = {f"weak_{name}": value for name, value in values.items()}
        role = ""
        if word in self.number_words or word in self.ordinal_words:
            role = NUMBER_WORD
        elif word in self.joints:
            role = JOINT
        elif word in self.abbreviations:
            role = ABBREVIATION
        code = self.codes.find(_features(word, values, self.named, surface[:1].isupper()))
        if len(self.seen) >= SEEN:
            self.seen.clear()
        self.seen[surface] = code, values, role
        return code, values, role

    def number(self, surface: str, day_first: bool) -> tuple[str, dict[str, Any]]:
        """Code and values of a number as printed."""
        key = (surface, day_first)
        if key not in self.number_codes:
            values = numbers.read(surface, day_first)
            made = self.codes.find(_features(surface, values, self.named, None)), values
            if len(surface) > 12:
                return made
            self.number_codes[key] = made
        return self.number_codes[key]


def _features(word: str, values: Mapping[str, Any], named: Iterable[str], capital: bool | None) -> frozenset[str]:
    """What rules can know of a word: its classes, itself where a rule names it, else how it is written."""
    found = set(values)
    if word in named:
        found.add(f"={word}")
    if not found and capital is not None:
        found.add("capital_word" if capital else "lower_word")
    return frozenset(found)


def forms(text: str, sets: Mapping[str, list[str]]) -> list[str]:
    """All word forms of `январ{ь,я,е}` or `жыл{CASE}` (a named set of endings)."""
    m = re.search(r"\{([^{}]*)\}", text)
    if not m:
        return [text]
    endings = sets[m[1]] if m[1] in sets else m[1].split(",")
    return [form for ending in endings for form in forms(text[: m.start()] + ending + text[m.end() :], sets)]


@cache
def language(code: str) -> Language:
    """The compiled rules of a language ("en", "ru", "ky"); English for any other."""
    return _build(rule_files.load("index.annotators.dates", FILES.get(code, FILES["en"])))


def _lexicon(data: Mapping[str, Any], sets: Mapping[str, list[str]]) -> dict[str, dict[str, Any]]:
    lexicon: dict[str, dict[str, Any]] = {}

    def add(text: str, cls: str, value: Any) -> None:
        for form in forms(str(text), sets):
            lexicon.setdefault(form.replace("ё", "е"), {}).setdefault(cls, value)

    for cls, members in data["words"].items():
        if isinstance(members, list):
            for word in members:
                add(word, cls, word)
            continue
        for value, words in members.items():
            for word in words:
                add(word, cls, value)
    for cls, rule in data.get("derived", {}).items():
        for values in list(lexicon.values()):
            if rule["of"] in values:
                values[cls] = values[rule["of"]]
        for word in rule["without"]:
            lexicon[word].pop(cls, None)
    for cls in ("cardinal", "ordinal"):
        for value, words in data["numbers"][cls].items():
            for word in words:
                add(word, "number_word" if cls == "cardinal" else "ordinal_word", value)
    return lexicon


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


def _build(data: Mapping[str, Any]) -> Language:
    sets = data.get("sets", {})
    macros = data.get("macros", {})
    lexicon = _lexicon(data, sets)
    capitalised = frozenset(w for text in data.get("capitalised", ()) for w in forms(text, sets))
    codes = Codes()
    rows: list[dict[str, Any]] = [{"id": f"trap {n}", "pattern": p} for n, p in enumerate(data.get("traps", ()))]
    rows += [_holiday(row) for row in data.get("holidays", ())]
    levels = [[*rows, *data["levels"][0]], *data["levels"][1:]]
    named = _register(codes, levels, macros, lexicon, capitalised)
    number_words = {w: v["number_word"] for w, v in lexicon.items() if "number_word" in v}
    ordinal_words = {w: v["ordinal_word"] for w, v in lexicon.items() if "ordinal_word" in v}
    tense = data.get("tense", {})
    trigger, begin = _trigger(data, lexicon)
    return Language(
        name=str(data["language"]),
        codes=codes,
        levels=tuple(_level(rules, macros, codes) for rules in levels),
        day_first=bool(data.get("day_first")),
        marks_ends=bool(data.get("marks_ends")),
        lexicon=lexicon,
        capitalised=capitalised,
        abbreviations=frozenset(f for text in data.get("abbreviations", ()) for f in forms(text, sets)),
        number_words=number_words,
        ordinal_words=ordinal_words,
        named=frozenset(named),
        trigger=trigger,
        openers=begin,
        joints=frozenset(data["numbers"].get("joints", ())),
        past=_cue(tense.get("past")),
        future=_cue(tense.get("future")),
        limit=_cue(tense.get("limit")),
        reporting=_cue(tense.get("reporting")),
        frame=re.compile("|".join(data.get("frames", ["(?!)"])), re.IGNORECASE),
        list_joint=_joint(data.get("lists", {})),
        list_end=re.compile(rf"\s*(?:[.;:,)\]\n]|$|(?:{'|'.join(data.get('lists', {}).get('after', ['(?!)']))})\b)"),
    )


def _holiday(row: Mapping[str, Any]) -> dict[str, Any]:
    """The rules of a named day: with a year, or without."""
    day = {"name": row["id"], **{k: v for k, v in row.items() if k not in ("id", "pattern")}}
    pattern = f"the? ({row['pattern']}) ((,|of|in)? <year>)?"
    return {"id": row["id"], "pattern": pattern, "make": "date", "with": {"holiday": day}, "item": "date holiday"}


def _cue(expressions: list[str] | None) -> re.Pattern[str]:
    """One expression for the words of a tense; one that never matches where a language lists none."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(expressions or ['(?!)'])})(?!\w)", re.IGNORECASE)


def _joint(lists: Mapping[str, list[str]]) -> re.Pattern[str]:
    """What stands between two members of a list: a comma, a conjunction (the group "and"), a word said again."""
    words, again = "|".join(lists.get("and", ["(?!)"])), "|".join(lists.get("again", ["(?!)"]))
    return re.compile(rf"\s*(?:,\s*)?(?P<and>(?:{words})\s+)?(?:(?:{again})\s+)?", re.IGNORECASE)


def _register(
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
        codes.add(_features(word, values, named, True))
        if word in capitalised:
            codes.add(_features(word, {f"weak_{name}": v for name, v in values.items()}, named, False))
    for word in named:
        codes.add(_features(word, lexicon.get(word, {}), named, True))
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
            codes.add(_features(sample, numbers.read(sample, day_first), (), None))
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
                codes.add(_item(rule))
    return named


def _item(rule: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(f"@{name}" for name in str(rule.get("item", "")).split())


def _level(rules: list[dict[str, Any]], macros: Mapping[str, str], codes: Codes) -> Level:
    by_first: dict[str, list[Rule]] = {}
    for row in rules:
        rule = _rule(row, macros, codes)
        for code in rule.expression.piece.first:
            by_first.setdefault(code, []).append(rule)
    starts = re.compile(f"[{''.join(sorted(by_first))}]" if by_first else "(?!)")
    return Level(starts, {code: tuple(found) for code, found in by_first.items()})


def _rule(row: Mapping[str, Any], macros: Mapping[str, str], codes: Codes) -> Rule:
    pattern = expand(row["pattern"], macros)
    guards = [[w[1:-1] if w[0] == "<" else f"={w}" for w in row.get(key, ())] for key in ("not after", "not before")]
    if row.get("make") and row["make"] not in ACTIONS:
        raise RuleError(f"rule {row['id']}: there is no action {row['make']!r}")
    classes: dict[str, tuple[str, ...]] = {}
    for m in re.finditer(r"<(?:(\w+):)?([^<>:]+)>", pattern):
        name = m[1] or m[2].split("|")[0].removeprefix("@")
        if name != "_":
            classes[name] = tuple(dict.fromkeys((*classes.get(name, ()), *m[2].split("|"))))
    return Rule(
        id=str(row["id"]),
        expression=compiled(pattern, codes, guards[0], guards[1]),
        action=ACTIONS[row["make"]] if row.get("make") else None,
        item=_item(row),
        settings=row.get("with", {}),
        classes=classes,
        code=codes.find(_item(row)),
        starts_at=row.get("starts at", ""),
    )


def _trigger(data: Mapping[str, Any], lexicon: Mapping[str, Mapping[str, Any]]) -> tuple[re.Pattern[str], Openers]:
    """What a date has at least: a word of a class in `triggers`, or a number of a shape that dates have; and the words
    at which it may stand, folded."""
    classes = set(data["triggers"]["classes"])
    words = {word for word, values in lexicon.items() if classes & set(values)} | set(data["triggers"].get("words", ()))
    digits = data["triggers"]["numbers"]
    letters: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda w: (-len(w), w)):
        letters.setdefault(word[0], []).append(re.escape(word[1:]).replace("е", "[её]"))
    branches = "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(letters.items()))
    whole = re.compile(rf"(?<![^\W_])(?:(?:{branches})(?![^\W\d_])|{digits})", re.IGNORECASE)
    return whole, openers(words)
