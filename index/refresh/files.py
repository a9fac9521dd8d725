"""The files of a collection, as one list in little room: a quarter of what an object, its path and an entry of a
dictionary for each would take.

Paths lie end to end in one stretch of bytes (`Texts`), sizes and times in arrays; a path is looked up where the one
asked for last was, or behind it, and else by bisection over an order that is sorted when first asked for.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import overload

from index.models.entries import Texts
from index.refresh.walk import Found


class Files(Mapping[str, Found]):
    """Files by path, in the order in which they were added. A path is added once."""

    def __init__(self, root: str) -> None:
        """`root` is the folder that the names of all of them are in."""
        self._root = root
        self._paths = Texts()
        self._sizes = array("q")
        self._times = array("q")
        self._names: dict[int, str] = {}  # of those that the system knows by another
        self._sorted: array[int] | None = None
        self._last = 0  # the number asked for last: what is read of them comes in their order

    def add(self, file: Found) -> None:
        """One more."""
        number = self._paths.add(file.path)
        if file.name != file.path:
            self._names[number] = file.name
        self._sizes.append(file.size)
        self._times.append(file.modified)
        self._sorted = None

    def at(self, number: int) -> Found:
        """The file with a number, from 0 in the order in which they were added."""
        path = self._paths[number]
        return Found(path, self._names.get(number, path), self._root, self._sizes[number], self._times[number])

    def some(self, numbers: Iterable[int]) -> Some:
        """These of them."""
        return Some(self, array("I", numbers))

    def __getitem__(self, path: str) -> Found:
        number = self._number(path)
        if number < 0:
            raise KeyError(path)
        return self.at(number)

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and self._number(path) >= 0

    def __iter__(self) -> Iterator[str]:
        return (self._paths[number] for number in range(len(self)))

    def __len__(self) -> int:
        return len(self._paths)

    def _number(self, path: str) -> int:
        """The number of a path; -1 of one that is not here."""
        for number in (self._last, self._last + 1):
            if number < len(self) and self._paths[number] == path:
                self._last = number
                return number
        if self._sorted is None:
            self._sorted = array("I", sorted(range(len(self)), key=self._paths.__getitem__))
        place = bisect_left(self._sorted, path, key=self._paths.__getitem__)
        if place == len(self._sorted) or self._paths[self._sorted[place]] != path:
            return -1
        self._last = self._sorted[place]
        return self._last


class Some(Sequence[Found]):
    """Some of the files, by their numbers."""

    def __init__(self, files: Files, numbers: array[int]) -> None:
        self._files = files
        self.numbers = numbers

    @overload
    def __getitem__(self, index: int) -> Found: ...
    @overload
    def __getitem__(self, index: slice) -> Some: ...
    def __getitem__(self, index: int | slice) -> Found | Some:
        if isinstance(index, slice):
            return Some(self._files, self.numbers[index])
        return self._files.at(self.numbers[index])

    def __len__(self) -> int:
        return len(self.numbers)
