"""The posting lists of one field of a segment: a sorted dictionary, and three streams of numbers.

    body.terms      putinrecordtrade          terms in UTF-8, sorted, one after the other
    body.bounds     0 5 11 16                 <u4: where each begins; the last is the end
    body.having     3 1 2                     <u4: documents that have it
    body.documents  0 2 5 | 7 | 0 3           distances between document numbers (`integers`)
    body.counts     2 1 1 | | 1 4             how often; nothing where that is once everywhere, or never
    body.places     4 9 12 3 | 6 | 2 0 1 1 7  distances between the positions of each document
    body.*-at       0 4 5 7                   <u4: where the list of each term begins in a stream

A field without positions has no counts and no places. `begin` holds the documents with a surface word that begins with
one, two or three letters: a range of the surface words would do, and does for longer beginnings, but those of a letter
have a million postings.
"""

from __future__ import annotations

import itertools
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engines.whoosh.integers import Numbers, decode, distances, encode, firsts, rising
from index.engines.whoosh.inversion import Flat
from index.engines.whoosh.parts import PartsFile, PartsWriter

STREAMS = ("documents", "counts", "places")


class FieldWriter:
    """Writes the posting lists of a field; they come in rising order of terms, many at once."""

    def __init__(self, parts: PartsWriter, name: str) -> None:
        self.parts = parts
        self.name = name
        self._terms: list[bytes] = []
        self._having: list[Numbers] = []
        self._data = {stream: bytearray() for stream in STREAMS}
        self._at: dict[str, list[Numbers]] = {stream: [] for stream in STREAMS}

    def add(self, flat: Flat) -> None:
        """Further lists, of terms behind all that came before."""
        if not flat.terms:
            return
        starts = firsts(flat.having)
        self._terms.extend(flat.terms)
        self._having.append(flat.having)
        self._append("documents", distances(flat.documents, flat.having), starts)
        if flat.counts is None or flat.places is None:
            return
        low, high = np.minimum.reduceat(flat.counts, starts), np.maximum.reduceat(flat.counts, starts)
        told = np.repeat((low != high) | (low > 1), flat.having)
        written = np.concatenate(([0], np.cumsum(told)))
        self._append("counts", flat.counts[told], written[starts])
        before = np.concatenate(([0], np.cumsum(flat.counts)))
        self._append("places", distances(flat.places, flat.counts), before[starts])

    def _append(self, stream: str, values: Numbers, starts: Numbers) -> None:
        data, places = encode(values)
        self._at[stream].append(places[starts] + len(self._data[stream]))
        self._data[stream] += data

    def finish(self) -> None:
        """Write the parts."""
        parts, name = self.parts, self.name
        bounds = np.concatenate(([0], np.cumsum(list(map(len, self._terms)), dtype=np.int64)))
        parts.part(f"{name}.terms", b"".join(self._terms))
        parts.array(f"{name}.bounds", bounds, "<u4")
        parts.array(f"{name}.having", _joined(self._having), "<u4")
        for stream in STREAMS:
            if self._at[stream]:
                parts.part(f"{name}.{stream}", memoryview(self._data[stream]))
                parts.array(f"{name}.{stream}-at", np.append(_joined(self._at[stream]), len(self._data[stream])), "<u4")


def _joined(parts: list[Numbers]) -> Numbers:
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)


class Field:
    """Reads the posting lists of a field. Document numbers are those of the segment."""

    def __init__(self, parts: PartsFile, name: str, documents: int) -> None:
        self.parts = parts
        self.name = name
        self.documents = documents
        self._tables: dict[str, NDArray[Any]] = {}

    @cached_property
    def _terms(self) -> bytes:
        return self.parts.read(f"{self.name}.terms")

    @cached_property
    def _bounds(self) -> NDArray[Any]:
        return self.parts.array(f"{self.name}.bounds", "<u4")

    @cached_property
    def having(self) -> NDArray[Any]:
        """How many documents have each term, deleted ones included."""
        return self.parts.array(f"{self.name}.having", "<u4")

    def __len__(self) -> int:
        return max(self.parts.size(f"{self.name}.bounds") // 4 - 1, 0)

    def term(self, at: int) -> bytes:
        """The term at a place of the dictionary."""
        return self._terms[self._bounds[at] : self._bounds[at + 1]]

    def terms(self, first: int = 0, end: int | None = None) -> list[bytes]:
        """The terms from one place of the dictionary to another."""
        bounds = self._bounds[first : None if end is None else end + 1].tolist()
        data = self._terms
        return [data[start:stop] for start, stop in itertools.pairwise(bounds)]

    def padded(self) -> NDArray[np.bytes_]:
        """All terms as one array."""
        sizes = np.diff(self._bounds.astype(np.int64))
        longest = int(sizes.max(initial=1))
        found = np.zeros((len(sizes), longest), np.uint8)
        found[np.arange(longest) < sizes[:, None]] = np.frombuffer(self._terms, np.uint8)
        return found.reshape(-1).view(f"S{longest}")

    def place(self, term: bytes) -> int:
        """The place of the first term that is not before `term`."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.term(middle) < term:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, term: bytes) -> int | None:
        """The place of a term; None where there is none."""
        at = self.place(term)
        return at if at < len(self) and self.term(at) == term else None

    def starting(self, prefix: bytes) -> tuple[int, int]:
        """The places of the terms that begin so: the first, and the one behind the last."""
        low = self.place(prefix)
        after = prefix.rstrip(b"\xff")
        return low, self.place(after[:-1] + bytes([after[-1] + 1])) if after else len(self)

    def numbers(self, first: int, end: int) -> Numbers:
        """The documents of all terms from one place to another, list after list."""
        found = rising(self._stream("documents", first, end), self._sizes(first, end))
        if len(found) and not 0 <= int(found.min()) <= int(found.max()) < self.documents:
            raise ValueError(f"a posting of {self.name} lies outside the segment")
        return found

    def counts(self, first: int, end: int) -> Numbers:
        """How often each of these documents has the term: as many positions follow in `places`."""
        sizes = self._sizes(first, end)
        counts = np.ones(int(sizes.sum()), np.int64)
        at = self._at("counts", first, end)
        if not len(at):
            return counts
        told = np.repeat(np.diff(at) > 0, sizes)
        values = decode(self.parts.read(f"{self.name}.counts", int(at[0]), int(at[-1])))
        if len(values) != int(told.sum()):
            raise ValueError(f"counts of {self.name} and its postings differ")
        counts[told] = values
        places = self._at("places", first, end)
        counts[np.repeat((np.diff(at) == 0) & (np.diff(places) == 0), sizes)] = 0
        return counts

    def places(self, first: int, end: int, counts: Numbers) -> Numbers:
        """The positions in these documents, those of one after those of another."""
        return rising(self._stream("places", first, end), counts)

    def _sizes(self, first: int, end: int) -> Numbers:
        return self.having[first:end].astype(np.int64)

    def _at(self, stream: str, first: int, end: int) -> NDArray[Any]:
        at = self._tables.get(stream)
        if at is None:
            at = self._tables[stream] = self.parts.array(f"{self.name}.{stream}-at", "<u4")
        return at[first : end + 1]

    def _stream(self, stream: str, first: int, end: int) -> Numbers:
        at = self._at(stream, first, end)
        return decode(self.parts.read(f"{self.name}.{stream}", int(at[0]), int(at[-1]))) if len(at) else _NONE


_NONE: Numbers = np.zeros(0, np.int64)
