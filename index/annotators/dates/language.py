"""A language's YAML file made into rules: its word forms listed, its patterns compiled. Once per process.

The keys of such a file, in the order they are explained at the top of `english.yaml`: `sets`, `abbreviations`,
`capitalised`, `words`, `numbers`, `triggers`, `tense`, `macros`, `traps`, `levels`. One file,
because all of them compile into one alphabet of codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from index import rule_files
from index.annotators.dates.actions import ACTIONS
from index.annotators.dates.alphabet import item, register
from index.annotators.dates.neighbours import Neighbours, Pattern
from index.annotators.dates.patterns import Codes, compiled, expand
from index.annotators.dates.rules import Language, Level, Rule
from index.annotators.openings import Openers, openers

FILES = {"en": "english.yaml", "ru": "russian.yaml", "ky": "kyrgyz.yaml"}


class RuleError(ValueError):
    """A rule file that does not say what it should; a mistake of ours, found by the tests."""


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


def _build(data: Mapping[str, Any]) -> Language:
    sets = data.get("sets", {})
    macros = data.get("macros", {})
    lexicon = _lexicon(data, sets)
    capitalised = frozenset(w for text in data.get("capitalised", ()) for w in forms(text, sets))
    codes = Codes()
    rows: list[dict[str, Any]] = [{"id": f"trap {n}", "pattern": p} for n, p in enumerate(data.get("traps", ()))]
    rows += [_holiday(row) for row in data.get("holidays", ())]
    levels = [[*rows, *data["levels"][0]], *data["levels"][1:]]
    named = register(codes, levels, macros, lexicon, capitalised)
    number_words = {w: v["number_word"] for w, v in lexicon.items() if "number_word" in v}
    ordinal_words = {w: v["ordinal_word"] for w, v in lexicon.items() if "ordinal_word" in v}
    tense = data.get("tense", {})
    trigger, begin = _trigger(data, lexicon)
    made = tuple(_level(rules, macros, codes) for rules in levels)
    return Language(
        name=str(data["language"]),
        codes=codes,
        levels=made,
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
        neighbours=_neighbours(made),
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


def _level(rules: list[dict[str, Any]], macros: Mapping[str, str], codes: Codes) -> Level:
    by_first: dict[str, list[Rule]] = {}
    for row in rules:
        rule = _rule(row, macros, codes)
        for code in rule.expression.piece.first:
            by_first.setdefault(code, []).append(rule)
    starts = re.compile(f"[{''.join(sorted(by_first))}]" if by_first else "(?!)")
    return Level(starts, {code: tuple(found) for code, found in by_first.items()})


def _neighbours(levels: Iterable[Level]) -> Neighbours:
    every = {id(rule): rule for level in levels for rules in level.rules.values() for rule in rules}
    return Neighbours(Pattern(r.expression.piece, r.code, bool(r.starts_at)) for r in every.values())


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
        item=item(row),
        settings=row.get("with", {}),
        classes=classes,
        code=codes.find(item(row)),
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
