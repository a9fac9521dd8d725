"""A language's rules as the reader uses them: levels of compiled patterns, word forms and what each means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from index.annotators.dates import numbers
from index.annotators.dates.alphabet import features
from index.annotators.dates.captures import Action
from index.annotators.dates.neighbours import Neighbours, Reach
from index.annotators.dates.patterns import Codes, Expression
from index.annotators.openings import Openers
from index.remembered import Remembered

NUMBER_WORD, JOINT, ABBREVIATION = "number", "joint", "abbreviation"  # what a word may be to the tokeniser
_WORDS = 4096  # words kept with their codes
_NUMBERS = 2048  # numbers kept with theirs
_MARKS = 256  # marks kept with theirs
_DASHES = dict.fromkeys("–—−‐‑", "-")
_QUOTES = {"’": "'", "“": '"', "”": '"', "«": '"', "»": '"'}

Word = tuple[str, dict[str, Any], str]  # code, values, role


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
    neighbours: Neighbours
    joints: frozenset[str] = frozenset()  # words inside numbers: "two hundred and five"
    words: Remembered[Word] = field(init=False)  # as printed
    reaches: dict[str, Reach] = field(default_factory=dict)
    mark_codes: dict[str, str] = field(default_factory=dict)
    number_codes: dict[tuple[str, bool], tuple[str, dict[str, Any]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words = _Words(self)

    def word(self, surface: str) -> Word:
        """Code, values and role of a word as printed; of those met before `words` knows them."""
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
        return self.codes.find(features(word, values, self.named, surface[:1].isupper())), values, role

    def mark(self, surface: str) -> str:
        """Code of a mark as printed."""
        code = self.mark_codes.get(surface)
        if code is None:
            plain = _DASHES.get(surface, surface).replace("’", "'")
            code = self.codes.find(frozenset({f"={_QUOTES.get(plain, plain)}"}))
            if code == self.codes.OTHER:
                code = self.codes.find(frozenset({"mark"}))
            if len(self.mark_codes) < _MARKS:
                self.mark_codes[surface] = code
        return code

    def number(self, surface: str, day_first: bool) -> tuple[str, dict[str, Any]]:
        """Code and values of a number as printed."""
        key = (surface, day_first)
        if key not in self.number_codes:
            values = numbers.read(surface, day_first)
            made = self.codes.find(features(surface, values, self.named, None)), values
            if len(surface) > 12:
                return made
            if len(self.number_codes) >= _NUMBERS:
                self.number_codes.clear()
            self.number_codes[key] = made
        return self.number_codes[key]


class _Words(Remembered[Word]):
    """The words of a language."""

    def __init__(self, language: Language) -> None:
        super().__init__(_WORDS)
        self._language = language

    def find(self, key: str) -> Word:
        """Look at a word."""
        return self._language.word(key)
