"""Where the titles and offices before a name begin: "Russian President Vladimir Putin", "the mayor of Osh, Petrov"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.analysis import is_stop
from index.annotators.quotes.lexicon import Lexicon
from index.models import Annotation, Kind, Span

_WORD = re.compile(r"(?<![^ ])[\w’'&-]+\.? \Z")
_LINKS = frozenset({"of", "the", "for", "and", "и", "по"})
_LOWER = re.compile(r"(?:\A|, )(?P<words>(?:[a-z-]{3,} ){1,4})\Z")
_NEAR = 80  # characters before a title that are looked at for a comma
_REACH = 90  # characters between an office and the name that explains it


class Titles:
    """The titles of one paragraph."""

    def __init__(self, text: str, names: Sequence[Annotation], words: Lexicon) -> None:
        self._text, self._names, self._words = text, names, words

    def begin(self, at: int, floor: int) -> int:
        """Where the titles before a name begin: "Russian President Vladimir Putin". Words without a capital belong to
        them where a role or a capital stands before: "Metropolitan Police counterterrorism chief Anna Roth", "министр
        экономики Белоруссии Иван Петров"."""
        start = here = at
        small = 0
        while word := _WORD.search(self._text, max(floor, here - 40), here):
            low = word[0].strip().casefold()
            here = word.start()
            if low in self._words.adverbs or self._words.verb.fullmatch(low) or self._is_person(here):
                break
            capital = word[0][0].isupper() and low not in _LINKS and (word[0].strip().isupper() or not is_stop(low))
            if capital or low in self._words.roles or low == "the":
                start, small = here, 0
            elif low not in _LINKS:
                small += 1
                if small > self._words.lower_titles or is_stop(low) or (start == at and self._words.lower_titles == 1):
                    break
        return self._noun_phrase(start, floor) if start < at else start

    def office(self, name: Annotation, floor: int) -> int:
        """Where an office begins that a name between commas explains: "the mayor of Tokmok, Ruslan Abdyldaev, told";
        -1 where there is none."""
        found = self._words.office.search(self._text, max(floor, name.start - _REACH), name.start)
        return found.start() if found else -1

    def head(self, at: int, sentence: Span) -> bool:
        """Whether only titles stand before a name in its sentence."""
        before = self._text[sentence.start : at]
        if self.begin(at, sentence.start) == sentence.start:
            return True
        return len(before) < 80 and all(w[:1].isupper() or len(w) < 4 for w in before.split())

    def _noun_phrase(self, start: int, floor: int) -> int:
        """Where a title begins before which only small words stand, up to a comma: ", deputy council chief"."""
        before = _LOWER.search(self._text[max(floor, start - _NEAR) : start])
        words = before["words"].split() if before else []
        plain = words and not any(is_stop(word) or self._words.verb.fullmatch(word) for word in words)
        return start - len(" ".join(words)) - 1 if plain else start

    def _is_person(self, at: int) -> bool:
        return any(name.start <= at < name.end and name.kind is Kind.PERSON for name in self._names)
