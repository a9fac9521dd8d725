"""Many names in one pass: the gazetteer's spellings as an Aho-Corasick automaton over folded, stemmed text.

Text and patterns go through the same door (`folded`): lower case, ё as е, Cyrillic words cut to the stem their case
forms share. The automaton finds the leftmost longest pattern; a hit counts only from word start to word end, and only
where the text has the capitals that the spelling has.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from ...names import Gazetteer
from ...names.entities import Form
from ...names.keys import fold, stem

_CYRILLIC = re.compile(r"[\u0400-\u052f]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NEXT_WORD = re.compile(r"(?<![^\W_])[^\W_]")


class Match(NamedTuple):
    """A spelling found: offsets into the text, and what it may name."""

    start: int
    end: int
    forms: tuple[Form, ...]


class Folded(NamedTuple):
    """Text as matched, with the way back: `cuts` are positions right after a shortened word, `lost` how many
    characters are missing up to there."""

    text: str
    cuts: list[int]
    lost: list[int]

    def origin(self, position: int) -> int:
        """The offset in the original text of a position that does not lie inside a word."""
        index = bisect_right(self.cuts, position)
        return position + (self.lost[index - 1] if index else 0)


def folded(text: str, language: str = "") -> Folded:
    """Fold and stem `text` for matching; offsets lead back to it."""
    low = _SURROGATE.sub("\ufffd", fold(text))  # half a character, as broken files have, is no UTF-8
    cuts: list[int] = []
    lost: list[int] = []
    if not _CYRILLIC.search(low):
        return Folded(low, cuts, lost)
    pieces: list[str] = []
    position = missing = 0
    for match in _CYRILLIC.finditer(low):
        word = match[0]
        short = stem(word, language)
        if len(short) == len(word) and short == word:
            continue
        pieces += (low[position : match.start()], short)
        position = match.end()
        missing += len(word) - len(short)
        cuts.append(position - missing)
        lost.append(missing)
    pieces.append(low[position:])
    return Folded("".join(pieces), cuts, lost)


class Matcher:
    """The automaton over one gazetteer's spellings for one way of stemming ("ky", or anything else for Russian)."""

    def __init__(self, forms: Iterable[Form], language: str = "") -> None:
        self.language = language
        self._forms: dict[str, list[Form]] = {}
        listed = list(forms)
        joined = "\0".join(form.surface.replace("\0", " ") for form in listed)
        patterns = folded(unicodedata.normalize("NFC", joined), language).text.split("\0")
        for pattern, form in zip(patterns, listed, strict=False):
            if pattern.strip():
                self._forms.setdefault(pattern.strip(), []).append(form)
        self._patterns = list(self._forms)
        self._longest = max(map(len, self._patterns), default=0)
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.LeftmostLongest) if self._patterns else None

    def find(self, text: str) -> list[Match]:
        """All spellings in `text`, from left to right, none overlapping another."""
        if self._automaton is None:
            return []
        stream = folded(text, self.language)
        hits, hidden = self._scan(text, stream, 0, len(stream.text))
        for begin, end in hidden:
            hits += self._scan(text, stream, begin, min(end + self._longest, len(stream.text)))[0]
        if hidden:
            hits.sort(key=lambda h: (h.start, -h.end))
        found: list[Match] = []
        for hit in hits:
            if not found or hit.start >= found[-1].end:
                found.append(hit)
        return found

    def _scan(self, text: str, stream: Folded, begin: int, stop: int) -> tuple[list[Match], list[tuple[int, int]]]:
        """Hits in `stream.text[begin:stop]` from word start to word end, and the stretches in which a refused hit of
        several words may have hidden another that begins at a later word."""
        assert self._automaton is not None
        low = stream.text
        hits: list[Match] = []
        hidden: list[tuple[int, int]] = []
        for number, start, end in self._automaton.find_matches_as_indexes(low[begin:stop]):
            start, end = start + begin, end + begin
            pattern = self._patterns[number]
            if not (_inside(low, start) or _inside(low, end)):
                first, last = stream.origin(start), stream.origin(end)
                if forms := tuple(f for f in self._forms[pattern] if _capitals(f, text, first, last)):
                    hits.append(Match(first, last, forms))
                    continue
            if " " in pattern and (later := _NEXT_WORD.search(low, start + 1, end)):
                hidden.append((later.start(), end))
        return hits, hidden


def _inside(text: str, position: int) -> bool:
    """Whether a word runs across `position`."""
    return 0 < position < len(text) and text[position - 1].isalnum() and text[position].isalnum()


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
    """The automaton of a gazetteer, built once for each way of stemming."""
    return Matcher(gazetteer.surface_forms(), "ky" if language == "ky" else "")
