"""The answer line: the sentences that best answer a short question ("trade turnover 2024"), with figure and source.

A sentence is weighed by what is asked of it:

- how many of the words stand in it, in any form; one that stands only in the title or the sentence before counts half;
- how near to each other they stand (Tao and Zhai, "An exploration of proximity measures in information retrieval",
  SIGIR 2007);
- whether a figure in it measures what is asked;
- whether it speaks of the period asked for (by the dates in it, the figure's period, then the day of publication); a
  sentence about another period falls back;
- how high its document ranks, and how much of the question is in its title.

The period is read out of the question as out of a text, so that "in 2024" finds a piece of 2025 that says "last year".
Sentences that say the same with the same numbers are told once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Protocol

from index.analysis import asked, tokens
from index.annotators import whole_ranges
from index.annotators.dates import find_dates
from index.engine import Engine
from index.library.naming import Naming
from index.library.statements import speaker_at
from index.models import (
    DATES,
    FIGURES,
    Annotation,
    Bag,
    Dated,
    Kind,
    Match,
    Or,
    Order,
    Page,
    Parsed,
    Query,
    Row,
    Span,
    Turn,
)
from index.query import filters
from index.sentences import sentences
from index.timex import Interval, interval

READ = 200
"""Documents of each of the two searches (with the period as words, and as days) whose sentences are weighed."""

_LEAST = 0.5  # of the words asked for that a sentence must have
_SAME = 0.6  # of their words that two sentences share which say the same
_COMPARED = 300  # of the best sentences
_LONGEST = 600  # characters of a sentence that is an answer; a longer one is a table


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: for each word the terms that answer it, the days, the query of the words and conditions alone."""

    words: tuple[frozenset[str], ...]
    period: Interval | None
    query: Query


@dataclass(frozen=True, slots=True)
class Answer:
    """A sentence that answers, with the figure that does (None for none) and how well, the higher the better. `same`
    are the ids of documents that say the same."""

    row: Row
    match: Match
    figure: Annotation | None
    score: float
    same: tuple[str, ...] = ()
    terms: frozenset[str] = field(default=frozenset(), repr=False)


class _Asked(Protocol):
    overtaken: Callable[[], bool]

    @property
    def _engine(self) -> Engine: ...

    @property
    def naming(self) -> Naming: ...

    def parse(self, text: str, *, typing: bool = False) -> Parsed: ...

    def search(self, query: Parsed | str, order: Order = Order.RELEVANCE) -> Page: ...


class Answering:
    """Base of `Library`."""

    def answers(self: _Asked, text: str, limit: int = 5, *, today: date | None = None) -> list[Answer]:
        """The sentences that best answer what was typed, the best first; `today` is what "last year" is read
        against."""
        question = _question(self, text, today or date.today())
        ranks = _ranked(self, text, question)
        found: list[Answer] = []
        numbers = list(ranks)
        kinds = FIGURES | DATES | {Kind.TREND}
        notes = dict(self._engine.annotations(numbers, kinds))
        turns = dict(self._engine.turns(numbers))
        for row in self._engine.rows(numbers):
            (words,) = self._engine.texts((row.number,))
            said = notes.get(row.number, [])
            best = _weighed(question, row, words, said, ranks[row.number])
            found += [_spoken(each, turns.get(row.number, ()), self.naming) for each in best]
        found.sort(key=lambda each: (-each.score, each.row.published or "", each.row.id, each.match.start))
        return told_once(found[:_COMPARED])[: limit or None]


def _question(library: _Asked, text: str, today: date) -> Question:
    plain = text
    for span in filters(text):  # a filter is a condition; its days are no days asked about
        plain = plain[: span.start] + " " * (span.end - span.start) + plain[span.end :]
    language = "ru" if any("\u0400" <= letter <= "\u04ff" for letter in plain) else "en"
    dates = [each for each in whole_ranges(find_dates(plain, today, language)) if each.first and each.last]
    rest = text
    for each in dates:
        rest = rest[: each.start] + " " * (each.end - each.start) + rest[each.end :]
        plain = plain[: each.start] + " " * (each.end - each.start) + plain[each.end :]
    period = None
    if len(dates) == 1 and dates[0].first and dates[0].last:
        period = dates[0].first, dates[0].last
    words = tuple(dict.fromkeys(frozenset(token.terms) for token in asked(plain.replace('"', " ")) if token.terms))
    return Question(words, period, library.parse(rest).query)


def _ranked(library: _Asked, text: str, question: Question) -> Mapping[int, int]:
    """The documents to read, by number, each with its best rank in the two searches."""
    pages = [library.search(text)]
    if question.period is not None:
        parts = question.query.parts if isinstance(question.query, Bag) else (question.query,)
        first, last = question.period
        days = Or((Dated("mentioned", first, last), Dated("published", first, last)))
        pages.append(library.search(Parsed(text, Bag((*parts, days)))))
    ranks: dict[int, int] = {}
    for page in pages:
        for rank, number in enumerate(page.numbers[:READ]):
            ranks[number] = min(rank, ranks.get(number, rank))
    return ranks


def _weighed(question: Question, row: Row, text: str, notes: Sequence[Annotation], rank: int) -> list[Answer]:
    """The sentences of one document that answer."""
    titled = {term for token in tokens(row.title) for term in token.terms}
    in_title = _covered(question.words, titled)
    days = [each for each in notes if each.kind in DATES]
    figures = [each for each in notes if each.kind not in DATES]
    found = []
    before: set[str] = set()
    for sentence in sentences(text):
        spoken = list(tokens(text[sentence.start : sentence.end]))
        terms = {term for token in spoken for term in token.terms}
        around, before = before | titled, terms
        inside = [each for each in figures if sentence.start <= each.start < sentence.end]
        measured = [each for each in inside if _measured(each, question.words)]
        # "It rose another 17%": what a figure measures is said, if not in these words
        meant = terms.union(*(term for each in measured for term in _measured(each, question.words)))
        present = [word for word in question.words if not word.isdisjoint(meant)]
        beside = [word for word in question.words if word.isdisjoint(meant) and not word.isdisjoint(around)]
        coverage = (len(present) + len(beside) / 2) / len(question.words) if question.words else 1.0
        if coverage < _LEAST or not (present or measured or not question.words):
            continue
        if sentence.end - sentence.start > _LONGEST:
            continue
        said = [each for each in days if sentence.start <= each.start < sentence.end]
        figure, timely = _best_figure(measured or inside, question.period)
        when = timely or _timely(question.period, said, row.published)
        if not question.words and when < 0.6:
            continue
        places = [
            Span(token.start, token.end, str(nth))
            for token in spoken
            for nth, word in enumerate(question.words)
            if not word.isdisjoint(token.terms)
        ]
        score = 2 * coverage**2 + 0.7 * coverage * _nearness([(_position(spoken, p), p.label) for p in places])
        score += 0.8 if measured else 0.2 if inside else 0.0
        score += 0.3 * in_title + 0.3 / (1 + rank / 20)
        score = score / 2 if when < 0 else score + 1.5 * when
        hits = tuple(Span(place.start, place.end) for place in places)
        shown = text[sentence.start : sentence.end]
        match = Match(row.number, sentence.start, sentence.end, shown, hits, sentence.start)
        found.append(Answer(row, match, figure, score, terms=frozenset(terms)))
    return found


def _covered(words: Sequence[frozenset[str]], terms: set[str]) -> float:
    return sum(not word.isdisjoint(terms) for word in words) / len(words) if words else 0.0


def _measured(figure: Annotation, words: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """The words of the question that say what a figure measures."""
    if not figure.measure:
        return []
    said = {term for token in tokens(figure.measure) for term in token.terms}
    return [word for word in words if not word.isdisjoint(said)]


def _best_figure(figures: Sequence[Annotation], period: Interval | None) -> tuple[Annotation | None, float]:
    """The figure that is about the period, the first of those; and how well it is."""
    best: tuple[Annotation | None, float] = (None, -1.0)
    for each in figures:
        fits = _fit(period, interval(each.period)) if period is not None else 0.0
        if fits > best[1]:
            best = each, fits
    return best[0], max(best[1], 0.0)


def _timely(period: Interval | None, dates: Sequence[Annotation], published: str | None) -> float:
    """How well a sentence is about the period: 1 where it names it, 0.6 where it names one around it, 0.3 where it
    names none in a document of the time, less than nothing where it names others."""
    if period is None:
        return 0.0
    named = [_fit(period, (each.first, each.last)) for each in dates if each.first and each.last]
    if named:
        return max(named) or -0.5
    return 0.3 if _fit(period, interval(published)) == 1.0 else 0.0


def _fit(period: Interval, days: Interval | None) -> float:
    if days is None or days[0] > period[1] or days[1] < period[0]:
        return 0.0
    if period[0] <= days[0] and days[1] <= period[1]:
        return 1.0
    wide = days[1] - days[0] > 2 * (period[1] - period[0]) + timedelta(31)
    return 0.2 if wide else 0.6


def _position(spoken: Sequence[object], place: Span) -> int:
    return next((i for i, token in enumerate(spoken) if getattr(token, "start", -1) == place.start), 0)


def _nearness(places: Sequence[tuple[int, str]]) -> float:
    """How near the different words stand: their number over the shortest stretch that holds one of each."""
    different = {word for _, word in places}
    if len(different) < 2:
        return 1.0 if different else 0.0
    latest: dict[str, int] = {}
    shortest = 1 << 30
    for at, word in places:
        latest[word] = at
        if len(latest) == len(different):
            shortest = min(shortest, at - min(latest.values()) + 1)
    return min(1.0, len(different) / shortest)


def _spoken(answer: Answer, turns: Sequence[Turn], naming: Naming) -> Answer:
    if not turns:
        return answer
    at = answer.figure.start if answer.figure is not None else answer.match.start
    at = at if not answer.match.hits or answer.figure is not None else answer.match.start + answer.match.hits[0].start
    return replace(answer, match=replace(answer.match, speaker=speaker_at(at, turns, answer.row, naming)))


def told_once(answers: Sequence[Answer]) -> list[Answer]:
    """The answers in their order, those that say what a better one said (most of the words, the same numbers) counted
    with it."""
    kept: list[Answer] = []
    numbers: list[frozenset[str]] = []
    for each in answers:
        mine = frozenset(term for term in each.terms if term[:1].isdigit())
        for i, other in enumerate(kept):
            shared = len(each.terms & other.terms)
            if numbers[i] == mine and shared >= _SAME * len(each.terms | other.terms):
                if each.row.id != other.row.id and each.row.id not in other.same:
                    kept[i] = replace(other, same=(*other.same, each.row.id))
                break
        else:
            kept.append(each)
            numbers.append(mine)
    return kept
