"""Neighbouring figures that one clause joins, so that what is said of one holds for the other.

"Profit fell 12% to 3 billion in 2023": where a change led; "rose from 58 percent to 90": where it began and where it
led; "38,500 soms ($430) in December": one amount said twice. What stands between them may hold hedges and words such
as "year-on-year" (`outcome...` in the language's YAML file), nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from index.annotators.figures.figure import Figure
from index.annotators.figures.lexicon import Lexicon
from index.annotators.figures.phrases import WORD
from index.models import Annotation, Kind

_LINKS = 4  # figures one clause may chain
_FAR = 60  # characters between figures of one clause
_RESTATED = re.compile(r"\s\((?:[^\W\d_]+\s)?\Z")
_BEGIN = 24  # characters before a figure that hold the word which makes it a beginning


class Chains:
    """The figures of one text with their neighbours."""

    def __init__(self, text: str, words: Lexicon, found: Sequence[Figure], dates: Sequence[Annotation]) -> None:
        self._text, self._words, self._found = text, words, found
        self._dates = sorted(dates, key=lambda date: date.start)
        self._starts = [date.start for date in self._dates]

    def right_of(self, index: int, last: int) -> int:
        """Up to where a date behind a figure may be its own: over what it led to and what restates it."""
        reach = index
        while reach < index + _LINKS and self._one_clause(reach + 1):
            reach += 1
        following = reach + 1
        return min(last, self._found[following].start) if following < len(self._found) else last

    def left_of(self, index: int, first: int) -> int:
        """From where a date before a figure may be its own: before what it comes of or restates."""
        begun = index
        while index > begun - _LINKS and self._one_clause(index):
            index -= 1
        return max(first, self._found[index - 1].end) if index else first

    def _one_clause(self, index: int) -> bool:
        return self.joined(index) or self._restated(index) or self._reached(index)

    def _reached(self, index: int) -> bool:
        """ "grew 13.6%, hitting a record $4.1 billion"."""
        between = self._between(index)
        return between is not None and bool(self._words.reaching.fullmatch(between))

    def joined(self, index: int) -> bool:
        """Whether a figure is where the change, or the beginning, before it led."""
        between = self._between(index)
        if between is None:
            return False
        marked, end = self._words.from_suffix, self._found[index - 1].end
        if marked and between == " " and marked.search(self._text[max(0, end - _BEGIN) : end]):
            return True
        return bool(self._words.outcome.fullmatch(between))

    def begun(self, index: int) -> bool:
        """Whether a figure is where a change began: "from 58 percent"."""
        start = self._found[index].start
        before = [m[0].casefold() for m in WORD.finditer(self._text, max(0, start - _BEGIN), start)][-3:]
        return not self._words.words["from"].isdisjoint(before)

    def dated(self, index: int) -> bool:
        """Whether a figure is joined to the one before it but for a date: "from 5% in 2020 to 7%"."""
        if not 0 < index < len(self._found):
            return False
        first, last = self._found[index - 1].end, self._found[index].start
        if last - first > _FAR:
            return False
        near = self._dates[bisect_left(self._starts, first) : bisect_right(self._starts, last)]
        own = [date for date in near if date.end <= last]
        if len(own) != 1:
            return False
        apart = re.compile(r"\s+(?:[^\W\d_]+\s)?\Z").sub("", self._text[first : own[0].start])
        return bool(self._words.outcome.fullmatch(apart + self._text[own[0].end : last]))

    def _restated(self, index: int) -> bool:
        between = self._between(index)
        if between is None or not _RESTATED.fullmatch(between):
            return False
        kinds = self._found[index - 1].kind, self._found[index].kind
        return Kind.TREND not in kinds and self._text[self._found[index].end : self._found[index].end + 1] == ")"

    def reworded(self, index: int) -> bool:
        """Whether a figure says the one before it once more: "lost 56 cents, or 1.1%"."""
        between = self._between(index)
        return between is not None and bool(self._words.reworded.fullmatch(between))

    def _between(self, index: int) -> str | None:
        if not 0 < index < len(self._found):
            return None
        first, last = self._found[index - 1].end, self._found[index].start
        return self._text[first:last] if last - first <= _FAR else None


def folded(figure: Figure, direction: str) -> tuple[float | None, float | None, float | None]:
    """Value, low and high of a figure that changed so: what fell threefold fell by two thirds, not by 200 percent."""
    said = figure.value, figure.low, figure.high
    if direction != "fall" or figure.direction == "fall" or not (figure.rule == "times" or figure.adverb):
        return said
    value, low, high = (None if each is None else round(100 * (1 - 1 / (1 + each / 100)), 4) for each in said)
    return value, low, high
