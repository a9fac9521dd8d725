"""Matches in the order a user sees, sorted as far as somebody looks.

A query of one letter matches most of a collection, and a screen shows fifty rows. The best are selected first and
sorted (`FIRST` of them); the rest follows when a place behind them, or all, is asked for.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from index.engines.ranking import DIGITS
from index.engines.whoosh.evaluate import Scored
from index.engines.whoosh.integers import Numbers
from index.engines.whoosh.snapshot import Snapshot
from index.models import Order

FIRST = 500
_SAMPLED = 8
"""One of so many keys is looked at to see which of all can be among the first."""
_FEW_PLACES = 100
"""Of up to so many matches the place is counted; of more, sorting all of them takes less."""

T = TypeVar("T")


class Part:
    """One part of an answer, the complete or the partial matches, in its order. It holds what it sorts by: nothing is
    read from the index when somebody looks further, perhaps in another thread and after a commit."""

    def __init__(self, size: int, find: Callable[[], Scored], snapshot: Snapshot, order: Order) -> None:
        self._size = size
        self._find = find
        self._order = order
        self._ids, self._first = snapshot.ids, snapshot.first
        by_words = order in (Order.TITLE, Order.PUBLISHER)
        self._ranks = snapshot.ranks(order) if by_words and size else self._first
        self._sorted: Scored | None = None
        self._best: Scored | None = None

    def __len__(self) -> int:
        return self._size

    @cached_property
    def _exact(self) -> Scored:
        return self._find()

    @cached_property
    def _found(self) -> Scored:
        return _rounded(self._exact)

    @property
    def numbers(self) -> Numbers:
        """The matches by number."""
        return self._exact.numbers

    def upto(self, end: int) -> Scored:
        """The matches in their order, at least as far as `end`."""
        if self._sorted is None and end <= FIRST < len(self):
            if self._best is None:
                self._best = self._arranged(self._selected())
            return self._best
        if self._sorted is None:
            self._sorted, self._best = self._arranged(self._found), None
        return self._sorted

    def places(self, wanted: Numbers) -> dict[int, int]:
        """The places of those of some documents that are among the matches. Of a few it is counted how many come before
        each, for which the others need not be sorted."""
        at = np.searchsorted(self.numbers, wanted)
        here = self.numbers.take(at, mode="clip") == wanted if len(self) else np.zeros(len(wanted), bool)
        at, wanted = at[here], wanted[here]
        if self._sorted is None and len(wanted) <= _FEW_PLACES:
            places = self._counted(at, np.arange(len(self)), list(self._keys(self._found)), 0)
            return {int(self.numbers[each]): place for each, place in places}
        numbers = self.upto(len(self)).numbers
        order = np.argsort(numbers)
        return dict(zip(wanted.tolist(), order[at].tolist(), strict=True))

    def _counted(
        self, wanted: Numbers, equal: Numbers, keys: Sequence[NDArray[Any]], before: int
    ) -> Iterator[tuple[int, int]]:
        """The places of some of those matches that are `equal` by all keys but these, with so many before them all."""
        if not keys:
            ordered = equal[np.argsort(self._ids[self.numbers[equal]])]
            places = np.flatnonzero(np.isin(ordered, wanted))
            yield from zip(ordered[places].tolist(), (before + places).tolist(), strict=True)
            return
        key, *others = keys
        theirs, mine = key[equal], key[wanted]
        for value in np.unique(mine).tolist():
            smaller, same = before + int(np.count_nonzero(theirs < value)), equal[theirs == value]
            if len(same) == 1:
                yield int(same[0]), smaller
            else:
                yield from self._counted(wanted[mine == value], same, others, smaller)

    def _keys(self, found: Scored) -> Iterator[NDArray[Any]]:
        """Numbers that sort the matches, the most important first; what they leave equal, the ids tell apart."""
        if self._order in (Order.TITLE, Order.PUBLISHER):
            yield self._ranks[found.numbers]
            return
        if self._order is Order.RELEVANCE:
            yield -found.scores
        days = self._first[found.numbers]
        yield np.where(days > 0, days, 10_000_000) if self._order is Order.OLDEST else np.where(days > 0, -days, 1)

    def _selected(self) -> Scored:
        """The first `FIRST` matches and all that the numbers do not tell from the last of them, in no order."""
        chosen: list[Scored] = []
        rest, missing = self._promising() if self._order is Order.RELEVANCE else self._found, FIRST
        for at in range(2 if self._order is Order.RELEVANCE else 1):
            key = next(islice(self._keys(rest), at, None))
            bound = _smallest(key, missing)
            better = np.flatnonzero(key < bound)
            chosen.append(rest.at(better))
            missing -= len(better)
            tied = np.flatnonzero(key == bound)
            rest = rest if len(tied) == len(key) else rest.at(tied)
            if len(rest.numbers) <= missing:
                break
        chosen.append(rest)
        return Scored(*(np.concatenate([getattr(each, name) for each in chosen]) for name in ("numbers", "scores")))

    def _promising(self) -> Scored:
        """The matches that may be among the first by score; only these are rounded."""
        scores = self._exact.scores
        worst = _smallest(-scores, FIRST) + 2 * 10.0**-DIGITS
        kept = np.flatnonzero(scores >= -worst)
        return self._found if len(kept) == len(scores) else _rounded(self._exact.at(kept))

    def _arranged(self, found: Scored) -> Scored:
        return found.at(np.lexsort((self._ids[found.numbers], *reversed(list(self._keys(found))))))


def _smallest(keys: NDArray[Any], place: int) -> Any:
    """The key at a place, from 1, of all in rising order. The one at that place in a sample comes no earlier in all,
    so that it is sought only among those up to it."""
    sample = keys[::_SAMPLED]
    if len(sample) > place:
        bound = np.partition(sample, place - 1)[place - 1]
        if bound == keys.min():
            return bound
        keys = keys[keys <= bound]
    return np.partition(keys, place - 1)[place - 1]


def _rounded(found: Scored) -> Scored:
    return Scored(found.numbers, np.round(found.scores, DIGITS))


class _InOrder(Sequence[T]):
    """One value for each match: those of one part, then those of the next."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._length = sum(map(len, parts))

    @abstractmethod
    def _of(self, found: Scored) -> list[T]:
        """The values of some matches."""

    def _range(self, start: int, stop: int) -> list[T]:
        found: list[T] = []
        for part in self._parts:
            low, high = max(start, 0), min(stop, len(part))
            if low < high:
                found.extend(self._of(part.upto(high).at(slice(low, high))))
            start, stop = start - len(part), stop - len(part)
        return found

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            start, stop, step = at.indices(self._length)
            if start == 0 and step == 1 and stop == len(self._parts[0]):  # the complete matches
                return type(self)(self._parts[:1])
            return self._range(start, stop) if step == 1 else self._range(0, self._length)[at]
        place = at + self._length if at < 0 else at
        if not 0 <= place < self._length:
            raise IndexError(at)
        return self._range(place, place + 1)[0]

    def index(self, value: object, start: int = 0, stop: int | None = None) -> int:
        """The first place of a value, by one look at all of them. Raises ValueError."""
        found: list[object] = [*self._range(0, self._length)]
        return found.index(value, start, self._length if stop is None else stop)

    def __iter__(self) -> Iterator[T]:
        return iter(self._range(0, self._length))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(other) == len(self) and list(other) == list(self)

    def __hash__(self) -> int:
        return id(self)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._range(0, 10)}..., {self._length} in all)"


class Numbered(_InOrder[int]):
    """The document numbers of an answer."""

    def _of(self, found: Scored) -> list[int]:
        numbers: list[int] = found.numbers.tolist()
        return numbers

    @cached_property
    def _there(self) -> NDArray[np.bool_]:
        numbers = self.in_any_order()
        there = np.zeros(int(numbers.max(initial=-1)) + 1, bool)
        there[numbers] = True
        return there

    def __contains__(self, number: object) -> bool:
        """Whether a document is among the matches, without sorting them."""
        return isinstance(number, int) and 0 <= number < len(self._there) and bool(self._there[number])

    def places(self, numbers: Collection[int]) -> dict[int, int]:
        """Where those of some documents stand that are among the matches; see `index.engine.Placing`."""
        wanted, before, found = np.array(list(numbers), np.int64), 0, dict[int, int]()
        for part in self._parts:
            found.update((number, before + place) for number, place in part.places(wanted).items())
            before += len(part)
        return found

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        """All of them in order, for numpy: by way of objects 100,000 take ten times the room."""
        every = np.concatenate([part.upto(len(part)).numbers for part in self._parts])
        return every.astype(dtype or every.dtype, copy=False)

    def in_any_order(self) -> Numbers:
        """The same numbers, not sorted."""
        return np.concatenate([part.numbers for part in self._parts])


def in_any_order(numbers: Sequence[int]) -> Numbers:
    """Document numbers as an array, where their order does not matter: those of an answer need not be sorted."""
    return numbers.in_any_order() if isinstance(numbers, Numbered) else np.array(numbers, np.int64)


class Scores(_InOrder[float]):
    """The scores of an answer."""

    def _of(self, found: Scored) -> list[float]:
        scores: list[float] = found.scores.tolist()
        return scores
