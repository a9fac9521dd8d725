"""Entries of the timeline that stand together, and the rows of a list of them, some of them folded.

Seen by when it happened, entries of the same days stand together; seen by when it was published, those of a document.
Grouping is done once, in the engine thread; a list of rows is then made from a few groups without looking at each
entry, however many there are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, groupby
from operator import attrgetter

from index.models import Bar, Entry

Looking = Callable[[Iterable[Entry]], Iterable[Entry]]
MOST_OPEN = 6  # entries of a group that stands open by itself


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of the same days, or with a `head` what the document published under it says. `documents` counts."""

    first: date
    last: date
    entries: Sequence[Entry]
    documents: int
    head: Entry | None = None

    @property
    def headed(self) -> bool:
        """Whether a line of its own stands above the entries."""
        return self.head is not None or self.documents > 1

    @property
    def key(self) -> tuple[object, ...]:
        """What it is called, whatever entries it has now."""
        return (self.head.number,) if self.head else (self.first, self.last)


@dataclass(frozen=True, slots=True)
class Head:
    """The line above the entries of a group."""

    group: Group
    open: bool


@dataclass(frozen=True, slots=True)
class Unplaced:
    """What has no place in time: dates said, of which `vague` ones ("recently") seek none, and documents undated."""

    dates: int = 0
    vague: int = 0
    documents: int = 0

    def __bool__(self) -> bool:
        return bool(self.dates or self.vague or self.documents)


@dataclass(frozen=True, slots=True)
class Chronicle:
    """All that the timeline shows: bars of one grain, groups in order of their days (by when it happened, and by when
    it was published), the first days of the steps covered by the collection.

    Where the query asks what is said of some days, `within` is they, and by when it happened nothing else shows;
    `published_bars` are then those by when it was published, of every document found.
    """

    bars: Sequence[Bar] = ()
    happened: Sequence[Group] = ()
    published: Sequence[Group] = ()
    grain: str = "year"
    covered: Sequence[date] | None = None
    unplaced: Unplaced = Unplaced()
    within: tuple[date, date] | None = None
    published_bars: Sequence[Bar] | None = None


def _unwatched(entries: Iterable[Entry]) -> Iterable[Entry]:
    return entries


def by_days(entries: Sequence[Entry], looking: Looking = _unwatched) -> list[Group]:
    """Groups of the same days; the entries are sorted by first and last day. `looking` may end it while it lasts."""
    found = []
    for (first, last), same in groupby(looking(entries), lambda entry: (entry.first, entry.last)):
        group = list(same)
        if first is not None and last is not None:
            found.append(Group(first, last, group, len({entry.number for entry in group})))
    return found


def by_documents(entries: Sequence[Entry], looking: Looking = _unwatched) -> list[Group]:
    """Groups of a document published and the dates it says, by day of publication; undated documents have none."""
    said: dict[int, list[Entry]] = {}
    published = []
    for entry in looking(entries):
        if entry.kind == "published":
            published.append(entry)
        else:
            said.setdefault(entry.number, []).append(entry)
    found = []
    for entry in looking(published):
        if entry.first is not None and entry.last is not None:
            under = sorted(said.get(entry.number, ()), key=attrgetter("start"))
            found.append(Group(entry.first, entry.last, under or [entry], 1, entry if under else None))
    return found


def touching(groups: Sequence[Group], first: date, last: date) -> list[Group]:
    """The groups that share a day with an interval: those inside it in order, then those that reach beyond it, the
    narrower first. `groups` are sorted by first day."""
    inside, beyond = [], []
    for group in groups[: bisect_right(groups, last, key=lambda group: group.first)]:
        if group.first >= first and group.last <= last:
            inside.append(group)
        elif group.last >= first:
            beyond.append(group)
    return inside + sorted(beyond, key=lambda group: group.last - group.first)


def telling_day(groups: Sequence[Group], first: date, last: date) -> date:
    """The day that stands for an interval in finer steps: the first on which a document in it was published, else the
    first of its narrowest entries, else its first day. `groups` are sorted by first day."""
    begin = bisect_left(groups, first, key=lambda group: group.first)
    end = bisect_right(groups, last, key=lambda group: group.first)
    inside = (group for group in groups[begin:end] if group.last <= last)

    def rank(group: Group) -> tuple[bool, timedelta, date]:
        published = group.head is not None or any(entry.kind == "published" for entry in group.entries)
        return not published, group.last - group.first, group.first

    found = min(inside, key=rank, default=None)
    return found.first if found is not None else first


def identity(entry: Entry) -> tuple[int, int, str]:
    """The same words in the same document, whatever they are held to mean now."""
    return entry.number, entry.start, entry.kind


class Listing:
    """The rows of some groups; `folded` says of which keys somebody has decided so, or not so."""

    def __init__(self, groups: Sequence[Group], folded: Mapping[tuple[object, ...], bool]) -> None:
        self._groups = groups
        self._folded = folded
        self._ends = list(accumulate(self._rows(group) for group in groups))

    def is_open(self, group: Group) -> bool:
        """Whether the entries of a group show."""
        return not group.headed or not self._folded.get(group.key, len(group.entries) > MOST_OPEN)

    def _rows(self, group: Group) -> int:
        return group.headed + (len(group.entries) if self.is_open(group) else 0)

    def __len__(self) -> int:
        """Rows in all."""
        return self._ends[-1] if self._ends else 0

    def at(self, row: int) -> Head | Entry:
        """What stands in a row."""
        index = bisect_right(self._ends, row)
        group = self._groups[index]
        within = row - (self._ends[index] - self._rows(group))
        if group.headed and within == 0:
            return Head(group, self.is_open(group))
        return group.entries[within - group.headed]

    def under(self, row: int) -> Group:
        """The group that a row belongs to."""
        return self._groups[bisect_right(self._ends, row)]

    def row_of(self, wanted: tuple[int, int, str]) -> int | None:
        """The row of the entry of an `identity`, of its group's head where it is folded; None where it is not here."""
        for index, group in enumerate(self._groups):
            begin = self._ends[index] - self._rows(group)
            if group.head is not None and identity(group.head) == wanted:
                return begin
            for i, entry in enumerate(group.entries):
                if identity(entry) == wanted:
                    return begin + (group.headed + i if self.is_open(group) else 0)
        return None
