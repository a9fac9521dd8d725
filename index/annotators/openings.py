"""Which words a text has, asked once for all annotators, and where some of them stand.

Dates, names and figures all begin at words from a list: a month, the first word of a known name, a number in words. A
text has few of them. Its distinct words are collected in one pass; what of a list is among them is an intersection of
sets, and where those few stand is asked of `str.find`, which is far cheaper than an expression over the whole list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import lru_cache
from itertools import filterfalse, pairwise
from typing import NamedTuple

from ..names.keys import fold

_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_STRETCH = 1 << 16  # characters whose words are in memory at once
_KEPT = 1 << 22  # characters; a longer text is not kept for the next annotator
_FEW = 64  # words that are looked for one by one; for more, every word of the text is looked at


class Vocabulary(NamedTuple):
    """A text folded (`names.keys.fold`, of the same length), its distinct words so, and where its digits begin; for a
    run of them right behind letters, where its word begins ("FY2020", "USD50")."""

    low: str
    words: frozenset[str]
    digits: tuple[int, ...]


def vocabulary(text: str) -> Vocabulary:
    """The words of a text: runs of letters and digits. The last text asked for is remembered."""
    return _remembered(text) if len(text) <= _KEPT else _collected(text)


def _collected(text: str) -> Vocabulary:
    low = fold(text)
    words: set[str] = set()
    start, length, foreign = 0, len(low), False
    while start < length:
        end = low.find(" ", start + _STRETCH)
        end = end if end >= 0 else length
        # Spaces are found much faster than words; only what other marks stand in is cut by the expression.
        spaced = set(low[start:end].split())
        odd = list(filterfalse(str.isalpha, spaced))
        spaced.difference_update(odd)
        words |= spaced
        cut = _WORD.findall(" ".join(odd))
        words.update(cut)
        numbers = filterfalse(str.isalpha, cut)
        foreign = foreign or any(_FOREIGN_DIGIT.search(word) for word in filterfalse(str.isascii, numbers))
        start = end
    starts = [m.start() for m in _DIGITS.finditer(low)] if foreign else _digits(low)
    return Vocabulary(low, frozenset(words), tuple([_begin(low, at) for at in starts]))


def _digits(low: str) -> list[int]:
    """Where runs of the ten usual digits begin: finding each of them by itself takes a fifth of the time that an
    expression takes, which looks at every letter."""
    places: list[int] = []
    for digit in "0123456789":
        at = low.find(digit)
        while at >= 0:
            places.append(at)
            at = low.find(digit, at + 1)
    places.sort()
    return [at for before, at in pairwise([-2, *places]) if at - before > 1]


def _begin(low: str, at: int) -> int:
    while at and low[at - 1].isalpha():
        at -= 1
    return at


_remembered = lru_cache(maxsize=1)(_collected)


class Openers(NamedTuple):
    """What spellings begin with, folded: a word, or a letter with the mark that follows it ("a.m.", "o'clock"), which
    stands by itself too often to be looked for."""

    words: frozenset[str]
    marked: frozenset[str] = frozenset()


def openers(forms: Iterable[str]) -> Openers:
    """What some spellings begin with."""
    words: set[str] = set()
    marked: set[str] = set()
    for form in map(fold, forms):
        if m := _WORD.search(form):
            lettered = len(m[0]) == 1 and len(form) > m.end() and not form[m.end()].isspace()
            (marked if lettered else words).add(form[m.start() : m.end() + lettered])
    return Openers(frozenset(words), frozenset(marked))


def openings(text: str, begin: Openers) -> list[int]:
    """Where one of the spellings may begin in a text, in no order."""
    low, words, _ = vocabulary(text)
    found = places(low, begin.words & words)
    for mark in begin.marked:
        at = low.find(mark)
        while at >= 0:
            if not (at and low[at - 1].isalnum()):
                found.append(at)
            at = low.find(mark, at + 1)
    return found


def places(low: str, wanted: Set[str]) -> list[int]:
    """Where words of a folded text that are wanted begin, in no order; `wanted` is a set of words the text has."""
    if len(wanted) > _FEW:
        return [m.start() for m in _WORD.finditer(low) if m[0] in wanted]
    found: list[int] = []
    for word in wanted:
        size = len(word)
        at = low.find(word)
        while at >= 0:
            end = at + size
            if not low[end : end + 1].isalnum() and not (at and low[at - 1].isalnum()):
                found.append(at)
            at = low.find(word, end)
    return found
