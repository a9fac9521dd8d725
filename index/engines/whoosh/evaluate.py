"""A plan against a snapshot: matching documents with their scores, as arrays.

Set algebra on whole posting lists: the exact number of hits, which the sidebar and the timeline need anyway, comes with
them, and a list of 50,000 documents takes less time than its first ten would posting by posting. One class for every
kind of part: parts hold parts, and share what was evaluated already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.engines import plan as p
from index.engines.ranking import COMMON, DIGITS, K1, LIKE, LOOKED_INTO, NEAR, PREFIX_SCORE, idf
from index.engines.whoosh.integers import Numbers, distinct, united
from index.engines.whoosh.keeping import Members
from index.engines.whoosh.snapshot import FEW, Ranges, Snapshot, by_document
from index.models import Among, Dated, Everything, Facet, Figured, Like, Mentioned, Ranking
from index.proximity import together, together_within
from index.speech import joined, speaker_key
from index.timex import widest

_KEPT_SPEAKERS = 4
_DENSE = 1 << 24
"""Above this, numbers are no document numbers but positions: an array of them all would be too long."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Live documents in rising order, and the score of each."""

    numbers: Numbers
    scores: NDArray[np.float64]

    def at(self, kept: NDArray[np.bool_] | Numbers | slice) -> Scored:
        """Some of them."""
        return Scored(self.numbers[kept], self.scores[kept])


def unscored(numbers: Numbers, score: float = 0.0) -> Scored:
    """Documents that all have the same score."""
    return Scored(numbers, np.full(len(numbers), score))


class Evaluator:
    """Evaluates the nodes of one query."""

    def __init__(self, snapshot: Snapshot, ranking: Ranking) -> None:
        self.snapshot = snapshot
        self.ranking = ranking

    def match(self, node: p.Node) -> Scored:
        """Every live document that matches, with its score."""
        match node:
            case p.Terms():
                return self.word(node)
            case p.Sequence():
                return self.sequence(node)
            case p.Starts():
                return self.starts(node)
            case p.Spoken():
                return self.spoken(node)
            case p.All():
                return self.all(node.parts)
            case p.Any():
                return self.add([self.match(part) for part in node.parts])
            case p.Without():
                return unscored(without(self.snapshot.live, self.match(node.part).numbers))
            case Everything():
                return unscored(self.snapshot.live)
            case Mentioned():
                return unscored(self.mentioned(node))
            case Facet():
                return unscored(self.facet(node))
            case Dated():
                return unscored(self.dated(node))
            case Among():
                return unscored(self.snapshot.among(node.ids))
            case Figured():
                return unscored(self.figured(node))
            case Like():
                return self.like(node)

    def all(self, parts: Iterable[p.Node]) -> Scored:
        """Documents that match every part: the exclusions are taken from the rest, not the rest from everything."""
        parts = list(parts)
        wanted = [self.match(part) for part in parts if not isinstance(part, p.Without)]
        found = intersect(wanted) if wanted else self.match(Everything())
        for part in parts:
            if isinstance(part, p.Without) and len(found.numbers):
                found = found.at(~among(found.numbers, self.match(part.part).numbers))
        return found

    def add(self, parts: Sequence[Scored]) -> Scored:
        """Documents in any part; their scores added."""
        if len(parts) == 1:
            return parts[0]
        numbers = self.any(parts, None)
        return self.some(parts, None, numbers)

    def any(self, parts: Sequence[Scored], required: Scored | None) -> Numbers:
        """The required documents (all, where nothing is) that are in any part."""
        having = np.zeros(self.snapshot.size, bool)
        for part in parts:
            having[part.numbers] = True
        return np.flatnonzero(having) if required is None else required.numbers[having[required.numbers]]

    def some(self, parts: Sequence[Scored], required: Scored | None, numbers: Numbers) -> Scored:
        """Some documents with what those parts score that they are in."""
        scores = np.zeros(self.snapshot.size)
        for part in parts:
            scores[part.numbers] += part.scores
        if required is not None:
            scores[required.numbers] = required.scores + scores[required.numbers]
        return Scored(numbers, scores[numbers])

    def word(self, node: p.Terms) -> Scored:
        """BM25 of the text, and of the title a little more; kept for the next letter typed."""
        key = ("word", node.field, (node.terms, node.surface if self.ranking.exact else "", self.ranking))
        kept: tuple[Members, NDArray[np.float64]] | None = self.snapshot.kept.get(key)
        if kept is not None:
            return Scored(kept[0].numbers, kept[1])
        found = self._word(node)
        members = Members(found.numbers, self.snapshot.size)
        self.snapshot.kept.keep(key, (members, found.scores), members.nbytes + found.scores.nbytes)
        return found

    def _word(self, node: p.Terms) -> Scored:
        if node.field == "title":
            return self.bm25("title", node.terms)
        found = self.bm25("body", node.terms)
        title = self.bm25("title", node.terms) if self.ranking.title else unscored(_NONE)
        if len(title.numbers):
            found.scores[np.searchsorted(found.numbers, title.numbers)] += self.ranking.title * title.scores
        if self.ranking.exact and node.surface:
            typed = self.snapshot.postings("surface", node.surface).numbers
            exact = among(found.numbers, typed)
            found.scores[exact] += self.ranking.exact * idf(self.snapshot.count, len(typed))
        return found

    def near(self, words: Sequence[p.Node], found: Scored) -> Scored:
        """The same documents; those of the best in which neighbouring words of the query stand near each other score
        more."""
        pairs = [(a, b) for a, b in pairwise(words) if isinstance(a, p.Terms) and isinstance(b, p.Terms)]
        often = {word: self._frequency("body", word) for pair in pairs for word in pair}
        pairs = [pair for pair in pairs if max(often[word] for word in pair) <= COMMON]
        if not pairs or not len(found.numbers):
            return found
        bound = np.partition(found.scores, -LOOKED_INTO)[-LOOKED_INTO] if len(found.scores) > LOOKED_INTO else 0.0
        best = np.flatnonzero(found.scores >= bound)
        numbers, scores = found.numbers[best], found.scores.copy()
        beside = self.snapshot.norms("body", numbers)
        for a, b in pairs:
            here, there = self.keys("body", a, numbers), self.keys("body", b, numbers)
            close = np.searchsorted(there, here + NEAR, "right") > np.searchsorted(there, here - NEAR)
            times = np.bincount(np.searchsorted(numbers, here[close] >> 32), minlength=len(numbers))
            weight = sum(idf(self.snapshot.count, often[word]) for word in (a, b)) / 2
            gain = weight * (K1 + 1) * times / (times + beside)
            scores[best] += self.ranking.proximity * gain
        return Scored(found.numbers, scores)

    def bm25(self, field: str, terms: tuple[str, ...]) -> Scored:
        """Scores in one field. Overlapping terms of a word count as the most frequent of them."""
        snapshot = self.snapshot
        lists = [found for term in terms if len((found := snapshot.postings(field, term)).numbers)]
        if not lists:
            return unscored(_NONE)
        numbers, often = lists[0].numbers, lists[0].frequencies
        if len(lists) > 1:
            most = np.zeros(snapshot.size)
            for found in lists:
                most[found.numbers] = np.maximum(most[found.numbers], found.frequencies)
            numbers = np.flatnonzero(most)
            often = most[numbers]
        beside = snapshot.norms(field, numbers)
        beside += often
        scores = idf(snapshot.count, len(numbers)) * (K1 + 1) * often
        scores /= beside
        return Scored(numbers, scores)

    def like(self, node: Like) -> Scored:
        """The documents that score most for some weighted terms of the text."""
        scores = np.zeros(self.snapshot.size)
        for term, weight in node.terms:
            found = self.bm25("body", (term,))
            scores[found.numbers] += weight * found.scores
        scores[self.snapshot.postings("id", node.id).numbers] = 0
        scores = np.round(scores, DIGITS)
        numbers = np.flatnonzero(scores)
        if len(numbers) > LIKE:
            bound = np.partition(scores[numbers], -LIKE)[-LIKE]
            numbers = numbers[scores[numbers] >= bound]
        return Scored(numbers, scores[numbers])

    def sequence(self, node: p.Sequence) -> Scored:
        """Documents with all words, then those where they stand together."""
        found = intersect([self.word(word) for word in node.words])
        field = node.field or "body"
        if node.slop <= 0:
            return found.at(among(found.numbers, self.phrase(node, field, found.numbers)))
        places = self.places(node.words, found.numbers, field)
        near = [number for number, at in places.items() if next(together(at, node.offsets, node.slop), None)]
        return found.at(among(found.numbers, np.array(near, np.int64)))

    def phrase(self, node: p.Sequence, field: str, wanted: Numbers) -> Numbers:
        """Documents where the words stand at their distances from each other, whichever of these are wanted among
        them. Of words that stand in most documents besides, those in the wanted ones are picked out first."""
        (rarest, first), *others = sorted(
            zip(node.words, node.offsets, strict=True), key=lambda word: self._frequency(field, word[0])
        )
        many = len(wanted) * FEW > self._frequency(field, rarest)
        starts = self.keys(field, rarest, None if many else wanted)
        for word, offset in others:
            places = self.keys(field, word, None if many else distinct(starts >> 32))
            starts = common(starts + (offset - first), places) - (offset - first)
        return distinct(starts >> 32)

    def _frequency(self, field: str, word: p.Terms) -> int:
        return sum(len(self.snapshot.postings(field, term).numbers) for term in word.terms)

    def keys(self, field: str, word: p.Terms, wanted: Numbers | None) -> Numbers:
        """Where a word stands in some documents, None for all, as keys of `Snapshot.keys`."""
        held = self.snapshot
        keys = [held.places(field, term) if wanted is None else held.keys(field, term, wanted) for term in word.terms]
        return united(keys)

    def places(self, words: Iterable[p.Terms], wanted: Numbers, field: str = "body") -> dict[int, list[list[int]]]:
        """The positions of each word, in those of some documents that have all of them."""
        found = [by_document(self.keys(field, word, wanted)) for word in words]
        return {number: [at[number] for at in found] for number in wanted.tolist() if all(number in at for at in found)}

    def spoken(self, node: p.Spoken) -> Scored:
        """Documents in which one of the speakers says it: positions of the words meet those of their turns."""
        part, ranges = node.part, self.ranges(node.speakers)
        if not ranges:
            return unscored(_NONE)
        speaking = np.array(sorted(ranges), np.int64)
        if isinstance(part, p.Starts):
            found = unscored(self.begun(part.prefix, ranges, speaking), PREFIX_SCORE)
            return self.add([found, self.spoken(p.Spoken(p.Terms(part.terms), node.speakers))]) if part.terms else found
        if isinstance(part, p.Terms):
            part = p.Sequence((part,), (0,), 0)
        found = intersect([self.word(word) for word in part.words])
        found = found.at(among(found.numbers, speaking))
        said = [
            number
            for number, at in self.places(part.words, found.numbers).items()
            if next(together_within(at, part.offsets, part.slop, ranges[number]), None)
        ]
        return found.at(among(found.numbers, np.array(said, np.int64)))

    def ranges(self, speakers: tuple[Mentioned, ...]) -> Ranges:
        """Where some speakers speak, document by document; kept for further words, and for the next query typed."""
        known = self.snapshot.speeches
        found = known.get(speakers)
        if found is None:
            found = {}
            for speaker in speakers:
                spoken = self.snapshot.spoken_at(speaker.keys, self.mentioned(speaker))
                for number, ranges in spoken.items():
                    found[number] = joined([*found.get(number, ()), *ranges])
            if len(known) >= _KEPT_SPEAKERS:
                known.clear()
            known[speakers] = found
        return found

    def begun(self, prefix: str, ranges: Ranges, speaking: Numbers) -> Numbers:
        """Documents in which a surface word that begins so stands in these ranges."""
        found: set[int] = set()
        for surface, _ in self.snapshot.starting("surface", prefix):
            for number, places in by_document(self.snapshot.keys("surface", surface, speaking)).items():
                if number not in found and next(together_within([places], (0,), 0, ranges[number]), None):
                    found.add(number)
        return np.array(sorted(found), np.int64)

    def starts(self, node: p.Starts) -> Scored:
        """Documents with a surface word that begins so, and those with the word itself."""
        field = "title_surface" if node.field == "title" else "surface"
        begun = unscored(self.snapshot.beginning(field, node.prefix), PREFIX_SCORE)
        return self.add([begun, self.word(p.Terms(node.terms, node.field))]) if node.terms else begun

    def mentioned(self, node: Mentioned) -> Numbers:
        """Documents with one of these mention keys, or with such a speaker."""
        snapshot = self.snapshot
        field = "speaker" if node.spoken else "mention"
        keys = {speaker_key(key) for key in node.keys} if node.spoken else node.keys
        found = united([snapshot.postings(field, key).numbers for key in keys])
        if len(found) and (node.first is not None or node.last is not None):
            found = found[self._published(node.first, node.last)[found]]
        return found

    def facet(self, node: Facet) -> Numbers:
        """Documents whose metadata answers: the few distinct values are tried, not the documents. Of ids there are as
        many as documents; they are lower-case and looked up."""
        snapshot = self.snapshot
        if node.field == "id":
            return snapshot.postings("id", node.text.casefold()).numbers
        return united(
            [
                snapshot.postings("facet", term).numbers
                for term, _ in snapshot.starting("facet", f"{node.field}\t")
                if p.facet_matches(node, term.partition("\t")[2])
            ]
        )

    def dated(self, node: Dated) -> Numbers:
        """Documents published, or with a date said, in a time; kept for the next letter typed beside it."""
        key = ("dated", node.field, (node.first, node.last))
        return self.snapshot.kept.members(key, self.snapshot.size, partial(self._dated, node))

    def _dated(self, node: Dated) -> Numbers:
        snapshot = self.snapshot
        if node.field == "published":
            return np.flatnonzero(self._published(node.first, node.last) & snapshot.is_live)
        low, high = _days(node.first, node.last)
        owners, days = snapshot.days
        first, last = days[:, 0], days[:, 1]
        found = distinct(owners[(first <= high) & (last >= low) & (last - first < widest(low, high))])
        return found[snapshot.is_live[found]]

    def _published(self, first: date | None, last: date | None) -> NDArray[np.bool_]:
        low, high = _days(first, last)
        begin, end = self.snapshot.first, self.snapshot.last
        return (begin > 0) & (begin <= high) & (end >= low)

    def figured(self, node: Figured) -> Numbers:
        """Documents that say such a figure."""
        owners, amounts = self.snapshot.amounts
        fits = amounts[:, 0] == p.amount_code(node.kind)
        if node.unit:
            fits &= amounts[:, 1] == p.amount_code(node.unit)
        if node.high is not None:
            fits &= amounts[:, 2] <= node.high
        if node.low is not None:
            fits &= amounts[:, 3] >= node.low
        found = distinct(owners[fits])
        return found[self.snapshot.is_live[found]]


_NONE: Numbers = np.zeros(0, np.int64)


def _days(first: date | None, last: date | None) -> tuple[int, int]:
    """A time as ordinals; where an end is open, beyond any day."""
    return first.toordinal() if first else 0, last.toordinal() if last else 10_000_000


def among(numbers: Numbers, others: Numbers) -> NDArray[np.bool_]:
    """Which of some rising numbers are among others, which rise too."""
    if not len(others) or not len(numbers):
        return np.zeros(len(numbers), bool)
    first, last = int(min(numbers[0], others[0])), int(max(numbers[-1], others[-1]))
    if len(numbers) > len(others) // FEW and first >= 0 and last < _DENSE:  # a search for each would take longer
        having = np.zeros(last + 1, bool)
        having[others] = True
        return having[numbers]
    at = np.searchsorted(others, numbers)
    at[at == len(others)] = 0
    found: NDArray[np.bool_] = others[at] == numbers
    return found


def common(numbers: Numbers, others: Numbers) -> Numbers:
    """The numbers in both of two rising lists. Of lists of like length sorting one behind the other takes the least
    time: Timsort merges what is sorted already."""
    few, many = sorted((numbers, others), key=len)
    if len(few) * FEW < len(many):
        return few[among(few, many)]
    both = np.concatenate((numbers, others))
    both.sort(kind="stable")
    found: Numbers = both[1:][both[1:] == both[:-1]]
    return found


def without(numbers: Numbers, others: Numbers) -> Numbers:
    """Rising numbers that are not among others."""
    return numbers[~among(numbers, others)]


def intersect(parts: Sequence[Scored]) -> Scored:
    """Documents in every part; their scores added in the order of the parts."""
    if len(parts) == 1:
        return parts[0]
    numbers = min(parts, key=lambda part: len(part.numbers)).numbers
    for part in sorted(parts, key=lambda part: len(part.numbers)):
        numbers = numbers[among(numbers, part.numbers)]
    total = np.zeros(len(numbers))
    for part in parts:
        total += _scores_of(part, numbers)
    return Scored(numbers, total)


def _scores_of(part: Scored, numbers: Numbers) -> NDArray[np.float64]:
    """The scores of some documents, all of which are in a part."""
    if len(numbers) == len(part.numbers):
        return part.scores
    if len(numbers) <= len(part.numbers) // FEW:
        return part.scores[np.searchsorted(part.numbers, numbers)]
    scores = np.zeros(int(part.numbers[-1]) + 1)
    scores[part.numbers] = part.scores
    return scores[numbers]
