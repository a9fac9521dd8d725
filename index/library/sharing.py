"""Which documents share keys of their sketches with a new one, told of hundreds of new documents at once.

    key    holders before    new ones       what each shares the key with
    17     3 9               20 24          20: 3 9      24: 3 9 20
    31                       20             20:

A key holds the first so many documents that have it, and no more: all that come share it with those. Nothing is done
key by key in Python: one sort brings the holders of a key together, another the sharings of two documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.resemblance import differ

Numbers = NDArray[np.int64]

_AT_ONCE = 1 << 15
"""Sharings that are counted at once, with about 50 bytes each; a single document may have more."""


class Held(NamedTuple):
    """Keys, and for each a document that has it."""

    keys: Numbers
    numbers: Numbers

    def among(self, keys: Numbers) -> Held:
        """Those of some keys, which rise."""
        if not len(keys):
            return NOTHING
        here = keys[np.minimum(np.searchsorted(keys, self.keys), len(keys) - 1)] == self.keys
        return Held(self.keys[here], self.numbers[here])

    def joined(self, others: Held) -> Held:
        """These and others."""
        return Held(np.concatenate((self.keys, others.keys)), np.concatenate((self.numbers, others.numbers)))

    def distinct_keys(self) -> Numbers:
        """The keys, rising, each once. (`np.unique` would load masked arrays, 3 MB, to see that these are none.)"""
        ordered = np.sort(self.keys)
        return ordered[differ(ordered)]

    def rows(self) -> Iterator[tuple[int, int]]:
        """Key and document, one after the other."""
        return zip(self.keys.tolist(), self.numbers.tolist(), strict=True)

    def by_key(self) -> Held:
        """In the order of keys, and of documents within one."""
        order = np.lexsort((self.numbers, self.keys))
        return Held(self.keys[order], self.numbers[order])


NOTHING = Held(np.zeros(0, np.int64), np.zeros(0, np.int64))


def of_documents(first: int, keys: Numbers, sizes: Sequence[int]) -> Held:
    """The keys of documents that are numbered from `first` on, so many of each in rising order: each once."""
    numbers = np.repeat(np.arange(first, first + len(sizes)), sizes)
    fresh = differ(keys) | differ(numbers)
    return Held(keys[fresh], numbers[fresh])


def of_rows(rows: Iterable[tuple[int, int]]) -> Held:
    """Key and document, one after the other, as arrays."""
    flat = np.fromiter(chain.from_iterable(rows), np.int64).reshape(-1, 2)
    return Held(flat[:, 0], flat[:, 1])


class Sharing:
    """New documents, by the keys of each, and all that hold one of these keys `before`: documents of lower numbers.
    A key holds `most` documents."""

    def __init__(self, new: Held, before: Held, most: int) -> None:
        first = int(new.numbers.min(initial=np.iinfo(np.int64).max))
        keys, self._holders = before.joined(new).by_key()
        begins = differ(keys)
        start = np.flatnonzero(begins)[np.cumsum(begins) - 1]
        place = np.arange(len(keys)) - start
        is_new = self._holders >= first
        held = is_new & (place < most)
        self.held = Held(keys[held], self._holders[held])
        """Those of the new documents that are holders of their keys from now on."""
        order = np.flatnonzero(is_new)
        order = order[np.argsort(self._holders[order], kind="stable")]
        self._new = self._holders[order]
        self._starts, self._sizes = start[order], np.minimum(place[order], most)

    def nearest(self, least: int, most: int) -> Iterator[list[tuple[int, list[int]]]]:
        """For each new document those of lower numbers that it shares at least so many of its keys with, or all where
        it has fewer; at most so many, those that share most first. Documents come some at a time, without those that
        share too little with any."""
        documents, begins, having = np.unique(self._new, return_index=True, return_counts=True)
        shared = np.concatenate(([0], np.cumsum(self._sizes)))
        ends = shared[begins + having]
        at = 0
        while at < len(documents):
            upto = max(int(np.searchsorted(ends, shared[begins[at]] + _AT_ONCE, side="right")), at + 1)
            here = slice(int(begins[at]), int(begins[upto - 1] + having[upto - 1]))
            yield self._counted(here, documents[at:upto], np.minimum(having[at:upto], least), most)
            at = upto

    def _counted(self, here: slice, documents: Numbers, least: Numbers, most: int) -> list[tuple[int, list[int]]]:
        """The nearest of some neighbouring documents."""
        starts, sizes = self._starts[here], self._sizes[here]
        places = np.arange(int(sizes.sum())) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
        one = np.repeat(np.searchsorted(documents, self._new[here]), sizes)
        pairs, times = np.unique(one << 32 | self._holders[places], return_counts=True)
        enough = times >= least[pairs >> 32]
        pairs, times = pairs[enough], times[enough]
        one, other = pairs >> 32, pairs & 0xFFFFFFFF
        order = np.lexsort((other, -times, one))
        bounds = np.searchsorted(one, np.arange(len(documents) + 1)).tolist()
        found = other[order].tolist()
        return [
            (number, found[low : min(high, low + most)])
            for number, (low, high) in zip(documents.tolist(), pairwise(bounds), strict=True)
            if low < high
        ]
