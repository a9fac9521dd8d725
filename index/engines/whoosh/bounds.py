"""Where many things lie that follow each other, in little memory: by their sizes, as these are stored (`pack_sizes`).

Of 100,000 documents a field has some hundred thousand terms, each with a list in three streams, of which a query reads
one. Their sizes stay in the byte or two in which they were read. Where every 32nd begins is known; where the others do
is added up from there when somebody asks.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

import numpy as np

from index.engines.whoosh.integers import Numbers, ends, split_sizes

STRETCH = 32
"""Things of which the first is known where it begins."""


class Sizes:
    """Sizes, read only. Raises ValueError for what `pack_sizes` has not written; there are none in no bytes."""

    def __init__(self, data: bytes) -> None:
        stored = split_sizes(data)
        self._short, self._most, self._large = stored.short, stored.most, stored.large
        self._large_at = stored.large_at.astype(np.uint32)

    def __len__(self) -> int:
        return len(self._short)

    def between(self, first: int, end: int) -> Numbers:
        """Those from one place to another."""
        found = self._short[first:end].astype(np.int64)
        at, behind = np.searchsorted(self._large_at, (first, end))
        found[self._large_at[at:behind] - first] = self._large[at:behind]
        return found

    def few(self, first: int, end: int) -> list[int]:
        """As `between`: of a few, sooner than as an array."""
        found: list[int] = self._short[first:end].tolist()
        if self._most not in found:
            return found
        at = bisect_left(self._large_at, first)
        large = iter(self._large[at : at + found.count(self._most)].tolist())
        return [size if size < self._most else next(large) for size in found]

    def sums(self) -> Numbers:
        """What those of each stretch add up to."""
        if not len(self):
            return np.zeros(0, np.int64)
        short = np.add.reduceat(self._short, np.arange(0, len(self), STRETCH), dtype=np.uint32)
        found: Numbers = short.astype(np.int64)
        np.add.at(found, self._large_at // STRETCH, self._large.astype(np.int64) - self._most)
        return found


class Bounds:
    """Where each of some things begins whose sizes are known, and where the last ends."""

    def __init__(self, data: bytes) -> None:
        self.sizes = Sizes(data)
        self._starts = ends(self.sizes.sums())

    def __len__(self) -> int:
        return len(self.sizes)

    def of(self, place: int) -> tuple[int, int]:
        """Where one begins and ends."""
        start, end = self.few(place, place + 1)
        return start, end

    def few(self, first: int, end: int) -> list[int]:
        """As `between`: of a few, sooner than as an array."""
        stretch = first // STRETCH
        sizes = self.sizes.few(stretch * STRETCH, end)
        before = first - stretch * STRETCH
        start = int(self._starts[stretch]) + sum(sizes[:before])
        return list(accumulate(sizes[before:], initial=start))

    def between(self, first: int, end: int) -> Numbers:
        """Where each begins from one place to another, and the end: one number more than things."""
        found = np.empty(end - first + 1, np.int64)
        found[0] = self.few(first, first)[0]
        found[1:] = self.sizes.between(first, end)
        return np.cumsum(found, out=found)
