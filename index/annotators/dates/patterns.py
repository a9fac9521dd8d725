"""The notation of the rules: patterns over words and word classes, compiled to regular expressions over codes.

Every unit of a text (a word, a number, a mark, or an item an earlier rule made) carries a set of features: its own
spelling where a rule names it, and the word classes it belongs to. Each distinct set of features is given one
character, its code, so that a stretch of text becomes a short string and a rule one ordinary regular expression
over it. Rules therefore never look at letters, and cannot backtrack over them.

The notation, as written in the YAML files:

    in            the word itself, any case
    , - / : .     the mark itself
    <month>       a unit of class `month`, captured as "month"
    <a:month>     the same, captured as "a"; `<a:month|season>` is either class; `<_:month>` is not captured
    {of}          the macro of that name, put in as it stands
    ( a | b )     either; a ? after a unit or a bracket makes it optional; no other repetition exists
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_PIECE = re.compile(r"<[^>]+>|\{[^}]+\}|[()|?]|[^\s()|?<>{}]+")
_FIRST_CODE = 0xE000  # the private use area, and on into planes 15 and 16: never text
Features = frozenset[str]


class Codes:
    """One character per distinct set of features. Frozen once rules are compiled: an unknown set is `OTHER`."""

    OTHER = "\x00"

    def __init__(self) -> None:
        self._codes: dict[Features, str] = {}
        self._chars: dict[str, list[str]] = {}

    def add(self, features: Iterable[str]) -> str:
        """The code of a set of features, made if new. The empty set is `OTHER`."""
        key = frozenset(features)
        if not key:
            return self.OTHER
        if key not in self._codes:
            number = _FIRST_CODE + len(self._codes)
            code = chr(number if number < 0xF8FF else number - 0xF8FF + 0xF0000)
            self._codes[key] = code
            for feature in key:
                self._chars.setdefault(feature, []).append(code)
        return self._codes[key]

    def find(self, features: Features) -> str:
        """The code of a set of features, `OTHER` where no rule can tell it apart."""
        return self._codes.get(features, self.OTHER)

    def having(self, features: Iterable[str]) -> str:
        """All codes whose set has any of these features, as a character class; one that never matches if none."""
        chars = sorted({char for feature in features for char in self._chars.get(feature, ())})
        return f"[{''.join(chars)}]" if chars else "[\x01]"


def expand(pattern: str, macros: Mapping[str, str]) -> str:
    """The pattern with every `{macro}` put in; macros may name macros. KeyError for an unknown one."""
    while "{" in pattern:
        pattern = re.sub(r"\{(\w+)\}", lambda m: f"( {macros[m[1]]} )", pattern)
    return pattern


def literals(pattern: str) -> set[str]:
    """The words and marks a pattern (already expanded) names by themselves."""
    return {p for p in _PIECE.findall(pattern) if p[0] not in "<{()|?"}


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled rule pattern: the expression, and the codes a text that fits it can begin with."""

    regex: re.Pattern[str]
    first: frozenset[str]


class _Parser:
    """Reads one expanded pattern into an expression; keeps the set of possible first codes beside it."""

    def __init__(self, pattern: str, codes: Codes) -> None:
        self.pieces = _PIECE.findall(pattern)
        self.codes = codes
        self.at = 0

    def alternatives(self) -> tuple[str, set[str], bool]:
        """branch | branch ...: the expression, its first codes, and whether it may be empty."""
        text, first, empty = self.sequence()
        while self.at < len(self.pieces) and self.pieces[self.at] == "|":
            self.at += 1
            more, codes, none = self.sequence()
            text, first, empty = f"{text}|{more}", first | codes, empty or none
        return text, first, empty

    def sequence(self) -> tuple[str, set[str], bool]:
        text, first, empty = "", set[str](), True
        while self.at < len(self.pieces) and self.pieces[self.at] not in ("|", ")"):
            part, codes, none = self.unit()
            if self.at < len(self.pieces) and self.pieces[self.at] == "?":
                self.at += 1
                part, none = part + "?", True
            if empty:
                first |= codes
            text, empty = text + part, empty and none
        return text, first, empty

    def unit(self) -> tuple[str, set[str], bool]:
        number, piece = self.at, self.pieces[self.at]
        self.at += 1
        if piece == "(":
            text, first, empty = self.alternatives()
            self.at += 1
            return f"(?:{text})", first, empty
        if piece[0] != "<":
            chars = self.codes.having([f"={piece}"])
            return chars, set(chars[1:-1]), False
        # Captures are numbered apart (`month__1`), so that a name may stand in several branches.
        name, _, classes = piece[1:-1].rpartition(":")
        chars = self.codes.having(classes.split("|"))
        label = name or classes.split("|")[0].removeprefix("@")
        return (chars if label == "_" else f"(?P<{label}__{number}>{chars})"), set(chars[1:-1]), False


def compiled(pattern: str, codes: Codes, before: Iterable[str], after: Iterable[str]) -> Expression:
    """The expression of one rule (its pattern already expanded), which does not fit right after a unit with a
    feature of `before` or right before one with a feature of `after`."""
    text, first, _ = _Parser(pattern, codes).alternatives()
    text = f"(?:{text})"
    if before:
        text = f"(?<!{codes.having(before)}){text}"
    if after:
        text = f"{text}(?!{codes.having(after)})"
    return Expression(re.compile(text), frozenset(first))
