"""Many names in one pass: the gazetteer's spellings in a dictionary of first words, asked by the words of the text.

Text and spellings go through the same door: lower case, ё as е, Cyrillic words cut to the stem their case forms share.
A word of the text that begins no spelling costs one look-up in a set, whatever the number of names; one that does is
extended word by word, through the marks between them, and the longest that is a spelling counts, provided that the
text has the capitals that the spelling has.

This is a trie over words, not over letters. The automaton of letters that stood here before (ahocorasick-rs, which
`python -m tests.benchmarks.names` still measures beside it) needs every spelling as an object to itself, the whole text
rewritten in stems with a way back to the offsets, and finds names inside words, which have to be thrown away again:
with 100,000 names it was ready after seven times as long, and read Russian at two thirds of the speed. It was faster
on Latin letters, where either takes a twentieth of the time that the rules take.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from dataclasses import dataclass, replace
from functools import lru_cache

from ...names import Gazetteer
from ...names.entities import Form
from ...names.keys import fold, stem_text
from ..openings import places, vocabulary

_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_GAP = 8  # characters; no spelling has more of them between two words


@dataclass(slots=True)
class Match:
    """A spelling found: offsets into the text, and what it may name."""

    start: int
    end: int
    forms: tuple[Form, ...]


@lru_cache(maxsize=4096)
def _stem(word: str, language: str) -> str:
    return stem_text(word, language)


def _beginning(words: Set[str], heads: Set[str], language: str) -> Set[str]:
    """Those of some words that begin a spelling, when cut to their stems, as only Cyrillic ones are."""
    return {word for word in words if (word if word.isascii() else _stem(word, language)) in heads}


class Matcher:
    """The spellings of one gazetteer for one way of stemming ("ky", or anything else for Russian)."""

    def __init__(self, gazetteer: Gazetteer, language: str = "") -> None:
        self.language = language
        self._gazetteer = gazetteer
        surfaces, keys, _, odd = gazetteer.spellings
        self._offices = tuple(gazetteer.office_forms())
        if language == "ky":
            patterns = [self._pattern(surface) for surface in surfaces]
            odd = list(range(len(surfaces)))
        else:
            patterns = list(keys)
            for index in odd:
                patterns[index] = self._pattern(surfaces[index])
        patterns += [self._pattern(form.surface) for form in self._offices]
        odd = [*odd, *range(len(surfaces), len(patterns))]
        self._edges: dict[int, tuple[str, str]] = {}  # marks before the first word of a spelling, and behind the last
        for index in odd:
            self._trim(patterns, index)
        # The first spelling of a pattern, and all of them where there are several.
        self._first: dict[str, int] = dict(zip(reversed(patterns), range(len(patterns) - 1, -1, -1), strict=True))
        self._all: dict[str, list[int]] = {}
        if len(self._first) < len(patterns):
            for index, pattern in enumerate(patterns):
                if (first := self._first[pattern]) != index:
                    self._all.setdefault(pattern, [first]).append(index)
        self._first.pop("", None)
        heads = [pattern.partition(" ")[0] for pattern in self._first]
        self._heads = set(heads)
        self._most: dict[str, int] = {}  # words of the longest spelling, by its first; two where it is not here
        for head, pattern in zip(heads, self._first, strict=True):
            # Most names are two words with a space between: only the others are looked at closely.
            if not head.isalnum() or pattern.find(" ", len(head) + 1) > 0 or not pattern[len(head) + 1 :].isalnum():
                words = _WORD.findall(pattern)
                self._heads.add(words[0])
                if len(words) > 2:
                    self._most[words[0]] = max(self._most.get(words[0], 2), len(words))

    def _pattern(self, surface: str) -> str:
        return stem_text(fold(unicodedata.normalize("NFC", surface)), self.language)

    def _trim(self, patterns: list[str], index: int) -> None:
        """Cut a pattern to its words; what stood around them is required of the text as well."""
        pattern = patterns[index].strip()
        words = list(_WORD.finditer(pattern))
        start, end = (words[0].start(), words[-1].end()) if words else (0, 0)
        if start or end < len(pattern):
            self._edges[index] = (pattern[:start], pattern[end:])
        patterns[index] = pattern[start:end]

    def find(self, text: str) -> list[Match]:
        """All spellings in `text`, from left to right, none overlapping another."""
        low, words, _ = vocabulary(text)
        heads = self._heads
        if text.isascii() or not _CYRILLIC.search(low):
            present: Set[str] = words & heads
        else:
            present = _beginning(words, self._heads, self.language)
        found: list[Match] = []
        done = 0
        for start in sorted(places(low, present)):
            if start < done or not (match := self._longest(text, low, start)) or match.start < done:
                continue
            if not text.startswith("$", match.end):  # "US$195 million" names a currency
                found.append(match)
                done = match.end
        return found

    def _longest(self, text: str, low: str, begin: int) -> Match | None:
        """The longest spelling that begins with the word of the text that begins there."""
        word = _WORD.match(low, begin)
        assert word is not None
        end = word.end()
        pattern = _stem(word[0], self.language)
        best: Match | None = None
        for left in range(self._most.get(pattern, 2), 0, -1):
            if pattern in self._first and (match := self._match(text, low, begin, end, pattern)):
                best = match if best is None or match.end > best.end else best
            following = _WORD.search(low, end, end + 64) if left > 1 else None
            if following is None or following.start() - end > _GAP:
                break
            if following.end() == end + 64:  # the window may have cut it
                following = _WORD.search(low, end)
                assert following is not None
            pattern += low[end : following.start()] + _stem(following[0], self.language)
            end = following.end()
        return best

    def _match(self, text: str, low: str, begin: int, end: int, pattern: str) -> Match | None:
        best: Match | None = None
        for index in self._all.get(pattern) or (self._first[pattern],):
            before, behind = self._edges.get(index, ("", ""))
            start, stop = begin - len(before), end + len(behind)
            if start < 0 or not low.startswith(before, start) or not low.startswith(behind, end):
                continue
            form = self._form(index)
            if not _capitals(form, text, start, stop):
                continue
            if best is None or stop - start > best.end - best.start:
                best = Match(start, stop, (form,))
            elif (start, stop) == (best.start, best.end):
                best = replace(best, forms=(*best.forms, form))
        return best

    def _form(self, index: int) -> Form:
        listed = len(self._gazetteer.spellings.surfaces)
        return self._gazetteer.form(index) if index < listed else self._offices[index - listed]


def _capitals(form: Form, text: str, start: int, end: int) -> bool:
    """Whether the text has the capitals that mark the spelling as a name: all of an acronym, the first of a name, any
    in an office ("the president of Kyrgyzstan")."""
    surface = form.surface
    if surface.isupper() and len(surface) <= 6:
        return text[start : start + len(surface)].isupper()
    if form.office:
        return any(c.isupper() for c in text[start:end])
    return text[start].isupper() or not surface[0].isupper()


@lru_cache(maxsize=4)
def matcher(gazetteer: Gazetteer, language: str = "") -> Matcher:
    """The spellings of a gazetteer ready to be found, prepared once for each way of stemming."""
    return Matcher(gazetteer, "ky" if language == "ky" else "")
