"""Entries of the timeline that stand together, and the rows of a list of them, some of them folded.

Seen by when it happened, entries of the same days stand together; seen by when it was published, those of a document.
Grouping is done once, in the engine thread, over the columns of the entries; groups are columns themselves, and a list
of rows is made from the groups of a step without looking at each entry, however many there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, overload

from index.models import Bar, Entries, Entry

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column = NDArray[Any]

MOST_OPEN = 6  # entries of a group that stands open by itself


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of the same days, or with a `head` what the document published under it says. `documents` counts."""

    first: date
    last: date
    entries: Entries
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


class Groups(Sequence[Group]):
    """Groups in columns. Their entries are stretches of `entries`, from `begin` to `end`; `head` is the place of the
    head among `heads`, -1 for none, `published` whether a document's publication is among them."""

    def __init__(self, entries: Entries, heads: Entries, columns: Mapping[str, Column]) -> None:
        self._entries, self._heads, self._columns = entries, heads, columns

    def __len__(self) -> int:
        return len(self._columns["begin"])

    @overload
    def __getitem__(self, at: int) -> Group: ...
    @overload
    def __getitem__(self, at: slice) -> Groups: ...
    def __getitem__(self, at: int | slice) -> Group | Groups:
        if isinstance(at, slice):
            return self._take(at)
        values = {name: int(column[at]) for name, column in self._columns.items()}
        return Group(
            date.fromordinal(values["first"]),
            date.fromordinal(values["last"]),
            self._entries[values["begin"] : values["end"]],
            values["documents"],
            self._heads[values["head"]] if values["head"] >= 0 else None,
        )

    def _take(self, which: slice | Column) -> Groups:
        columns = {name: column[which] for name, column in self._columns.items()}
        return Groups(self._entries, self._heads, columns)

    @property
    def sizes(self) -> Column:
        """How many entries each group has."""
        sizes: Column = self._columns["end"] - self._columns["begin"]
        return sizes

    @property
    def headed(self) -> Column:
        """Of each group whether a line of its own stands above the entries."""
        headed: Column = (self._columns["head"] >= 0) | (self._columns["documents"] > 1)
        return headed

    def called(self, key: tuple[object, ...]) -> Column:
        """Of each group whether that is its key."""
        head, numbers = self._columns["head"], self._heads.column("number")
        if len(key) == 1:
            called: Column = (head >= 0) & (numbers[head] == key[0])
        else:
            first, last = (day.toordinal() for day in key if isinstance(day, date))
            called = (head < 0) & (self._columns["first"] == first) & (self._columns["last"] == last)
        return called

    def touching(self, first: date, last: date) -> Groups:
        """The groups that share a day with an interval: those inside it in order, then those that reach beyond it, the
        narrower first."""
        begin, end = self._columns["first"], self._columns["last"]
        chosen = self._take((begin <= last.toordinal()) & (end >= first.toordinal()))
        begin, end = chosen._columns["first"], chosen._columns["last"]
        beyond = (begin < first.toordinal()) | (end > last.toordinal())
        return chosen._take(((end - begin + 1) * beyond).argsort(kind="stable"))

    def telling_day(self, first: date, last: date) -> date:
        """The day that stands for an interval in finer steps: the first on which a document in it was published, else
        the first of its narrowest entries, else its first day."""
        begin, end = self._columns["first"], self._columns["last"]
        inside = self._take((begin >= first.toordinal()) & (end <= last.toordinal()))
        if not len(inside):
            return first
        begin, end = inside._columns["first"], inside._columns["last"]
        wide = last.toordinal() - first.toordinal() + 1
        rank = end - begin + wide * (1 - inside._columns["published"])
        return date.fromordinal(int(begin[rank.argmin()]))

    def of_document(self, number: int) -> Group | None:
        """By publication, the group of a document; None where it has none."""
        firsts = self._entries.column("number")[self._columns["begin"]]
        places = (firsts == number).nonzero()[0]
        return self[int(places[0])] if len(places) else None

    def place_of(self, wanted: tuple[int, int, str]) -> tuple[int, int | None] | None:
        """Which group has the entry of an `identity`, and at which place; None for the place where it is the head."""
        number, start, kind = wanted
        if kind == "published":
            heads = self._columns["head"] >= 0
            places = (heads & (self._heads.column("number")[self._columns["head"]] == number)).nonzero()[0]
            if len(places):
                return int(places[0]), None
        same = (self._entries.column("number") == number) & (self._entries.column("start") == start)
        same &= self._entries.column("published") == (kind == "published")
        found = None
        for place in same.nonzero()[0].tolist():
            groups = ((self._columns["begin"] <= place) & (place < self._columns["end"])).nonzero()[0]
            if len(groups) and (found is None or int(groups[0]) < found[0]):
                found = int(groups[0]), place - int(self._columns["begin"][groups[0]])
        return found


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
    happened: Groups | None = None
    published: Groups | None = None
    grain: str = "year"
    covered: Sequence[date] | None = None
    unplaced: Unplaced = Unplaced()
    within: tuple[date, date] | None = None
    published_bars: Sequence[Bar] | None = None


def by_days(entries: Entries) -> Groups:
    """Groups of the same days; the entries are sorted by first and last day, then by document, and have days."""
    import numpy as np  # in the engine thread; a first screen does not wait for it

    first, last, number = (entries.column(name) for name in ("first", "last", "number"))
    begin = np.flatnonzero(_changes(first) | _changes(last))
    new = _changes(number)
    new[begin] = True
    columns = {
        "first": first[begin],
        "last": last[begin],
        "begin": begin,
        "end": np.append(begin[1:], len(entries))[: len(begin)],
        "documents": np.add.reduceat(new, begin, dtype=np.int32) if len(begin) else begin,
        "head": np.broadcast_to(np.int32(-1), len(begin)),
        "published": np.logical_or.reduceat(entries.column("published"), begin) if len(begin) else begin,
    }
    return Groups(entries, entries, _narrow(columns))


def by_documents(entries: Entries) -> Groups:
    """Groups of a document published and the dates it says, by day of publication; the entries are sorted by days, and
    have days. Undated documents have no group."""
    import numpy as np

    number, published = entries.column("number"), entries.column("published")
    heads = np.flatnonzero(published).astype(np.int32)
    group = np.full(int(number.max(initial=-1)) + 1, -1, np.int32)
    group[number[heads]] = np.arange(len(heads), dtype=np.int32)
    said = np.flatnonzero((group[number] >= 0) & (published == 0)).astype(np.int32)
    often = np.bincount(group[number[said]], minlength=len(heads)).astype(np.int32)
    places = np.concatenate([said, heads[often == 0]])  # who says nothing stands for itself
    places = places[np.lexsort((entries.column("start")[places], group[number[places]]))]
    ends = np.cumsum(np.maximum(often, 1), dtype=np.int32)
    columns = {
        "first": entries.column("first")[heads],
        "last": entries.column("last")[heads],
        "begin": ends - np.maximum(often, 1),
        "end": ends,
        "documents": np.broadcast_to(np.int32(1), len(heads)),
        "head": np.where(often > 0, heads, np.int32(-1)),
        "published": np.broadcast_to(np.int32(1), len(heads)),
    }
    return Groups(entries.take(places), entries, _narrow(columns))


def _narrow(columns: Mapping[str, Column]) -> dict[str, Column]:
    """Columns of 32 bits; those that are stay what they are."""
    return {name: column.astype("i4", copy=False) for name, column in columns.items()}


def _changes(column: Column) -> Column:
    """Where a value differs from the one before; the first does."""
    changed: Column = column != column
    changed[:1] = True
    changed[1:] = column[1:] != column[:-1]
    return changed


def identity(entry: Entry) -> tuple[int, int, str]:
    """The same words in the same document, whatever they are held to mean now."""
    return entry.number, entry.start, entry.kind


class Listing:
    """The rows of some groups; `folded` says of which keys somebody has decided so, or not so."""

    def __init__(self, groups: Groups | None, folded: Mapping[tuple[object, ...], bool]) -> None:
        self._groups = groups
        self._length = 0
        if groups is None or not len(groups):
            return
        headed = groups.headed
        self._open = ~headed | (groups.sizes <= MOST_OPEN)
        for key, closed in folded.items():
            self._open[groups.called(key) & headed] = not closed
        self._ends = (headed + groups.sizes * self._open).cumsum()
        self._length = int(self._ends[-1])

    def __len__(self) -> int:
        """Rows in all."""
        return self._length

    def at(self, row: int) -> Head | Entry:
        """What stands in a row."""
        group, index = self._group(row)
        within = row - self._begin(index)
        if group.headed and within == 0:
            return Head(group, bool(self._open[index]))
        return group.entries[within - group.headed]

    def under(self, row: int) -> Group:
        """The group that a row belongs to."""
        return self._group(row)[0]

    def _group(self, row: int) -> tuple[Group, int]:
        assert self._groups is not None
        index = int(self._ends.searchsorted(row, side="right"))
        return self._groups[index], index

    def _begin(self, index: int) -> int:
        return int(self._ends[index - 1]) if index else 0

    def row_of(self, wanted: tuple[int, int, str]) -> int | None:
        """The row of the entry of an `identity`, of its group's head where it is folded; None where it is not here."""
        found = self._groups.place_of(wanted) if self._groups is not None and self._length else None
        if found is None:
            return None
        index, place = found
        begin = self._begin(index)
        if place is None or not self._open[index]:
            return begin
        assert self._groups is not None
        return begin + self._groups[index].headed + place
