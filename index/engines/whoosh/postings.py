"""The posting lists of one field of a segment: a sorted dictionary, and three streams of numbers.

    body.terms      putinrecordtrade          terms in UTF-8, sorted, one after the other
    body.lengths    5 6 5                     how many bytes each has (`integers.pack_sizes`, as all that is one number
                                              for each term)
    body.having     3 1 2                     documents that have it
    body.documents  0 2 5 | 7 | 0 3           distances between document numbers (`integers`), or bits (`packing`)
    body.counts     2 1 1 | | 1 4             how often (`packing`); nothing where that is once everywhere, or never
    body.places     4 9 12 3 | 6 | 2 0 1 1 7  distances between the positions of each document
    body.*-sizes    3 1 2                     how many bytes the list of each term takes in a stream

A field of exact terms has no counts and no places, one that only counts (`written`) no places. `begin` holds the
documents with a surface word that begins with one, two or three letters: a range of the surface words would do, and
does for longer beginnings, but those of a letter have a million postings.
"""

from __future__ import annotations

import itertools
from abc import ABC, abstractmethod
from bisect import bisect_left
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engines.whoosh.bounds import Bounds, Sizes
from index.engines.whoosh.integers import (
    Numbers,
    count_sizes,
    decode,
    distances,
    encode,
    firsts,
    unpack_ends,
)
from index.engines.whoosh.inversion import Flat
from index.engines.whoosh.layout import WORDS
from index.engines.whoosh.packing import (
    mark_documents,
    pack_counts,
    pack_documents,
    unpack_counts,
    unpack_documents,
    unpack_list,
    unpack_numbers,
)
from index.engines.whoosh.parts import PartsFile, PartsWriter
from index.engines.whoosh.sizes import SizesWriter

STREAMS = ("documents", "counts", "places")

Encoded = tuple[bytes, Numbers]
"""The positions of some terms as they are stored, and how many bytes each takes."""

_STRETCH = 128
"""Terms of a dictionary for each one that is cut out of it when it is opened."""


class FieldWriter:
    """Writes the posting lists of a field; they come in rising order of terms, many at once. None of it stays in
    memory."""

    def __init__(self, parts: PartsWriter, name: str) -> None:
        self.parts = parts
        self.name = name
        self._terms = parts.aside()
        self._lengths = SizesWriter(parts)
        self._having = SizesWriter(parts)
        self._data = {stream: parts.aside() for stream in STREAMS}
        self._sizes = {stream: SizesWriter(parts) for stream in STREAMS}

    def add(self, flat: Flat, places: Encoded | None = None) -> None:
        """Further lists, of terms behind all that came before; positions that are not in `flat` are given as they are
        stored."""
        if not flat.terms:
            return
        self._terms.write(b"".join(flat.terms))
        self._lengths.add(np.fromiter(map(len, flat.terms), np.int64, len(flat.terms)))
        self._having.add(flat.having)
        self._append("documents", *pack_documents(flat.documents, flat.having))
        if flat.counts is None:
            return
        starts = firsts(flat.having)
        low, high = np.minimum.reduceat(flat.counts, starts), np.maximum.reduceat(flat.counts, starts)
        told = (low != high) | (low > 1)
        data, each = pack_counts(flat.counts[np.repeat(told, flat.having)], flat.having[told])
        sizes = np.zeros(len(flat.having), np.int64)
        sizes[told] = each
        self._append("counts", data, sizes)
        if flat.places is not None:
            data, at = encode(distances(flat.places, flat.counts))
            before = np.append(firsts(flat.counts)[starts], len(flat.places))
            places = data, np.diff(at[before])
        if places is not None:
            self._append("places", *places)

    def _append(self, stream: str, data: bytes, sizes: Numbers) -> None:
        self._sizes[stream].add(sizes)
        self._data[stream].write(data)

    def finish(self) -> None:
        """Write the parts."""
        parts, name = self.parts, self.name
        parts.part_of(f"{name}.terms", self._terms)
        self._lengths.finish(f"{name}.lengths")
        self._having.finish(f"{name}.having")
        for stream in STREAMS:
            if self._sizes[stream].number:
                parts.part_of(f"{name}.{stream}", self._data[stream])
                self._sizes[stream].finish(f"{name}.{stream}-sizes")


class Lists(ABC):
    """Posting lists of a field, by the places of their terms in its dictionary. Document numbers are those of the
    segment."""

    def __init__(self, parts: PartsFile, name: str, documents: int) -> None:
        self.parts = parts
        self.name = name
        self.documents = documents

    @abstractmethod
    def sizes(self, first: int, end: int) -> Numbers:
        """How many documents have each term from one place to another, deleted ones included."""

    @abstractmethod
    def bounds(self, stream: str, first: int, end: int) -> NDArray[Any]:
        """Where each list from one place to another begins in a stream, and the end; nothing without the stream."""

    def numbers(self, first: int, end: int) -> Numbers:
        """The documents of all terms from one place to another, list after list."""
        at, data = self.stream("documents", first, end)
        found = unpack_documents(data, np.diff(at), self.sizes(first, end)) if len(at) else _NONE
        if len(found) and not 0 <= int(found.min()) <= int(found.max()) < self.documents:
            raise ValueError(f"a posting of {self.name} lies outside the segment")
        return found

    def counts(self, first: int, end: int) -> Numbers:
        """How often each of these documents has the term: as many positions follow in `places`, if there are any."""
        sizes = self.sizes(first, end)
        counts = np.ones(int(sizes.sum()), np.int64)
        at, data = self.stream("counts", first, end)
        if not len(at):
            return counts
        taken = np.diff(at)
        told = taken > 0
        counts[np.repeat(told, sizes)] = unpack_counts(data, taken[told], sizes[told])
        places = self.bounds("places", first, end)
        if len(places):
            counts[np.repeat(~told & (np.diff(places) == 0), sizes)] = 0
        return counts

    def stream(self, stream: str, first: int, end: int) -> tuple[Numbers, bytes]:
        """Where each list from one place to another begins, and the end; and what lies there."""
        at = self.bounds(stream, first, end)
        return at, self.parts.read(f"{self.name}.{stream}", int(at[0]), int(at[-1])) if len(at) else b""


class Field(Lists):
    """Reads the posting lists of a field, any at any time: what says where they lie is in memory. So is the dictionary
    of a field of words, which every letter typed is looked up in; of others, which hold a path or an id of every
    document, a stretch is read when it is looked into."""

    def __init__(self, parts: PartsFile, name: str, documents: int) -> None:
        super().__init__(parts, name, documents)
        self._of_words = name in WORDS
        self._tables: dict[str, Bounds] = {}

    @property
    def is_there(self) -> bool:
        """Whether the segment has the field: one written before there was such a field has not."""
        return self.parts.size(f"{self.name}.having") > 0

    @cached_property
    def _words(self) -> bytes:
        return self.parts.read(f"{self.name}.terms")

    def _dictionary(self, start: int, end: int) -> bytes:
        """The bytes of the dictionary from one to another."""
        return self._words[start:end] if self._of_words else self.parts.read(f"{self.name}.terms", start, end)

    @cached_property
    def _bounds(self) -> NDArray[Any]:
        return unpack_ends(self.parts.read(f"{self.name}.lengths"))

    @cached_property
    def _having(self) -> Sizes:
        return Sizes(self.parts.read(f"{self.name}.having"))

    def having(self, at: int) -> int:
        """How many documents have one term, deleted ones included."""
        return self._having.few(at, at + 1)[0]

    @cached_property
    def _number(self) -> int:
        part = f"{self.name}.having"
        return count_sizes(self.parts.read(part, 0, min(self.parts.size(part), 16)))

    def __len__(self) -> int:
        return self._number

    def term(self, at: int) -> bytes:
        """The term at a place of the dictionary."""
        return self._dictionary(int(self._bounds[at]), int(self._bounds[at + 1]))

    def terms(self, first: int = 0, end: int | None = None) -> list[bytes]:
        """The terms from one place of the dictionary to another."""
        bounds = self._bounds[first : None if end is None else end + 1].tolist()
        data, base = self._dictionary(bounds[0], bounds[-1]), bounds[0]
        return [data[start - base : stop - base] for start, stop in itertools.pairwise(bounds)]

    @property
    def dictionary(self) -> tuple[bytes, NDArray[Any]]:
        """All terms one after the other, and where each begins, and the end."""
        return self._dictionary(0, int(self._bounds[-1])), self._bounds

    def place(self, term: bytes) -> int:
        """The place of the first term that is not before `term`."""
        first = max(bisect_left(self._signposts, term) - 1, 0) * _STRETCH
        bounds = self._bounds[first : first + _STRETCH + 1].tolist()
        data, base = self._dictionary(bounds[0], bounds[-1]), bounds[0]
        places = range(len(bounds) - 1)
        return first + bisect_left(places, term, key=lambda at: data[bounds[at] - base : bounds[at + 1] - base])

    @cached_property
    def _signposts(self) -> list[bytes]:
        """The first term of each stretch of the dictionary: only within one are terms cut out of it."""
        data, bounds = self.dictionary
        starts, stops = bounds[:-1:_STRETCH].tolist(), bounds[1::_STRETCH].tolist()
        return [data[start:stop] for start, stop in zip(starts, stops, strict=True)]

    def find(self, term: bytes) -> int | None:
        """The place of a term; None where there is none."""
        at = self.place(term)
        return at if at < len(self) and self.term(at) == term else None

    def starting(self, prefix: bytes) -> tuple[int, int]:
        """The places of the terms that begin so: the first, and the one behind the last."""
        low = self.place(prefix)
        after = prefix.rstrip(b"\xff")
        if not after:
            return low, len(self)
        return low, self.place(after[:-1] + bytes([after[-1] + 1]))

    def mark(self, first: int, end: int, marks: NDArray[np.bool_]) -> None:
        """Mark, of the segment's documents, those of all terms from one place to another."""
        at, data = self.stream("documents", first, end)
        if len(data):
            mark_documents(data, np.diff(at), self.sizes(first, end), marks)

    def documents_of(self, at: int) -> Numbers:
        """The documents of one term: as `numbers` with fewer steps, for a query asks for term after term in segment
        after segment."""
        having = self.having(at)
        found = unpack_list(self._one("documents", at), having)
        if having and not 0 <= int(found[0]) <= int(found[-1]) < self.documents:
            raise ValueError(f"a posting of {self.name} lies outside the segment")
        return found

    def postings(self, at: int) -> tuple[Numbers, Numbers | None]:
        """The documents of one term, and how often each has it, None for once."""
        counts = self._one("counts", at)
        return self.documents_of(at), unpack_numbers(counts, self.having(at)) if counts else None

    def _one(self, stream: str, at: int) -> bytes:
        bounds = self._table(stream)
        if not len(bounds):
            return b""
        begin, end = bounds.of(at)
        return self.parts.read(f"{self.name}.{stream}", begin, end)

    def keys(self, at: int, base: int) -> Numbers:
        """Where one term stands: number of the document, the segment's first being `base`, times 2**32 plus the
        position, rising."""
        numbers, counts = self.postings(at)
        data = self._one("places", at)
        if not data:
            return _NONE
        steps = decode(data)
        counts = np.ones(len(numbers), np.int64) if counts is None else counts
        ends = np.cumsum(counts)
        if int(ends[-1]) != len(steps) or int(steps.max()) >= 1 << 31:
            raise ValueError("groups and numbers differ")
        found = np.cumsum(steps)
        starts = ends - counts
        within = numbers + base << 32
        found += np.repeat(within - (found[starts - 1] * (starts > 0)), counts)
        having = counts > 0
        if (found[ends[having] - 1] - within[having] >= 1 << 31).any():
            raise ValueError("a position lies outside any text")
        return found

    def sizes(self, first: int, end: int) -> Numbers:
        """How many documents have each term from one place to another, deleted ones included."""
        return self._having.between(first, end)

    def bounds(self, stream: str, first: int, end: int) -> NDArray[Any]:
        """Where each list from one place to another begins in a stream, and the end; nothing without the stream."""
        bounds = self._table(stream)
        return bounds.between(first, end) if len(bounds) else _NONE

    def _table(self, stream: str) -> Bounds:
        """Where each list of a stream begins, and the end; nothing without the stream."""
        found = self._tables.get(stream)
        if found is None:
            found = self._tables[stream] = Bounds(self.parts.read(f"{self.name}.{stream}-sizes"))
        return found


_NONE: Numbers = np.zeros(0, np.int64)
