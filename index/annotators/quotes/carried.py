"""Whom "he said" means in a paragraph that names nobody: who spoke last, if nobody else was named since.

News goes on with one speaker over several paragraphs and then names him by pronoun or office alone (Glass and Bangay
2007, "a naive salience-based method for speaker identification"). Nobody is meant where another person was named
meanwhile, where the gender of pronoun and name differ, or far away: a wrong speaker is worse than none. Where nobody
spoke yet, "he" is the only person whom the text has named; "the governor" is the only speaker who had that office.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.annotators.quotes.lexicon import Lexicon
from index.models import Annotation, Kind, Span

_FAR = 1500  # characters from a speaker to a pronoun that goes on with him
_FEMININE = re.compile(
    r"(?:[ое]ва|ёва|[иы]на|[сц]кая|[oe]va|ina|skaya|(?<!\w)(?:mrs|ms|miss|г-жа|госпожа)\b.*)$", re.IGNORECASE
)
_MASCULINE = re.compile(
    r"(?:[ое]в|ёв|[иы]н|[сц]кий|[oe]v|in|sk[iy]y?|(?<!\w)(?:mr|sir|г-н|господин)\b.*)$", re.IGNORECASE
)
_SHE, _HE = "she", "he"


@dataclass(frozen=True, slots=True)
class Spoken:
    """Somebody with a name who said something: mention key, the words that named him, and where they end."""

    key: str
    words: str
    end: int


class Carried:
    """Who spoke last, on the way through a text."""

    def __init__(self, names: Sequence[Annotation], words: Lexicon) -> None:
        self._people = [name for name in names if name.kind is Kind.PERSON]
        self._starts = [name.start for name in self._people]
        self._words = words
        self._quotes: list[int] = []  # where each begins and where it ends, one after the other
        self._last: Spoken | None = None
        self._bearers: dict[str, dict[str, None]] = {}  # of a role, who spoke under it
        self._named: list[str] = []  # the first people named, while there is one
        self._read = self._latest = 0  # names looked at for that; the end of the last
        self._stranger = -1  # where somebody without a name spoke last
        self._gender: dict[str, str] = {}  # of a mention key, as far as names and pronouns have told

    def quoted(self, spans: Sequence[Span]) -> None:
        """Further stretches inside quotation marks, in order: who is named there is not spoken of by the text."""
        self._quotes += (edge for span in spans for edge in (span.start, span.end))

    def heard(self, spoken: Spoken) -> None:
        """Somebody said something; without a key he is a stranger, and nobody who is named is meant after him."""
        self._last = spoken
        if not spoken.key:
            self._stranger = spoken.end
            return
        for role in self._words.titles(spoken.words):
            self._bearers.setdefault(role, {})[spoken.key] = None
        for pattern, gender in ((_FEMININE, _SHE), (_MASCULINE, _HE)):
            if pattern.search(spoken.words):
                self._gender.setdefault(spoken.key, gender)

    def is_stranger(self, since: int, at: int) -> bool:
        """Whether somebody without a name spoke last, between two offsets."""
        return since <= self._stranger <= at

    def meant(self, at: int, words: Sequence[str]) -> str:
        """The mention key of whom a pronoun or an office at an offset of the text means, or ""."""
        last = self._last
        if last is not None and (not last.end <= at <= last.end + _FAR or self._other_named(last, at)):
            last = None
        if pronouns := self._words.pronouns.intersection(words):
            gender = _SHE if pronouns & self._words.feminine else _HE
            key = last.key if last is not None else self._only(at)
            return key if key and self._gender.setdefault(key, gender) == gender else ""
        roles = self._words.roles.intersection(words)
        if last is not None and roles & self._words.titles(last.words):
            return last.key
        bearers = distinct(key for role in roles for key in self._bearers.get(role, ()))
        if len(bearers) == 1:
            return bearers[0]
        if last is not None:
            return last.key if self._words.agree(roles, self._words.titles(last.words)) else ""
        return self._only(at) if roles & self._words.heads and not bearers else ""

    def _only(self, at: int) -> str:
        """The only person whom the text has named so far, if not far away."""
        while self._read < len(self._people) and self._people[self._read].start < at:
            name = self._people[self._read]
            self._read += 1
            if not self._is_quoted(name.start):
                self._latest = name.end
                if len(self._named) < 2:
                    self._named = distinct([*self._named, str(name.value)])
        (only, *others) = self._named or [""]
        return only if not others and at <= self._latest + _FAR else ""

    def _other_named(self, last: Spoken, at: int) -> bool:
        between = self._people[bisect_left(self._starts, last.end) : bisect_left(self._starts, at)]
        return any(not is_same(str(name.value), last.key) and not self._is_quoted(name.start) for name in between)

    def _is_quoted(self, at: int) -> bool:
        return bisect_right(self._quotes, at) % 2 == 1


def is_same(key: str, other: str) -> bool:
    """Whether of two mention keys one is the short form of the other: "putin", "vladimir putin"."""
    words, others = set(key.split()), set(other.split())
    return words <= others or others <= words


def distinct(keys: Iterable[str]) -> list[str]:
    """Mention keys of different people, each in its longest form."""
    found: list[str] = []
    for key in dict.fromkeys(keys):
        at = next((at for at, other in enumerate(found) if is_same(key, other)), None)
        if at is None:
            found.append(key)
        elif len(key) > len(found[at]):
            found[at] = key
    return found
