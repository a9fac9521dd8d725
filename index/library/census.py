"""Names and figures counted over many documents at once: what one keeps as arrays, a query only masks and sums.

The engine says which documents have each written form, and how often. Sorted by what a form is counted as (an entity
with all its spellings, the words of a figure), these make one array; how many documents found have each entity is then
a sum between two bounds, for all entities in one pass. Read document by document, the names
of 50,000 documents take seconds, so that is kept for the few (`counting`).

Segments of an index never change and share no documents: each has an array of its own, which stays as long as it does,
and their sums are added. A changed document then costs the reading of the small segment that it came with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.engine import Occurrences, Segment
from index.library.counting import Looking, in_order, shown
from index.library.naming import Naming
from index.models import Count

_BY_DOCUMENT = -1
_DOCUMENT = 1 << 40


class Vocabulary:
    """Terms and the values they are counted as, numbered as they are met. `of` says as what a term is counted; None
    where that depends on the document: then `of_document` does."""

    def __init__(self, of: Callable[[str], str | None], of_document: Callable[[str, int], str] | None = None) -> None:
        self.terms: list[str] = []
        self.values: list[str] = []
        self.owners: list[int] = []  # the value of each term
        self._of = of
        self._of_document = of_document
        self._places: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._spellings: list[int] = []  # how many terms each value has

    def term(self, term: str) -> int:
        """The number of a term."""
        at = self._places.get(term)
        if at is None:
            value = self._of(term)
            self.owners.append(_BY_DOCUMENT if value is None else self._value(value))
            self.terms.append(term)
            at = self._places[term] = len(self._places)
        return at

    def _value(self, value: str) -> int:
        number = self._numbers.setdefault(value, len(self.values))
        if number == len(self.values):
            self.values.append(value)
            self._spellings.append(0)
        self._spellings[number] += 1
        return number

    def in_document(self, term: int, document: int) -> int:
        """The number of the value that a term is counted as in one document."""
        assert self._of_document is not None
        return self._value(self._of_document(self.terms[term], document))

    def has_one_term(self, value: int) -> bool:
        """Whether a value is always the same term, whatever is found."""
        return self._spellings[value] == 1


class SegmentCensus:
    """Which documents of a segment have what is counted. Occurrences stand by value and then by term: such a pair is
    what is summed up, of a value and of each of its spellings alike."""

    def __init__(self, found: Occurrences, first: int, vocabulary: Vocabulary, looking: Looking) -> None:
        numbers = np.array([vocabulary.term(term) for term in looking(found.terms)], np.int64)
        having = np.asarray(found.having, np.int64)
        owners = np.array([vocabulary.owners[at] for at in numbers.tolist()], np.int64)
        term, value = np.repeat(numbers, having), np.repeat(owners, having)
        documents = np.asarray(found.documents, np.int64)
        for at in np.flatnonzero(value == _BY_DOCUMENT).tolist():
            value[at] = vocabulary.in_document(int(term[at]), first + int(documents[at]))
        keys = value << 32 | term
        order = np.argsort(keys)
        starts = np.flatnonzero(np.diff(keys[order], prepend=-1))
        self.values, self.terms = value[order][starts], term[order][starts]  # of each pair, rising
        self._bounds = np.append(starts, len(keys))
        self._documents = documents[order].astype(np.int32)
        counted = _first_of_document(value[order] << 32 | documents[order])
        self._weights = counted * _DOCUMENT + np.asarray(found.times, np.int64)[order]

    def sums(self, there: NDArray[np.bool_]) -> NDArray[np.int64]:
        """What each pair adds, of the documents that are `there`."""
        total = np.zeros(len(self._documents) + 1, np.int64)
        np.cumsum(there.take(self._documents) * self._weights, out=total[1:])
        sums: NDArray[np.int64] = np.diff(total[self._bounds])
        return sums

    def pairs(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """The places of the pairs of some values."""
        starts = np.searchsorted(self.values, values)
        sizes = np.searchsorted(self.values, values, "right") - starts
        places: NDArray[np.int64] = np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
        return places + np.arange(len(places))


def _first_of_document(keys: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of some keys of value and document is the first of its kind: an entity's other spellings do not count a
    document again."""
    order = np.argsort(keys)
    first = np.zeros(len(keys), bool)
    first[order] = np.diff(keys[order], prepend=-1) != 0
    return first


class Sums:
    """What was found of every value: in how many documents, times 2**40, plus how often; so these are added at once,
    and compared. `of_pairs` says it of the pairs of each segment."""

    def __init__(self, values: int) -> None:
        self.of_values = np.zeros(values, np.int64)
        self.of_pairs: list[tuple[SegmentCensus, NDArray[np.int64]]] = []

    def add(self, segment: SegmentCensus, of_pairs: NDArray[np.int64]) -> None:
        """Add what was found in a segment."""
        self.of_pairs.append((segment, of_pairs))
        if len(of_pairs):
            starts = np.flatnonzero(np.diff(segment.values, prepend=-1))
            self.of_values[segment.values[starts]] += np.add.reduceat(of_pairs, starts)


class Census:
    """Which documents have what is counted, segment by segment."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._segments: Sequence[Segment] = ()
        self._taken: dict[str, SegmentCensus] = {}

    def take(self, segments: Sequence[Segment], looking: Looking) -> None:
        """Count by these segments from now on; only those that were not there before are read. `looking` is put around
        what takes long, and may raise."""
        for each in segments:
            if each.name not in self._taken:
                self._taken[each.name] = SegmentCensus(each.occurrences(), each.first, self.vocabulary, looking)
        self._taken = {each.name: self._taken[each.name] for each in segments}
        self._segments = segments

    def sums(self, among: Sequence[bool]) -> Sums:
        """What stands in the documents that are `among` those found, by number."""
        there = np.asarray(among, bool)
        found = Sums(len(self.vocabulary.values))
        for each in self._segments:
            taken = self._taken[each.name]
            found.add(taken, taken.sums(there[each.first : each.first + each.size]))
        return found

    def terms(self, values: Iterable[int], sums: Sums) -> dict[int, Counter[str]]:
        """How often each term of some values stands in the documents found."""
        chosen = np.array(sorted(values), np.int64)
        found: dict[int, Counter[str]] = {value: Counter() for value in chosen.tolist()}
        for taken, of_pairs in sums.of_pairs:
            places = taken.pairs(chosen)
            places = places[of_pairs[places] > 0]
            columns = (each[places].tolist() for each in (taken.values, taken.terms, of_pairs))
            for value, term, total in zip(*columns, strict=True):
                found[value][self.vocabulary.terms[term]] += counted(total)[1]
        return found


def foremost(sums: Sums, chosen: NDArray[np.int64], most: int | None) -> list[int]:
    """Of some values those in most documents, then most mentioned, at least `most` where there are so many, and all
    that equal the last of them; the most first."""
    keys = sums.of_values[chosen]
    if most is not None and len(keys) > most:
        chosen, keys = (each[keys >= np.partition(keys, -most)[-most]] for each in (chosen, keys))
    found: list[int] = chosen[np.argsort(-keys, kind="stable")].tolist()
    return found


def counted(total: int) -> tuple[int, int]:
    """Documents and mentions of one of the sums."""
    return divmod(total, _DOCUMENT)


class NameCensus:
    """The names of an index. `day_of` gives the day a document was published, by which offices mean people."""

    def __init__(self, naming: Naming, day_of: Callable[[int], date | None]) -> None:
        self._naming = naming
        self._census = Census(
            Vocabulary(
                lambda term: self._naming.always(_key(term)),
                lambda term, number: self._naming.entity(_key(term), day_of(number)),
            )
        )
        self._shown: dict[int, tuple[str, tuple[str, ...]]] = {}
        self._kinds: dict[str, int] = {}  # numbered
        self._kind = np.zeros(0, np.int64)  # of each value; -1 for what is hidden

    def understands(self, naming: Naming) -> bool:
        """Whether names mean what they did when these were counted."""
        return naming.means_as(self._naming)

    def take(self, segments: Sequence[Segment], naming: Naming, looking: Looking) -> None:
        """See `Census.take`; `naming` is one that it understands."""
        self._naming = naming
        self._census.take(segments, looking)
        hidden = naming.decided.hidden
        fresh = [
            -1 if hidden(id) else self._kinds.setdefault(naming.kind(id), len(self._kinds))
            for id in self._census.vocabulary.values[len(self._kind) :]
        ]
        self._kind = np.append(self._kind, fresh).astype(np.int64)

    def counts(self, among: Sequence[bool], most: int | None) -> tuple[list[Count], Mapping[str, int]]:
        """Of each kind the names in most of the documents found, at most so many; and how many names there are."""
        sums = self._census.sums(among)
        kinds = np.where(sums.of_values > 0, self._kind, -1)
        of_kind = {kind: np.flatnonzero(kinds == number) for kind, number in self._kinds.items()}
        chosen = {kind: foremost(sums, values, most) for kind, values in of_kind.items()}
        called = self._called([each for values in chosen.values() for each in values], sums)
        found: list[Count] = []
        for kind, values in chosen.items():
            made = [
                Count(self._census.vocabulary.values[each], called[each][0], kind, *counted(total), called[each][1])
                for each, total in zip(values, sums.of_values[values].tolist(), strict=True)
            ]
            found += in_order(made)[:most]
        return in_order(found), {kind: len(values) for kind, values in of_kind.items()}

    def _called(self, values: Sequence[int], sums: Sums) -> Mapping[int, tuple[str, tuple[str, ...]]]:
        """What entities are called where they were found; kept where one is called so everywhere."""
        vocabulary, listed = self._census.vocabulary, self._naming.gazetteer.entity
        known = {each for each in values if each in self._shown}
        known = {each for each in known if vocabulary.has_one_term(each) or listed(vocabulary.values[each])}
        others = [each for each in values if each not in known]
        written = self._census.terms((each for each in others if not listed(vocabulary.values[each])), sums)
        called = {each: self._shown[each] for each in known}
        for each in others:
            forms: dict[str, Counter[str]] = {}
            for term, often in written.get(each, {}).items():
                key, _, form = term.rpartition("\t")
                if form:
                    forms.setdefault(key, Counter())[form] += often
            called[each] = self._shown[each] = shown(vocabulary.values[each], forms, self._naming)
        return called


class FigureCensus:
    """The figures of an index, by their words."""

    def __init__(self) -> None:
        self._kinds: dict[str, str] = {}
        self._census = Census(Vocabulary(self._words))

    def _words(self, term: str) -> str:
        kind, _, words = term.partition("\t")
        self._kinds.setdefault(words, kind)
        return words

    def take(self, segments: Sequence[Segment], looking: Looking) -> None:
        """See `Census.take`."""
        self._census.take(segments, looking)

    def counts(self, among: Sequence[bool], most: int) -> list[Count]:
        """The figures in most of the documents found, at most so many."""
        sums = self._census.sums(among)
        made = []
        for at in foremost(sums, np.flatnonzero(sums.of_values), most):
            words = self._census.vocabulary.values[at]
            made.append(Count(words, words, self._kinds[words], *counted(int(sums.of_values[at]))))
        return in_order(made)[:most]


def _key(term: str) -> str:
    return term.rpartition("\t")[0]
