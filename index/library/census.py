"""Names and figures counted over many documents at once: what one keeps as arrays, a query only masks and sums.

The engine says which documents have each written form, and how often. Sorted by what a form is counted as (an entity
with all its spellings, the words of a figure) and then by document, these make one array; how many documents found
have each entity is then a sum between two bounds, for all entities in one pass. Read document by document, the names
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

Sums = tuple[NDArray[np.int64], NDArray[np.int64]]
Hits = Sequence[NDArray[np.bool_]]
"""Of each segment, which occurrences stand in the documents found."""

_BY_DOCUMENT = -1


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
    """Which documents of a segment have what is counted."""

    def __init__(self, found: Occurrences, first: int, vocabulary: Vocabulary, looking: Looking) -> None:
        numbers = np.array([vocabulary.term(term) for term in looking(found.terms)], np.int64)
        having = np.asarray(found.having, np.int64)
        owners = np.array([vocabulary.owners[at] for at in numbers.tolist()], np.int64)
        term, counted = np.repeat(numbers, having), np.repeat(owners, having)
        documents = np.asarray(found.documents, np.int64)
        for at in np.flatnonzero(counted == _BY_DOCUMENT).tolist():
            counted[at] = vocabulary.in_document(int(term[at]), first + int(documents[at]))
        keys = counted << 32 | documents
        order = np.argsort(keys)
        keys, counted = keys[order], counted[order]
        starts = np.flatnonzero(np.diff(counted, prepend=-1))
        self.values = counted[starts]  # rising
        self.bounds = np.append(starts, len(keys))
        self.documents = documents[order].astype(np.int32)
        self.times = np.asarray(found.times)[order].astype(np.int32)
        self.terms = term[order].astype(np.int32)
        self.first = np.diff(keys, prepend=-1) != 0  # an entity's other spellings do not count the document again

    def sum_up(self, hits: NDArray[np.bool_], sums: Sums) -> None:
        """Add documents and mentions of every value to its sums."""
        if len(self.values):
            starts = self.bounds[:-1]
            sums[0][self.values] += np.add.reduceat(hits & self.first, starts, dtype=np.int64)
            sums[1][self.values] += np.add.reduceat(hits * self.times, starts, dtype=np.int64)

    def of(self, values: NDArray[np.int64], hits: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The places of what was found of some values, given in rising order; and the value of each."""
        at = np.searchsorted(self.values, values)
        at[at == len(self.values)] = 0
        here = self.values[at] == values if len(self.values) else np.zeros(len(values), bool)
        starts = self.bounds[at[here]]
        sizes = self.bounds[at[here] + 1] - starts
        places = np.arange(int(sizes.sum())) + np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
        kept = hits[places]
        return places[kept], np.repeat(values[here], sizes)[kept]


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

    def hits(self, among: Sequence[bool]) -> Hits:
        """Which occurrences stand in the documents that are `among` those found, by number."""
        there = np.asarray(among, bool)
        return [there[each.first : each.first + each.size][self._taken[each.name].documents] for each in self._segments]

    def sums(self, hits: Hits) -> Sums:
        """Documents and mentions of every value."""
        number = len(self.vocabulary.values)
        sums = np.zeros(number, np.int64), np.zeros(number, np.int64)
        for taken, here in zip(self._taken.values(), hits, strict=True):
            taken.sum_up(here, sums)
        return sums

    def terms(self, values: Iterable[int], hits: Hits) -> dict[int, Counter[str]]:
        """How often each term of some values stands in the documents found."""
        known, owners = self.vocabulary.terms, np.array(self.vocabulary.owners, np.int64)
        chosen = np.array(sorted(values), np.int64)
        found: dict[int, Counter[str]] = {value: Counter() for value in chosen.tolist()}
        often = np.zeros(len(known))
        for taken, here in zip(self._taken.values(), hits, strict=True):
            places, value = taken.of(chosen, here)
            term, times = taken.terms[places], taken.times[places]
            settled = owners[term] != _BY_DOCUMENT
            often += np.bincount(term[settled], times[settled], len(known))
            rest = (each[~settled].tolist() for each in (value, term, times))
            for number, at, each in zip(*rest, strict=True):
                found[number][known[at]] += each
        for at in np.flatnonzero(often).tolist():
            found[int(owners[at])][known[at]] += int(often[at])
        return found


def foremost(sums: Sums, chosen: NDArray[np.int64], most: int | None) -> list[int]:
    """Of some values those in most documents, then most mentioned, at least `most` where there are so many, and all
    that equal the last of them; the most first."""
    documents, mentions = (each[chosen] for each in sums)
    keys = documents << 40 | mentions
    if most is not None and len(keys) > most:
        chosen, keys = (each[keys >= np.partition(keys, -most)[-most]] for each in (chosen, keys))
    found: list[int] = chosen[np.argsort(-keys, kind="stable")].tolist()
    return found


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
        self._kind: list[int] = []  # of each value; -1 for what is hidden

    def understands(self, naming: Naming) -> bool:
        """Whether names mean what they did when these were counted."""
        return naming.means_as(self._naming)

    def take(self, segments: Sequence[Segment], naming: Naming, looking: Looking) -> None:
        """See `Census.take`; `naming` is one that it understands."""
        self._naming = naming
        self._census.take(segments, looking)
        hidden = naming.decided.hidden
        for id in self._census.vocabulary.values[len(self._kind) :]:
            kind = self._kinds.setdefault(naming.kind(id), len(self._kinds))
            self._kind.append(-1 if hidden(id) else kind)

    def counts(self, among: Sequence[bool], most: int | None) -> tuple[list[Count], Mapping[str, int]]:
        """Of each kind the names in most of the documents found, at most so many; and how many names there are."""
        hits = self._census.hits(among)
        sums = self._census.sums(hits)
        kinds = np.where(sums[0] > 0, np.array(self._kind, np.int64), -1)
        of_kind = {kind: np.flatnonzero(kinds == number) for kind, number in self._kinds.items()}
        chosen = {kind: foremost(sums, values, most) for kind, values in of_kind.items()}
        called = self._called([each for values in chosen.values() for each in values], hits)
        found: list[Count] = []
        for kind, values in chosen.items():
            made = [
                Count(self._census.vocabulary.values[each], called[each][0], kind, documents, mentions, called[each][1])
                for each, documents, mentions in zip(values, *(each[values].tolist() for each in sums), strict=True)
            ]
            found += in_order(made)[:most]
        return in_order(found), {kind: len(values) for kind, values in of_kind.items()}

    def _called(self, values: Sequence[int], hits: Hits) -> Mapping[int, tuple[str, tuple[str, ...]]]:
        """What entities are called where they were found; kept where one is called so everywhere."""
        vocabulary, listed = self._census.vocabulary, self._naming.gazetteer.entity
        known = {each for each in values if each in self._shown}
        known = {each for each in known if vocabulary.has_one_term(each) or listed(vocabulary.values[each])}
        others = [each for each in values if each not in known]
        written = self._census.terms((each for each in others if not listed(vocabulary.values[each])), hits)
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
        sums = self._census.sums(self._census.hits(among))
        made = []
        for at in foremost(sums, np.flatnonzero(sums[0]), most):
            words = self._census.vocabulary.values[at]
            made.append(Count(words, words, self._kinds[words], int(sums[0][at]), int(sums[1][at])))
        return in_order(made)[:most]


def _key(term: str) -> str:
    return term.rpartition("\t")[0]
