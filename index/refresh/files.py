"""The files of a collection, as one list in little room: a quarter of what an object, its path and an entry of a
dictionary for each would take.

Paths lie end to end in one stretch of bytes, sizes and times in arrays; a path is looked up by bisection over an order
that is sorted when first asked for.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import overload

from index.refresh.walk import Found


class Files(Mapping[str, Found]):
    """Files by path, in the order in which they were added. A path is added once."""

    def __init__(self, root: str) -> None:
        """`root` is the folder that the names of all of them are in."""
        self._root = root
        self._paths = bytearray()
        self._ends = array("Q")  # of each path; it begins where the one before ends
        self._sizes = array("q")
        self._times = array("q")
        self._names: dict[int, str] = {}  # of those that the system knows by another
        self._sorted: array[int] | None = None

    def add(self, file: Found) -> None:
        """One more."""
        if file.name != file.path:
            self._names[len(self._ends)] = file.name
        self._paths += _bytes(file.path)
        self._ends.append(len(self._paths))
        self._sizes.append(file.size)
        self._times.append(file.modified)
        self._sorted = None

    def at(self, number: int) -> Found:
        """The file with a number, from 0 in the order in which they were added."""
        path = self._path(number).decode("utf-8", "surrogatepass")
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
        return (self._path(number).decode("utf-8", "surrogatepass") for number in range(len(self)))

    def __len__(self) -> int:
        return len(self._ends)

    def _path(self, number: int) -> bytes:
        return bytes(self._paths[self._ends[number - 1] if number else 0 : self._ends[number]])

    def _number(self, path: str) -> int:
        """The number of a path; -1 of one that is not here."""
        if self._sorted is None:
            self._sorted = array("I", sorted(range(len(self)), key=self._path))
        wanted = _bytes(path)
        place = bisect_left(self._sorted, wanted, key=self._path)
        if place == len(self._sorted) or self._path(self._sorted[place]) != wanted:
            return -1
        return self._sorted[place]


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


def _bytes(path: str) -> bytes:
    return path.encode("utf-8", "surrogatepass")
