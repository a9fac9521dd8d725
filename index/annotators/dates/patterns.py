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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

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


class Piece(NamedTuple):
    """A part of a pattern as an expression over codes: the codes it may begin with, whether it may be empty, and the
    pieces it is made of, one after the other (`row`) or one of them; a piece of one code is made of none."""

    text: str
    first: frozenset[str]
    empty: bool = False
    parts: tuple[Piece, ...] = ()
    row: bool = False

    def after(self, code: str) -> tuple[frozenset[str], bool]:
        """Which codes may come second where `code` is the first, and whether the piece may end there."""
        if not self.parts:
            return frozenset(), True
        found: frozenset[str] = frozenset()
        ends = False
        for number, part in enumerate(self.parts):
            if code in part.first:
                second, over = part.after(code)
                found |= second
                if over and self.row:
                    more, over = _begins(self.parts[number + 1 :])
                    found |= more
                ends = ends or over
            if self.row and not part.empty:
                break
        return found, ends


def _begins(parts: Sequence[Piece]) -> tuple[frozenset[str], bool]:
    """What a row of pieces may begin with, and whether it may be empty."""
    first: frozenset[str] = frozenset()
    for part in parts:
        first |= part.first
        if not part.empty:
            return first, False
    return first, True


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled rule pattern: the expression, and the piece that says which codes a text that fits it begins with."""

    regex: re.Pattern[str]
    piece: Piece


class _Parser:
    """Reads one expanded pattern into an expression."""

    def __init__(self, pattern: str, codes: Codes) -> None:
        self.pieces = _PIECE.findall(pattern)
        self.codes = codes
        self.at = 0

    def alternatives(self) -> Piece:
        """branch | branch ..."""
        branches = [self.sequence()]
        while self.at < len(self.pieces) and self.pieces[self.at] == "|":
            self.at += 1
            branches.append(self.sequence())
        if len(branches) == 1:
            return branches[0]
        first = frozenset[str]().union(*(branch.first for branch in branches))
        text = "|".join(branch.text for branch in branches)
        return Piece(text, first, any(branch.empty for branch in branches), tuple(branches))

    def sequence(self) -> Piece:
        parts: list[Piece] = []
        while self.at < len(self.pieces) and self.pieces[self.at] not in ("|", ")"):
            part = self.unit()
            if self.at < len(self.pieces) and self.pieces[self.at] == "?":
                self.at += 1
                part = part._replace(text=part.text + "?", empty=True)
            parts.append(part)
        first, empty = _begins(parts)
        return Piece("".join(part.text for part in parts), first, empty, tuple(parts), row=True)

    def unit(self) -> Piece:
        number, piece = self.at, self.pieces[self.at]
        self.at += 1
        if piece == "(":
            inner = self.alternatives()
            self.at += 1
            return inner._replace(text=f"(?:{inner.text})")
        if piece[0] != "<":
            chars = self.codes.having([f"={piece}"])
            return Piece(chars, frozenset(chars[1:-1]))
        # Captures are numbered apart (`month__1`), so that a name may stand in several branches.
        name, _, classes = piece[1:-1].rpartition(":")
        chars = self.codes.having(classes.split("|"))
        label = name or classes.split("|")[0].removeprefix("@")
        text = chars if label == "_" else f"(?P<{label}__{number}>{chars})"
        return Piece(text, frozenset(chars[1:-1]))


def compiled(pattern: str, codes: Codes, before: Iterable[str], after: Iterable[str]) -> Expression:
    """The expression of one rule (its pattern already expanded), which does not fit right after a unit with a
    feature of `before` or right before one with a feature of `after`."""
    piece = _Parser(pattern, codes).alternatives()
    text = f"(?:{piece.text})"
    if before:
        text = f"(?<!{codes.having(before)}){text}"
    if after:
        text = f"{text}(?!{codes.having(after)})"
    return Expression(re.compile(text), piece)
