"""The reference engine: all documents in memory, every query tried on every document.

It says what the others must answer and serves as a test double. It is slow by design, and forgets on close.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import count, pairwise
from typing import Literal

from index.engine import Occurrences, Segment
from index.engines import plan as p
from index.engines.profile import Postings, Profile, profile
from index.engines.ranking import DIGITS, LIKE, LOOKED_INTO, NEAR, PREFIX_SCORE, bm25, idf, newness, order_key
from index.errors import IndexBusyError, NotFoundError
from index.models import (
    Among,
    Annotation,
    Dated,
    Document,
    Everything,
    Facet,
    Figured,
    Kind,
    Like,
    Mention,
    Mentioned,
    Order,
    Page,
    Query,
    Ranking,
    Row,
    Turn,
)
from index.proximity import together, together_within
from index.speech import joined, speaker_key
from index.timex import widest
from index.vocabulary import Words


@dataclass(slots=True)
class _Held:
    document: Document
    profile: Profile


class _MemoryBatch:
    def __init__(self, held: dict[str, _Held]) -> None:
        self.held = dict(held)

    def put(self, document: Document, words: Words | None = None) -> None:
        self.held.pop(document.id, None)
        self.held[document.id] = _Held(document, profile(document))

    def remove(self, id: str) -> None:
        self.held.pop(id, None)


_NAMES = count(1)


class MemoryEngine:
    """An `Engine` without files. What a batch commits answers at once; `refresh` says whether anything did."""

    def __init__(self) -> None:
        self.ranking = Ranking()
        self._held: dict[str, _Held] = {}
        self._list: list[_Held] = []
        self._generation = 0
        self._seen = 0
        self._writing = False
        self._name = next(_NAMES)

    @contextmanager
    def batch(self) -> Iterator[_MemoryBatch]:
        if self._writing:
            raise IndexBusyError("Another batch is being written.", "try again when it is done")
        self._writing = True
        try:
            batch = _MemoryBatch(self._held)
            yield batch
            self._held = batch.held
            self._list = list(batch.held.values())
            self._generation += 1
        finally:
            self._writing = False

    def refresh(self) -> bool:
        changed, self._seen = self._generation != self._seen, self._generation
        return changed

    def settle(self) -> None:
        """Nothing is kept of an older state."""

    @property
    def generation(self) -> int:
        return self._generation

    def count(self) -> int:
        return len(self._list)

    def search(self, query: Query, order: Order = Order.RELEVANCE) -> Page:
        planned = p.plan(query)
        complete: list[tuple[int, float]] = []
        partial: list[tuple[int, float]] = []
        for number, held in enumerate(self._list):
            base = self._score(held, planned.required)
            if base is None:
                continue
            found = [score for word in planned.words if (score := self._score(held, word)) is not None]
            if len(found) == len(planned.words):
                complete.append((number, round(base + sum(found), DIGITS)))
            elif found:
                partial.append((number, round(base + sum(found), DIGITS)))
        if order is Order.RELEVANCE and self.ranking.proximity:
            complete, partial = self._near(planned.words, complete), self._near(planned.words, partial)
        for part in (complete, partial):
            part.sort(key=lambda item: self._key(item, order))
        both = complete + partial
        return Page(
            [number for number, _ in both], [score for _, score in both], len(complete), self._generation
        )  # fmt: skip

    def _key(self, item: tuple[int, float], order: Order) -> tuple[object, ...]:
        held = self._list[item[0]]
        document, day = held.document, held.profile.first
        if order is Order.RELEVANCE:
            return (-item[1], *newness(day, document.id))
        return order_key(order, day, document.id, document.title, document.publisher)

    def _score(self, held: _Held, node: p.Node) -> float | None:
        """The score of one document, or None where the node does not match it."""
        match node:
            case p.Terms():
                return self._word(held, node)
            case p.Sequence():
                return self._sequence(held, node)
            case p.Starts():
                return self._starts(held, node)
            case p.Spoken():
                return self._spoken(held, node)
            case p.All():
                scores = [self._score(held, part) for part in node.parts]
                return None if None in scores else sum(score for score in scores if score is not None)
            case p.Any():
                found = [score for part in node.parts if (score := self._score(held, part)) is not None]
                return sum(found) if found else None
            case p.Without():
                return 0.0 if self._score(held, node.part) is None else None
            case Everything():
                return 0.0
            case Like():
                return self._like(held, node)
            case Mentioned() | Facet() | Dated() | Figured() | Among():
                return 0.0 if _matches(held, node) else None

    def _word(self, held: _Held, node: p.Terms) -> float | None:
        if not _frequency(_field(held, node.field), node.terms):
            return None
        if node.field == "title":
            return self._bm25(held, node.terms, title=True)
        exact = self.ranking.exact if node.surface in held.profile.surfaces else 0.0
        having = sum(node.surface in other.profile.surfaces for other in self._list)
        score = self._bm25(held, node.terms) + self.ranking.title * self._bm25(held, node.terms, title=True)
        return score + exact * idf(len(self._list), having)

    def _near(self, words: Sequence[p.Node], found: list[tuple[int, float]]) -> list[tuple[int, float]]:
        """The documents with what neighbouring words of the query add that stand near each other in the best."""
        pairs = [(a, b) for a, b in pairwise(words) if isinstance(a, p.Terms) and isinstance(b, p.Terms)]
        bound = sorted((score for _, score in found), reverse=True)[:LOOKED_INTO][-1:]
        return [
            (number, round(score + self._nearness(self._list[number], pairs), DIGITS) if score >= bound[0] else score)
            for number, score in found
        ]

    def _nearness(self, held: _Held, pairs: Sequence[tuple[p.Terms, p.Terms]]) -> float:
        lengths = [other.profile.length for other in self._list]
        gain = 0.0
        for pair in pairs:
            here, there = (_places(held, (word,))[0] for word in pair)
            often = sum(any(abs(at - other) <= NEAR for other in there) for at in here)
            having = [sum(len(each.profile.body.get(term, ())) > 0 for each in self._list for term in word.terms)
                      for word in pair]  # fmt: skip
            weight = sum(idf(len(self._list), times) for times in having) / 2
            gain += bm25(weight, often, held.profile.length, sum(lengths) / len(lengths))
        return self.ranking.proximity * gain

    def _bm25(self, held: _Held, terms: tuple[str, ...], title: bool = False) -> float:
        profiles = [other.profile for other in self._list]
        fields = [other.title if title else other.body for other in profiles]
        lengths = [other.title_length if title else other.length for other in profiles]
        frequency = _frequency(held.profile.title if title else held.profile.body, terms)
        if not frequency:
            return 0.0
        having = sum(1 for postings in fields if _frequency(postings, terms))
        length = held.profile.title_length if title else held.profile.length
        return bm25(idf(len(profiles), having), frequency, length, sum(lengths) / len(lengths))

    def _sequence(self, held: _Held, node: p.Sequence) -> float | None:
        if next(together(_places(held, node.words, node.field), node.offsets, node.slop), None) is None:
            return None
        return sum(self._word(held, word) or 0.0 for word in node.words)

    def _like(self, held: _Held, node: Like) -> float | None:
        others = [other for other in self._list if other.document.id != node.id]
        scores = {
            other.document.id: round(sum(w * self._bm25(other, (term,)) for term, w in node.terms), DIGITS)
            for other in others
        }
        least = sorted(scores.values(), reverse=True)[:LIKE][-1:]
        score = scores.get(held.document.id, 0.0)
        return score if score and score >= least[0] else None

    def _starts(self, held: _Held, node: p.Starts) -> float | None:
        surfaces = held.profile.title_surfaces if node.field == "title" else held.profile.surfaces
        begins = any(surface.startswith(node.prefix) for surface in surfaces)
        same = self._word(held, p.Terms(node.terms, node.field))
        if not begins and same is None:
            return None
        return PREFIX_SCORE * begins + (same or 0.0)

    def _spoken(self, held: _Held, node: p.Spoken) -> float | None:
        speakers = [speaker for speaker in node.speakers if _matches(held, speaker)]
        keys = {speaker_key(key) for speaker in speakers for key in speaker.keys} & held.profile.speakers.keys()
        bounds = [held.profile.speakers[key] for key in keys]
        ranges = joined(span for each in bounds for span in zip(each[::2], each[1::2], strict=True))
        part = node.part
        match part:
            case p.Terms():
                return self._word(held, part) if _stands(held, (part,), (0,), 0, ranges) else None
            case p.Sequence():
                found = _stands(held, part.words, part.offsets, part.slop, ranges)
                return sum(self._word(held, word) or 0.0 for word in part.words) if found else None
        begins = any(
            start <= at < end
            for surface, places in held.profile.said.items()
            if surface.startswith(part.prefix)
            for at in places
            for start, end in ranges
        )
        word = p.Terms(part.terms, part.field)
        same = self._word(held, word) if _stands(held, (word,), (0,), 0, ranges) else None
        return PREFIX_SCORE * begins + (same or 0.0) if begins or same is not None else None

    def rows(self, numbers: Sequence[int]) -> list[Row]:
        return [self._list[number].document.row(number) for number in numbers]

    def published(self, numbers: Sequence[int]) -> Mapping[tuple[date, date], int]:
        found = (self._list[number].profile for number in numbers)
        return Counter((date.fromordinal(each.first), date.fromordinal(each.last)) for each in found if each.first)

    def fetch(self, id: str) -> Document:
        return self._list[self.number(id)].document

    def number(self, id: str) -> int:
        for number, held in enumerate(self._list):
            if held.document.id == id:
                return number
        raise NotFoundError(f'There is no document "{id}".', "search for it again: the collection may have changed")

    def texts(self, numbers: Sequence[int]) -> list[str]:
        return [self._list[number].document.text for number in numbers]

    def mentions(self, numbers: Sequence[int]) -> Iterator[tuple[int, Mapping[str, Mention]]]:
        for number in numbers:
            if mentions := self._list[number].profile.mentions:
                yield number, mentions

    def occurrences(self, of: Literal["written", "said"]) -> list[Segment]:
        name = f"{self._name} {self.generation}"
        return [Segment(name, 0, len(self._list), lambda: self._occurrences(of))]

    def _occurrences(self, of: Literal["written", "said"]) -> Occurrences:
        terms: dict[str, list[tuple[int, int]]] = {}
        for number, held in enumerate(self._list):
            made = held.profile
            for term, times in (made.figures if of == "said" else made.written()).items():
                terms.setdefault(term, []).append((number, times))
        placed = [place for places in terms.values() for place in places]
        having = [len(places) for places in terms.values()]
        return Occurrences(list(terms), having, [number for number, _ in placed], [times for _, times in placed])

    def among(self, numbers: Sequence[int]) -> Sequence[bool]:
        wanted = set(numbers)
        return [number in wanted for number in range(len(self._list))]

    def annotations(self, numbers: Sequence[int], kinds: Collection[Kind]) -> Iterator[tuple[int, list[Annotation]]]:
        for number in numbers:
            notes = [note for note in self._list[number].document.annotations if note.kind in kinds]
            if notes:
                yield number, sorted(notes, key=lambda note: (note.start, note.end))

    def turns(self, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[Turn, ...]]]:
        for number in numbers:
            if turns := self._list[number].document.turns:
                yield number, turns

    def mention_keys(self) -> Collection[str]:
        return {key for held in self._list for key in held.profile.mentions}

    def words(self, prefix: str, limit: int = 20) -> list[tuple[str, int]]:
        counts: dict[str, int] = {}
        for held in self._list:
            for surface in held.profile.surfaces:
                if surface.startswith(prefix):
                    counts[surface] = counts.get(surface, 0) + 1
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit]

    def having(self, terms: Collection[str], *, surface: bool = False) -> Mapping[str, int]:
        profiles = [held.profile for held in self._list]
        times = {term: sum(term in (each.surfaces if surface else each.body) for each in profiles) for term in terms}
        return {term: often for term, often in times.items() if often}

    def verify(self) -> None:
        """Nothing of it is on a disk."""

    def close(self) -> None:
        self._held, self._list = {}, []


def _field(held: _Held, field: str) -> Postings:
    return held.profile.title if field == "title" else held.profile.body


def _places(held: _Held, words: Sequence[p.Terms], field: str = "") -> list[list[int]]:
    """The sorted positions of each word."""
    postings = _field(held, field)
    return [sorted({at for term in word.terms for at in postings.get(term, ())}) for word in words]


def _stands(
    held: _Held, words: Sequence[p.Terms], offsets: Sequence[int], slop: int, ranges: Sequence[tuple[int, int]]
) -> bool:
    """Whether the words stand together within one of these ranges of positions."""
    return next(together_within(_places(held, words), offsets, slop, ranges), None) is not None


def _frequency(postings: Postings, terms: tuple[str, ...]) -> int:
    """How often a word stands in a field: as often as the most frequent of its terms, which overlap."""
    return max((len(postings.get(term, ())) for term in terms), default=0)


def _matches(held: _Held, node: Mentioned | Facet | Dated | Figured | Among) -> bool:
    match node:
        case Among():
            return held.document.id in node.ids
        case Mentioned():
            if node.spoken:
                named = not held.profile.speakers.keys().isdisjoint(map(speaker_key, node.keys))
            else:
                named = not node.keys.isdisjoint(held.profile.mentions)
            open_ended = node.first is None and node.last is None
            return named and (open_ended or _matches(held, Dated("published", node.first, node.last)))
        case Facet():
            return any(p.facet_matches(node, value) for value in p.facet_values(held.document, node.field))
        case Figured():
            return p.figure_matches(node, held.profile.amounts)
        case Dated():
            low = node.first.toordinal() if node.first else 0
            high = node.last.toordinal() if node.last else 10_000_000
            if node.field == "published":
                return bool(held.profile.first and held.profile.first <= high and held.profile.last >= low)
            most = widest(low, high)
            return any(first <= high and last >= low and last - first < most for first, last in held.profile.mentioned)
