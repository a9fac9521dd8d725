"""Names and figures counted over many documents at once: what one keeps as arrays, a query only masks and sums.

The engine says which documents have each written form, and how often. Sorted by what a form is counted as (an entity
with all its spellings, the words of a figure), these make one array; how many documents found have each entity is then
a sum between two bounds, for all entities in one pass. Read document by document, the names
of 50,000 documents take seconds, so that is kept for the few (`counting`).

Segments of an index never change and share no documents: each has an array of its own, which stays as long as it does,
and their sums are added. A changed document then costs the reading of the small segment that it came with.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine import Occurrences, Segment
from index.library.counting import Looking, shown
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
        self.owners = array("i")  # the value of each term
        self._of = of
        self._of_document = of_document
        self._places: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._spellings = array("i")  # how many terms each value has

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
    what is summed up, of a value and of each of its spellings alike.

    One number says both of an occurrence, whether it is the first of its value in its document and how often it was
    written, so that both are added at once. It takes 32 bits where the sums of every value fit these, as they mostly
    do: what is summed from the first occurrence to the last may be more, for differences are right all the same.
    """

    def __init__(self, found: Occurrences, first: int, vocabulary: Vocabulary, looking: Looking) -> None:
        numbers = np.array([vocabulary.term(term) for term in looking(found.terms)], np.int64)
        having = np.asarray(found.having, np.int64)
        owners = np.array([vocabulary.owners[at] for at in numbers.tolist()], np.int64)
        documents = np.asarray(found.documents, np.int64)
        keys = np.repeat(owners, having)
        by_document = np.flatnonzero(keys == _BY_DOCUMENT).tolist()
        if by_document:
            terms = np.repeat(numbers, having)
            keys[by_document] = [
                vocabulary.in_document(int(terms[at]), first + int(documents[at])) for at in by_document
            ]
        keys = keys << 32 | np.repeat(numbers, having)
        order = np.argsort(keys, kind="stable")
        keys, documents = keys[order], documents[order]
        last = _last_of_each(keys)
        values = keys[last] >> 32
        last_pair = _last_of_each(values)
        self.values = values[last_pair].astype(np.int32)
        self.terms = (keys[last] & 0xFFFFFFFF).astype(np.int32)  # of each pair
        self._last, self._last_pair = last.astype(np.int32), last_pair.astype(np.int32)
        self._documents: NDArray[Any] = documents.astype(
            np.uint16 if int(documents.max(initial=0)) < 1 << 16 else np.int32
        )
        counted = _first_of_document(keys >> 32 << 32 | documents)
        times = np.asarray(found.times, np.int64)[order]
        most, often = (int(self._of_values(np.cumsum(each)[last]).max(initial=0)) for each in (counted, times))
        self._shift = often.bit_length()
        self._kind = np.uint32 if most.bit_length() + self._shift <= 32 else np.uint64
        self._weights = (counted.astype(np.int64) << self._shift | times).astype(self._kind)

    def _of_values(self, totals: NDArray[Any]) -> NDArray[Any]:
        return _steps(totals[self._last_pair])

    def totals(self, there: NDArray[np.bool_]) -> NDArray[Any]:
        """What all pairs up to each add together, of the documents that are `there`."""
        found: NDArray[Any] = there.astype(self._kind).take(self._documents)
        found *= self._weights
        np.cumsum(found, out=found)
        totals: NDArray[Any] = found[self._last]
        return totals

    def of_values(self, totals: NDArray[Any]) -> NDArray[np.int64]:
        """What each value adds; see `Sums`."""
        return self._unpacked(self._of_values(totals))

    def of_pairs(self, totals: NDArray[Any], wanted: NDArray[np.int32]) -> NDArray[np.int64]:
        """Of the pairs of some values, which rise, that were found: the value, the term and how often it was written;
        three rows."""
        if not len(self.values):
            return np.zeros((3, 0), np.int64)
        at = np.searchsorted(self.values[:-1], wanted)
        at = at[self.values[at] == wanted]
        end = self._last_pair[at] + 1
        begin = np.where(at > 0, self._last_pair[at - 1] + 1, 0)
        sizes = end - begin
        pairs = np.repeat(begin - (np.cumsum(sizes) - sizes), sizes) + np.arange(int(sizes.sum()))
        adding = self._unpacked(totals[pairs] - np.where(pairs > 0, totals[pairs - 1], 0).astype(self._kind))
        found = np.flatnonzero(adding)
        return np.stack([np.repeat(self.values[at], sizes)[found], self.terms[pairs[found]], adding[found] % _DOCUMENT])

    def _unpacked(self, sums: NDArray[Any]) -> NDArray[np.int64]:
        documents, times = sums >> self._shift, sums & self._kind((1 << self._shift) - 1)
        return documents.astype(np.int64) * _DOCUMENT + times.astype(np.int64)


def _steps(totals: NDArray[Any]) -> NDArray[Any]:
    """What each of some totals has more than the one before, whether they overflowed in between or not."""
    steps = totals.copy()
    steps[1:] -= totals[:-1]
    return steps


def _last_of_each(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """The place of the last of each of some keys that do not fall."""
    return np.flatnonzero(np.diff(keys, append=-1))


def _first_of_document(keys: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of some keys of value and document is the first of its kind: an entity's other spellings do not count a
    document again."""
    order = np.argsort(keys)
    first = np.zeros(len(keys), bool)
    first[order] = np.diff(keys[order], prepend=-1) != 0
    return first


class Sums:
    """What was found of every value: in how many documents, times 2**40, plus how often; so these are added at once,
    and compared. `totals` are those of each segment."""

    def __init__(self, values: int) -> None:
        self.of_values = np.zeros(values, np.int64)
        self.totals: list[tuple[SegmentCensus, NDArray[Any]]] = []

    def add(self, segment: SegmentCensus, totals: NDArray[Any]) -> None:
        """Add what was found in a segment."""
        self.totals.append((segment, totals))
        self.of_values[segment.values] += segment.of_values(totals)


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
            found.add(taken, taken.totals(there[each.first : each.first + each.size]))
        return found

    def terms(self, values: Iterable[int], sums: Sums) -> Mapping[int, Mapping[str, int]]:
        """How often each term of some values stands in the documents found."""
        chosen = sorted(values)
        found: dict[int, dict[str, int]] = {value: {} for value in chosen}
        if chosen and sums.totals:
            wanted, terms = np.array(chosen, np.int32), self.vocabulary.terms
            of, term, often = np.hstack([segment.of_pairs(totals, wanted) for segment, totals in sums.totals])
            pairs, place = np.unique(of << 32 | term, return_inverse=True)
            times = np.bincount(place, often).astype(np.int64)
            for pair, total in zip(pairs.tolist(), times.tolist(), strict=True):
                found[pair >> 32][terms[pair & 0xFFFFFFFF]] = total
        return found


def foremost(sums: Sums, chosen: NDArray[np.int64], most: int | None) -> list[int]:
    """Of some values those in most documents, then most mentioned, at least `most` where there are so many, and all
    that equal the last of them; in no order."""
    if most is not None and len(chosen) > most:
        keys = sums.of_values[chosen]
        chosen = chosen[keys >= np.partition(keys, -most)[-most]]
    found: list[int] = chosen.tolist()
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
        self._shown = {each: called for each, called in self._shown.items() if self._is_called_so_everywhere(each)}
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
        chosen = [each for values in of_kind.values() for each in foremost(sums, values, most)]
        called, ids = self._called(chosen, sums), self._census.vocabulary.values
        totals, numbers = sums.of_values[chosen].tolist(), kinds[chosen].tolist()
        ordered = sorted(  # as `in_order` sorts; ids are unlike
            (-total, called[each][0], ids[each], number, called[each][1])
            for each, total, number in zip(chosen, totals, numbers, strict=True)
        )
        named, room = list(self._kinds), [len(chosen) if most is None else most] * len(self._kinds)
        found = []
        for total, name, id, number, aliases in ordered:
            if room[number]:
                room[number] -= 1
                found.append(Count(id, name, named[number], *counted(-total), aliases))
        return found, {kind: len(values) for kind, values in of_kind.items()}

    def _called(self, values: Sequence[int], sums: Sums) -> Mapping[int, tuple[str, tuple[str, ...]]]:
        """What entities are called where they were found; kept where one is called so everywhere."""
        called = {each: known for each in values if (known := self._shown.get(each)) is not None}
        others = [each for each in values if each not in called]
        vocabulary, listed = self._census.vocabulary, self._naming.gazetteer.entity
        written = self._census.terms((each for each in others if not listed(vocabulary.values[each])), sums)
        for each in others:
            forms: dict[str, dict[str, int]] = {}
            for term, often in written.get(each, {}).items():
                key, _, form = term.rpartition("\t")
                if form:
                    forms.setdefault(key, {})[form] = often
            called[each] = shown(vocabulary.values[each], forms, self._naming)
            if self._is_called_so_everywhere(each):
                self._shown[each] = called[each]
        return called

    def _is_called_so_everywhere(self, value: int) -> bool:
        vocabulary = self._census.vocabulary
        return vocabulary.has_one_term(value) or self._naming.gazetteer.entity(vocabulary.values[value]) is not None


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
        chosen, words = foremost(sums, np.flatnonzero(sums.of_values), most), self._census.vocabulary.values
        ordered = sorted((-total, words[at]) for at, total in zip(chosen, sums.of_values[chosen].tolist(), strict=True))
        return [Count(said, said, self._kinds[said], *counted(-total)) for total, said in ordered[:most]]


def _key(term: str) -> str:
    return term.rpartition("\t")[0]
