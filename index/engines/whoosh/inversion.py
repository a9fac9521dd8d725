"""Posting lists, and how names, speakers and exact terms become some: terms get numbers as they come, and one stable
sort at the end groups them. Words, of which a document has hundreds, have a way of their own (`wording`).

    as documents come    document 0: trade 3, putin 1, ...   document 1: putin 1, ...     (term, count) in flat arrays
    sorted by term       putin: 0 1 ...   trade: 0 7 ...                                  what `postings` writes

Nothing is done posting by posting in Python: a million postings are sorted in a fraction of a second.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from index.engines.whoosh.integers import Numbers, firsts, gathered


@dataclass(slots=True)
class Flat:
    """Postings grouped by term: `terms` rise, `having` says how many documents have each; then, posting by posting,
    the document, how often, and the positions one after the other. Not every field has the last, or the last two."""

    terms: list[bytes]
    having: Numbers
    documents: Numbers
    counts: Numbers | None = None
    places: Numbers | None = None


def grouped(
    terms: list[bytes], term: Numbers, documents: Numbers, counts: Numbers | None, places: Numbers | None
) -> Flat:
    """Postings in any order of terms, each with the number of its term, as posting lists. What has no posting goes."""
    order = np.argsort(term, kind="stable")
    having = np.bincount(term, minlength=len(terms))
    if counts is not None:
        if places is not None:
            places = places[gathered(firsts(counts)[order], counts[order])]
        counts = counts[order]
    kept = np.flatnonzero(having)
    names = terms if len(kept) == len(terms) else [terms[at] for at in kept]
    return Flat(names, having[kept], documents[order], counts, places)


class Inversion:
    """The postings of one field of the documents of a segment, while they come."""

    def __init__(self) -> None:
        self.size = 0
        self._numbers: dict[str, int] = {}
        self._terms = array("I")
        self._counts = array("I")
        self._places = array("I")
        self._documents = array("I")  # number and postings of each, alternately

    def add(self, document: int, value: Iterable[str]) -> None:
        """The terms of one document, each once; a mapping gives their positions too."""
        numbers = self._numbers
        terms: Collection[str] = value if isinstance(value, Mapping) else list(dict.fromkeys(value))
        if not terms:
            return
        self._terms.extend([numbers.setdefault(term, len(numbers)) for term in terms])
        self._documents.extend((document, len(terms)))
        self.size += len(terms)
        if isinstance(value, Mapping):
            places: Collection[Sequence[int]] = value.values()
            before = len(self._places)
            self._counts.extend(map(len, places))
            self._places.extend(chain.from_iterable(places))
            self.size += len(self._places) - before

    def count(self, document: int, times: Mapping[str, int]) -> None:
        """The terms of one document, and how often each stands in it."""
        self._counts.extend(times.values())
        self.add(document, list(times))

    def flat(self, positions: bool) -> Flat:
        """All of it as posting lists."""
        names = [term.encode("utf-8", "surrogatepass") for term in self._numbers]
        order = sorted(range(len(names)), key=names.__getitem__)
        ranks = np.empty(len(names), np.int64)
        ranks[order] = np.arange(len(names))
        term = ranks[_numbers(self._terms)]
        documents = _numbers(self._documents).reshape(-1, 2)
        owner = np.repeat(documents[:, 0], documents[:, 1])
        counts = _numbers(self._counts) if positions or self._counts else None
        places = _numbers(self._places) if positions else None
        return grouped([names[at] for at in order], term, owner, counts, places)


def _numbers(values: array[int]) -> Numbers:
    return np.frombuffer(values, np.uint32).astype(np.int64) if values else np.zeros(0, np.int64)
