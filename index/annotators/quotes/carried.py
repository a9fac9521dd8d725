"""Whom "he said" means in a paragraph that names nobody: who spoke last, if nobody else was named since.

News goes on with one speaker over several paragraphs and then names him by pronoun or office alone (Glass and Bangay
2007, "a naive salience-based method for speaker identification"). Nobody is meant where another person was named
meanwhile, where the gender of pronoun and name differ, or far away: a wrong speaker is worse than none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
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
        self._gender: dict[str, str] = {}  # of a mention key, as far as names and pronouns have told

    def quoted(self, spans: Sequence[Span]) -> None:
        """Further stretches inside quotation marks, in order: who is named there is not spoken of by the text."""
        self._quotes += (edge for span in spans for edge in (span.start, span.end))

    def heard(self, spoken: Spoken) -> None:
        """Somebody said something, under his name."""
        self._last = spoken
        for pattern, gender in ((_FEMININE, _SHE), (_MASCULINE, _HE)):
            if pattern.search(spoken.words):
                self._gender.setdefault(spoken.key, gender)

    def meant(self, at: int, words: Sequence[str]) -> str:
        """The mention key of whom a pronoun or an office at an offset of the text means, or ""."""
        last = self._last
        if last is None or not last.end <= at <= last.end + _FAR or self._other_named(last, at):
            return ""
        if pronouns := self._words.pronouns.intersection(words):
            gender = _SHE if pronouns & self._words.feminine else _HE
            return last.key if self._gender.setdefault(last.key, gender) == gender else ""
        own = self._words.roles.intersection(last.words.casefold().split())
        return last.key if own.intersection(words) else ""

    def _other_named(self, last: Spoken, at: int) -> bool:
        between = self._people[bisect_left(self._starts, last.end) : bisect_left(self._starts, at)]
        return any(str(name.value) != last.key and not self._is_quoted(name.start) for name in between)

    def _is_quoted(self, at: int) -> bool:
        return bisect_right(self._quotes, at) % 2 == 1
