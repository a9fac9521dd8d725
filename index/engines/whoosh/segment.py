"""A segment open for reading: documents that were committed together, in one file that is never changed.

dossier_<id>.seg      parts: "documents" (how many), then columns and posting lists by field
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine import Occurrences
from index.engines.whoosh.columns import Values
from index.engines.whoosh.contents import Entry
from index.engines.whoosh.parts import PartsFile
from index.engines.whoosh.postings import Field


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
    def ids(self) -> NDArray[np.bytes_]:
        """The id of each document, in UTF-8. Its dictionary is not kept as those are that queries look into."""
        lists = Field(self.parts, "id", self.documents)
        data, bounds = lists.dictionary
        sizes = np.diff(bounds)
        letters = np.zeros((len(lists), max(int(sizes.max(initial=0)), 1)), np.uint8)
        letters[np.arange(letters.shape[1]) < sizes[:, None]] = np.frombuffer(data, np.uint8)
        ids = letters.reshape(-1).view(f"S{letters.shape[1]}")
        found = np.zeros(self.documents, ids.dtype)
        every = 0, len(lists)
        found[lists.numbers(*every)] = ids.repeat(lists.sizes(*every))
        return found

    def occurrences(self, field: str) -> Occurrences:
        """All lists of a field that says how often, deleted documents included. They are read once, for a census: its
        dictionary is not kept as those are that queries look into."""
        lists = Field(self.parts, field, self.documents)
        every = 0, len(lists)
        terms = [term.decode("utf-8", "surrogatepass") for term in lists.terms()]
        return Occurrences(terms, lists.sizes(*every), lists.numbers(*every), lists.counts(*every))  # type: ignore[arg-type]

    def close(self) -> None:
        """Release the file."""
        self.parts.close()
