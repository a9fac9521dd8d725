"""A segment open for reading: documents that were committed together, in one file that is never changed.

dossier_<id>.seg      parts: "documents" (how many), then columns and posting lists by field
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine import Occurrences
from index.engines.whoosh.columns import Values
from index.engines.whoosh.contents import Entry
from index.engines.whoosh.integers import Numbers, firsts
from index.engines.whoosh.parts import PartsFile
from index.engines.whoosh.postings import Field


class Ids:
    """The id of each document, in UTF-8. They are cut out of the dictionary when asked for: mostly of the few documents
    that nothing else tells apart."""

    def __init__(self, data: bytes, starts: NDArray[Any], sizes: NDArray[Any]) -> None:
        self._data = data
        self._starts = starts
        self._sizes = sizes

    @classmethod
    def joined(cls, parts: Sequence[Ids]) -> Ids:
        """Those of one segment, then those of the next."""
        bases = firsts(np.array([len(part._data) for part in parts], np.int64)).tolist()
        starts = [part._starts + base for part, base in zip(parts, bases, strict=True)]
        sizes = [part._sizes for part in parts]
        return cls(b"".join(part._data for part in parts), *map(np.concatenate, ([_NONE, *starts], [_NONE, *sizes])))

    def __getitem__(self, numbers: Numbers) -> NDArray[np.bytes_]:
        """The ids of some documents, in their order."""
        starts, sizes = self._starts[numbers], self._sizes[numbers]
        longest = int(sizes.max(initial=1))
        data = np.frombuffer(self._data or b"\0", np.uint8)
        found = np.zeros((len(starts), longest), np.uint8)
        for at in range(longest):  # letter by letter: of all documents at once it would take a hundred bytes for each
            found[:, at] = np.where(sizes > at, data.take(starts + at, mode="clip"), 0)
        return found.reshape(-1).view(f"S{longest}")

    def all(self) -> list[bytes]:
        """The ids of all documents."""
        return [
            self._data[at : at + size] for at, size in zip(self._starts.tolist(), self._sizes.tolist(), strict=True)
        ]


class SegmentFile:
    """A segment's file, open for reading."""

    def __init__(self, folder: Path, entry: Entry) -> None:
        self.name = entry.file_name
        self.parts = PartsFile(folder / self.name)
        try:
            self.documents = int(self.parts.array("documents", "<u8")[0])
            if self.documents > entry.size:  # what is made for each would take all memory
                raise ValueError(f"{self.name} cannot hold so many documents")
            if self.documents != entry.documents:
                raise ValueError(f"{self.name} has not the documents that the table of contents says")
        except BaseException:
            self.parts.close()
            raise
        self._fields: dict[str, Field] = {}
        self._values: dict[str, Values] = {}

    def field(self, name: str) -> Field:
        """The posting lists of a field."""
        found = self._fields.get(name)
        if found is None:
            found = self._fields[name] = Field(self.parts, name, self.documents)
        return found

    def values(self, name: str) -> Values:
        """A column of bytes."""
        found = self._values.get(name)
        if found is None:
            found = self._values[name] = Values(self.parts, name)
        return found

    def numbers(self, name: str) -> NDArray[Any]:
        """A column of whole numbers."""
        return self.parts.array(name, "<i4")

    @cached_property
    def ids(self) -> Ids:
        """The id of each document."""
        field = self.field("id")
        data, bounds = field.dictionary
        starts, sizes = np.zeros(self.documents, np.uint32), np.zeros(self.documents, np.uint32)
        numbers, place = field.numbers(0, len(field)), np.repeat(np.arange(len(field)), field.having)
        starts[numbers], sizes[numbers] = bounds[place], np.diff(bounds)[place]
        return Ids(data, starts, sizes)

    def numbers_of(self, field: str, term: bytes) -> Numbers:
        """The documents that have a term, deleted ones included."""
        lists = self.field(field)
        at = lists.find(term)
        return np.zeros(0, np.int64) if at is None else lists.numbers(at, at + 1)

    def occurrences(self, field: str) -> Occurrences:
        """All lists of a field that says how often, deleted documents included. They are read once, for a census: its
        dictionary is not kept as those are that queries look into."""
        lists = Field(self.parts, field, self.documents)
        every = 0, len(lists)
        terms = [term.decode("utf-8", "surrogatepass") for term in lists.terms()]
        having = lists.having.astype(np.int64)
        return Occurrences(terms, having, lists.numbers(*every), lists.counts(*every))  # type: ignore[arg-type]

    def close(self) -> None:
        """Release the file."""
        self.parts.close()


_NONE = np.zeros(0, np.uint32)
