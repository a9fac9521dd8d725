"""Copies of one text as one row: which of the documents found stand for which others.

The groups of copies come from the build's store by document id; the engine's numbers of their members, and which was
published first, have to be looked up for each state of the index. Of a few that is done when first asked for. Of many
it is done in portions, between which questions are answered, and until then every document has a row of its own.
"""

from __future__ import annotations

import logging
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar, overload

from index.engine import Engine, Placing
from index.errors import IndexDamagedError, NotFoundError
from index.library.copies import Copies
from index.library.seal import refuse_damaged
from index.models import Order, Page, Stacks

log = logging.getLogger(__name__)
T = TypeVar("T")

FEW = 1_000  # pairs of copies that are looked up at once: some 50 ms
PORTION = 2_000  # documents looked up before other questions have their turn

Member = tuple[str, int]
"""The id of a document's group, and its place in the group, the earliest published first."""


class Stacking:
    """The groups of copies in one state of an index, by the engine's document number."""

    def __init__(self, path: Path | None, engine: Engine, least: float) -> None:
        self._path = path if path is not None and path.exists() else None
        self._engine = engine
        self._least = least
        self._members: dict[int, Member] = {}
        self._groups: list[list[str]] | None = None
        self._left: Iterator[list[str]] = iter(())

    @property
    def groups(self) -> Sequence[Sequence[str]]:
        """The groups by document id, whether or not their numbers are known yet."""
        if self._groups is None:
            self._groups = self._grouped()
            self._left = iter(self._groups)
        return self._groups

    def _grouped(self) -> list[list[str]]:
        return self._read(lambda copies: copies.groups(self._least), list[list[str]]())

    @property
    def members(self) -> Mapping[int, Member] | None:
        """Every member of a group by number; None while there are too many to look up at once."""
        if self._groups is None and not self._few():
            return None
        return self._members if self.work(FEW) else None

    def _few(self) -> bool:
        return self._read(lambda copies: copies.count(FEW + 1), 0) <= FEW

    def _read(self, ask: Callable[[Copies], T], otherwise: T) -> T:
        """What the store says; without one, or where it is damaged, no copies are known."""
        if self._path is None:
            return otherwise
        return reading(self._path, ask, otherwise)

    def work(self, documents: int = PORTION) -> bool:
        """Look up so many more documents; whether all are known now."""
        assert self.groups is not None
        looked = 0
        for group in self._left:
            found = []
            for id in group:
                try:
                    found.append(self._engine.number(id))
                except NotFoundError:  # put or removed between the two commits
                    continue
            rows = sorted(self._engine.rows(found), key=lambda row: (row.published is None, row.published, row.id))
            for age, row in enumerate(rows):
                self._members[row.number] = (group[0], age)
            looked += len(group)
            if looked >= documents:
                return False
        return True


def readable(path: Path) -> bool:
    """Whether a store of copies can be read."""
    return reading(path, lambda copies: copies.count(1) >= 0, False)


def reading(path: Path, ask: Callable[[Copies], T], otherwise: T) -> T:
    """What a store of copies says; `otherwise` where it is damaged: a refresh finds that out and makes it anew."""
    try:
        refuse_damaged(path)
        with Copies(path, read_only=True) as copies:
            return ask(copies)
    except (sqlite3.Error, OSError, IndexDamagedError) as error:
        log.warning("the store of copies cannot be read: %s", error)
        return otherwise


def stacked(page: Page, members: Mapping[int, Member], order: Order) -> Stacks:
    """The rows of an answer. The complete matches and the others are stacked apart. What stands for its copies is the
    best match; where documents are sorted by date, the earliest."""
    by_date = order in (Order.NEWEST, Order.OLDEST) or (order is Order.RELEVANCE and not any(page.scores[:1]))
    under: dict[int, tuple[int, ...]] = {}
    names: dict[int, str] = {}
    several = _several(page, members)
    places = _places(page.numbers, several) if several else []
    for start, end in ((0, page.complete), (page.complete, len(page.numbers))):
        groups: dict[str, list[tuple[int, int]]] = {}
        for place, number in places:
            if start <= place < end:
                group, age = members[number]
                groups.setdefault(group, []).append((age, place))
        for name, found in groups.items():
            if len(found) > 1:
                first = min(found) if by_date else min(found, key=lambda each: each[1])
                under[first[1]] = tuple(place for _, place in sorted(found) if place != first[1])
                names[first[1]] = name
    hidden = {place for places in under.values() for place in places}
    return Stacks(Left(len(page.numbers), hidden) if hidden else range(len(page.numbers)), under, names)


def _places(numbers: Sequence[int], wanted: Collection[int]) -> list[tuple[int, int]]:
    """The place and number of some documents of an answer, in its order."""
    if isinstance(numbers, Placing):
        return sorted((place, number) for number, place in numbers.places(wanted).items())
    return [(place, number) for place, number in enumerate(numbers) if number in wanted]


class Left(Sequence[int]):
    """Of so many places those that are not hidden, rising. They are reckoned when asked for: of 100,000 a screen shows
    twenty."""

    def __init__(self, places: int, hidden: Collection[int]) -> None:
        self._places = places
        self._hidden = sorted(hidden)
        self._left_before = [place - at for at, place in enumerate(self._hidden)]

    def __len__(self) -> int:
        return self._places - len(self._hidden)

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...
    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        at = range(len(self))[at]
        return at + bisect_right(self._left_before, at)

    def index(self, value: object, start: int = 0, stop: int | None = None) -> int:
        """Which of those left a place is. Raises ValueError."""
        if isinstance(value, int) and 0 <= value < self._places:
            at = value - bisect_left(self._hidden, value)
            if range(len(self))[start:stop].count(at) and self[at] == value:
                return at
        raise ValueError(f"{value!r} is not among them")


def _several(page: Page, members: Mapping[int, Member]) -> set[int]:
    """The members of which the answer holds another copy too. Asked of the few copies, not of the many matches, so that
    an answer that holds none of them need not be sorted to its end."""
    groups: dict[str, list[int]] = {}
    for number, (group, _) in members.items():
        if number in page.numbers:
            groups.setdefault(group, []).append(number)
    return {number for found in groups.values() if len(found) > 1 for number in found}
