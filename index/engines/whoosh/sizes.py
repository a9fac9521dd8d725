"""Sizes too many to be in memory, written and read from the first to the last: as `pack_sizes` packs them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from index.engines.whoosh.integers import SIZES_HEAD, Numbers, SizesHead, large_sizes
from index.engines.whoosh.parts import PartsFile, PartsWriter

_PIECE = 1 << 16  # sizes that are packed at once


class SizesWriter:
    """Packs sizes that come some at a time. Until the last has come they are set aside."""

    def __init__(self, parts: PartsWriter) -> None:
        self.number = 0
        self._parts = parts
        self._aside = parts.aside()
        self._large = np.zeros(2, np.int64)  # of what width they do not fit

    def add(self, sizes: Numbers) -> None:
        """Further sizes. Raises OverflowError for one of more than 32 bits."""
        self.number += len(sizes)
        self._large += large_sizes(sizes)
        self._aside.write(sizes.astype("<u4").tobytes())

    def finish(self, name: str) -> None:
        """Write them as a part."""
        head = SizesHead.fitting(self.number, self._large.tolist())
        self._parts.begin(name)
        self._parts.append(head.packed())
        for sizes in self._pieces():
            self._parts.append(head.short(sizes))
        for sizes in self._pieces():
            self._parts.append(head.long(sizes))
        self._aside.close()

    def _pieces(self) -> Iterator[NDArray[np.uint32]]:
        self._aside.seek(0)
        while data := self._aside.read(4 * _PIECE):
            yield np.frombuffer(data, "<u4")


class SizesReader:
    """Unpacks sizes some at a time. Raises ValueError for what is damaged."""

    def __init__(self, parts: PartsFile, name: str) -> None:
        self.is_there = parts.size(name) > 0
        self._parts = parts
        self._name = name
        head = parts.read(name, 0, min(SIZES_HEAD, parts.size(name)))
        self._head = SizesHead.unpacked(head) if self.is_there else SizesHead(0, 1)
        self._at = SIZES_HEAD
        self._long_at = SIZES_HEAD + self._head.number * self._head.width

    def __len__(self) -> int:
        return self._head.number

    def take(self, number: int) -> Numbers:
        """The next ones, so many."""
        end = self._at + number * self._head.width
        found = np.frombuffer(self._parts.read(self._name, self._at, end), f"<u{self._head.width}").astype(np.int64)
        self._at = end
        at = np.flatnonzero(found == self._head.most)
        long_end = self._long_at + 4 * len(at)
        found[at] = np.frombuffer(self._parts.read(self._name, self._long_at, long_end), "<u4")
        self._long_at = long_end
        return found
