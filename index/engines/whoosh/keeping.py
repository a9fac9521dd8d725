"""What was read of an index and is kept for the next letter typed: in few bytes each, and in not more than so many.

A list of documents is kept as bits where it is long and in 32 bits a number where it is not, how often each has a term
in as few bytes as that takes: a fifth of what scoring reckons with, which is made of it in a tenth of the time that
reading takes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engines.whoosh.integers import Numbers

_EACH = 500
"""Bytes that something takes beside its arrays, about."""


class Postings:
    """The live documents that have a term, in rising order, and how often each has it."""

    __slots__ = ("frequencies", "numbers")

    def __init__(self, numbers: Numbers, frequencies: NDArray[np.float64] | None = None) -> None:
        self.numbers = numbers
        self.frequencies = np.broadcast_to(np.ones(1), len(numbers)) if frequencies is None else frequencies


class Members:
    """Some of an index's documents."""

    __slots__ = ("_data", "_size")

    def __init__(self, numbers: Numbers, size: int) -> None:
        """Rising numbers below `size`."""
        self._size = size if 32 * len(numbers) > size else 0
        self._data: NDArray[Any]
        if self._size:
            there = np.zeros(size, bool)
            there[numbers] = True
            self._data = np.packbits(there)
        else:
            self._data = numbers.astype(np.int32)

    @property
    def nbytes(self) -> int:
        """Bytes that they take."""
        return self._data.nbytes

    @property
    def numbers(self) -> Numbers:
        """Their numbers, rising."""
        if self._size:
            return np.flatnonzero(np.unpackbits(self._data, count=self._size).view(bool))
        return self._data.astype(np.int64)


class PackedPostings:
    """Postings as they are kept; `counts` are None for a field that is not scored."""

    __slots__ = ("_counts", "_members", "nbytes")

    def __init__(self, numbers: Numbers, counts: Numbers | None, size: int) -> None:
        self._members = Members(numbers, size)
        self._counts: NDArray[Any] | None = None
        if counts is not None and len(counts) and int(counts.max()) > 1:
            self._counts = counts.astype(np.min_scalar_type(int(counts.max())))
        self.nbytes = self._members.nbytes + (0 if self._counts is None else self._counts.nbytes)

    @property
    def postings(self) -> Postings:
        """What is reckoned with."""
        frequencies = None if self._counts is None else self._counts.astype(np.float64)
        return Postings(self._members.numbers, frequencies)


class Kept:
    """What was read last, by key; what was not asked for longest goes when all takes more than so many bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[tuple[str, str, object], tuple[Any, int]] = OrderedDict()
        self._held = 0

    def get(self, key: tuple[str, str, object]) -> Any:
        """What was kept under a key and has not gone since, else None."""
        found = self._values.get(key)
        if found is None:
            return None
        self._values.move_to_end(key)
        return found[0]

    def members(self, key: tuple[str, str, object], size: int, find: Callable[[], Numbers]) -> Numbers:
        """Some of `size` documents, rising: as kept under a key, else as `find` finds them, which is then kept."""
        known: Members | None = self.get(key)
        if known is not None:
            return known.numbers
        found = find()
        known = Members(found, size)
        self.keep(key, known, known.nbytes)
        return found

    def keep(self, key: tuple[str, str, object], value: object, nbytes: int) -> None:
        """Keep something with arrays of so many bytes."""
        self._values[key] = (value, nbytes + _EACH)
        self._held += nbytes + _EACH
        while self._held > self._most and len(self._values) > 1:
            self._held -= self._values.popitem(last=False)[1][1]
