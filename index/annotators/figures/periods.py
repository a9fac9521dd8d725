"""Which period a figure is of.

The nearest date of its sentence with no other figure between; else that of the sentence before in the same paragraph,
for a change or where it opens that sentence. A date that something is compared with ("more than in 2019", "the same
period last year") is the period of what it is compared with alone: it is lent to no other figure and to no sentence
after; nor is a bare year that a change is measured from ("up 5% on 2019"). "January and February" are one period.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index import timex
from index.annotators.figures.chains import Chains
from index.annotators.figures.figure import Figure
from index.annotators.figures.lexicon import Lexicon
from index.annotators.figures.phrases import WORD, Found, said
from index.annotators.figures.sentences import Sentences
from index.models import Annotation, Kind

_PUNCTUATION = re.compile(r"[^\w\s]")
_JOINED = re.compile(r",\s([^\W\d_]+)")
_CLAUSES = re.compile(r"[;:]|,\s")
_PLACED = 30  # characters between a figure and a day that is its period
_AUXILIARY = 20  # characters before a verb of change that hold its auxiliary
_FRONT = 8  # characters before a date that opens a sentence ("In ", "During ")
_BESIDE = 8  # characters of a preposition between a figure and its date ("5% in 2020")
_NEAR = 60  # characters that hold what a date is compared by
_AND = 7  # characters between two months said as one period


class Periods:
    """Finds the periods of the figures of one text."""

    def __init__(
        self,
        text: str,
        words: Lexicon,
        dates: Sequence[Annotation],
        found: Sequence[Figure],
        sentences: Sentences,
    ) -> None:
        self._text, self._words, self._found, self._sentences = text, words, found, sentences
        told = (
            date
            for date in dates
            if _tells_period(date)
            and not words.compared.search(text, max(0, date.start - _NEAR), date.start)
            and not words.compared_behind.match(text, date.end)
        )
        self.dates = list(_joined(sorted(told, key=lambda date: date.start), text, words))
        self.starts = [date.start for date in self.dates]
        self._index_by_end = {figure.end: index for index, figure in enumerate(found)}
        self.chains = Chains(text, words, found, self.dates)

    def of(self, figure: Figure, left: int, right: int, first: int, last: int, sized: bool) -> tuple[str, str]:
        """The date nearest to the figure with no other figure between, and its basis: the one right behind it first
        ("$3 billion in 2023, $4 billion in 2024"). One that is placed in time goes before one that is not, whose
        value is left out. `sized`: the figure is the size of a change, which a year may be the start of."""
        low = bisect_left(self.starts, first)
        near: list[tuple[bool, int, str, str]] = []
        for date in self.dates[low : bisect_right(self.starts, last)]:
            value = str(date.value)
            placed = "XXXX" not in value
            day = timex.grain(value) == "day"
            if date.start >= figure.end and date.end <= right:
                between = self._text[figure.end : date.start]
                if (sized and self._measured_from(date, between)) or self._of_next_clause(between):
                    continue
                beside = len(between) <= _BESIDE and not _PUNCTUATION.search(between)
                distance = 0 if beside else len(between) + 60 * len(_CLAUSES.findall(between))
            elif date.start >= left and date.end <= figure.start and not self._of_other(date):
                distance = figure.start - date.end
            else:
                continue
            if not day or distance <= _PLACED:
                near.append((not placed, distance, value if placed else "", date.basis))
        return min(near)[2:] if near else ("", "")

    def of_frame(self, first: int, before: int) -> tuple[str, str]:
        """The period that opens the sentence which begins at `first`, for figures further on in it: "In 2012 exports
        rose 5% and imports fell 3%"."""
        low = bisect_left(self.starts, first)
        date = self.dates[low] if low < len(self.dates) else None
        if date is None or date.start - first > _FRONT or date.end > before or self._is_aside(date):
            return "", ""
        value = str(date.value)
        return ("", "") if "XXXX" in value or timex.grain(value) == "day" else (value, date.basis)

    def of_previous(self, at: int, change: bool) -> tuple[str, str]:
        """The period a change in sentence number `at` goes on with; and, for any figure, that of a date which opens
        the sentence before: such a date frames what follows (Charolles 1997, "adverbiaux cadratifs")."""
        first, end = self._sentences.previous(at)
        low, high = bisect_left(self.starts, first), bisect_left(self.starts, end)
        spans = [
            date
            for date in self.dates[low:high]
            if timex.grain(str(date.value).partition("/")[0]) != "day" and not self._is_aside(date)
        ]
        if not spans or not (change or spans[0].start - first <= _FRONT):
            return "", ""
        own = end, self._sentences.span(at)[1]
        if self._holds(first, end, "future") and not self._holds(*own, "future"):
            return "", ""  # "The talks will begin next month. Trade rose by a third"
        if self._holds(*own, "aims") and not self._holds(first, end, "aims"):
            return "", ""  # "Trade was $3 billion in 2023. The goal is to bring it to $5 billion"
        found = spans[-1] if change else spans[0]
        return ("" if "XXXX" in str(found.value) else str(found.value)), found.basis

    def is_present(self, first: int, figure: Figure, change: Found | None) -> bool:
        """Whether the sentence speaks of now ("has climbed to", "there are"): it takes no period from another."""
        if change is not None:
            comma = self._text.rfind(",", first, change.start)
            first = max(first, change.start - _AUXILIARY, comma)
        return self._holds(first, figure.start, "present")

    def _of_next_clause(self, between: str) -> bool:
        """Whether a date behind a figure opens another clause: "reached $3 billion, and in the first half ..."."""
        joiners = self._words.words["clause_joiners"]
        return any(m[1].casefold() in joiners for m in _JOINED.finditer(between))

    def _of_other(self, date: Annotation) -> bool:
        """Whether a date is of the figure before it alone: "5% in May from 7% a year earlier, while the rate ..."."""
        return self._is_likened(date) and self._figure_before(date) is not None

    def _is_aside(self, date: Annotation) -> bool:
        """Whether a date is of what something is compared with or began with: "from 2,264 tonnes in 2010", "up 5% on
        2019"."""
        if self._is_likened(date):
            return True
        index = self._figure_before(date, _NEAR)
        if index is None:
            return False
        end = self._found[index].end
        begun = date.start - end <= _BESIDE and self.chains.begun(index)
        return begun or self._measured_from(date, self._text[end : date.start])

    def _figure_before(self, date: Annotation, far: int = _BESIDE) -> int | None:
        """The figure before a date, without punctuation between."""
        for end in range(date.start - 1, date.start - far - 1, -1):
            if end in self._index_by_end:
                return self._index_by_end[end]
            if _PUNCTUATION.match(self._text, max(0, end)):
                break
        return None

    def _is_likened(self, date: Annotation) -> bool:
        """Whether a date is one that another is compared with: "a year earlier", "the same period last year"."""
        words = [m[0].casefold() for m in WORD.finditer(date.text)]
        if not words:
            return False
        return words[-1] in self._words.words["earlier"] or not self._words.words["likened"].isdisjoint(words)

    def _measured_from(self, date: Annotation, between: str) -> bool:
        """Whether a date behind a change is a bare year that it is measured from, not one that it took."""
        if timex.grain(str(date.value)) != "year" and not self._is_likened(date):
            return False
        if not self._words.change_since.fullmatch(between.rstrip()):
            return False
        return not date.text.casefold().startswith(tuple(self._words.words["lasting"]))

    def _holds(self, first: int, end: int, kind: str) -> bool:
        """Whether a stretch holds one of the words of a kind."""
        return not self._words.words[kind].isdisjoint(said(self._text, first, end))


def _tells_period(date: Annotation) -> bool:
    if date.kind is not Kind.DATE or not isinstance(date.value, str):
        return False
    said = timex.grain(date.value)
    return bool(said) and (said != "range" or "X" in date.value or timex.interval(date.value) is not None)


def _joined(dates: Sequence[Annotation], text: str, words: Lexicon) -> Iterator[Annotation]:
    """The dates in order, months in a row that "and" joins as one: "in January and February 2011"."""
    pending: Annotation | None = None
    for date in dates:
        if pending is not None and _in_a_row(pending, date) and _and(text[pending.end : date.start], words):
            first = str(pending.value).partition("/")[0]
            pending = replace(pending, end=date.end, text=text[pending.start : date.end], value=f"{first}/{date.value}")
            continue
        if pending is not None:
            yield pending
        pending = date
    if pending is not None:
        yield pending


def _in_a_row(before: Annotation, date: Annotation) -> bool:
    """Whether a month follows another at once."""
    last, value = str(before.value).rpartition("/")[2], str(date.value)
    if not timex.grain(last) == timex.grain(value) == "month" or "X" in last + value:
        return False
    return (int(last[:4]) * 12 + int(last[5:])) + 1 == int(value[:4]) * 12 + int(value[5:])


def _and(between: str, words: Lexicon) -> bool:
    return len(between) <= _AND and between.strip().casefold() in words.words["range_and"]
