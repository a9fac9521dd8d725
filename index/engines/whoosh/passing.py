"""The posting lists of a field, read once from the first to the last."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engines.whoosh.integers import Numbers, ends
from index.engines.whoosh.parts import PartsFile
from index.engines.whoosh.postings import STREAMS, Lists
from index.engines.whoosh.sizes import SizesReader


class PassedField(Lists):
    """The lists of a field as `Field` reads them, but that only those ahead can be asked for, from the place `first`
    on: of the dictionary, and of where lists lie, no more is in memory than is looked ahead."""

    def __init__(self, parts: PartsFile, name: str, documents: int) -> None:
        super().__init__(parts, name, documents)
        self.first = 0
        self._lengths = SizesReader(parts, f"{name}.lengths")
        self._at = 0  # where the terms begin that are not looked at yet
        self._terms: list[bytes] = []
        self._having = SizesReader(parts, f"{name}.having")
        self._sizes = np.zeros(0, np.int64)
        streams = {stream: SizesReader(parts, f"{name}.{stream}-sizes") for stream in STREAMS}
        self._streams = {stream: sizes for stream, sizes in streams.items() if sizes.is_there}
        self._bounds = {stream: np.zeros(1, np.int64) for stream in self._streams}

    def __len__(self) -> int:
        return len(self._lengths)

    @property
    def is_passed(self) -> bool:
        """Whether no list is ahead."""
        return self.first == len(self)

    def look_ahead(self, number: int) -> None:
        """Have so many terms in memory, or all that there are."""
        more = min(number, len(self) - self.first) - len(self._terms)
        if more <= 0:
            return
        bounds = self._at + ends(self._lengths.take(more))
        data = self.parts.read(f"{self.name}.terms", self._at, int(bounds[-1]))
        self._terms += [data[low:high] for low, high in itertools.pairwise((bounds - self._at).tolist())]
        self._at = int(bounds[-1])
        self._sizes = np.concatenate((self._sizes, self._having.take(more)))
        for stream, sizes in self._streams.items():
            known = self._bounds[stream]
            self._bounds[stream] = np.concatenate((known, known[-1] + np.cumsum(sizes.take(more))))

    def pass_to(self, place: int) -> None:
        """Forget the terms before a place."""
        passed = place - self.first
        del self._terms[:passed]
        self._sizes = self._sizes[passed:]
        self._bounds = {stream: bounds[passed:] for stream, bounds in self._bounds.items()}
        self.first = place

    def terms(self, first: int, end: int) -> list[bytes]:
        """The terms from one place of the dictionary to another."""
        return self._terms[first - self.first : end - self.first]

    def behind(self, term: bytes) -> int:
        """The place behind a term, or behind where it would stand among those looked at."""
        return self.first + bisect_right(self._terms, term)

    def weights(self, as_one: int) -> Numbers:
        """Of each term looked at its postings, and one more for so many bytes of positions."""
        places = self._bounds.get("places")
        return self._sizes if places is None else self._sizes + np.diff(places) // as_one

    def sizes(self, first: int, end: int) -> Numbers:
        """How many documents have each term from one place to another, deleted ones included."""
        return self._sizes[first - self.first : end - self.first]

    def bounds(self, stream: str, first: int, end: int) -> NDArray[Any]:
        """Where each list from one place to another begins in a stream, and the end; nothing without the stream."""
        found = self._bounds.get(stream)
        return _NONE if found is None else found[first - self.first : end - self.first + 1]

    def encoded_places(self, first: int, end: int, counts: Numbers) -> tuple[Numbers, bytes]:
        """The positions of all terms from one place to another as they are stored, of so many in each document; before
        them where those of each term begin, and the end. Raises ValueError where there are not as many."""
        at, data = self.stream("places", first, end)
        if np.count_nonzero(np.frombuffer(data, np.uint8) < 128) != counts.sum():
            raise ValueError("groups and numbers differ")
        return (at - at[0] if len(at) else np.zeros(end - first + 1, np.int64)), data


_NONE: Numbers = np.zeros(0, np.int64)
