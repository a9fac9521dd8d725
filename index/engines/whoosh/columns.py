"""What a segment keeps of each document: whole numbers, and values of bytes in named groups.

    first         8 9 0             <i4: one number for each document
    text          ....|..|......    values one after the other
    text-at       0 4 6 12          <u8: where each begins; the last is the end

A group is read without the others. One that a segment has not got, because it was written before there was such a
group, is empty for each of its documents.
"""

from __future__ import annotations

import itertools
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engines.whoosh.integers import Numbers, firsts, gathered
from index.engines.whoosh.parts import PartsFile, PartsWriter

_CHUNK = 1 << 22


class NumbersWriter:
    """A column of whole numbers, while documents come."""

    def __init__(self) -> None:
        self.values: list[int] = []

    def finish(self, parts: PartsWriter, name: str) -> None:
        """Write the part."""
        parts.array(name, np.array(self.values, np.int64), "<i4")


class ValuesWriter:
    """A column of bytes, while documents come."""

    def __init__(self) -> None:
        self.values: list[bytes] = []

    def finish(self, parts: PartsWriter, name: str) -> None:
        """Write the parts."""
        parts.part(name, b"".join(self.values))
        _write_places(parts, name, np.fromiter(map(len, self.values), np.int64, len(self.values)))


def _write_places(parts: PartsWriter, name: str, sizes: Numbers) -> None:
    parts.array(f"{name}-at", np.concatenate(([0], np.cumsum(sizes))), "<u8")


class Values:
    """A column of bytes, open for reading."""

    def __init__(self, parts: PartsFile, name: str) -> None:
        self.parts = parts
        self.name = name

    @cached_property
    def places(self) -> NDArray[Any]:
        """Where each value begins, and the end."""
        return self.parts.array(f"{self.name}-at", "<u8").astype(np.int64)

    def __getitem__(self, document: int) -> bytes:
        if not self.parts.size(f"{self.name}-at"):
            return b""
        places = self.places
        return self.parts.read(self.name, int(places[document]), int(places[document + 1]))

    def sizes(self, documents: int) -> Numbers:
        """Bytes of each value."""
        return np.diff(self.places) if self.parts.size(f"{self.name}-at") else np.zeros(documents, np.int64)

    def array(self, kind: str) -> NDArray[Any]:
        """All values as numbers of a kind, one after the other."""
        return self.parts.array(self.name, kind)


def merge_values(parts: PartsWriter, name: str, columns: list[Values], kept: list[Numbers], sizes: list[int]) -> None:
    """Write a column with the values of the documents kept of other columns, each of so many documents."""
    parts.begin(name)
    lengths = []
    for column, documents, size in zip(columns, kept, sizes, strict=True):
        each = column.sizes(size)
        lengths.append(each[documents])
        for first, end in _chunks(each):
            here = documents[(documents >= first) & (documents < end)]
            if len(here) and int(each[here].sum()):
                data = column.parts.read(name, int(column.places[first]), int(column.places[end]))
                if len(here) < end - first:
                    wanted = gathered(firsts(each[first:end])[here - first], each[here])
                    data = np.frombuffer(data, np.uint8)[wanted].tobytes()
                parts.append(data)
    _write_places(parts, name, np.concatenate(lengths) if lengths else np.zeros(0, np.int64))


def _chunks(sizes: Numbers) -> list[tuple[int, int]]:
    """Ranges of documents whose values are together about as long as is read at once."""
    if not len(sizes):
        return []
    cuts = np.flatnonzero(np.diff(np.cumsum(sizes) // _CHUNK)) + 1
    bounds = [0, *cuts.tolist(), len(sizes)]
    return list(itertools.pairwise(bounds))
