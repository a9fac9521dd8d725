"""Names and figures counted over many documents at once: what one keeps as arrays, a query only masks and sums.

The engine says which documents have each written form, and how often. Sorted by what a form is counted as (an entity
with all its spellings, the words of a figure) and then by document, these make one array; how many documents found
have each entity is then a sum between two bounds, for all entities in one pass. Read document by document, the names
of 50,000 documents take seconds, so that is kept for the few (`counting`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.engine import Occurrences
from index.library.counting import in_order, shown
from index.library.naming import Naming
from index.models import Count

Sums = tuple[NDArray[np.int64], NDArray[np.int64]]


class Census:
    """Which documents have what is counted. `of` says as what a term is counted; None where that depends on the
    document: then `of_document` does."""

    def __init__(
        self, found: Occurrences, of: Iterable[str | None], of_document: Callable[[str, int], str] | None = None
    ) -> None:
        numbers: dict[str, int] = {}
        owner = [-1 if each is None else numbers.setdefault(each, len(numbers)) for each in of]
        having = np.asarray(found.having, np.int64)
        owners = dict(zip(found.terms, owner, strict=True))
        self._terms = sorted(owners, key=owners.__getitem__)  # those of one value side by side
        places = {term: at for at, term in enumerate(self._terms)}
        term = np.repeat(np.array([places[each] for each in found.terms], np.int64), having)
        documents = np.asarray(found.documents, np.int64)
        counted = np.repeat(np.array(owner, np.int64), having)
        if of_document is not None:
            for at in np.flatnonzero(counted < 0).tolist():
                said = of_document(self._terms[term[at]], int(documents[at]))
                counted[at] = numbers.setdefault(said, len(numbers))
        keys = counted << 32 | documents
        order = np.argsort(keys)
        keys = keys[order]
        self.values = list(numbers)
        self._documents = documents[order].astype(np.int32)
        self._times = np.asarray(found.times)[order].astype(np.int32)
        self._term = term[order].astype(np.int32)
        self._first = np.diff(keys, prepend=-1) != 0  # an entity's other spellings do not count the document again
        self._bounds = np.searchsorted(keys, np.arange(len(numbers) + 1) << 32)

    def hits(self, among: Sequence[bool]) -> NDArray[np.bool_]:
        """Which occurrences stand in the documents that are `among` those found, by number."""
        there = np.asarray(among, bool)
        return there[self._documents]

    def sums(self, hits: NDArray[np.bool_]) -> Sums:
        """Documents and mentions of every value."""
        if not len(self.values):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        starts = self._bounds[:-1]
        documents = np.add.reduceat(hits & self._first, starts, dtype=np.int64)
        return documents, np.add.reduceat(hits * self._times, starts, dtype=np.int64)

    def has_one_term(self, value: int) -> bool:
        """Whether a value is always the same term, whatever is found."""
        terms = self._term[self._bounds[value] : self._bounds[value + 1]]
        return bool((terms == terms[0]).all())

    def terms(self, value: int, hits: NDArray[np.bool_]) -> Mapping[str, int]:
        """How often each term of a value stands in the documents found."""
        here = slice(self._bounds[value], self._bounds[value + 1])
        hit = hits[here]
        terms = self._term[here][hit]
        first = int(terms.min(initial=len(self._terms)))
        times = np.bincount(terms - first, self._times[here][hit])
        return {self._terms[first + at]: int(times[at]) for at in np.flatnonzero(times).tolist()}


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
    """The names of an index, as one state of `naming` understands them."""

    def __init__(self, found: Occurrences, naming: Naming, day_of: Callable[[int], date | None]) -> None:
        self._naming = naming
        always = (naming.always(_key(term)) for term in found.terms)
        self._census = Census(found, always, lambda term, number: naming.entity(_key(term), day_of(number)))
        values = self._census.values
        self._shown: dict[int, tuple[str, tuple[str, ...]]] = {}
        self._kinds = list(dict.fromkeys(map(naming.kind, values)))
        numbers = {kind: number for number, kind in enumerate(self._kinds)}
        hidden = naming.decided.hidden
        self._kind = np.array([-1 if hidden(id) else numbers[naming.kind(id)] for id in values], np.int64)

    def counts(self, among: Sequence[bool], most: int | None) -> tuple[list[Count], Mapping[str, int]]:
        """Of each kind the names in most of the documents found, at most so many; and how many names there are."""
        hits = self._census.hits(among)
        sums = self._census.sums(hits)
        present = sums[0] > 0
        found: list[Count] = []
        totals: dict[str, int] = {}
        for number, kind in enumerate(self._kinds):
            chosen = np.flatnonzero(present & (self._kind == number))
            totals[kind] = len(chosen)
            made = [self._count(at, kind, sums, hits) for at in foremost(sums, chosen, most)]
            found += in_order(made)[:most]
        return in_order(found), totals

    def _count(self, at: int, kind: str, sums: Sums, hits: NDArray[np.bool_]) -> Count:
        id = self._census.values[at]
        name, aliases = self._shown.get(at) or self._named(at, id, hits)
        return Count(id, name, kind, int(sums[0][at]), int(sums[1][at]), aliases)

    def _named(self, at: int, id: str, hits: NDArray[np.bool_]) -> tuple[str, tuple[str, ...]]:
        """What an entity is called where it was found; kept where it is called so everywhere."""
        listed = self._naming.gazetteer.entity(id) is not None
        forms: dict[str, Counter[str]] = {}
        for term, often in () if listed else self._census.terms(at, hits).items():
            key, _, form = term.rpartition("\t")
            if form:
                forms.setdefault(key, Counter())[form] += often
        found = shown(id, forms, self._naming)
        if listed or self._census.has_one_term(at):
            self._shown[at] = found
        return found


class FigureCensus:
    """The figures of an index, by their words."""

    def __init__(self, found: Occurrences) -> None:
        said = [term.partition("\t") for term in found.terms]
        self._census = Census(found, [words for _, _, words in said])
        self._kinds: dict[str, str] = {}
        for kind, _, words in said:
            self._kinds.setdefault(words, kind)

    def counts(self, among: Sequence[bool], most: int) -> list[Count]:
        """The figures in most of the documents found, at most so many."""
        sums = self._census.sums(self._census.hits(among))
        made = []
        for at in foremost(sums, np.flatnonzero(sums[0]), most):
            words = self._census.values[at]
            made.append(Count(words, words, self._kinds[words], int(sums[0][at]), int(sums[1][at])))
        return in_order(made)[:most]


def _key(term: str) -> str:
    return term.rpartition("\t")[0]
