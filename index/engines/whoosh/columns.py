"""What a segment keeps of each document: whole numbers, and values of bytes in named groups.

    first         8 9 0             <i4: one number for each document
    text          ....|..|......    values one after the other
    text-sizes    4 2 6             how long each is (`pack_sizes`)
    text-dictionaries               what they were compressed with (`compression`)

A group is read without the others. One that a segment has not got, because it was written before there was such a
group, is empty for each of its documents.
"""

from __future__ import annotations

import itertools
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engines.whoosh import compression
from index.engines.whoosh.compression import FIRST, TEXT, Shape, compressed, dictionary_of, expanded
from index.engines.whoosh.integers import Numbers, ends, firsts, gathered, pack_sizes, unpack_sizes
from index.engines.whoosh.layout import BLOBS, UNCOMPRESSED
from index.engines.whoosh.parts import PartsFile, PartsWriter

_CHUNK = 1 << 20  # bytes of values that are copied at once

SHAPES = {name: TEXT if name == "text" else Shape() for name in BLOBS if name not in UNCOMPRESSED}
"""How each column that is compressed is."""


class NumbersWriter:
    """A column of whole numbers, while documents come."""

    def __init__(self) -> None:
        self.values: list[int] = []

    def finish(self, parts: PartsWriter, name: str) -> None:
        """Write the part."""
        parts.array(name, np.array(self.values, np.int64), "<i4")


class ValuesWriter:
    """A column of bytes, while documents come; with a `shape` it is compressed."""

    def __init__(self, shape: Shape | None) -> None:
        self.values: list[bytes] = []
        self._shape = shape

    def finish(self, parts: PartsWriter, name: str) -> None:
        """Write the parts."""
        values, dictionary = self.values, b""
        if self._shape is not None:
            dictionary = dictionary_of(values, self._shape)
            values = list(compressed(values, self._shape, dictionary))
        parts.part(name, b"".join(values))
        _write_sizes(parts, name, np.fromiter(map(len, values), np.int64, len(values)))
        _write_dictionaries(parts, name, [dictionary] if dictionary else [])


def _write_sizes(parts: PartsWriter, name: str, sizes: Numbers) -> None:
    parts.part(f"{name}-sizes", pack_sizes(sizes))


def _write_dictionaries(parts: PartsWriter, name: str, dictionaries: list[bytes]) -> None:
    if dictionaries:
        parts.part(f"{name}-dictionaries", b"".join(dictionaries))
        _write_sizes(parts, f"{name}-dictionaries", np.array(list(map(len, dictionaries)), np.int64))


class Values:
    """A column of bytes, open for reading."""

    def __init__(self, parts: PartsFile, name: str) -> None:
        self.parts = parts
        self.name = name
        self._is_compressed = name in SHAPES

    @cached_property
    def places(self) -> NDArray[Any]:
        """Where each value begins, and the end."""
        found = ends(unpack_sizes(self.parts.read(f"{self.name}-sizes")).astype(np.int64))
        return found.astype(np.uint32) if int(found[-1]) < 1 << 32 else found

    @cached_property
    def dictionaries(self) -> list[bytes]:
        """The dictionaries that values were compressed with."""
        sizes = unpack_sizes(self.parts.read(f"{self.name}-dictionaries-sizes")).astype(np.int64)
        data = self.parts.read(f"{self.name}-dictionaries")
        return [data[start:end] for start, end in itertools.pairwise(ends(sizes).tolist())]

    def __getitem__(self, document: int) -> bytes:
        if not self.parts.size(f"{self.name}-sizes"):
            return b""
        places = self.places
        data = self.parts.read(self.name, int(places[document]), int(places[document + 1]))
        return expanded(data, self.dictionaries) if self._is_compressed else data

    def sizes(self, documents: int) -> Numbers:
        """Bytes that are stored of each value."""
        there = self.parts.size(f"{self.name}-sizes")
        return np.diff(self.places).astype(np.int64) if there else np.zeros(documents, np.int64)

    def array(self, kind: str) -> NDArray[Any]:
        """All values as numbers of a kind, one after the other."""
        return self.parts.array(self.name, kind)


def merge_values(parts: PartsWriter, name: str, columns: list[Values], kept: list[Numbers], sizes: list[int]) -> None:
    """Write a column with the values of the documents kept of other columns, each of so many documents."""
    dictionaries = list(dict.fromkeys(each for column in columns for each in column.dictionaries))
    again = Again(SHAPES[name]) if len(dictionaries) > compression.MOST_DICTIONARIES else None
    codes = {dictionary: FIRST + at for at, dictionary in enumerate(dictionaries)}
    parts.begin(name)
    lengths = []
    for column, documents, size in zip(columns, kept, sizes, strict=True):
        each = column.sizes(size)
        renamed = np.arange(256, dtype=np.uint8)
        for at, dictionary in enumerate(column.dictionaries if again is None else ()):
            renamed[FIRST + at] = codes[dictionary]
        for first, end in _chunks(each):
            here = documents[(documents >= first) & (documents < end)]
            stored = each[here]
            if again is not None:
                values = again.compressed([column[document] for document in here.tolist()])
                parts.append(b"".join(values))
                stored = np.fromiter(map(len, values), np.int64, len(values))
            elif len(here) and int(stored.sum()):
                read = column.parts.read(name, int(column.places[first]), int(column.places[end]))
                data = np.frombuffer(read, np.uint8)
                if len(here) < end - first:
                    data = data[gathered(firsts(each[first:end])[here - first], stored)]
                if column.dictionaries:
                    data, codes_at = data.copy(), firsts(stored)[stored > 0]
                    data[codes_at] = renamed[data[codes_at]]
                parts.append(data.tobytes())
            lengths.append(stored)
    _write_sizes(parts, name, np.concatenate(lengths) if lengths else np.zeros(0, np.int64))
    _write_dictionaries(parts, name, dictionaries if again is None else again.dictionaries)


class Again:
    """Values compressed with one new dictionary, cut from the first of them."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._dictionary: bytes | None = None

    def compressed(self, values: list[bytes]) -> list[bytes]:
        """Further values as they are stored."""
        if self._dictionary is None:
            self._dictionary = dictionary_of(values, self._shape)
        return list(compressed(values, self._shape, self._dictionary))

    @property
    def dictionaries(self) -> list[bytes]:
        """The dictionary, if one was worth it."""
        return [self._dictionary] if self._dictionary else []


def _chunks(sizes: Numbers) -> list[tuple[int, int]]:
    """Ranges of documents whose values are together about as long as is read at once."""
    if not len(sizes):
        return []
    cuts = np.flatnonzero(np.diff(np.cumsum(sizes) // _CHUNK)) + 1
    bounds = [0, *cuts.tolist(), len(sizes)]
    return list(itertools.pairwise(bounds))
