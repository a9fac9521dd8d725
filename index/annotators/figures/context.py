"""What the sentence says of a figure: hedge, direction, what it measures, and for which period.

`hedges`, `changes`, `measured` and `periods` answer one of these each, by rules of their own; here it is said what of
one answer holds for another, and what a figure shares with its neighbours. Measure: what its sentence names; else, for
a change, the measure of the sentence before, which a sum has too that "it" reached. What the period rests on is the
figure's basis; one that could not be placed in time leaves the period empty, and the figure without another. An amount
that a change led to ("it grew 17%, reaching two billion dollars") shares its measure and period, where it has none of
its own; shares listed under one change ("fell 7.7 and 10.7 percent") have its direction, measure and period.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from index.annotators.drafts import annotation
from index.annotators.figures.chains import folded
from index.annotators.figures.changes import Changes
from index.annotators.figures.ellipses import told_alike
from index.annotators.figures.figure import Figure
from index.annotators.figures.hedges import Hedges
from index.annotators.figures.lexicon import Lexicon
from index.annotators.figures.measured import Measures
from index.annotators.figures.periods import Periods
from index.annotators.figures.phrases import Found, said
from index.annotators.figures.sentences import FAR, Sentences
from index.models import Annotation, Kind

_BRACKET = re.compile(r"[^.;:()\n]{0,40}\([^.;:()\n]{0,20}")


class _Place(NamedTuple):
    """Where a figure stands: the number of its sentence, from where to where that is looked at, and between which
    neighbours what is said is its own."""

    sentence: int
    first: int
    last: int
    left: int
    right: int


class _Course(NamedTuple):
    """How a figure moved: the word of change, "rise", "fall" or "", and whether it is where that of another led."""

    word: Found | None
    direction: str
    outcome: bool


class Context:
    """Sentences and dates of one text, found once, asked for each figure."""

    def __init__(self, text: str, words: Lexicon, dates: Sequence[Annotation], found: Sequence[Figure]) -> None:
        self._text = text
        self._words = words
        self._figures = found
        self._described: dict[int, Annotation] = {}
        self._sentences = Sentences(text)
        self._periods = Periods(text, words, dates, found, self._sentences)
        self._chains = self._periods.chains
        self._hedges = Hedges(text, words)
        self._changes = Changes(text, words, found, self._chains, self._hedges)
        self._measures = Measures(text, words, {figure.end for figure in found})

    def describe(self, index: int) -> Annotation:
        """The figure numbered `index` as an annotation with everything its sentence says of it."""
        figure, place, before = self._figures[index], self._place(index), self._described.get(index - 1)
        course = self._course(index, place)
        led = course.outcome or (course.word is not None and course.word.end <= figure.start)
        hedge = self._hedges.of(figure, place.left, place.right, course.direction if led else "", course.word)
        measure = figure.noun or self._measures.of(figure, place.first, place.right, course.word)
        alike = self._alike(index, course.direction, measure)
        direction = course.direction or (alike.direction if alike else "")
        if not measure and before is not None and (course.outcome or alike is not None or self._in_brackets(index)):
            measure = before.measure
        sized = self._is_size(figure, course, direction)
        if figure.kind is Kind.PERCENT and direction and not sized:
            sized = self._changes.is_growth(figure, course.word, place.first)
            direction = "rise" if sized else direction
        period, basis = self._period(index, place, sized, course.word)
        if alike is not None and not period and not basis:
            period, basis = alike.period, alike.basis
        alone = not (measure or course.outcome or alike) and (
            bool(direction) or figure.kind is Kind.PERCENT or self._is_reached(index, place.left)
        )
        if alone and not (course.word is not None and self._measures.is_of_name(course.word, place.first)):
            measure = self._measure_of_previous(index, place.sentence)
        if cause := self._led_to(index, place.left, direction, measure):
            measure, period, basis = cause.measure, period or cause.period, basis or cause.basis
        placed = period or basis or figure.kind is Kind.TREND
        if not placed and not self._periods.is_present(place.first, figure, course.word):
            period, basis = self._periods.of_previous(
                place.sentence, bool(direction) or self._is_reached(index, place.left)
            )
        rule = figure.rule
        sized = sized or (bool(direction) and figure.kind is Kind.TREND)
        if direction and sized is (figure.kind is not Kind.PERCENT):
            rule += "-level" if figure.kind is Kind.PERCENT else "-change"
        value, low, high = (_clean(each) for each in folded(figure, direction if sized or figure.adverb else ""))
        self._described[index] = annotation(
            figure.kind,
            figure.start,
            figure.end,
            self._text[figure.start : figure.end],
            value,
            unit=figure.unit,
            low=low,
            high=high,
            hedge=hedge,
            direction=direction if figure.adverb and direction else figure.direction or direction,
            measure=measure,
            period=period,
            rule=rule,
            basis=basis or "text",
        )
        return self._described[index]

    def _place(self, index: int) -> _Place:
        figures, figure = self._figures, self._figures[index]
        sentence = self._sentences.at(figure.start)
        begin, end = self._sentences.span(sentence)
        first, last = max(begin, figure.start - FAR), min(end, figure.end + FAR)
        left = figures[index - 1].end if index and figures[index - 1].end > first else first
        right = figures[index + 1].start if index + 1 < len(figures) and figures[index + 1].start < last else last
        return _Place(sentence, first, last, left, min(right, figure.stop) if figure.stop else right)

    def _course(self, index: int, place: _Place) -> _Course:
        """How a figure moved: by its own word of change, or where the change of the figure before led."""
        word, direction = self._changes.of(index, place.left, place.right, place.last)
        outcome = not direction and self._figures[index].kind is not Kind.TREND and self._chains.joined(index)
        if outcome or (not direction and self._chains.dated(index)):
            word, direction = self._changes.before(index, place.first, self._described.get(index - 1))
            outcome = bool(direction)
        return _Course(word, direction, outcome)

    def _is_size(self, figure: Figure, course: _Course, direction: str) -> bool:
        if not direction or course.outcome or figure.kind is Kind.TREND:
            return False
        return self._changes.is_size(figure, course.word)

    def _alike(self, index: int, direction: str, measure: str) -> Annotation | None:
        """The figure before, where this one says it once more ("56 cents, or 1.1%") or goes on with its change: of
        these, what is said of the one holds for the other."""
        if self._chains.reworded(index) and not self._figures[index].noun:
            return self._described.get(index - 1)
        return None if direction else self._listed_after(index, measure)

    def _period(self, index: int, place: _Place, sized: bool, change: Found | None) -> tuple[str, str]:
        """The period its sentence gives a figure: next to it, else next to those that one clause joins to it."""
        figure, (_, first, last, left, right) = self._figures[index], place
        apart = self._chains.dated(index) and self._chains.begun(index - 1)
        if apart:  # "from 5% in 2020 to 7%": that year is not 7%'s
            return self._periods.of(figure, figure.start, right, first, last, sized)
        period, basis = self._periods.of(figure, left, right, first, last, sized)
        if period or basis or figure.stop:
            return period, basis
        wide = self._chains.left_of(index, first), self._chains.right_of(index, right if right == last else last)
        period, basis = self._periods.of(figure, *wide, first, last, sized)
        return (period, basis) if period or basis else self._period_of_neighbour(index, first, change)

    def _period_of_neighbour(self, index: int, first: int, change: Found | None) -> tuple[str, str]:
        """That of the figure before, where this one stands in brackets behind it ("9.7 million tonnes (15% more than
        ...)") or is its change ("$3.2 billion, up by 16%"); else that of the date which opens the sentence."""
        figure, before = self._figures[index], self._described.get(index - 1)
        if before is not None and before.period:
            aside = change is not None and self._text[before.end : change.start].strip() == ","
            if aside or self._in_brackets(index):
                return before.period, before.basis
        return self._periods.of_frame(first, figure.start)

    def _in_brackets(self, index: int) -> bool:
        """Whether a figure stands in brackets right behind another, of which it says more."""
        before = self._described.get(index - 1)
        return before is not None and bool(_BRACKET.fullmatch(self._text, before.end, self._figures[index].start))

    def _led_to(self, index: int, left: int, direction: str, measure: str) -> Annotation | None:
        """The change that an amount is the outcome of: "it increased by 17 percent, reaching two billion dollars"."""
        change, figure = self._described.get(index - 1), self._figures[index]
        if change is None or not change.direction or change.kind is not Kind.PERCENT or change.end != left:
            return None
        if figure.kind is not Kind.MONEY or direction or measure not in ("", change.measure):
            return None
        if self._words.reaching.search(self._text, change.end, figure.start):
            return change
        verb = self._words.rise_after.at(self._text, change.end, figure.start)  # "15 пайызга өсүп, 4 миллиардга жетти"
        last = self._words.reached_behind.match(self._text, figure.end)
        joined = verb is not None and self._text[verb.end : figure.start].strip(", ").casefold()
        return change if verb and last and (not joined or joined in self._words.words["range_and"]) else None

    def _listed_after(self, index: int, measure: str) -> Annotation | None:
        """The growth that a bare percentage goes on with: "grew 1% in 2018, 2% in 2019 and 5% in 2021", "slipped by
        7.7 per cent and 10.7 per cent", or whose verb a dash stands for, "гречка — на 2%"."""
        before, figure = self._described.get(index - 1), self._figures[index]
        if before is None or not (figure.kind is before.kind is Kind.PERCENT and before.rule == "percent"):
            return None
        if not before.direction:
            return None
        if self._words.gapped and self._words.gapped.fullmatch(self._text, before.end, figure.start):
            return before
        if measure not in ("", before.measure):
            return None
        low = bisect_left(self._periods.starts, before.end)
        dates = self._periods.dates[low : bisect_left(self._periods.starts, figure.start)]
        between = self._text[before.end : figure.start]
        for date in reversed(dates):
            between = between[: date.start - before.end] + between[date.end - before.end :]
        told = set(said(between, 0, len(between)))
        usual = self._words.words["stop"] if dates else self._words.words["listing"]
        link = re.match(r"\s(?:of|от)\b", self._text[figure.end : figure.end + 4])
        apart = re.search(r"[.;:!?\n]", between) or not (dates or told) or not told <= usual
        return None if link or apart else before

    def _is_reached(self, index: int, left: int) -> bool:
        """Whether an amount is what "it" reached: "Trade grew. It reached $5 billion then"."""
        told, words = set(said(self._text, left, self._figures[index].start)), self._words.words
        return not (words["pronouns"].isdisjoint(told) or words["reached"].isdisjoint(told))

    def _measure_of_previous(self, index: int, at: int) -> str:
        """The measure a sentence goes on with: one the sentence before names, or, after "it", the one it went on with
        itself."""
        first, end = self._sentences.previous(at)
        if first == end:
            return ""
        if found := self._measures.nouns(first, end):
            return found[-1].key
        start = self._figures[index].start
        if self._words.words["pronouns"].isdisjoint(said(self._text, max(end, start - FAR), start)):
            return ""
        while (index := index - 1) in self._described and self._described[index].start >= first:
            before = self._described[index]
            if before.end <= end and before.direction and before.measure:
                return before.measure
        return ""


def _clean(value: float | None) -> float | None:
    """4.1 times a thousand million as 4.1e9, without the dust of binary fractions."""
    return None if value is None else float(f"{value:.12g}")


def describe(text: str, words: Lexicon, dates: Sequence[Annotation], scanned: Sequence[Figure]) -> list[Annotation]:
    """All figures of a text with what their sentences say of them."""
    if not scanned:
        return []
    assert all(a.end <= b.start for a, b in pairwise(scanned))
    found = told_alike(text, words, scanned)
    context = Context(text, words, dates, found)
    return [context.describe(i) for i in range(len(found))]
